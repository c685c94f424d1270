"""Who is told otherwise and what, in the tests of the rule that was changed, with somebody as an example."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from sluimer.authoring.versions.cells import OTHER, AnswerCell, cells_of
from sluimer.authoring.versions.change import Amendment, ChangeKind, Presence
from sluimer.authoring.versions.compare import PersonClass
from sluimer.authoring.versions.move import AdviceMove
from sluimer.authoring.versions.note import ClassExample, ReleaseNote
from sluimer.authoring.versions.tell_move import TONES, MoveTeller
from sluimer.authoring.versions.turn import Turn
from sluimer.authoring.versions.voices import Voices
from sluimer.knowledge.base import SCOPE
from sluimer.knowledge.condition import Condition, Within
from sluimer.knowledge.vocabulary import Scalar
from sluimer.tell.outline import Line, Outline, Tone, bullets, deeper
from sluimer.tell.speaker import Speaker

_REST: Mapping[Scalar | None, str] = {True: "cell-true-rest", False: "cell-false-rest", None: "cell-unknown-rest"}


@dataclass(frozen=True, slots=True)
class ClassTeller:
    """Tells classes of persons."""

    note: ReleaseNote
    voices: Voices
    full: bool = False

    def tell(self, one: PersonClass, alone: bool) -> Outline:
        """Who it is, what moves, and an example; the tests are told where the change stands `alone` above it."""
        told = [*deeper(self._moves(one.moves))]
        if example := self.note.examples.get(one):
            told.append(Line(self._example(example), 1, Tone.QUIET))
        return (*self._who(one, alone), *told)

    def _who(self, one: PersonClass, alone: bool) -> Iterator[Line]:
        if len(one.turns) != 1:
            yield from (Line(f"{self.voices.name(change)}: {self.turn(turn)}", mark="-") for change, turn in one.turns)
            return
        said, cells = self.who(one), self.cells(one) if alone else []
        yield Line(f"{said}: {cells[0]}" if len(cells) == 1 else said)
        yield from bullets(cells if len(cells) > 1 else ())

    def who(self, one: PersonClass) -> str:
        """How the change turned for them, and whether they answered what only one version asks."""
        [(_, turn)] = one.turns
        if one.answered is None:
            return self.turn(turn)
        facts = "; ".join(self.voices.of_slot(name).name(name) for name in self.note.bench.only_facts)
        return (
            f"{self.turn(turn)}; {self.voices.say('diff-answered' if one.answered else 'diff-unanswered', facts=facts)}"
        )

    def turn(self, turn: Turn) -> str:
        """A turn in words."""
        return self.voices.say(f"turn-{turn.was}-{turn.now}")

    def cells(self, one: PersonClass) -> list[str]:
        """The answers of who falls under a turn of a condition that was changed, in its own tests."""
        [(change, turn)] = one.turns
        told = change.standing is Presence.CHANGED and turn.was != turn.now
        if not told or change.kind not in (ChangeKind.RULE, ChangeKind.SCOPE):
            return []
        old, new = (_condition(change, speaker) for speaker in (self.voices.before, self.voices.now))
        return [self._cell(cell) for cell in cells_of(old, new, turn)]

    def _cell(self, cell: AnswerCell) -> str:
        return "; ".join(self._kind(slot, values, cell) for slot, values in cell.values.items())

    def _kind(self, slot: str, values: tuple[Scalar | None, ...], cell: AnswerCell) -> str:
        """The values of one slot that are meant, or how a part stands that both conditions have."""
        if slot in cell.wholes:
            return self.voices.say("cell-rest", truth=self._either(self.voices.say(_REST[value]) for value in values))
        unknown = [self.voices.say("not-known-test")] if None in values else []
        return f"{self.voices.of_slot(slot).name(slot)}: {self._either([*self._values(slot, values, cell), *unknown])}"

    def _values(self, slot: str, values: tuple[Scalar | None, ...], cell: AnswerCell) -> Iterator[str]:
        speaker = self.voices.of_slot(slot)
        if numbers := cell.numbers.get(slot):
            fact = speaker.knowledge.vocabulary.facts.get(slot)
            unit = speaker.unit(fact.unit) if fact else ""
            yield from (f"{speaker.wanted(test)} {unit}".rstrip() for test in _runs(slot, numbers, values))
        else:
            named = (value for value in values if value is not None)
            yield from (self.voices.say("cell-other") if one == OTHER else speaker.value(slot, one) for one in named)

    def _either(self, said: Iterable[str]) -> str:
        return self.voices.now.joined("or", [*said])

    def _moves(self, moves: Iterable[AdviceMove]) -> Iterator[Line]:
        teller = MoveTeller(self.voices, self.full)
        yield from (Line(teller.told(one), 0, TONES[one.direction], "-") for one in teller.lines(moves))

    def _example(self, one: ClassExample) -> str:
        answers = "; ".join(self._answers(one))
        key = "diff-example-like" if answers and one.like else "diff-example" if answers else "diff-example-is"
        return self.voices.say(key, name=one.like, answers=answers)

    def _answers(self, one: ClassExample) -> Iterator[str]:
        """The answers that are otherwise than those of a known person."""
        for slot in {**one.before, **one.answers}:
            if one.before.get(slot) != one.answers.get(slot):
                speaker = self.voices.of_slot(slot)
                there = slot in one.answers
                said = speaker.value(slot, one.answers[slot]) if there else self.voices.say("diff-no-answer")
                yield f"{speaker.name(slot)}: {said}"


def _condition(change: Amendment, speaker: Speaker) -> Condition:
    known = speaker.knowledge
    return known.manifest.scope.condition if change.id == SCOPE else known.rules[change.id].condition


def _runs(slot: str, numbers: tuple[float, ...], values: tuple[Scalar | None, ...]) -> Iterator[Within]:
    """The bounds that numbers lie within, for each run of numbers next to each other."""
    start = None
    for place in range(len(numbers) + 1):
        if place < len(numbers) and numbers[place] in values:
            start = place if start is None else start
        elif start is not None:
            yield _bounds(slot, numbers, start, place - 1)
            start = None


def _bounds(slot: str, numbers: tuple[float, ...], first: int, last: int) -> Within:
    """From the first number to the last; every other number is an end, and those between stand for all between."""
    ends, lower, upper = len(numbers) - 1, first % 2 == 1, last % 2 == 1
    return Within(
        slot,
        at_least=numbers[first] if lower else None,
        above=numbers[first - 1] if first and not lower else None,
        at_most=numbers[last] if upper else None,
        below=numbers[last + 1] if last < ends and not upper else None,
    )
