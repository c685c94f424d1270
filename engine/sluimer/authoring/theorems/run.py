"""All theorems proven and all oddities looked for, step by step, so that who stops it has what was found so far."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from sluimer.authoring.theorems.model import Theorem
from sluimer.authoring.theorems.oddities import Oddity, find_oddities
from sluimer.authoring.theorems.prove import (
    ProofBench,
    Standing,
    Step,
    TheoremResult,
    benches,
    is_about,
    setting_choices,
    together,
)
from sluimer.engines.prove import Person
from sluimer.knowledge.base import Knowledge
from sluimer.read import choose


@dataclass
class ProofRun:
    """What is asked of some knowledge, and what was found of it until now."""

    knowledge: Knowledge
    theorems: Sequence[Theorem]
    known: Mapping[str, Person]
    seconds: float
    looks_at_rules: bool = True
    results: list[TheoremResult] = field(default_factory=list)
    odd: list[Oddity] = field(default_factory=list)
    looked: bool = False

    @property
    def unreached(self) -> tuple[str, ...]:
        """The theorems about which nothing was found yet."""
        reached = {one.theorem.id for one in self.results}
        return tuple(one.id for one in self.theorems if one.id not in reached)

    @property
    def holds(self) -> bool:
        """Whether every theorem is proven."""
        return not self.unreached and all(one.standing is Standing.PROVEN for one in self.results)

    def run(self, step: Step) -> None:
        """Prove each theorem under every choice that it is about, and then look at the rules."""
        whole: list[ProofBench] = []
        found: dict[str, list[TheoremResult]] = {one.id: [] for one in self.theorems}
        for bench in benches(self.knowledge, self.theorems, self.known, self.seconds):
            whole += [bench] if bench.packs is None else []
            for theorem in bench.theorems:
                step(theorem.id)
                found[theorem.id].append(bench.prove(theorem))
                self._conclude(theorem, found[theorem.id])
        if self.looks_at_rules:
            self._look(whole, step)

    def _conclude(self, theorem: Theorem, found: Sequence[TheoremResult]) -> None:
        """Only what was proven under every choice is proven; what somebody breaks under one is known at once."""
        broken = found[-1].standing is Standing.BROKEN
        if theorem.id in self.unreached and (broken or len(found) == self._choices_of(theorem)):
            self.results.append(together(found))

    def _choices_of(self, theorem: Theorem) -> int:
        """Under how many choices of settings a theorem is proven."""
        choices = setting_choices(self.knowledge.manifest.settings, self.theorems)
        return sum(is_about(theorem, settings) for settings in choices)

    def _look(self, whole: Sequence[ProofBench], step: Step) -> None:
        packs = self.knowledge.packs if len(self.knowledge.packs) > 1 else ()
        alone = [ProofBench(choose(self.knowledge, [pack]), (), self.known, self.seconds) for pack in packs]
        self.odd.extend(find_oddities(whole, alone, self.known, step))
        self.looked = True
