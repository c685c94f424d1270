"""The gate before every answer: it holds the limits, and tells of each request its route, status and time, no more.

An address or a query may hold what somebody should not have put there; so what is logged, counted and traced is the
route as it was declared, and of an error the place in the code.
"""

import asyncio
import logging
import traceback
from collections.abc import Awaitable, Callable, MutableMapping
from dataclasses import dataclass, field
from time import perf_counter
from typing import Any, Final

from starlette.datastructures import Headers, QueryParams

from sluimer.reach.service.limits import Limits
from sluimer.reach.service.metrics import Metrics
from sluimer.reach.service.problem_documents import refusal_of, refuse
from sluimer.reach.service.replies import refusal_reply
from sluimer.reach.service.tracing import span

Scope = MutableMapping[str, Any]
Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
App = Callable[[Scope, Receive, Send], Awaitable[None]]

ACCESS: Final = logging.getLogger("sluimer.access")
ERRORS: Final = logging.getLogger("sluimer.service")
NO_ROUTE: Final = "-"
"""Of an address that there is not."""
GONE: Final = 499
"""The status that is logged where nobody waited for the answer."""
_METHODS: Final = frozenset({"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"})


@dataclass(slots=True)
class _Sent:
    """What has gone out of one answer."""

    send: Send
    status: int = 0

    async def __call__(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            self.status = message["status"]
        await self.send(message)


@dataclass(slots=True)
class Gate:
    """Lets a request through to the application, whole and within the limits, or refuses it."""

    app: App
    limits: Limits
    metrics: Metrics
    _answering: int = field(default=0, init=False)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        begun, sent, headers = perf_counter(), _Sent(send), Headers(scope=scope)
        method = scope["method"] if scope["method"] in _METHODS else NO_ROUTE
        with span(method, headers) as finish:
            self.metrics.answering.inc()
            try:
                await self._answer(scope, receive, sent, headers)
            finally:
                self.metrics.answering.dec()
                seconds, route = perf_counter() - begun, _route(scope)
                self.metrics.count(route, method, sent.status, seconds)
                finish(route, sent.status)
                ACCESS.info("%s %s %d %.1f ms", method, route, sent.status, seconds * 1000)

    async def _answer(self, scope: Scope, receive: Receive, sent: _Sent, headers: Headers) -> None:
        try:
            body = await self._body(scope["path"], receive, headers)
            await self._within(scope, _replay(body, receive), sent)
        except _GoneError:
            sent.status = sent.status or GONE
        except Exception as error:  # whatever it is, its words may be those of a person
            refusal = refusal_of(error)
            if refusal is None:
                ERRORS.error("%s at %s", type(error).__name__, _place(error))
            if sent.status:
                raise BrokenAnswerError from None
            refusal = refusal or refuse(500, "service-failed", "service").refusal
            await refusal_reply(refusal, _language(scope))(scope, receive, sent)

    async def _body(self, path: str, receive: Receive, headers: Headers) -> bytes:
        """The whole body; raises RefusedError where it is too large or too slow."""
        most = self.limits.body_of(path)
        declared = headers.get("content-length", "")
        if declared.isdecimal() and int(declared[:20]) > most:
            raise refuse(413, "service-too-large", most=most)
        try:
            async with asyncio.timeout(self.limits.seconds):
                return await _received(receive, most)
        except TimeoutError:
            raise refuse(408, "service-slow", seconds=f"{self.limits.seconds:g}") from None

    async def _within(self, scope: Scope, receive: Receive, sent: _Sent) -> None:
        """The answer, unless there are too many at once, or it takes too long."""
        if self._answering >= self.limits.at_once:
            raise refuse(429, "service-busy", "service", retry=True)
        self._answering += 1
        try:
            async with asyncio.timeout(self.limits.seconds):
                await self.app(scope, receive, sent)
        except TimeoutError:
            if sent.status:
                raise _GoneError from None  # who reads so slowly gets no more of it
            raise refuse(503, "service-late", "service", retry=True) from None
        finally:
            self._answering -= 1


class _GoneError(Exception):
    """Whoever asked is no longer there."""


class BrokenAnswerError(Exception):
    """An answer that failed when a part of it had gone out; the connection is broken off."""


async def _received(receive: Receive, most: int) -> bytes:
    parts, size, more = [], 0, True
    while more:
        message = await receive()
        if message["type"] == "http.disconnect":
            raise _GoneError
        parts.append(message.get("body", b""))
        size += len(parts[-1])
        if size > most:
            raise refuse(413, "service-too-large", most=most)
        more = message.get("more_body", False)
    return b"".join(parts)


def _replay(body: bytes, receive: Receive) -> Receive:
    """A body that was received, to be received by the application."""
    left: list[Message] = [{"type": "http.request", "body": body, "more_body": False}]

    async def replayed() -> Message:
        return left.pop() if left else await receive()

    return replayed


def _language(scope: Scope) -> str:
    """The language that is asked for in the address, whatever that is."""
    return QueryParams(scope["query_string"]).get("lang", "")


def _route(scope: Scope) -> str:
    """The route as it was declared, whatever was asked for."""
    return str(getattr(scope.get("route"), "path", NO_ROUTE))


def _place(error: BaseException) -> str:
    """Where in the code an error came from, without its words."""
    frames = traceback.extract_tb(error.__traceback__)[-3:]
    return " < ".join(f"{frame.filename.rpartition('/')[2]}:{frame.lineno}" for frame in reversed(frames))
