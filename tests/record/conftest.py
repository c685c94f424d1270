"""Records of generated persons, and the checker as a module of its own."""

import importlib.util
import json
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

import sluimer
from sluimer.record import canonical, make_record
from strategies.persons import draw_persons

RECORD = Path(sluimer.__file__).parent / "record"
CHECKER = RECORD / "check_record.py"
BICYCLE = Path(__file__).parent.parent / "knowledge" / "bicycle"
Record = dict[str, Any]
DOSED = {
    "insomnia": True, "kidney_problems": False, "medicines": [], "conditions": [], "life_stage": [], "side_effects": [],
    "current_dose": 0,
}  # fmt: skip


@pytest.fixture(scope="session")
def checker() -> ModuleType:
    """The checker, loaded from its file alone."""
    spec = importlib.util.spec_from_file_location("check_record_alone", CHECKER)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def read_back(record: Record) -> Record:
    """A record as it comes back from its canonical bytes."""
    read: Record = json.loads(canonical(record))
    return read


def records_of(kb: sluimer.KnowledgeBase, count: int, seed: int) -> list[Record]:
    """Records of generated persons, in every language in turn."""
    languages = kb.knowledge.manifest.languages
    people = draw_persons(kb.knowledge, count, seed=seed)
    return [
        read_back(make_record(kb.consult(person), languages[number % len(languages)]))
        for number, person in enumerate(people)
    ]


@pytest.fixture(scope="session")
def records() -> list[Record]:
    """Records of the bundled knowledge: of anyone, and of some who get a dose."""
    kb = sluimer.load()
    dosed = [make_record(kb.consult({**DOSED, "age": age})) for age in range(20, 40)]
    return [*records_of(kb, 80, seed=7), *map(read_back, dosed)]
