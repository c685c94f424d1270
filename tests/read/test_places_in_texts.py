"""What stands between braces in a text is filled in for its reader, or refused."""

from collections.abc import Callable
from pathlib import Path

import pytest

Change = Callable[[str, str | None, str], None]
ProblemsOf = Callable[[Path], list[str]]


@pytest.mark.parametrize(
    ("file", "text"),
    [
        ("facts/plant.yaml", "Does the plant droop?"),
        ("facts/plant.yaml", "Gardener agreed"),
        ("facts/plant.yaml", "mites"),
        ("facts/advice.yaml", "Thirsty"),
        ("facts/advice.yaml", "Put the plant in the shade."),
        ("facts/advice.yaml", "Call now."),
        ("rules/book/water.yaml", "Drooping plants are thirsty."),
        ("rules/ledger/book.yaml", "On thirst."),
        ("rules/ledger/book.yaml", "page 2"),
        ("rules/knowledge.yaml", "ml a week"),
        ("rules/knowledge.yaml", "Care"),
        ("rules/knowledge.yaml", "House plants"),
        ("rules/knowledge.yaml", "The book is about indoors."),
    ],
)
def test_an_amount_in_a_text_that_nothing_fills_in_is_refused(
    file: str, text: str, plants: Path, change: Change, problems_of: ProblemsOf
) -> None:
    """Also in the reason of a rule that advises no range."""
    change(file, f"en: {text}", 'en: "{range}"')
    (problem,) = problems_of(plants)
    assert problem.startswith(f"{file}:")
    assert problem.endswith("unknown-place")


WITH_START = 'text: {nl: "Geef {range}. Begin met {start}.", en: "Give {range}. Begin with {start}."}'


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ('{nl: "{range}", en: "{range}"}', []),
        ('{nl: "Geef {range}, ja {range}.", en: "{range}"}', []),
        ("{nl: Geef, en: Give}", ["12:20 place-missing", "12:30 place-missing"]),
        ('{nl: "{range}", en: Give}', ["12:35 place-missing"]),
        ('{nl: "{range} {start}", en: "{range}"}', ["12:43 place-missing"]),
        ('{nl: "{start}", en: "{range}"}', ["12:20 place-missing", "12:35 place-missing"]),
        ('{nl: "{range", en: "{range}"}', ["12:20 unknown-place"]),
        ('{nl: "{{range}}", en: "{range}"}', ["12:20 unknown-place"]),
        ('{nl: "{ranges}", en: Give}', ["12:20 unknown-place"]),
        ('{nl: "[range]", en: "{range}"}', ["12:20 place-missing"]),
        ('{en: "{range}"}', ["12:15 text-missing"]),
        ("Give it", ["12:15 not-a-mapping"]),
    ],
)
def test_the_text_of_an_item_with_a_unit_says_its_amounts_in_each_language(
    text: str, found: list[str], plants: Path, change: Change, problems_of: ProblemsOf
) -> None:
    change("facts/advice.yaml", WITH_START, f"text: {text}")
    assert problems_of(plants) == [f"facts/advice.yaml:{one}" for one in found]


def test_a_unit_that_is_misspelt_says_nothing_of_the_text(
    plants: Path, change: Change, problems_of: ProblemsOf
) -> None:
    change("facts/advice.yaml", "unit: ml/week", "unit: ml/wek")
    assert problems_of(plants) == ["facts/advice.yaml:11:15 unknown-unit"]


def test_a_third_language_says_the_amount_too(plants: Path, change: Change, problems_of: ProblemsOf) -> None:
    change("rules/knowledge.yaml", "languages: [nl, en]", "languages: [nl, en, de]")
    change("facts/advice.yaml", 'start}."}', 'start}.", de: Gib Wasser.}')
    assert [one for one in problems_of(plants) if "place" in one] == [
        "facts/advice.yaml:12:101 place-missing", "facts/advice.yaml:12:101 place-missing",
    ]  # fmt: skip
