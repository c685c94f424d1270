"""What is wrong with a request is told by its code, its place and in both languages, and breaks nothing."""

import asyncio
import json
from collections.abc import Callable
from typing import Any

import pytest
from fastapi.testclient import TestClient

from reach.service.conftest import codes
from sluimer.messages import spoken
from sluimer.reach.service import gate
from sluimer.reach.service.bodies import person_named
from sluimer.reach.service.problem_documents import RefusedError

Limited = Callable[..., TestClient]

HOSTILE: dict[str, tuple[bytes, list[str]]] = {
    "nothing": (b"", ["empty-file"]),
    "no JSON": (b"{", ["not-yaml"]),
    "a list": (b"[]", ["case-not-a-mapping"]),
    "a text": (b'"age"', ["case-not-a-mapping"]),
    "a number": (b"41", ["case-not-a-mapping"]),
    "null": (b"null", ["empty-file"]),
    "twice": (b'{"age": 41, "age": 42}', ["answer-twice"]),
    "NaN": (b'{"age": NaN}', ["answer-number"]),
    "infinite": (b'{"age": 1e999}', ["answer-number"]),
    "many digits": (b'{"age": ' + b"9" * 5000 + b"}", ["value-too-long"]),
    "too many meanings": (b'{"current_dose": "1.500"}', ["number-two-ways"]),
    "another kind": (b'{"age": [41]}', ["answer-number"]),
    "a map for a yes": (b'{"insomnia": {"yes": true}}', ["answer-yes-no"]),
    "no fact": (b'{"kidny_problems": true}', ["unknown-fact"]),
    "no UTF-8": (b'{"age": "\xff"}', ["not-utf-8"]),
    "UTF-16": ('{"age": 41}'.encode("utf-16"), ["not-utf-8"]),
    "deep": (b'{"a":' * 5000 + b"1" + b"}" * 5000, ["too-deep"]),
    "deep lists": (b'{"age":' + b"[" * 20000 + b"]" * 20000 + b"}", ["too-deep"]),
    "an anchor": (b"a: &x [1]\nb: *x\n", ["unknown-fact"]),
    "a tag": (b"!!python/object/apply:os.system ['true']", ["tag"]),
    "zeros": (b"\0" * 100, ["control-character"]),
    "a null sign": (b'{"age": "\\u0000"}', ["hidden-character"]),
    "half a pair": (b'{"age": "\\ud800"}', ["half-character"]),
}


@pytest.mark.parametrize("kind", HOSTILE)
def test_a_body_that_is_no_case_is_refused(service: TestClient, kind: str) -> None:
    body, wanted = HOSTILE[kind]
    for address in ("/v1/advice", "/v1/questions", "/v1/why?target=dose"):
        reply = service.post(address, content=body)
        assert (reply.status_code, codes(reply)[:1]) == (422, wanted)


@pytest.mark.parametrize("kind", HOSTILE)
def test_a_body_that_is_no_batch_is_refused(service: TestClient, kind: str) -> None:
    body, _ = HOSTILE[kind]
    reply = service.post("/v1/batch", content=body)
    if kind == "a list":
        assert reply.json()["results"] == []
    else:
        assert reply.status_code == 422
        assert codes(reply) in (["service-rows"], ["not-utf-8"])


@pytest.mark.parametrize("kind", HOSTILE)
def test_a_row_that_is_no_case_harms_no_other(service: TestClient, kind: str) -> None:
    body, _ = HOSTILE[kind]
    try:
        json.loads(body.decode())
    except (ValueError, RecursionError):
        return
    found = service.post("/v1/batch", content=b'[{"case": {}}, {"case": ' + body + b'}, {"case": {}}]')
    assert [row["status"] for row in found.json()["results"]] == [200, 422, 200]


def test_a_problem_has_its_place_and_says_it_in_both_languages(service: TestClient) -> None:
    reply = service.post("/v1/advice?lang=en", content='{"medicines": ["ppi", "statn"], "kidny_problems": true}').json()
    assert reply["type"] == "urn:sluimer:problem:answers"
    assert reply["title"] == "What was sent cannot be used"
    found = {problem["path"]: problem for problem in reply["problems"]}
    assert set(found) == {"/medicines/1", "/kidny_problems"}
    told = found["/kidny_problems"]["texts"]
    assert set(told) == set(spoken())
    assert told["en"] == {
        "message": "`kidny_problems` is not a fact",
        "help": "did you mean `kidney_problems`? facts are declared in facts/",
    }
    assert told["nl"]["message"] != told["en"]["message"]
    assert reply["detail"] == reply["problems"][0]["texts"]["en"]["message"]


@pytest.mark.parametrize(
    ("address", "code"),
    [
        ("/v1/advice?lang=xx", "service-language"),
        ("/v1/advice?lang=" + "x" * 5000, "service-language"),
        ("/v1/advice?lang=%00", "service-language"),
        ("/v1/advice?lang=", "service-language"),
        ("/v1/advice?full=perhaps", "service-parameter"),
        ("/v1/why", "service-parameter"),
        ("/v1/why?target=dose&question=when", "service-parameter"),
        ("/v1/why?target=nothing", "unknown-target"),
        ("/v1/why?target=%00", "unknown-target"),
    ],
)
def test_an_address_that_asks_nothing_is_refused(service: TestClient, address: str, code: str) -> None:
    reply = service.post(address, json={"age": 41})
    assert (reply.status_code, codes(reply)) == (422, [code])


@pytest.mark.parametrize(
    ("method", "address", "status", "code"),
    [
        ("GET", "/nowhere", 404, "service-no-address"),
        ("GET", "/v1/advice", 405, "service-method"),
        ("DELETE", "/healthz", 405, "service-method"),
        ("GET", "/schemas/none.schema.json", 404, "service-no-schema"),
        ("GET", "/v1/knowledge?lang=xx", 422, "service-language"),
    ],
)
def test_what_is_not_there_is_told_as_the_rest(
    service: TestClient, method: str, address: str, status: int, code: str
) -> None:
    reply = service.request(method, address)
    assert (reply.status_code, codes(reply)) == (status, [code])


@pytest.mark.parametrize(
    "form", ["application/xml", "multipart/form-data; boundary=x", "application/json; charset=utf-16"]
)
def test_another_form_is_refused(service: TestClient, form: str) -> None:
    reply = service.post("/v1/advice", content=b'{"age": 41}', headers={"content-type": form})
    assert (reply.status_code, codes(reply)) == (415, ["service-form"])


@pytest.mark.parametrize(
    "form", ["application/json", "application/json; charset=UTF-8", "application/yaml", "application/vnd.shop+json", ""]
)
def test_the_forms_of_a_case_are_read(service: TestClient, form: str) -> None:
    assert service.post("/v1/advice", content=b'{"age": 41}', headers={"content-type": form}).status_code == 200


def test_a_person_without_a_log_is_refused(service: TestClient) -> None:
    reply = service.post("/v1/advice", json={}, headers={"sluimer-person": "42"})
    assert (reply.status_code, codes(reply)) == (422, ["service-person-unlogged"])
    row = service.post("/v1/batch", json=[{"case": {}, "person": "42"}]).json()["results"][0]
    assert row["problem"]["problems"][0]["code"] == "service-person-unlogged"


def test_a_person_who_could_be_anybody_is_refused(logging_service: TestClient) -> None:
    reply = logging_service.post("/v1/advice", json={}, headers={"sluimer-person": " "})
    assert (reply.status_code, codes(reply)) == (422, ["log-person"])
    with pytest.raises(RefusedError) as refused:
        person_named("\xff")
    assert refused.value.refusal.problems[0].code == "service-person"


def test_a_body_may_be_as_large_as_the_limit_and_no_larger(limited: Limited) -> None:
    client = limited(body=100)
    assert client.post("/v1/advice", content=b"{" + b" " * 98 + b"}").status_code == 200
    reply = client.post("/v1/advice", content=b"{" + b" " * 99 + b"}")
    assert (reply.status_code, codes(reply)) == (413, ["service-too-large"])
    assert reply.headers["connection"] == "close"
    assert client.post("/v1/batch", content=b'[{"case": {}}' + b" " * 200 + b"]").status_code == 200


def test_a_body_that_does_not_say_how_large_it_is_is_counted(limited: Limited) -> None:
    reply = limited(body=100).post("/v1/advice", content=iter([b" " * 60, b" " * 60]))
    assert (reply.status_code, codes(reply)) == (413, ["service-too-large"])


def test_a_batch_has_a_most(limited: Limited) -> None:
    client = limited(rows=2)
    assert client.post("/v1/batch", json=[{"case": {}}] * 2).status_code == 200
    reply = client.post("/v1/batch", json=[{"case": {}}] * 3)
    assert (reply.status_code, codes(reply)) == (413, ["service-many-rows"])


def test_an_answer_that_takes_too_long_is_refused(limited: Limited) -> None:
    reply = limited(seconds=0.001).post("/v1/batch", json=[{"case": {}}] * 500)
    assert reply.status_code in (408, 503)
    assert codes(reply)[0] in ("service-slow", "service-late")
    assert limited(seconds=60).post("/v1/batch", json=[{"case": {}}] * 2).status_code == 200


async def _asked(client: TestClient, parts: list[dict[str, Any]], wait: float = 0) -> tuple[int, bytes]:
    """What the application sends where its body comes as these messages, and then nothing."""
    scope: dict[str, Any] = {
        "type": "http", "method": "POST", "path": "/v1/advice", "raw_path": b"/v1/advice", "query_string": b"",
        "headers": [], "http_version": "1.1", "scheme": "http", "client": None, "server": ("x", 80), "root_path": "",
    }  # fmt: skip
    sent: list[Any] = []
    left = iter(parts)

    async def receive() -> Any:
        await asyncio.sleep(wait)
        part = next(left, None)
        return part if part is not None else await asyncio.Event().wait()

    async def send(message: Any) -> None:
        sent.append(message)

    await client.app(scope, receive, send)
    status = [each["status"] for each in sent if each["type"] == "http.response.start"]
    return status[0] if status else 0, b"".join(each.get("body", b"") for each in sent)


def test_a_body_that_never_ends_is_not_waited_for(limited: Limited) -> None:
    part = {"type": "http.request", "body": b"{", "more_body": True}
    status, body = asyncio.run(_asked(limited(seconds=0.05), [part]))
    assert status == 408
    assert b"service-slow" in body


def test_who_goes_away_gets_nothing_and_breaks_nothing(limited: Limited) -> None:
    assert asyncio.run(_asked(limited(), [{"type": "http.disconnect"}])) == (0, b"")


def test_more_at_once_than_the_limit_is_refused_and_then_answered(limited: Limited) -> None:
    client = limited(at_once=2)
    whole = {"type": "http.request", "body": b"{}", "more_body": False}

    async def crowd() -> list[tuple[int, bytes]]:
        return await asyncio.gather(*(_asked(client, [whole]) for _ in range(6)))

    found = asyncio.run(crowd())
    assert sorted(status for status, _ in found) == [200, 200, 429, 429, 429, 429]
    assert all(b"service-busy" in body for status, body in found if status == 429)
    assert asyncio.run(_asked(client, [whole]))[0] == 200


def test_a_fault_of_ours_says_nothing_of_the_person(
    limited: Limited, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def fail(*_: object) -> None:
        raise RuntimeError("drooping is yes")

    monkeypatch.setattr("sluimer.reach.service.application.advice_answer", fail)
    reply = limited().post("/v1/advice", json={"drooping": True})
    assert (reply.status_code, codes(reply)) == (500, ["service-failed"])
    assert "drooping" not in reply.text + caplog.text
    assert "RuntimeError at test_refusals.py" in caplog.text
    assert gate.NO_ROUTE == "-"
