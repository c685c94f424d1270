"""What nobody sees in a file is told, and nothing that people write in their script is."""

from collections.abc import Callable
from pathlib import Path

import pytest

from sluimer import CaseError, KnowledgeBase
from sluimer.authoring.cases.read import read_cases
from sluimer.messages import Problems
from sluimer.read import read_knowledge
from sluimer.read.hidden import MOST_TOLD
from sluimer.read.nodes import parse

Change = Callable[[str, str | None, str], None]
ProblemsOf = Callable[[Path], list[str]]

HIDDEN = [
    *"\xad\u034f\u061c\u115f\u1160\u180e\u200b\u200c\u200d\u200e\u200f\u202a\u202b\u202c\u202d\u202e",
    *"\u2060\u2061\u2064\u2066\u2067\u2068\u2069\u206f\u3164\uffa0\ufff9\U000e0001\U000e0041\U000e0100",
]


def _found(text: str) -> list[str]:
    problems = Problems()
    parse(text, "file", problems)
    return [f"{each.position} {each.code}" for each in problems.sorted()]


@pytest.mark.parametrize("character", HIDDEN, ids=ascii)
@pytest.mark.parametrize("text", ["a: x{}y", "a{}: x", "a: x # é{}", "a: 'é{}'", "a: [b, {{c: d{}}}]"])
def test_a_character_that_nobody_sees_is_told_at_its_place(character: str, text: str) -> None:
    """In a text, a key, a comment, quotes, braces: there too a reader would read something else than the engine."""
    written = text.format(character)
    assert _found(written) == [f"file:1:{written.index(character) + 1} hidden-character"]


@pytest.mark.parametrize("character", [*HIDDEN, *"\x00\x07\x1b\x7f\x9b\u2028\ufeff"], ids=ascii)
def test_a_character_behind_a_backslash_is_told_as_well(character: str) -> None:
    assert _found(f'a: "x\\U{ord(character):08x}y"') == ["file:1:4 hidden-character"]


@pytest.mark.parametrize(
    "text",
    [
        "héél ꜱᴛɪʟ — “goed” … 10 µg ≤ 2 №",
        "\U0001f469\u200d\u2695\ufe0f en \U0001f468\u200d\U0001f469\u200d\U0001f467, 1\ufe0f\u20e3 ❤️ 🇳🇱",
        "می\u200cخواهم",  # noqa: RUF001  # "I want", whose second word begins behind a joiner
        "क्\u200dष",
        "עברית العربية 日本語",
        "a\xa0b\u202fc\u2009d\u3000e",
    ],
)
def test_what_people_write_in_their_script_is_left_alone(text: str) -> None:
    """Joiners stand between letters of Persian and Hindi, and in pictures of several people."""
    assert _found(f"a: '{text}'") == []
    assert _found('a: "x\\n\\ty\\u00e9\\U0001F331"') == []


def test_every_one_of_them_is_told_and_nothing_that_follows_from_it(
    plants: Path, change: Change, problems_of: ProblemsOf
) -> None:
    """The name with one in it is the name that its author sees."""
    change("rules/book/water.yaml", "{drooping: yes}", "{droo\u200bping: yes}")
    change("rules/book/water.yaml", "Dat is zwaar.", "Dat \u202eis\u202c zwaar.")
    assert problems_of(plants) == [
        "rules/book/water.yaml:2:14 hidden-character",
        "rules/book/water.yaml:14:21 hidden-character",
        "rules/book/water.yaml:14:24 hidden-character",
    ]


def test_an_answer_and_a_case_are_looked_at_too(plant_care: KnowledgeBase, plants: Path, change: Change) -> None:
    with pytest.raises(CaseError) as raised:
        plant_care.read_case("light: sun\u200b")
    assert [problem.code for problem in raised.value.problems] == ["hidden-character"]
    change("rules/book/new.cases.yaml", None, "tall: {person: {height: 5\u200e}, expect: {outcome: advice}}\n")
    assert [each.code for each in read_cases(plants, read_knowledge(plants))[1]] == ["hidden-character"]


def test_a_text_full_of_them_gives_a_bearable_list() -> None:
    assert len(_found("a: " + "\u200b" * 100_000)) == MOST_TOLD


def test_what_is_no_text_at_all_is_told_alone() -> None:
    assert _found("a: \x07\u200b") == ["file:1:4 control-character"]
