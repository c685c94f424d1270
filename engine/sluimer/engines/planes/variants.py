"""One person who might answer otherwise: each set of other answers is one bit in the planes."""

from collections import defaultdict
from collections.abc import Mapping, Sequence

from sluimer.engines.planes.run import Person, Plane, PlaneReading, Planes
from sluimer.knowledge.vocabulary import Scalar


class Variants:
    """A person, and answers that may take the place of theirs, each with the values that it puts in slots.

    Two answers that go together put no different values in one slot, but for a yes where the other puts a no.
    """

    def __init__(self, planes: Planes, person: Person, answers: Sequence[Mapping[str, Scalar]]) -> None:
        self._planes = planes
        self._before = frozenset(place for slot, value in person.items() for place in planes.places_for(slot, value))
        turning: defaultdict[int, list[int]] = defaultdict(list)
        for number, answer in enumerate(answers):
            for slot, value in answer.items():
                for place in {*planes.places_for(slot, value)} ^ {*planes.places_for(slot, person.get(slot))}:
                    turning[place].append(number)
        self._turning = dict(turning)

    def run(self, who: Sequence[Plane], count: int) -> PlaneReading:
        """What the net says of so many variants of the person, of whom those in its plane in `who` give an answer."""
        ones = (1 << count) - 1
        rows = [ones if place in self._before else 0 for place in range(len(self._planes.inputs))]
        for place, numbers in self._turning.items():
            turned = 0
            for number in numbers:
                turned |= who[number]
            rows[place] ^= turned
        return self._planes.run_rows(count, rows)
