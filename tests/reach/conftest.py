"""A knowledge base whose names mean something to JavaScript."""

import re
import shutil
from pathlib import Path

import pytest

from conftest import HOUSE_PLANTS

RENAMED = {
    "drooping": "constructor",
    "thirsty": "length",
    "stressed": "size",
    "pests": "keys",
    "mites": "constructor",
    "light": "prototype",
    "shade": "map",
    "sunny_spot": "constructor",
    "shady_spot": "name",
    "place": "values",
    "sun-is-better": "constructor",
    "tall-plants-drink-less": "map",
    "ml/week": "constructor",
    "B4": "toString",
}
"""Of facts, options, findings, items, topics, rules, units and statements."""


@pytest.fixture(scope="session")
def renamed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The house plants, renamed."""
    folder = Path(shutil.copytree(HOUSE_PLANTS, tmp_path_factory.mktemp("renamed") / "plants"))
    names = re.compile("|".join(rf"(?<![\w-]){re.escape(name)}(?![\w-])" for name in RENAMED))
    for file in folder.rglob("*.yaml"):
        if not file.name.endswith(".cases.yaml"):
            text = file.read_text(encoding="utf-8")
            file.write_text(names.sub(lambda found: RENAMED[found[0]], text), encoding="utf-8")
    return folder
