"""The published forms: every answer fits its schema, and the OpenAPI document is whole and true of every address."""

import json
from functools import cache
from typing import Any

import pytest
from fastapi.testclient import TestClient
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator
from referencing import Registry, Resource

from conftest import BICYCLE, EXAMPLES, HOUSE_PLANTS, NEWS2
from sluimer import KnowledgeBase, load
from sluimer.reach import schemas
from sluimer.reach.service import Shelf, make_app
from strategies.people import persons


@cache
def validator(name: str, base: KnowledgeBase) -> Draft202012Validator:
    """What checks a document by one of the published schemas."""
    every = [schemas.json_schema(each, base) for each in schemas.NAMES]
    registry: Registry[Any] = Registry().with_resources((one["$id"], Resource.from_contents(one)) for one in every)
    return Draft202012Validator(schemas.json_schema(f"{name}.schema.json", base), registry=registry)


@pytest.mark.parametrize("name", schemas.NAMES)
def test_a_schema_is_one_and_names_its_version(service: TestClient, name: str) -> None:
    found = service.get(f"/schemas/{name}").json()
    Draft202012Validator.check_schema(found)
    form = name.removesuffix(".schema.json")
    assert (found["$id"], found["title"]) == (f"urn:sluimer:schema:{form}:1", f"sluimer-{form}-1")


def test_what_is_called_the_same_is_the_same_in_every_schema(magnesium: KnowledgeBase) -> None:
    parts: dict[str, Any] = {}
    for name in schemas.NAMES:
        for part, said in schemas.json_schema(name, magnesium).get("$defs", {}).items():
            assert parts.setdefault(part, said) == said
    assert "AdvisedItem" in parts


def test_the_document_of_openapi_refers_to_nothing_that_is_not_there(service: TestClient) -> None:
    text = service.get("/openapi.json").text
    document = json.loads(text)
    parts = document["components"]["schemas"]
    refs = {part["$ref"] for part in _objects(document) if isinstance(part.get("$ref"), str)}
    assert refs
    assert {ref.rpartition("/")[2] for ref in refs} <= set(parts)
    assert all(ref.startswith("#/components/schemas/") for ref in refs)
    assert "$defs" not in text
    assert "HTTPValidationError" not in text


def _objects(part: Any) -> list[dict[str, Any]]:
    inside = part.values() if isinstance(part, dict) else part if isinstance(part, list) else ()
    return [*([part] if isinstance(part, dict) else []), *(each for one in inside for each in _objects(one))]


def test_openapi_asks_for_the_facts_of_the_knowledge_that_answers(plant_care: KnowledgeBase) -> None:
    client = TestClient(make_app(Shelf(plant_care)))
    case = client.get("/openapi.json").json()["components"]["schemas"]["Case"]
    assert set(case["properties"]) == set(plant_care.knowledge.vocabulary.facts)


@pytest.mark.parametrize(
    "folder", [None, HOUSE_PLANTS, BICYCLE, NEWS2], ids=["magnesium", "plants", "bicycle", "news2"]
)
def test_advice_of_every_knowledge_fits_the_schema(folder: Any) -> None:
    base = load(folder)
    check, asked = validator("advice", base), validator("questions", base)
    client = TestClient(make_app(Shelf(base)))
    for language in base.knowledge.manifest.languages:
        for full in ("true", "false"):
            check.validate(client.post(f"/v1/advice?lang={language}&full={full}", json={}).json())
        asked.validate(client.post(f"/v1/questions?lang={language}", json={}).json())


@pytest.mark.parametrize("person", ["anna", "bert", "carla"])
def test_all_that_is_answered_about_a_person_fits_its_schema(
    service: TestClient, magnesium: KnowledgeBase, person: str
) -> None:
    body = (EXAMPLES / f"{person}.yaml").read_bytes()
    form = {"content-type": "application/yaml"}
    for target in ("dose", "refer", "shortage", "sleep-dose", "deficiency_suspected", "glycinate"):
        for question in ("why", "why-not"):
            reply = service.post(f"/v1/why?target={target}&question={question}", content=body, headers=form)
            if reply.status_code == 200:
                validator("why", magnesium).validate(reply.json())
    validator("advice", magnesium).validate(service.post("/v1/advice?full=true", content=body, headers=form).json())


@given(answers=st.data())
def test_the_advice_for_anybody_fits_the_schema(magnesium: KnowledgeBase, answers: st.DataObject) -> None:
    case = answers.draw(persons(magnesium.knowledge))
    said = magnesium.consult(case).as_dict("nl", full=True)
    validator("advice", magnesium).validate(json.loads(json.dumps(said)))


def test_a_case_that_is_read_fits_its_schema_and_a_wrong_one_does_not(magnesium: KnowledgeBase) -> None:
    check = validator("case", magnesium)
    check.validate({"age": 41, "insomnia": True, "medicines": ["ppi"], "sex": None, "egfr": "unknown"})
    assert not check.is_valid({"kidny_problems": True})
    assert not check.is_valid({"medicines": ["nothing"]})


def test_a_refusal_fits_its_schema(service: TestClient, magnesium: KnowledgeBase) -> None:
    check = validator("problem", magnesium)
    for reply in (service.post("/v1/advice", json={"x": 1}), service.get("/x"), service.post("/v1/why", json={})):
        check.validate(reply.json())


def test_a_batch_and_the_rest_fit_their_schemas(service: TestClient, magnesium: KnowledgeBase) -> None:
    batch = service.post("/v1/batch", content=b'[{"case": {}}, {"case": {"x": 1}}, 3]').json()
    validator("batch", magnesium).validate(batch)
    for address, name in (
        ("/v1/knowledge", "knowledge"),
        ("/readyz", "ready"),
        ("/healthz", "health"),
        ("/schemas", "schema-list"),
    ):
        validator(name, magnesium).validate(service.get(address).json())
