"""Whether anybody could notice a mutant, under any choice of packs and settings: somebody who would, or a proof."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from random import Random

from sluimer.authoring.mutants.advice_tests import AdviceTests
from sluimer.authoring.mutants.model import Mutant
from sluimer.authoring.mutants.mutated import mutated
from sluimer.authoring.mutants.superpose import superposed, switch_name
from sluimer.authoring.mutants.trial import Trial
from sluimer.authoring.theorems.prove import Witness, nearest_witness, setting_choices
from sluimer.authoring.theorems.switches import switch_facts
from sluimer.authoring.versions.difference import advice_differs, same_person
from sluimer.engines.prove import Model, Person, Search, World
from sluimer.engines.prove.terms import Term, differs, some
from sluimer.engines.prove.world import same_answers
from sluimer.knowledge.base import Knowledge
from sluimer.knowledge.condition import ALWAYS, Is, Within, leaves
from sluimer.knowledge.vocabulary import Kind, Scalar, allowed_numbers
from sluimer.meaning.from_rules import make_net
from sluimer.meaning.net import Completion, Filling, Net
from sluimer.read import choose


@dataclass(frozen=True, slots=True)
class ChosenPacks:
    """Which packs have a say, where None is all of them, and under which settings."""

    packs: tuple[str, ...] | None
    settings: tuple[tuple[str, str], ...]

    def has(self, mutant: Mutant, knowledge: Knowledge) -> bool:
        """Whether what is changed has a say in it."""
        return self.packs is None or mutant.pack(knowledge) in ("", *self.packs)


def choices_of(knowledge: Knowledge) -> list[ChosenPacks]:
    """All packs under every choice of settings, the defaults first, and each pack alone under them."""
    packs = [None, *((pack,) for pack in knowledge.packs if len(knowledge.packs) > 1)]
    settings = [tuple(one.items()) for one in setting_choices(knowledge.manifest.settings)]
    return [ChosenPacks(some_packs, some_settings) for some_packs in packs for some_settings in settings]


class NoticeBench:
    """Some mutants under one choice, beside everybody; `known` are persons by the names of their cases."""

    def __init__(
        self,
        whole: Knowledge,
        choice: ChosenPacks,
        mutants: Mapping[int, Mutant],
        known: Mapping[str, Person],
        seconds: float,
    ) -> None:
        self.choice = choice
        self.mutants = mutants
        self._chosen = choose(whole, choice.packs, dict(choice.settings))
        self._whole = whole
        self._known = known
        self._seconds = seconds

    def seen_by(self, persons: Sequence[Person], numbers: Sequence[int]) -> Iterator[int]:
        """The mutants of which somebody among these persons is told otherwise."""
        trial = Trial(self._whole, self._chosen, self.mutants, persons)
        yield from (number for number, reading in trial.read(numbers) if reading.otherwise)

    def notices(self, mutant: int) -> Model | None:
        """Somebody who is told otherwise by a mutant, or None where nobody is; raises UndecidedError."""
        search, _, other = self._worlds
        return search.find(*self._switched(other, mutant))

    def nearest(self, mutant: int) -> Witness:
        """Who is told otherwise and is nearest to somebody known; somebody must be. Raises UndecidedError."""
        search, one, other = self._worlds
        with search.given(self._switched(other, mutant)):
            found = nearest_witness(search, one, self._known)
        assert found is not None
        switches = {*map(switch_name, self.mutants)}
        answers = {slot: value for slot, value in found[0].answers.items() if slot not in switches}
        return replace(found[0], answers=answers, settings=self._chosen.settings, packs=self.choice.packs)

    def _switched(self, world: World, mutant: int) -> Iterator[Term]:
        """That this mutant counts and no other."""
        for number in self.mutants:
            yield same_answers(world.answers[switch_name(number)], True if number == mutant else None)

    @cached_property
    def _worlds(self) -> tuple[Search, World, World]:
        """A person beside the knowledge as it is, and the same person beside mutants of it, who is told otherwise."""
        made = superposed(self._whole, self._chosen, self.mutants)
        tests = AdviceTests(made.net, made.asked)
        told = [Is(tests.name(condition), (True,)) for condition in tests.told()]
        net = tests.net
        facts = {**self._chosen.vocabulary.facts, **switch_facts(map(switch_name, self.mutants))}
        one, other = same_person((_switched_off(net, self.mutants), facts), (net, facts))
        search = Search([one, other], self._seconds, [*self._known.values()])
        search.add(some(differs(one.truth(each)[0], other.truth(each)[0]) for each in told))
        return search, one, other


def _switched_off(net: Net, mutants: Mapping[int, Mutant]) -> Net:
    """A net in which no mutant counts, whatever its switch says."""
    names = {*map(switch_name, mutants)}
    off = (Filling(ALWAYS, False, overrules=True),)
    completions = (Completion(one.slot, off) if one.slot in names else one for one in net.completions)
    return replace(net, completions=tuple(completions))


def default_matters(whole: Knowledge, mutant: Mutant, seconds: float) -> bool:
    """Whether anybody is told otherwise where another option of a setting counts; raises UndecidedError."""
    versions = [choose(one) for one in (whole, mutated(whole, mutant))]
    one, other = same_person(*((make_net(each), each.vocabulary.facts) for each in versions))
    return Search([one, other], seconds).find(some(advice_differs(one, other))) is not None


def some_persons(knowledge: Knowledge, known: Sequence[Person], count: int, seed: int = 0) -> list[Person]:
    """Known persons with a few answers otherwise, and persons of whom each answer is drawn; always the same ones."""
    luck, domains = Random(seed), _domains(knowledge)  # noqa: S311  # nothing secret
    found: list[Person] = []
    for number in range(count):
        person: dict[str, Scalar] = dict(luck.choice(known)) if known and number % 4 else {}
        slots = luck.sample([*domains], min(len(domains), luck.randint(1, 3))) if person else [*domains]
        for slot in slots:
            value = luck.choice(domains[slot])
            if value is None:
                person.pop(slot, None)
            else:
                person[slot] = value
        found.append(person)
    return found


def _domains(knowledge: Knowledge) -> dict[str, Sequence[Scalar | None]]:
    """What each slot may hold, and nothing; numbers at the bounds that any rule tests, between and beyond them."""
    tests = [leaf for rule in knowledge.rules.values() for leaf in leaves(rule.condition) if isinstance(leaf, Within)]
    found: dict[str, Sequence[Scalar | None]] = {}
    for fact in knowledge.vocabulary.facts.values():
        match fact.kind:
            case Kind.NUMBER:
                values: list[Scalar | None] = [*allowed_numbers([one for one in tests if one.slot == fact.id], fact)]
            case Kind.CHOICE:
                values = [option.id for option in fact.options]
            case _:
                values = [True, False]
        found |= {slot: [*values, None] for slot in fact.slots}
    return found
