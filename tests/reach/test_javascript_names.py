"""Names that mean something to JavaScript are names like any other."""

import re
import shutil
from collections.abc import Iterator
from itertools import product
from pathlib import Path

import pytest

import sluimer
from conftest import HOUSE_PLANTS
from reach.javascript import JavaScript, needs_node, running

pytestmark = needs_node

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


@pytest.fixture(scope="module")
def javascript() -> Iterator[JavaScript]:
    """The module, running."""
    with running() as found:
        yield found


@pytest.fixture(scope="module")
def renamed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The house plants, renamed."""
    folder = Path(shutil.copytree(HOUSE_PLANTS, tmp_path_factory.mktemp("renamed") / "plants"))
    names = re.compile("|".join(rf"(?<![\w-]){re.escape(name)}(?![\w-])" for name in RENAMED))
    for file in folder.rglob("*.yaml"):
        if not file.name.endswith(".cases.yaml"):
            text = file.read_text(encoding="utf-8")
            file.write_text(names.sub(lambda found: RENAMED[found[0]], text), encoding="utf-8")
    return folder


def test_names_of_javascript_are_names_like_any_other(javascript: JavaScript, renamed: Path) -> None:
    kb = sluimer.load(renamed)
    answers = product((None, True, False), (None, "map", "sun"), (None, ["constructor"], ["constructor", "thrips"]))
    for drooping, light, pests in answers:
        said = {"indoors": True, "constructor": drooping, "prototype": light, "keys": pests, "height": 250}
        consultation = kb.consult(said)
        told = javascript.consult(kb, said, ("nl", "en"))
        assert told["texts"] == [consultation.to_json(one, full) for one in ("nl", "en") for full in (False, True)]
        assert told["truths"] == consultation.truths
