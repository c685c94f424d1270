"""Reader of `rules/ledger/`: the statements of the sources, each with its place among the rules."""

from collections.abc import Collection, Iterable

from sluimer.knowledge.base import Knowledge
from sluimer.knowledge.rule import Statement, Status
from sluimer.knowledge.text import NO_TEXT
from sluimer.language.forms import STATEMENT, STATUSES
from sluimer.language.shape import Many, Word
from sluimer.messages import Position, Problems, listed, unexplained
from sluimer.read import form
from sluimer.read.claims import claim_of
from sluimer.read.lexicon import Lexicon
from sluimer.read.nodes import Node
from sluimer.read.walk import words_below


def read_statements(files: Iterable[Node], lexicon: Lexicon) -> dict[str, Statement]:
    """The statements of all ledger files, by id."""
    statements: dict[str, Statement] = {}
    for node in files:
        for key, body in form.pairs(node, "rules/ledger/", lexicon.problems):
            statement = _statement(key.text, key.position, body, lexicon)
            if key.text in statements:
                form.note_twice(key, statements[key.text].position, lexicon.problems)
            else:
                statements[key.text] = statement
    return dict(sorted(statements.items()))


def _statement(name: str, position: Position, body: Node, lexicon: Lexicon) -> Statement:
    fields = form.fields(STATEMENT, body, name, lexicon)
    if fields.is_lost("status"):
        lexicon.problems.overlook([name])
    source, rules = fields.get("source", ""), fields.nodes.get("explains")
    return Statement(
        name,
        source,
        fields.get("says", NO_TEXT),
        position,
        where=fields.get("where", NO_TEXT),
        verified=fields.get("verified", ""),
        status=Status(fields.get("status", Status.ENCODED)),
        explains=form.read(Many(Word()), rules, "explains", lexicon) if rules else (),  # rules are not read yet
        why=fields.get("why", NO_TEXT),
        claim=claim_of(fields, lexicon.claims.of_source(source)),
    )


def check_ledger(knowledge: Knowledge, files: Iterable[Node], problems: Problems) -> None:
    """Every statement is cited in one of the files, or says why not; and what is left out is cited nowhere."""
    cited = knowledge.citing
    encoded = {name for name, statement in knowledge.statements.items() if statement.status is Status.ENCODED}
    uncited = encoded.difference(cited)
    if uncited and not problems.has("duplicate-key"):
        uncited = uncited.difference(*(words_below(node, "cites") for node in files))  # also where that is not read
        silent = {f"rule {name}" for name, rule in knowledge.rules.items() if not rule.cites}
        for name in unexplained(uncited, problems.named("unknown-statement") | silent):
            place = knowledge.statements[name].position
            problems.add("statement-without-status", place, name=name, known=listed(STATUSES))
    for statement in knowledge.statements.values():
        citing = cited.get(statement.id, ())
        if statement.status is not Status.ENCODED and citing:
            words = {"name": statement.id, "status": statement.status, "by": citing[0]}
            problems.add("status-of-cited", statement.position, **words)
        _check_explained(statement, knowledge.rules, problems)


def _check_explained(statement: Statement, rules: Collection[str], problems: Problems) -> None:
    for name in statement.explains:
        if name not in rules:
            near = problems.nearest(name, rules)
            problems.add("unknown-rule", statement.position, near, name=name)
