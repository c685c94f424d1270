"""What is declared under a name that is no rule: what it is called, asked or told, and what stands in it."""

from collections.abc import Callable, Iterable, Mapping
from typing import Final

from sluimer.explain.ledger import make_ledger
from sluimer.explain.relations import concluding
from sluimer.knowledge.base import Setting, Source
from sluimer.knowledge.claims import Audience
from sluimer.knowledge.text import NO_TEXT, Text
from sluimer.knowledge.vocabulary import Fact
from sluimer.tell.ledger import tell_statement
from sluimer.tell.outline import Line, Outline, Tone, bullets, deeper, section
from sluimer.tell.question import tell_answers
from sluimer.tell.rule import condition_lines, tell_score
from sluimer.tell.speaker import Speaker


def tell_declared(kind: str, name: str, owner: str, speaker: Speaker) -> Outline:
    """All that is said of one thing where it is declared; `owner` is the fact or setting that an option is of."""
    tell = _TELL.get(kind)
    if tell:
        return tell(name, owner, speaker)
    return _texts([_labels(kind, speaker).get(name, NO_TEXT)], speaker)


def _texts(texts: Iterable[Text], speaker: Speaker) -> Outline:
    """Each text that there is, on a line."""
    return tuple(Line(said, 1) for text in texts if (said := speaker.text(text)))


def _labels(kind: str, speaker: Speaker) -> Mapping[str, Text]:
    """What the manifest calls the things of a kind."""
    manifest = speaker.knowledge.manifest
    sections = {one.id: one.title for one in manifest.sections}
    claims = {one.id: one.label for one in manifest.claims.options}
    plain = {"pack": manifest.packs, "unit": manifest.units, "section": sections, "claim": claims}
    titled: Mapping[str, Mapping[str, Source | Audience | Setting]] = {
        "source": manifest.sources,
        "code_system": manifest.code_systems,
        "audience": manifest.audiences,
        "setting": manifest.settings,
    }
    return plain.get(kind) or {name: one.title for name, one in titled.get(kind, {}).items()}


def _fact(name: str, _: str, speaker: Speaker) -> Outline:
    fact = speaker.knowledge.vocabulary.facts[name]
    told = deeper(tell_answers(fact, speaker))
    return (*_texts([fact.title, fact.question, fact.note], speaker), *told, *_assumed(fact, speaker))


def _assumed(fact: Fact, speaker: Speaker) -> Outline:
    if fact.assume is None:
        return ()
    return (Line(speaker.say("declared-assumes", value=speaker.answer(fact.id, fact.assume)), 1),)


def _option(name: str, owner: str, speaker: Speaker) -> Outline:
    """An option of a fact, with what else people call it, or of a setting."""
    knowledge = speaker.knowledge
    around = knowledge.vocabulary.facts.get(owner) or knowledge.manifest.settings[owner]
    option = next(one for one in around.options if one.id == name)
    called = speaker.say("declared-called", names=", ".join(option.names)) if option.names else ""
    above = speaker.say("declared-option-of", name=f"{speaker.text(around.title)} ({owner})")
    return (*_texts([option.label], speaker), *([Line(called, 1)] if called else []), Line(above, 1))


def _weighed(name: str, owner: str, speaker: Speaker) -> Outline:
    parts = speaker.knowledge.vocabulary.facts[owner].weighed_as
    return _texts([one.label for one in parts if one.id == name], speaker)


def _finding(name: str, _: str, speaker: Speaker) -> Outline:
    knowledge = speaker.knowledge
    rules = [speaker.rule(rule.id) for rule in concluding(name, knowledge)]
    concluded = section(speaker.say("declared-concluded-by"), bullets(rules, 2), depth=1, tone=Tone.PLAIN)
    return (*_texts([knowledge.vocabulary.findings[name].title], speaker), *concluded)


def _score(name: str, _: str, speaker: Speaker) -> Outline:
    return deeper(tell_score(name, speaker))


def _contradiction(name: str, _: str, speaker: Speaker) -> Outline:
    one = speaker.knowledge.vocabulary.declared_contradictions[name]
    never = section(speaker.say("declared-never"), condition_lines(one.never, speaker), depth=1, tone=Tone.PLAIN)
    return (*_texts([one.because], speaker), never[0], *deeper(never[1:]))


def _item(name: str, _: str, speaker: Speaker) -> Outline:
    item = speaker.knowledge.vocabulary.items[name]
    above = speaker.say("declared-item-of", name=f"{speaker.name(item.topic)} ({item.topic})")
    urgency = [Line(speaker.say("declared-urgency", urgency=item.urgency), 1)] if item.urgency else []
    return (*_texts([item.title, item.text, item.instead], speaker), *urgency, Line(above, 1))


def _topic(name: str, _: str, speaker: Speaker) -> Outline:
    topic = speaker.knowledge.vocabulary.topics[name]
    items = [f"{speaker.text(item.title)} ({item.id})" for item in topic.items]
    return (*_texts([topic.title], speaker), *bullets(items, 2))


def _group(name: str, _: str, speaker: Speaker) -> Outline:
    return bullets([f"{speaker.item(one)} ({one})" for one in speaker.knowledge.manifest.groups[name]], 2)


def _statement(name: str, _: str, speaker: Speaker) -> Outline:
    knowledge = speaker.knowledge
    [line] = [one for one in make_ledger(knowledge, {}) if one.statement.id == name]
    return tell_statement(line, speaker)


_TELL: Final[Mapping[str, Callable[[str, str, Speaker], Outline]]] = {
    "fact": _fact,
    "option": _option,
    "weighed": _weighed,
    "finding": _finding,
    "score": _score,
    "contradiction": _contradiction,
    "item": _item,
    "topic": _topic,
    "group": _group,
    "statement": _statement,
}
"""How each kind of thing is told, where there is more to it than what it is called."""
