"""Hypothesis strategies for persons: answers, some missing, unknown or declined, and the same person known less of."""

from hypothesis import strategies as st
from hypothesis.strategies import DrawFn, SearchStrategy

from sluimer.case import CaseReader
from sluimer.knowledge.base import Knowledge
from sluimer.knowledge.vocabulary import Fact, Kind
from strategies.knowledge import one_in_turn
from strategies.persons import Answers

NO_ANSWER = st.sampled_from(["unknown", "declined"])


@st.composite
def persons(draw: DrawFn, knowledge: Knowledge) -> Answers:
    """Answers to some of the facts, that never contradict what another answer implies."""
    facts = knowledge.vocabulary.facts.values()
    answers = {fact.id: draw(answers_to(fact)) for fact in facts if draw(st.integers(0, 9)) < 8}
    return _consistent(answers, knowledge)


@st.composite
def known_less_and_more(draw: DrawFn, knowledge: Knowledge) -> tuple[Answers, Answers]:
    """Two cases of one person: of the second at least as much is known, and nothing different."""
    more = draw(persons(knowledge))
    facts = knowledge.vocabulary.facts
    less = {name: draw(_hidden(facts[name], answer)) for name, answer in more.items() if draw(st.integers(0, 9)) < 7}
    return less, more


def answers_to(fact: Fact) -> SearchStrategy[object]:
    """Any answer to one fact."""
    return one_in_turn(*[values_of(fact)] * 5, NO_ANSWER)


def values_of(fact: Fact) -> SearchStrategy[object]:
    """Any answer that is a value, for a set also one that says only part of it."""
    names = [option.id for option in fact.options]
    match fact.kind:
        case Kind.YES_NO:
            return st.booleans()
        case Kind.CHOICE:
            return st.sampled_from(names)
        case Kind.NUMBER:
            low = 0 if fact.lowest is None else int(fact.lowest)
            high = low + 7 if fact.highest is None else int(fact.highest)
            return st.one_of(st.integers(low, high), st.integers(2 * low, 2 * high).map(lambda number: number / 2))
        case Kind.SET:
            whole = st.lists(st.sampled_from(names), unique=True)
            return st.one_of(whole, st.dictionaries(st.sampled_from(names), st.booleans()).map(_partly))


def _partly(known: dict[str, bool]) -> dict[str, list[str]]:
    return {
        "includes": [name for name, member in known.items() if member],
        "excludes": [name for name, member in known.items() if not member],
    }


def _hidden(fact: Fact, answer: object) -> SearchStrategy[object]:
    """The same answer, or less of it."""
    if fact.kind is not Kind.SET or answer in ("unknown", "declined"):
        return st.one_of(st.just(answer), st.just(answer), NO_ANSWER)
    known = _members(fact, answer)
    kept = st.lists(st.sampled_from(sorted(known)), unique=True) if known else st.just([])
    partly = kept.map(lambda names: _partly({name: known[name] for name in names}))
    return st.one_of(st.just(answer), partly, NO_ANSWER)


def _members(fact: Fact, answer: object) -> dict[str, bool]:
    if isinstance(answer, dict):
        return {**dict.fromkeys(answer["includes"], True), **dict.fromkeys(answer["excludes"], False)}
    assert isinstance(answer, list)
    return {option.id: option.id in answer for option in fact.options}


def _consistent(answers: Answers, knowledge: Knowledge) -> Answers:
    """Without the answers in whose place an implied one would come."""
    implied = CaseReader(knowledge.vocabulary).read_mapping(answers).implied
    replaced = {one.fact for one in implied if one.instead_of is not None}
    return {name: answer for name, answer in answers.items() if name not in replaced}
