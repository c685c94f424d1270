"""The rows of a batch: a JSON array, taken apart without reading each row, so that each has its own faults."""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from sluimer.reach.service.problem_documents import refuse

_SPACE: Final = re.compile(r"[ \t\r\n]*")
_DECODER: Final = json.JSONDecoder(parse_int=str, parse_float=str)


@dataclass(frozen=True, slots=True)
class BatchRow:
    """One person of a batch: the text of the case, and what the person is known by."""

    case: str
    person: str | None = None


class _NotJsonError(ValueError):
    """What cannot be taken apart."""


def rows_in(text: str, most: int) -> list[BatchRow | None]:
    """The rows of a batch, None for each that is no row; raises RefusedError where there are no rows at all."""
    try:
        elements = list(_parts(text, "[", "]"))
    except (ValueError, RecursionError):
        raise refuse(422, "service-rows", kind="answers") from None
    if len(elements) > most:
        raise refuse(413, "service-many-rows", most=most)
    return [_row(element) for _, element in elements]


def _row(text: str) -> BatchRow | None:
    try:
        members = list(_parts(text, "{", "}"))
    except ValueError:
        return None
    found = dict(members)
    if len(found) != len(members) or not {"case"} <= found.keys() <= {"case", "person"}:
        return None
    person = json.loads(found["person"]) if "person" in found else None
    return BatchRow(found["case"], person) if person is None or isinstance(person, str) else None


def _parts(text: str, opening: str, closing: str) -> Iterator[tuple[str, str]]:
    """The text of each element of an array, or of each member of an object with its name."""
    at = _expect(text, 0, opening)
    first = True
    while (end := _after_space(text, at)) >= len(text) or text[end] != closing:
        at = at if first else _expect(text, at, ",")
        name = ""
        if opening == "{":
            name, at = _value(text, at)
            at = _expect(text, at, ":")
        begin = _after_space(text, at)
        _, at = _value(text, at)
        yield str(json.loads(name)) if name else "", text[begin:at]
        first = False
    if _after_space(text, end + 1) != len(text):
        raise _NotJsonError


def _value(text: str, at: int) -> tuple[str, int]:
    begin = _after_space(text, at)
    _, end = _DECODER.raw_decode(text, begin)
    return text[begin:end], end


def _after_space(text: str, at: int) -> int:
    found = _SPACE.match(text, at)
    return found.end() if found else at


def _expect(text: str, at: int, sign: str) -> int:
    begin = _after_space(text, at)
    if text[begin : begin + 1] != sign:
        raise _NotJsonError
    return begin + 1
