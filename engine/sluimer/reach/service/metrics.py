"""What is counted of the service for Prometheus: requests by their route, and which rules answer; nothing of a person.

Where several processes answer, they count together in the folder that `PROMETHEUS_MULTIPROC_DIR` names.
"""

import os
from dataclasses import dataclass
from typing import Final

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, generate_latest
from prometheus_client.multiprocess import MultiProcessCollector

from sluimer.meaning.advice import KnowledgeName

TOGETHER: Final = "PROMETHEUS_MULTIPROC_DIR"
"""Set where the processes of one service count together."""
CONTENT_TYPE: Final = "text/plain; version=0.0.4; charset=utf-8"
_SECONDS: Final = (0.001, 0.0025, 0.005, 0.01, 0.02, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10)


@dataclass(frozen=True, slots=True)
class Metrics:
    """What one process counts."""

    registry: CollectorRegistry
    requests: Counter
    seconds: Histogram
    answering: Gauge
    knowledge: Gauge

    def count(self, route: str, method: str, status: int, seconds: float) -> None:
        """Count a request that was answered."""
        self.requests.labels(route, method, str(status)).inc()
        self.seconds.labels(route).observe(seconds)

    def text(self, name: KnowledgeName) -> bytes:
        """All that is counted, by every process of the service, and which knowledge answers."""
        self.knowledge.labels(name.name, name.version, name.digest).set_to_current_time()
        if TOGETHER not in os.environ:
            return generate_latest(self.registry)
        together = CollectorRegistry()
        MultiProcessCollector(together)  # type: ignore[no-untyped-call]
        return generate_latest(together)


def make_metrics() -> Metrics:
    """Counters at zero, in a registry of their own."""
    registry = CollectorRegistry()
    return Metrics(
        registry,
        Counter("sluimer_requests", "Requests answered", ["route", "method", "status"], registry=registry),
        Histogram("sluimer_request_seconds", "Time to answer", ["route"], buckets=_SECONDS, registry=registry),
        Gauge("sluimer_answering", "Requests being answered", registry=registry, multiprocess_mode="livesum"),
        Gauge(
            "sluimer_knowledge_seconds",
            "When this knowledge was last seen to answer",
            ["name", "version", "digest"],
            registry=registry,
            multiprocess_mode="livemax",
        ),
    )
