"""One value of one column, read by what a mapping says of it."""

import json
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

import sluimer
from sluimer.case import CaseReader
from sluimer.messages import Problems

Read = Callable[[dict[str, Any], object], object]
TODAY = date(2026, 11, 27)


@pytest.fixture
def read(magnesium: sluimer.KnowledgeBase) -> Read:
    """What a value says: the slots it fills, or `unknown`, or the code of what is wrong; and what is unplaced."""
    from sluimer.population.mapping.read import MappingReader
    from sluimer.population.mapping.words import ValueReader

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
