"""`sluimer check`: the problems of a knowledge base."""

import gc
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated

from sluimer.authoring.lint import Fixed, Inspection, fix, inspect
from sluimer.commands.author.formats import Format, github_lines, sarif
from sluimer.commands.knowledge import KnowledgePlace, declared_place
from sluimer.commands.options import AsJson, Folder, Lang
from sluimer.commands.output import standard_output
from sluimer.commands.parameters import CommandOption
from sluimer.commands.problems import problem_lines
from sluimer.knowledge.base import Knowledge
from sluimer.messages import Language, Problem
from sluimer.messages.texts import word
from sluimer.tell.outline import Line, Outline

Mend = Annotated[bool, CommandOption("--fix", help="option-fix")]
Strict = Annotated[bool, CommandOption("--strict", help="option-strict")]
As = Annotated[Format | None, CommandOption("--format", help="option-format")]


def check(folder: Folder, mend: Mend, strict: Strict, form: As, as_json: AsJson, lang: Lang) -> int:
    """Print every problem of a knowledge base, or what it holds when it has none."""
    place, language = declared_place(folder, lang)
    fixed, found = _inspected(place.folder, mend)
    _print(found, fixed, place, form or (Format.JSON if as_json else Format.TEXT), language)
    return 1 if found.errors or (strict and found.warnings) else 0


def _inspected(folder: Path, mend: bool) -> tuple[Fixed | None, Inspection]:
    """What was mended and what is found; nothing of it is thrown away meanwhile, so nothing is looked for to throw."""
    gc.disable()
    try:
        fixed = fix(folder) if mend else None
        return fixed, fixed.inspection if fixed else inspect(folder)
    finally:
        gc.enable()


def _print(found: Inspection, fixed: Fixed | None, place: KnowledgePlace, form: Format, language: Language) -> None:
    match form:
        case Format.JSON:
            standard_output().data({"knowledge": place.as_dict(), **_data(found, fixed, language)})
        case Format.GITHUB:
            standard_output().text(github_lines(found.problems, place.folder, language))
        case Format.SARIF:
            standard_output().data(sarif(found.problems, place.folder, language))
        case Format.TEXT:
            mended = [Line(_mended(fixed, language))] if fixed else []
            holds = _holds(found.knowledge, len(found.cases), language) if found.knowledge else ()
            summary = Line(_summary(found.problems, place, language))
            standard_output().lines([*mended, *problem_lines(found.problems, language), summary, *holds])


def _data(found: Inspection, fixed: Fixed | None, language: Language) -> dict[str, object]:
    data: dict[str, object] = {"problems": [problem.as_dict(language) for problem in found.problems]}
    if found.knowledge:
        data["counts"] = {**_counts(found.knowledge), "cases": len(found.cases)}
    if fixed:
        mended = [one.as_dict(language) for one in fixed.mended]
        data |= {"mended": mended, "files": [*fixed.files], "left": [*fixed.left]}
    return data


def _mended(fixed: Fixed, language: Language) -> str:
    left = f" {word('left-alone', language, files=', '.join(fixed.left))}" if fixed.left else ""
    if not fixed.files:
        return word("errors-first" if fixed.inspection.errors else "nothing-mended", language) + left
    return word("mended", language, count=len(fixed.mended), files=", ".join(fixed.files)) + left


def _counts(knowledge: Knowledge) -> dict[str, object]:
    return {
        "facts": len(knowledge.vocabulary.facts),
        "findings": len(knowledge.vocabulary.findings),
        "scores": len(knowledge.vocabulary.scores),
        "rules": len(knowledge.rules),
        "packs": _packs(knowledge),
        "statements": len(knowledge.statements),
    }


def _packs(knowledge: Knowledge) -> dict[str, int]:
    """How many rules each pack has."""
    rules = Counter(rule.pack for rule in knowledge.rules.values())
    return {pack: rules[pack] for pack in knowledge.manifest.packs}


def _summary(problems: Sequence[Problem], place: KnowledgePlace, language: str) -> str:
    severities: Counter[str] = Counter()
    for problem in problems:
        severities[problem.severity] += int(dict(problem.words)["count"]) if problem.code == "more-problems" else 1
    said = [word(f"{kind}s", language, count=severities[kind]) for kind in ("error", "warning") if severities[kind]]
    if not said:
        return word("no-problems", language, knowledge=place)
    return word("some-problems", language, errors=", ".join(said), knowledge=place)


def _holds(knowledge: Knowledge, cases: int, language: str) -> Outline:
    packs = ", ".join(f"{pack} {count}" for pack, count in _packs(knowledge).items())
    counts = {**_counts(knowledge), "cases": cases}
    scores = ("scores",) if knowledge.vocabulary.scores else ()
    kinds = ("facts", "findings", *scores, "rules", "cases", "statements")
    return tuple(Line(word(f"count-{kind}", language, count=counts[kind], packs=packs), 1) for kind in kinds)
