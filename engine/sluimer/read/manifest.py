"""Reader of `rules/knowledge.yaml`: what the knowledge base declares about itself."""

from dataclasses import dataclass, field

from sluimer.knowledge.base import Manifest, Scope, Setting, Source
from sluimer.knowledge.claims import NO_CLAIMS, Audience, Claims
from sluimer.knowledge.condition import ALWAYS, Known, leaves
from sluimer.knowledge.frozen import frozen
from sluimer.knowledge.text import NO_TEXT, Text
from sluimer.language.files import MANIFEST_FILE
from sluimer.language.forms import MANIFEST, SCOPE
from sluimer.language.shape import LONGEST_NAME
from sluimer.messages import Position, Problems, unexplained
from sluimer.read import form
from sluimer.read.claims import read_audiences, read_claims
from sluimer.read.conditions import read_condition
from sluimer.read.form import Fields
from sluimer.read.lexicon import Lexicon
from sluimer.read.nodes import ListNode, MappingNode, Node, ScalarNode
from sluimer.read.settings import declared_settings

_NOTHING = Fields(MANIFEST, "knowledge.yaml", Position(MANIFEST_FILE))


@dataclass(frozen=True, slots=True)
class Declared:
    """The manifest as written; names that point elsewhere are still nodes, resolved once the vocabulary is read."""

    fields: Fields = _NOTHING
    languages: tuple[str, ...] = ("nl", "en")
    sources: dict[str, Source] = field(default_factory=dict)
    settings: dict[str, Setting] = field(default_factory=dict)
    claims: Claims = NO_CLAIMS
    audiences: dict[str, Audience] = field(default_factory=dict)
    code_systems: dict[str, Source] = field(default_factory=dict)

    @property
    def packs(self) -> dict[str, Text]:
        """The packs of rules, each with its title."""
        return self.fields.get("packs", {})

    @property
    def units(self) -> dict[str, Text]:
        """The units, each with what it is called."""
        return self.fields.get("units", {})


def lexicon_of(declared: Declared | Manifest, problems: Problems) -> Lexicon:
    """What the other files may be written with."""
    names = {
        "unit": sorted(declared.units),
        "source": declared.sources,
        "pack": declared.packs,
        "setting": declared.settings,
        "audience": declared.audiences,
        "claim": declared.claims.names,
        "code_system": declared.code_systems,
    }
    return Lexicon(problems, declared.languages, names, settings=declared.settings, claims=declared.claims)


def read_manifest(node: Node | None, problems: Problems) -> Declared:
    """Everything in the manifest that can be understood by itself; where it is lost, nothing is said of the rest."""
    if node is None:
        problems.mute(*(code for codes in _CONSEQUENCES.values() for code in codes), *_OF_ALL)
        return Declared()
    languages = _languages(node) or Declared().languages
    lexicon = Lexicon(problems, languages)
    fields = form.fields(MANIFEST, node, _NOTHING.what, lexicon)
    _mute_consequences(fields, problems)
    _check_units(fields, problems)
    sources = _sources(fields, "sources", lexicon)
    lexicon = lexicon.with_names(pack=fields.get("packs", {}), source=sources)
    claims = read_claims(fields.nodes.get("claims"), lexicon)
    return Declared(
        fields,
        languages,
        sources,
        declared_settings(fields.nodes.get("settings"), lexicon),
        claims,
        read_audiences(fields.nodes.get("audiences"), lexicon.with_names(claim=claims.names)),
        _sources(fields, "code_systems", lexicon),
    )


_CONSEQUENCES = {
    "languages": ("unknown-language", "text-missing"),
    "packs": ("unknown-pack",),
    "units": ("unknown-unit",),
    "sources": ("unknown-source",),
    "groups": ("unknown-item-or-topic",),
    "settings": ("unknown-setting",),
    "claims": ("unknown-claim",),
    "code_systems": ("unknown-code-system",),
}
"""The problems that would follow where a part of `rules/knowledge.yaml` cannot be read."""
_OF_ALL = ("unknown-audience", "unknown-value", "statement-without-status")


def _mute_consequences(fields: Fields, problems: Problems) -> None:
    """Where a declaration cannot be read, nothing is said of what it would have declared."""
    for key, codes in _CONSEQUENCES.items():
        node = fields.nodes.get(key)
        absent = node is None and (key in fields.excused or key in ("languages", "packs"))
        if absent or (node is not None and key != "languages" and not isinstance(node, MappingNode)):
            problems.mute(*codes)


def _languages(node: Node) -> tuple[str, ...]:
    """The languages, in which all else in the manifest is read."""
    entries = {key.text: value for key, value in node.entries} if isinstance(node, MappingNode) else {}
    written = entries.get("languages")
    ignored = Lexicon(Problems())
    found = form.read(MANIFEST.by_name["languages"].holds, written, "", ignored) if written else ()
    return tuple(found)


def _check_units(fields: Fields, problems: Problems) -> None:
    """The units stand in every text that names an amount, so that they are as short as a name."""
    units: dict[str, Text] = fields.get("units", {})
    for name, label in units.items():
        if max(map(len, (name, *(text for _, text in label.translations)))) > LONGEST_NAME:
            place = fields.nodes["units"].position
            problems.add("unit-too-long", place, name=name[:LONGEST_NAME], most=LONGEST_NAME)


def _sources(fields: Fields, key: str, lexicon: Lexicon) -> dict[str, Source]:
    return {
        name: Source(name, one.get("title", NO_TEXT), one.get("url", ""))
        for name, one in form.declared(MANIFEST, key, fields.nodes.get(key), lexicon)
    }


def complete_manifest(declared: Declared, lexicon: Lexicon) -> Manifest:
    """The manifest, with the names that point elsewhere looked up."""
    fields, topics = declared.fields, lexicon.vocabulary.topics
    named = lexicon.with_names(topic={*topics, *lexicon.broken})
    main = fields.later("main_topic", named, "")
    if main in topics and topics[main].referral:
        lexicon.problems.add("main-is-referral", fields.nodes["main_topic"].position, name=main)
    return Manifest(
        name=fields.get("name", ""),
        version=fields.get("version", ""),
        title=fields.get("title", NO_TEXT),
        languages=declared.languages,
        main_topic=main,
        topics=_topic_order(fields, named),
        packs=frozen(declared.packs),
        scope=_scope(fields.nodes.get("scope"), lexicon),
        notice=fields.get("notice", NO_TEXT),
        units=frozen(declared.units),
        sources=frozen(declared.sources),
        groups=frozen(lexicon.groups),
        settings=frozen(declared.settings),
        claims=declared.claims,
        audiences=frozen(declared.audiences),
        code_systems=frozen(declared.code_systems),
    )


def _topic_order(fields: Fields, lexicon: Lexicon) -> tuple[str, ...]:
    """The order in which topics are shown: every topic of the vocabulary, each once."""
    topics, node = tuple(lexicon.vocabulary.topics), fields.nodes.get("topics")
    if node is None:
        return topics
    names = fields.later("topics", lexicon, tuple[str, ...]())
    if isinstance(node, ListNode):
        unknown = {part.text for part in node.items if isinstance(part, ScalarNode)} - {*lexicon.names["topic"]}
        for missing in sorted(unexplained(set(topics) - set(names), unknown)):
            lexicon.problems.add("topic-not-ordered", node.position, name=missing)
    return names


def _scope(node: Node | None, lexicon: Lexicon) -> Scope:
    if node is None:
        return Scope()
    fields = form.fields(SCOPE, node, "scope", lexicon)
    when = fields.nodes.get("when")
    condition = read_condition(when, lexicon) if when else ALWAYS
    if when and any(isinstance(leaf, Known) for leaf in leaves(condition)):
        lexicon.problems.add("known-in-scope", when.position)
    return Scope(condition, fields.get("because", NO_TEXT), fields.get("cites", ()))
