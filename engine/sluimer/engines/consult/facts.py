"""Facts as the bits of a whole number, in the order in which they are asked."""

from collections import defaultdict
from collections.abc import Iterable

from sluimer.knowledge.base import Knowledge
from sluimer.meaning.net import rule_name
from sluimer.meaning.reach import Reach

_BYTE = 255


class Facts:
    """The facts of a knowledge base, each with a bit of its own; the lowest is asked first."""

    def __init__(self, ordered: Iterable[str]) -> None:
        self._ordered = tuple(ordered)
        self._bits = {fact: 1 << place for place, fact in enumerate(self._ordered)}
        self._bytes: dict[tuple[int, int], tuple[str, ...]] = {}

    def bits(self, facts: Iterable[str]) -> int:
        """These facts as a number."""
        found = 0
        for fact in facts:
            found |= self._bits[fact]
        return found

    def named(self, bits: int) -> tuple[str, ...]:
        """The facts in a number, in the order in which they are asked."""
        found: list[str] = []
        place = 0
        while bits:
            passed = (bits & -bits).bit_length() - 1 >> 3
            bits >>= passed << 3
            found += self._in_byte(place + passed, bits & _BYTE)
            bits >>= 8
            place += passed + 1
        return tuple(found)

    def _in_byte(self, place: int, byte: int) -> tuple[str, ...]:
        known = self._bytes.get((place, byte))
        if known is None:
            some = self._ordered[place << 3 : (place + 1) << 3]
            known = self._bytes[place, byte] = tuple(fact for at, fact in enumerate(some) if byte >> at & 1)
        return known


def in_order(knowledge: Knowledge, reach: Reach) -> tuple[str, ...]:
    """Facts that more rules depend on come first; then by id, so that no order of files matters."""
    rules_of: defaultdict[str, set[str]] = defaultdict(set)
    for rule in knowledge.rules:
        for slot in reach[rule_name(rule)]:
            rules_of[slot].add(rule)

    def decides(fact: str) -> int:
        return len(set[str]().union(*(rules_of[slot] for slot in knowledge.vocabulary.facts[fact].slots)))

    return tuple(sorted(knowledge.vocabulary.facts, key=lambda fact: (-decides(fact), fact)))
