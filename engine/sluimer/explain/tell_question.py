"""A question as text for people: what is asked, the answers there are, and why it is asked."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from sluimer.advice.model import ItemAdvice
from sluimer.explain.outline import Line, Outline, Tone
from sluimer.explain.speaker import Speaker
from sluimer.knowledge.condition import Condition, slots_of
from sluimer.knowledge.rule import Advise, Ask, Avoid, Effect, Limit, Prefer, Refer, Rule, Withhold
from sluimer.knowledge.vocabulary import Fact, Kind
from sluimer.knowledge_base import Consultation
from sluimer.meaning.model import State
from sluimer.truth import truth_of, waiting

MOST_NAMED = 3
"""Rules that are named with a question before the rest is only counted."""


@dataclass(frozen=True, slots=True)
class Stakes:
    """What an answer can change: the rules it can settle, by what they do, the scope, and the topics that wait."""

    stopping: tuple[Rule, ...]
    referring: tuple[Rule, ...]
    bringing: tuple[Rule, ...]
    lifting: tuple[Rule, ...]
    wanting: tuple[Rule, ...]
    scope: bool
    topics: tuple[str, ...]

    @property
    def by_key(self) -> Mapping[str, tuple[Rule, ...]]:
        """The rules, under the phrase that says what they do."""
        return {
            "may-stop": self.stopping,
            "may-refer": self.referring,
            "lifts": self.lifting,
            "may-bring": self.bringing,
            "wanted-by": self.wanting,
        }


def stakes(fact: Fact, consultation: Consultation, speaker: Speaker) -> Stakes:
    """Why a question is worth asking."""
    rules = speaker.knowledge.rules
    reach = _Reach(consultation, rules)
    settled = _settled_by(fact, speaker)
    names = reach.names(frozenset(name for each in settled for name in each.slots))
    reached = reach.rules(names)
    matters = _Matters(consultation)
    barring = {rule for item in consultation.advice.items for rule in item.withheld_by}
    assumed = _touched_by(fact, rules) if fact.id in consultation.case.assumed else frozenset()
    scope = speaker.knowledge.manifest.scope.condition
    topics = (
        item.topic
        for item in consultation.advice.items
        if any(each.id in item.open_on for each in settled) or matters.applies(item, reached)
    )
    return Stakes(
        stopping=tuple(rule for rule in reached if any(matters.stops(effect) for effect in rule.effects)),
        referring=tuple(rule for rule in reached if any(matters.refers(effect) for effect in rule.effects)),
        bringing=tuple(rule for rule in reached if any(matters.brings(effect) for effect in rule.effects)),
        lifting=tuple(rule for rule in _readers(assumed, rules) if rule.id in barring),
        wanting=tuple(
            rule for rule in rules.values() if rule.id in consultation.advice.fired and Ask(fact.id) in rule.effects
        ),
        scope=not names.isdisjoint(reach.waits(scope)) or not assumed.isdisjoint(slots_of(scope)),
        topics=tuple(dict.fromkeys(topics)),
    )


@dataclass(frozen=True, slots=True)
class _Matters:
    """Whether an effect can still change the advice."""

    consultation: Consultation

    def stops(self, effect: Effect) -> bool:
        """Whether it could withhold or limit something that is still possible."""
        if isinstance(effect, Withhold):
            return any(self._possible(item) for item in effect.items)
        return isinstance(effect, Avoid | Limit) and self._possible(effect.item)

    def refers(self, effect: Effect) -> bool:
        """Whether it could send the person to a professional for something new."""
        return isinstance(effect, Refer) and self._state(effect.item) is State.OPEN

    def brings(self, effect: Effect) -> bool:
        """Whether it could bring an item, or change the range or rank of one."""
        if isinstance(effect, Prefer) or (isinstance(effect, Advise) and effect.range):
            return self._possible(effect.item)
        return isinstance(effect, Advise) and self._state(effect.item) is State.OPEN

    def applies(self, item: ItemAdvice, reached: Iterable[Rule]) -> bool:
        """Whether one of these rules decides that an item would have been advised, had nothing stopped it."""
        wanted = [rule for rule in reached if any(_indicates(effect, item.id) for effect in rule.effects)]
        return item.state is State.WITHHELD and not item.rules and bool(wanted)

    def _possible(self, item: str) -> bool:
        return self._state(item) in (State.GIVEN, State.OPEN)

    def _state(self, item: str) -> State:
        found = self.consultation.advice.item(item)
        return found.state if found else State.NOT_INDICATED


class _Reach:
    """What the answers still missing can change, itself or through findings."""

    def __init__(self, consultation: Consultation, rules: Mapping[str, Rule]) -> None:
        findings = {name: truth for name, truth in consultation.advice.findings.items() if truth is not None}
        self._values = {**consultation.case.values, **findings}
        self._undecided = [rule for rule in rules.values() if consultation.truths[rule.id] is None]
        self._waits = {rule.id: self.waits(rule.condition) for rule in self._undecided}

    def waits(self, condition: Condition) -> frozenset[str]:
        """The slots and findings that keep a condition unknown."""
        return frozenset(waiting(condition)(self._values)) if truth_of(condition, self._values) is None else frozenset()

    def names(self, slots: frozenset[str]) -> frozenset[str]:
        """These slots and the findings that they can settle."""
        names = slots
        while (wider := names.union(*(rule.concludes for rule in self.rules(names)))) != names:
            names = wider
        return names

    def rules(self, names: frozenset[str]) -> list[Rule]:
        """The undecided rules that wait for one of these slots or findings."""
        return [rule for rule in self._undecided if not names.isdisjoint(self._waits[rule.id])]


def _settled_by(fact: Fact, speaker: Speaker) -> list[Fact]:
    """A fact and those that its value may imply."""
    facts = speaker.knowledge.vocabulary.facts
    return [fact, *(facts[one.fact] for one in fact.implies)]


def _indicates(effect: Effect, item: str) -> bool:
    return isinstance(effect, Advise | Prefer | Refer) and effect.item == item


def _touched_by(fact: Fact, rules: Mapping[str, Rule]) -> frozenset[str]:
    """The slots of a fact and the findings that depend on it, themselves or through others."""
    names = frozenset(fact.slots)
    while (wider := names.union(*(rule.concludes for rule in _readers(names, rules)))) != names:
        names = wider
    return names


def _readers(names: frozenset[str], rules: Mapping[str, Rule]) -> list[Rule]:
    """The rules that read one of these."""
    return [rule for rule in rules.values() if not names.isdisjoint(slots_of(rule.condition))]


def tell_question(fact: Fact, number: int, consultation: Consultation, speaker: Speaker) -> Outline:
    """A question with its note, why it is asked, and the answers there are."""
    left = len(consultation.questions) - 1
    note = (Line(speaker.text(fact.note), 1),) if fact.note else ()
    return (
        Line(speaker.say("question", number=number, left=left), tone=Tone.QUIET),
        Line(speaker.text(fact.question), tone=Tone.HEADLINE),
        *note,
        *_why(stakes(fact, consultation, speaker), speaker),
        *tell_answers(fact, speaker),
    )


def tell_answers(fact: Fact, speaker: Speaker) -> Outline:
    """The answers that a question takes."""
    options = [
        Line(speaker.text(option.label), 1, mark=f"{place}.") for place, option in enumerate(fact.options, start=1)
    ]
    if fact.kind is Kind.SET:
        options.append(Line(speaker.say("none-of-these"), 1, mark="0."))
    if fact.kind is Kind.NUMBER and fact.unit:
        hint = speaker.say("hint-number-unit", unit=speaker.unit(fact.unit))
    else:
        hint = speaker.say(f"hint-{fact.kind}")
    hints = [f"({hint})"]
    if fact.weighed_as:
        names = _some((speaker.text(one.label) for one in fact.weighed_as), speaker)
        hints.append(speaker.say("hint-weighed", name=speaker.text(fact.weighed_as[0].label), names=names))
    return (*options, *(Line(text, 1, Tone.QUIET) for text in hints))


def _why(found: Stakes, speaker: Speaker) -> Outline:
    """The reasons in short."""
    told = [
        speaker.say(key, rules=_some((speaker.text(rule.title or rule.because) for rule in rules), speaker))
        for key, rules in found.by_key.items()
        if rules
    ]
    if found.scope:
        told.append(speaker.say("may-cover"))
    if found.topics:
        told.append(speaker.say("waiting", topics=_some(map(speaker.name, found.topics), speaker)))
    return tuple(Line(text, 1, Tone.QUIET) for text in told)


def _some(names: Iterable[str], speaker: Speaker) -> str:
    """The first few names, each once, and how many more there are."""
    unique = list(dict.fromkeys(names))
    more = len(unique) - MOST_NAMED
    shown = ", ".join(unique[:MOST_NAMED])
    return f"{shown} {speaker.say('and-more', count=more)}" if more > 0 else shown


def tell_why_asked(fact: Fact, consultation: Consultation, speaker: Speaker) -> Outline:
    """The reasons in full: every rule that an answer can settle, and why it is there."""
    found = stakes(fact, consultation, speaker)
    lines = [Line(speaker.say("why-asked"), tone=Tone.HEADING)]
    for key, rules in found.by_key.items():
        if rules:
            lines.append(Line(speaker.say(key, rules="").rstrip(" :") + ":", 1))
            lines += [Line(f"{speaker.rule(rule.id)}: {speaker.text(rule.because)}", 2, mark="-") for rule in rules]
    if found.scope:
        lines.append(Line(speaker.say("may-cover"), 1))
    if found.topics:
        lines.append(Line(speaker.say("waiting", topics=", ".join(map(speaker.name, found.topics))), 1))
    return tuple(lines)
