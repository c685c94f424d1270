"""Reader of `claims` and `audiences` in `rules/knowledge.yaml`, and of the mark that stands with a text."""

from collections.abc import Mapping

from sluimer.knowledge.audience import hidden
from sluimer.knowledge.claims import NO_CLAIMS, Audience, Claims
from sluimer.knowledge.rule import Rule
from sluimer.knowledge.text import NO_TEXT
from sluimer.language.forms import CLAIMS, MANIFEST
from sluimer.messages import Problems, listed
from sluimer.read import form
from sluimer.read.form import Fields
from sluimer.read.lexicon import Lexicon
from sluimer.read.nodes import Node
from sluimer.read.settings import options_in


def read_claims(node: Node | None, lexicon: Lexicon) -> Claims:
    """The marks that texts can have, and those of whole packs and sources."""
    if node is None:
        return NO_CLAIMS
    fields = form.fields(CLAIMS, node, "claims", lexicon, apart=("packs", "sources"))
    marks = options_in(fields)
    lexicon = lexicon.with_names(claim=[mark.id for mark in marks])
    default = fields.nodes.get("default")
    return Claims(
        marks,
        (form.name(default, "claim", "claim", lexicon) or "") if default else "",
        _marks_of(fields.nodes.get("packs"), "pack", "packs", lexicon),
        _marks_of(fields.nodes.get("sources"), "source", "sources", lexicon),
    )


def _marks_of(node: Node | None, kind: str, key: str, lexicon: Lexicon) -> Mapping[str, str]:
    """For each pack or source that is named, its mark."""
    known, found = lexicon.names[kind], {}
    for name, mark in form.pairs(node, key, lexicon.problems) if node else ():
        if form.reference(name, f"unknown-{kind}", known, lexicon.problems, what=key, known=listed(known)):
            found[name.text] = form.name(mark, "claim", "claim", lexicon) or ""
    return found


def claim_of(fields: Fields, default: str) -> str:
    """The mark that stands with a text, else this default; none where it could not be read."""
    return fields.get("claim", "") if "claim" in fields.nodes else default


def read_audiences(node: Node | None, lexicon: Lexicon) -> dict[str, Audience]:
    """The readers who may not be told everything."""
    audiences = {}
    for name, fields in form.declared(MANIFEST, "audiences", node, lexicon):
        marks, title = fields.get("leaves_out", ()), fields.get("title", NO_TEXT)
        audiences[name] = Audience(name, title, marks, fields.get("instead", NO_TEXT))
    return audiences


def check_cautions_are_told(rules: Mapping[str, Rule], audiences: Mapping[str, Audience], problems: Problems) -> None:
    """What stops, limits or refers gives its reason to every audience."""
    for audience in audiences.values():
        for rule in rules.values():
            if rule.cautions and hidden(rule, audience):
                problems.add("caution-hidden", rule.position, rule=rule.id, claim=rule.claim, audience=audience.id)
