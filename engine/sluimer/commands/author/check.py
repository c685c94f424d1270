"""`sluimer check`: the problems of a knowledge base."""

from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import click

from sluimer.commands.folder import About, authors_folder
from sluimer.commands.formats import Format, github_lines, sarif
from sluimer.commands.given import chosen_language, message_language, problem_lines, problems_told
from sluimer.commands.options import AsJson, Lang
from sluimer.commands.paper import standard_output
from sluimer.commands.parameters import PATH, Argument, OneOf
from sluimer.knowledge.base import Knowledge
from sluimer.messages import Language, Problem
from sluimer.messages.texts import word
from sluimer.read import declared_in
from sluimer.tell.outline import Line, Outline

if TYPE_CHECKING:
    from sluimer.authoring.lint import Fixed, Inspection

Folder = Annotated[Path | None, Argument(["folder"], required=False, type=PATH, metavar="[DIR]", help="option-folder")]
Mend = Annotated[bool, click.Option(["mend", "--fix"], is_flag=True, help="option-fix")]
Strict = Annotated[bool, click.Option(["strict", "--strict"], is_flag=True, help="option-strict")]
As = Annotated[Format | None, click.Option(["form", "--format"], type=OneOf(Format), help="option-format")]


def check(
    folder: Folder = None,
    mend: Mend = False,
    strict: Strict = False,
    form: As = None,
    as_json: AsJson = False,
    lang: Lang = None,
) -> None:
    """Print every problem of a knowledge base, or what it holds when it has none."""
    from sluimer.authoring.lint import fix, inspect  # here, since no other command needs them at its start

    shape = form or (Format.JSON if as_json else Format.TEXT)
    with problems_told(shape is Format.JSON, lang):
        place = authors_folder(folder)
    title, languages = declared_in(place)
    language = message_language(chosen_language(lang, languages))
    fixed = fix(place) if mend else None
    found = fixed.inspection if fixed else inspect(place)
    _print(found, fixed, About(title.in_nearest_language(language), place), shape, language)
    raise click.exceptions.Exit(1 if found.errors or (strict and found.warnings) else 0)


def _print(found: "Inspection", fixed: "Fixed | None", about: About, form: Format, language: Language) -> None:
    match form:
        case Format.JSON:
            mends = _mended(fixed, language) if fixed else {}
            standard_output().data({"knowledge": about.as_dict(), **_data(found, language), **mends})
        case Format.GITHUB:
            standard_output().text(github_lines(found.problems, about.folder, language))
        case Format.SARIF:
            standard_output().data(sarif(found.problems, about.folder, language))
        case Format.TEXT:
            mended = [Line(_told(fixed, language))] if fixed else []
            holds = _holds(found.knowledge, len(found.cases), language) if found.knowledge else ()
            summary = Line(_summary(found.problems, about, language))
            standard_output().lines([*mended, *problem_lines(found.problems, language), summary, *holds])


def _data(found: "Inspection", language: Language) -> dict[str, object]:
    counts = {"counts": {**counted(found.knowledge), "cases": len(found.cases)}} if found.knowledge else {}
    return {"problems": [problem.as_dict(language) for problem in found.problems], **counts}


def _mended(fixed: "Fixed", language: Language) -> dict[str, object]:
    return {
        "mended": [one.problem.as_dict(language) for one in fixed.mended],
        "files": [*fixed.files],
        "left": [*fixed.left],
    }


def _told(fixed: "Fixed", language: Language) -> str:
    left = f" {word('left-alone', language, files=', '.join(fixed.left))}" if fixed.left else ""
    if not fixed.files:
        return word("errors-first" if fixed.inspection.errors else "nothing-mended", language) + left
    return word("mended", language, count=len(fixed.mended), files=", ".join(fixed.files)) + left


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


def _summary(problems: Sequence[Problem], about: About, language: str) -> str:
    severities: Counter[str] = Counter()
    for problem in problems:
        severities[problem.severity] += int(dict(problem.words)["count"]) if problem.code == "more-problems" else 1
    said = [word(f"{kind}s", language, count=severities[kind]) for kind in ("error", "warning") if severities[kind]]
    if not said:
        return word("no-problems", language, knowledge=about)
    return word("some-problems", language, errors=", ".join(said), knowledge=about)


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
