"""JSON as the events that YAML gives, since YAML refuses some of it: other escapes, long keys, lines ended anywhere."""

import json
import re
from collections.abc import Iterator
from typing import Final, NoReturn

import yaml

_TOKEN: Final = re.compile(r'"(?:[^"\\]|\\.)*"|[{}\[\],:]|[^\s{}\[\],:"]+')
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
    line, start = 0, 0
    for found in _TOKEN.finditer(text):
        breaks = text.count("\n", start, found.start())
        if breaks:
            line, start = line + breaks, text.rfind("\n", start, found.start()) + 1
        token = found[0]
        if token not in ",:":
            yield _event(token, yaml.Mark("", found.start(), line, found.start() - start, None, None))


def _event(token: str, mark: yaml.Mark) -> yaml.Event:
    if token in _OPENING:
        return _OPENING[token](None, None, True, mark, mark)
    if token in _CLOSING:
        return _CLOSING[token](mark, mark)
    quoted = token.startswith('"')
    value = json.loads(token) if quoted else token
    return yaml.ScalarEvent(None, None, (True, True), value, mark, mark, style='"' if quoted else "")


def _refuse(constant: str) -> NoReturn:
    """`NaN` and `Infinity` are no JSON."""
    raise ValueError(constant)
