"""Names and sentences that a reader meets alone: no class is called as another, no docstring needs a neighbour."""

import ast
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from conftest import ROOT

STANDS_ALONE = "check_record.py"
"""It is read without the rest, and calls things as the format that it checks does."""


def trees() -> Iterator[tuple[Path, ast.Module]]:
    """Every module of the package."""
    for path in sorted((ROOT / "engine").rglob("*.py")):
        if path.name != STANDS_ALONE:
            yield path, ast.parse(path.read_text(encoding="utf-8"))


def test_no_two_classes_have_one_name() -> None:
    classes = [node.name for _, tree in trees() for node in ast.walk(tree) if isinstance(node, ast.ClassDef)]
    assert [name for name, count in Counter(classes).items() if count > 1] == []


def test_each_docstring_is_understood_alone() -> None:
    documented = (ast.ClassDef, ast.FunctionDef)
    leaning = [
        f"{path.name}: {node.name}"
        for path, tree in trees()
        for node in ast.walk(tree)
        if isinstance(node, documented) and (ast.get_docstring(node) or "").startswith("The same")
    ]
    assert leaning == []
