"""What unknown rules wait for: the facts whose answers could settle them."""

from collections.abc import Iterable, Mapping

from sluimer.advice.layout import Layout
from sluimer.logic import Truth
from sluimer.truth import Values

NOTHING: frozenset[str] = frozenset()


class Waits:
    """What the rules wait for in one person's case; each rule and finding is looked at once."""

    def __init__(self, layout: Layout, rules: Mapping[str, Truth], values: Values) -> None:
        self._layout = layout
        self._rules = rules
        self._values = values
        self._known: dict[str, frozenset[str]] = {}
        self._in_order: dict[frozenset[str], tuple[str, ...]] = {}

    def of(self, rules: Iterable[str]) -> frozenset[str]:
        """The facts that these unknown rules wait for."""
        known = self._known
        return NOTHING.union(*[known[rule] if rule in known else self._of_rule(rule) for rule in rules])

    def in_order(self, facts: frozenset[str]) -> tuple[str, ...]:
        """Facts in the order in which they are asked."""
        known = self._in_order.get(facts)
        if known is None:
            known = self._in_order[facts] = tuple(sorted(facts, key=self._layout.question_order.__getitem__))
        return known

    def unanswered(self, facts: Iterable[str]) -> frozenset[str]:
        """Those of the facts of which a value is missing."""
        fact_of = self._layout.fact_of_slot
        wanted = set(facts)
        missing = {fact for slot, fact in fact_of.items() if slot not in self._values} if wanted else set()
        return frozenset(wanted & missing)

    def _of_rule(self, rule: str) -> frozenset[str]:
        fact_of = self._layout.fact_of_slot
        slots = self._layout.waiting[rule](self._values)
        facts = frozenset([fact_of[slot] for slot in slots if slot in fact_of])
        findings = [slot for slot in slots if slot not in fact_of]
        waits = facts.union(*[self._of_finding(name) for name in findings]) if findings else facts
        self._known[rule] = waits
        return waits

    def _of_finding(self, finding: str) -> frozenset[str]:
        if finding not in self._known:
            undecided = [rule for rule in self._layout.concluding[finding] if self._rules[rule] is None]
            self._known[finding] = self.of(undecided)
        return self._known[finding]
