"""Whatever is sent to any address of the OpenAPI document: no fault of ours, and every answer fits its schema."""

from typing import Any

import pytest
from hypothesis import HealthCheck, settings

from conftest import HOUSE_PLANTS
from sluimer import load
from sluimer.reach.service import Shelf, make_app
from tries import FULL, tries

schemathesis = pytest.importorskip("schemathesis", reason="there is no schemathesis here")
checks = pytest.importorskip("schemathesis.specs.openapi.checks")

CHECKS = [
    schemathesis.checks.not_a_server_error,
    checks.status_code_conformance,
    checks.content_type_conformance,
    checks.response_schema_conformance,
    checks.unsupported_method,
]
api = schemathesis.openapi.from_asgi("/openapi.json", make_app(Shelf(load(None if FULL else HOUSE_PLANTS))))


@api.parametrize()  # type: ignore[untyped-decorator]  # what may be absent has no types
@settings(max_examples=tries(60), deadline=None, suppress_health_check=list(HealthCheck))
def test_every_address_answers_as_it_says(case: Any) -> None:
    case.call_and_validate(checks=CHECKS)
