"""The whole of what a knowledge base folder says, checked and immutable."""

import json
from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from hashlib import sha256

from sluimer.knowledge.claims import EVERYBODY, NO_CLAIMS, Audience, Claims
from sluimer.knowledge.condition import ALWAYS, Condition
from sluimer.knowledge.frozen import frozen
from sluimer.knowledge.presentation import QuestionSection, VerdictTexts
from sluimer.knowledge.rule import Rule, Statement
from sluimer.knowledge.text import NO_TEXT, Text
from sluimer.knowledge.vocabulary import Option, Vocabulary

SCOPE = "(scope)"
"""Stands for the scope of the knowledge base where the id of a rule stands; no rule can be called so."""


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
class Setting:
    """A choice between rules that whoever uses the knowledge base makes, for everyone at once."""

    id: str
    title: Text
    options: tuple[Option, ...]
    default: str


@dataclass(frozen=True, slots=True, repr=False)
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
    stops: tuple[str, ...] = ()
    notice: Text = NO_TEXT
    units: Mapping[str, Text] = field(default_factory=dict)
    sources: Mapping[str, Source] = field(default_factory=dict)
    groups: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    settings: Mapping[str, Setting] = field(default_factory=dict)
    claims: Claims = NO_CLAIMS
    audiences: Mapping[str, Audience] = field(default_factory=dict)
    code_systems: Mapping[str, Source] = field(default_factory=dict)
    verdicts: Mapping[str, VerdictTexts] = field(default_factory=dict)
    frame: tuple[str, ...] = ()
    sections: tuple[QuestionSection, ...] = ()
    telephones: tuple[str, ...] = ()
    professional: Text = NO_TEXT
    """Whom a person is told to ask where no answer helps any further."""

    @property
    def sensitive(self) -> frozenset[str]:
        """The facts of sensitive sections."""
        return frozenset(fact for section in self.sections if section.sensitive for fact in section.facts)

    def __repr__(self) -> str:
        return f"<Manifest {self.name} {self.version}>"


@dataclass(frozen=True, repr=False)
class Knowledge:
    """Vocabulary, rules and sources of one knowledge base; `files_digest` names the exact content of its files.

    As it is read it holds the rules of every pack and every setting; `chosen` leaves those that have no say out.
    `files` are the texts it was read from, by name, so that it can be kept and read again.
    """

    manifest: Manifest
    vocabulary: Vocabulary
    rules: Mapping[str, Rule]
    statements: Mapping[str, Statement] = field(default_factory=dict)
    files_digest: str = ""
    settings: Mapping[str, str] = field(default_factory=dict)
    audience: Audience = EVERYBODY
    files: Mapping[str, str] = field(default_factory=dict, compare=False, repr=False)

    def __repr__(self) -> str:
        return f"<Knowledge {self.manifest.name} {self.manifest.version}: {len(self.rules)} rules>"

    @property
    def packs(self) -> tuple[str, ...]:
        """The packs that have a rule in it, sorted."""
        return tuple(sorted({rule.pack for rule in self.rules.values()}))

    @property
    def digest(self) -> str:
        """The digest that names what is consulted: all files, and the packs, settings and audience that were chosen."""
        chosen = {"packs": self.packs, "settings": dict(self.settings), "audience": self.audience.id or None}
        written = json.dumps({"files": self.files_digest, **chosen}, sort_keys=True, separators=(",", ":"))
        return f"sha256:{sha256(written.encode()).hexdigest()}"

    @cached_property
    def sentences(self) -> Mapping[str, str]:
        """In each language all that it says of items, rules and statements, where a word is seen as it is written."""
        items = (item.text for item in self.vocabulary.items.values())
        rules = (rule.because for rule in self.rules.values())
        said = [*items, *rules, *(one.says for one in self.statements.values())]
        languages = self.manifest.languages
        return frozen({each: "\n".join(text.in_language(each) for text in said) for each in languages})

    @property
    def citing(self) -> Mapping[str, tuple[str, ...]]:
        """For each statement that is cited, what cites it: rules, the scope, scores, or facts that imply or weigh."""
        found: defaultdict[str, dict[str, None]] = defaultdict(dict)
        facts = self.vocabulary.facts.values()
        implied = [(fact.id, one.cites) for fact in facts for one in fact.implies]
        weighed = [(fact.id, one.cites) for fact in facts for one in fact.weighed_as]
        scored = [(score.id, score.cites) for score in self.vocabulary.scores.values()]
        never = [(one.id, one.cites) for one in self.vocabulary.declared_contradictions.values()]
        rules = ((rule.id, rule.cites) for rule in self.rules.values())
        for name, cites in (*rules, *never, ("scope", self.manifest.scope.cites), *implied, *weighed, *scored):
            for cite in cites:
                found[cite][name] = None
        return {cite: tuple(names) for cite, names in found.items()}

    def reasons_for(self, rule: str) -> tuple[str, ...]:
        """The statements that are the mechanism or the evidence of a rule."""
        return tuple(one.id for one in self.statements.values() if rule in one.explains)

    def chosen(self, packs: Collection[str], settings: Mapping[str, str]) -> "Knowledge":
        """This knowledge with the rules of these packs alone that hold under these settings."""
        kept = {name: rule for name, rule in self.rules.items() if rule.pack in packs and rule.holds_under(settings)}
        return replace(self, rules=frozen(kept), settings=frozen(dict(sorted(settings.items()))))


def concluding_rules(knowledge: Knowledge) -> dict[str, tuple[str, ...]]:
    """For each finding the rules that conclude it."""
    concluding: dict[str, list[str]] = {name: [] for name in knowledge.vocabulary.findings}
    for rule in knowledge.rules.values():
        for finding in rule.concludes:
            concluding[finding].append(rule.id)
    return {name: tuple(rules) for name, rules in concluding.items()}
