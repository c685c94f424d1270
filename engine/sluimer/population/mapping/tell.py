"""A draft of a mapping as text: what it looks like, and what is left to decide."""

from collections.abc import Iterator

from sluimer.messages import listed
from sluimer.population.mapping.draft import MappingDraft
from sluimer.tell.outline import Line, Outline, Tone, bullets, parted, section
from sluimer.tell.speaker import Speaker


def tell_draft(draft: MappingDraft, file: str, speaker: Speaker) -> Outline:
    """What a draft in this file leaves to decide."""
    made = (Line(speaker.say("draft-written", file=file), tone=Tone.HOLDS),)
    known = (Line(speaker.say("draft-export", name=draft.export)),) if draft.export else ()
    questions = section(speaker.say("heading-to-decide"), bullets(_questions(draft, speaker)), Tone.UNSURE)
    return parted((*made, *known), questions, (Line(speaker.say("draft-next")),))


def _questions(draft: MappingDraft, speaker: Speaker) -> Iterator[str]:
    alike: dict[tuple[str, tuple[str, ...]], list[str]] = {}
    for one in draft.questions:
        alike.setdefault((one.what, one.words), []).append(one.column)
    for (what, words), columns in alike.items():
        said = {"columns": listed(columns), "words": listed(words)}
        yield speaker.say(f"decide-{what}", count=len(columns), **said)
