"""Codes: what facts and options are called in the code systems of others."""

import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

import sluimer
from sluimer.knowledge.vocabulary import Codes

Change = Callable[[str, str | None, str], None]

SYSTEMS = "code_systems: {garden: {title: {nl: Tuincodes, en: Garden codes}}}\nunits:\n"


@pytest.fixture
def coded(plants: Path, change: Change) -> Path:
    """House plants with a code system."""
    change("rules/knowledge.yaml", "units:\n", SYSTEMS)
    return plants


def test_a_fact_and_its_options_carry_their_codes(coded: Path, change: Change) -> None:
    change(
        "facts/plant.yaml",
        "  height:\n    kind: number\n",
        "  height:\n    kind: number\n    codes: {garden: [h-1, h-2]}\n",
    )
    change(
        "facts/plant.yaml",
        "  light:\n    kind: choice\n",
        "  light:\n    kind: choice\n    codes: {sun: {garden: S}}\n",
    )
    facts = sluimer.load(coded).knowledge.vocabulary.facts
    assert facts["height"].codes == (("garden", ("h-1", "h-2")),)
    assert {option.id: option.codes for option in facts["light"].options} == {"sun": (("garden", ("S",)),), "shade": ()}


@pytest.mark.parametrize(
    ("fact", "codes", "code"),
    [
        ("height", "{gardn: h}", "unknown-code-system"),
        ("height", "{garden: []}", "empty-list"),
        ("height", "{garden: {a: b}}", "not-a-word"),
        ("height", "h-1", "not-a-mapping"),
        ("light", "{sunny: {garden: S}}", "unknown-option"),
        ("light", "{sun: S}", "not-a-mapping"),
        ("light", "{sun: {garden: S}, shade: {garden: S}}", "code-twice"),
    ],
)
def test_codes_that_cannot_be_are_refused(
    coded: Path, change: Change, problems_of: Callable[[Path], list[str]], fact: str, codes: str, code: str
) -> None:
    kind = {"height": "number", "light": "choice"}[fact]
    head = f"  {fact}:\n    kind: {kind}\n"
    change("facts/plant.yaml", head, f"{head}    codes: {codes}\n")
    assert [problem.rpartition(" ")[2] for problem in problems_of(coded)] == [code]


def _bundled() -> Iterator[Codes]:
    for fact in sluimer.load().knowledge.vocabulary.facts.values():
        yield fact.codes
        yield from (option.codes for option in fact.options)


SHAPES = {"atc": r"[A-Z]\d{2}([A-Z]([A-Z](\d{2})?)?)?", "loinc": r"\d{4,5}-\d", "snomed": r"\d{6,18}"}


def test_every_bundled_code_has_the_shape_of_its_system() -> None:
    found = [(system, code) for codes in _bundled() for system, words in codes for code in words]
    assert {system for system, _ in found} == set(SHAPES)
    assert [(system, code) for system, code in found if not re.fullmatch(SHAPES[system], code)] == []


def test_every_bundled_loinc_and_snomed_code_has_its_check_digit() -> None:
    """Which a slip of the pen would not have."""
    for codes in _bundled():
        for system, words in codes:
            for code in words:
                digits = code.replace("-", "")
                assert system == "atc" or (_luhn(digits) if system == "loinc" else _verhoeff(digits)), code


def _luhn(digits: str) -> bool:
    """The modulus 10 of LOINC."""
    doubled = [int(digit) * (2 if place % 2 else 1) for place, digit in enumerate(reversed(digits))]
    return sum(sum(divmod(number, 10)) for number in doubled) % 10 == 0


def _verhoeff(digits: str) -> bool:
    """The dihedral check of SNOMED CT."""
    check = 0
    for place, digit in enumerate(reversed(digits)):
        check = _product(check, _permuted(int(digit), place))
    return check == 0


def _permuted(digit: int, times: int) -> int:
    for _ in range(times % 8):
        digit = (1, 5, 7, 6, 2, 8, 3, 0, 9, 4)[digit]
    return digit


def _product(one: int, other: int) -> int:
    """The product of two symmetries of a regular pentagon: turns 0 to 4, reflections 5 to 9."""
    turn = one % 5 + (other % 5 if one < 5 else -(other % 5))
    return turn % 5 + 5 * ((one < 5) is not (other < 5))
