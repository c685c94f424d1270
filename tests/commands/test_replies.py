"""What people type is understood in both languages, or explained."""

import pytest

from sluimer import KnowledgeBase, load
from sluimer.commands.replies import NotUnderstood, Ticks, Wish, read_reply, read_ticks
from sluimer.knowledge.text import Text
from sluimer.knowledge.vocabulary import Fact, Kind, Option
from sluimer.messages import Position
from sluimer.tell.speaker import Speaker

BUNDLED = load()


def understood(kb: KnowledgeBase, fact: str, reply: str, language: str = "nl") -> object:
    """The meaning of a reply to the question of a fact."""
    return read_reply(reply, kb.knowledge.vocabulary.facts[fact], Speaker(kb.knowledge, language))


def refused(kb: KnowledgeBase, fact: str, reply: str, language: str = "en") -> str:
    """What is said when a reply is not understood."""
    with pytest.raises(NotUnderstood) as caught:
        understood(kb, fact, reply, language)
    return caught.value.said


@pytest.mark.parametrize("language", ["nl", "en"])
@pytest.mark.parametrize(
    ("reply", "answer"),
    [(said, "yes") for said in ("ja", "J", "yes", " Y ")] + [(said, "no") for said in ("nee", "n", "NO", "neen")],
)
def test_yes_and_no_are_understood_in_both_languages(
    plant_care: KnowledgeBase, language: str, reply: str, answer: str
) -> None:
    assert understood(plant_care, "indoors", reply, language) == answer


@pytest.mark.parametrize("reply", ["misschien", "1", "ja nee", "\u200b"])
def test_anything_else_is_not_a_yes_or_a_no(plant_care: KnowledgeBase, reply: str) -> None:
    assert refused(plant_care, "indoors", reply) == (
        f"Is `{reply}` a yes or a no? Type yes or no. You do not know? Type ?."
    )


@pytest.mark.parametrize(
    ("wish", "replies"),
    [
        (Wish.UNKNOWN, ["?", "weet niet", "Weet ik niet", "don't know", "don\N{RIGHT SINGLE QUOTATION MARK}t know"]),
        (Wish.DECLINED, ["-", "zeg ik niet", "won't say", "WON'T SAY"]),
        (Wish.BACK, ["<", "terug", "back"]),
        (Wish.WHY, ["w", "waarom", "why"]),
        (Wish.STOP, ["s", "stop"]),
        (Wish.HELP, ["h", "help", "hulp"]),
    ],
)
@pytest.mark.parametrize("fact", ["indoors", "moisture", "light", "pests"])
def test_a_wish_is_understood_at_every_question(
    plant_care: KnowledgeBase, fact: str, wish: Wish, replies: list[str]
) -> None:
    assert [understood(plant_care, fact, reply) for reply in replies] == [wish] * len(replies)


@pytest.mark.parametrize(
    ("reply", "number"),
    [("41", "41"), ("0,5", "0.5"), ("0.125", "0.125"), ("41 percent", "41"), ("41 PROCENT", "41"), ("41percent", "41")],
)
def test_a_number_is_understood_with_its_unit_and_either_decimal_sign(
    plant_care: KnowledgeBase, reply: str, number: str
) -> None:
    assert understood(plant_care, "moisture", reply) == number


@pytest.mark.parametrize(
    ("reply", "says"),
    [
        ("veel", "`veel` is not a number. Type for instance 34 or 0.5."),
        ("1.500", "`1.500` can mean two things. Type 1500 or 1.5."),
        ("1,125 percent", "`1,125` can mean two things. Type 1125 or 1.1250."),
        ("12,500,000", "`12,500,000` is not a number."),
        ("5 000", "`5 000` is not a number."),
        ("5 000 percent", "`5 000 percent` is not a number."),
        ("1.2.3", "`1.2.3` is not a number."),
        ("41 ml", "The number must be in percent, not in `ml`."),
        ("\u0664\u0661", "`\u0664\u0661` is not a number."),
    ],
)
def test_a_number_that_could_be_misread_is_refused(plant_care: KnowledgeBase, reply: str, says: str) -> None:
    assert refused(plant_care, "moisture", reply).startswith(says)


def test_a_number_without_a_unit_takes_none(plant_care: KnowledgeBase) -> None:
    assert refused(plant_care, "height", "41 cm") == "Type the number alone, without `cm`."


@pytest.mark.parametrize("reply", ["1", "sun", "zon", "ZON", "Sun"])
def test_a_choice_is_understood_by_number_id_and_label(plant_care: KnowledgeBase, reply: str) -> None:
    place = [option.id for option in plant_care.knowledge.vocabulary.facts["light"].options].index("sun") + 1
    assert understood(plant_care, "light", str(place) if reply == "1" else reply) == "sun"


@pytest.mark.parametrize("reply", ["0", "3", "moon", "1 2", "geen", "x"])
def test_what_is_no_choice_is_refused(plant_care: KnowledgeBase, reply: str) -> None:
    assert refused(plant_care, "light", reply) == f"`{reply}` is no choice here. Type a number from 1 to 2."


@pytest.mark.parametrize(
    ("reply", "chosen"),
    [
        ("1 3", ["aphids", "thrips"]),
        ("3,1", ["aphids", "thrips"]),
        ("1 en 3", ["aphids", "thrips"]),
        ("luizen; trips", ["aphids", "thrips"]),
        ("1 1", ["aphids"]),
        ("mites", ["mites"]),
        ("0", []),
        ("geen", []),
        ("none", []),
        ("none of these", []),
    ],
)
def test_a_set_is_understood_by_numbers_ids_and_labels(
    plant_care: KnowledgeBase, reply: str, chosen: list[str]
) -> None:
    assert understood(plant_care, "pests", reply) == chosen


@pytest.mark.parametrize("reply", [",", ";", " , ; ", "en", "and", "&", "en, en"])
def test_a_word_or_sign_that_joins_nothing_is_no_answer_and_never_none_of_these(
    plant_care: KnowledgeBase, reply: str
) -> None:
    assert refused(plant_care, "pests", reply).startswith(f"`{reply}` is no choice here.")


@pytest.mark.parametrize("reply", ["4", "1 4", "beer", "1.3", "13", "ja"])
def test_what_is_no_member_is_refused(plant_care: KnowledgeBase, reply: str) -> None:
    assert refused(plant_care, "pests", reply).startswith(f"`{reply}` is no choice here.")


def test_the_part_that_is_no_member_is_named(plant_care: KnowledgeBase) -> None:
    assert refused(plant_care, "pests", "1;beer").startswith("`beer` is no choice here.")


def test_none_and_some_at_once_is_refused(plant_care: KnowledgeBase) -> None:
    assert refused(plant_care, "pests", "0 1").startswith("0 means none of these.")


def test_every_label_of_the_bundled_knowledge_is_understood() -> None:
    kb = BUNDLED
    for fact in kb.knowledge.vocabulary.facts.values():
        for option in fact.options:
            for _, label in option.label.translations:
                meant = understood(kb, fact.id, label)
                assert meant == ([option.id] if fact.kind is Kind.SET else option.id)


def cups(*labels: str) -> Fact:
    """A choice whose labels look like numbers and wishes."""
    options = tuple(Option(f"option_{place}", Text((("nl", label),))) for place, label in enumerate(labels))
    return Fact("cups", Kind.CHOICE, Text(), Text(), Position("facts/x.yaml"), options=options)


def test_a_reply_that_fits_two_options_is_refused(plant_care: KnowledgeBase) -> None:
    with pytest.raises(NotUnderstood, match="past bij meer dan een keuze"):
        read_reply("1", cups("0", "1", "2 of meer"), Speaker(plant_care.knowledge, "nl"))


def test_an_option_that_is_called_like_a_wish_can_be_chosen(plant_care: KnowledgeBase) -> None:
    fact = cups("doorgaan", "stop")
    assert read_reply("stop", fact, Speaker(plant_care.knowledge, "nl")) == "option_1"
    assert read_reply("s", fact, Speaker(plant_care.knowledge, "nl")) is Wish.STOP


@pytest.mark.parametrize("reply", ["", "   "])
def test_an_empty_reply_is_told_what_can_be_typed(plant_care: KnowledgeBase, reply: str) -> None:
    assert "Type ?" in refused(plant_care, "indoors", reply)


def test_a_long_reply_is_not_repeated_in_full(plant_care: KnowledgeBase) -> None:
    assert len(refused(plant_care, "indoors", "x" * 10_000)) < 200


@pytest.mark.parametrize("reply", ["1000 citrate", "1000 mg citrate", "1000 mg per dag magnesiumcitraat"])
def test_an_amount_may_be_said_with_what_it_was_weighed_as(reply: str) -> None:
    assert understood(BUNDLED, "current_dose", reply) == {"amount": "1000", "as": "citrate"}


@pytest.mark.parametrize(
    ("fact", "reply", "answer"),
    [
        ("sex", "v", "female"),
        ("sex", "V", "female"),
        ("sex", "m", "male"),
        ("sex", "man.", "male"),
        ("current_form", "citr", "citrate"),
        ("current_form", "geen", "none"),
        ("current_form", "nee", "none"),
        ("current_form", "glycinaat", "glycinate"),
        ("current_dose", "400 mg", "400"),
        ("current_dose", "400mg per dag", "400"),
        ("current_dose", "400 mg/dag", "400"),
        ("current_dose", "400 mg a day", "400"),
        ("current_dose", "400 mg magnesiumcitraat", {"amount": "400", "as": "citrate"}),
        ("age", "44 jaar", "44"),
        ("conditions", "nee", []),
        ("conditions", "nope", []),
        ("conditions", "niets", []),
        ("conditions", "suikerziekte", ["diabetes"]),
        ("conditions", "Diabetes", ["diabetes"]),
        ("conditions", "2 en 4", ["heart_failure", "heart_rhythm"]),
        ("conditions", "1,3", ["hypertension", "diabetes"]),
        ("conditions", "hartfalen + stoma_or_short_bowel", ["heart_failure", "stoma_or_short_bowel"]),
        ("conditions", "hoge bloeddruk, verder niets", ["hypertension"]),
        ("conditions", "verder niets", []),
        ("kidney_problems", "nee hoor", "no"),
        ("kidney_problems", "geen idee", Wish.UNKNOWN),
        ("age", "liever niet", Wish.DECLINED),
        ("medicines", "ik weet het niet", Wish.UNKNOWN),
        ("medicines", "o", Wish.OVERVIEW),
        ("medicines", "wis", Wish.FORGET),
    ],
)
def test_what_people_naturally_say_is_understood(fact: str, reply: str, answer: object) -> None:
    assert understood(BUNDLED, fact, reply) == answer


@pytest.mark.parametrize(
    ("fact", "reply", "asked_back"),
    [
        ("conditions", "schildklier", "Bedoelt u 8 (een trage schildklier die nog niet goed is behandeld)?"),
        ("conditions", "hartfaalen", "Bedoelt u 2 (hartfalen)?"),
        ("medicines", "antibioticum", "8 (antibioticum: tetracycline, zoals doxycycline), 9 (antibioticum"),
        ("medicines", "plaspil 20", "1 (sterke plaspil"),
        ("medicines", "plaspil 20", "2 (plaspil (thiazide)"),
        ("medicines", "plaspil 20", "4 (een andere plaspil"),
        (
            "current_form",
            "m",
            "2 (glycinaat (ook: bisglycinaat)), 3 (citraat), 4 (oxide), 5 (malaat), 6 (tauraat (ook: taurinaat)), "
            "7 (alleen in een multivitamine). Typ het nummer.",
        ),
        ("current_dose", "geen", "Bedoelt u 0? Typ dan ja of 0."),
        ("current_dose", "ongeveer 400", "Bedoelt u 400? Typ dan ja of 400."),
        ("age", "ik ben 44", "Bedoelt u 44? Typ dan ja of 44."),
        ("age", "44 jaar oud", "Bedoelt u 44? Typ dan ja of 44."),
        ("age", "44 of 45", "Het getal moet in jaar zijn, niet in `of 45`."),
        ("age", "geen", "Bedoelt u 0?"),
        ("current_dose", "5.000", "`5.000` kan twee dingen betekenen. Typ 5000 of 5."),
        ("current_dose", "wel 5.000 mg", "`wel 5.000 mg` is geen getal."),
        ("egfr", "45 ml", "Het getal moet in mL/min/1,73 m"),
        ("kidney_problems", "soms", "Is `soms` een ja of een nee? Typ ja of nee. Weet u het niet? Typ ?."),
        ("conditions", "ja", "`ja` is geen keuze hier."),
        ("conditions", "1 geen", "0 betekent geen van deze."),
        ("conditions", "van alles", "`van alles` is geen keuze hier."),
    ],
)
def test_what_may_be_meant_is_asked_and_never_guessed(fact: str, reply: str, asked_back: str) -> None:
    assert asked_back in refused(BUNDLED, fact, reply, "nl")


def test_a_number_behind_a_name_is_no_choice_of_its_own() -> None:
    """The dose of a medicine is not the medicine that stands at that number."""
    assert "2" in [str(place) for place, _ in enumerate(BUNDLED.knowledge.vocabulary.facts["conditions"].options, 1)]
    assert "begrijp ik niet goed" in refused(BUNDLED, "conditions", "hartfalen 2", "nl")


TICKED = ("restless_legs", "insomnia", "night_leg_cramps")


def ticked(reply: str, language: str = "nl") -> Ticks:
    """The meaning of a reply to several yes/no questions."""
    kb = BUNDLED
    return read_ticks(reply, [kb.knowledge.vocabulary.facts[fact] for fact in TICKED], Speaker(kb.knowledge, language))


@pytest.mark.parametrize(
    ("reply", "answers", "rest"),
    [
        ("1 3", {"restless_legs": "yes", "night_leg_cramps": "yes"}, False),
        ("1 en 3", {"restless_legs": "yes", "night_leg_cramps": "yes"}, False),
        ("3,1", {"restless_legs": "yes", "night_leg_cramps": "yes"}, False),
        ("slapeloosheid", {"insomnia": "yes"}, False),
        ("Insomnia", {"insomnia": "yes"}, False),
        ("1 ja, 2 nee, 3 ?", {"restless_legs": "yes", "insomnia": "no", "night_leg_cramps": "unknown"}, False),
        ("2: liever niet", {"insomnia": "declined"}, False),
        ("2, geen van de andere", {"insomnia": "yes"}, True),
        ("2 verder niets", {"insomnia": "yes"}, True),
        ("2 en verder niets", {"insomnia": "yes"}, True),
        ("geen van de andere", {}, True),
        ("0", {}, True),
        ("nee", {}, True),
        ("geen", {}, True),
        ("weet niet", dict.fromkeys(TICKED, "unknown"), False),
        ("-", dict.fromkeys(TICKED, "declined"), False),
        ("alles", dict.fromkeys(TICKED, "yes"), False),
    ],
)
def test_ticks_say_yes_and_only_what_is_said_of_the_others_says_no(
    reply: str, answers: dict[str, str], rest: bool
) -> None:
    assert ticked(reply) == Ticks(answers, rest)


@pytest.mark.parametrize(
    "reply", ["4", "1 4", "13", "1 3 nee", "ja", "1, nee", "1, 1 nee", "benen", ",", "1 0", "0 1", "1.3"]
)
def test_ticks_that_could_mean_something_else_are_asked_again(reply: str) -> None:
    with pytest.raises(NotUnderstood, match=r"begrijp ik hier niet\. Typ de nummers waarop u ja zegt, van 1 tot 3"):
        ticked(reply)


def test_an_empty_reply_ticks_nothing() -> None:
    with pytest.raises(NotUnderstood, match="Typ een antwoord"):
        ticked(" ")


@pytest.mark.parametrize("reply", ["0", "geen", "niets"])
def test_what_says_none_to_a_list_says_no_to_one_question(reply: str) -> None:
    assert understood(BUNDLED, "kidney_problems", reply) == "no"


@pytest.mark.parametrize(
    ("fact", "reply", "meant"),
    [
        ("age", "ik ben 44", "44"),
        ("conditions", "suikerzieke", "diabetes"),
        ("medicines", "omeprasol", "ppi"),
        ("medicines", "omeprasol en temazepam", ""),
        ("medicines", "iets anders", ""),
        ("current_dose", "400 mg citraat", ""),
    ],
)
def test_a_yes_stands_for_what_was_asked_back_only_where_that_is_the_whole_reply(
    fact: str, reply: str, meant: str
) -> None:
    with pytest.raises(NotUnderstood) as caught:
        understood(BUNDLED, fact, reply)
    assert caught.value.meant == meant


@pytest.mark.parametrize(
    ("reply", "meant"), [("moe", "1"), ("stress", "2"), ("vaak", ""), ("niet moe", ""), ("moe, iets", ""), ("ja", "")]
)
def test_one_word_of_one_question_in_a_list_is_asked_back(reply: str, meant: str) -> None:
    facts = [BUNDLED.knowledge.vocabulary.facts[name] for name in ("fatigue", "high_stress", "muscle_tension")]
    with pytest.raises(NotUnderstood) as caught:
        read_ticks(reply, facts, Speaker(BUNDLED.knowledge, "nl"))
    assert caught.value.meant == meant
