"""One process that answers: it takes its rules from the supervisor, and stops once what it was asked is answered."""

import gc
import logging
import signal
import socket
import sys
from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, replace
from multiprocessing.connection import Connection
from threading import Thread
from typing import Final

import uvicorn

from sluimer.knowledge_base import Keeper, KnowledgeBase
from sluimer.reach.service.application import make_app
from sluimer.reach.service.limits import USUAL, Limits
from sluimer.reach.service.shelf import Shelf, ShelfNews, warmed
from sluimer.reach.service.start import PageMaker, own_page

OpenLog = Callable[[], AbstractContextManager[Keeper | None]]
"""What opens a log in the process that writes to it, and closes it again."""
READY: Final = "ready"
_LINE: Final = "%(asctime)s %(name)s %(message)s"


@dataclass(frozen=True, slots=True)
class Assignment:
    """What every process that answers does, and how much it takes on; it goes to them as a pickle."""

    open_log: OpenLog = nullcontext
    limits: Limits = USUAL
    page: PageMaker = own_page
    grace: int = 30
    log_requests: bool = True


def work(base: KnowledgeBase, assignment: Assignment, listening: socket.socket, supervisor: Connection) -> None:
    """Answer until the supervisor says stop, or is no longer there."""
    for name in ("SIGINT", "SIGTERM", "SIGHUP"):
        if hasattr(signal, name):
            signal.signal(getattr(signal, name), signal.SIG_IGN)  # uvicorn raises them once more when it has stopped
    gc.set_threshold(100_000, 50, 100)
    _log_to_standard_error(assignment.log_requests)
    shelf = Shelf(warmed(base))
    with assignment.open_log() as keeper:
        app = make_app(shelf, keeper, assignment.limits, assignment.page)
        gc.freeze()
        server = _Server(_config(app, assignment))
        Thread(target=_take_news, args=(supervisor, shelf, server), daemon=True).start()
        server.supervisor = supervisor
        server.run([listening])


class _Server(uvicorn.Server):
    """Uvicorn, which tells the supervisor when it listens."""

    supervisor: Connection | None = None

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        if self.supervisor:
            self.supervisor.send(READY)


def _config(app: object, assignment: Assignment) -> uvicorn.Config:
    return uvicorn.Config(
        app,  # type: ignore[arg-type]
        log_config=None,
        access_log=False,  # it would log whole addresses
        server_header=False,
        proxy_headers=False,
        ws="none",
        limit_concurrency=assignment.limits.connections,
        timeout_graceful_shutdown=assignment.grace,
    )


def _take_news(supervisor: Connection, shelf: Shelf, server: uvicorn.Server) -> None:
    """Put what the supervisor sends on the shelf, and stop when it is gone."""
    try:
        while True:
            news: ShelfNews = supervisor.recv()
            shelf.put(replace(news, base=warmed(news.base)) if news.base else news)
    except (EOFError, OSError):
        server.should_exit = True


def _log_to_standard_error(requests: bool) -> None:
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(logging.Formatter(_LINE))
    for name, level in (("sluimer", logging.INFO), ("uvicorn", logging.WARNING)):
        logging.getLogger(name).addHandler(handler)
        logging.getLogger(name).setLevel(level)
    logging.getLogger("sluimer.access").disabled = not requests
