"""An emergency as the person reads it, whatever was asked: what to do now and why, and nothing else."""

from collections.abc import Iterable, Iterator, Sequence

from sluimer.knowledge.condition import slots_of
from sluimer.knowledge.vocabulary import fact_of
from sluimer.meaning.advice import ItemAdvice
from sluimer.meaning.model import Outcome
from sluimer.tell.item_texts import item_text
from sluimer.tell.outline import Line, Outline, Tone
from sluimer.tell.sections import because_line
from sluimer.tell.speaker import Speaker


def tell_emergency(urgent: Sequence[ItemAdvice], speaker: Speaker) -> Outline:
    """The verdict, and of each emergency what to do now and why; nothing where there is none."""
    if not urgent:
        return ()
    title, line = speaker.verdict(str(Outcome.URGENT))
    head = (Line(title, tone=Tone.URGENT), *((Line(line),) if line else ()), Line(""))
    return (*head, *(each for item in urgent for each in _item(item, urgent, speaker)))


def _item(item: ItemAdvice, urgent: Iterable[ItemAdvice], speaker: Speaker) -> Iterator[Line]:
    yield Line(item_text(item, speaker), 1, Tone.URGENT, "!")
    reason = emergency_reason(item, urgent, speaker)
    if reason:
        yield because_line(reason, speaker)


def emergency_reason(item: ItemAdvice, urgent: Iterable[ItemAdvice], speaker: Speaker) -> str:
    """Why it cannot wait; where a sensitive answer is a reason, no other one is told."""
    sensitive = {rule for each in urgent for rule in each.rules if _asks_sensitively(rule, speaker)}
    rules = [rule for rule in item.rules if rule in sensitive or not sensitive]
    return " ".join(dict.fromkeys(map(speaker.because, rules)))


def _asks_sensitively(rule: str, speaker: Speaker) -> bool:
    sensitive = speaker.knowledge.manifest.sensitive
    return any(fact_of(slot) in sensitive for slot in slots_of(speaker.knowledge.rules[rule].condition))
