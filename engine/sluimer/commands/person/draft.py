"""What was answered in a conversation that is not finished: kept for its owner alone, until that ends."""

import os
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from sluimer.case import parse_answers
from sluimer.commands.person.conversation import yaml_of
from sluimer.files.replace import private_in_place, read_bytes
from sluimer.files.source import LARGEST_FILE
from sluimer.knowledge_base import KnowledgeBase
from sluimer.messages import CaseError
from sluimer.messages.plain import plain

OWNER_ONLY = 0o700


@dataclass(frozen=True, slots=True)
class ConversationDraft:
    """The file of one unfinished conversation with a knowledge base."""

    path: Path

    def read(self, base: KnowledgeBase) -> dict[str, object]:
        """The answers in it that this knowledge base still takes; none where there is no file, or no plain one."""
        try:
            text = read_bytes(self.path, LARGEST_FILE).decode()
            found, _ = parse_answers(text, str(self.path))
        except (OSError, ValueError, CaseError):
            return {}
        answers = plain(found)
        if not isinstance(answers, Mapping):
            return {}
        return {str(fact): answer for fact, answer in answers.items() if _taken(base, fact, answer)}

    def write(self, answers: Mapping[str, object], comment: str) -> None:
        """Keep these answers, in place of what was kept. Raises OSError."""
        self.path.parent.mkdir(parents=True, exist_ok=True, mode=OWNER_ONLY)
        with private_in_place(self.path) as stream:
            stream.write(yaml_of(answers, comment).encode())

    def remove(self) -> None:
        """Throw it away, if it is there. Raises OSError."""
        self.path.unlink(missing_ok=True)


def draft_of(base: KnowledgeBase) -> ConversationDraft:
    """Where an unfinished conversation with this knowledge base is kept."""
    name = re.sub(r"[^\w.-]", "_", base.knowledge.manifest.name)
    return ConversationDraft(_state_folder() / f"{name}.draft.yaml")


def _state_folder() -> Path:
    """The folder where programs of this user keep what they are in the middle of."""
    chosen = os.environ.get("XDG_STATE_HOME") or os.environ.get("LOCALAPPDATA")
    return (Path(chosen) if chosen else Path.home() / ".local" / "state") / "sluimer"


def _taken(base: KnowledgeBase, fact: object, answer: object) -> bool:
    try:
        base.read_case({str(fact): answer})
    except CaseError:
        return False
    return answer is not None
