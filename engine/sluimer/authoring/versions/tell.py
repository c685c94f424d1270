"""A release note in words: the verdict first, then each change with whom it moves, and then the texts."""

from collections.abc import Iterator
from dataclasses import dataclass

from sluimer.authoring.versions.change import Amendment
from sluimer.authoring.versions.move import Direction
from sluimer.authoring.versions.note import ChangeGroup, ReleaseNote
from sluimer.authoring.versions.tell_change import ChangeTeller
from sluimer.authoring.versions.tell_class import ClassTeller
from sluimer.authoring.versions.tell_move import MOST_ITEMS, TONES
from sluimer.authoring.versions.voices import Voices
from sluimer.authoring.versions.wording import WordingChange, plain_wording
from sluimer.tell.outline import Line, Outline, Tone, bullets, deeper, parted, section
from sluimer.tell.speaker import Speaker

_HEADS = {**TONES, Direction.SAFER: Tone.HEADING, Direction.OTHER: Tone.HEADING}


@dataclass(frozen=True, slots=True)
class NoteTeller:
    """Tells a release note."""

    note: ReleaseNote
    voices: Voices
    full: bool = False

    def tell(self) -> Outline:
        """All of it."""
        return parted(
            tuple(self._verdict()),
            *(self._group(group) for group in self.note.groups),
            *(self._elsewhere(one) for one in self.note.elsewhere),
            self._idle(),
            self._questions(),
            section(self._say("diff-texts"), (line for one in self.note.wording for line in self._worded(one))),
        )

    def verdict(self) -> str:
        """Whether anybody's advice changes, in one line."""
        counts = self.note.counts
        if not counts:
            reasons = "-but-reasons" if self.note.reasons else ""
            return self._say(f"diff-nobody{reasons}" if self.note.complete else "diff-nobody-undecided")
        standing = ", ".join(self._say(f"diff-count-{one}", count=counts[one]) for one in Direction if counts[one])
        return self._say("diff-changes", count=sum(counts.values()), standing=standing)

    def _say(self, key: str, /, **places: object) -> str:
        return self.voices.say(key, **places)

    def _verdict(self) -> Iterator[Line]:
        note, counts = self.note, self.note.counts
        sure = Tone.HOLDS if note.unchanged else Tone.UNSURE
        yield Line(self.verdict(), tone=Tone.FAILS if counts[Direction.RISKIER] else sure)
        for change in note.riskier[:MOST_ITEMS]:
            yield Line(self._say("diff-riskier", what=self.voices.change(change)), 1, Tone.FAILS, "-")
        if counts and note.complete:
            yield Line(self._say("diff-complete"))
        if note.undecided_items:
            names = ", ".join(filter(None, map(self.voices.item, note.undecided_items)))
            yield Line(self._say("diff-undecided", seconds=f"{note.seconds:g}", names=names), tone=Tone.UNSURE)
        if note.stopped:
            yield Line(self._say("diff-stopped"), tone=Tone.UNSURE)
        if note.logged:
            words = {"known": note.logged.known, "count": note.logged.otherwise}
            yield Line(self._say("diff-logged", **words))
        yield Line(self._choice(), tone=Tone.QUIET)

    def _choice(self) -> str:
        """The packs and settings that it is told of, of both versions where they differ."""
        was, now = (_chosen(speaker) for speaker in (self.voices.before, self.voices.now))
        return now if was == now else self._say("diff-choices", was=was, now=now)

    def _group(self, group: ChangeGroup) -> Outline:
        """One change, or several that bring the same, with the classes of persons."""
        head = Line(self._say(f"diff-{group.direction}", what=self._head(group)), tone=_HEADS[group.direction])
        classes = ClassTeller(self.note, self.voices, self.full)
        told = (line for one in group.classes for line in classes.tell(one, len(group.changes) == 1))
        return (head, *deeper(self._changed(group)), *deeper(told))

    def _head(self, group: ChangeGroup) -> str:
        turns = group.classes[0].turns
        if not turns:
            return self._say("diff-several")
        if len(turns) > 1:
            return self._say("diff-together")
        if len(group.changes) > 1:
            return self._say(f"diff-rules-{group.changes[0].standing}", count=len(group.changes))
        return self.voices.change(group.changes[0])

    def _changed(self, group: ChangeGroup) -> Iterator[Line]:
        """How each of the changes was and is, with its reason and sources."""
        teller = ChangeTeller(self.voices)
        if len(group.classes[0].turns) != 1:
            return
        for change in group.changes:
            if len(group.changes) > 1:
                yield Line(self.voices.name(change), mark="-")
            yield from deeper(teller.tell(change), 1 if len(group.changes) > 1 else 0)

    def _elsewhere(self, note: ReleaseNote) -> Outline:
        """What more moves under another choice of settings."""
        speakers = (Speaker(one, self.voices.now.language) for one in note.bench.versions)
        teller = NoteTeller(note, Voices(*speakers), self.full)
        groups = [teller._group(group) for group in note.groups]
        head = self._say("diff-elsewhere", choice=teller._choice())
        return (Line(head, tone=Tone.HEADLINE), *parted(*groups)) if groups else ()

    def _idle(self) -> Outline:
        """The changes that change nothing alone, for anybody, but perhaps the reason that somebody reads."""
        return section(self._say("diff-idle"), (line for change in self.note.idle for line in self._unmoved(change)))

    def _unmoved(self, change: Amendment) -> Iterator[Line]:
        yield Line(self.voices.change(change), 1, mark="-")
        if whose := [one for one in self.note.reasons if change in one.changes]:
            yield Line(self._say("diff-reasons"), 2, Tone.UNSURE)
            yield from deeper(ChangeTeller(self.voices).tell(change), 2)
            classes = ClassTeller(self.note, self.voices, self.full)
            yield from deeper((line for one in whose for line in classes.tell(one, True)), 2)

    def _questions(self) -> Outline:
        """The questions that only one version asks."""
        old, new = (speaker.knowledge.vocabulary.facts for speaker in (self.voices.before, self.voices.now))
        asked = [self._say("diff-asked", name=self.voices.now.name(one)) for one in new if one not in old]
        gone = [self._say("diff-not-asked", name=self.voices.before.name(one)) for one in old if one not in new]
        return section(self._say("diff-questions"), bullets((*asked, *gone)))

    def _worded(self, one: WordingChange) -> Iterator[Line]:
        kind = self._say(f"worded-{one.kind}")
        yield Line(self._say("diff-text", kind=kind, name=one.id, part=one.part), 1, mark="-")
        for key, value in (("diff-text-was", one.was), ("diff-text-is", one.now)):
            said = plain_wording(value, self.voices.now.told_in) or self._say("move-nothing")
            yield Line(self._say(key, text=said), 2, Tone.QUIET)


def _chosen(speaker: Speaker) -> str:
    known = speaker.knowledge
    settings = [f"{name}: {option}" for name, option in known.settings.items()]
    return "; ".join([speaker.say("diff-packs", packs=", ".join(known.packs)), *settings])
