"""What goes out: JSON in as few bytes as can be, whatever is in it."""

import json

import pytest

from sluimer.reach.service.replies import data_reply


@pytest.mark.parametrize("data", [{"at_most": 10**30}, {"text": "één"}, {"rank": 1, "limit": 2.5}, {}])
def test_any_data_goes_out_as_it_is(data: dict[str, object]) -> None:
    assert json.loads(bytes(data_reply(data).body)) == data


def test_half_a_character_goes_out_as_a_mark() -> None:
    assert json.loads(bytes(data_reply({"text": "a\ud800"}).body)) == {"text": "a?"}


def test_what_is_no_data_is_no_reply() -> None:
    with pytest.raises(TypeError):
        data_reply({"text": object()})
