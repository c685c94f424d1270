"""A value means what the mapping says of it, and else what a case says; what can mean two things is refused."""

import json
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

pytest.importorskip("pyarrow", reason="needs the extra `screen`")

import pyarrow as pa

import sluimer
from sluimer.case import CaseReader
from sluimer.messages import Problems
from sluimer.population.mapping.read import MappingReader
from sluimer.population.mapping.words import ValueReader

Read = Callable[[dict[str, Any], object], object]
TODAY = date(2026, 11, 27)
ATC = {"fact": "medicines", "separator": ";", "codes": "atc"}
NAMES = {"fact": "medicines", "separator": ","}
NOT_ASKED: dict[str, bool] = {}
JA = {"fact": "insomnia", "words": {"Ja": "yes", "nee": "no", "9": "unknown"}, "not_asked": ["-99"], "declined": ["?"]}


@pytest.fixture
def read(magnesium: sluimer.KnowledgeBase) -> Read:
    """What a value says: the slots it fills, or `unknown`, or the code of what is wrong; and what is unplaced."""
    vocabulary = magnesium.knowledge.vocabulary
    cases = CaseReader(vocabulary)

    def said(about: dict[str, Any], value: object) -> object:
        problems = Problems()
        text = json.dumps({"columns": {"Q": about}}, ensure_ascii=False)
        mapping = MappingReader(vocabulary, cases, TODAY).read(text, "mapping.yaml", problems)
        assert problems.sorted() == ()
        assert mapping is not None
        found = ValueReader.of(mapping.columns[0], cases).read(value)
        given = found.given
        answer = given.problems[0].code if given.problems else given.silent or _plain(given.values)
        return (answer, found.unplaced) if found.unplaced else answer

    return said


def _plain(values: Any) -> object:
    """The only value, or the options of a set that are in it and those that are not."""
    if len(values) == 1 and not next(iter(values)).startswith("medicines."):
        return next(iter(values.values()))
    return {name.partition(".")[2]: value for name, value in values.items()}


@pytest.mark.parametrize(
    ("value", "says"),
    [
        ("ja", True),
        (" JA ", True),
        ("Nee", False),
        ("no", False),
        ("True", True),
        (True, True),
        (False, False),
        ("9", "unknown"),
        (9, "unknown"),
        (9.0, "unknown"),
        ("9.0", "unknown"),
        (Decimal("9.00"), "unknown"),
        ("?", "declined"),
        ("-99", NOT_ASKED),
        (-99, NOT_ASKED),
        ("", NOT_ASKED),
        ("  ", NOT_ASKED),
        (None, NOT_ASKED),
        ("j", "word-unmapped"),
        (1, "word-unmapped"),
        (0, "word-unmapped"),
        ("1", "word-unmapped"),
        ("90", "word-unmapped"),
        ("jaja", "word-unmapped"),
        (float("nan"), "word-unmapped"),
    ],
)
def test_yes_and_no_have_the_words_that_are_declared(read: Read, value: object, says: object) -> None:
    assert read(JA, value) == says


@pytest.mark.parametrize(
    ("about", "value", "says"),
    [
        ({"words": {"true": "yes", "false": "not_asked"}}, False, NOT_ASKED),
        ({"words": {"true": "yes", "false": "not_asked"}}, "no", NOT_ASKED),
        ({"words": {"no": "not_asked"}}, "FALSE", NOT_ASKED),
        ({"words": {"Y": "yes"}}, None, NOT_ASKED),
        ({"words": {"Y": "yes"}, "empty": "no"}, None, False),
        ({"words": {"Y": "yes"}, "empty": "no"}, "", False),
        ({"empty": "unknown"}, "", "unknown"),
    ],
)
def test_a_tick_that_is_not_there_says_no_only_where_that_is_declared(
    read: Read, about: dict[str, Any], value: object, says: object
) -> None:
    option = read({"fact": "medicines", "option": "ppi", **about}, value)
    assert option == ({"ppi": says} if isinstance(says, bool) else says)
    assert read({"fact": "insomnia", **about}, value) == says


@pytest.mark.parametrize(
    ("value", "says"),
    [
        ("female", "female"),
        ("Vrouw", "female"),
        ("m", "male"),
        ("X", "declined"),
        ("unknown", "unknown"),
        ("man of vrouw", "word-unmapped"),
        (1, "word-unmapped"),
    ],
)
def test_a_choice_is_found_by_id_label_or_word(read: Read, value: object, says: object) -> None:
    assert read({"fact": "sex", "words": {"M": "male"}, "declined": ["x"]}, value) == says


def test_a_choice_is_found_by_its_code(read: Read) -> None:
    about = {"fact": "current_form", "codes": "atc"}
    assert read(about, "A12CC04") == "citrate"
    assert read(about, "A12CC") == "word-unmapped"
    assert read({**about, "beginning": True}, "A12CC10x") == "oxide"


def test_a_name_of_several_options_may_be_decided(read: Read) -> None:
    about = {**NAMES, "words": {"antibioticum": "quinolone", "antibiotic": ["tetracycline", "quinolone"]}}
    assert read(about, "antibioticum") == {"quinolone": True}
    assert read(about, "antibiotic") == {"tetracycline": True, "quinolone": True}


@pytest.mark.parametrize(
    ("value", "includes", "unplaced"),
    [
        ("C03EB01", "potassium_sparing_diuretic", ("C03EB01",)),
        ("m05bb03; A02BC01", "bisphosphonate", ("m05bb03",)),
        ("A02BC53", "ppi", ("A02BC53",)),
        ("C03DA01", "potassium_sparing_diuretic", ()),
    ],
)
def test_a_code_of_a_combination_includes_and_leaves_the_rest_open(
    read: Read, value: str, includes: str, unplaced: tuple[str, ...]
) -> None:
    """Furosemide with a potassium-sparing diuretic is both, though its code is that of one."""
    found = read({**ATC, "beginning": True, "complete": True}, value)
    answer, left = found if isinstance(found, tuple) else (found, ())
    assert isinstance(answer, dict)
    assert left == unplaced
    assert answer[includes] is True
    assert (False in answer.values()) is not bool(unplaced)
    assert read({**ATC, "beginning": True, "unplaced": "bad"}, "M05BB01") == "name-unplaced"


@pytest.mark.parametrize(
    ("about", "value", "says"),
    [
        ({}, "70.5", 70.5),
        ({}, "70,5", "answer-number"),
        ({}, "1.500", "number-two-ways"),
        ({"decimal": "comma"}, "70,5", 70.5),
        ({"decimal": "comma"}, "70,500", 70.5),
        ({"decimal": "comma"}, "70", 70),
        ({"decimal": "comma"}, "70,5 mL/min/1.73m2", 70.5),
        ({"decimal": "comma"}, "70.5", "number-not-so"),
        ({"decimal": "comma"}, "1.000,5", "number-not-so"),
        ({"decimal": "comma"}, "7\u0660,5", "number-not-so"),
        ({"decimal": "comma"}, "unknown", "unknown"),
        ({"decimal": "point"}, "70.500", 70.5),
        ({"decimal": "point"}, "70,5", "number-not-so"),
        ({"words": {"boven 90": "91"}}, "Boven 90", 91),
        ({"unknown": ["-1"]}, -1, "unknown"),
        ({}, 500, "answer-out-of-bounds"),
        ({}, float("nan"), "answer-number"),
        ({}, float("inf"), "answer-number"),
        ({}, True, "answer-number"),
    ],
)
def test_numbers_are_written_as_is_declared(read: Read, about: dict[str, Any], value: object, says: object) -> None:
    assert read({"fact": "egfr", **about}, value) == says


@pytest.mark.parametrize(
    ("unit", "value", "says"),
    [
        ("g/day", 0.3, 300),
        ("g/day", "0.07", 70),
        ("g/day", Decimal("0.07"), 70),
        ("g/day", "0.3 g/day", 300),
        ("g/day", "300 mg/day", "wrong-unit"),
        ("g/day", 300, "turned-out-of-bounds"),
        ("g/day", "0.300", "number"),
        ("mcg/day", 250_000, 250),
        ("mcg/day", 1, 0.001),
        ("mg/day", "300 mg/day", 300),
    ],
)
def test_another_unit_is_turned_into_that_of_the_fact_without_rounding(
    read: Read, unit: str, value: object, says: object
) -> None:
    assert read({"fact": "current_dose", "unit": unit}, value) == (300 if says == "number" else says)


@pytest.mark.parametrize(
    ("about", "value", "says"),
    [
        (NAMES, "omeprazol", {"ppi": True}),
        (NAMES, "Omeprazol, IJZER", {"ppi": True, "iron": True}),
        (NAMES, "omeprazol, paracetamol", ({"ppi": True}, ("paracetamol",))),
        (NAMES, "omeprazol 20 mg", (NOT_ASKED, ("omeprazol 20 mg",))),
        (NAMES, "antibioticum", (NOT_ASKED, ("antibioticum",))),
        (NAMES, ["omeprazol", None], ({"ppi": True}, ("",))),
        (NAMES, [], NOT_ASKED),
        (NAMES, "", NOT_ASKED),
        (NAMES, " , ", NOT_ASKED),
        (NAMES, "unknown", "unknown"),
        (
            NAMES,
            "omeprazol, pil tegen suikerziekte, zoals gliclazide of glimepiride",
            {"ppi": True, "sulfonylurea": True},
        ),
        (NAMES, 'omeprazol\n3,"ijzer', "line-in-value"),
        ({**NAMES, "words": {"antibioticum": "tetracycline"}}, "antibioticum", {"tetracycline": True}),
        (
            {**NAMES, "words": {"kuur": ["tetracycline", "quinolone"]}},
            "Kuur",
            {"tetracycline": True, "quinolone": True},
        ),
        ({**NAMES, "no_option": ["paracetamol"]}, "omeprazol, Paracetamol", {"ppi": True}),
        ({**NAMES, "none": ["geen"]}, "geen, omeprazol", "word-not-alone"),
        ({**NAMES, "unknown": ["weet niet"]}, "Weet niet", "unknown"),
        ({**NAMES, "unplaced": "bad"}, "omeprazol, paracetamol", "name-unplaced"),
        ({**NAMES, "words": {"a, b": "ppi", "a": "iron"}}, "a, b", {"ppi": True}),
        ({**NAMES, "words": {"a, b": "ppi", "a": "iron", "b": "lithium"}}, "a, b", {"iron": True, "lithium": True}),
        ({"fact": "medicines"}, "omeprazol, ijzer", (NOT_ASKED, ("omeprazol, ijzer",))),
        ({"fact": "medicines", "separator": " "}, "omeprazol  ijzer", {"ppi": True, "iron": True}),
        (ATC, "A02BC", {"ppi": True}),
        (ATC, "a02bc; C03D", {"ppi": True, "potassium_sparing_diuretic": True}),
        (ATC, "A02BC01", (NOT_ASKED, ("A02BC01",))),
        ({**ATC, "beginning": True}, "A02BC01; N02BE01", ({"ppi": True}, ("N02BE01",))),
        ({**ATC, "beginning": True}, "A02BC01 tabletten", (NOT_ASKED, ("A02BC01 tabletten",))),
        ({**ATC, "beginning": True}, "A02", (NOT_ASKED, ("A02",))),
    ],
)
def test_a_list_says_what_is_in_it_and_nothing_of_the_rest(
    read: Read, about: dict[str, Any], value: object, says: object
) -> None:
    assert read(about, value) == says


@pytest.mark.parametrize(
    ("value", "yes", "no"),
    [
        ("omeprazol", 1, "all"),
        ("omeprazol, paracetamol", 1, 0),
        ("geen", 0, "all"),
        ("ibuprofen", 0, "all"),
        ("ibuprofen, paracetamol", 0, 0),
        ("none", 0, "all"),
        ([], 0, "all"),
        ("", 0, 0),
        (None, 0, 0),
        ("weet niet", 0, 0),
    ],
)
def test_a_complete_list_says_no_to_the_rest_only_where_all_in_it_is_placed(
    read: Read, value: object, yes: int, no: object
) -> None:
    """What fits no option is never read as none of them, and neither is what is empty."""
    found = read({**NAMES, "complete": True, "none": ["geen"], "no_option": ["ibuprofen"]}, value)
    said = found[0] if isinstance(found, tuple) else found
    assert isinstance(said, dict)
    counted = [*said.values()].count(False)
    assert [*said.values()].count(True) == yes
    assert counted == (0 if no == 0 else len(said) - yes)
    assert (counted > 10) is (no == "all")


def test_the_same_word_in_two_ways_of_writing_may_stand_twice_with_one_meaning(
    magnesium: sluimer.KnowledgeBase,
) -> None:
    mapping = {"columns": {"slecht": {"fact": "insomnia", "words": {"Ja": "yes", "ja": "yes", "NEE": "no"}}}}
    screened = magnesium.screen(pa.table({"slecht": ["JA", "nee"]}), explain=2, mapping=mapping)
    assert [dict(one.answers) for one in screened.reasons] == [{"insomnia": True}, {"insomnia": False}]
    other = {"columns": {"slecht": {"fact": "insomnia", "words": {"Ja": "yes", "ja": "no"}}}}
    with pytest.raises(sluimer.PopulationError, match="two meanings"):
        magnesium.screen(pa.table({"slecht": ["JA"]}), mapping=other)


def test_a_short_float_is_the_number_that_was_written(magnesium: sluimer.KnowledgeBase) -> None:
    mapping = {"columns": {"dosis": {"fact": "current_dose", "unit": "g/day"}}}
    short = pa.table({"dosis": pa.array([0.35], pa.float32())})
    [reason] = magnesium.screen(short, explain=1, mapping=mapping).reasons
    assert reason.consultation.case.given["current_dose"] == 350
    [reason] = magnesium.screen(pa.table({"egfr": pa.array([59.9], pa.float32())}), explain=1).reasons
    assert reason.answers == {"egfr": 59.9}
