"""Who speaks of two versions: the old one says what was, the new one what is and whatever both have."""

from dataclasses import dataclass

from sluimer.authoring.versions.change import Amendment, ChangeKind, Presence
from sluimer.authoring.versions.move import Aspect, Label
from sluimer.knowledge.vocabulary import fact_of
from sluimer.tell.speaker import Speaker


@dataclass(frozen=True, slots=True)
class Voices:
    """The speakers of an old and a new version in one language."""

    before: Speaker
    now: Speaker

    def say(self, key: str, /, **places: object) -> str:
        """A phrase of the interface."""
        return self.now.say(key, **places)

    def change(self, change: Amendment) -> str:
        """What was changed, in a few words."""
        return self.say(f"diff-{change.kind}-{change.standing}", name=self.name(change))

    def name(self, change: Amendment) -> str:
        """What a change is about, by its title."""
        speaker = self.before if change.standing is Presence.REMOVED else self.now
        match change.kind:
            case ChangeKind.RULE:
                return speaker.rule(change.id)
            case ChangeKind.ITEM:
                return speaker.item(change.id)
        return speaker.name(change.id)

    def of_item(self, item: str) -> Speaker:
        """Who has words for an item."""
        return self.now if item in self.now.knowledge.vocabulary.items else self.before

    def item(self, item: str) -> str:
        """An item by its title."""
        return self.of_item(item).item(item)

    def of_slot(self, slot: str) -> Speaker:
        """Who has words for a fact, a finding or a score, or for an option of a fact."""
        vocabulary, name = self.now.knowledge.vocabulary, fact_of(slot)
        if fact := vocabulary.facts.get(name):
            old = self.before.knowledge.vocabulary.facts.get(name)
            gone = old and slot in old.slots and slot not in fact.slots
            return self.before if gone else self.now
        return self.now if name in vocabulary.findings or name in vocabulary.scores else self.before

    def label(self, aspect: Aspect, label: Label, item: str) -> str:
        """What is told of an item, or on the whole."""
        if label is None:
            return self.say("move-nothing")
        if isinstance(label, int | float):
            return self._amount(label, item)
        match aspect:
            case Aspect.OUTCOME:
                return self.now.verdict(label)[0]
            case Aspect.STATE:
                return self.say(f"state-{label}")
            case Aspect.URGENCY:
                return self.say(f"urgency-{label}")
        return self.say(f"rank-{label}")

    def _amount(self, label: int | float, item: str) -> str:
        speaker = self.of_item(item)
        items = speaker.knowledge.vocabulary.items
        unit = items[item].unit or items[items[item].limit_of].unit
        return f"{speaker.number(label)} {speaker.unit(unit)}"
