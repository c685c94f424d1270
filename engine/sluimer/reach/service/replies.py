"""Replies: data as JSON, and refusals as problem documents."""

import json
from typing import Final

import orjson
from starlette.responses import Response

from sluimer.reach.service.problem_documents import MEDIA_TYPE, Refusal

JSON: Final = "application/json"
_ALWAYS: Final = {"cache-control": "no-store", "x-content-type-options": "nosniff"}
"""Nothing of a person stays behind in a cache on the way."""


def data_reply(data: object, digest: str = "") -> Response:
    """Data as JSON, with the digest of the knowledge that it came from."""
    named = {"sluimer-knowledge": digest} if digest else {}
    return Response(_json(data), 200, {**_ALWAYS, **named}, JSON)


def refusal_reply(refusal: Refusal, language: str = "") -> Response:
    """A refusal as a problem document."""
    return Response(_json(refusal.document(language)), refusal.status, {**_ALWAYS, **refusal.headers}, MEDIA_TYPE)


def _json(data: object) -> bytes:
    try:
        return orjson.dumps(data)
    except orjson.JSONEncodeError:  # a number of more than 64 bits, or half a character
        return json.dumps(data, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "replace")
