"""Nothing is lost when a terminal closes: what was answered is kept for its owner, offered again, and thrown away."""

import os
import re
import signal
import struct
import subprocess
import sys
from pathlib import Path

import pytest

import sluimer as engine
from commands.terminal import ESCAPE, on_terminal
from conftest import HOUSE_PLANTS, ROOT
from sluimer.commands.person.draft import ConversationDraft, draft_of

BUNDLED = engine.load()
END = "s\n"
"""What somebody types who stops."""
UP = "\x1b[A"
CODES = re.compile(r"\x1b\[[?0-9;]*[a-zA-Z]")
HEALTHY = "44\nm\n" + "geen\n" * 5 + "0\n" + "geen\n" * 6 + "nee\n"


@pytest.fixture
def draft() -> ConversationDraft:
    """Where a conversation with the bundled knowledge is kept in this test."""
    return draft_of(BUNDLED)


def flat(printed: str) -> str:
    """What is seen, wherever it is broken."""
    return " ".join(printed.split())


def shown(said: str, columns: int = 80, *words: str) -> str:
    """What is seen of a conversation in which this is typed."""
    printed = on_terminal(columns, "ask", "--lang", "nl", *words, said=said.encode())
    return CODES.sub("", ESCAPE.sub("", printed)).replace("\r", "")


def test_what_was_answered_is_kept_privately_and_offered_again(draft: ConversationDraft) -> None:
    first = flat(shown(f"44\nv\n{END}"))
    assert draft.path.stat().st_mode & 0o777 == 0o600
    assert draft.path.parent.stat().st_mode & 0o777 == 0o700
    assert draft.read(BUNDLED) == {"age": "44", "sex": "female"}
    assert first.count("Alleen u kunt dat") == 1
    assert "Uw antwoorden staan nog in" in first
    again = flat(shown(f"misschien\nja\n{END}"))
    assert "Er is een gesprek dat u niet hebt afgemaakt, met 2 antwoorden" in again
    assert "Antwoord met ja of nee, niet met `misschien`." in again
    assert "Over u, 3 van 3" in again
    assert "Hoe oud bent u?" not in again


def test_who_does_not_go_on_begins_anew_and_the_draft_is_gone(draft: ConversationDraft) -> None:
    draft.write({"age": "70"}, "Before.")
    assert "Hoe oud bent u?" in shown(f"nee\n{END}")
    assert not draft.path.exists()


def test_a_finished_conversation_leaves_no_draft(draft: ConversationDraft) -> None:
    assert "Dit waren alle vragen." in shown(HEALTHY)
    assert not draft.path.exists()


def test_who_says_forget_leaves_nothing_and_gets_no_advice(draft: ConversationDraft) -> None:
    printed = shown("44\nwis\n")
    assert printed.rstrip().endswith("Uw antwoorden zijn weggegooid.")
    assert not draft.path.exists()


def test_no_draft_is_made_for_who_wants_none_or_types_on_no_terminal(draft: ConversationDraft) -> None:
    shown(f"44\n{END}", 80, "--no-draft")
    command = [sys.executable, "-m", "sluimer", "ask"]
    subprocess.run(command, input=b"44\n", capture_output=True, cwd=ROOT, check=True)
    assert not draft.path.exists()


@pytest.mark.skipif(sys.platform == "win32", reason="a terminal closes another way there")
def test_nothing_is_lost_when_the_terminal_closes(draft: ConversationDraft) -> None:
    import fcntl
    import pty
    import termios

    outer, inner = pty.openpty()
    fcntl.ioctl(inner, termios.TIOCSWINSZ, struct.pack("HHHH", 24, 80, 0, 0))
    command = [sys.executable, "-m", "sluimer", "ask", "--lang", "nl"]
    with subprocess.Popen(command, stdin=inner, stdout=inner, stderr=inner, cwd=ROOT, start_new_session=True) as run:
        os.close(inner)
        os.write(outer, b"44\n")
        seen = b""
        while seen.count(b"Uw antwoord") < 2:
            seen += os.read(outer, 1000)
        os.killpg(run.pid, signal.SIGHUP)
        os.close(outer)
    assert draft.read(BUNDLED) == {"age": "44"}


@pytest.mark.parametrize("content", [b"\xff", b"[1, 2]", b"age: [", b"", b"age: 5.000", b"agee: 44"])
def test_a_draft_that_cannot_be_read_is_none(draft: ConversationDraft, content: bytes) -> None:
    draft.write({}, "Nothing.")
    draft.path.write_bytes(content)
    assert draft.read(BUNDLED) == {}


def test_of_a_draft_of_another_version_what_is_still_understood_is_kept(draft: ConversationDraft) -> None:
    draft.write({"age": "44", "gone": "yes", "sex": "unknown", "medicines": ["ppi", "gone"]}, "Before.")
    assert draft.read(BUNDLED) == {"age": "44", "sex": "unknown"}


def test_a_draft_is_no_link_to_something_else(draft: ConversationDraft, tmp_path: Path) -> None:
    other = tmp_path / "other.yaml"
    other.write_text("mine", encoding="utf-8")
    draft.path.parent.mkdir(parents=True)
    draft.path.symlink_to(other)
    with pytest.raises(OSError, match="Invalid argument"):
        draft.write({"age": "44"}, "Before.")
    assert other.read_text(encoding="utf-8") == "mine"


def test_each_knowledge_base_has_a_draft_of_its_own(draft: ConversationDraft) -> None:
    assert draft_of(engine.load(HOUSE_PLANTS)).path != draft.path


def test_where_it_cannot_be_kept_it_is_told_and_the_conversation_goes_on(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    taken = tmp_path / "taken"
    taken.write_text("a file", encoding="utf-8")
    monkeypatch.setenv("XDG_STATE_HOME", str(taken))
    printed = flat(shown(f"44\nv\n{END}"))
    assert printed.count("kan niet") == 1
    assert "Over u, 3 van 3" in printed


@pytest.mark.parametrize("columns", [80, 40])
def test_every_screen_fits_on_a_small_terminal(columns: int) -> None:
    printed = shown("44\nv\ngeen\n" + "?\n" * 45, columns).partition("Magnesium en slaap")[2]
    screens = re.split(r"Uw antwoord: [^\n]*\n", printed)[:-1]
    assert len(screens) > 15
    assert max(len(screen.split("\n")) for screen in screens) <= 24


def test_an_earlier_line_comes_back_with_the_arrow() -> None:
    pytest.importorskip("readline")
    assert "`44` is geen keuze hier." in shown(f"44\n{UP}\n{END}")
