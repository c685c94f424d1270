"""The words of the interface are whole in both languages, and stand in one place."""

import re
from pathlib import Path
from string import Formatter

import pytest

from sluimer.audit.log.entry import Cause
from sluimer.audit.report.tell_replay import Verdict
from sluimer.commands.replies import Wish
from sluimer.explain.argument import Bearing
from sluimer.explain.condition_proof import Origin
from sluimer.knowledge.rule import Status, Strength
from sluimer.knowledge.vocabulary import Kind
from sluimer.meaning.model import Outcome, State
from sluimer.tell import log_words, words
from sluimer.tell.pictures.graph import Manner, NodeKind
from sluimer.tell.words import WORDS, Phrase, word

PACKAGE = Path(words.__file__).parents[1]
TABLES = (
    words.ADVICE,
    words.PROOFS,
    words.READERS,
    words.TRACE,
    words.RULE,
    words.LEDGER,
    words.CASES,
    words.CHECK,
    words.CONVERSATION,
    words.AUTHORING,
    words.PROGRAM,
    log_words.LOG,
)
OWN_MODULES = ("words.py", "log_words.py")


def places(text: str) -> set[str | None]:
    """The names in braces."""
    return {name for _, name, _, _ in Formatter().parse(text) if name is not None}


@pytest.mark.parametrize("key", WORDS)
def test_a_phrase_has_both_languages_and_the_same_places_in_each(key: str) -> None:
    phrase = WORDS[key]
    assert phrase.nl.strip()
    assert phrase.en.strip()
    assert places(phrase.nl) == places(phrase.en)


def test_no_key_stands_in_two_tables() -> None:
    assert sum(map(len, TABLES)) == len(WORDS)


def test_every_other_language_than_dutch_is_spoken_in_english() -> None:
    assert [word("yes", language) for language in ("nl", "en", "fr")] == ["ja", "yes", "yes"]


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
    assert isinstance(WORDS[key], Phrase)


def test_every_key_is_used_somewhere() -> None:
    code = "".join(
        path.read_text(encoding="utf-8")
        for folder in ("commands", "tell", "explain", "authoring", "audit")
        for path in (PACKAGE / folder).rglob("*.py")
        if path.name not in OWN_MODULES
    )
    built = [key.rpartition("-")[0] for key in re.findall(r'f?"([a-z-]+-)[{"]', code)]
    unused = [
        key
        for key in WORDS
        if f'"{key}"' not in code and f"'{key}'" not in code and not any(key.startswith(f"{start}-") for start in built)
    ]
    bounds = {"at_least", "above", "at_most", "below"}
    assert set(unused) <= bounds


def test_the_engine_says_nothing_of_its_own_outside_the_table() -> None:
    """Texts with a capital and a space, in code that prints, would be words in one language only."""
    sentence = re.compile(r'[^\w"](?:f)?"([A-Z][a-z]+ [a-z ]+[^"]*)"(?!"")')
    found = {
        f"{path.name}: {text}"
        for folder in ("commands", "tell", "explain", "authoring", "audit")
        for path in (PACKAGE / folder).rglob("*.py")
        if path.name not in OWN_MODULES
        for line in path.read_text(encoding="utf-8").splitlines()
        if '"""' not in line and ">>>" not in line
        for text in sentence.findall(line)
    }
    assert found == set()
