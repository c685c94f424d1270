"""Nothing that a person answered stands in a log of requests, in a count, in a trace, or in what a fault tells."""

import logging

import pytest
from fastapi.testclient import TestClient
from opentelemetry import trace
from opentelemetry.sdk.trace import TracerProvider
from opentelemetry.sdk.trace.export import SimpleSpanProcessor
from opentelemetry.sdk.trace.export.in_memory_span_exporter import InMemorySpanExporter

from sluimer import KnowledgeBase
from sluimer.reach.service import Shelf, make_app

SECRET = "suicidal_thoughts"
ABOVE = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01"


def everything_said(client: TestClient) -> None:
    """Ask with the same secret in every place where somebody could put it."""
    client.post("/v1/advice", json={SECRET: True}, headers={"traceparent": ABOVE, "baggage": f"{SECRET}=yes"})
    client.post("/v1/advice", json={SECRET: "perhaps"})
    client.post(f"/v1/advice?{SECRET}=yes&lang={SECRET}", json={})
    client.post(f"/v1/why?target={SECRET}", json={SECRET: True})
    client.post("/v1/batch", json=[{"case": {SECRET: True}}])
    client.get(f"/v1/advice/{SECRET}")
    client.get(f"/schemas/{SECRET}")
    client.request(SECRET.upper(), "/v1/advice")


@pytest.fixture
def client(magnesium: KnowledgeBase) -> TestClient:
    """A service of its own, so that nothing was counted before."""
    return TestClient(make_app(Shelf(magnesium)))


def test_a_log_of_requests_holds_routes_and_no_answers(client: TestClient, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.INFO):
        everything_said(client)
    lines = [each.getMessage() for each in caplog.records if each.name == "sluimer.access"]
    assert [line.rsplit(" ", 2)[0] for line in lines] == [
        "POST /v1/advice 200",
        "POST /v1/advice 422",
        "POST /v1/advice 422",
        "POST /v1/why 422",
        "POST /v1/batch 200",
        "GET - 404",
        "GET /schemas/{name} 404",
        "- /v1/advice 405",
    ]
    assert SECRET not in "".join(lines).lower()


def test_counts_hold_routes_and_no_answers(client: TestClient) -> None:
    everything_said(client)
    told = client.get("/metrics").text
    assert 'sluimer_requests_total{method="POST",route="/v1/advice",status="200"} 1.0' in told
    assert 'sluimer_requests_total{method="GET",route="-",status="404"} 1.0' in told
    assert SECRET not in told.lower()


def test_a_trace_holds_routes_and_no_answers(client: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    seen, provider = InMemorySpanExporter(), TracerProvider()
    provider.add_span_processor(SimpleSpanProcessor(seen))
    monkeypatch.setattr(trace, "get_tracer", lambda name: provider.get_tracer(name))
    everything_said(client)
    spans = seen.get_finished_spans()
    assert spans[0].name == "POST /v1/advice"
    assert dict(spans[0].attributes or {}) == {
        "http.request.method": "POST",
        "http.route": "/v1/advice",
        "http.response.status_code": 200,
    }
    assert spans[0].parent
    assert f"{spans[0].parent.span_id:016x}" == "b7ad6b7169203331"
    assert SECRET not in "".join(span.to_json() for span in spans).lower()


def test_without_opentelemetry_nothing_is_traced_and_all_is_answered(
    client: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(__import__("sys").modules, "opentelemetry", None)
    assert client.post("/v1/advice", json={}).status_code == 200
