"""Names that mean something to JavaScript are names like any other."""

from collections.abc import Iterator
from itertools import product
from pathlib import Path

import pytest

import sluimer
from reach.javascript import JavaScript, needs_node, running

pytestmark = needs_node


@pytest.fixture(scope="module")
def javascript() -> Iterator[JavaScript]:
    """The module, running."""
    with running() as found:
        yield found


def test_names_of_javascript_are_names_like_any_other(javascript: JavaScript, renamed: Path) -> None:
    kb = sluimer.load(renamed)
    answers = product((None, True, False), (None, "map", "sun"), (None, ["constructor"], ["constructor", "thrips"]))
    for drooping, light, pests in answers:
        said = {"indoors": True, "constructor": drooping, "prototype": light, "keys": pests, "height": 250}
        consultation = kb.consult(said)
        told = javascript.consult(kb, said, ("nl", "en"))
        assert told["texts"] == [consultation.to_json(one, full) for one in ("nl", "en") for full in (False, True)]
        assert told["truths"] == consultation.truths
