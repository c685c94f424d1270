"""The whole of what a knowledge base folder says, checked and immutable."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from sluimer.knowledge.condition import ALWAYS, Condition
from sluimer.knowledge.rule import Rule, Statement
from sluimer.knowledge.text import NO_TEXT, Text
from sluimer.knowledge.vocabulary import Vocabulary


@dataclass(frozen=True, slots=True)
class Scope:
    """Who is covered; where the condition is false the knowledge base says nothing but referrals."""

    condition: Condition = ALWAYS
    because: Text = NO_TEXT
    cites: tuple[str, ...] = ()


EVERYONE = Scope()


@dataclass(frozen=True, slots=True)
class Source:
    """A document that statements come from."""

    id: str
    title: Text
    url: str = ""


@dataclass(frozen=True, slots=True)
class Manifest:
    """What `rules/knowledge.yaml` declares about the knowledge base as a whole."""

    name: str
    version: str
    title: Text
    languages: tuple[str, ...]
    main_topic: str
    topics: tuple[str, ...]
    packs: Mapping[str, Text]
    scope: Scope = EVERYONE
    notice: Text = NO_TEXT
    units: Mapping[str, Text] = field(default_factory=dict)
    sources: Mapping[str, Source] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Knowledge:
    """Vocabulary, rules and sources of one knowledge base; `digest` names its exact content."""

    manifest: Manifest
    vocabulary: Vocabulary
    rules: Mapping[str, Rule]
    statements: Mapping[str, Statement] = field(default_factory=dict)
    digest: str = ""

    def with_packs(self, packs: tuple[str, ...]) -> "Knowledge":
        """The same knowledge with the rules of these packs alone."""
        kept = {name: rule for name, rule in self.rules.items() if rule.pack in packs}
        return replace(self, rules=kept)
