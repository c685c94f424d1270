"""Checks that an answer taken without being given is the cautious one: any other may only permit more."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import Flag
from itertools import combinations

from sluimer.knowledge.condition import (
    All,
    Any,
    AtLeast,
    Condition,
    Is,
    Known,
    Not,
    Within,
    signed_leaves,
    slots_of,
    telling_numbers,
)
from sluimer.knowledge.rule import Advise, Prefer, Rule
from sluimer.knowledge.strata import cycles, dependencies, strata_of
from sluimer.knowledge.vocabulary import Fact, Points, Scalar, Vocabulary
from sluimer.messages import Problems


class Move(Flag):
    """How a condition may change when another answer takes the place of the assumed one."""

    NONE = 0
    RISES = 1
    FALLS = 2

    def turned(self) -> "Move":
        """How it moves, seen from the other side of `not`."""
        rises = Move.RISES if Move.FALLS in self else Move.NONE
        return rises | (Move.FALLS if Move.RISES in self else Move.NONE)


@dataclass(frozen=True, slots=True)
class _Taken:
    """The value of a slot that is taken without being given, as an assumption or an implication."""

    slot: str
    value: Scalar


class _Readers:
    """What rules, findings and scores read, of one knowledge base."""

    def __init__(self, rules: Mapping[str, Rule], vocabulary: Vocabulary) -> None:
        strata = strata_of(dependencies(rules.values(), vocabulary))
        self._rules, self._scores = rules, vocabulary.scores
        self._read = {rule.id: frozenset(slots_of(rule.condition)) for rule in rules.values()}
        self._concluding: dict[str, list[Rule]] = {name: [] for name in sorted(strata, key=lambda name: strata[name])}
        for rule in rules.values():
            for name in rule.concludes:
                self._concluding[name].append(rule)

    def moves_of_names(self, taken: _Taken) -> dict[str, Move]:
        """How each finding and score that may change does so when another answer takes the place of this one."""
        moves: dict[str, Move] = {}
        for name, concluding in self._concluding.items():
            if name in self._scores:
                move = _joined(_move_of_term(term, taken, moves) for term in self._scores[name].terms)
            else:
                move = _joined(self._moves_of(concluding, taken, moves).values())
            if move:
                moves[name] = move
        return moves

    def moves_of_rules(self, taken: _Taken, moves: Mapping[str, Move]) -> dict[str, Move]:
        """How each rule that may change does so, where findings and scores move so."""
        return self._moves_of(self._rules.values(), taken, moves)

    def _moves_of(self, rules: Iterable[Rule], taken: _Taken, moves: Mapping[str, Move]) -> dict[str, Move]:
        touched, read = {taken.slot, *moves}, self._read
        reached = (rule for rule in rules if not read[rule.id].isdisjoint(touched))
        return {rule.id: _move(rule.condition, taken, moves) for rule in reached}


def check_assumptions(vocabulary: Vocabulary, rules: Mapping[str, Rule], scope: Condition, problems: Problems) -> None:
    """Report each assumed answer under which a rule permits more, and each overruling one under which one stops less.

    An answer that overrules is evidence, so advice may stand on it; but it may not take a stop away. Whom the scope
    leaves out is stopped, so neither may bring anyone into it.
    """
    readers = _Readers(rules, vocabulary)
    for fact in vocabulary.facts.values():
        for name, value in _assumed(fact).items():
            taken = _Taken(name, value)
            moves = readers.moves_of_names(taken)
            for rule, move in readers.moves_of_rules(taken, moves).items():
                if _permits(rules[rule], move) or _stops_less(rules[rule], move):
                    problems.add("bold-assumption", fact.position, fact=name, rule=rule)
            if Move.FALLS in _move(scope, taken, moves):
                problems.add("bold-assumption", fact.position, fact=name, rule="scope")
        overruling = [answer for one in fact.implies if one.overrules for answer in one.answers]
        for name, value in overruling:
            taken = _Taken(name, value)
            moves = readers.moves_of_names(taken)
            for rule, move in readers.moves_of_rules(taken, moves).items():
                if _stops_less(rules[rule], move):
                    problems.add("bold-implication", fact.position, fact=fact.id, implied=name, rule=rule)
            if Move.FALLS in _move(scope, taken, moves):
                problems.add("bold-implication", fact.position, fact=fact.id, implied=name, rule="scope")


def check_implications(vocabulary: Vocabulary, problems: Problems) -> None:
    """Report what overrules by opposite answers, what goes round, and what an assumption implies or contradicts."""
    facts = vocabulary.facts
    every = [
        (fact, one, *answer)
        for fact in facts.values()
        for one in fact.implies
        if one.overrules
        for answer in one.answers
    ]
    for (fact, one, name, value), (other, two, same, another) in combinations(every, 2):
        if name == same and value != another and (fact is not other or _overlap(one.test, two.test)):
            words = {"fact": other.id, "implied": same, "other": fact.id}
            problems.add("opposite-implications", other.position, **words)
    for trail in cycles(vocabulary.implying):
        way = " → ".join(reversed(trail))
        problems.add("implies-itself", facts[trail[0]].position, name=trail[0], trail=way)
    for fact in facts.values():
        if any(_may_hold(one.test, _assumed(fact)) for one in fact.implies):
            problems.add("assumption-implies", fact.position, fact=fact.id)
    assumed = {name: value for fact in facts.values() for name, value in _assumed(fact).items()}
    for contradiction in vocabulary.declared_contradictions.values():
        if _may_hold(contradiction.never, assumed):
            problems.add("assumption-contradicts", contradiction.position, name=contradiction.id)


def _assumed(fact: Fact) -> dict[str, Scalar]:
    """What is assumed in the slots of a fact, if anything."""
    return {} if fact.assume is None else dict.fromkeys(fact.slots, fact.assume)


def _may_hold(condition: Condition, assumed: Mapping[str, Scalar]) -> bool:
    """Whether an assumed answer does what a condition wants, in one of its tests."""
    tests = [(leaf, negated) for leaf, negated in signed_leaves(condition) if leaf.slots[0] in assumed]
    return any(isinstance(leaf, Is) and (assumed[leaf.slot] in leaf.values) is not negated for leaf, negated in tests)


def _overlap(one: Condition, two: Condition) -> bool:
    """Whether an answer may pass both tests; of a set it always may."""
    if isinstance(one, Within) and isinstance(two, Within):
        return any(one.contains(number) and two.contains(number) for number in telling_numbers((one, two)))
    if isinstance(one, Is) and isinstance(two, Is) and one.slot == two.slot:
        return bool({*one.values} & {*two.values})
    return True


def _permits(rule: Rule, move: Move) -> bool:
    return Move.FALLS in move and any(isinstance(effect, Advise | Prefer) for effect in rule.effects)


def _stops_less(rule: Rule, move: Move) -> bool:
    return Move.RISES in move and any(effect.side.cautious for effect in rule.effects)


def _move_of_term(term: Points, taken: _Taken, moves: Mapping[str, Move]) -> Move:
    """How one term of a score may change: less may be more where several alternatives take something off."""
    moved = [(_move(condition, taken, moves), points) for condition, points in term]
    if len(term) > 1 and any(points < 0 for _, points in term):
        return Move.RISES | Move.FALLS if any(move is not Move.NONE for move, _ in moved) else Move.NONE
    return _joined(move.turned() if points < 0 else move for move, points in moved)


def _move(condition: Condition, taken: _Taken, moves: Mapping[str, Move]) -> Move:
    match condition:
        case All(parts) | Any(parts) | AtLeast(_, parts):
            return _joined(_move(part, taken, moves) for part in parts)
        case Not(part):
            return _move(part, taken, moves).turned()
        case Is(slot, values) if slot == taken.slot:
            return Move.FALLS if taken.value in values else Move.RISES
        case Is(slot, values) if slot in moves:
            return moves[slot] if values == (True,) else moves[slot].turned()
        case Within(slot) if slot == taken.slot:
            return Move.FALLS if condition.contains(float(taken.value)) else Move.RISES
        case Within(slot) if slot in moves:
            rises = moves[slot] if condition.lower else Move.NONE
            return rises | (moves[slot].turned() if condition.upper else Move.NONE)
        case Is() | Within() | Known():
            return Move.NONE


def _joined(moves: Iterable[Move]) -> Move:
    joined = Move.NONE
    for move in moves:
        joined |= move
    return joined
