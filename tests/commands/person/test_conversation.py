"""A conversation by subject: lists on one screen, going back, changing an answer, and what is left when it ends."""

import io
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from pathlib import Path
from types import SimpleNamespace
from typing import cast

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import sluimer as engine
from commands.conftest import Sluimer
from sluimer import KnowledgeBase
from sluimer.commands.output import Paper
from sluimer.commands.person.conversation import Conversation, Ending, Talk
from sluimer.commands.person.sheets import OptionParts, TickList, one_asked
from sluimer.commands.replies import NotUnderstood, Wish
from sluimer.knowledge.vocabulary import Fact, Kind, Outcome
from sluimer.knowledge_base import Consultation
from sluimer.tell.outline import Outline
from sluimer.tell.sheet import tell_part
from sluimer.tell.speaker import Speaker
from tries import tries

BUNDLED = engine.load()
FACTS = BUNDLED.knowledge.vocabulary.facts
DUTCH = Speaker(BUNDLED.knowledge, "nl")
HEALTHY = ("44", "m", *["geen"] * 5, "0", *["geen"] * 6, "nee", "nee")
"""A man of 44 who sleeps well and takes nothing: one reply for each screen."""
SLEEP = (
    *("trouble_falling_asleep", "wakes_at_night", "insomnia"),
    *("sleep_apnoea_signs", "restless_legs", "night_leg_cramps"),
)


def talk(*said: str, **answers: object) -> tuple[Talk, Ending, str]:
    """A conversation in which this is typed, how it ended, and what was printed."""
    printed = io.StringIO()
    typed = io.StringIO("".join(f"{one}\n" for one in said))
    one = Talk(Conversation(BUNDLED, answers), DUTCH, Paper(printed), typed)
    return one, one.hold(), printed.getvalue()


def everything_but(*facts: str) -> dict[str, object]:
    """Answers of the healthy sleeper to all other questions."""
    found: dict[str, object] = {"age": 44, "sex": "male", "current_form": "none", "current_dose": 0}
    for fact in FACTS.values():
        if fact.id not in found:
            found[fact.id] = [] if fact.kind is Kind.SET else "no" if fact.kind is Kind.YES_NO else "unknown"
    return {fact: answer for fact, answer in found.items() if fact not in facts}


def test_a_healthy_sleeper_has_nothing_left_to_be_asked_after_fifteen_screens() -> None:
    one, ending, printed = talk(*HEALTHY)
    assert ending is Ending.FINISHED
    assert printed.count("Uw antwoord:") <= 15
    assert one.conversation.consult().questions == ()


def test_what_is_not_ticked_stays_open_until_none_of_the_others_is_said() -> None:
    before = everything_but(*SLEEP)
    one, ending, printed = talk("1 3", **before)
    assert (ending, one.conversation.answers) == (Ending.STOPPED, before)
    assert "ja: Moeite met inslapen, Slapeloosheid\nEn de andere?" in printed
    one, _, _ = talk("1 3", "?", **before)
    assert {one.conversation.answers[fact] for fact in SLEEP} == {"yes", "unknown"}
    one, _, _ = talk("1 3", "0", **before)
    assert {one.conversation.answers[fact] for fact in SLEEP} == {"yes", "no"}


def test_a_tick_list_is_taken_step_by_step_and_can_be_mended() -> None:
    asked = TickList(tuple(FACTS[fact] for fact in SLEEP[:3]))
    begun = asked.take("1", DUTCH)
    assert begun == replace(asked, found={SLEEP[0]: "yes"})
    assert isinstance(begun, TickList)
    mended = begun.take("1 nee, 2", DUTCH)
    assert mended == replace(asked, found={SLEEP[0]: "no", SLEEP[1]: "yes"})
    assert begun.take("?", DUTCH) == {SLEEP[0]: "yes", SLEEP[1]: "unknown", SLEEP[2]: "unknown"}
    assert begun.take("2 3", DUTCH) == dict.fromkeys(SLEEP[:3], "yes")
    assert begun.take("<", DUTCH) is Wish.BACK


def test_back_in_a_list_begins_it_again_and_then_goes_to_the_screen_before() -> None:
    _, _, printed = talk("1", "<", "<", **everything_but(*SLEEP))
    assert printed.count("Op welke van deze vragen zegt u ja?") == 2
    assert "Er is geen eerder antwoord" in printed


def test_back_takes_back_a_whole_screen() -> None:
    before = everything_but(*SLEEP, "evening_screens")
    one, _, printed = talk("1, rest niet", "<", **before)
    assert "Teruggenomen: Moeite met inslapen, Vaak wakker in de nacht" in printed
    assert one.conversation.answers == before


def parts(columns: int) -> OptionParts:
    """The medicines, of which so many options fit on a screen."""

    def room(lines: Outline) -> bool:
        return len(lines) <= columns + len(tell_part(FACTS["medicines"], (), 1, 1, DUTCH))

    asked = one_asked(FACTS["medicines"], room, DUTCH)
    assert isinstance(asked, OptionParts)
    return asked


def test_a_long_list_comes_in_parts_that_hold_every_option_once() -> None:
    asked = parts(7)
    assert [option for part in asked.parts for option in part] == list(FACTS["medicines"].options)
    assert max(map(len, asked.parts)) == 7


def step(asked: OptionParts, *said: str) -> object:
    """What a long list comes to after these replies."""
    found: object = asked
    for reply in said:
        assert isinstance(found, OptionParts)
        found = found.take(reply, DUTCH)
    return found


def test_none_of_a_part_is_no_for_that_part_alone() -> None:
    asked = parts(12)
    assert step(asked, "geen", "geen") == {"medicines": []}
    first, second = ([option.id for option in part] for part in asked.parts)
    assert step(asked, "geen", "weet niet") == {"medicines": {"includes": [], "excludes": first}}
    assert step(asked, "?", "20") == {
        "medicines": {"includes": [second[7]], "excludes": [one for one in second if one != second[7]]}
    }
    assert step(asked, "?", "?") == {"medicines": "unknown"}
    assert step(asked, "-", "-") == {"medicines": "declined"}


def test_a_name_from_a_later_part_is_kept_when_that_part_says_none() -> None:
    assert step(parts(12), "lithium, 6", "geen") == {"medicines": ["ppi", "lithium"]}


def test_a_part_that_is_not_understood_stays() -> None:
    with pytest.raises(NotUnderstood):
        parts(12).take("25", DUTCH)


def test_what_is_known_in_part_is_not_asked_for_ever() -> None:
    one, ending, printed = talk("geen", "weet niet", **everything_but("medicines"))
    assert printed.count("Deel 1 van 2") == 1
    assert ending is not Ending.STOPPED or "Medicijnen" not in one.conversation.last
    assert set(cast("dict[str, object]", one.conversation.answers["medicines"])) == {"includes", "excludes"}


def test_the_overview_shows_every_answer_and_changes_one_and_says_what_that_does() -> None:
    answers = everything_but("evening_screens", "trouble_falling_asleep") | {"trouble_falling_asleep": "yes"}
    place = [*answers].index("kidney_problems") + 1
    one, _, printed = talk("o", "+", str(place), "ja", "<", **answers)
    assert f"  {place}. Nierproblemen: nee\n" in printed
    assert "Wat dit verandert\n" in printed
    assert one.conversation.answers["kidney_problems"] == "yes"


def test_an_answer_that_is_given_again_changes_nothing_and_a_wish_leaves_it() -> None:
    answers = everything_but("evening_screens") | {"trouble_falling_asleep": "yes"}
    one, _, printed = talk("o", "1", "44", "1", "<", "99", "", **answers)
    assert "Niets aan het advies tot nu toe" in printed
    assert "`99` is geen keuze hier." in printed
    assert one.conversation.answers["age"] == "44"


def test_an_overview_of_nothing_says_so() -> None:
    assert "U hebt nog niets geantwoord." in talk("o")[2]


def test_reasons_are_told_when_they_are_asked_for() -> None:
    answers = everything_but(*SLEEP)
    assert "Kan" not in talk(**answers)[2]
    assert "Waarom deze vraag" in talk("w 2", **answers)[2]
    assert "1. Moeite met inslapen\n" in talk("w", **answers)[2]
    assert "`w 9`" in talk("w 9", **answers)[2]


def test_it_says_where_one_is() -> None:
    printed = talk("44")[2]
    assert "Over u, 1 van 3\nHoe oud bent u?" in printed
    assert "Over u, 2 van 3\n" in printed


def test_who_says_forget_is_forgotten() -> None:
    assert talk("44", "wis")[1] is Ending.FORGOTTEN


@dataclass
class Contradictory:
    """A knowledge base in which two answers may contradict each other, as an engine would tell it."""

    kb: KnowledgeBase
    wrong: Callable[[dict[str, object]], bool]
    seen: list[dict[str, object]] = field(default_factory=list)

    def consult(self, answers: dict[str, object]) -> Consultation:
        """The consultation, with the contradiction where it holds."""
        self.seen.append(answers)
        found = self.kb.consult(answers)
        held = (SimpleNamespace(facts=("current_dose", "current_form")),) if self.wrong(answers) else ()
        advice = SimpleNamespace(
            outcome=found.advice.outcome, in_state=found.advice.in_state, contradictions=held, offered={}
        )
        shown = SimpleNamespace(
            advice=advice,
            questions=found.questions,
            stakes=found.stakes,
            options=found.options,
            summary=found.summary,
        )
        return cast("Consultation", shown)


def contradicted(*said: str) -> tuple[Talk, Ending, str]:
    """A conversation that begins with a form and no amount of it."""

    def wrong(one: dict[str, object]) -> bool:
        return (one["current_dose"], one["current_form"]) == ("0", "citrate")

    kb = cast("KnowledgeBase", Contradictory(BUNDLED, wrong))
    printed, typed = io.StringIO(), io.StringIO("".join(f"{one}\n" for one in said))
    answers = everything_but() | {"current_dose": "0", "current_form": "citrate"}
    one = Talk(Conversation(kb, answers), DUTCH, Paper(printed), typed)
    return one, one.hold(), printed.getvalue()


def test_answers_that_cannot_both_be_true_are_asked_once_more() -> None:
    one, ending, printed = contradicted("300", "citraat")
    assert "Deze antwoorden kunnen niet allemaal kloppen: Magnesium per dag, Magnesium die u nu neemt." in printed
    assert (ending, one.conversation.answers["current_dose"]) == (Ending.FINISHED, "300")


def test_where_they_stay_so_it_ends_with_a_professional() -> None:
    _, ending, printed = contradicted("0", "citraat", "0", "citraat")
    assert ending is Ending.CONTRADICTED
    assert printed.count("Hoeveel milligram") == 1
    assert "Bespreek dit met uw arts of apotheker." in printed
    assert contradicted("0", "wis")[1] is Ending.FORGOTTEN
    assert contradicted("0")[1] is Ending.STOPPED


def test_an_emergency_ends_the_asking_and_stands_alone() -> None:
    class Urgent(Contradictory):
        def consult(self, answers: dict[str, object]) -> Consultation:
            found = super().consult(answers)
            found.advice.__dict__["outcome"] = Outcome.URGENT if answers.get("age") else Outcome.ADVICE
            return found

    printed = io.StringIO()
    kb = cast("KnowledgeBase", Urgent(BUNDLED, lambda _: False))
    one = Talk(Conversation(kb), DUTCH, Paper(printed), io.StringIO("44\n"))
    assert one.hold() is Ending.EMERGENCY
    before = printed.getvalue()
    one.end(Ending.EMERGENCY)
    assert printed.getvalue() == before + "\n"


def reply_to(facts: tuple[Fact, ...], data: st.DataObject) -> str:
    """Something a person may say to a screen."""
    silent = st.sampled_from(["?", "-"])
    if len(facts) > 1 or facts[0].kind is Kind.YES_NO:
        some = st.sampled_from(["1", "2, rest niet", "0", "1 nee", "?"] if len(facts) > 1 else ["ja", "nee"])
        return data.draw(silent | some)
    if facts[0].kind is Kind.NUMBER:
        return data.draw(silent | st.integers(int(facts[0].lowest or 0), int(facts[0].highest or 9)).map(str))
    return data.draw(silent | st.integers(1, len(facts[0].options)).map(str) | st.just("geen"))


class Drawn(io.StringIO):
    """A person who answers whatever is on the screen."""

    def __init__(self, data: st.DataObject) -> None:
        super().__init__()
        self.data = data
        self.talk: Talk | None = None

    def readline(self, _: int | None = -1, /) -> str:  # type: ignore[override]
        """The next reply."""
        assert self.talk is not None
        assert self.talk.asked is not None
        return reply_to(self.talk.asked.facts, self.data) + "\n"


@settings(max_examples=tries(25), deadline=None)  # each is some fifteen consultations
@given(data=st.data())
def test_a_finished_conversation_leaves_no_question_that_could_change_what_is_told(
    data: st.DataObject,
) -> None:
    person = Drawn(data)
    one = person.talk = Talk(Conversation(BUNDLED), DUTCH, Paper(io.StringIO()), person)
    ending, consultation = one.hold(), one.conversation.consult()
    assert (ending is Ending.EMERGENCY) == (consultation.advice.outcome is Outcome.URGENT)
    assert (ending is Ending.CONTRADICTED) == (
        ending is not Ending.EMERGENCY and bool(consultation.advice.contradictions)
    )
    if ending is not Ending.FINISHED:
        return
    answered_in_part = {fact for fact, answer in one.conversation.answers.items() if isinstance(answer, dict)}
    assert set(consultation.questions) <= answered_in_part


def stopped_by(*reasons: str) -> dict[str, object]:
    """Answers of somebody who sleeps badly and has these conditions or medicines, to all but what was agreed."""
    found = {**everything_but("clinician_agreed"), "trouble_falling_asleep": "yes", "egfr": 90}
    for fact in ("conditions", "medicines"):
        found[fact] = [option.id for option in FACTS[fact].options if option.id in reasons]
    return found


def test_what_was_agreed_is_asked_of_the_reasons_that_stop_this_person() -> None:
    one, ending, printed = talk("1", **stopped_by("digoxin", "planned_surgery"))
    assert "1. mijn operatie\n  2. mijn digoxine\n  0. geen van deze\n" in printed
    assert ending is Ending.FINISHED
    assert one.conversation.answers["clinician_agreed"] == {"includes": ["planned_surgery"], "excludes": ["digoxin"]}
    one, _, printed = talk("lithium", "ja", "operatie en digoxine", **stopped_by("digoxin", "planned_surgery"))
    assert "`lithium` is geen keuze hier" in printed
    assert "`ja` is geen keuze hier" in printed
    assert one.conversation.answers["clinician_agreed"] == {"includes": ["planned_surgery", "digoxin"], "excludes": []}
    _, ending, printed = talk(**stopped_by("lithium"))
    assert (ending, "mijn lithium" in printed) == (Ending.FINISHED, False)


@pytest.mark.parametrize(
    ("said", "known"),
    [
        ("1", {"includes": ["digoxin", "planned_surgery"], "excludes": []}),
        ("ja", {"includes": ["digoxin", "planned_surgery"], "excludes": []}),
        ("geen", {"includes": ["digoxin"], "excludes": ["planned_surgery"]}),
        ("?", {"includes": ["digoxin"]}),
        ("-", {"includes": ["digoxin"]}),
    ],
)
def test_a_reason_that_matters_later_is_asked_alone_and_once(said: str, known: object) -> None:
    """What was agreed before stays; who does not know is not asked again."""
    before = {**stopped_by("digoxin", "planned_surgery"), "clinician_agreed": {"includes": ["digoxin"]}}
    one, ending, printed = talk(said, **before)
    assert "1. mijn operatie\n  0. geen van deze" in printed
    assert (ending, one.conversation.answers["clinician_agreed"]) == (Ending.FINISHED, known)


def test_who_does_not_know_what_was_agreed_has_agreed_to_nothing() -> None:
    one, ending, _ = talk("?", **stopped_by("digoxin"))
    assert (ending, one.conversation.answers["clinician_agreed"]) == (Ending.FINISHED, "unknown")
    assert one.conversation.consult().advice.outcome is Outcome.ASK_FIRST


def test_what_was_agreed_can_be_changed_among_the_options_that_were_shown() -> None:
    shown = {"includes": ["digoxin"], "excludes": []}
    before = {**stopped_by("digoxin", "planned_surgery"), "clinician_agreed": shown}
    place = list(before).index("clinician_agreed") + 1
    one, _, printed = talk("o", str(place), "1 2", "<", "stop", **before)
    assert "1. mijn operatie\n  2. mijn digoxine\n  0. geen van deze\n" in printed
    assert one.conversation.answers["clinician_agreed"] == {"includes": ["planned_surgery", "digoxin"], "excludes": []}


def test_the_advice_at_the_end_is_that_of_advise(sluimer: Sluimer, tmp_path: Path) -> None:
    saved = tmp_path / "saved.yaml"
    output = sluimer("ask", "--save", saved, said="".join(f"{one}\n" for one in HEALTHY)).stdout
    assert output.endswith(sluimer("advise", saved).stdout)


def test_a_yes_takes_what_was_asked_back_and_only_right_after_it() -> None:
    assert talk("ik ben 44", "ja")[0].conversation.answers == {"age": "44"}
    assert talk("ik ben 44", "w", "ja")[0].conversation.answers == {}


def test_a_number_out_of_range_is_told_by_the_title_of_its_question() -> None:
    _, _, printed = talk("0", **{**everything_but("egfr"), "kidney_problems": "yes"})
    assert "`Nierfunctie (eGFR)` kan niet 0 zijn" in printed
    assert "egfr" not in printed


def test_who_is_outside_the_scope_hears_so_before_the_other_questions_and_once() -> None:
    _, _, printed = talk("15", "0", "0")
    told = "Dit advies is voor mensen van 18 jaar en ouder."
    assert printed.count(told) == 1
    assert printed.index(told) < printed.index("levensfasen")
    assert told not in talk("18", "v")[2]
