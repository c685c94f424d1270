"""Populations: persons for a knowledge base, and the chance by which their columns get a form."""

from collections.abc import Sequence
from random import Random
from typing import Any

from hypothesis import strategies as st

from sluimer.knowledge.base import Knowledge
from sluimer.population import ResultKind
from strategies.knowledge import Luck, knowledge_bases
from strategies.people import persons
from strategies.persons import Answers

EVERYTHING = tuple(ResultKind)
FROM_PLANES = tuple(kind for kind in ResultKind if kind is not ResultKind.QUESTIONS)
"""What is found without consulting anybody."""


@st.composite
def populations(draw: st.DrawFn) -> tuple[Knowledge, list[Answers], Luck]:
    """A knowledge base, some persons for it, and the chance by which their columns get a form."""
    knowledge = draw(knowledge_bases())
    return knowledge, draw(st.lists(persons(knowledge), min_size=1, max_size=11)), Luck(draw)


class ByChance(Luck):
    """Chance by a seed; `spoken` takes forms that are text."""

    def __init__(self, seed: int, spoken: bool = False) -> None:
        self._random, self._spoken = Random(seed), spoken

    def once_in(self, many: int) -> bool:
        """True once in so many."""
        return self._random.randrange(many) == 0

    def of(self, some: Sequence[Any]) -> Any:
        """One of these."""
        if self._spoken:
            return next((one for one in some if one.__name__ in ("_text", "_spoken_options")), some[0])
        return self._random.choice(some)
