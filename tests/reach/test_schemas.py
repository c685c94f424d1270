"""The published schemas, without a service: what Python and the commands give fits them, and what is wrong does not."""

import json
import re
from typing import Any

import pytest
from jsonschema import Draft202012Validator

import sluimer
from conftest import BICYCLE, EXAMPLES, HOUSE_PLANTS, NEWS2, ROOT
from sluimer import KnowledgeBase
from sluimer.reach import json_schemas

PAGE = (ROOT / "docs/schemas.md").read_text(encoding="utf-8")


def fits(form: str, base: KnowledgeBase, document: Any) -> bool:
    """Whether a document is of this form."""
    made: bool = Draft202012Validator(json_schemas(base)[f"{form}.schema.json"]).is_valid(document)
    return made


def test_each_schema_stands_on_its_page_with_its_number_and_no_other_does(plant_care: KnowledgeBase) -> None:
    named = re.findall(r"`(urn:sluimer:schema:[a-z-]+:\d+)`", PAGE)
    assert sorted(named) == sorted(each["$id"] for each in json_schemas(plant_care).values())
    portable = json.loads((ROOT / "engine/sluimer/reach/js/knowledge.schema.json").read_text(encoding="utf-8"))
    assert f"`{portable['$id']}`" in PAGE
    record = json.loads((ROOT / "engine/sluimer/audit/record/decision.schema.json").read_text(encoding="utf-8"))
    assert f"`{record['title']}`" in PAGE


@pytest.mark.parametrize("folder", [HOUSE_PLANTS, BICYCLE, NEWS2], ids=lambda folder: folder.name)
def test_answers_and_advice_of_any_knowledge_fit(folder: Any) -> None:
    base = sluimer.load(folder)
    assert fits("case", base, {})
    assert not fits("case", base, {"constructor": True})
    assert fits("advice", base, json.loads(base.consult({}).to_json(full=True)))


@pytest.mark.parametrize("person", ["anna", "bert", "carla"])
def test_the_advice_of_an_example_fits_and_with_a_key_less_it_does_not(magnesium: KnowledgeBase, person: str) -> None:
    text = (EXAMPLES / f"{person}.yaml").read_text(encoding="utf-8")
    said = json.loads(magnesium.consult(magnesium.read_case(text)).to_json("en"))
    assert fits("advice", magnesium, said)
    for key in said.keys() - {"scores"}:
        assert not fits("advice", magnesium, {name: each for name, each in said.items() if name != key})


def test_problems_fit_in_each_language(magnesium: KnowledgeBase) -> None:
    with pytest.raises(sluimer.CaseError) as raised:
        magnesium.consult({"kidny_problems": True, "age": "old", "medicines": ["pip"]})
    for language in ("nl", "en"):
        told = [problem.as_dict(language) for problem in raised.value.problems]
        assert fits("problems", magnesium, {"problems": told})
    assert not fits("problems", magnesium, {"problems": []})


def test_a_schema_that_someone_changes_is_theirs_alone(plant_care: KnowledgeBase) -> None:
    json_schemas(plant_care)["advice.schema.json"]["required"].clear()
    assert json_schemas(plant_care)["advice.schema.json"]["required"]
