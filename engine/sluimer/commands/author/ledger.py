"""`sluimer ledger`: each statement of the sources, with what became of it."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Annotated

from sluimer.authoring.cases.model import RuleCase
from sluimer.authoring.cases.read import cases_of
from sluimer.commands.knowledge import authors_knowledge
from sluimer.commands.options import AsJson, AsPage, KnowledgeFolder, Lang
from sluimer.commands.output import standard_output
from sluimer.commands.parameters import CommandOption
from sluimer.explain.ledger import counted, make_ledger
from sluimer.knowledge.rule import Status
from sluimer.tell.ledger import ledger_page, tell_ledger
from sluimer.tell.outline import parted

OneStatus = Annotated[Status | None, CommandOption("--status", help="option-status")]


def ledger(status: OneStatus, as_json: AsJson, as_page: AsPage, knowledge: KnowledgeFolder, lang: Lang) -> None:
    """Print the statements of the sources, of one status or of all."""
    place, speaker = authors_knowledge(knowledge, lang)
    cases = cases_of(place.folder, speaker.knowledge)
    entries = make_ledger(speaker.knowledge, _cases_of_rules(cases), status)
    if as_json:
        counts = {status.value: count for status, count in counted(entries).items()}
        standard_output().data({"counts": counts, "statements": [entry.as_dict() for entry in entries]})
    elif as_page:
        standard_output().text(ledger_page(entries, speaker))
    else:
        standard_output().lines(parted(tell_ledger(entries, speaker), (place.line(speaker.language),)))


def _cases_of_rules(cases: Iterable[RuleCase]) -> Mapping[str, tuple[str, ...]]:
    """For each rule the cases that expect it to fire."""
    found: defaultdict[str, list[str]] = defaultdict(list)
    for case in cases:
        for rule in case.expected.fires:
            found[rule].append(case.id)
    return {rule: tuple(names) for rule, names in found.items()}
