"""Records of generated persons, and the checker as a module of its own."""

import importlib.util
import json
from collections.abc import Iterable, Mapping
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

import sluimer
from sluimer.audit.record import canonical, make_record, record_knowledge
from strategies.persons import draw_persons

RECORD = Path(sluimer.__file__).parent / "audit" / "record"
CHECKER = RECORD / "check_record.py"
Record = dict[str, Any]
DOSED = {
    "insomnia": True, "kidney_problems": False, "medicines": [], "conditions": [], "life_stage": [], "side_effects": [],
    "current_dose": 0, "suicidal_thoughts": False,
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
    """Records of generated persons, that share their knowledge."""
    return records_for(kb, draw_persons(kb.knowledge, count, seed=seed))


def records_for(kb: sluimer.KnowledgeBase, people: Iterable[Mapping[str, object]]) -> list[Record]:
    """The record of each, in every language in turn; the knowledge in them is one object."""
    languages = kb.knowledge.manifest.languages
    known = record_knowledge(kb.knowledge)
    shared = read_back(known.data)
    made = [
        make_record(kb.consult(person), languages[number % len(languages)], known=known)
        for number, person in enumerate(people)
    ]
    return [{**read_back({**record, "knowledge": {}}), "knowledge": shared} for record in made]


@pytest.fixture(scope="session")
def records() -> list[Record]:
    """Records of the bundled knowledge: of anyone, and of some who get a dose."""
    kb = sluimer.load()
    dosed = [{**DOSED, "age": age} for age in range(20, 30)]
    return records_for(kb, [*draw_persons(kb.knowledge, 40, seed=7), *dosed])
