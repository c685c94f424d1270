"""The ledger on paper: as text, as data, or as a page."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from pathlib import Path

from sluimer.authoring.cases.model import RuleCase
from sluimer.authoring.cases.read import cases_of
from sluimer.commands.folder import about, authors_folder
from sluimer.commands.given import whole
from sluimer.commands.paper import standard_output
from sluimer.explain.ledger import counted, make_ledger
from sluimer.knowledge.rule import Status
from sluimer.tell.ledger import ledger_page, tell_ledger
from sluimer.tell.outline import parted


def print_ledger(status: Status | None, as_json: bool, as_page: bool, knowledge: Path | None, lang: str | None) -> None:
    """Print the statements, of one status or of all; raises KnowledgeError."""
    folder = authors_folder(knowledge)
    speaker = whole(folder, lang)
    cases = cases_of(folder, speaker.knowledge)
    entries = make_ledger(speaker.knowledge, _cases_of(cases), status)
    if as_json:
        counts = {status.value: count for status, count in counted(entries).items()}
        standard_output().data({"counts": counts, "statements": [entry.as_dict() for entry in entries]})
    elif as_page:
        standard_output().text(ledger_page(entries, speaker))
    else:
        told = (about(speaker, folder).line(speaker.language),)
        standard_output().lines(parted(tell_ledger(entries, speaker), told))


def _cases_of(cases: Iterable[RuleCase]) -> Mapping[str, tuple[str, ...]]:
    """For each rule the cases that expect it to fire."""
    found: defaultdict[str, list[str]] = defaultdict(list)
    for case in cases:
        for rule in case.expected.fires:
            found[rule].append(case.id)
    return {rule: tuple(names) for rule, names in found.items()}
