"""`sluimer check`: the problems of a knowledge base."""

from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated

import typer

from sluimer.cases import read_cases
from sluimer.commands.given import chosen_language, message_language, problem_lines
from sluimer.commands.options import AsJson, Lang
from sluimer.commands.paper import standard_output
from sluimer.explain.outline import Line, Outline
from sluimer.explain.words import word
from sluimer.knowledge.base import Knowledge
from sluimer.knowledge_base import bundled_folder
from sluimer.messages import Problem
from sluimer.read import check_knowledge

Folder = Annotated[Path | None, typer.Argument(metavar="DIR", help="option-folder", show_default=False)]


def check(folder: Folder = None, as_json: AsJson = False, lang: Lang = None) -> None:
    """Print every problem of a knowledge base, or what it holds when it has none."""
    language = message_language(chosen_language(lang))
    place = folder or bundled_folder()
    knowledge, problems = check_knowledge(place)
    cases, of_cases = read_cases(place, knowledge) if knowledge else ((), ())
    problems += of_cases
    failed = any(problem.severity == "error" for problem in problems)
    if as_json:
        counts = {"counts": {**counted(knowledge), "cases": len(cases)}} if knowledge else {}
        standard_output().data({"problems": [problem.as_dict(language) for problem in problems], **counts})
    else:
        summary = _summary(problems, str(place), language)
        holds = _holds(knowledge, len(cases), language) if knowledge else ()
        standard_output().lines([*problem_lines(problems, language), Line(summary), *holds])
    raise typer.Exit(1 if failed else 0)


def counted(knowledge: Knowledge) -> dict[str, object]:
    """How much a knowledge base holds."""
    rules = Counter(rule.pack for rule in knowledge.rules.values())
    return {
        "facts": len(knowledge.vocabulary.facts),
        "findings": len(knowledge.vocabulary.findings),
        "rules": len(knowledge.rules),
        "packs": {pack: rules[pack] for pack in knowledge.manifest.packs},
        "statements": len(knowledge.statements),
    }


def _summary(problems: Sequence[Problem], place: str, language: str) -> str:
    severities = Counter[str](problem.severity for problem in problems)
    kinds = (("error", "one-error", "errors"), ("warning", "one-warning", "warnings"))
    said = [
        word(one if severities[kind] == 1 else many, language, count=severities[kind])
        for kind, one, many in kinds
        if severities[kind]
    ]
    if not said:
        return word("no-problems", language, folder=place)
    return word("some-problems", language, errors=", ".join(said), folder=place)


def _holds(knowledge: Knowledge, cases: int, language: str) -> Outline:
    rules = Counter(rule.pack for rule in knowledge.rules.values())
    packs = ", ".join(f"{pack} {rules[pack]}" for pack in knowledge.manifest.packs)
    vocabulary = knowledge.vocabulary
    return (
        Line(word("count-facts", language, count=len(vocabulary.facts)), 1),
        Line(word("count-findings", language, count=len(vocabulary.findings)), 1),
        Line(word("count-rules", language, count=len(knowledge.rules), packs=packs), 1),
        Line(word("count-cases", language, count=cases), 1),
        Line(word("count-statements", language, count=len(knowledge.statements)), 1),
    )
