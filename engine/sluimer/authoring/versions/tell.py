"""A release note in words: the verdict first, then each change with whom it moves, and then the texts."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from sluimer.authoring.versions.cells import OTHER, AnswerCell, cells_of
from sluimer.authoring.versions.change import Change, ChangeKind, Standing
from sluimer.authoring.versions.compare import PersonClass
from sluimer.authoring.versions.move import Aspect, Direction, Label, Move, direction_of
from sluimer.authoring.versions.note import ChangeGroup, ClassExample, ReleaseNote
from sluimer.authoring.versions.turn import Turn
from sluimer.authoring.versions.wording import WordingChange, plain_wording
from sluimer.knowledge.base import SCOPE
from sluimer.knowledge.condition import ALWAYS, Condition, Within
from sluimer.knowledge.rule import Rule
from sluimer.knowledge.vocabulary import Scalar, fact_of
from sluimer.tell.outline import Line, Outline, Tone, bullets, deeper, parted, section
from sluimer.tell.rule import condition_lines, tell_score
from sluimer.tell.speaker import Speaker

MOST_ITEMS = 8
"""Items that are named for one move, unless all are asked for."""
TONES = {Direction.RISKIER: Tone.FAILS, Direction.SAFER: Tone.HOLDS, Direction.OTHER: Tone.PLAIN}


@dataclass(frozen=True, slots=True)
class NoteTeller:
    """Tells a release note, what was by the speaker of the old version, what is by that of the new one."""

    note: ReleaseNote
    before: Speaker
    now: Speaker
    full: bool = False

    def tell(self) -> Outline:
        """All of it."""
        return parted(
            tuple(self._verdict()),
            *(self._group(group) for group in self.note.groups),
            self._idle(),
            self._asked(),
            self._wording(),
        )

    def verdict(self) -> str:
        """Whether anybody's advice changes, in one line."""
        counts = self.note.counts
        if not self.note.run.classes:
            return self._say("diff-nobody" if self.note.complete else "diff-nobody-undecided")
        standing = ", ".join(self._say(f"diff-count-{one}", count=counts[one]) for one in Direction if counts[one])
        return self._say("diff-changes", count=sum(counts.values()), standing=standing)

    def _say(self, key: str, /, **places: object) -> str:
        return self.now.say(key, **places)

    def _verdict(self) -> Iterator[Line]:
        note, moved = self.note, bool(self.note.run.classes)
        riskier = note.counts[Direction.RISKIER]
        tone = Tone.FAILS if riskier else Tone.UNSURE if moved or not note.complete else Tone.HOLDS
        yield Line(self.verdict(), tone=tone)
        for group in note.groups:
            if group.direction is Direction.RISKIER:
                for change in group.changes[:MOST_ITEMS] if group.classes[0].turns else ():
                    yield Line(self._say("diff-riskier", what=self._what(change)), 1, Tone.FAILS, "-")
        if moved and note.complete:
            yield Line(self._say("diff-complete"))
        if note.run.undecided:
            names = ", ".join(dict.fromkeys(self._item(each) for each in note.undecided_items))
            yield Line(self._say("diff-undecided", seconds=f"{note.seconds:g}", names=names), tone=Tone.UNSURE)
        if note.stopped:
            yield Line(self._say("diff-stopped"), tone=Tone.UNSURE)
        if choice := self._choice():
            yield Line(choice, tone=Tone.QUIET)

    def _choice(self) -> str:
        """The packs and settings that it is told of, of both versions where they differ."""
        said = [self._chosen(one) for one in (self.before, self.now)]
        return said[1] if said[0] == said[1] else self._say("diff-choices", was=said[0], now=said[1])

    def _chosen(self, speaker: Speaker) -> str:
        known = speaker.knowledge
        settings = [f"{name}: {option}" for name, option in known.settings.items()]
        return "; ".join([self._say("diff-packs", packs=", ".join(known.packs)), *settings])

    def _group(self, group: ChangeGroup) -> Outline:
        """One change, or several that bring the same, with the classes of persons."""
        head = self._say(f"diff-{group.direction}", what=self._head(group))
        classes = (line for one in group.classes for line in self._class(one, group))
        return (Line(head, tone=_HEADS[group.direction]), *self._changed(group), *deeper(classes))

    def _head(self, group: ChangeGroup) -> str:
        turns = group.classes[0].turns
        if not turns:
            return self._say("diff-several")
        if len(turns) > 1:
            return self._say("diff-together")
        if len(group.changes) > 1:
            return self._say(f"diff-rules-{group.changes[0].standing}", count=len(group.changes))
        return self._what(group.changes[0])

    def _what(self, change: Change) -> str:
        """What was changed, in a few words."""
        return self._say(f"diff-{change.kind}-{change.standing}", name=self._name(change))

    def _name(self, change: Change) -> str:
        speaker = self.before if change.standing is Standing.REMOVED else self.now
        match change.kind:
            case ChangeKind.RULE:
                return speaker.rule(change.id)
            case ChangeKind.ITEM:
                return speaker.item(change.id)
        return speaker.name(change.id)

    def _changed(self, group: ChangeGroup) -> Iterator[Line]:
        """How each of the changes was and is, with its reason and sources."""
        for change in group.changes:
            if len(group.changes) > 1:
                yield Line(self._what(change) if len(group.classes[0].turns) != 1 else self._name(change), 1, mark="-")
            if len(group.classes[0].turns) == 1:
                yield from deeper(self._was_and_is(change), 2 if len(group.changes) > 1 else 1)

    def _was_and_is(self, change: Change) -> Iterator[Line]:
        match change.kind:
            case ChangeKind.RULE:
                yield from self._of_rule(change)
            case ChangeKind.SCOPE:
                yield from self._of_condition("diff-was", self.before, self.before.knowledge.manifest.scope.condition)
                yield from self._of_condition("diff-is", self.now, self.now.knowledge.manifest.scope.condition)
            case ChangeKind.SCORE:
                yield from section(self._say("diff-was"), deeper(tell_score(change.id, self.before)), Tone.PLAIN)
                yield from section(self._say("diff-is"), deeper(tell_score(change.id, self.now)), Tone.PLAIN)
            case ChangeKind.GROUP:
                yield from self._of_group(change)
            case _:
                yield from self._of_place(change)

    def _of_rule(self, change: Change) -> Iterator[Line]:
        was, now = (speaker.knowledge.rules.get(change.id) for speaker in (self.before, self.now))
        if was and now and was.condition != now.condition:
            yield from self._of_condition("diff-was", self.before, was.condition)
            yield from self._of_condition("diff-is", self.now, now.condition)
        elif now:
            yield from self._of_condition(
                "diff-holds" if was is None or change.everywhere else "diff-is", self.now, now.condition
            )
        elif was:
            yield from self._of_condition("diff-held", self.before, was.condition)
        if was and now and change.everywhere:
            yield from section(self._say("diff-did"), bullets(map(self.before.effect, was.effects)), Tone.PLAIN)
            yield from section(self._say("diff-does"), bullets(map(self.now.effect, now.effects)), Tone.PLAIN)
        one, speaker = (now, self.now) if now else (was, self.before)
        yield from self._ground(one, speaker) if one else ()

    def _ground(self, rule: Rule, speaker: Speaker) -> Iterator[Line]:
        """The reason of a rule, and the statements that it stands on."""
        yield Line(self._say("because", reason=speaker.text(rule.because)), tone=Tone.QUIET)
        yield from (Line(speaker.source(cite), 1, Tone.QUIET, "-") for cite in rule.cites)

    def _of_condition(self, key: str, speaker: Speaker, condition: Condition) -> Iterator[Line]:
        if condition == ALWAYS:
            yield Line(self._say(f"{key}-everyone"))
        else:
            yield from section(self._say(key), deeper(condition_lines(condition, speaker)), Tone.PLAIN)

    def _of_group(self, change: Change) -> Iterator[Line]:
        """What a group or topic holds more and less, and the rules that withhold it."""
        for key, one, other in (("diff-gone", self.before, self.now), ("diff-new", self.now, self.before)):
            there, others = (self._held(change.id, each) for each in (one, other))
            if names := [one.item(item) for item in there if item not in others]:
                yield Line(self._say(key, names="; ".join(names)))
        yield Line(self._say("diff-used-by", rules="; ".join(map(self.now.rule, change.rules))))

    def _held(self, target: str, speaker: Speaker) -> tuple[str, ...]:
        effects = (effect for rule in speaker.knowledge.rules.values() for effect in rule.effects)
        return next((one.items for one in effects if getattr(one, "target", None) == target), ())

    def _of_place(self, change: Change) -> Iterator[Line]:
        """Where the old and the new text of it stand."""
        places = [_place(change, speaker) for speaker in (self.before, self.now)]
        for key, place in zip(("diff-stood", "diff-stands"), places, strict=True):
            if place:
                yield Line(self._say(key, place=place), tone=Tone.QUIET)

    def _class(self, one: PersonClass, group: ChangeGroup) -> Iterator[Line]:
        """Who it is, what moves, and somebody as an example."""
        if len(one.turns) == 1:
            yield from self._who(one, group)
        else:
            for change, turn in one.turns:
                yield Line(f"{self._name(change)}: {self._turn(turn)}", mark="-", depth=1)
        yield from deeper(self._moves(one.moves))
        if example := self.note.examples.get(one):
            yield Line(self._example(example), 1, Tone.QUIET)

    def _who(self, one: PersonClass, group: ChangeGroup) -> Iterator[Line]:
        [(change, turn)] = one.turns
        said = self._turn(turn)
        if one.answered is not None:
            facts = "; ".join(self._fact(name) for name in self.note.bench.only_facts)
            said = f"{said}; {self._say('diff-answered' if one.answered else 'diff-unanswered', facts=facts)}"
        cells = self._cells(change, turn) if len(group.changes) == 1 else []
        if len(cells) == 1:
            yield Line(f"{said}: {cells[0]}")
        else:
            yield Line(said)
            yield from bullets(cells)

    def _turn(self, turn: Turn) -> str:
        return self._say(f"turn-{turn.was}-{turn.now}")

    def _cells(self, change: Change, turn: Turn) -> list[str]:
        """Who falls under a turn of a condition that was changed, in its own tests."""
        if change.standing is not Standing.CHANGED or turn.was == turn.now:
            return []
        if change.kind not in (ChangeKind.RULE, ChangeKind.SCOPE):
            return []
        old, new = (_condition(change, speaker) for speaker in (self.before, self.now))
        return [self._cell(cell) for cell in cells_of(old, new, turn)]

    def _cell(self, cell: AnswerCell) -> str:
        return "; ".join(self._kind(slot, values, cell) for slot, values in cell.values.items())

    def _kind(self, slot: str, values: tuple[Scalar | None, ...], cell: AnswerCell) -> str:
        """The values of one slot that are meant, or how a part stands that both conditions have."""
        if slot in cell.wholes:
            return self._say("cell-rest", truth=self._either(self._say(_REST[value]) for value in values))
        speaker = self._speaker(fact_of(slot))
        if numbers := cell.numbers.get(slot):
            told = [speaker.wanted(test) for test in _runs(slot, numbers, values)]
            unit = (
                speaker.unit(speaker.knowledge.vocabulary.facts[slot].unit)
                if slot in speaker.knowledge.vocabulary.facts
                else ""
            )
            said = [f"{one} {unit}".rstrip() for one in told]
        else:
            named = (value for value in values if value is not None)
            said = [self._say("cell-other") if value == OTHER else speaker.value(slot, value) for value in named]
        unknown = [self._say("not-known-test")] if None in values else []
        return f"{speaker.name(slot)}: {self._either([*said, *unknown])}"

    def _either(self, said: Iterable[str]) -> str:
        return self.now.joined("or", [*said])

    def _moves(self, moves: Iterable[Move]) -> Iterator[Line]:
        """What moves, what is riskier first; items that move alike on one line."""
        alike: dict[tuple[Direction, Aspect, Label, Label], list[str]] = {}
        order = {
            item: number
            for number, item in enumerate(
                (*self.before.knowledge.vocabulary.items, *self.now.knowledge.vocabulary.items)
            )
        }
        for move in sorted(
            moves, key=lambda one: (_ASPECTS.index(one.aspect), order.get(one.item, -1), str(one.was), str(one.now))
        ):
            way = direction_of(move, *self.note.bench.versions)
            alike.setdefault((way, move.aspect, move.was, move.now), []).append(move.item)
        for key in sorted(alike, key=lambda one: _WAYS.index(one[0])):
            way, aspect, was, now = key
            told = self._move(aspect, was, now, alike[key])
            yield Line(self._say(f"diff-{way}", what=told), 0, TONES[way], "-")

    def _order(self, move: Move) -> tuple[object, ...]:
        items = [item for one in (self.now, self.before) for item in one.knowledge.vocabulary.items]
        place = items.index(move.item) if move.item else -1
        return _ASPECTS.index(move.aspect), place, str(move.was), str(move.now)

    def _move(self, aspect: Aspect, was: Label, now: Label, items: list[str]) -> str:
        names = self._items(items)
        said = {"was": self._label(aspect, was, items[0]), "now": self._label(aspect, now, items[0])}
        return self._say(f"move-{aspect}", items=names, **said)

    def _items(self, items: list[str]) -> str:
        shown = items if self.full else items[:MOST_ITEMS]
        more = len(items) - len(shown)
        names = "; ".join(dict.fromkeys(map(self._item, shown)))
        return f"{names} {self._say('and-more', count=more)}" if more else names

    def _item(self, item: str) -> str:
        return (self.now if item in self.now.knowledge.vocabulary.items else self.before).item(item)

    def _label(self, aspect: Aspect, label: Label, item: str) -> str:
        if label is None:
            return self._say("move-nothing")
        if isinstance(label, int | float):
            speaker = self.now if item in self.now.knowledge.vocabulary.items else self.before
            one = speaker.knowledge.vocabulary.items[item]
            unit = one.unit or speaker.knowledge.vocabulary.items[one.limit_of].unit
            return f"{speaker.number(label)} {speaker.unit(unit)}"
        match aspect:
            case Aspect.OUTCOME:
                return self.now.verdict(label)[0]
            case Aspect.STATE:
                return self._say(f"state-{label}")
            case Aspect.URGENCY:
                return self._say(f"urgency-{label}")
        return self._say(f"rank-{label}")

    def _example(self, one: ClassExample) -> str:
        answers = "; ".join(self._answers(one.before, one.answers))
        key = "diff-example-like" if answers and one.like else "diff-example" if answers else "diff-example-is"
        return self._say(key, name=one.like, answers=answers)

    def _answers(self, before: Mapping[str, Scalar], after: Mapping[str, Scalar]) -> Iterator[str]:
        """The answers that are otherwise than those of a known person."""
        for slot in {**before, **after}:
            if before.get(slot) != after.get(slot):
                speaker = self._speaker(fact_of(slot))
                said = speaker.value(slot, after[slot]) if slot in after else self._say("diff-no-answer")
                yield f"{speaker.name(slot)}: {said}"

    def _speaker(self, name: str) -> Speaker:
        """Who has words for a fact, a finding or a score: the new version where it has it."""
        vocabulary = self.now.knowledge.vocabulary
        known = name in vocabulary.facts or name in vocabulary.findings or name in vocabulary.scores
        return self.now if known else self.before

    def _fact(self, name: str) -> str:
        return self._speaker(name).name(name)

    def _idle(self) -> Outline:
        """The changes that change nothing alone, for anybody."""
        alone = self.note.run.idle if not self.note.stopped else ()
        return section(self._say("diff-idle"), bullets(map(self._what, alone)))

    def _asked(self) -> Outline:
        old, new = (speaker.knowledge.vocabulary.facts for speaker in (self.before, self.now))
        asked = [self._say("diff-asked", name=self.now.name(one)) for one in new if one not in old]
        gone = [self._say("diff-not-asked", name=self.before.name(one)) for one in old if one not in new]
        return section(self._say("diff-questions"), bullets((*asked, *gone)))

    def _wording(self) -> Outline:
        found = self.note.wording
        return section(self._say("diff-texts"), (line for one in found for line in self._worded(one)))

    def _worded(self, one: WordingChange) -> Iterator[Line]:
        yield Line(
            self._say("diff-text", kind=self._say(f"worded-{one.kind}"), name=one.id, part=one.part), 1, mark="-"
        )
        for key, value in (("diff-text-was", one.was), ("diff-text-is", one.now)):
            said = plain_wording(value, self.now.told_in) or self._say("move-nothing")
            yield Line(self._say(key, text=said), 2, Tone.QUIET)


_HEADS = {Direction.RISKIER: Tone.FAILS, Direction.SAFER: Tone.HEADING, Direction.OTHER: Tone.HEADING}
_WAYS = (Direction.RISKIER, Direction.SAFER, Direction.OTHER)
_ASPECTS = (
    Aspect.OUTCOME,
    Aspect.STATE,
    Aspect.MOST,
    Aspect.LEAST,
    Aspect.START,
    Aspect.LIMIT,
    Aspect.URGENCY,
    Aspect.RANK,
)
_REST: Mapping[Scalar | None, str] = {True: "cell-true-rest", False: "cell-false-rest", None: "cell-unknown-rest"}


def _condition(change: Change, speaker: Speaker) -> Condition:
    known = speaker.knowledge
    return known.manifest.scope.condition if change.id == SCOPE else known.rules[change.id].condition


def _place(change: Change, speaker: Speaker) -> str:
    """Where something stands in the files of one version."""
    vocabulary = speaker.knowledge.vocabulary
    found = (
        vocabulary.facts.get(change.id)
        or vocabulary.items.get(change.id)
        or vocabulary.declared_contradictions.get(change.id)
    )
    return str(found.position) if found else ""


def _runs(slot: str, numbers: tuple[float, ...], values: tuple[Scalar | None, ...]) -> Iterator[Within]:
    """The bounds that numbers lie within, for each run of numbers next to each other."""
    meant = [number in values for number in numbers]
    start = None
    for place in range(len(numbers) + 1):
        if place < len(numbers) and meant[place]:
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
