"""What may be written in a knowledge base, as it grows while the files are read one after the other."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field, replace

from sluimer.knowledge.base import Setting
from sluimer.knowledge.claims import NO_CLAIMS, Claims
from sluimer.knowledge.condition import Condition
from sluimer.knowledge.text import Text
from sluimer.knowledge.vocabulary import Item, Vocabulary
from sluimer.messages import Problems
from sluimer.read.nodes import Node

OF_ITEMS = ("item", "plain_item", "ranged_item", "stoppable_item", "referral")
"""The kinds of names that items have."""


@dataclass(frozen=True, slots=True)
class Lexicon:
    """What may be written in a knowledge base, as far as it is read: its languages, and the names of each kind.

    A name of a kind that is not there yet is left to be read later. `broken` are names declared where they could not
    be read: nothing is said of them.
    """

    problems: Problems
    languages: tuple[str, ...] = ("nl", "en")
    names: Mapping[str, Collection[str]] = field(default_factory=dict)
    broken: frozenset[str] = frozenset()
    vocabulary: Vocabulary = field(default_factory=Vocabulary)
    items: Mapping[str, Item] = field(default_factory=dict)
    groups: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    settings: Mapping[str, Setting] = field(default_factory=dict)
    claims: Claims = NO_CLAIMS
    units: Mapping[str, Text] = field(default_factory=dict)
    tests: "Mapping[str, Callable[[Node, Lexicon], Condition | None]]" = field(default_factory=dict)
    """What conditions may test here beside facts, findings and scores, each word with its reader."""

    def with_names(self, **names: Collection[str]) -> "Lexicon":
        """The lexicon in which the names of these kinds are known too."""
        return replace(self, names={**self.names, **names})

    def with_vocabulary(self, vocabulary: Vocabulary, broken: Collection[str] = ()) -> "Lexicon":
        """The lexicon in which facts, findings, scores, topics and items are known too."""
        items = vocabulary.items
        lexicon = replace(self, vocabulary=vocabulary, items=items, broken=frozenset(broken))
        withheld = {*items, *vocabulary.topics}
        kinds = {"fact": vocabulary.facts, "finding": vocabulary.findings, "score": vocabulary.scores}
        names = {**kinds, "withheld": withheld}
        return lexicon.with_names(**names, **dict.fromkeys(OF_ITEMS, items))
