"""All mutants beside all cases, step by step, so that who stops it has what was found so far."""

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property

from sluimer.authoring.cases.model import Expectation, RuleCase
from sluimer.authoring.cases.run import Batch, CaseResult, batches, run_cases
from sluimer.authoring.mutants.make import mutants_of
from sluimer.authoring.mutants.model import Mutant, MutantKind
from sluimer.authoring.mutants.mutated import mutated
from sluimer.authoring.mutants.notice import ChosenPacks, NoticeBench, choices_of, default_matters, some_persons
from sluimer.authoring.mutants.offer import facts_asked, meanings_beside, missing_expectations, missing_questions
from sluimer.authoring.mutants.trial import Trial
from sluimer.authoring.theorems.prove import Witness, known_persons
from sluimer.case import CaseReader
from sluimer.engines.prove import Person
from sluimer.knowledge.base import Knowledge
from sluimer.language.files import CASES_ENDING
from sluimer.messages import UndecidedError
from sluimer.read import choose

MOST_CASES = 5
"""Cases that are looked at for something to expect."""
MOST_ASKED = 100
"""Persons who are consulted to find one of whom something is no longer asked."""
MOST_TRIED = 1_000
"""Persons who are tried before anything is proven."""


@dataclass(frozen=True, slots=True)
class Survivor:
    """A mutant that no case notices, and what would: a case that expects this too, or somebody who is no case yet."""

    mutant: Mutant
    case: RuleCase | None = None
    witness: Witness | None = None
    expectation: Expectation = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class PackScore:
    """How many mutants of a pack, or of what is of all packs, were noticed by a case, of those that could be."""

    pack: str
    noticed: int
    noticeable: int

    @property
    def percent(self) -> float:
        """How many, from 0 to 100."""
        return 100 * self.noticed / self.noticeable if self.noticeable else 100.0


@dataclass
class MutationRun:
    """The mutants of some knowledge, and what was found of each until now, by its number."""

    knowledge: Knowledge
    cases: Sequence[RuleCase]
    seconds: float
    words: str = ""
    mutants: dict[int, Mutant] = field(default_factory=dict)
    killed: dict[int, RuleCase] = field(default_factory=dict)
    shown: dict[int, list[RuleCase]] = field(default_factory=dict)
    survivors: dict[int, Survivor] = field(default_factory=dict)
    equal: set[int] = field(default_factory=set)
    undecided: set[int] = field(default_factory=set)

    def __post_init__(self) -> None:
        wanted = self.words.split()
        every = enumerate(mutants_of(self.knowledge))
        self.mutants = {number: one for number, one in every if all(word in _looked_for(one) for word in wanted)}

    @property
    def alive(self) -> list[int]:
        """The mutants that no case has noticed until now."""
        return [number for number in self.mutants if number not in self.killed]

    @property
    def unreached(self) -> list[int]:
        """The mutants of which it is not known yet whether anybody could notice them."""
        return [one for one in self.alive if not (one in self.survivors or one in self.equal or one in self.undecided)]

    def scores(self, allowed: Collection[Survivor] = ()) -> list[PackScore]:
        """The score of each pack, and of what is of all packs; what is allowed counts for nothing."""
        kept = {number for number, one in self.survivors.items() if one not in allowed}
        counted = {*self.killed, *kept, *self.undecided}
        packs = {number: self.mutants[number].pack(self.knowledge) for number in counted}
        noticed, every = Counter(packs[number] for number in self.killed), Counter(packs.values())
        return [
            PackScore(pack, noticed[pack], every[pack])
            for pack in (*self.knowledge.manifest.packs, "")
            if pack in packs.values()
        ]

    def run(self, step: Callable[[str, int, int], None]) -> None:
        """Try the cases on every mutant, and look for persons who notice those that no case does."""
        self._try_cases(step)
        shown = self._switchable(self.shown)
        for place, number in enumerate(shown):
            step("persons", place, len(shown))
            self._survives(number)
        self._look_for_persons(step)

    def _switchable(self, numbers: Iterable[int]) -> dict[int, Mutant]:
        """Those of some mutants that are no default, which is chosen before there is a net, and were not noticed."""
        left = (number for number in numbers if number not in self.killed)
        return {one: self.mutants[one] for one in left if self.mutants[one].kind is not MutantKind.DEFAULT}

    def _try_cases(self, step: Callable[[str, int, int], None]) -> None:
        groups = batches(self.cases, self.knowledge)
        for place, batch in enumerate(groups):
            step("cases", place, len(groups))
            left = self._switchable(self.mutants)
            persons, expected = [case.person.given for case in batch.cases], [case.expected for case in batch.cases]
            trial = Trial(self.knowledge, batch.knowledge, left, persons, expected)
            for number, reading in trial.read([*left]):
                if reading.failing:
                    self.killed[number] = next(_cases_in(batch, reading.failing))
                elif reading.otherwise:
                    self.shown.setdefault(number, []).extend(_cases_in(batch, reading.otherwise))

    def _survives(self, number: int, witness: Witness | None = None) -> None:
        """A mutant that somebody notices, unless some case does that expects more than a net says."""
        mutant = self.mutants[number]
        some = [one for one in self.cases if mutant.kind is MutantKind.DEFAULT or _asks_for_more(one)]
        failed = next((one.case for one in run_beside(some, mutated(self.knowledge, mutant)) if not one.passed), None)
        if failed:
            self.killed[number] = failed
        elif witness:
            self.survivors[number] = self._with_a_person(number, witness)
        else:
            self.survivors[number] = self._with_a_case(number)

    def _with_a_person(self, number: int, witness: Witness) -> Survivor:
        """A mutant that somebody shows; what is asked may be asked of that person for another reason, then others."""
        mutant, choice = self.mutants[number], ChosenPacks(witness.packs, tuple((witness.settings or {}).items()))
        asking = facts_asked(mutant, self.knowledge)
        for person in (witness.answers, *(self._crowd[:MOST_ASKED] if asking else ())):
            for expectation in self._missing(number, choice, person):
                shown = witness if person is witness.answers else replace(witness, like="", answers=person, before={})
                return Survivor(mutant, None, shown, expectation)
        return Survivor(mutant)

    def _with_a_case(self, number: int) -> Survivor:
        """A mutant that the person of some case shows, with what that case must expect; those beside the rule first."""
        mutant = self.mutants[number]
        beside = mutant.position.file.removesuffix(".yaml") + CASES_ENDING
        for case in sorted(self.shown.get(number, ()), key=lambda one: one.position.file != beside)[:MOST_CASES]:
            for expectation in self._missing(number, ChosenPacks(case.packs, case.settings), case.person.given):
                return Survivor(mutant, case, None, expectation)
        return Survivor(mutant)

    def _missing(self, number: int, choice: ChosenPacks, person: Person) -> Iterator[Expectation]:
        """What a person is told or asked now, and would not be any more."""
        mutant = self.mutants[number]
        chosen = choose(self.knowledge, choice.packs, dict(choice.settings))
        if mutant.kind is not MutantKind.DEFAULT:
            yield from missing_expectations(*meanings_beside(self.knowledge, chosen, number, mutant, person), chosen)
        if facts := facts_asked(mutant, self.knowledge):
            other = choose(mutated(self.knowledge, mutant), choice.packs, dict(choice.settings))
            yield from ({"asks": [fact]} for fact in missing_questions(facts, person, chosen, other))

    def _look_for_persons(self, step: Callable[[str, int, int], None]) -> None:
        known = known_persons(self.cases)
        for number in self.unreached:
            if self.mutants[number].kind is MutantKind.DEFAULT:
                self._look_at_default(number)
        for choice in choices_of(self.knowledge):
            left = {
                one: each for one, each in self._switchable(self.unreached).items() if choice.has(each, self.knowledge)
            }
            if left:
                self._look_under(NoticeBench(self.knowledge, choice, left, known, self.seconds), step)
        self.equal |= {*self.unreached}

    def _look_at_default(self, number: int) -> None:
        try:
            if default_matters(self.knowledge, self.mutants[number], self.seconds):
                self._survives(number)
        except UndecidedError:
            self.undecided.add(number)

    def _look_under(self, bench: NoticeBench, step: Callable[[str, int, int], None]) -> None:
        """Under one choice: some persons first, and proofs for what none of them notices."""
        left, seen = [*bench.mutants], set(bench.seen_by(self._crowd, [*bench.mutants]))
        for place, number in enumerate(left):
            step("persons", place, len(left))
            try:
                if number in seen or bench.notices(number):
                    self._survives(number, bench.nearest(number))
            except UndecidedError:
                self.undecided.add(number)

    @cached_property
    def _crowd(self) -> list[Person]:
        return some_persons(self.knowledge, [*known_persons(self.cases).values()], MOST_TRIED)


def run_beside(cases: Iterable[RuleCase], knowledge: Knowledge) -> tuple[CaseResult, ...]:
    """The results of cases whose answers are read again, since other knowledge may complete them otherwise."""
    reader = CaseReader(knowledge.vocabulary)
    return run_cases([replace(case, person=reader.read_mapping(case.answers)) for case in cases], knowledge)


def _cases_in(batch: Batch, persons: int) -> Iterator[RuleCase]:
    """The cases whose person is in a plane."""
    return (case for number, case in enumerate(batch.cases) if persons >> number & 1)


def _asks_for_more(case: RuleCase) -> bool:
    """Whether a case expects what a net does not say: questions, or texts that are not told."""
    return bool(case.expected.asks or case.expected.untold)


def _looked_for(mutant: Mutant) -> str:
    return f"{mutant.position.file} {mutant.point.name}"
