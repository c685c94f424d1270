"""`sluimer screen --map`: a draft of a mapping where there is none yet."""

from collections.abc import Sequence
from pathlib import Path

from sluimer.commands.knowledge import Session
from sluimer.commands.output import standard_output
from sluimer.files.replace import private_in_place
from sluimer.messages import shown
from sluimer.population.mapping.draft import draft_mapping
from sluimer.population.mapping.tell import tell_draft


def draft(persons: Path, mapping: Path, keep: Sequence[str], session: Session, as_json: bool) -> None:
    """Draft a mapping and tell what is left to decide; nobody is advised. Raises PopulationError and OSError."""
    drafted = draft_mapping(persons, session.base.knowledge.vocabulary, keep)
    with private_in_place(mapping, over=False) as stream:
        stream.write(drafted.text.encode())
    if as_json:
        standard_output().data({"draft": shown(mapping), **drafted.as_dict()})
    else:
        standard_output().lines(tell_draft(drafted, shown(mapping), session.speaker))
