"""The program can be stopped while it still reads its parts, as later."""

import os
import signal
import subprocess
import sys

import pytest

INTERRUPTING = """
import os, signal, sys
import sluimer_command

class Interrupting:
    def find_spec(self, name, path=None, target=None):
        if name == "sluimer.commands.main":
            os.kill(os.getpid(), signal.SIGINT)

sys.meta_path.insert(0, Interrupting())
sys.argv = ["sluimer", "--version"]
sluimer_command.run()
"""
LATER = """
import os, signal, sys
import sluimer.commands.main
import sluimer_command

sluimer.commands.main.run = lambda: os.kill(os.getpid(), signal.SIGINT)
try:
    sluimer_command.run()
except KeyboardInterrupt:
    sys.stdout.write("told")
"""
pytestmark = pytest.mark.skipif(os.name == "nt", reason="Windows sends no such signal to one process")


def _done(program: str, before: str = "") -> tuple[int, str, str]:
    command = [sys.executable, "-c", before + program]
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=60)
    return done.returncode, done.stdout, done.stderr


def test_ctrl_c_while_the_program_is_read_ends_it_without_a_traceback() -> None:
    assert _done(INTERRUPTING) == (-signal.SIGINT, "", "")


def test_ctrl_c_after_that_is_what_the_program_makes_of_it() -> None:
    assert _done(LATER) == (0, "told", "")


def test_who_has_ctrl_c_ignored_keeps_it_ignored() -> None:
    """As a shell does for what runs in the background."""
    ignored = "import signal; signal.signal(signal.SIGINT, signal.SIG_IGN)\n"
    code, said, wrong = _done(INTERRUPTING, ignored)
    assert (code, said.split()[0], wrong) == (0, "sluimer", "")
    assert _done(LATER, ignored) == (0, "", "")
