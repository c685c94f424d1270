"""Reader of `rules/<pack>/`: the rules, with the statements they cite."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from sluimer.knowledge.base import Setting
from sluimer.knowledge.claims import Claims
from sluimer.knowledge.condition import ALWAYS, Known, leaves
from sluimer.knowledge.rule import Advise, Ask, Effect, Evidence, Prefer, Refer, Rule
from sluimer.knowledge.text import Text
from sluimer.language.forms import EVIDENCE, GRADES, RULE, VERIFIED
from sluimer.messages import Problems
from sluimer.read import form
from sluimer.read.claims import read_claim
from sluimer.read.conditions import Reading, read_condition
from sluimer.read.effects import Targets, read_effects
from sluimer.read.nodes import Node, ScalarNode
from sluimer.read.settings import read_settings


@dataclass(frozen=True, slots=True)
class Context:
    """What the reader of a rule must know about the rest."""

    languages: tuple[str, ...]
    statements: Collection[str]
    reading: Reading
    targets: Targets
    settings: Mapping[str, Setting]
    claims: Claims
    problems: Problems


def read_rules(files: Iterable[tuple[str, Node]], context: Context) -> dict[str, Rule]:
    """The rules of all files, each file with the pack it belongs to, sorted by id."""
    rules: dict[str, Rule] = {}
    for pack, node in files:
        for key, body in form.pairs(node, "rules/", context.problems):
            name = form.identifier(key, "rule", "-", context.problems)
            if name is None:
                continue
            rule = _rule(name, pack, key, body, context)
            if name in rules:
                context.problems.add("declared-twice", key.position, name=name, place=rules[name].position)
            else:
                rules[name] = rule
    return dict(sorted(rules.items()))


def _rule(name: str, pack: str, key: ScalarNode, body: Node, context: Context) -> Rule:
    problems = context.problems
    fields = form.fields(body, name, RULE.names, problems)
    then = fields.require("then", problems)
    because = fields.require("because", problems)
    when = fields.get("when")
    condition = read_condition(when, context.reading) if when else ALWAYS
    rule = Rule(
        id=name,
        pack=pack,
        effects=read_effects(then, context.targets) if then else (),
        because=form.text(because, "because", context.languages, problems) if because else Text(),
        cites=read_cites(fields, context.statements, problems),
        position=key.position,
        condition=condition,
        title=_text(fields, "title", context),
        interpretation=_text(fields, "interpretation", context),
        evidence=_evidence(fields, context),
        settings=_settings(fields.get("setting"), context),
        claim=read_claim(fields, context.claims, context.claims.of_pack(pack), problems),
    )
    _check_known(rule, fields, problems)
    _check_permission(rule, fields, problems)
    return rule


def read_cites(fields: form.Fields, statements: Collection[str], problems: Problems) -> tuple[str, ...]:
    """The statements a rule or scope stands on: at least one."""
    node = fields.get("cites")
    if node is None:
        if fields.misses("cites"):
            problems.add("no-cites", fields.position, what=fields.what)
        return ()
    return form.references(node, "unknown-statement", statements, problems, what="cites")


def _text(fields: form.Fields, key: str, context: Context) -> Text:
    node = fields.get(key)
    return form.text(node, key, context.languages, context.problems) if node else Text()


def _evidence(fields: form.Fields, context: Context) -> Evidence:
    node = fields.get("evidence")
    if node is None:
        return Evidence()
    parts = form.fields(node, "evidence", EVIDENCE.names, context.problems)
    return Evidence(
        form.one_of(parts, "grade", GRADES, context.problems),
        form.one_of(parts, "verified", VERIFIED, context.problems),
        _text(parts, "note", context),
    )


def _settings(node: Node | None, context: Context) -> tuple[tuple[str, tuple[str, ...]], ...]:
    return tuple(read_settings(node, context.settings, context.problems)) if node else ()


def _permits(effect: Effect) -> bool:
    return isinstance(effect, Advise | Prefer)


def _check_known(rule: Rule, fields: form.Fields, problems: Problems) -> None:
    """`known` and `unknown` alone are not monotone, so no advice and no stop may stand on them."""
    tests = any(isinstance(leaf, Known) for leaf in leaves(rule.condition))
    if tests and not all(isinstance(effect, Refer | Ask) for effect in rule.effects):
        problems.add("known-outside-refer", fields.place("when"), rule=rule.id)


def _check_permission(rule: Rule, fields: form.Fields, problems: Problems) -> None:
    if rule.evidence.verified == "unverified" and any(map(_permits, rule.effects)):
        problems.add("unverified-permits", fields.place("evidence"), rule=rule.id)
