"""JSON as the events that YAML gives, since YAML refuses some of it: other escapes, long keys, lines ended anywhere."""

import json
import re
from collections.abc import Iterator
from typing import Final, NoReturn

import yaml

_PIECE: Final = re.compile(r'"(?:[^"\\]|\\.)*"|[{}\[\],:]|[^\s{}\[\],:"]+')
_CLOSING: Final = {"}": yaml.MappingEndEvent, "]": yaml.SequenceEndEvent}
_OPENING: Final = {"{": yaml.MappingStartEvent, "[": yaml.SequenceStartEvent}


def is_json(text: str) -> bool:
    """Whether a text is a whole JSON object or array, and can be told from YAML by that."""
    if text.lstrip()[:1] not in ("{", "["):
        return False
    try:
        json.loads(text, parse_int=str, parse_float=str, parse_constant=_refuse)
    except (ValueError, RecursionError):
        return False
    return True


def json_events(text: str) -> Iterator[yaml.Event]:
    """The events of a text that is JSON, each with its place."""
    line, start, before = 0, 0, 0
    for found in _PIECE.finditer(text):
        breaks = text.count("\n", before, found.start())
        if breaks:
            line, start = line + breaks, text.rfind("\n", before, found.start()) + 1
        before = found.end()
        piece = found[0]
        if piece not in ",:":
            first, last = (yaml.Mark("", index, line, index - start, None, 0) for index in (found.start(), found.end()))
            yield _event(piece, first, last)


def _event(piece: str, first: yaml.Mark, last: yaml.Mark) -> yaml.Event:
    if piece in _OPENING:
        return _OPENING[piece](None, None, True, first, last)
    if piece in _CLOSING:
        return _CLOSING[piece](first, last)
    quoted = piece.startswith('"')
    value = json.loads(piece) if quoted else piece
    return yaml.ScalarEvent(None, None, (True, True), value, first, last, style='"' if quoted else "")


def _refuse(constant: str) -> NoReturn:
    """`NaN` and `Infinity` are no JSON."""
    raise ValueError(constant)
