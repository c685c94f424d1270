"""Answers of a person: what is taken, what is refused and where, and what is made of silence."""

import copy
import enum
import json
import math
import pickle
from collections import OrderedDict
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from numbers import Real
from pathlib import Path
from types import MappingProxyType
from typing import Any

import pytest

import sluimer
from sluimer import Case, CaseError, KnowledgeBase, State
from sluimer.case import Implied
from sluimer.knowledge.condition import Within

Change = Callable[[str, str | None, str], None]
DRY = Within("moisture", below=10)


def _codes(kb: KnowledgeBase, answers: Mapping[Any, object]) -> list[str]:
    with pytest.raises(CaseError) as raised:
        kb.consult(answers)
    return [problem.code for problem in raised.value.problems]


def _case(kb: KnowledgeBase, answers: Mapping[Any, object]) -> Case:
    return kb.consult(answers).case


class Word(str):
    """A text that calls itself something else, as those of some libraries do."""

    def __str__(self) -> str:
        return "something else"

    def __format__(self, how: str) -> str:
        return "something else"


class Pest(str, enum.Enum):  # noqa: UP042  # the older way, still in much code, prints as `Pest.MITES`
    """Options as a host may keep them."""

    MITES = "mites"


class Light(enum.StrEnum):
    """The newer way."""

    SUN = "sun"


class Unequal:
    """Something that cannot be compared."""

    def __eq__(self, other: object) -> bool:
        raise RuntimeError("must not be asked")

    __hash__ = object.__hash__


class Metres:
    """A number of another library, which says that it is one."""

    def __init__(self, value: float) -> None:
        self.value = value

    def __float__(self) -> float:
        return self.value

    def __str__(self) -> str:
        return f"{self.value} m"


Real.register(Metres)


class Stubborn(Metres):
    """A number that has no value."""

    def __float__(self) -> float:
        raise ValueError("no value")


@pytest.mark.parametrize("answer", [True, "yes", "YES", "true", Word("yes")])
def test_yes_is_true(answer: object, plant_care: KnowledgeBase) -> None:
    """As a truth value, or as a word."""
    assert _case(plant_care, {"drooping": answer}).values["drooping"] is True


@pytest.mark.parametrize(
    "answer", [1, 0, 1.0, "1", "y", "ja", "", " yes", [], [True], {}, b"yes", Decimal(1), object()]
)
def test_nothing_else_is_yes_or_no(answer: object, plant_care: KnowledgeBase) -> None:
    """Least of all a number."""
    assert _codes(plant_care, {"drooping": answer}) == ["answer-yes-no"]


@pytest.mark.parametrize(
    ("answer", "value"),
    [
        (34, 34),
        (34.0, 34),
        (34.5, 34.5),
        ("34", 34),
        (" 34 ", 34),
        ("-0", 0),
        (-0.0, 0),
        (Decimal("34.50"), 34.5),
        (Fraction(1, 4), 0.25),
        (Metres(2.0), 2),
        (10**15 - 1, 10**15 - 1),
        (Word("7"), 7),
    ],
)
def test_a_number_of_any_sort_is_taken(answer: object, value: float, plant_care: KnowledgeBase) -> None:
    """And becomes a plain one, whole where it is whole."""
    found = _case(plant_care, {"height": answer}).values["height"]
    assert found == value
    assert type(found) is type(value)
    assert str(found) == str(value)


@pytest.mark.parametrize(
    "answer",
    [
        *(True, False, "", "x", "1e3", "1,5", "0x1F", "12:30", "1_000", b"3", [], [3], {}, {3: 4}, (3,), object(), 3j),
        *(float("inf"), -float("inf"), 1e300, 10**15, -(10**400), 10**5000, "9" * 5000, "Infinity"),
        *(Decimal("Infinity"), Decimal("1e999999"), Fraction(10**400, 3)),
        *(Unequal(), Stubborn(1.0), Metres(float("nan")), range(3), iter([3]), Exception("3"), int, None.__class__),
    ],
    ids=lambda answer: type(answer).__name__,
)
def test_what_is_no_number_is_refused(answer: object, plant_care: KnowledgeBase) -> None:
    """Whatever it is, with a message of bearable length."""
    with pytest.raises(CaseError) as raised:
        plant_care.consult({"height": answer})
    (problem,) = raised.value.problems
    assert problem.code == "answer-number"
    assert len(problem.render("nl")) < 700


@pytest.mark.parametrize("answer", [-1, 101, "-0.1", 100.001, Decimal("100.01")])
def test_a_number_out_of_bounds_is_refused(answer: object, plant_care: KnowledgeBase) -> None:
    """The message names both ends."""
    with pytest.raises(CaseError) as raised:
        plant_care.consult({"moisture": answer})
    assert raised.value.problems[0].message() == f"`moisture` cannot be {answer}: it lies between 0 and 100"


def test_bounds_are_part_of_what_is_allowed(plant_care: KnowledgeBase) -> None:
    """Both ends."""
    assert _case(plant_care, {"moisture": 0}).values["moisture"] == 0
    assert _case(plant_care, {"moisture": 100}).values["moisture"] == 100


def test_a_unit_may_be_written_and_must_be_right(plant_care: KnowledgeBase) -> None:
    """A number without one is in the unit of the fact."""
    assert _case(plant_care, {"moisture": "30 percent"}).values["moisture"] == 30
    assert _codes(plant_care, {"moisture": "30 %"}) == ["wrong-unit"]
    assert _codes(plant_care, {"height": "30 cm"}) == ["unit-unwanted"]
    assert _codes(plant_care, {"moisture": "30percent"}) == ["answer-number"]


@pytest.mark.parametrize("answer", ["sun", Word("sun"), Light.SUN])
def test_a_choice_becomes_our_own_text(answer: object, plant_care: KnowledgeBase) -> None:
    """Not an object of the host, which may print or compare as something else."""
    found = _case(plant_care, {"light": answer}).values["light"]
    assert found == "sun"
    assert type(found) is str


@pytest.mark.parametrize("answer", ["Sun", "", "moon", 1, True, None.__class__, ["sun"], {"sun": True}, Unequal()])
def test_another_choice_is_refused(answer: object, plant_care: KnowledgeBase) -> None:
    """Options are compared to the letter."""
    assert _codes(plant_care, {"light": answer}) == ["answer-choice"]


MITES = {"pests.aphids": False, "pests.mites": True, "pests.thrips": False}


@pytest.mark.parametrize(
    "answer",
    [["mites"], ("mites",), {"mites"}, frozenset(["mites"]), ["mites", "mites"], [Word("mites")], [Pest.MITES]],
)
def test_a_set_names_what_is_there_and_denies_the_rest(answer: object, plant_care: KnowledgeBase) -> None:
    """As a list, tuple or set, of texts of any sort: an enumeration must never pass for the absence of its option."""
    values = _case(plant_care, {"pests": answer}).values
    assert {name: value for name, value in values.items() if name.startswith("pests")} == MITES


@pytest.mark.parametrize("answer", [[], (), set(), frozenset(), "none", Word("none")])
def test_an_empty_set_denies_everything(answer: object, plant_care: KnowledgeBase) -> None:
    """`none` says the same."""
    values = _case(plant_care, {"pests": answer}).values
    assert [value for name, value in values.items() if name.startswith("pests")] == [False] * 3


def test_a_set_may_be_known_in_part(plant_care: KnowledgeBase) -> None:
    """What is neither included nor excluded has no value."""
    values = _case(plant_care, {"pests": {"includes": ["mites"], "excludes": ("thrips",)}}).values
    assert values["pests.mites"] is True
    assert values["pests.thrips"] is False
    assert "pests.aphids" not in values


def test_an_option_cannot_be_included_and_excluded(plant_care: KnowledgeBase) -> None:
    """In whatever order."""
    assert _codes(plant_care, {"pests": {"includes": ["mites"], "excludes": ["mites"]}}) == ["both-ways"]
    assert _codes(plant_care, {"pests": {"excludes": ["mites"], "includes": ["mites"]}}) == ["both-ways"]


def _generated() -> Iterator[str]:
    yield "mites"


@pytest.mark.parametrize(
    "answer",
    [
        *("mites", 1, _generated(), iter([]), {"mites": True}.keys(), {"mites": True}, {Unequal(): []}),
        *({"includes": "mites"}, {"includes": None}, {"excludes": _generated()}, {1: ["mites"]}, Unequal(), object()),
    ],
    ids=lambda answer: type(answer).__name__,
)
def test_what_is_no_set_is_refused(answer: object, plant_care: KnowledgeBase) -> None:
    """A single word is no list, and what can be read once only is not read at all."""
    assert _codes(plant_care, {"pests": answer}) == ["answer-set"]


@pytest.mark.parametrize("answer", [True, False, "yes", "no", "true", "No", "FALSE"])
def test_yes_or_no_does_not_say_which_options(answer: object, plant_care: KnowledgeBase) -> None:
    """Not even "no", since of what was once a yes/no nobody knows what it was about."""
    assert _codes(plant_care, {"pests": answer}) == ["answer-set-yes-no"]


@pytest.mark.parametrize("member", ["lice", 1, None, True, [], ["mites"], {"mites": True}, Unequal(), b"mites"])
def test_what_is_no_option_is_refused(member: object, plant_care: KnowledgeBase) -> None:
    """Each member for itself, also in a part."""
    assert _codes(plant_care, {"pests": ["mites", member]}) == ["unknown-option"]
    assert _codes(plant_care, {"pests": {"includes": [member], "excludes": ["mites"]}}) == ["unknown-option"]


@pytest.mark.parametrize("name", [None, 1, True, 1.5, ("light",), b"light", frozenset(), Unequal(), float("nan")])
def test_a_name_must_be_a_text(name: object, plant_care: KnowledgeBase) -> None:
    """Keys of any other sort are refused."""
    assert _codes(plant_care, {name: "sun"}) == ["not-a-name"]


@pytest.mark.parametrize("name", ["", "Light", "light ", "pests.mites", "thirsty", "x" * 10_000, "\ud800", "\x1b[31m"])
def test_a_name_must_be_that_of_a_fact(name: str, plant_care: KnowledgeBase) -> None:
    """Not of a slot or a finding; the message can be printed anywhere."""
    with pytest.raises(CaseError) as raised:
        plant_care.consult({name: "sun"})
    text = str(raised.value)
    assert [problem.code for problem in raised.value.problems] == ["unknown-fact"]
    assert len(text.encode("utf-8")) < 300
    assert "\x1b" not in text


@pytest.mark.parametrize("answers", [None, [], ["light"], "light", 3, object(), {"light"}, [("light", "sun")]])
def test_a_case_must_be_a_mapping(answers: Any, plant_care: KnowledgeBase) -> None:
    """Anything else is refused as a whole."""
    assert _codes(plant_care, answers) == ["case-not-a-mapping"]


@pytest.mark.parametrize("wrap", [dict, OrderedDict, MappingProxyType])
def test_any_mapping_will_do(wrap: Any, plant_care: KnowledgeBase) -> None:
    """And it is left as it was."""
    answers = {"light": "sun", "pests": ["mites"]}
    assert _case(plant_care, wrap(answers)).values["light"] == "sun"
    assert answers == {"light": "sun", "pests": ["mites"]}


def test_nonsense_that_holds_itself_is_refused(plant_care: KnowledgeBase) -> None:
    """Nothing follows it down."""
    endless: list[object] = []
    endless.append(endless)
    looped: dict[str, object] = {}
    looped["includes"] = looped
    assert _codes(plant_care, {"pests": endless, "light": looped, "height": endless, "drooping": looped}) == [
        "answer-yes-no",
        "answer-number",
        "answer-choice",
        "unknown-option",
    ]
    assert _codes(plant_care, {"pests": looped}) == ["answer-set"]


def test_the_four_states_of_an_answer_are_kept_apart(plant_care: KnowledgeBase) -> None:
    """A value, not asked, unknown and declined; null is not asked."""
    case = _case(plant_care, {"light": "unknown", "pests": "declined", "height": None, "drooping": False})
    assert case.unknown == ("light",)
    assert case.declined == ("pests",)
    assert case.values["drooping"] is False
    assert not case.values.keys() & {"light", "height", "pests.mites"}
    assert case.was_asked("light")
    assert case.was_asked("pests")
    assert not case.was_asked("height")


@pytest.mark.parametrize("fact", ["drooping", "light", "pests", "height"])
@pytest.mark.parametrize("answer", ["unknown", "declined", Word("unknown")])
def test_every_kind_of_fact_may_stay_without_answer(fact: str, answer: str, plant_care: KnowledgeBase) -> None:
    """None of them is then read as no."""
    case = _case(plant_care, {fact: answer})
    assert case.was_asked(fact)
    assert dict(case.values) == {"gardener_agreed": False}


@pytest.mark.parametrize("answer", [None, "unknown", "declined"])
def test_doubt_is_as_cautious_as_silence(plant_care: KnowledgeBase, answer: str | None) -> None:
    """Whether nobody asked, or the person does not know or will not say, the assumption holds."""
    case = _case(plant_care, {"gardener_agreed": answer})
    assert case.assumed == ("gardener_agreed",)
    assert case.values["gardener_agreed"] is False
    assert case.was_asked("gardener_agreed") is (answer is not None)


def test_an_answer_takes_the_place_of_the_assumption(plant_care: KnowledgeBase) -> None:
    """Also the same answer: it was given."""
    for answer in (True, False):
        case = _case(plant_care, {"gardener_agreed": answer})
        assert case.assumed == ()
        assert case.values["gardener_agreed"] is answer


def test_a_number_implies_another_answer(plant_care: KnowledgeBase) -> None:
    """Below 10 percent the plant droops, whatever was said, and the trace keeps what was said."""
    assert _case(plant_care, {"moisture": 9}).implied == (Implied("drooping", True, "moisture", DRY, ("B2",)),)
    against = _case(plant_care, {"moisture": 9, "drooping": "no"})
    assert against.values["drooping"] is True
    assert against.implied == (Implied("drooping", True, "moisture", DRY, ("B2",), instead_of=False),)
    agreeing = _case(plant_care, {"moisture": 9, "drooping": "yes"})
    assert agreeing.implied == (Implied("drooping", True, "moisture", DRY, ("B2",)),)


def test_nothing_is_implied_at_the_bound_or_without_the_number(plant_care: KnowledgeBase) -> None:
    """`below` is below."""
    assert _case(plant_care, {"moisture": 10}).implied == ()
    assert _case(plant_care, {"moisture": "unknown"}).implied == ()
    assert _case(plant_care, {"drooping": "no"}).implied == ()


def test_what_is_implied_stands_for_an_unknown_answer(plant_care: KnowledgeBase) -> None:
    """The person does not know, but the number does."""
    case = _case(plant_care, {"moisture": 9, "drooping": "unknown"})
    assert case.values["drooping"] is True


def test_a_missing_answer_is_never_a_no(plant_care: KnowledgeBase) -> None:
    """Whether the plant is indoors decides the scope: unknown keeps the advice open, no takes it away."""
    silent = plant_care.consult({"drooping": True, "moisture": 30, "height": 20}).advice
    water = silent.item("water")
    assert water is not None
    assert water.state is State.OPEN
    assert "indoors" in silent.questions
    outdoors = plant_care.consult({"indoors": False, "drooping": True, "moisture": 30, "height": 20}).advice
    assert outdoors.item("water") is None


def test_a_case_that_was_read_can_be_consulted_again(plant_care: KnowledgeBase) -> None:
    """And cannot be changed."""
    case = plant_care.read_case("light: shade\npests: [mites]\n")
    assert plant_care.consult(case).advice == plant_care.consult({"light": "shade", "pests": ["mites"]}).advice
    with pytest.raises(TypeError):
        case.values["light"] = "sun"  # type: ignore[index]  # that is the test


@pytest.mark.parametrize("copied", [copy.deepcopy, lambda case: pickle.loads(pickle.dumps(case))])
def test_a_case_can_be_copied_and_sent_to_another_process(copied: Any, plant_care: KnowledgeBase) -> None:
    """It is a value: the copy is equal, and as little to be changed."""
    case = plant_care.read_case("moisture: 5\nlight: unknown\n")
    again = copied(case)
    assert again == case
    assert plant_care.consult(again).advice == plant_care.consult(case).advice
    with pytest.raises(TypeError):
        again.values["light"] = "sun"


@pytest.mark.parametrize(
    "text",
    [
        '{"drooping": true, "moisture": 30.0, "light": "shade", "pests": ["mites"], "height": null}',
        '{\n\t"drooping":\ttrue,\n\t"moisture": 30,\n\t"light": "\\u0073hade",\n\t"pests": ["mites"]\n}\n',
        "drooping: yes\nmoisture: 30 percent\nlight: shade\npests: [mites]\nheight:\n",
        "drooping: true\r\nmoisture: '30'\r\nlight: \"shade\"\r\npests:\r\n- mites\r\nheight: ~\r\n",
        "# a note\n---\n{drooping: yes, moisture: 30, light: shade,\n"
        " pests: {includes: [mites], excludes: [aphids, thrips]}}",
    ],
)
def test_yaml_and_json_say_the_same(text: str, plant_care: KnowledgeBase) -> None:
    """With tabs, escapes, comments, quotes and any line end."""
    answers = {"drooping": True, "moisture": 30, "light": "shade", "pests": ["mites"]}
    assert plant_care.read_case(text) == _case(plant_care, answers)


@pytest.mark.parametrize(
    ("text", "problems"),
    [
        ('{"light": "sun",\n "light": "shade"}', ["case:2:2 answer-twice"]),
        ('{"light": "sun", "\\u006cight": "shade"}', ["case:1:18 answer-twice"]),
        ('{"light": "\\u006doon"}', ["case:1:11 answer-choice"]),
        ('{"light": "🌱"}', ["case:1:11 answer-choice"]),
        ('{"light": "\\ud83c\\udf31"}', ["case:1:11 answer-choice"]),
        ('{"light": "sun"', ["case:1:1 open-bracket"]),
        ('{"light": "sun}', ["case:1:11 open-quote"]),
        ('{"light": "sun"} {"light": "sun"}', ["case:1:18 not-yaml"]),
        ('{"light": NaN, "height": NaN}', ["case:1:11 answer-choice", "case:1:26 answer-number"]),
        ('{"height": 1e2}', ["case:1:12 answer-number"]),
        ('{"pests": [1, null, "mites", {}, []]}', [f"case:1:{column} unknown-option" for column in (12, 15, 30, 34)]),
        ('{"pests": {"key": ["mites"]}, "lihgt": {"key": 1}}', ["case:1:19 answer-set", "case:1:31 unknown-fact"]),
        ('[{"light": "sun"}]', ["case:1:1 case-not-a-mapping"]),
        ("light sun", ["case:1:1 case-not-a-mapping"]),
        ("light:sun", ["case:1:1 case-not-a-mapping"]),
        ("", ["case empty-file"]),
        ("{}{}", ["case:1:3 not-yaml"]),
    ],
)
def test_a_mistake_in_a_text_has_its_place(text: str, problems: list[str], plant_care: KnowledgeBase) -> None:
    """Line and column of the value, or of the key where that is wrong."""
    with pytest.raises(CaseError) as raised:
        plant_care.read_case(text)
    assert [f"{problem.position} {problem.code}" for problem in raised.value.problems] == problems


def test_an_empty_mapping_is_a_case_of_somebody_who_was_asked_nothing(plant_care: KnowledgeBase) -> None:
    """Unlike an empty file."""
    assert plant_care.read_case("{}") == _case(plant_care, {})


def test_a_case_may_be_the_bytes_of_a_request(plant_care: KnowledgeBase) -> None:
    text = 'light: shade  # "in de schaduw", één plant\n'
    for content in (text.encode(), b"\xef\xbb\xbf" + text.encode(), text.replace("\n", "\r\n").encode()):
        assert plant_care.read_case(content) == _case(plant_care, {"light": "shade"})
    with pytest.raises(CaseError) as raised:
        plant_care.read_case(text.encode("latin-1"), "request")
    [problem] = raised.value.problems
    assert (problem.code, problem.position.file, problem.position.line) == ("not-utf-8", "request", 1)


def test_problems_are_data_as_well(plant_care: KnowledgeBase) -> None:
    """With place, code, message and help, ready for JSON."""
    with pytest.raises(CaseError) as raised:
        plant_care.read_case("light: sunn\n", "anna.yaml")
    (problem,) = raised.value.problems
    assert json.loads(json.dumps(problem.as_dict("nl"))) == {
        "file": "anna.yaml",
        "line": 1,
        "column": 8,
        "path": "/light",
        "severity": "error",
        "code": "answer-choice",
        "words": {"fact": "light", "value": "sunn", "known": "`sun`, `shade`"},
        "language": "nl",
        "message": "`sunn` is geen antwoord op `light`",
        "help": "bedoelde u `sun`? de antwoorden zijn `sun`, `shade`, `unknown` en `declined`",
    }


def test_the_error_prints_all_its_problems(plant_care: KnowledgeBase) -> None:
    """In English by itself, and in Dutch when asked."""
    with pytest.raises(CaseError) as raised:
        plant_care.consult({"drooping": 1, "lihgt": "sun"})
    assert str(raised.value).count(": error: ") == 2
    assert raised.value.render("nl").count(": fout: ") == 2


@pytest.mark.parametrize("answer", [Decimal("17.99999999999999999999"), Fraction(10**30 - 1, 10**30)])
def test_a_number_is_never_rounded_over_a_bound(answer: object, plant_care: KnowledgeBase) -> None:
    with pytest.raises(CaseError):
        _case(plant_care, {"height": answer})


def test_a_case_of_another_knowledge_base_is_refused(plant_care: KnowledgeBase) -> None:
    other = sluimer.load().read_case("kidney_problems: no\n")
    with pytest.raises(CaseError) as raised:
        plant_care.consult(other)
    assert [problem.code for problem in raised.value.problems] == ["unknown-fact"] * len(raised.value.problems)


@pytest.mark.parametrize(
    ("file", "old", "new"),
    [
        ("facts/plant.yaml", "when: {below: 10 percent}", "when: {below: 20 percent}"),
        ("facts/plant.yaml", "lowest: 0", "lowest: 40"),
    ],
)
def test_a_case_that_another_version_would_read_otherwise_is_refused(
    file: str, old: str, new: str, plants: Path, change: Change, plant_care: KnowledgeBase
) -> None:
    """Else an answer that implies something here, or is refused here, would go by."""
    change(file, old, new)
    other = sluimer.load(plants)
    case = plant_care.read_case({"moisture": 15})
    with pytest.raises(CaseError) as raised:
        other.consult(case)
    assert [problem.code for problem in raised.value.problems] == ["case-of-another"]
    assert plant_care.consult(case).case == case


@pytest.mark.parametrize(
    ("slot", "value"),
    [
        ("moisture", math.nan),
        ("moisture", "15"),
        ("moisture", True),
        ("drooping", "no"),
        ("light", "moon"),
        ("pests.mites", "none"),
    ],
)
def test_a_case_with_a_value_that_is_no_answer_is_refused(slot: str, value: object, plant_care: KnowledgeBase) -> None:
    """However it was put together: as values alone, or as what was given too."""
    case = plant_care.read_case({"moisture": 15, "drooping": False, "light": "sun", "pests": []})
    forged: dict[str, Any] = {**case.values, slot: value}
    given: dict[str, Any] = {**case.given, slot: value}
    for one in (Case(forged), replace(case, values=forged), replace(case, values=forged, given=given)):
        with pytest.raises(CaseError) as raised:
            plant_care.consult(one)
        assert [problem.code for problem in raised.value.problems] == ["case-of-another"]
    assert plant_care.consult(replace(case, values={**case.values, "drooping": 0})).case.values["drooping"] is False
    assert plant_care.consult(replace(case, unknown=("height",))).advice
    with pytest.raises(CaseError):
        plant_care.consult(replace(case, unknown=("hieght",)))


def test_what_was_weighed_must_count_for_the_same(magnesium: KnowledgeBase) -> None:
    case = magnesium.read_case({"current_dose": {"amount": 400, "as": "oxide"}})
    (part,) = case.parts
    for other in (replace(part, percent=1.0), replace(part, fact="age"), replace(part, weighed_as="gold")):
        with pytest.raises(CaseError):
            magnesium.consult(replace(case, parts=(other,)))
    assert magnesium.consult(case).case == case
