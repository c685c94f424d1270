"""Whole populations for generated knowledge."""

from hypothesis import strategies as st

from sluimer.knowledge.base import Knowledge
from strategies.knowledge import Luck, knowledge_bases
from strategies.people import persons
from strategies.persons import Answers


@st.composite
def populations(draw: st.DrawFn) -> tuple[Knowledge, list[Answers], Luck]:
    """A knowledge base, some persons for it, and the chance by which their columns get a form."""
    knowledge = draw(knowledge_bases())
    return knowledge, draw(st.lists(persons(knowledge), min_size=1, max_size=11)), Luck(draw)
