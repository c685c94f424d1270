"""Persons in columns as forms export them, in words of their own, and the mapping that says what these mean."""

from collections.abc import Callable, Sequence
from typing import Any

import pyarrow as pa

from sluimer.knowledge.base import Knowledge
from sluimer.knowledge.vocabulary import Fact, Kind
from strategies.columns import ROW
from strategies.knowledge import Luck
from strategies.persons import Answers

Said = dict[str, Any]
SILENT = {"not_asked": ["-99"], "unknown": ["Weet niet"], "declined": ["zeg ik niet", "-98"]}
_SILENT_WORDS = {"unknown": "weet niet ", "declined": "-98", None: "-99"}


def mapped_table(knowledge: Knowledge, people: Sequence[Answers], luck: Luck) -> tuple[Any, Said]:
    """A table with a row for each person, and its mapping."""
    columns: Said = {ROW: pa.array(range(len(people)))}
    said: dict[str, Said] = {}
    for fact in knowledge.vocabulary.facts.values():
        answers = [person.get(fact.id) for person in people]
        form: Callable[[Fact, Sequence[object]], dict[str, tuple[Any, Said]]] = {
            Kind.YES_NO: luck.of([_coded, _numbered]),
            Kind.CHOICE: _coded,
            Kind.NUMBER: luck.of([_with_comma, _with_point]),
            Kind.SET: _options if any(isinstance(one, dict) for one in answers) else luck.of([_listed, _members]),
        }[fact.kind]
        for name, (values, about) in form(fact, answers).items():
            columns[name] = values
            said[name] = {"fact": fact.id, **about}
    return pa.table(columns), {"columns": said, "keep": [ROW], **SILENT}


def _word(answer: object, words: dict[object, str]) -> str | None:
    if answer is None or answer in ("unknown", "declined"):
        return _SILENT_WORDS[answer]
    return words[answer]


def _coded(fact: Fact, answers: Sequence[object]) -> dict[str, tuple[Any, Said]]:
    values: list[object] = [True, False] if fact.kind is Kind.YES_NO else [option.id for option in fact.options]
    words = {value: f"Code {number}" for number, value in enumerate(values)}
    meanings = {word: "yes" if value is True else "no" if value is False else value for value, word in words.items()}
    return {f"Q_{fact.id}": (pa.array([_word(one, words) for one in answers], pa.string()), {"words": meanings})}


def _numbered(fact: Fact, answers: Sequence[object]) -> dict[str, tuple[Any, Said]]:
    words: dict[object, int] = {True: 1, False: 2, "unknown": 8, "declined": 9}
    numbers = [words[one] if one is not None else None for one in answers]
    about = {"words": {"1": "yes", "2": "no", "8": "unknown"}, "declined": ["9"]}
    return {f"Q_{fact.id}": (pa.array(numbers, pa.float64()), about)}


def _with_comma(fact: Fact, answers: Sequence[object], mark: str = ",") -> dict[str, tuple[Any, Said]]:
    words = [_SILENT_WORDS[one] if one in _SILENT_WORDS else str(one).replace(".", mark) for one in answers]
    return {f"n[{fact.id}]": (pa.array(words, pa.string()), {"decimal": "comma" if mark == "," else "point"})}


def _with_point(fact: Fact, answers: Sequence[object]) -> dict[str, tuple[Any, Said]]:
    return _with_comma(fact, answers, ".")


def _listed(fact: Fact, answers: Sequence[object]) -> dict[str, tuple[Any, Said]]:
    words = {option.id: f"name {number}, so called" for number, option in enumerate(fact.options)}
    texts = [
        ", ".join(words[name] for name in one) or "Geen" if isinstance(one, list) else _word(one, {}) for one in answers
    ]
    about = {
        "separator": ",",
        "complete": True,
        "none": ["geen"],
        "words": {word: name for name, word in words.items()},
    }
    return {fact.id: (pa.array(texts, pa.string()), about)}


def _members(fact: Fact, answers: Sequence[object]) -> dict[str, tuple[Any, Said]]:
    lists = [one if isinstance(one, list) else None if one is None else [_word(one, {})] for one in answers]
    return {f"all {fact.id}": (pa.array([None, *lists], pa.list_(pa.string()))[1:], {"complete": True})}


def _options(fact: Fact, answers: Sequence[object]) -> dict[str, tuple[Any, Said]]:
    found = {}
    for number, option in enumerate(fact.options):
        ticks = [_tick(one, option.id) for one in answers]
        about = {"option": option.id, "words": {"1": "yes"}, "empty": "no"}
        found[f"{fact.id}___{number}"] = (pa.array(ticks, pa.string()), about)
    return found


def _tick(answer: object, option: str) -> str | None:
    """A column of ticks, in which empty is no: who was not asked has a word for it."""
    if isinstance(answer, list):
        return "1" if option in answer else None
    known: dict[str, list[str]] = answer if isinstance(answer, dict) else {"includes": [], "excludes": []}
    return "1" if option in known["includes"] else None if option in known["excludes"] else "-99"
