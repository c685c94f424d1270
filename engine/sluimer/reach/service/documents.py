"""The forms of what goes in and comes out: JSON Schemas that are published, and the OpenAPI document made with them."""

import json
import re
from collections.abc import Iterator, Mapping
from typing import Any, Final

from fastapi import FastAPI
from fastapi.openapi.utils import get_openapi

from sluimer.knowledge_base import KnowledgeBase
from sluimer.reach.schemas import FORMS, Schema, case_schema, published
from sluimer.reach.service.problem_documents import MEDIA_TYPE
from sluimer.reach.service.shelf import Shelf

_REFUSED: Final = {
    404: "There is nothing at this address",
    405: "This address takes another method",
    408: "The body came too slowly",
    413: "The body is too large",
    415: "The body has another form",
    422: "What was sent cannot be used; the problems say why",
    429: "Too many answers at once; try again",
    503: "No answer now: it took too long, or could not be logged; try again",
}


def openapi(app: FastAPI, shelf: Shelf) -> Schema:
    """The OpenAPI document, in which a case is one of the knowledge that answers now."""
    name = shelf.base.name
    about = f"Advice from {name.name} {name.version}, {name.digest}."
    document = get_openapi(title=app.title, version=app.version, routes=app.routes, description=about)
    document.setdefault("components", {})["schemas"] = dict(_components(shelf.base))
    for address in document["paths"].values():
        for operation in address.values():
            operation["responses"] = {code: each for code, each in operation["responses"].items() if _ours(each)}
    return document


def _ours(response: Mapping[str, Any]) -> bool:
    """Whether a response was declared here; FastAPI adds one of its own for what it refuses."""
    return "HTTPValidationError" not in json.dumps(response)


def _components(base: KnowledgeBase) -> Iterator[tuple[str, Schema]]:
    """Each schema by the name that OpenAPI knows it by, and the parts that several share."""
    yield "Case", _within_openapi(case_schema(base))
    for form in FORMS:
        found = published(form)
        yield _named(form), _within_openapi({key: found[key] for key in found if key != "$defs"})
        for name, part in found.get("$defs", {}).items():
            yield name, _within_openapi(part)


def _named(form: str) -> str:
    return form.title().replace("-", "")


def _within_openapi(found: Schema) -> Schema:
    bare = {key: part for key, part in found.items() if key not in ("$schema", "$id", "title")}
    text = re.sub(r'"#/\$defs/(\w+)"', r'"#/components/schemas/\1"', json.dumps(bare))
    text = re.sub(r'"urn:sluimer:schema:(\w+):1"', lambda one: f'"#/components/schemas/{_named(one[1])}"', text)
    made: Schema = json.loads(text)
    return made


def of_case(form: str, summary: str) -> dict[str, Any]:
    """How an answer to a case is declared."""
    return _declared(form, summary, {"$ref": "#/components/schemas/Case"}, 408, 413, 415, 422, 429, 503)


def of_batch() -> dict[str, Any]:
    """How an answer to many cases is declared."""
    row = {
        "type": "object",
        "required": ["case"],
        "additionalProperties": False,
        "properties": {"case": {"$ref": "#/components/schemas/Case"}, "person": {"type": "string", "minLength": 1}},
    }
    body = {"type": "array", "items": row}
    return _declared("Batch", "Advice for many, each row with its own result", body, 408, 413, 415, 422, 429, 503)


def of_get(form: str, summary: str, language: bool = False, missing: bool = False) -> dict[str, Any]:
    """How what takes no body is declared."""
    refused = [*([422] if language else []), *([404] if missing else []), 429, 503]
    return _declared(form, summary, None, *refused)


def _declared(form: str, summary: str, body: Schema | None, *refused: int) -> dict[str, Any]:
    problem = {MEDIA_TYPE: {"schema": {"$ref": "#/components/schemas/Problem"}}}
    found = {"application/json": {"schema": {"$ref": f"#/components/schemas/{form}"}}}
    taken = {"requestBody": {"required": True, "content": {"application/json": {"schema": body}}}} if body else {}
    return {
        "summary": summary,
        "operation_id": form[0].lower() + form[1:],
        "responses": {
            200: {"description": summary, "content": found},
            **{code: {"description": _REFUSED[code], "content": problem} for code in refused},
        },
        "openapi_extra": taken,
    }
