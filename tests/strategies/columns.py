"""Persons in columns of Arrow, in each of the forms that their answers may have there, and as lines of JSON."""

import json
from collections.abc import Callable, Sequence
from decimal import Decimal
from typing import Any

import pyarrow as pa

from sluimer.knowledge.base import Knowledge
from sluimer.knowledge.vocabulary import Fact, Kind, slot
from sluimer.read.numbers import written_number
from strategies.knowledge import Luck
from strategies.persons import Answers

Columns = dict[str, Any]
ROW = "row of the table"
"""The column that numbers the persons; no fact can be called so."""
SILENT = ("unknown", "declined")
MEMBERS = pa.list_(pa.string())
PARTS = pa.struct([("includes", MEMBERS), ("excludes", MEMBERS)])


def table_of(knowledge: Knowledge, people: Sequence[Answers], luck: Luck) -> Any:
    """A table with a row for each person; columns where nobody says anything are left out now and then, but not all."""
    columns: Columns = {ROW: pa.array(range(len(people)))}
    *_, last = knowledge.vocabulary.facts.values()
    for fact in knowledge.vocabulary.facts.values():
        answers = [person.get(fact.id) for person in people]
        wanted = any(one is not None for one in answers) or luck.once_in(2)
        if wanted or (fact is last and len(columns) == 1):
            columns |= _column(fact, answers, luck)
    return pa.table(columns)


def json_lines_of(people: Sequence[Answers]) -> str:
    """A line of JSON for each person."""
    return "".join(json.dumps(person) + "\n" for person in people)


def _column(fact: Fact, answers: Sequence[object], luck: Luck) -> Columns:
    if fact.kind is Kind.SET:
        return luck.of(_forms_of_set(answers))(fact, answers)
    forms: dict[Kind, Sequence[Callable[[Sequence[object]], Any]]] = {
        Kind.YES_NO: (_text, _coded, _booleans),
        Kind.CHOICE: (_text, _coded, _large),
        Kind.NUMBER: (_text, _floats, _decimals),
    }
    return {fact.id: luck.of(forms[fact.kind])(answers)}


def _forms_of_set(answers: Sequence[object]) -> list[Callable[[Fact, Sequence[object]], Columns]]:
    whole = not any(isinstance(one, dict) for one in answers)
    return [_parts, _options, _spoken_options, *([_lists] if whole else [])]


def _said(answer: object) -> str | None:
    if isinstance(answer, bool):
        return "yes" if answer else "no"
    return written_number(answer) if isinstance(answer, int | float) else None if answer is None else str(answer)


def _text(answers: Sequence[object]) -> Any:
    return pa.array(map(_said, answers), pa.string())


def _large(answers: Sequence[object]) -> Any:
    return _text(answers).cast(pa.large_string())


def _coded(answers: Sequence[object]) -> Any:
    return _text(answers).dictionary_encode()


def _booleans(answers: Sequence[object]) -> Any:
    """With a row before them that is left out, so that the bits do not begin at the first."""
    return pa.array([None, *map(_loud, answers)], pa.bool_())[1:]


def _floats(answers: Sequence[object]) -> Any:
    return pa.array([None, *map(_loud, answers)], pa.float64())[1:]


def _decimals(answers: Sequence[object]) -> Any:
    return pa.array([None if _loud(one) is None else Decimal(str(one)) for one in answers], pa.decimal128(20, 3))


def _loud(answer: object) -> Any:
    return None if answer in SILENT else answer


def _lists(fact: Fact, answers: Sequence[object]) -> Columns:
    return {fact.id: pa.array([None, *map(_loud, answers)], MEMBERS)[1:]}


def _parts(fact: Fact, answers: Sequence[object]) -> Columns:
    return {fact.id: pa.array([None, *(_known(fact, one) for one in answers)], PARTS)[1:]}


def _known(fact: Fact, answer: object) -> Any:
    if not isinstance(answer, list):
        return _loud(answer)
    return {"includes": answer, "excludes": [one.id for one in fact.options if one.id not in answer]}


def _options(fact: Fact, answers: Sequence[object]) -> Columns:
    return {name: pa.array(values, pa.bool_()) for name, values in _by_option(fact, answers).items()}


def _spoken_options(fact: Fact, answers: Sequence[object]) -> Columns:
    return {name: _text(values) for name, values in _by_option(fact, answers).items()}


def _by_option(fact: Fact, answers: Sequence[object]) -> dict[str, list[object]]:
    known = [_known(fact, one) or {"includes": (), "excludes": ()} for one in answers]
    return {
        slot(fact.id, option.id): [
            True if option.id in one["includes"] else False if option.id in one["excludes"] else None for one in known
        ]
        for option in fact.options
    }
