"""Checks that an assumption is the cautious answer: any other answer may only permit more."""

from collections.abc import Iterator, Mapping
from enum import Flag

from sluimer.knowledge.condition import All, Any, AtLeast, Condition, Is, Known, Not, Within
from sluimer.knowledge.rule import Advise, Avoid, Limit, Prefer, Rule, Withhold
from sluimer.knowledge.strata import dependencies, finding_strata
from sluimer.knowledge.vocabulary import Fact, Vocabulary
from sluimer.messages import Problems


class Move(Flag):
    """How a condition may change when another answer takes the place of the assumed one."""

    NONE = 0
    RISES = 1
    FALLS = 2

    def turned(self) -> "Move":
        """The same seen from the other side of `not`."""
        rises = Move.RISES if Move.FALLS in self else Move.NONE
        return rises | (Move.FALLS if Move.RISES in self else Move.NONE)


def check_assumptions(vocabulary: Vocabulary, rules: Mapping[str, Rule], problems: Problems) -> None:
    """Report each assumption under which a rule permits what another answer would not."""
    strata = finding_strata(dependencies(rules.values(), vocabulary.findings))
    for fact in vocabulary.facts.values():
        if fact.assume is None:
            continue
        for rule in _incautious(fact, rules, strata):
            problems.add("bold-assumption", fact.position, fact=fact.id, rule=rule)


def _incautious(fact: Fact, rules: Mapping[str, Rule], strata: Mapping[str, int]) -> Iterator[str]:
    moves: dict[str, Move] = {}
    for finding in sorted(strata, key=lambda name: strata[name]):
        concluding = (rule for rule in rules.values() if finding in rule.concludes)
        moves[finding] = _joined(_move(rule.condition, fact, moves) for rule in concluding)
    for rule in rules.values():
        move = _move(rule.condition, fact, moves)
        permits = any(isinstance(effect, Advise | Prefer) for effect in rule.effects)
        bars = any(isinstance(effect, Withhold | Avoid | Limit) for effect in rule.effects)
        if (permits and Move.FALLS in move) or (bars and Move.RISES in move):
            yield rule.id


def _move(condition: Condition, fact: Fact, moves: Mapping[str, Move]) -> Move:
    match condition:
        case All(parts) | Any(parts) | AtLeast(_, parts):
            return _joined(_move(part, fact, moves) for part in parts)
        case Not(part):
            return _move(part, fact, moves).turned()
        case Is(slot, values) if slot == fact.id:
            return Move.FALLS if fact.assume in values else Move.RISES
        case Is(slot, values) if slot in moves:
            return moves[slot] if values == (True,) else moves[slot].turned()
        case Is() | Within() | Known():
            return Move.NONE


def _joined(moves: Iterator[Move]) -> Move:
    joined = Move.NONE
    for move in moves:
        joined |= move
    return joined
