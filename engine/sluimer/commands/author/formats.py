"""Problems in the formats that other tools read: GitHub's workflow commands and SARIF."""

import os
from collections.abc import Iterable, Sequence
from dataclasses import replace
from enum import StrEnum
from pathlib import Path

from sluimer.messages import Language, Position, Problem

SARIF_SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"


class Format(StrEnum):
    """How `sluimer check` tells what it found."""

    TEXT = "text"
    JSON = "json"
    GITHUB = "github"
    SARIF = "sarif"


def github_lines(problems: Iterable[Problem], folder: Path, language: Language) -> str:
    """One workflow command for each problem, which GitHub shows beside the line it is about."""
    return "".join(_command(problem, folder, language) + "\n" for problem in problems)


def _from_here(place: Position, folder: Path) -> Position:
    """The place with its file as seen from where the command runs, which is what other tools look for."""
    path = folder / place.file
    return replace(place, file=Path(os.path.relpath(path)).as_posix()) if path.exists() else place


def _command(problem: Problem, folder: Path, language: Language) -> str:
    place = _from_here(problem.position, folder)
    at = {"file": place.file, "line": str(place.line), "col": str(place.column)} if place.line else {"file": place.file}
    properties = ",".join(f"{key}={_property(value)}" for key, value in {**at, "title": problem.code}.items())
    text = "\n".join(part for part in (problem.message(language), problem.help(language)) if part)
    return f"::{problem.severity} {properties}::{_data(text)}"


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")


def sarif(problems: Sequence[Problem], folder: Path, language: Language) -> dict[str, object]:
    """A SARIF 2.1.0 log with one run."""
    from importlib.metadata import version  # here, since it takes long to load

    driver = {
        "name": "sluimer",
        "version": version("sluimer"),
        "rules": [{"id": code} for code in sorted({problem.code for problem in problems})],
    }
    results = [_result(problem, folder, language) for problem in problems]
    run = {"tool": {"driver": driver}, "columnKind": "unicodeCodePoints", "results": results}
    return {"$schema": SARIF_SCHEMA, "version": "2.1.0", "runs": [run]}


def _result(problem: Problem, folder: Path, language: Language) -> dict[str, object]:
    from urllib.parse import quote  # here, since few runs need it

    place = _from_here(problem.position, folder)
    region = {"region": {"startLine": place.line, "startColumn": place.column}} if place.line else {}
    location = {"physicalLocation": {"artifactLocation": {"uri": quote(place.file)}, **region}}
    text = ". ".join(part for part in (problem.message(language), problem.help(language)) if part)
    return {"ruleId": problem.code, "level": problem.severity, "message": {"text": text}, "locations": [location]}
