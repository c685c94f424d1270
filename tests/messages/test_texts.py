"""The texts of the interface: whole in every language, each used, and nowhere but in their files."""

import ast
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from gettext import c2py
from itertools import product
from pathlib import Path
from string import Formatter

import polib
import pytest

from sluimer.audit.log.entry import Cause
from sluimer.audit.report.tell_replay import Verdict
from sluimer.commands.replies import Wish
from sluimer.explain.argument import Bearing
from sluimer.explain.condition_proof import Origin
from sluimer.knowledge.rule import Status, Strength
from sluimer.knowledge.vocabulary import Kind
from sluimer.meaning.model import Outcome, State
from sluimer.messages import texts
from sluimer.messages.texts import COMPLETE, PROBLEMS, WORDS, section, spoken, word, word_or
from sluimer.tell.pictures.graph import Manner, NodeKind

PACKAGE = Path(texts.__file__).parents[1]
ROOMS = sorted({*WORDS, *PROBLEMS})
FILES = [(room, language) for room, language in product(ROOMS, spoken())]
SAYING = ("knowledge", "commands", "tell", "explain", "meaning", "authoring", "audit", "population")
TO_PROGRAMS = ("reach",)
"""What describes itself to programs, in OpenAPI and to Prometheus, does so in English."""
KEYS = [key for room in WORDS for key in section(room)]


def places(text: str) -> set[str | None]:
    """The names in braces."""
    return {name for _, name, _, _ in Formatter().parse(text) if name is not None}


def _file(room: str, language: str) -> polib.POFile:
    return polib.pofile(str(PACKAGE / room / "texts" / f"{language}.po"), encoding="utf-8")


def test_the_rooms_with_texts_are_those_that_are_searched() -> None:
    assert sorted({path.parent.parent.name for path in PACKAGE.glob("*/texts/*.po")}) == ROOMS


@pytest.mark.parametrize(("room", "language"), FILES)
def test_every_language_has_every_text_with_the_same_places(room: str, language: str) -> None:
    """One plural form may leave its number out, as in `1 error`."""
    ours, complete = section(room, language=language), section(room)
    assert list(ours) == list(complete)
    for key, forms in ours.items():
        wanted = set.union(*(places(form) for form in complete[key]))
        assert all(form.strip() for form in forms), key
        assert all(places(form) in (wanted, wanted - {"count"} if len(forms) > 1 else wanted) for form in forms), key


@pytest.mark.parametrize(("room", "language"), FILES)
def test_every_file_says_its_language_and_how_it_makes_plurals(room: str, language: str) -> None:
    file = _file(room, language)
    header = re.fullmatch(r"nplurals=(\d+); plural=(.+);", file.metadata["Plural-Forms"])
    assert header
    assert {c2py(header[2])(number) for number in range(200)} == set(range(int(header[1])))
    assert all(len(entry.msgstr_plural) == int(header[1]) for entry in file if entry.msgid_plural)
    assert file.metadata["Language"] == language
    assert not [entry.msgid for entry in file if entry.fuzzy or entry.obsolete]


@pytest.mark.parametrize("rooms", [WORDS, PROBLEMS])
def test_no_key_stands_in_two_rooms_that_are_searched_together(rooms: tuple[str, ...]) -> None:
    counted = Counter(entry.msgid for room in rooms for entry in _file(room, COMPLETE))
    assert [key for key, times in counted.items() if times > 1] == []


def test_a_language_without_texts_is_spoken_in_the_one_that_has_them_all() -> None:
    assert [word("yes", language) for language in ("nl", "en", "fr")] == ["ja", "yes", "yes"]


def test_a_text_that_no_file_has_is_a_mistake_in_the_code() -> None:
    with pytest.raises(KeyError):
        word("no-such-text", "nl")
    assert word_or("no-such-text", "nl", "this") == "this"


@pytest.mark.parametrize(("count", "said"), [(0, "0 errors"), (1, "1 error"), (2, "2 errors")])
def test_a_count_chooses_the_plural_form(count: int, said: str) -> None:
    assert word("errors", "en", count=count) == said


@pytest.mark.parametrize(
    "key",
    [
        *(f"headline-{outcome}" for outcome in Outcome),
        *(f"outcome-{outcome}" for outcome in Outcome),
        *(f"state-{state}" for state in State),
        *(f"log-verdict-{verdict}" for verdict in Verdict),
        *(f"log-cause-{cause}" for cause in Cause),
        *(f"node-{kind}" for kind in NodeKind),
        *(f"manner-{manner}" for manner in Manner),
        *(f"argument-{bearing}" for bearing in Bearing),
        *(f"argument-may-{bearing}" for bearing in Bearing),
        *(f"status-{status}" for status in Status),
        *(f"met-{origin}" for origin in Origin),
        *(f"hint-{kind}" for kind in Kind),
        *(f"help-{wish}" for wish in Wish),
        *(f"effect-prefer-{strength.name.lower()}" for strength in Strength),
    ],
)
def test_whatever_the_engine_can_say_has_words(key: str) -> None:
    assert key in KEYS


def _code(folders: Iterable[str] = SAYING) -> Iterator[tuple[Path, str]]:
    for folder in folders:
        for path in (PACKAGE / folder).rglob("*.py"):
            yield path, path.read_text(encoding="utf-8")


def test_every_key_is_used_somewhere() -> None:
    code = "".join(text for _, text in _code((*SAYING, *TO_PROGRAMS)))
    built = [key.rpartition("-")[0] for key in re.findall(r'f?"([a-z-]+-)[{"]', code)]
    problems = {f"{code}{part}" for room in PROBLEMS for code in texts.codes(room) for part in ("", ".help", ".none")}
    unused = [
        key
        for key in KEYS
        if f'"{key}"' not in code
        and f"'{key}'" not in code
        and not any(key.startswith(f"{start}-") for start in built)
        and key not in problems  # each is brought by a test of its own
    ]
    assert set(unused) <= {"at_least", "above", "at_most", "below", "errors", "warnings"}


def test_the_engine_says_nothing_of_its_own_outside_the_files() -> None:
    """Texts with a capital and a space, in code that prints, would be words in one language only."""
    sentence = re.compile(r'[^\w"](?:f)?"([A-Z][a-z]+ [a-z ]+[^"]*)"(?!"")')
    found = {
        f"{path.name}: {text}"
        for path, code in _code()
        for line in code.splitlines()
        if '"""' not in line and ">>>" not in line
        for text in sentence.findall(line)
    }
    assert found == set()


CODES_OF_LANGUAGES = {"nl", "en"}


def _tables(tree: ast.AST) -> Iterator[str]:
    """The classes and mappings that hold the same thing in two languages."""
    for node in ast.walk(tree):
        if isinstance(node, ast.ClassDef):
            targets = (each.target for each in node.body if isinstance(each, ast.AnnAssign))
            fields = {target.id for target in targets if isinstance(target, ast.Name)}
            if fields >= CODES_OF_LANGUAGES:
                yield node.name
        if isinstance(node, ast.Dict):
            keys = {key.value for key in node.keys if isinstance(key, ast.Constant)}
            if keys >= CODES_OF_LANGUAGES:
                yield f"a dictionary on line {node.lineno}"


ALONE = {"audit/record/check_record.py", "language/shape.py"}
"""It is read and run without the package."""


def test_no_code_holds_a_text_in_two_languages() -> None:
    found = {
        path.relative_to(PACKAGE).as_posix(): list(_tables(ast.parse(path.read_text(encoding="utf-8"))))
        for path in PACKAGE.rglob("*.py")
    }
    assert {name: tables for name, tables in found.items() if tables and name not in ALONE} == {}
