"""Reader of `claims` and `audiences` in `rules/knowledge.yaml`, and of the mark that stands with a text."""

from collections.abc import Collection, Mapping

from sluimer.knowledge.audience import hidden
from sluimer.knowledge.claims import NO_CLAIMS, Audience, Claims
from sluimer.knowledge.rule import Rule
from sluimer.knowledge.text import NO_TEXT
from sluimer.language.forms import AUDIENCE, CLAIMS
from sluimer.messages import Problems, listed
from sluimer.read import form
from sluimer.read.nodes import Node
from sluimer.read.options import read_options


def read_claims(
    node: Node | None,
    languages: tuple[str, ...],
    packs: Collection[str],
    sources: Collection[str],
    problems: Problems,
) -> Claims:
    """The marks that texts can have, and those of whole packs and sources."""
    if node is None:
        return NO_CLAIMS
    fields = form.fields(node, "claims", CLAIMS.names, problems)
    options, default = fields.require("options", problems), fields.require("default", problems)
    marks = tuple(read_options(options, "claim", languages, problems))
    names = [mark.id for mark in marks]
    return Claims(
        marks,
        _mark(default, names, problems) if default else "",
        _marks_of(fields, "packs", "unknown-pack", packs, names, problems),
        _marks_of(fields, "sources", "unknown-source", sources, names, problems),
    )


def _marks_of(
    fields: form.Fields, key: str, code: str, known: Collection[str], names: Collection[str], problems: Problems
) -> Mapping[str, str]:
    """For each pack or source that is named, its mark."""
    node = fields.get(key)
    entries = form.pairs(node, key, problems) if node else ()
    found = {}
    for name, mark in entries:
        if form.reference(name, code, known, problems, what=key, known=listed(tuple(known))):
            found[name.text] = _mark(mark, names, problems)
    return found


def _mark(node: Node, names: Collection[str], problems: Problems) -> str:
    return form.reference(node, "unknown-claim", names, problems, what="claim") or ""


def read_claim(fields: form.Fields, claims: Claims, default: str, problems: Problems) -> str:
    """The mark that stands with a text, else this default."""
    node = fields.get("claim")
    return _mark(node, claims.names, problems) if node else default


def read_audiences(
    node: Node | None, languages: tuple[str, ...], claims: Claims, problems: Problems
) -> dict[str, Audience]:
    """The readers who may not be told everything."""
    audiences = {}
    for key, value in form.pairs(node, "audiences", problems) if node else ():
        fields = form.fields(value, key.text, AUDIENCE.names, problems)
        title, instead = fields.require("title", problems), fields.require("instead", problems)
        marks = fields.require("leaves_out", problems)
        audience = Audience(
            key.text,
            form.text(title, "title", languages, problems) if title else NO_TEXT,
            form.references(marks, "unknown-claim", claims.names, problems, what="leaves_out") if marks else (),
            form.text(instead, "instead", languages, problems) if instead else NO_TEXT,
        )
        if form.identifier(key, "audience", "_", problems):
            audiences[key.text] = audience
    return audiences


def check_cautions_are_told(rules: Mapping[str, Rule], audiences: Mapping[str, Audience], problems: Problems) -> None:
    """What stops, limits or refers gives its reason to every audience."""
    for audience in audiences.values():
        for rule in rules.values():
            if rule.cautions and hidden(rule, audience):
                problems.add("caution-hidden", rule.position, rule=rule.id, claim=rule.claim, audience=audience.id)
