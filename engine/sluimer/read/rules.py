"""Reader of `rules/<pack>/`: the rules, with the statements they cite."""

from collections.abc import Callable, Iterable
from functools import partial

from sluimer.knowledge.condition import ALWAYS, Known, leaves
from sluimer.knowledge.rule import NO_EVIDENCE, Advise, Ask, Evidence, Prefer, Refer, Rule
from sluimer.language.files import RULES
from sluimer.language.forms import EVIDENCE, RULE
from sluimer.read import form
from sluimer.read.claims import claim_of
from sluimer.read.conditions import read_condition
from sluimer.read.effects import read_effects
from sluimer.read.form import Fields
from sluimer.read.lexicon import Lexicon
from sluimer.read.nodes import Node, ScalarNode
from sluimer.read.own_numbers import Places, own_places, own_text
from sluimer.read.settings import named_settings


def read_rules(files: Iterable[tuple[str, Node]], lexicon: Lexicon) -> dict[str, Rule]:
    """The rules of all files, each file with the pack it belongs to, sorted by id."""
    rules: dict[str, Rule] = {}
    for pack, node in files:
        for key, body in form.pairs(node, "rules/", lexicon.problems):
            if form.new_name(key, RULES, lexicon) is None:
                continue
            rule = _rule(pack, key, body, lexicon)
            if rule.id in rules:
                form.note_twice(key, rules[rule.id].position, lexicon.problems)
            else:
                rules[rule.id] = rule
    return dict(sorted(rules.items()))


def _rule(pack: str, key: ScalarNode, body: Node, lexicon: Lexicon) -> Rule:
    fields = form.fields(RULE, body, key.text, lexicon, apart=("title", "because", "interpretation"))
    then, when, evidence = (fields.nodes.get(name) for name in ("then", "when", "evidence"))
    before = len(lexicon.problems)
    effects = read_effects(then, lexicon) if then else ()
    condition = read_condition(when, lexicon) if when else ALWAYS
    own = partial(own_places, condition, effects, lexicon) if len(lexicon.problems) == before else None
    title, because, interpretation = (
        own_text(fields.nodes.get(name), name, own, lexicon) for name in ("title", "because", "interpretation")
    )
    rule = Rule(
        id=key.text,
        pack=pack,
        effects=effects,
        because=because,
        cites=fields.get("cites", ()),
        position=key.position,
        condition=condition,
        title=title,
        interpretation=interpretation,
        evidence=_evidence(evidence, own, lexicon) if evidence else NO_EVIDENCE,
        settings=tuple(named_settings(fields, "setting", lexicon)),
        claim=claim_of(fields, lexicon.claims.of_pack(pack)),
    )
    _check_ground(rule, fields, lexicon)
    return rule


def _evidence(node: Node, own: Callable[[], Places] | None, lexicon: Lexicon) -> Evidence:
    parts = form.fields(EVIDENCE, node, "evidence", lexicon, apart=("note",))
    note = own_text(parts.nodes.get("note"), "note", own, lexicon)
    return Evidence(parts.get("grade", ""), parts.get("verified", ""), note)


def _check_ground(rule: Rule, fields: Fields, lexicon: Lexicon) -> None:
    """What is not verified permits nothing; `known` and `unknown` are not monotone, so only questions stand on them."""
    tests = any(isinstance(leaf, Known) for leaf in leaves(rule.condition))
    if tests and not all(isinstance(effect, Refer | Ask) for effect in rule.effects):
        lexicon.problems.add("known-outside-refer", fields.place("when"), rule=rule.id)
    permits = any(isinstance(effect, Advise | Prefer) for effect in rule.effects)
    if permits and rule.evidence.verified == "unverified":
        lexicon.problems.add("unverified-permits", fields.place("evidence"), rule=rule.id)
