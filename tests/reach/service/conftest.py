"""A service in this process, for what it answers; `process.py` starts real ones."""

import threading
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any

import pytest
import uvicorn
from fastapi.testclient import TestClient

from sluimer import KnowledgeBase
from sluimer.audit.log import DecisionLog
from sluimer.reach.service import Limits, Shelf, make_app
from sluimer.reach.service.supervisor import listen

USUAL = Limits()


@pytest.fixture(scope="session")
def service(magnesium: KnowledgeBase) -> Iterator[TestClient]:
    """The bundled knowledge, without a log."""
    with TestClient(make_app(Shelf(magnesium))) as client:
        yield client


@pytest.fixture
def logging_service(plant_care: KnowledgeBase, lite: DecisionLog) -> Iterator[TestClient]:
    """The house plants, with a log."""
    with TestClient(make_app(Shelf(plant_care), lite)) as client:
        yield client


@pytest.fixture
def limited(plant_care: KnowledgeBase) -> Callable[..., TestClient]:
    """The house plants, with other limits."""
    return lambda **limits: TestClient(make_app(Shelf(plant_care), limits=replace(USUAL, **limits)))


def codes(reply: Any) -> list[str]:
    """The codes of the problems in a reply that refuses."""
    assert reply.headers["content-type"] == "application/problem+json"
    assert reply.json()["status"] == reply.status_code
    return [problem["code"] for problem in reply.json()["problems"]]


@pytest.fixture(scope="session")
def address(magnesium: KnowledgeBase) -> Iterator[str]:
    """Where a service of this process listens, to programs of their own."""
    with listen("127.0.0.1", 0) as listening:
        port = listening.getsockname()[1]
        config = uvicorn.Config(make_app(Shelf(magnesium)), log_config=None, access_log=False)
        server = uvicorn.Server(config)
        thread = threading.Thread(target=server.run, args=([listening],))
        thread.start()
        yield f"http://127.0.0.1:{port}"
        server.should_exit = True
        thread.join()
