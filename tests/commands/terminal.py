"""The program on a terminal, where the system has terminals as POSIX has them."""

import os
import re
import struct
import subprocess
import sys
from collections.abc import Mapping

import pytest

from commands.conftest import NOTHING
from conftest import ROOT

ESCAPE = re.compile(r"\x1b\[[0-9;]*m")


def on_terminal(columns: int, *words: str, said: bytes = b"", env: Mapping[str, str] = NOTHING, **more: str) -> str:
    """What the program prints on a terminal of this many columns."""
    pty = pytest.importorskip("pty", reason="there are no terminals of POSIX here")
    import fcntl
    import termios

    outer, inner = pty.openpty()
    fcntl.ioctl(inner, termios.TIOCSWINSZ, struct.pack("HHHH", 24, columns, 0, 0))
    around = {name: value for name, value in os.environ.items() if name not in ("COLUMNS", "NO_COLOR", "FORCE_COLOR")}
    command = [sys.executable, "-m", "sluimer", *words]
    with subprocess.Popen(  # our own words
        command,
        stdin=inner,
        stdout=inner,
        stderr=inner,
        cwd=ROOT,
        env={**around, "TERM": "xterm-256color", **env, **more},
    ):
        os.close(inner)
        os.write(outer, said)
        seen = b""
        while chunk := _read(outer):
            seen += chunk
    os.close(outer)
    return seen.decode("utf-8").replace("\r\n", "\n")


def _read(terminal: int) -> bytes:
    try:
        return os.read(terminal, 65536)
    except OSError:
        return b""
