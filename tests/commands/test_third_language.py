"""A third language is files and nothing else: an invented one, each text of it in brackets, is spoken everywhere."""

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from string import Formatter

import polib
import pytest

from commands.conftest import EXAMPLES, Sluimer
from conftest import HOUSE_PLANTS, ROOT
from sluimer.commands import replies
from sluimer.messages import CaseError, spoken, texts
from sluimer.messages.texts import PROBLEMS, WORDS, section
from tries import IN_FULL, IN_PART

PACKAGE = Path(texts.__file__).parents[1]
ANNA = EXAMPLES / "anna.yaml"
CACHED = (texts.spoken, texts.section, texts._read, replies.sayings, replies._all_sayings)
KNOWLEDGE = (ROOT / "facts", ROOT / "rules", HOUSE_PLANTS)
"""Its texts are told in its own languages, and may be worded as the interface is."""
IN_BRACKETS = re.compile(r"⟦[^⟦⟧]*⟧")
LONGEST_UNTOLD = 10
"""Characters; a longer piece of a text is not printed by chance."""


def _invent(english: Path, invented: Path) -> None:
    """A file of texts in brackets, in a language with three plural forms."""
    file = polib.pofile(str(english), encoding="utf-8")
    file.metadata |= {"Language": "xx", "Plural-Forms": "nplurals=3; plural=(n == 1 ? 0 : n == 2 ? 1 : 2);"}
    for entry in file:
        if entry.msgid_plural:
            one, many = entry.msgstr_plural.values()
            entry.msgstr_plural = {0: f"⟦{one}⟧", 1: f"⟦{many}, a pair⟧", 2: f"⟦{many}⟧"}
        elif entry.msgid == "reply-yes":
            entry.msgstr = "indeed"
        else:
            entry.msgstr = f"⟦{entry.msgstr}⟧"
    invented.parent.mkdir(parents=True)
    file.save(str(invented))


@pytest.fixture(autouse=True)
def invented(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """The interface speaks `xx` too, and whoever runs it chose that."""
    for english in PACKAGE.glob("*/texts/en.po"):
        _invent(english, tmp_path / "language" / english.relative_to(PACKAGE).with_name("xx.po"))
    monkeypatch.setattr(texts, "FOLDERS", (*texts.FOLDERS, tmp_path / "language"))
    monkeypatch.setenv("SLUIMER_LANG", "xx")
    for each in CACHED:
        each.cache_clear()
    yield
    for each in CACHED:
        each.cache_clear()


@cache
def _pieces() -> set[str]:
    """What stands between the places of every text in the other languages."""
    every = (
        form
        for language in spoken()
        if language != "xx"
        for room in {*WORDS, *PROBLEMS}
        for forms in section(room, language=language).values()
        for form in forms
    )
    pieces = {piece.strip(" .:;,()`") for form in every for piece, *_ in Formatter().parse(form)}
    knowledge = " ".join(path.read_text(encoding="utf-8") for part in KNOWLEDGE for path in part.rglob("*.yaml"))
    said = " ".join(knowledge.split())
    return {piece for piece in pieces if len(piece) > LONGEST_UNTOLD and " " in piece and piece not in said}


def unspoken(printed: str) -> list[str]:
    """The texts of another language that were printed."""
    left = printed
    while IN_BRACKETS.search(left):
        left = IN_BRACKETS.sub("", left)
    joined = " ".join(left.split())
    return sorted(piece for piece in _pieces() if piece in joined)


@IN_PART
@pytest.mark.parametrize(
    "words",
    [
        ("--help",),
        ("check", "--help"),
        ("advise", "--help"),
        ("log", "--help"),
        ("log", "erase", "--help"),
        ("advise", ANNA),
        ("advise", ANNA, "--trace"),
        ("why", ANNA, "form"),
        ("why-not", ANNA, "oxide"),
        ("why", ANNA, "--for", "person"),
        ("why", ANNA, "--for", "professional"),
        ("why", ANNA, "--for", "auditor"),
        ("show", "start-low"),
        ("ledger",),
        ("ledger", "--html"),
        ("check", HOUSE_PLANTS),
        ("test", HOUSE_PLANTS, "--coverage"),
    ],
    ids=lambda words: " ".join(str(word).rpartition("/")[2] for word in words),
)
def test_whatever_is_printed_is_in_that_language(words: tuple[str | Path, ...], sluimer: Sluimer) -> None:
    ran = sluimer(*words)
    assert (ran.exit_code, ran.stderr) == (0, "")
    assert "⟦" in ran.stdout
    assert unspoken(ran.stdout) == []


@pytest.mark.parametrize(
    "words", [("dream",), ("advise",), ("advise", ANNA, "--lang", "yy"), ("advise", "nothing.yaml")]
)
def test_a_mistake_is_told_in_that_language(words: tuple[str | Path, ...], sluimer: Sluimer) -> None:
    told = sluimer(*words).stderr
    assert ": ⟦error⟧: ⟦" in told
    assert "\n  help: ⟦" in told
    assert unspoken(told) == []


def test_a_mistake_in_a_knowledge_base_is_told_in_that_language(sluimer: Sluimer, tmp_path: Path) -> None:
    (tmp_path / "facts").mkdir()
    told = sluimer("check", tmp_path).stdout
    assert re.search(r": ⟦error⟧: ⟦there is no `rules/knowledge.yaml` in this folder⟧\s+help: ⟦", told)
    assert unspoken(told) == []


def test_the_languages_to_choose_from_are_the_files_there_are(sluimer: Sluimer) -> None:
    assert "nl|en|xx" in sluimer("advise", "--help").stdout
    assert "choose from `nl`, `en`, `xx`" in sluimer("advise", ANNA, "--lang", "yy").stderr


@pytest.mark.parametrize(("count", "said"), [(1, "⟦1 error⟧"), (2, "⟦2 errors, a pair⟧"), (5, "⟦5 errors⟧")])
def test_it_has_a_plural_form_that_english_lacks(count: int, said: str) -> None:
    assert texts.word("errors", "xx", count=count) == said


def test_a_conversation_is_held_in_it_and_takes_its_replies(sluimer: Sluimer) -> None:
    told = sluimer("ask", "--knowledge", HOUSE_PLANTS, said="indeed\nperhaps\n").stdout
    assert "⟦Question 1" in told
    assert unspoken(told) == []


@IN_FULL
def test_a_log_is_made_read_and_reported_in_it(sluimer: Sluimer, tmp_path: Path) -> None:
    named = ("--log", tmp_path / "log.db", "--key-file", tmp_path / "log.key")
    runs = [
        sluimer("log", "init", *named),
        sluimer("advise", ANNA, *named),
        *(
            sluimer("log", *words, *named)
            for words in (("list",), ("show", "1"), ("verify",), ("replay",), ("report", "1"))
        ),
    ]
    assert [ran.exit_code for ran in runs] == [0] * len(runs)
    for ran in runs:
        assert "⟦" in ran.stdout
        assert unspoken(ran.stdout) == []


def test_a_decision_of_a_guide_in_it_follows_from_its_rules(sluimer: Sluimer, tmp_path: Path) -> None:
    """Whoever checks a record does not know this language, nor what it has between the ends of a range."""
    for path in (path for part in ("facts", "rules") for path in (ROOT / part).rglob("*.yaml")):
        text = re.sub(r"\ben:", "xx:", path.read_text(encoding="utf-8")).replace(
            "languages: [nl, en]", "languages: [nl, xx]"
        )
        place = tmp_path / "guide" / path.relative_to(ROOT)
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_text(text, encoding="utf-8")
    named = ("--log", tmp_path / "log.db", "--key-file", tmp_path / "log.key")
    assert sluimer("log", "init", *named).exit_code == 0
    advised = sluimer("advise", ANNA, "--knowledge", tmp_path / "guide", *named)
    assert advised.exit_code == 0
    assert re.search(r"\d ⟦to⟧ \d", advised.stdout)
    verified = sluimer("log", "verify", *named)
    assert (verified.exit_code, verified.stderr) == (0, "")


def test_a_text_that_it_lacks_is_said_in_english(tmp_path: Path) -> None:
    path = tmp_path / "language" / "tell" / "texts" / "xx.po"
    file = polib.pofile(str(path), encoding="utf-8")
    file[:] = [entry for entry in file if entry.msgid != "because"]
    file.save(str(path))
    assert texts.word("because", "xx", reason="so") == "Why: so"
    assert texts.word("yes", "xx") == "⟦yes⟧"


def test_python_callers_get_their_errors_in_it() -> None:
    from sluimer import load

    with pytest.raises(CaseError) as caught:
        load().read_case({"age": "old"})
    assert "⟦error⟧: ⟦" in caught.value.render("xx")


def test_a_text_in_another_language_would_be_noticed(sluimer: Sluimer) -> None:
    assert unspoken(sluimer("advise", ANNA, "--lang", "en").stdout)
