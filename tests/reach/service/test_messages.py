"""Every message of the service has a test that brings it, and every status that refuses has its words."""

from pathlib import Path

import pytest

from sluimer.messages import spoken
from sluimer.messages.texts import codes
from sluimer.reach.service.problem_documents import refuse

TESTS = Path(__file__).parents[2]
BY_WORDS = {"service-needs-extra", "service-place-taken"}
"""Seen as text beside the command."""
UNSEEN = {"service-no-worker"}
"""Of what cannot be brought about: a process that ends before it answers, though its log and its place are right."""


def test_every_message_of_the_service_is_brought_by_some_test() -> None:
    places = [*(TESTS / "reach").rglob("test_*.py"), *(TESTS / "commands/embedder").glob("test_*.py")]
    text = "".join(path.read_text(encoding="utf-8") for path in places if path != Path(__file__))
    assert {
        code for code in codes("reach") if code.startswith("service") and f'"{code}"' not in text
    } <= BY_WORDS | UNSEEN


@pytest.mark.parametrize("kind", ["answers", "request", "log", "service"])
def test_every_kind_of_refusal_has_a_title_in_each_language(kind: str) -> None:
    refusal = refuse(422, "service-method", kind).refusal
    titles = [refusal.document(language)["title"] for language in spoken()]
    assert len(set(titles)) == len(titles)
    assert refusal.document("xx")["title"] == refusal.document("en")["title"]
