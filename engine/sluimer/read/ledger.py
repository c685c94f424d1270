"""Reader of `rules/ledger/`: the statements of the sources, each with its place among the rules."""

from collections.abc import Collection, Iterable, Mapping

from sluimer.knowledge.base import Knowledge
from sluimer.knowledge.claims import Claims
from sluimer.knowledge.rule import Statement, Status
from sluimer.knowledge.text import NO_TEXT, Text
from sluimer.language.forms import STATEMENT, STATUSES, VERIFIED
from sluimer.messages import Position, Problems, listed, unexplained
from sluimer.read import form
from sluimer.read.claims import read_claim
from sluimer.read.nodes import Node

LEFT_OUT = (Status.MARKETING, Status.NOT_ENCODABLE)


def read_statements(
    files: Iterable[Node],
    languages: tuple[str, ...],
    sources: Mapping[str, object],
    claims: Claims,
    problems: Problems,
) -> dict[str, Statement]:
    """The statements of all ledger files, by id."""
    statements: dict[str, Statement] = {}
    for node in files:
        for key, body in form.pairs(node, "rules/ledger/", problems):
            statement = _statement(key.text, key.position, body, languages, sources, claims, problems)
            if key.text in statements:
                place = statements[key.text].position
                problems.add("declared-twice", key.position, name=key.text, place=place)
            else:
                statements[key.text] = statement
    return dict(sorted(statements.items()))


def _statement(
    name: str,
    position: Position,
    body: Node,
    languages: tuple[str, ...],
    sources: Mapping[str, object],
    claims: Claims,
    problems: Problems,
) -> Statement:
    fields = form.fields(body, name, STATEMENT.names, problems)
    source, says, where = fields.require("source", problems), fields.require("says", problems), fields.get("where")
    said = form.one_of(fields, "status", STATUSES, problems)
    status = Status(said or Status.ENCODED)
    if fields.get("status") and not said:
        problems.overlook([name])
    why = fields.require("why", problems) if status in LEFT_OUT else fields.get("why")
    origin = (form.reference(source, "unknown-source", sources, problems, what="source") or "") if source else ""
    return Statement(
        name,
        origin,
        form.text(says, "says", languages, problems) if says else Text(),
        position,
        where=form.text(where, "where", languages, problems) if where else NO_TEXT,
        verified=form.one_of(fields, "verified", VERIFIED, problems),
        status=status,
        explains=_explains(fields, status, problems),
        why=form.text(why, "why", languages, problems) if why else NO_TEXT,
        claim=read_claim(fields, claims, claims.of_source(origin), problems),
    )


def _explains(fields: form.Fields, status: Status, problems: Problems) -> tuple[str, ...]:
    """The rules that a reason is printed with; whether they exist is seen when all rules are read."""
    if status is Status.REASON:
        node = fields.require("explains", problems)
    elif (node := fields.get("explains")) and fields.get("status"):
        problems.add("explains-without-reason", fields.place("explains"), name=fields.what)
        return ()
    if node is None:
        return ()
    words = [form.word(part, "explains", problems) for part in form.one_or_more(node, "explains", problems)]
    return tuple(dict.fromkeys(word for word in words if word))


def check_ledger(knowledge: Knowledge, written: Collection[str], problems: Problems) -> None:
    """Every statement is cited, or says why not; and what is left out is cited nowhere.

    `written` is what stands behind `cites` anywhere, also where that could not be read.
    """
    cited = knowledge.citing
    encoded = {name for name, statement in knowledge.statements.items() if statement.status is Status.ENCODED}
    uncited = encoded.difference(cited, written)
    if not problems.has("duplicate-key"):
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
