"""Hypothesis strategies for persons: answers, some missing, unknown or declined, and the same person known less of."""

from hypothesis import strategies as st
from hypothesis.strategies import DrawFn

from sluimer.case import CaseReader
from sluimer.knowledge.base import Knowledge
from sluimer.knowledge.vocabulary import Fact, Kind
from strategies.knowledge import Luck
from strategies.persons import Answers

NO_ANSWER = ("unknown", "declined")


@st.composite
def persons(draw: DrawFn, knowledge: Knowledge) -> Answers:
    """Answers to some of the facts, that never contradict what another answer implies."""
    return _person(Luck(draw), knowledge)


@st.composite
def known_less_and_more(draw: DrawFn, knowledge: Knowledge) -> tuple[Answers, Answers]:
    """Two cases of one person: of the second at least as much is known, and nothing different."""
    luck = Luck(draw)
    more = _person(luck, knowledge)
    facts = knowledge.vocabulary.facts
    less = {name: _hidden(luck, facts[name], answer) for name, answer in more.items() if not luck.once_in(4)}
    return less, more


def value_of(luck: Luck, fact: Fact) -> object:
    """Any answer that is a value; for a set now and then one that says only part of it."""
    names = [option.id for option in fact.options]
    match fact.kind:
        case Kind.YES_NO:
            return luck.once_in(2)
        case Kind.CHOICE:
            return luck.of(names)
        case Kind.NUMBER:
            low = 0 if fact.lowest is None else int(fact.lowest)
            high = low + 7 if fact.highest is None else int(fact.highest)
            return luck.number(2 * low, 2 * high) / 2
        case Kind.SET:
            if luck.once_in(3):
                return _partly({name: luck.once_in(2) for name in names if luck.once_in(2)})
            return [name for name in names if luck.once_in(3)]


def _person(luck: Luck, knowledge: Knowledge) -> Answers:
    answers = {
        fact.id: luck.of(NO_ANSWER) if luck.once_in(7) else value_of(luck, fact)
        for fact in knowledge.vocabulary.facts.values()
        if not luck.once_in(5)
    }
    return _consistent(answers, knowledge)


def _partly(known: dict[str, bool]) -> dict[str, list[str]]:
    return {
        "includes": [name for name, member in known.items() if member],
        "excludes": [name for name, member in known.items() if not member],
    }


def _hidden(luck: Luck, fact: Fact, answer: object) -> object:
    """The same answer, or less of it."""
    if luck.once_in(8):
        return luck.of(NO_ANSWER)
    if fact.kind is Kind.SET and answer not in NO_ANSWER and luck.once_in(2):
        return _partly({name: member for name, member in _members(fact, answer).items() if luck.once_in(2)})
    return answer


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
