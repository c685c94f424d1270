"""What the knowledge base says of the items of one advice: what to do, why, and how good the ground is."""

from collections.abc import Mapping

from sluimer.knowledge.numeral import numeral, range_text
from sluimer.knowledge.vocabulary import LIMIT_PLACE, RANGE_PLACE, START_PLACE
from sluimer.meaning.advice import Advice, ItemAdvice, determining
from sluimer.meaning.model import Outcome, State
from sluimer.tell.speaker import Speaker


def item_text(item: ItemAdvice, speaker: Speaker) -> str:
    """What the person is to do, with its amounts filled in; empty for an item that is not given."""
    if item.state is not State.GIVEN:
        return ""
    text, unit, language = speaker.item_text(item.id), speaker.unit(item.unit), speaker.told_in
    if item.limit is not None:
        text = text.replace(LIMIT_PLACE, f"{numeral(item.limit, language)} {unit}")
    if item.range is None:
        return text
    text = text.replace(RANGE_PLACE, range_text(item.range, unit, language))
    start = item.range.start
    return text if start is None else text.replace(START_PLACE, f"{numeral(start, language)} {unit}")


def amount_text(item: ItemAdvice, speaker: Speaker) -> str:
    """The range of a given item, and where to begin if anything says."""
    if item.range is None:
        return ""
    unit, language = speaker.unit(item.unit), speaker.told_in
    text, start = range_text(item.range, unit, language), item.range.start
    if start is None or item.range.least == item.range.most:
        return text
    return speaker.say("amount-from-start", range=text, start=f"{numeral(start, language)} {unit}")


def reasons(item: ItemAdvice, speaker: Speaker) -> str:
    """The reasons of the rules that determined the state of the item, each once."""
    return " ".join(dict.fromkeys(map(speaker.because, determining(item))))


def ground_text(item: ItemAdvice, speaker: Speaker) -> str:
    """What is known of how good the ground is of the rules that bring a given item, each once."""
    rules = speaker.knowledge.rules
    notes = (speaker.text(rules[rule].evidence.note) for rule in item.rules if item.state is State.GIVEN)
    return " ".join(dict.fromkeys(filter(None, notes)))


def sources(item: ItemAdvice, speaker: Speaker) -> tuple[str, ...]:
    """The codes of the statements on which the rules stand that determined the state of the item, each once."""
    return tuple(dict.fromkeys(cite for rule in determining(item) for cite in speaker.cites(rule)))


def evidence_notes(advice: Advice, speaker: Speaker, given: bool = False) -> Mapping[str, str]:
    """What is known of the ground of the rules that fired: for each note the first rule that has it.

    Of rules that had no say nothing is noted: what they advise is no item of this advice, or they conclude a finding
    where nothing is advised at all. Where only what is `given` counts, it is of the rules that brought or limit that.
    """
    rules, covered = speaker.knowledge.rules, advice.outcome is not Outcome.NOT_COVERED
    telling = {rule for item in advice.items for rule in _having_a_say(item, given)}
    notes: dict[str, str] = {}
    for rule in advice.fired:
        note = speaker.text(rules[rule].evidence.note)
        if note and (rule in telling or (covered and not given and rules[rule].concludes)):
            notes.setdefault(note, rule)
    return notes


def _having_a_say(item: ItemAdvice, given: bool) -> tuple[str, ...]:
    if given:
        return (*item.rules, *item.limited_by) if item.state is State.GIVEN else ()
    return (*item.rules, *item.withheld_by, *item.limited_by, *item.undecided)
