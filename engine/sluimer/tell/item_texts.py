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
    start = f"{numeral(item.range.start, language)} {unit}"
    return text.replace(RANGE_PLACE, range_text(item.range, unit, language)).replace(START_PLACE, start)


def amount_text(item: ItemAdvice, speaker: Speaker) -> str:
    """The range of a given item, and where to begin where that is less than the most."""
    if item.range is None:
        return ""
    unit, language = speaker.unit(item.unit), speaker.told_in
    text = range_text(item.range, unit, language)
    start = f"{numeral(item.range.start, language)} {unit}"
    one_amount = item.range.least == item.range.most
    return text if one_amount else speaker.say("amount-from-start", range=text, start=start)


def reasons(item: ItemAdvice, speaker: Speaker) -> str:
    """The reasons of the rules that determined the state of the item, each once."""
    return " ".join(dict.fromkeys(map(speaker.because, determining(item))))


def sources(item: ItemAdvice, speaker: Speaker) -> tuple[str, ...]:
    """The codes of the statements on which the rules stand that determined the state of the item, each once."""
    return tuple(dict.fromkeys(cite for rule in determining(item) for cite in speaker.cites(rule)))


def evidence_notes(advice: Advice, speaker: Speaker) -> Mapping[str, str]:
    """What is known of the ground of the rules that fired: for each note the first rule that has it.

    Of rules that had no say nothing is noted: what they advise is no item of this advice, or they conclude a finding
    where nothing is advised at all.
    """
    rules, covered = speaker.knowledge.rules, advice.outcome is not Outcome.NOT_COVERED
    lists = (each for item in advice.items for each in (item.rules, item.withheld_by, item.limited_by, item.undecided))
    telling = {rule for each in lists for rule in each}
    notes: dict[str, str] = {}
    for rule in advice.fired:
        note = speaker.text(rules[rule].evidence.note)
        if note and (rule in telling or (covered and rules[rule].concludes)):
            notes.setdefault(note, rule)
    return notes
