"""How a change of the rules was and is, in the words of each version, with its reason and its sources."""

from collections.abc import Iterator
from dataclasses import dataclass

from sluimer.authoring.versions.change import Amendment, ChangeKind
from sluimer.authoring.versions.voices import Voices
from sluimer.knowledge.condition import ALWAYS, All, Condition
from sluimer.knowledge.rule import Rule, Withhold
from sluimer.tell.outline import Line, Outline, Tone, bullets, deeper, section
from sluimer.tell.rule import condition_lines, tell_score
from sluimer.tell.speaker import Speaker


@dataclass(frozen=True, slots=True)
class ChangeTeller:
    """Tells what was changed."""

    voices: Voices

    def tell(self, change: Amendment) -> Iterator[Line]:
        """How it was and is."""
        before, now = self.voices.before, self.voices.now
        match change.kind:
            case ChangeKind.RULE:
                yield from self._rule(change)
            case ChangeKind.SCOPE:
                yield from self._condition("diff-was", before, before.knowledge.manifest.scope.condition)
                yield from self._condition("diff-is", now, now.knowledge.manifest.scope.condition)
            case ChangeKind.SCORE:
                yield from self._below("diff-was", tell_score(change.id, before))
                yield from self._below("diff-is", tell_score(change.id, now))
            case ChangeKind.GROUP:
                yield from self._group(change)
            case _:
                yield from self._places(change)

    def _below(self, key: str, lines: Outline) -> Outline:
        return section(self.voices.say(key), deeper(lines), Tone.PLAIN)

    def _rule(self, change: Amendment) -> Iterator[Line]:
        was, now = (speaker.knowledge.rules.get(change.id) for speaker in (self.voices.before, self.voices.now))
        if was and now and was.condition != now.condition:
            yield from self._condition("diff-was", self.voices.before, was.condition)
            yield from self._condition("diff-is", self.voices.now, now.condition)
        elif now:
            yield from self._condition("diff-holds", self.voices.now, now.condition)
        elif was:
            yield from self._condition("diff-held", self.voices.before, was.condition)
        if was and now and change.everywhere:
            yield from self._below("diff-did", bullets(map(self.voices.before.effect, was.effects), 0))
            yield from self._below("diff-does", bullets(map(self.voices.now.effect, now.effects), 0))
        if now:
            yield from self._ground(now, self.voices.now)
        elif was:
            yield from self._ground(was, self.voices.before)

    def _ground(self, rule: Rule, speaker: Speaker) -> Iterator[Line]:
        """The reason of a rule, and the statements that it stands on."""
        yield Line(self.voices.say("because", reason=speaker.text(rule.because)), tone=Tone.QUIET)
        yield from (Line(speaker.source(cite), 1, Tone.QUIET, "-") for cite in rule.cites)

    def _condition(self, key: str, speaker: Speaker, condition: Condition) -> Iterator[Line]:
        if condition == ALWAYS:
            yield Line(self.voices.say(f"{key}-everyone"))
            return
        parts = condition.parts if isinstance(condition, All) else (condition,)
        yield from self._below(key, tuple(line for part in parts for line in condition_lines(part, speaker)))

    def _group(self, change: Amendment) -> Iterator[Line]:
        """What a group or topic holds more and less, and the rules that withhold it."""
        before, now = self.voices.before, self.voices.now
        for key, one, other in (("diff-gone", before, now), ("diff-new", now, before)):
            there, others = (_held(change, each) for each in (one, other))
            if names := [one.item(item) for item in there if item not in others]:
                yield Line(self.voices.say(key, names="; ".join(names)))
        yield Line(self.voices.say("diff-used-by", rules="; ".join(map(now.rule, change.rules))))

    def _places(self, change: Amendment) -> Iterator[Line]:
        """Where the old and the new text of it stand."""
        for key, speaker in (("diff-stood", self.voices.before), ("diff-stands", self.voices.now)):
            if place := _place(change, speaker):
                yield Line(self.voices.say(key, place=place), tone=Tone.QUIET)


def _held(change: Amendment, speaker: Speaker) -> tuple[str, ...]:
    """The items that a group or topic holds, as a rule that withholds it has them."""
    effects = (effect for rule in change.rules for effect in speaker.knowledge.rules[rule].effects)
    return next(one.items for one in effects if isinstance(one, Withhold) and one.target == change.id)


def _place(change: Amendment, speaker: Speaker) -> str:
    """Where something stands in the files of one version."""
    vocabulary = speaker.knowledge.vocabulary
    declared = (vocabulary.facts, vocabulary.items, vocabulary.declared_contradictions, vocabulary.topics)
    return next((str(some[change.id].position) for some in declared if change.id in some), "")
