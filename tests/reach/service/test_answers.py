"""What the service answers is what the engine says, with the digest of the knowledge that said it."""

import json
import sqlite3
from collections.abc import Callable
from contextlib import closing
from typing import Any

import pytest
from fastapi.testclient import TestClient

from conftest import EXAMPLES, ROOT
from sluimer import KnowledgeBase
from sluimer.audit.log import DecisionLog
from sluimer.reach.service import Shelf, make_app
from sluimer.reach.service.shelf import ShelfNews

PEOPLE = ["anna", "bert", "carla"]


@pytest.mark.parametrize("language", ["nl", "en"])
@pytest.mark.parametrize("person", PEOPLE)
def test_advice_is_what_advise_prints(
    service: TestClient, magnesium: KnowledgeBase, person: str, language: str
) -> None:
    text = (EXAMPLES / f"{person}.yaml").read_text(encoding="utf-8")
    reply = service.post(f"/v1/advice?lang={language}", content=text, headers={"content-type": "application/yaml"})
    assert reply.status_code == 200
    assert reply.json() == magnesium.consult(magnesium.read_case(text)).as_dict(language)
    assert reply.headers["sluimer-knowledge"] == reply.json()["knowledge"]["digest"] == magnesium.name.digest
    assert reply.headers["cache-control"] == "no-store"


def test_advice_in_full_holds_what_fired(service: TestClient) -> None:
    brief, full = (
        service.post(f"/v1/advice?full={full}", json={"age": 58, "insomnia": True}).json() for full in ("false", "true")
    )
    assert "fired" not in brief
    assert full["fired"]


def test_a_region_is_its_language_and_none_is_the_first(service: TestClient) -> None:
    said = [service.post(f"/v1/advice{query}", json={}).json()["language"] for query in ("?lang=en-GB", "")]
    assert said == ["en", "nl"]


def test_questions_are_data_with_what_hangs_on_them(service: TestClient, magnesium: KnowledgeBase) -> None:
    answers = {"age": 58, "insomnia": True}
    found = service.post("/v1/questions?lang=en", json=answers).json()
    assert found["pending"] == list(magnesium.consult(answers).questions)
    assert {question["fact"] for question in found["questions"]} <= set(found["pending"])
    for question in found["questions"]:
        fact = magnesium.knowledge.vocabulary.facts[question["fact"]]
        assert question["kind"] == fact.kind
        assert {option["id"] for option in question["options"]} <= {option.id for option in fact.options}
        assert question["stakes"]["fact"] == fact.id
        assert question["why"]
    assert "outcome" not in found


def test_questions_lead_to_advice_in_which_nothing_is_left_to_ask(service: TestClient) -> None:
    """Whoever answers `no`, the first option, the lowest number, none of these: after some screens all is settled."""
    answers: dict[str, Any] = {}
    say: dict[str, Callable[[Any], Any]] = {
        "yes_no": lambda _: False,
        "choice": lambda question: question["options"][0]["id"],
        "set": lambda question: (
            {"excludes": [option["id"] for option in question["options"]]} if question["part"] else []
        ),
        "number": lambda question: max(40, question.get("lowest", 0)),
    }
    latest = ""
    for _ in range(60):
        found = service.post(f"/v1/questions?lang=en&latest={latest}", json=answers).json()
        if not found["questions"]:
            break
        new = {question["fact"]: say[question["kind"]](question) for question in found["questions"]}
        assert not new.keys() & answers.keys()
        answers |= new
        latest = found["questions"][-1]["fact"]
    assert service.post("/v1/advice", json=answers).json()["questions"] == []


def test_a_question_shows_the_options_that_matter_now(service: TestClient, magnesium: KnowledgeBase) -> None:
    answers = {"age": 58, "insomnia": True, "kidney_problems": True, "sex": "male", "medicines": ["digoxin"]}
    left: dict[str, Any] = dict(answers)
    while True:
        found = service.post("/v1/questions?lang=en", json=left).json()
        parts = [question for question in found["questions"] if question["part"]]
        if parts or not found["questions"]:
            break
        left |= {question["fact"]: "unknown" for question in found["questions"]}
    consultation = magnesium.consult(left)
    assert [question["fact"] for question in parts] == ["clinician_agreed"]
    assert [option["id"] for option in parts[0]["options"]] == list(consultation.options("clinician_agreed"))


def test_why_not_names_what_stops_and_what_would_turn_it(service: TestClient, magnesium: KnowledgeBase) -> None:
    answers = {"age": 58, "insomnia": True, "kidney_problems": True}
    found = service.post("/v1/why?target=dose&question=why-not", json=answers).json()
    consultation = magnesium.consult(answers)
    assert found["explanations"] == json.loads(json.dumps([one.as_dict() for one in consultation.why_not("dose")]))
    assert found["changes"] == json.loads(json.dumps([one.as_dict() for one in consultation.changes("dose", "given")]))


def test_each_row_of_a_batch_has_its_own_result(service: TestClient, magnesium: KnowledgeBase) -> None:
    rows = '[{"case": {"age": 12}}, {"case": {"age": "old"}}, {"case": {"age": 1, "age": 2}}, {}, 7, {"case": {}}]'
    found = service.post("/v1/batch?lang=en", content=rows).json()
    assert [row["status"] for row in found["results"]] == [200, 422, 422, 422, 422, 200]
    assert found["results"][0]["advice"] == magnesium.consult({"age": 12}).as_dict("en")
    problems = [row["problem"]["problems"][0]["code"] for row in found["results"] if "problem" in row]
    assert problems == ["answer-number", "answer-twice", "service-row", "service-row"]
    assert found["results"][1]["problem"]["problems"][0]["path"] == "/age"


def test_knowledge_says_what_can_be_asked(service: TestClient, magnesium: KnowledgeBase) -> None:
    found = service.get("/v1/knowledge?lang=en").json()
    assert [fact["fact"] for fact in found["facts"]] == list(magnesium.knowledge.vocabulary.facts)
    assert found["digest"] == magnesium.name.digest
    assert found["refused"] == 0


def test_other_rules_answer_whole_and_refused_ones_are_told(
    plant_care: KnowledgeBase, magnesium: KnowledgeBase
) -> None:
    shelf = Shelf(plant_care)
    client = TestClient(make_app(shelf))
    shelf.put(ShelfNews(refused=3))
    told = client.get("/readyz").json()
    assert (told["knowledge"]["digest"], told["refused"]) == (plant_care.name.digest, 3)
    shelf.put(ShelfNews(magnesium))
    told = client.get("/readyz").json()
    assert (told["knowledge"]["digest"], told["refused"]) == (magnesium.name.digest, 0)
    assert client.post("/v1/advice", json={}).json()["knowledge"]["name"] == "magnesium-sleep"


def test_every_decision_is_in_the_log_before_it_leaves(
    logging_service: TestClient, lite: DecisionLog, plant_care: KnowledgeBase
) -> None:
    seen = logging_service.post("/v1/advice", json={}, headers={"sluimer-person": "p1"}).json()
    why = logging_service.post("/v1/why?target=water", json={}, headers={"sluimer-person": "p1"}).json()
    rows = [{"case": {}, "person": "p2"}, {"case": {"nobody": 1}}]
    batch = logging_service.post("/v1/batch", json=rows).json()["results"]
    logging_service.post("/v1/questions", json={})
    logged = [one.decision for one in lite.decisions()]
    assert logged == [seen["decision"]["id"], why["decision"]["id"], batch[0]["advice"]["decision"]["id"]]
    assert [one.decision for one in lite.decisions("p1")] == logged[:2]
    assert [one.decision for one in lite.decisions("p2")] == logged[2:]


def test_a_person_is_the_same_in_a_header_as_anywhere(logging_service: TestClient, lite: DecisionLog) -> None:
    logging_service.post("/v1/advice", json={}, headers={b"sluimer-person": "Zoë".encode()})
    assert len(list(lite.decisions("Zoë"))) == 1


def test_what_cannot_be_logged_is_not_answered(logging_service: TestClient, lite: DecisionLog) -> None:
    with closing(sqlite3.connect(lite.name)) as connection:
        connection.execute("DROP TABLE sluimer_kept")
    reply = logging_service.post("/v1/advice", json={})
    assert reply.status_code == 503
    assert reply.json()["type"] == "urn:sluimer:problem:log"
    assert reply.headers["retry-after"] == "1"
    assert "outcome" not in reply.text
    assert "decisions.db" not in reply.text


def test_the_service_can_stand_inside_another_application(plant_care: KnowledgeBase) -> None:
    from fastapi import FastAPI

    whole = FastAPI()
    whole.mount("/sleep", make_app(Shelf(plant_care)))
    assert TestClient(whole).post("/sleep/v1/advice", json={}).status_code == 200


@pytest.mark.parametrize("name", ["healthz", "readyz", "metrics", "openapi.json", "schemas", "v1/knowledge"])
def test_what_is_about_the_service_needs_no_body(service: TestClient, name: str) -> None:
    assert service.get(f"/{name}").status_code == 200


def test_the_name_of_a_schema_is_no_path(service: TestClient) -> None:
    assert (ROOT / "pyproject.toml").is_file()
    for name in ("../pyproject.toml", "..%2f..%2fpyproject.toml", "%2e%2e/answers.py", "/etc/passwd", "advice", "\\x"):
        assert service.get(f"/schemas/{name}").status_code == 404
