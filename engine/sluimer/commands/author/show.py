"""`sluimer show`: everything about one rule or other name, a rule also as a picture; or the net of all rules."""

from dataclasses import fields
from pathlib import Path
from typing import Annotated

import click

from sluimer.authoring.cases.coverage import TRUTHS
from sluimer.authoring.cases.read import cases_of
from sluimer.authoring.cases.run import truth_in_cases
from sluimer.authoring.names.mention import Named, NameKind
from sluimer.authoring.names.rename import NamedFiles, called, read_names
from sluimer.commands.author.uses import OneKind, uses_data, uses_lines
from sluimer.commands.knowledge import KnowledgePlace, authors_knowledge
from sluimer.commands.locale import message_language
from sluimer.commands.options import KnowledgeFolder, Lang
from sluimer.commands.output import standard_error, standard_output
from sluimer.commands.parameters import CommandOption, Operand
from sluimer.commands.views import PICTURES, View, print_picture
from sluimer.explain.relations import relations_of
from sluimer.meaning.from_rules import make_net
from sluimer.meaning.notation import net_lines
from sluimer.messages.texts import word
from sluimer.tell.declared import tell_declared
from sluimer.tell.outline import parted, plain
from sluimer.tell.pictures.chain import chain_of_rule
from sluimer.tell.rule import CaseOfRule, CasesOf, tell_rule
from sluimer.tell.speaker import Speaker
from sluimer.tell.titles import id_of, rules_called

ShownName = Annotated[str | None, Operand("NAME", "option-name")]
WithNet = Annotated[bool, CommandOption("--net", help="option-net")]
As = Annotated[View, CommandOption("--format", default="text", show_default=True, help="option-view")]


def show(name: ShownName, kind: OneKind, net: WithNet, form: As, knowledge: KnowledgeFolder, lang: Lang) -> None:
    """Show one rule or anything else that has a name, or what all rules amount to, a line for each condition."""
    if net is (name is not None):
        raise click.UsageError(word("rule-or-net", message_language(lang)))
    place, speaker = authors_knowledge(knowledge, lang)
    paper = standard_output()
    if name is None:
        paper.text("\n".join(net_lines(make_net(speaker.knowledge))))
        return
    files = read_names(place.folder)
    others = _others(name, kind or "", files, speaker)
    if others:
        _show_others(others, files, form, place, speaker)
        return
    rule = _rule(name, files, speaker)
    if form in PICTURES:
        print_picture(chain_of_rule(rule, speaker), form, paper)
        return
    cases = _cases(rule, place.folder, speaker)
    if form is View.JSON:
        paper.data(_data(rule, cases, speaker))
    else:
        paper.lines(parted(tell_rule(rule, cases, speaker), (place.line(speaker.language),)))


_BESIDE = (NameKind.CASE, NameKind.THEOREM)
"""What stands beside the knowledge, and declares nothing of it."""


def _others(name: str, kind: str, files: NamedFiles, speaker: Speaker) -> tuple[Named, ...]:
    """All that is called so, by name or by title, where no rule is meant."""
    if kind in ("", NameKind.RULE) and name in speaker.knowledge.rules:
        return ()
    found = files.index.called(name, kind) or files.index.called(id_of(name, speaker.knowledge), kind)
    return tuple(one for one in found if one.kind != NameKind.RULE)


def _show_others(
    found: tuple[Named, ...], files: NamedFiles, form: View, place: KnowledgePlace, speaker: Speaker
) -> None:
    """Each of these as it is declared, with where it is used; a picture is of a rule."""
    if form in PICTURES:
        raise click.UsageError(word("picture-of-rule", message_language(speaker.language)))
    told = [(one, tell_declared(one.kind, one.name, one.owner, speaker)) for one in found if one.kind not in _BESIDE]
    if form is View.JSON:
        texts = {one: plain(lines) for one, lines in told}
        data = [{**uses_data(one, files), "text": texts.get(one, "")} for one in found]
        standard_output().data({"names": data})
        return
    said = dict(told)
    outlines = (
        (head, *said.get(one, ()), *rest) for one in found for head, *rest in [uses_lines(one, files, speaker.language)]
    )
    standard_output().lines(parted(*outlines, (place.line(speaker.language),)))


def _rule(rule: str, files: NamedFiles, speaker: Speaker) -> str:
    """The rule that is called so, by its id or its title; where there are several, they are told."""
    found = rules_called(rule, speaker.knowledge)
    if not found:
        called(rule, "", files)  # which tells what is near it
        raise AssertionError(rule)
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
