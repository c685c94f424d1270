"""Every mutant of some knowledge, in the order of what its author wrote."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from sluimer.authoring.mutants.conditions import changed_conditions, one_step_from
from sluimer.authoring.mutants.model import Mutant, MutantKind, MutationPoint, Owner
from sluimer.authoring.mutants.places import WrittenPlaces
from sluimer.knowledge.base import Knowledge
from sluimer.knowledge.condition import Condition, leaves
from sluimer.knowledge.rule import (
    Advise,
    Ask,
    Avoid,
    Conclude,
    Effect,
    Limit,
    Prefer,
    Range,
    Refer,
    Rule,
    Strength,
    Withhold,
)
from sluimer.knowledge.vocabulary import Fact, Implication, Points, Scalar, Score, fact_of
from sluimer.messages import Position


def mutants_of(knowledge: Knowledge) -> tuple[Mutant, ...]:
    """Every mutant of the knowledge of all packs and settings."""
    maker = _Maker(knowledge)
    return tuple(maker.all())


class _Maker:
    """Makes the mutants of some knowledge."""

    def __init__(self, knowledge: Knowledge) -> None:
        self._knowledge = knowledge
        self._vocabulary = knowledge.vocabulary
        self._places = WrittenPlaces(knowledge.files)

    def all(self) -> Iterator[Mutant]:
        """Those of rules, then those of what rules build on, then those of the whole."""
        for rule in self._knowledge.rules.values():
            yield from _conditions(MutationPoint(Owner.RULE, rule.id), rule.condition, rule.position)
            for number, effect in enumerate(rule.effects):
                yield from self._effect(rule, number, effect)
            yield from self._settings(rule)
        for score in self._vocabulary.scores.values():
            yield from self._score(score)
        for fact in self._vocabulary.facts.values():
            for number, one in enumerate(fact.implies):
                yield from self._implied(fact, number, one)
            yield from self._assumed(fact)
        for contradiction in self._vocabulary.declared_contradictions.values():
            point = MutationPoint(Owner.CONTRADICTION, contradiction.id)
            yield from _conditions(point, contradiction.never, contradiction.position)
        for item in self._vocabulary.items.values():
            for member, behind in self._members(item.supersedes):
                point = MutationPoint(Owner.ITEM, item.id, "supersedes")
                left = tuple(one for one in item.supersedes if one not in behind)
                place = self._places.under(item.position, "supersedes", member)
                yield Mutant(MutantKind.SUPERSEDED, point, left, place, member)
        yield from self._whole()

    def _effect(self, rule: Rule, number: int, effect: Effect) -> Iterator[Mutant]:
        point = MutationPoint(Owner.RULE, rule.id, "effect", number)
        target = _target(effect)
        place = self._places.under(rule.position, effect.kind, target)
        yield Mutant(MutantKind.EFFECT, point, None, place, effect)
        for kind, other in self._others(effect):
            yield Mutant(kind, point, other, place, effect, other)

    def _others(self, effect: Effect) -> Iterator[tuple[MutantKind, Effect]]:
        """What an effect may become: one step more or less, or the same of what stands next to its target."""
        match effect:
            case Advise(item, Range() as amounts):
                for other in _other_ranges(amounts):
                    yield MutantKind.AMOUNT, Advise(item, other)
            case Limit(item, at_most):
                for most in one_step_from(at_most):
                    yield MutantKind.AMOUNT, Limit(item, most)
            case Prefer(item, strength):
                yield from ((MutantKind.STRENGTH, Prefer(item, one)) for one in Strength if abs(one - strength) == 1)
        if isinstance(effect, Prefer | Avoid | Refer) or effect == Advise(_target(effect)):
            one = self._vocabulary.items[_target(effect)]
            names = [item.id for item in self._vocabulary.topics[one.topic].items if bool(item.unit) is bool(one.unit)]
            yield from ((MutantKind.NEIGHBOUR, replace(effect, item=name)) for name in _next_to(one.id, names))

    def _settings(self, rule: Rule) -> Iterator[Mutant]:
        for name, options in rule.settings:
            left = tuple(one for one in rule.settings if one[0] != name)
            place = self._places.under(rule.position, "setting", name)
            point = MutationPoint(Owner.RULE, rule.id, "settings")
            yield Mutant(MutantKind.SETTING, point, left, place, name, ", ".join(options))

    def _score(self, score: Score) -> Iterator[Mutant]:
        for number, term in enumerate(score.terms):
            point = MutationPoint(Owner.SCORE, score.id, "term", number)
            for place, (condition, points) in enumerate(term):

                def put(*new: tuple[Condition, int | float], term: Points = term, place: int = place) -> Points:
                    return (*term[:place], *new, *term[place + 1 :])

                where = _first(condition, score.position)
                yield Mutant(MutantKind.PART, point, put(), where, condition)
                for other in one_step_from(points):
                    yield Mutant(MutantKind.POINTS, point, put((condition, other)), where, points, other)
                for one in changed_conditions(condition):
                    new = put((one.whole, points))
                    yield Mutant(one.kind, point, new, _first(one.before, where), one.before, one.after)

    def _implied(self, fact: Fact, number: int, one: Implication) -> Iterator[Mutant]:
        point = MutationPoint(Owner.FACT, fact.id, "implies", number)
        place = _first(one.test, fact.position)
        for slot, value in one.answers:
            then = self._places.under(fact.position, "then", fact_of(slot))
            rest = tuple(each for each in one.answers if each[0] != slot)
            yield Mutant(MutantKind.IMPLIED, point, replace(one, answers=rest) if rest else None, then, slot)
            for other in self._other_values(slot, value):
                turned = tuple((name, other if name == slot else held) for name, held in one.answers)
                yield Mutant(MutantKind.IMPLIED, point, replace(one, answers=turned), then, slot, str(other))
        overrules = self._places.under(fact.position, "overrules") if one.overrules else place
        yield Mutant(MutantKind.OVERRULING, point, replace(one, overrules=not one.overrules), overrules)
        for each in changed_conditions(one.test):
            if leaves(each.whole) and each.kind is not MutantKind.NEGATION:  # neither can be written there
                new = replace(one, test=each.whole)
                yield Mutant(each.kind, point, new, _first(each.before, place), each.before, each.after)

    def _other_values(self, slot: str, value: Scalar) -> tuple[Scalar, ...]:
        """What a slot may hold in place of a value: the opposite, the option next to it, or one step more or less."""
        if isinstance(value, bool):
            return (not value,)
        if isinstance(value, str):
            return _next_to(value, [option.id for option in self._vocabulary.facts[fact_of(slot)].options])
        return one_step_from(value)

    def _assumed(self, fact: Fact) -> Iterator[Mutant]:
        if fact.assume is not None:
            point = MutationPoint(Owner.FACT, fact.id, "assume")
            place = self._places.under(fact.position, "assume")
            for other in (None, *self._other_values(fact.id, fact.assume)):
                yield Mutant(MutantKind.ASSUMED, point, other, place, None, None if other is None else str(other))

    def _whole(self) -> Iterator[Mutant]:
        manifest = self._knowledge.manifest
        scope = manifest.scope.condition
        yield from _conditions(MutationPoint(Owner.SCOPE), scope, self._places.in_manifest(("scope",)))
        effects = (effect for rule in self._knowledge.rules.values() for effect in rule.effects)
        used = {effect.target for effect in effects if isinstance(effect, Withhold)}
        for group, items in manifest.groups.items():
            for member, behind in self._members(items) if group in used else ():
                left = tuple(item for item in items if item not in behind)
                place = self._places.in_manifest(("groups", group), member)
                yield Mutant(MutantKind.GROUP, MutationPoint(Owner.GROUP, group), left, place, member)
        for setting in manifest.settings.values():
            place = self._places.in_manifest(("settings", setting.id, "default"))
            for option in _next_to(setting.default, [one.id for one in setting.options]):
                point = MutationPoint(Owner.SETTING, setting.id, "default")
                yield Mutant(MutantKind.DEFAULT, point, option, place, setting.default, option)

    def _members(self, items: Sequence[str]) -> Iterator[tuple[str, tuple[str, ...]]]:
        """The topics and items that a group was written as: a topic that is in it whole, or an item alone."""
        topics = {item: self._vocabulary.items[item].topic for item in items}
        for topic in dict.fromkeys(topics.values()):
            every = tuple(item.id for item in self._vocabulary.topics[topic].items)
            if {*every} <= {*items}:
                yield topic, every
            else:
                yield from ((item, (item,)) for item in items if topics[item] == topic)


def _conditions(point: MutationPoint, condition: Condition, place: Position) -> Iterator[Mutant]:
    for one in changed_conditions(condition):
        yield Mutant(one.kind, point, one.whole, _first(one.before, place), one.before, one.after)


def _first(condition: Condition, place: Position) -> Position:
    """Where the first test of a condition stands; else the place of the whole."""
    return next((leaf.position for leaf in leaves(condition) if leaf.position.file), place)


def _target(effect: Effect) -> str:
    match effect:
        case Conclude(name) | Ask(name) | Withhold(name, _):
            return name
    return effect.item


def _next_to(name: str, names: Sequence[str]) -> tuple[str, ...]:
    """The name behind another; the one in front of it where it is the last, and none where it is alone."""
    place = names.index(name)
    others = (*names[place + 1 :], *names[:place][::-1])
    return others[:1]


def _other_ranges(amounts: Range) -> Iterator[Range]:
    """A range with one of its ends one step more or less, as long as they are in order."""
    for end in ("least", "most", "start"):
        number = getattr(amounts, end)
        for other in one_step_from(number) if number is not None else ():
            changed = replace(amounts, **{end: other})
            if changed.least <= (changed.least if changed.start is None else changed.start) <= changed.most:
                yield changed
