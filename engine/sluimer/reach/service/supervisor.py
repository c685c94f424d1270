"""The process above those that answer: it alone reads the rules, and keeps as many of the others alive as it must.

It reads the rules again when their files change or at a signal, and hands them on when all of them are right.
"""

import multiprocessing
import os
import shutil
import signal
import socket
import tempfile
from collections.abc import Callable
from dataclasses import dataclass, field
from multiprocessing.connection import Connection, wait
from multiprocessing.context import SpawnProcess
from pathlib import Path
from time import monotonic
from types import FrameType
from typing import Final

from prometheus_client.multiprocess import mark_process_dead

from sluimer.knowledge_base import KnowledgeBase
from sluimer.messages import KnowledgeError, Position, Problem
from sluimer.reach.service.metrics import TOGETHER
from sluimer.reach.service.shelf import ShelfNews
from sluimer.reach.service.watch import Watch
from sluimer.reach.service.worker import Assignment, work

LOOK: Final = 0.25
"""Seconds between two looks at the files and the processes."""
PAUSE: Final = 1.0
"""Seconds before a process takes the place of one that never answered."""


Tell = Callable[..., None]
"""Tells what becomes of the service: the key of what is said, the knowledge that answers, and the words it names.

`problems` are told first: those that keep newer rules out.
"""


@dataclass(frozen=True, slots=True)
class _Worker:
    process: SpawnProcess
    pipe: Connection
    begun: float


@dataclass(slots=True)
class Supervisor:
    """Keeps processes answering at one socket."""

    read: Callable[[], KnowledgeBase]
    assignment: Assignment
    listening: socket.socket
    tell: Tell
    folder: Path
    count: int = 1
    watching: bool = True
    base: KnowledgeBase = field(init=False)
    _watch: Watch = field(init=False)
    _workers: list[_Worker] = field(default_factory=list, init=False)
    _ready: bool = field(default=False, init=False)
    _stopping: bool = field(default=False, init=False)
    _reload: bool = field(default=False, init=False)
    _next_start: float = field(default=0.0, init=False)

    def run(self) -> bool:
        """Answer until a signal says stop; whether any process ever answered."""
        self._watch = Watch(self.folder)
        self.base = self.read()
        folder = tempfile.mkdtemp(prefix="sluimer-")
        os.environ[TOGETHER] = folder
        self._heed_signals()
        try:
            while not self._stopping:
                self._keep_alive()
                self._look_after()
                if not self._ready and self._failed():
                    break
            self._stop()
        finally:
            shutil.rmtree(folder, ignore_errors=True)
        return self._ready

    def _heed_signals(self) -> None:
        def stop(_: int, __: FrameType | None) -> None:
            self._stopping = True

        def reload(_: int, __: FrameType | None) -> None:
            self._reload = True

        signal.signal(signal.SIGTERM, stop)
        signal.signal(signal.SIGINT, stop)
        if hasattr(signal, "SIGHUP"):
            signal.signal(signal.SIGHUP, reload)

    def _keep_alive(self) -> None:
        while len(self._workers) < self.count and monotonic() >= self._next_start and not self._stopping:
            self._workers.append(self._start())

    def _start(self) -> _Worker:
        context = multiprocessing.get_context("spawn")
        ours, theirs = context.Pipe()
        process = context.Process(target=work, args=(self.base, self.assignment, self.listening, theirs))
        process.start()
        theirs.close()
        return _Worker(process, ours, monotonic())

    def _look_after(self) -> None:
        """Wait for a moment, then see to whatever happened."""
        for ready in wait([each.pipe for each in self._workers], LOOK):
            self._hear(next(each for each in self._workers if each.pipe is ready))
        if self._reload or (self.watching and self._watch.changed()):
            self._reload = False
            self._read_again()

    def _hear(self, worker: _Worker) -> None:
        """Take what a process says, or that it is no more."""
        try:
            worker.pipe.recv()
        except (EOFError, OSError):
            self._bury(worker)
            return
        if not self._ready:
            self._ready = True
            self.tell("service-listens", self.base, address=_address(self.listening))

    def _bury(self, worker: _Worker) -> None:
        self._workers.remove(worker)
        worker.pipe.close()
        worker.process.join()
        mark_process_dead(worker.process.pid)  # type: ignore[no-untyped-call]
        if not self._stopping and self._ready:
            self.tell("service-revived", self.base)
        if monotonic() - worker.begun < PAUSE:
            self._next_start = monotonic() + PAUSE

    def _failed(self) -> bool:
        """Whether the first processes ended before any answered."""
        return self._next_start > 0 and not self._workers

    def _read_again(self) -> None:
        """Read the rules, and hand them on when all of them are right; what changes meanwhile is read once more."""
        self._watch.reading()
        found = self._found()
        if self._watch.stale():
            self._reload = True
        elif isinstance(found, KnowledgeError):
            self.tell("service-kept", self.base, found.problems)
            self._send(ShelfNews(refused=len(found.problems)))
        else:
            renewed, self.base = found.name != self.base.name, found if found.name != self.base.name else self.base
            if renewed:
                self.tell("service-renewed", self.base)
            self._send(ShelfNews(self.base))

    def _found(self) -> KnowledgeBase | KnowledgeError:
        """What is in the folder now, or why it is not to be used; whatever is there, what answers goes on."""
        try:
            return self.read()
        except KnowledgeError as error:
            return error
        except Exception as error:  # a fault of ours must not end what answers
            place = Position(str(self.folder))
            return KnowledgeError((Problem("service-unread", place, (("reason", type(error).__name__),)),))

    def _send(self, news: ShelfNews) -> None:
        for worker in self._workers:
            try:
                worker.pipe.send(news)
            except OSError:
                continue  # it is no more, as the next look will find

    def _stop(self) -> None:
        """Let every process finish what it was asked; who does not is ended."""
        self.tell("service-stops", self.base)
        self.listening.close()
        for worker in self._workers:
            worker.process.terminate()
        end = monotonic() + self.assignment.grace + 5
        for worker in self._workers:
            worker.process.join(max(end - monotonic(), 0))
            if worker.process.is_alive():
                worker.process.kill()
                worker.process.join()
            worker.pipe.close()


def listen(host: str, port: int) -> socket.socket:
    """A socket at this place, on which connections already wait; raises OSError."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    made = socket.create_server((host, port), family=family, backlog=2048)
    made.setblocking(False)
    return made


def _address(listening: socket.socket) -> str:
    host, port = listening.getsockname()[:2]
    return f"http://[{host}]:{port}" if ":" in host else f"http://{host}:{port}"
