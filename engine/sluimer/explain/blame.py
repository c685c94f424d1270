"""Why a condition is what it is, to the tests of answers that keep it so: who would turn it must turn one of them."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from sluimer.knowledge.condition import All, Any, AtLeast, Condition, Is, Known, Leaf, Not, Within
from sluimer.knowledge.vocabulary import Scalar
from sluimer.meaning.logic import Truth, negation
from sluimer.meaning.net import Choice, Part, Wire
from sluimer.meaning.reach import Reach, reached
from sluimer.meaning.truth import Values, truth_of

Mood = frozenset[Truth]
"""What a condition is held to be: one of these truths."""
IS_TRUE: Mood = frozenset([True])
NOT_TRUE: Mood = frozenset([False, None])


def opposite(mood: Mood) -> Mood:
    """What a condition is while its opposite is in this mood."""
    return frozenset(map(negation, mood))


@dataclass(frozen=True, slots=True)
class Support:
    """An answer that keeps something as it is: the one in this slot, while a test of it is in this mood.

    Without a test any other answer in the slot may turn it.
    """

    slot: str
    test: Leaf | None = None
    mood: Mood = IS_TRUE

    def turned_by(self, value: Scalar) -> bool:
        """Whether with this value in the slot the test is no longer in its mood."""
        return self.test is None or truth_of(self.test, {self.slot: value}) not in self.mood


Keeping = frozenset[Support]
NOTHING: Keeping = frozenset()


class Blame:
    """Finds for one person the answers that keep a condition what it is, as few as can be found quickly.

    While all of them stay as they are, missing ones among them, the condition stays so whatever else is answered.
    `said` has all that is known of the person: values of slots, truths of wires, labels of choices.
    """

    def __init__(self, parts: Mapping[str, Part], reach: Reach, said: Values) -> None:
        self._parts = parts
        self._reach = reach
        self._said = said
        self._known: dict[tuple[str, Mood], Keeping] = {}

    def of(self, condition: Condition, mood: Mood) -> Keeping:
        """The answers that keep a condition, which must be so now, in this mood."""
        match condition:
            case All(parts):
                return self._of_parts(parts, mood, len(parts))
            case Any(parts):
                return self._of_parts(parts, mood, 1)
            case AtLeast(count, parts):
                return self._of_parts(parts, mood, count)
            case Not(part):
                return self.of(part, opposite(mood))
            case Is(slot, values) if isinstance(self._parts.get(slot), Choice):
                return self._of_choice(slot, values, True in mood)
            case Is(slot, (value,)) if isinstance(self._parts.get(slot), Wire):
                return self._of_wire(slot, mood if value else opposite(mood))
            case Is(slot) | Within(slot):
                return self._of_test(slot, condition, mood)
            case Known(_, slots):
                return frozenset(Support(slot) for slot in reached(slots, self._reach))

    def _of_test(self, slot: str, test: Leaf, mood: Mood) -> Keeping:
        """The answer itself, and those that another answer would stand in for it."""
        others = frozenset(Support(other) for other in reached([slot], self._reach) if other != slot)
        return others if slot in self._parts else others | {Support(slot, test, mood)}

    def _of_parts(self, parts: Sequence[Condition], mood: Mood, count: int) -> Keeping:
        """Of the parts that are as the mood says those with the fewest answers that suffice to keep the whole so."""
        needed = count if True in mood else len(parts) - count + 1
        fitting = (part for part in parts if truth_of(part, self._said) in mood)
        found = sorted((self.of(part, mood) for part in fitting), key=len)
        return NOTHING.union(*found[: max(0, needed)])

    def _of_wire(self, name: str, mood: Mood) -> Keeping:
        key = (name, mood)
        if key not in self._known:
            wire = self._parts[name]
            assert isinstance(wire, Wire)
            self._known[key] = self.of(wire.condition, mood)
        return self._known[key]

    def _of_choice(self, name: str, labels: Iterable[object], chosen: bool) -> Keeping:
        choice = self._parts[name]
        assert isinstance(choice, Choice)
        if chosen:
            return self._of_chosen(choice)
        wanted = [place for place, (label, _) in enumerate(choice.options) if label in labels]
        return NOTHING.union(*[self._of_missed(choice, place, labels) for place in wanted])

    def _of_chosen(self, choice: Choice) -> Keeping:
        """What keeps the label that is chosen: that its condition is true, and none before it."""
        keeping = NOTHING
        for _, condition in choice.options:
            if truth_of(condition, self._said):
                return keeping | self.of(condition, IS_TRUE)
            keeping |= self.of(condition, NOT_TRUE)
        return keeping

    def _of_missed(self, choice: Choice, place: int, labels: Iterable[object]) -> Keeping:
        """What keeps an option from being chosen: its own condition, or one before it that is true."""
        condition = choice.options[place][1]
        if not truth_of(condition, self._said):
            return self.of(condition, NOT_TRUE)
        before = (one for label, one in choice.options[:place] if label not in labels and truth_of(one, self._said))
        return min((self.of(one, IS_TRUE) for one in before), key=len)
