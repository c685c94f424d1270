"""`sluimer show`: everything about one rule, as text or as a picture of its chain; or the net of all rules."""

from dataclasses import fields
from pathlib import Path
from typing import Annotated

import click

from sluimer.authoring.cases.coverage import TRUTHS
from sluimer.authoring.cases.read import cases_of
from sluimer.authoring.cases.run import truth_in_cases
from sluimer.commands.knowledge import authors_knowledge
from sluimer.commands.locale import message_language
from sluimer.commands.options import KnowledgeFolder, Lang
from sluimer.commands.output import standard_error, standard_output
from sluimer.commands.parameters import Operand, ValueOf
from sluimer.commands.views import PICTURES, View, print_picture
from sluimer.explain.relations import relations_of
from sluimer.meaning.from_rules import make_net
from sluimer.meaning.notation import net_lines
from sluimer.messages import Position, Problems, UnknownTargetError
from sluimer.messages.texts import word
from sluimer.tell.outline import parted, plain
from sluimer.tell.pictures.chain import chain_of_rule
from sluimer.tell.rule import CaseOfRule, CasesOf, tell_rule
from sluimer.tell.speaker import Speaker
from sluimer.tell.titles import rules_called

RuleName = Annotated[str | None, Operand(["rule"], metavar="RULE", required=False, help="option-rule")]
WithNet = Annotated[bool, click.Option(["--net"], is_flag=True, help="option-net")]
As = Annotated[
    View,
    click.Option(["form", "--format"], type=ValueOf(View), default="text", show_default=True, help="option-view"),
]


def show(rule: RuleName, net: WithNet, form: As, knowledge: KnowledgeFolder, lang: Lang) -> None:
    """Show one rule, or what all rules amount to, a line for each named condition."""
    if net is (rule is not None):
        raise click.UsageError(word("rule-or-net", message_language(lang)))
    place, speaker = authors_knowledge(knowledge, lang)
    paper = standard_output()
    if rule is None:
        paper.text("\n".join(net_lines(make_net(speaker.knowledge))))
        return
    name = _named(rule, speaker)
    if form in PICTURES:
        print_picture(chain_of_rule(name, speaker), form, paper)
        return
    cases = _cases(name, place.folder, speaker)
    if form is View.JSON:
        paper.data(_data(name, cases, speaker))
    else:
        paper.lines(parted(tell_rule(name, cases, speaker), (place.line(speaker.language),)))


def _named(rule: str, speaker: Speaker) -> str:
    """The rule that is called so, by its id or its title; where there are several, they are told."""
    found = rules_called(rule, speaker.knowledge)
    if not found:
        problems = Problems()
        near = problems.nearest(rule, speaker.knowledge.rules)
        problems.add("unknown-rule", Position(speaker.knowledge.manifest.name), near, name=rule)
        raise UnknownTargetError(problems.sorted())
    if len(found) > 1:
        standard_error().line(speaker.say("several-rules", name=rule, rules=", ".join(found)))
        raise click.exceptions.Exit(1)
    return found[0]


def _cases(rule: str, folder: Path, speaker: Speaker) -> CasesOf:
    """What the rule is in each case in which it has a say."""
    return [
        CaseOfRule(case.id, case.position, truth, rule in (*case.expected.fires, *case.expected.silent))
        for case, truth in truth_in_cases(rule, cases_of(folder, speaker.knowledge), speaker.knowledge)
    ]


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
