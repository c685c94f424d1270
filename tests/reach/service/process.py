"""A service as others run it: processes of their own, that listen at a free port of this machine."""

import http.client
import json
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from conftest import ROOT

PATIENCE = 60.0
"""Seconds to wait for what must come, on a busy machine."""


@dataclass
class Service:
    """One that runs, and what it said on standard error."""

    process: "subprocess.Popen[str]"
    lines: list[str] = field(default_factory=list)

    @property
    def port(self) -> int:
        """Where it listens."""
        [line] = [line for line in self.lines if line.startswith("answers at ")]
        return int(line.partition(" with ")[0].rstrip(",").rpartition(":")[2])

    @property
    def said(self) -> str:
        """All that it said."""
        return "".join(self.lines)

    def ask(self, method: str, address: str, data: Any = None, **headers: str) -> tuple[int, Any]:
        """The status and the data of one answer."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE)
        try:
            body = None if data is None else json.dumps(data)
            connection.request(method, address, body, headers)
            reply = connection.getresponse()
            return reply.status, json.loads(reply.read())
        finally:
            connection.close()

    def digest(self) -> str:
        """Which knowledge answers."""
        return str(self.ask("GET", "/readyz")[1]["knowledge"]["digest"])

    def workers(self) -> list[int]:
        """The processes that answer."""
        children = Path(f"/proc/{self.process.pid}/task/{self.process.pid}/children").read_text().split()
        return [int(pid) for pid in children if b"spawn_main" in Path(f"/proc/{pid}/cmdline").read_bytes()]

    def signal(self, number: int) -> None:
        """Send the supervisor a signal."""
        self.process.send_signal(number)

    def stop(self) -> int:
        """Stop it as a system does, and give its exit code."""
        self.signal(signal.SIGTERM)
        return self.process.wait(PATIENCE)


@contextmanager
def serving(*words: str | Path) -> Iterator[Service]:
    """A service with these options, from when it listens."""
    command = [sys.executable, "-m", "sluimer", "serve", "--port", "0", "--lang", "en", *map(str, words)]
    process = subprocess.Popen(command, cwd=ROOT, stderr=subprocess.PIPE, encoding="utf-8", env=dict(os.environ))
    service = Service(process)

    def listen() -> None:
        assert process.stderr
        for line in process.stderr:
            service.lines.append(line)

    ear = threading.Thread(target=listen, daemon=True)
    ear.start()
    try:
        until(lambda: "answers at" in service.said or process.poll() is not None)
        assert process.poll() is None, service.said
        yield service
    finally:
        if process.poll() is None:
            process.terminate()
            process.wait(PATIENCE)
        ear.join(PATIENCE)
        if process.stderr:
            process.stderr.close()


def until(holds: Callable[[], bool]) -> None:
    """Wait until something holds."""
    end = time.monotonic() + PATIENCE
    while not holds():
        assert time.monotonic() < end, "it never came"
        time.sleep(0.02)


@dataclass
class Load:
    """Some who ask all the time, and what they were answered; a connection that breaks is no answer."""

    service: Service
    threads: int = 3
    answers: list[dict[str, Any]] = field(default_factory=list)
    broken: int = 0
    refused: list[int] = field(default_factory=list)
    _stop: threading.Event = field(default_factory=threading.Event)

    def _ask(self) -> None:
        while not self._stop.is_set():
            try:
                status, data = self.service.ask("POST", "/v1/advice", {})
            except (OSError, http.client.HTTPException, ValueError):
                self.broken += 1
                time.sleep(0.01)
                continue
            if status == 200:
                self.answers.append(data)
            else:
                self.refused.append(status)

    @contextmanager
    def running(self) -> Iterator["Load"]:
        """Ask for as long as this lasts."""
        asking = [threading.Thread(target=self._ask) for _ in range(self.threads)]
        for each in asking:
            each.start()
        try:
            yield self
        finally:
            self._stop.set()
            for each in asking:
                each.join(PATIENCE)
