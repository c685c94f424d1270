"""`sluimer screen --map`: a draft of a mapping where there is none yet, and the check of one that is there."""

from collections.abc import Sequence
from pathlib import Path

from sluimer.case import CaseReader
from sluimer.commands.knowledge import Session
from sluimer.commands.output import standard_output
from sluimer.files.replace import private_in_place
from sluimer.messages import shown
from sluimer.population import ScreeningChoice
from sluimer.population.mapping.draft import draft_mapping
from sluimer.population.mapping.tell import tell_draft
from sluimer.population.mapping.use import as_facts
from sluimer.population.read import opened


def draft_or_check(
    persons: Path, mapping: Path, keep: Sequence[str], session: Session, as_json: bool, wanted: bool
) -> int:
    """Draft a mapping, or check the one that is there. The exit code: 1 where results were `wanted` and there are none.

    Raises PopulationError and OSError.
    """
    if mapping.exists():
        _check(persons, mapping, keep, session, as_json)
        return 0
    draft = draft_mapping(persons, session.base.knowledge.vocabulary, keep)
    with private_in_place(mapping, over=False) as stream:
        stream.write(draft.text.encode())
    if as_json:
        standard_output().data({"draft": shown(mapping), **draft.as_dict()})
    else:
        standard_output().lines(tell_draft(draft, shown(mapping), session.speaker))
    return int(wanted)


def _check(persons: Path, mapping: Path, keep: Sequence[str], session: Session, as_json: bool) -> None:
    vocabulary = session.base.knowledge.vocabulary
    choice = ScreeningChoice(tuple(keep), mapping=mapping)
    with opened(persons) as source:
        fitting, _ = as_facts(source, choice, vocabulary, CaseReader(vocabulary))
    if as_json:
        standard_output().data({"mapping": fitting.mapping})
        return
    standard_output().line(session.speaker.say("mapping-fits", count=len(fitting.answered)))
