"""Decisions of the log made again, with the knowledge of then or of now, and what came of it on paper."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sluimer.audit.report.tell_log import Choices
from sluimer.audit.report.tell_replay import Retold, Verdict, counted, tell_counts, tell_retold
from sluimer.commands.auditor.choose import Chosen
from sluimer.commands.folder import persons_folder
from sluimer.commands.given import given
from sluimer.commands.log_place import NamedLog
from sluimer.commands.paper import standard_output
from sluimer.knowledge.base import Knowledge
from sluimer.knowledge_base import KnowledgeBase
from sluimer.messages import KnowledgeError, Language, LogError
from sluimer.messages.texts import word
from sluimer.read import choose, read_knowledge
from sluimer.tell.outline import Line, Tone, parted
from sluimer.tell.sections import SHORT_DIGEST

if TYPE_CHECKING:
    from sluimer.audit.log import DecisionLog, LoggedDecision, Replay, Replayer

_FAILING = (Verdict.WORDED, Verdict.DIFFERENT, Verdict.IMPOSSIBLE)


@dataclass(frozen=True, slots=True)
class Today:
    """The knowledge of now, as it was chosen on the command line."""

    knowledge: Path | None
    packs: str | None
    settings: tuple[str, ...]
    audience: str | None

    def base(self, language: str) -> KnowledgeBase | None:
        """This knowledge as it was chosen; None where each decision is to choose as it did. Raises KnowledgeError."""
        if self.packs is None and not self.settings and self.audience is None:
            return None
        return given(self.knowledge, self.packs, language, self.settings, self.audience).base

    def read(self) -> Knowledge:
        """All of this knowledge; raises KnowledgeError."""
        return read_knowledge(persons_folder(self.knowledge))


@dataclass(frozen=True, slots=True)
class Now:
    """The knowledge of now: as it was chosen, or with what each decision was made with where `base` is None."""

    knowledge: Knowledge
    base: KnowledgeBase | None
    _bases: dict[str, KnowledgeBase] = field(default_factory=dict)

    @classmethod
    def of(cls, today: Today, language: str) -> "Now":
        """What was chosen; raises KnowledgeError."""
        base = today.base(language)
        return cls(base.knowledge if base else today.read(), base)

    def replayed(self, replayer: "Replayer", log: "DecisionLog", logged: "LoggedDecision") -> "Replay":
        """A decision made again with it."""
        from sluimer.audit.log import Replay

        if logged.part is None:
            return Replay(logged, same=False)
        try:
            base = self.base or self._base_as_then(log.knowledge_part(logged))
        except (KnowledgeError, LogError) as error:
            return Replay(logged, same=False, problems=error.problems)
        return replayer.with_knowledge(base, logged)

    def _base_as_then(self, known: dict[str, Any]) -> KnowledgeBase:
        """This knowledge with the packs, settings and audience of a decision; raises KnowledgeError."""
        packs, settings, audience = (known[name] for name in ("packs", "settings", "audience"))
        name = repr((packs, sorted(settings.items()), audience))
        if name not in self._bases:
            self._bases[name] = KnowledgeBase(choose(self.knowledge, packs, settings, audience))
        return self._bases[name]

    def as_dict(self) -> dict[str, object]:
        """It as records name it; what each decision chose itself is null."""
        manifest = self.knowledge.manifest
        named = {"name": manifest.name, "version": manifest.version, "files": self.knowledge.files_digest}
        own: dict[str, object] = dict.fromkeys(("digest", "packs", "settings", "audience"))
        chosen = {"digest": self.knowledge.digest, **self._choices().as_dict()} if self.base else own
        return {**named, **chosen, "chosen_as_then": self.base is None}

    def head(self, language: str) -> str:
        """What the decisions were made again with."""
        manifest = self.knowledge.manifest
        digest = self.knowledge.digest if self.base else self.knowledge.files_digest
        name = {"name": manifest.name, "version": manifest.version, "digest": digest[:SHORT_DIGEST]}
        if self.base is None:
            return word("log-replayed-as-chosen", language, **name)
        return word("log-replayed-now", language, **name, choices=self._choices().text(language))

    def _choices(self) -> Choices:
        settings = sorted(self.knowledge.settings.items())
        return Choices(self.knowledge.packs, tuple(settings), self.knowledge.audience.id or None)


def print_replayed(named: NamedLog, which: Chosen, today: Today | None, as_json: bool, language: Language) -> int:
    """Make decisions again, and print what came of it; the exit code that belongs to it.

    With the knowledge of then another outcome is a fault; with that of now it is what was asked for.
    """
    now = Now.of(today, language) if today else None
    with named.opened() as log:
        retold = tuple(_retold(log, which, now))
    if as_json:
        decisions = [one.as_dict(language) for one in retold]
        knowledge = now.as_dict() if now else None
        standard_output().data({"knowledge": knowledge, "counts": counted(retold), "decisions": decisions})
    else:
        head = Line(now.head(language) if now else word("log-replayed-then", language), tone=Tone.HEADING)
        standard_output().lines(parted(tell_retold(retold, language), (head, *tell_counts(retold, language))))
    return 1 if now is None and any(one.verdict in _FAILING for one in retold) else 0


def _retold(log: "DecisionLog", which: Chosen, now: Now | None) -> Iterator[Retold]:
    from sluimer.audit.log import Replayer

    replayer = Replayer(log)
    for logged in which.of(log):
        yield Retold.of(now.replayed(replayer, log, logged) if now else replayer.as_then(logged))
