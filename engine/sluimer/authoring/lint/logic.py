"""Rules and conditions that cannot hold, always hold, or say what another says."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

from sluimer.authoring.lint.model import Desk, Warned, warned
from sluimer.knowledge.condition import (
    All,
    Any,
    AtLeast,
    Condition,
    Is,
    Not,
    Within,
    leaves,
    normal,
    repeated,
    slots_of,
)
from sluimer.knowledge.rule import Advise, Effect, Limit, Prefer, Rule, Side
from sluimer.knowledge.vocabulary import Kind, Points, Vocabulary, allowed_numbers
from sluimer.language.shape import Condition as Shaped
from sluimer.language.shape import Listing
from sluimer.messages import Position
from sluimer.read.nodes import ListNode, MappingNode


def rules_that_repeat(desk: Desk) -> Iterator[Warned]:
    """Rules of one pack with the same condition, settings, effects, claim and sources, however these are ordered.

    A rule that cites something else is another ground for the same.
    """
    first: dict[object, Rule] = {}
    for rule in sorted(desk.knowledge.rules.values(), key=lambda each: each.position):
        grounds = (rule.claim, frozenset(rule.cites))
        said = (rule.pack, normal(rule.condition), frozenset(rule.effects), frozenset(rule.settings))
        other = first.setdefault((said, grounds), rule)
        if other is not rule:
            yield warned("rule-repeats", rule.position, other=other.id, place=other.position)


def rules_that_never_hold(desk: Desk) -> Iterator[Warned]:
    """Rules that want of one fact or finding what it can never be."""
    return (warned("never-holds", rule.position, name=name) for rule, name in desk.once(_impossible))


def _impossible(desk: Desk) -> Iterator[tuple[Rule, str]]:
    """Rules that can never hold, each with what makes it so."""
    for rule in desk.knowledge.rules.values():
        for name in _contradicted(_wanted(rule.condition), desk.knowledge.vocabulary):
            yield rule, name


def parts_that_never_hold(desk: Desk) -> Iterator[Warned]:
    """Parts of conditions that want what can never be, where the whole can hold."""
    return (warned("part-never-holds", place, name=name) for truth, place, name in desk.once(_decided) if not truth)


def points_that_never_count(desk: Desk) -> Iterator[Warned]:
    """Points whose condition can never hold, that are nothing, or less than others on the same condition."""
    vocabulary = desk.knowledge.vocabulary
    for score in vocabulary.scores.values():
        for term in score.terms:
            for condition, points in term:
                if _contradicted(_wanted(condition), vocabulary) or _is_beaten(condition, points, term):
                    place = next((leaf.position for leaf in leaves(condition)), score.position)
                    yield warned("points-never-count", place, points=f"{points:g}", name=score.id)


def _is_beaten(condition: Condition, points: float, term: Points) -> bool:
    """Whether nothing comes of these points, whoever they are for."""
    if points == 0 and all(other >= 0 for _, other in term):
        return True
    return any(other > points and normal(one) == normal(condition) for one, other in term)


def conditions_that_always_hold(desk: Desk) -> Iterator[Warned]:
    """Conditions, and parts of them, that hold whatever the answer is."""
    return (warned("always-holds", place, name=name) for truth, place, name in desk.once(_decided) if truth)


def _conditions(desk: Desk) -> tuple[Condition, ...]:
    """Each condition that is written: of rules, scores, the scope, and numbers that imply an answer."""
    scored = (condition for score in desk.knowledge.vocabulary.scores.values() for condition in score.conditions)
    return (*(rule.condition for rule in desk.knowledge.rules.values()), *scored, *_conditions_of_no_rule(desk))


def _conditions_of_no_rule(desk: Desk) -> tuple[Condition, ...]:
    facts = desk.knowledge.vocabulary.facts.values()
    return (desk.knowledge.manifest.scope.condition, *(one.test for fact in facts for one in fact.implies))


def _decided(desk: Desk) -> Iterator[tuple[bool, Position, str]]:
    """The outermost conditions that can only be true or only false, with the fact or finding that makes them so.

    Of a rule, or of points, that can never hold as a whole there are none, since that is told of the whole.
    """
    vocabulary = desk.knowledge.vocabulary
    impossible = {rule.id for rule, _ in desk.once(_impossible)}
    possible = [rule.condition for rule in desk.knowledge.rules.values() if rule.id not in impossible]
    scored = (condition for score in vocabulary.scores.values() for condition in score.conditions)
    possible += [condition for condition in scored if not _contradicted(_wanted(condition), vocabulary)]
    for condition in possible:
        yield from _decided_in(condition, vocabulary, possible=True)
    for condition in _conditions_of_no_rule(desk):
        yield from _decided_in(condition, vocabulary)


def _decided_in(
    condition: Condition, vocabulary: Vocabulary, possible: bool = False
) -> Iterator[tuple[bool, Position, str]]:
    """Where it is known that the condition is `possible`, so is each part of an `all`."""
    for truth in () if isinstance(condition, Not) else (True,) if possible else (True, False):
        for name in _contradicted(_wanted(condition, negated=truth), vocabulary):
            yield truth, next(leaf.position for leaf in leaves(condition) if name in slots_of(leaf)), name
            return
    for part in _parts(condition):
        yield from _decided_in(part, vocabulary, possible and isinstance(condition, All))


def _parts(condition: Condition) -> tuple[Condition, ...]:
    match condition:
        case All(parts) | Any(parts) | AtLeast(_, parts):
            return parts
        case Not(part):
            return (part,)
    return ()


def parts_alone(desk: Desk) -> Iterator[Warned]:
    """Lists of parts to choose from with one part in them; a dash may be missing before the next."""
    for place in desk.places:
        alone = isinstance(place.node, ListNode) and len(place.node.items) == 1
        if alone and isinstance(place.shape, Listing) and place.name and place.name.text not in ("all", "points"):
            key = "at_least" if place.name.text == "of" else place.name.text
            yield warned("part-alone", place.name.position, key=key)


def nots_of_several(desk: Desk) -> Iterator[Warned]:
    """A `not` with several lines below it: whoever reads "none of these" has a rule that holds for too many."""
    for place in desk.places:
        several = isinstance(place.node, MappingNode) and len(place.node.entries) > 1
        if several and isinstance(place.shape, Shaped) and place.key and place.key.name == "not" and place.name:
            yield warned("not-of-several", place.name.position)


def parts_twice(desk: Desk) -> Iterator[Warned]:
    """Parts of `all` and `any` that mean the same as another one, also where it is nested in its like."""
    for condition in _conditions(desk):
        yield from _twice_in(condition)


def _twice_in(condition: Condition) -> Iterator[Warned]:
    parts = tuple(_flat(condition)) if isinstance(condition, All | Any) else _parts(condition)
    if isinstance(condition, All | Any):
        for number in repeated(parts):
            yield warned("part-twice", leaves(parts[number])[0].position)
    for part in parts:
        yield from _twice_in(part)


def _flat(condition: All | Any) -> Iterator[Condition]:
    """The parts, and in place of one of the same kind its own parts."""
    for part in condition.parts:
        if isinstance(part, All | Any) and type(part) is type(condition):
            yield from _flat(part)
        else:
            yield part


def rules_that_bring_and_stop(desk: Desk) -> Iterator[Warned]:
    """Rules that bring an item, and at the same time stop it: by its name, topic or group, or by a limit below it."""
    for rule in desk.knowledge.rules.values():
        for bringing in rule.effects:
            for stopping in rule.effects:
                if isinstance(bringing, Advise | Prefer) and _stops(stopping, bringing):
                    effect, target = stopping.kind, getattr(stopping, "target", bringing.item)
                    yield warned("brings-and-stops", rule.position, item=bringing.item, effect=effect, target=target)


def _stops(effect: Effect, bringing: Advise | Prefer) -> bool:
    """Whether an effect stops the item that another one brings."""
    if isinstance(effect, Limit):
        ranged = bringing.range if isinstance(bringing, Advise) else None
        return effect.item == bringing.item and ranged is not None and effect.at_most < ranged.least
    return effect.side is Side.STOPS and bringing.item in effect.items


def _wanted(condition: Condition, negated: bool = False) -> Iterator[tuple[Is | Within, bool]]:
    """The tests that must all be true, or, where negated, false, for the condition to hold."""
    match condition:
        case All(parts) if not negated:
            for part in parts:
                yield from _wanted(part)
        case Any(parts) if negated:
            for part in parts:
                yield from _wanted(part, True)
        case AtLeast(count, parts) if count == (1 if negated else len(parts)):
            for part in parts:
                yield from _wanted(part, negated)
        case Not(part):
            yield from _wanted(part, not negated)
        case Is() | Within():
            yield condition, negated


def _contradicted(wanted: Iterable[tuple[Is | Within, bool]], vocabulary: Vocabulary) -> tuple[str, ...]:
    """The slots for which no value does what all these tests want."""
    tests: defaultdict[str, list[tuple[Is | Within, bool]]] = defaultdict(list)
    for test, negated in wanted:
        tests[test.slot].append((test, negated))
    return tuple([slot for slot, some in tests.items() if not _possible(some, vocabulary)])


def _possible(wanted: Sequence[tuple[Is | Within, bool]], vocabulary: Vocabulary) -> bool:
    """Whether a value that this slot can have meets these tests, and none of those that are negated."""
    fact = vocabulary.facts.get(wanted[0][0].slot)
    number = fact or vocabulary.scores.get(wanted[0][0].slot)
    bounds = [(test, negated) for test, negated in wanted if isinstance(test, Within)]
    if number and bounds:
        numbers = allowed_numbers([test for test, _ in bounds], number)
        return any(all(test.contains(number) is not negated for test, negated in bounds) for number in numbers)
    values = {option.id for option in fact.options} if fact and fact.kind is Kind.CHOICE else {True, False}
    tests = [(test, negated) for test, negated in wanted if isinstance(test, Is)]
    return any(all((value in test.values) is not negated for test, negated in tests) for value in values)
