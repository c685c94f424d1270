"""Every message about a log has a test that brings it, somewhere beside this one."""

from pathlib import Path

from sluimer.messages.texts import codes

TESTS = Path(__file__).parents[2]
UNSEEN = {"log-needs-extra"}
"""Of what is not installed; tests/test_wheel.py looks at that."""


def test_every_message_about_a_log_is_brought_by_some_test() -> None:
    places = [*(TESTS / "audit" / "log").glob("test_*.py"), *(TESTS / "commands").rglob("test_*log*.py")]
    text = "".join(path.read_text(encoding="utf-8") for path in places)
    assert {code for code in codes("audit") if f'"{code}"' not in text} <= UNSEEN
