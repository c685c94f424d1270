"""One rule on paper: in plain sentences, as data, or as a picture of its chain."""

from dataclasses import fields
from pathlib import Path

import click

from sluimer.authoring.cases.coverage import TRUTHS
from sluimer.authoring.cases.model import RuleCase
from sluimer.authoring.cases.read import cases_of
from sluimer.authoring.cases.run import truth_in_cases
from sluimer.commands.folder import about, authors_folder
from sluimer.commands.given import whole
from sluimer.commands.paper import standard_error, standard_output
from sluimer.explain.relations import relations_of
from sluimer.meaning.from_rules import make_net
from sluimer.meaning.notation import net_lines
from sluimer.messages import Position, Problems, UnknownTargetError
from sluimer.tell.outline import parted, plain
from sluimer.tell.pictures.chain import chain_of_rule
from sluimer.tell.pictures.mermaid import mermaid
from sluimer.tell.pictures.svg import svg
from sluimer.tell.rule import CaseOfRule, CasesOf, tell_rule
from sluimer.tell.speaker import Speaker
from sluimer.tell.titles import rules_called


def print_net(knowledge: Path | None, lang: str | None) -> None:
    """Print what all rules amount to, a line for each named condition; raises KnowledgeError."""
    folder = authors_folder(knowledge)
    standard_output().text("\n".join(net_lines(make_net(whole(folder, lang).knowledge))))


def print_rule(rule: str, view: str, knowledge: Path | None, lang: str | None) -> None:
    """Print a rule; raises KnowledgeError, and UnknownTargetError where there is no such rule."""
    folder = authors_folder(knowledge)
    speaker = whole(folder, lang)
    rule = _named(rule, speaker)
    paper = standard_output()
    match view:
        case "mermaid":
            paper.text(mermaid(chain_of_rule(rule, speaker)))
        case "svg":
            paper.text(svg(chain_of_rule(rule, speaker)))
        case "json":
            paper.data(_data(rule, _cases(rule, folder, speaker), speaker))
        case _:
            told = tell_rule(rule, _cases(rule, folder, speaker), speaker)
            paper.lines(parted(told, (about(speaker, folder).line(speaker.language),)))


def _named(rule: str, speaker: Speaker) -> str:
    """The rule that is called so, by its id or its title; where there are several, they are told."""
    found = rules_called(rule, speaker.knowledge)
    if not found:
        raise _unknown(rule, speaker)
    if len(found) > 1:
        standard_error().line(speaker.say("several-rules", name=rule, rules=", ".join(found)))
        raise click.exceptions.Exit(1)
    return found[0]


def _unknown(rule: str, speaker: Speaker) -> UnknownTargetError:
    problems = Problems()
    near = problems.nearest(rule, speaker.knowledge.rules)
    problems.add("unknown-rule", Position(speaker.knowledge.manifest.name), near, name=rule)
    return UnknownTargetError(problems.sorted())


def _cases(rule: str, folder: Path, speaker: Speaker) -> CasesOf:
    """What the rule is in each case in which it has a say."""
    return [
        CaseOfRule(case.id, case.position, truth, _names(case, rule))
        for case, truth in truth_in_cases(rule, cases_of(folder, speaker.knowledge), speaker.knowledge)
    ]


def _names(case: RuleCase, rule: str) -> bool:
    return rule in (*case.expected.fires, *case.expected.silent)


def _data(name: str, cases: CasesOf, speaker: Speaker) -> dict[str, object]:
    rule, graph = speaker.knowledge.rules[name], chain_of_rule(name, speaker)
    around = relations_of(rule, speaker.knowledge)
    return {
        "id": name,
        "place": str(rule.position),
        "pack": rule.pack,
        "text": plain(tell_rule(name, cases, speaker)),
        "cites": [*rule.cites],
        "explained_by": [*speaker.knowledge.reasons_for(name)],
        "cases": {str(cell): [case.id for case in cases if case.truth is truth] for truth, cell in TRUTHS.items()},
        "around": {each.name: [other.id for other in getattr(around, each.name)] for each in fields(around)},
        "chain": {
            "nodes": [{"id": node.id, "kind": str(node.kind), "label": node.label} for node in graph.nodes],
            "edges": [{"from": edge.first, "to": edge.last, "label": edge.label} for edge in graph.edges],
        },
    }
