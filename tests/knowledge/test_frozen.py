"""What a consultation returns cannot be changed."""

import copy
from collections.abc import Mapping
from typing import Any

import pytest

from sluimer import KnowledgeBase


def _values(kb: KnowledgeBase) -> dict[str, Any]:
    consultation = kb.consult({"light": "shade", "pests": ["mites"], "moisture": 5})
    knowledge = kb.knowledge
    return {
        "advice": consultation.advice,
        "case": consultation.case,
        "trace": consultation.trace,
        "knowledge": knowledge,
        "vocabulary": knowledge.vocabulary,
        "manifest": knowledge.manifest,
    }


NAMES = ["advice", "case", "trace", "knowledge", "vocabulary", "manifest"]


def _mappings(value: object) -> list[Mapping[object, object]]:
    found = [getattr(value, name) for name in dir(value) if not name.startswith("_") and name != "items"]
    return [each for each in found if isinstance(each, Mapping)]


@pytest.mark.parametrize("name", NAMES)
def test_nothing_in_it_can_be_changed(plant_care: KnowledgeBase, name: str) -> None:
    value = _values(plant_care)[name]
    before = copy.deepcopy(value)
    for field in (each for each in dir(value) if not each.startswith("_")):
        with pytest.raises((AttributeError, TypeError)):
            setattr(value, field, None)
    for mapping in _mappings(value):
        try:
            mapping["new"] = None  # type: ignore[index]  # that is the test
        except TypeError:
            continue
    assert _values(plant_care)[name] == before
