"""Advice as plain data with its texts in one language, for programs that show it."""

from collections.abc import Sequence
from typing import Final

from sluimer.explain.summary import summary_of
from sluimer.knowledge.base import Knowledge
from sluimer.knowledge.rule import NO_EVIDENCE
from sluimer.knowledge.vocabulary import Fact
from sluimer.meaning.advice import Advice, ItemAdvice, determining
from sluimer.meaning.logic import Truth
from sluimer.meaning.model import State
from sluimer.messages import language_among
from sluimer.tell.emergency import emergency_reason
from sluimer.tell.item_texts import evidence_notes, item_text, reasons, sources
from sluimer.tell.speaker import Speaker
from sluimer.tell.summary import summary_data

_RULES_AND_FACTS: Final = ("rules", "limited_by", "withheld_by", "superseded_by", "undecided", "open_on")
"""What names the rules that have a say in an item, and the facts it waits for."""
_BEHIND: Final = {
    State.GIVEN: ("rules", "limited_by"),
    State.WITHHELD: ("withheld_by", "superseded_by"),
    State.OPEN: ("open_on",),
    State.NOT_INDICATED: (),
}
"""Which of these put an item in its state."""


def advice_data(
    advice: Advice, knowledge: Knowledge, language: str = "", full: bool = False, covered: Truth = None
) -> dict[str, object]:
    """The advice with its texts in one language of the knowledge base, the first by default.

    It holds what a person is to be told or asked, of an emergency that alone; with `full` also every rule that has, or
    may get, a say in an item, all that fired, and how good the ground of each rule is; and scores, where the knowledge
    has any. Equal advice is equal to the byte as JSON. `covered` is whether the knowledge is about this person. Raises
    UnknownLanguageError.
    """
    languages, facts = knowledge.manifest.languages, knowledge.vocabulary.facts
    speaker = Speaker(knowledge, language_among(language or languages[0], languages))
    alone = () if full else advice.emergencies
    told = alone or advice.items
    scores = {name: total.as_dict() for name, total in advice.scores.items()}
    return {
        "language": speaker.language,
        "outcome": str(advice.outcome),
        "summary": summary_data(summary_of(advice, knowledge, covered), speaker),
        "items": [_item(item, advice, speaker, full) for item in told],
        "notes": [] if alone else list(evidence_notes(advice, speaker, given=not full)),
        "contradictions": [
            {"id": one.id, "facts": list(one.facts), "because": speaker.contradiction(one)}
            for one in (() if alone else advice.contradictions)
        ],
        "questions": list(advice.questions),
        "asked_as": {fact: speaker.text(facts[fact].question) for fact in advice.questions},
        "offered": {fact: _labels(facts[fact], options, speaker) for fact, options in advice.offered.items()},
        **({"scores": scores} if scores else {}),
        **(_more(advice, speaker) if full else {}),
        "knowledge": advice.knowledge.as_dict(),
    }


def _more(advice: Advice, speaker: Speaker) -> dict[str, object]:
    """What is told in full beside the items."""
    return {"findings": dict(advice.findings), "fired": list(advice.fired), "evidence": _evidence(advice, speaker)}


def _labels(fact: Fact, options: Sequence[str], speaker: Speaker) -> dict[str, str]:
    labels = {option.id: speaker.text(option.label) for option in fact.options}
    return {option: labels[option] for option in options}


def _evidence(advice: Advice, speaker: Speaker) -> dict[str, dict[str, str]]:
    """For each rule that fired how good its ground is, how far that was verified, and what else is known of it."""
    found = {rule: speaker.knowledge.rules[rule].evidence for rule in advice.fired}
    return {
        rule: {"grade": one.grade, "verified": one.verified, "note": speaker.text(one.note)}
        for rule, one in found.items()
        if one != NO_EVIDENCE
    }


def _amounts(item: ItemAdvice) -> dict[str, object]:
    """Its range, and the limit that its text says."""
    found: dict[str, object] = {}
    if item.range is not None:
        found["range"] = {**item.range.as_dict(), "unit": item.unit}
    if item.limit is not None:
        found["limit"] = {"at_most": item.limit, "unit": item.unit}
    return found


def _item(item: ItemAdvice, advice: Advice, speaker: Speaker, full: bool) -> dict[str, object]:
    data: dict[str, object] = {"topic": item.topic, "id": item.id, "state": str(item.state)}
    if full or item.state is not State.OPEN:
        data["title"] = speaker.item(item.id)
    if item.urgency:
        data["urgency"] = item.urgency.value
    data |= _amounts(item)
    if item.rank is not None:
        data["rank"] = item.rank
    for key in _RULES_AND_FACTS if full else _BEHIND[item.state]:
        data[key] = list(getattr(item, key))
    if full:
        data["cites"] = list(sources(item, speaker))
    if full or item.state is State.GIVEN:
        data["text"] = item_text(item, speaker)
    if full or item.state is not State.OPEN:
        alone = item.urgent and item.state is State.GIVEN and not full
        data["because"] = emergency_reason(item, advice.emergencies, speaker) if alone else reasons(item, speaker)
    claim, rules = speaker.knowledge.vocabulary.items[item.id].claim, speaker.knowledge.rules
    if claim and (full or item.state is State.GIVEN):
        marks = (rules[rule].claim for rule in determining(item) if rule in rules)
        data["claims"] = {"text": claim, "because": list(dict.fromkeys(filter(None, marks)))}
    return data
