"""`sluimer show`: everything about one rule, as text or as a picture of its chain."""

from dataclasses import fields
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from sluimer.cases import RuleCase, read_cases, run_cases
from sluimer.cases.coverage import TRUTHS
from sluimer.commands.given import problems_told, whole
from sluimer.commands.options import KnowledgeFolder, Lang
from sluimer.commands.paper import standard_output
from sluimer.explain.chain import chain_of_rule
from sluimer.explain.mermaid import mermaid
from sluimer.explain.outline import plain
from sluimer.explain.relations import relations_of
from sluimer.explain.speaker import Speaker
from sluimer.explain.svg import svg
from sluimer.explain.tell_rule import CaseOfRule, CasesOf, tell_rule
from sluimer.knowledge_base import bundled_folder
from sluimer.messages import KnowledgeError, Position, Problems, UnknownTargetError


class View(StrEnum):
    """How a rule is shown."""

    TEXT = "text"
    JSON = "json"
    MERMAID = "mermaid"
    SVG = "svg"


RuleName = Annotated[str, typer.Argument(metavar="RULE", help="option-rule", show_default=False)]
As = Annotated[View, typer.Option("--format", help="option-view")]


def show(rule: RuleName, view: As = View.TEXT, knowledge: KnowledgeFolder = None, lang: Lang = None) -> None:
    """Show one rule."""
    with problems_told(view is View.JSON, lang):
        speaker = whole(knowledge, lang)
        if rule not in speaker.knowledge.rules:
            raise _unknown(rule, speaker)
        match view:
            case View.MERMAID:
                standard_output().text(mermaid(chain_of_rule(rule, speaker)))
            case View.SVG:
                standard_output().text(svg(chain_of_rule(rule, speaker)))
            case View.JSON:
                standard_output().data(_data(rule, _cases(rule, knowledge or bundled_folder(), speaker), speaker))
            case View.TEXT:
                cases = _cases(rule, knowledge or bundled_folder(), speaker)
                standard_output().lines(tell_rule(rule, cases, speaker))


def _unknown(rule: str, speaker: Speaker) -> UnknownTargetError:
    problems = Problems()
    near = problems.nearest(rule, speaker.knowledge.rules)
    problems.add("unknown-rule", Position(speaker.knowledge.manifest.name), near, name=rule)
    return UnknownTargetError(problems.sorted())


def _cases(rule: str, folder: Path, speaker: Speaker) -> CasesOf:
    """What the rule is in each case in which it has a say."""
    cases, problems = read_cases(folder, speaker.knowledge)
    if problems:
        raise KnowledgeError(problems)
    return [
        CaseOfRule(result.case.id, result.case.position, result.truths[rule], _names(result.case, rule))
        for result in run_cases(cases, speaker.knowledge)
        if rule in result.truths
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
