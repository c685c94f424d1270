"""Theorems proven for every possible person, or the person nearest to a known case who breaks one."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum
from functools import cached_property
from itertools import product
from math import prod

from sluimer.authoring.cases.model import Expectation, RuleCase
from sluimer.authoring.cases.read import CALLED
from sluimer.authoring.theorems.expected import expectation_of
from sluimer.authoring.theorems.model import Claim, Comparison, Theorem
from sluimer.authoring.theorems.net import APART, TheoremNet, theorem_name
from sluimer.engines.prove import Model, Person, Search, World
from sluimer.engines.prove.terms import NO, Term, every, opposite, some, without
from sluimer.engines.prove.world import alike, no_less_known, unanswered
from sluimer.knowledge.base import Knowledge, Setting
from sluimer.knowledge.condition import Is, leaves
from sluimer.language.block import written
from sluimer.meaning.model import State
from sluimer.meaning.net import CONTRADICTED, barred_name, rule_name, state_name
from sluimer.messages import UndecidedError
from sluimer.read import choose

Step = Callable[[str], None]
"""Is told what is looked at next."""
MOST_CHOICES = 16
"""Combinations of settings that are all looked at; of more, those where one setting differs from the defaults."""


class Standing(StrEnum):
    """How a theorem stands: it is proven, somebody breaks it, it is about nobody, or there was not enough time."""

    PROVEN = "proven"
    BROKEN = "broken"
    ABOUT_NOBODY = "about-nobody"
    UNDECIDED = "not-decided"


@dataclass(frozen=True, slots=True)
class Witness:
    """Somebody who shows something: who answers like a known person but for a few answers.

    `like` is that person's case, empty where it is nobody's; `answers` what there is in each slot, and `before` what
    the known person answered. `more` is what the same person answers who answers more. `fired` are the rules that fire.
    """

    like: str
    answers: Person
    before: Person
    more: Person | None = None
    fired: tuple[str, ...] = ()
    settings: Mapping[str, str] | None = None
    packs: tuple[str, ...] | None = None


@dataclass(frozen=True, slots=True)
class Breach:
    """What of a theorem somebody breaks, in its own words, with the items that are as they must not be, or are not so.

    `expectation` is what a case must expect of that person.
    """

    words: str
    items: tuple[str, ...] = ()
    expectation: Expectation = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class TheoremResult:
    """What came of one theorem; where somebody breaks it, who does and what of it."""

    theorem: Theorem
    standing: Standing
    witness: Witness | None = None
    broken: tuple[Breach, ...] = ()


def nearest_witness(search: Search, world: World, known: Mapping[str, Person]) -> tuple[Witness, Model] | None:
    """Who is nearest to somebody known of all that a search may find, and the model they were found in."""
    model = search.find()
    if model is None:
        return None
    number, model = search.nearest(model)
    name, before = [*known.items()][number]
    unread = {slot: value for slot, value in before.items() if slot not in world.answers}
    return Witness(name, {**unread, **search.person(model, world, before)}, before), model


def known_persons(cases: Iterable[RuleCase]) -> dict[str, Person]:
    """The persons of the cases, each once, and one who answered nothing."""
    found: dict[frozenset[object], tuple[str, Person]] = {frozenset(): ("", {})}
    for case in cases:
        found.setdefault(frozenset(case.person.given.items()), (case.id, case.person.given))
    return dict(found.values())


def setting_choices(settings: Mapping[str, Setting], theorems: Iterable[Theorem] = ()) -> list[dict[str, str]]:
    """The choices of settings that are looked at, the defaults first, and those that these theorems name."""
    default = {name: one.default for name, one in settings.items()}
    options = [[one.default, *(each.id for each in one.options if each.id != one.default)] for one in settings.values()]
    if prod(map(len, options)) <= MOST_CHOICES:
        return [dict(zip(settings, chosen, strict=True)) for chosen in product(*options)]
    others = [{**default, name: option} for name, each in zip(settings, options, strict=True) for option in each[1:]]
    named = [{**default, **dict(theorem.settings)} for theorem in theorems]
    every = [default, *others, *named]
    return [one for number, one in enumerate(every) if one not in every[:number]]


class ProofBench:
    """Some knowledge, as its packs and settings were chosen, with theorems, as it is asked about all persons."""

    def __init__(
        self,
        knowledge: Knowledge,
        theorems: Sequence[Theorem],
        known: Mapping[str, Person],
        seconds: float,
        packs: tuple[str, ...] | None = None,
    ) -> None:
        self.knowledge = knowledge
        self.packs = packs
        self.theorems = theorems
        self._made = TheoremNet(knowledge, theorems)
        self._known = known
        self.seconds = seconds
        self.world = World(self._made.net, knowledge.vocabulary.facts)
        self.search = Search([self.world], seconds, [*known.values()])

    def prove(self, theorem: Theorem) -> TheoremResult:
        """Whether a theorem holds for everybody here."""
        try:
            found = self._of_two(theorem, theorem.comparison) if theorem.comparison else None
            if found and found.standing is not Standing.PROVEN:
                return found
            one = self._of_one(theorem) if theorem.always or theorem.never else None
        except UndecidedError:
            return TheoremResult(theorem, Standing.UNDECIDED)
        return one or found or TheoremResult(theorem, Standing.PROVEN)

    def _of_one(self, theorem: Theorem) -> TheoremResult:
        labels = self._made.broken[theorem.id]
        said = self.world.labels(theorem_name(theorem.id))
        broken = some(said.get(label, NO) for label in labels)
        witness = self.witness(broken)
        if witness is not None:
            found, model = witness
            told = (label for label in labels if label in said and self.search.holds(model, said[label]))
            breaches = (self._breach(labels[label], model) for label in told)
            return TheoremResult(theorem, Standing.BROKEN, found, tuple(breaches))
        about = self.search.find(opposite(said.get(APART, NO)))
        return TheoremResult(theorem, Standing.ABOUT_NOBODY if about is None else Standing.PROVEN)

    def _breach(self, claim: Claim, model: Model) -> Breach:
        """The items in a claim that are as they must never be, or not as they always must be."""
        tests = [leaf for leaf in leaves(claim.condition) if isinstance(leaf, Is) and leaf.slot in self._items]
        wrong = (leaf for leaf in tests if self.search.holds(model, self.world.truth(leaf)[0]) is not claim.always)
        items = tuple(dict.fromkeys(self._items[leaf.slot] for leaf in wrong))
        return Breach(claim.words, items, expectation_of(claim, items, self.knowledge))

    @cached_property
    def _items(self) -> Mapping[str, str]:
        """The items by the names of their states in the net."""
        return {state_name(item): item for item in self.knowledge.vocabulary.items}

    def witness(self, term: Term) -> "tuple[Witness, Model] | None":
        """Who is nearest to somebody known of all of whom a term holds, and the model they were found in."""
        with self.search.given([term]):
            return self._nearest(self.search)

    def _nearest(self, search: Search) -> "tuple[Witness, Model] | None":
        found = nearest_witness(search, self.world, self._known)
        if found is None:
            return None
        witness, model = found
        fires = {rule: self.world.truth(Is(rule_name(rule), (True,)))[0] for rule in self.knowledge.rules}
        fired = tuple(rule for rule, term in fires.items() if search.holds(model, term))
        return replace(witness, fired=fired, settings=self.knowledge.settings, packs=self.packs), model

    @cached_property
    def _other(self) -> World:
        """Somebody who answers more than the person in the first world."""
        return World(self._made.net, self.knowledge.vocabulary.facts, "more")

    @cached_property
    def _both(self) -> Search:
        return Search([self.world, self._other], self.seconds, [*self._known.values()])

    def _of_two(self, theorem: Theorem, compared: Comparison) -> TheoremResult:
        broken = self._lost(compared)
        labels = self.world.labels(theorem_name(theorem.id))
        about = opposite(labels.get(APART, NO))
        with self._both.given([about, *self._related(compared)]):
            if self._both.find(self._at_stake(compared)) is None:
                return TheoremResult(theorem, Standing.ABOUT_NOBODY)
            with self._both.given([some(broken.values())]):
                found = self._nearest(self._both)
        if found is None:
            return TheoremResult(theorem, Standing.PROVEN)
        witness, model = found
        lost = [(key, item) for (key, item), term in broken.items() if self._both.holds(model, term)]
        more = {**witness.answers, **self._both.person(model, self._other, witness.answers)}
        return TheoremResult(theorem, Standing.BROKEN, replace(witness, more=more), _breaches(lost))

    def _related(self, compared: Comparison) -> Iterator[Term]:
        """How the answers of the one who answers more go with those of the other."""
        slots = {slot for fact in compared.answered for slot in self.knowledge.vocabulary.facts[fact].slots}
        one, other = self.world, self._other
        for slot in one.answers:
            if slot in slots:
                yield unanswered(one.answers[slot])
            elif slots:
                yield alike(one.answers[slot], other.answers[slot])
            else:
                yield no_less_known(one.answers[slot], other.answers[slot])
                yield no_less_known(one.values[slot], other.values[slot])
        yield opposite(without(self._contradicted(other), self._contradicted(one)))

    def _at_stake(self, compared: Comparison) -> Term:
        """That there is anything to keep, or to be added."""
        kept = (_given(self.world, item) for item in (*compared.keeps, *compared.keeps_range))
        return some((*kept, *(_given(self._other, item) for item in compared.adds_none_of)))

    def _contradicted(self, world: World) -> Term:
        return world.truth(Is(CONTRADICTED, (True,)))[0]

    def _lost(self, compared: Comparison) -> dict[tuple[str, str], Term]:
        """For each key and item that it is broken: the one who answers more has less, or what is not to be added."""
        one, other = self.world, self._other
        kept = {("keeps", item): without(_given(one, item), self._still(item)) for item in compared.keeps}
        added = {
            ("adds_none_of", item): without(_given(other, item), _given(one, item)) for item in compared.adds_none_of
        }
        lower = {
            ("keeps_range", item): some(
                every((without(one.truth(step)[0], other.truth(step)[0]), _given(other, item)))
                for step in self._made.never_lower[item]
            )
            for item in compared.keeps_range
        }
        return {**kept, **added, **lower}

    def _still(self, item: str) -> Term:
        """That an item is given too to who answers more, or withheld by what takes its place or cannot wait alone."""
        other = self._other
        barred = other.truth(Is(barred_name(item), (True,)))[0]
        return some((_given(other, item), without(other.label(state_name(item), State.WITHHELD), barred)))


def _breaches(lost: Iterable[tuple[str, str]]) -> tuple[Breach, ...]:
    """What is lost or added, by the key that says that it must not be."""
    by_key: dict[str, list[str]] = {}
    for key, item in lost:
        by_key.setdefault(key, []).append(item)
    wanted = {"keeps": State.GIVEN, "keeps_range": State.GIVEN, "adds_none_of": State.WITHHELD}
    return tuple(
        Breach(f"{key}: {written(items)}", tuple(items), {CALLED[wanted[key]]: items}) for key, items in by_key.items()
    )


def _given(world: World, item: str) -> Term:
    return world.label(state_name(item), State.GIVEN)


def benches(
    knowledge: Knowledge, theorems: Sequence[Theorem], known: Mapping[str, Person], seconds: float
) -> Iterator[ProofBench]:
    """A bench for each choice of settings with all packs, and one for each other choice that a theorem is about."""
    for packs in dict.fromkeys((None, *(theorem.packs for theorem in theorems))):
        for settings in setting_choices(knowledge.manifest.settings, theorems):
            about = [one for one in theorems if one.packs == packs and is_about(one, settings)]
            if about or packs is None:
                yield ProofBench(choose(knowledge, packs, settings), about, known, seconds, packs)


def is_about(theorem: Theorem, settings: Mapping[str, str]) -> bool:
    """Whether a theorem is about these settings."""
    return all(settings[name] == option for name, option in theorem.settings)


def together(results: Sequence[TheoremResult]) -> TheoremResult:
    """What comes of one theorem from what came of it under each choice of settings: the worst of it."""
    worst = (Standing.BROKEN, Standing.UNDECIDED, Standing.PROVEN, Standing.ABOUT_NOBODY)
    return min(results, key=lambda one: worst.index(one.standing))
