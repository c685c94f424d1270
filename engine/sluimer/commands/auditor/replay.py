"""`sluimer log replay`: decisions made again, with the knowledge of then or of now, and what came of it."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Annotated, Any

from sluimer.audit.report.tell_log import Choices
from sluimer.audit.report.tell_replay import Retold, Verdict, counted, tell_counts, tell_retold
from sluimer.commands.auditor.selection import Selection, SelectionOptions
from sluimer.commands.knowledge import KnowledgeChoice
from sluimer.commands.log import LogPlace
from sluimer.commands.options import AsJson
from sluimer.commands.output import standard_output
from sluimer.commands.parameters import CommandOption, Operand
from sluimer.knowledge.base import Knowledge
from sluimer.knowledge_base import KnowledgeBase
from sluimer.messages import KnowledgeError, LogError
from sluimer.messages.texts import word
from sluimer.read import choose, read_knowledge
from sluimer.tell.outline import Line, Tone, parted
from sluimer.tell.sections import SHORT_DIGEST

if TYPE_CHECKING:
    from sluimer.audit.log import DecisionLog, LoggedDecision, Replay, Replayer

DecisionNames = Annotated[tuple[str, ...], Operand("[DECISION]...", "option-log-decisions")]
WithNow = Annotated[bool, CommandOption("--now", help="option-log-now")]
_FAILING = (Verdict.WORDED, Verdict.DIFFERENT, Verdict.IMPOSSIBLE)


def replay(
    decisions: DecisionNames,
    options: SelectionOptions,
    now: WithNow,
    choice: KnowledgeChoice,
    as_json: AsJson,
    place: LogPlace,
) -> int:
    """Make decisions again, and print what came of it.

    With the knowledge of then another outcome is a fault; with that of now it is what was asked for.
    """
    language = place.language()
    selection = options.selection(language, decisions)
    with_now = now or choice.knowledge is not None or not choice.of_all
    knowledge = KnowledgeOfNow.of(choice, language) if with_now else None
    with place.opened() as log:
        retold = tuple(_retold(log, selection, knowledge))
    if as_json:
        data = {"knowledge": knowledge.as_dict() if knowledge else None, "counts": counted(retold)}
        standard_output().data({**data, "decisions": [one.as_dict(language) for one in retold]})
    else:
        said = knowledge.head(language) if knowledge else word("log-replayed-then", language)
        head = (Line(said, tone=Tone.HEADING), *tell_counts(retold, language))
        standard_output().lines(parted(tell_retold(retold, language), head))
    return 1 if knowledge is None and any(one.verdict in _FAILING for one in retold) else 0


def _retold(log: "DecisionLog", selection: Selection, now: "KnowledgeOfNow | None") -> Iterator[Retold]:
    from sluimer.audit.log import Replayer

    replayer = Replayer(log)
    for logged in selection.of(log):
        yield Retold.of(now.replayed(replayer, log, logged) if now else replayer.as_then(logged))


@dataclass(frozen=True, slots=True)
class KnowledgeOfNow:
    """The knowledge of now: as it was chosen, or with what each decision was made with where `base` is None."""

    knowledge: Knowledge
    base: KnowledgeBase | None
    _bases: dict[str, KnowledgeBase] = field(default_factory=dict)

    @classmethod
    def of(cls, choice: KnowledgeChoice, language: str) -> "KnowledgeOfNow":
        """What was chosen; raises KnowledgeError."""
        if choice.of_all:
            return cls(read_knowledge(choice.folder), None)
        base = choice.session(language).base
        return cls(base.knowledge, base)

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
