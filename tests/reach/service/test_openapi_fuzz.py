"""Whatever is sent to any address of the OpenAPI document: no fault of ours, and every answer fits its schema."""

from typing import Any

import schemathesis
from hypothesis import HealthCheck, settings
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
    unsupported_method,
)

from conftest import HOUSE_PLANTS
from sluimer import load
from sluimer.reach.service import Shelf, make_app
from tries import FULL, tries

CHECKS = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_schema_conformance,
    unsupported_method,
]
api = schemathesis.openapi.from_asgi("/openapi.json", make_app(Shelf(load(None if FULL else HOUSE_PLANTS))))


@api.parametrize()
@settings(max_examples=tries(160), deadline=None, suppress_health_check=list(HealthCheck))
def test_every_address_answers_as_it_says(case: "schemathesis.Case[Any]") -> None:
    case.call_and_validate(checks=CHECKS)
