"""Every message about a population has a test that brings it."""

import re
from pathlib import Path

from sluimer.messages.texts import codes

TESTS = Path(__file__).parents[1]
AS_TEXT = {"bad-answers", "bad-lines", "row-not-json", "spark-bad-rows"}
"""Seen as text beside the command, or before the last of a file's problems."""


def test_every_message_about_a_population_is_brought_by_some_test() -> None:
    rooms = [path for room in ("population", "spark") for path in (TESTS / room).rglob("test_*.py")]
    places = [*rooms, TESTS / "commands/embedder/test_screen_command.py"]
    text = "".join(path.read_text(encoding="utf-8") for path in places if path != Path(__file__))
    assert {code for code in codes("population") if not re.search(f'[" ]{code}"', text)} <= AS_TEXT
