"""Decisions of the log made again, with the knowledge of then or of now, and what came of it on paper."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from sluimer.commands.choose_logged import Chosen
from sluimer.commands.given import given
from sluimer.commands.log_place import NamedLog
from sluimer.commands.paper import standard_output
from sluimer.explain.outline import Line, Tone, parted
from sluimer.explain.tell_advice import SHORT_DIGEST
from sluimer.explain.words import word
from sluimer.knowledge_base import KnowledgeBase
from sluimer.messages import Language
from sluimer.report.tell_replay import Retold, Verdict, counted, tell_counts, tell_retold

if TYPE_CHECKING:
    from sluimer.log import DecisionLog

_FAILING = (Verdict.WORDED, Verdict.DIFFERENT, Verdict.IMPOSSIBLE)


@dataclass(frozen=True, slots=True)
class Today:
    """The knowledge of now, as it was chosen on the command line."""

    knowledge: Path | None
    packs: str | None
    settings: tuple[str, ...]
    audience: str | None

    def base(self, language: str) -> KnowledgeBase:
        """This knowledge; raises KnowledgeError."""
        return given(self.knowledge, self.packs, language, self.settings, self.audience).base


def print_replayed(named: NamedLog, which: Chosen, today: Today | None, as_json: bool, language: Language) -> int:
    """Make decisions again, and print what came of it; the exit code that belongs to it.

    With the knowledge of then another outcome is a fault; with that of now it is what was asked for.
    """
    base = today.base(language) if today else None
    with named.opened() as log:
        retold = tuple(_retold(log, which, base))
    if as_json:
        decisions = [one.as_dict(language) for one in retold]
        standard_output().data({"knowledge": _name(base), "counts": counted(retold), "decisions": decisions})
    else:
        told = parted(tell_retold(retold, language), (_head(base, language), *tell_counts(retold, language)))
        standard_output().lines(told)
    return 1 if base is None and any(one.verdict in _FAILING for one in retold) else 0


def _retold(log: "DecisionLog", which: Chosen, base: KnowledgeBase | None) -> Iterator[Retold]:
    from sluimer.log import Replayer

    replayer = Replayer(log)
    for logged in which.of(log):
        yield Retold.of(replayer.with_knowledge(base, logged) if base else replayer.as_then(logged))


def _name(base: KnowledgeBase | None) -> dict[str, object] | None:
    """The knowledge of now, as records name it."""
    if base is None:
        return None
    manifest, knowledge = base.knowledge.manifest, base.knowledge
    chosen = {"settings": dict(knowledge.settings), "audience": knowledge.audience.id or None}
    return {
        "name": manifest.name,
        "version": manifest.version,
        "digest": knowledge.digest,
        "packs": _packs(base),
        **chosen,
    }


def _packs(base: KnowledgeBase) -> list[str]:
    return sorted({rule.pack for rule in base.knowledge.rules.values()})


def _head(base: KnowledgeBase | None, language: str) -> Line:
    if base is None:
        return Line(word("log-replayed-then", language), tone=Tone.HEADING)
    manifest, digest = base.knowledge.manifest, base.knowledge.digest[:SHORT_DIGEST]
    name = {"name": manifest.name, "version": manifest.version, "digest": digest}
    return Line(word("log-replayed-now", language, **name, packs=", ".join(_packs(base))), tone=Tone.HEADING)
