"""Reader of `rules/knowledge.yaml`: what the knowledge base declares about itself."""

from dataclasses import dataclass, field

from sluimer.knowledge.base import Setting, Source
from sluimer.knowledge.claims import NO_CLAIMS, Audience, Claims
from sluimer.knowledge.text import NO_TEXT, Text
from sluimer.language.forms import MANIFEST, SOURCE
from sluimer.language.shape import LONGEST_NAME
from sluimer.messages import Position, Problems, unexplained
from sluimer.read import form
from sluimer.read.claims import read_audiences, read_claims
from sluimer.read.nodes import ListNode, MappingNode, Node, ScalarNode
from sluimer.read.settings import declared_settings
from sluimer.read.vocabulary import Names


@dataclass(frozen=True, slots=True)
class Declared:
    """The manifest as written; names that point elsewhere are still nodes, resolved once the vocabulary is read."""

    position: Position
    name: str = ""
    version: str = ""
    title: Text = NO_TEXT
    languages: tuple[str, ...] = ("nl", "en")
    packs: dict[str, Text] = field(default_factory=dict)
    units: dict[str, Text] = field(default_factory=dict)
    sources: dict[str, Source] = field(default_factory=dict)
    notice: Text = NO_TEXT
    main_topic: Node | None = None
    topics: Node | None = None
    scope: Node | None = None
    groups: Node | None = None
    settings: dict[str, Setting] = field(default_factory=dict)
    claims: Claims = NO_CLAIMS
    audiences: dict[str, Audience] = field(default_factory=dict)
    code_systems: dict[str, Source] = field(default_factory=dict)


def read_manifest(node: Node, problems: Problems) -> Declared:
    """Everything in the manifest that can be understood by itself."""
    fields = form.fields(node, "knowledge.yaml", MANIFEST.names, problems)
    languages = _languages(fields, problems)
    _mute_consequences(fields, problems)
    packs = _texts(fields.require("packs", problems), "packs", languages, problems)
    sources = _sources(fields.get("sources"), languages, problems)
    claims = read_claims(fields.get("claims"), languages, packs, sources, problems)
    return Declared(
        position=fields.position,
        name=_word(fields, "name", problems),
        version=_word(fields, "version", problems),
        title=_text(fields, "title", languages, problems),
        languages=languages,
        packs=packs,
        units=_units(fields.get("units"), languages, problems),
        sources=sources,
        notice=_text(fields, "notice", languages, problems) if fields.get("notice") else Text(),
        main_topic=fields.require("main_topic", problems),
        topics=fields.require("topics", problems),
        scope=fields.get("scope"),
        groups=fields.get("groups"),
        settings=declared_settings(fields.get("settings"), languages, problems),
        claims=claims,
        code_systems=_sources(fields.get("code_systems"), languages, problems),
        audiences=read_audiences(fields.get("audiences"), languages, claims, problems),
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


OF_MANIFEST = (
    *(code for codes in _CONSEQUENCES.values() for code in codes),
    *("unknown-audience", "unknown-value", "statement-without-status"),
)
"""The problems that would follow where `rules/knowledge.yaml` cannot be read."""


def _mute_consequences(fields: form.Fields, problems: Problems) -> None:
    """Where a declaration cannot be read, nothing is said of what it would have declared."""
    for key, codes in _CONSEQUENCES.items():
        node = fields.get(key)
        absent = node is None and (key in fields.excused or key in ("languages", "packs"))
        if absent or (node is not None and key != "languages" and not isinstance(node, MappingNode)):
            problems.mute(*codes)


def _languages(fields: form.Fields, problems: Problems) -> tuple[str, ...]:
    node = fields.require("languages", problems)
    if node is None:
        return Declared(fields.position).languages
    words = [form.word(part, "languages", problems) for part in form.one_or_more(node, "languages", problems)]
    return tuple(dict.fromkeys(word for word in words if word)) or Declared(fields.position).languages


def _word(fields: form.Fields, key: str, problems: Problems) -> str:
    node = fields.require(key, problems)
    return (form.word(node, key, problems) or "") if node else ""


def _text(fields: form.Fields, key: str, languages: tuple[str, ...], problems: Problems) -> Text:
    node = fields.require(key, problems)
    return form.text(node, key, languages, problems) if node else Text()


def _texts(node: Node | None, what: str, languages: tuple[str, ...], problems: Problems) -> dict[str, Text]:
    if node is None:
        return {}
    return {
        key.text: form.text(value, key.text, languages, problems) for key, value in form.pairs(node, what, problems)
    }


def _units(node: Node | None, languages: tuple[str, ...], problems: Problems) -> dict[str, Text]:
    """The units; they stand in every text that names an amount, so that they are as short as a name."""
    units = _texts(node, "units", languages, problems)
    for name, label in units.items():
        if node and max(map(len, (name, *(text for _, text in label.translations)))) > LONGEST_NAME:
            problems.add("unit-too-long", node.position, name=name[:LONGEST_NAME], most=LONGEST_NAME)
    return units


def _sources(node: Node | None, languages: tuple[str, ...], problems: Problems) -> dict[str, Source]:
    if node is None:
        return {}
    sources = {}
    for key, value in form.pairs(node, "sources", problems):
        fields = form.fields(value, key.text, SOURCE.names, problems)
        url = fields.get("url")
        sources[key.text] = Source(
            key.text,
            _text(fields, "title", languages, problems),
            (form.word(url, "url", problems) or "") if url else "",
        )
    return sources


def topic_order(node: Node | None, declared: Names, problems: Problems) -> tuple[str, ...]:
    """The order in which topics are shown: every topic of the vocabulary, each once."""
    known = tuple(declared.vocabulary.topics)
    if node is None:
        return known
    names = form.references(node, "unknown-topic", {*known, *declared.broken}, problems, what="topics")
    if isinstance(node, ListNode):
        unknown = {part.text for part in node.items if isinstance(part, ScalarNode)} - {*known, *declared.broken}
        for missing in sorted(unexplained(set(known) - set(names), unknown)):
            problems.add("topic-not-ordered", node.position, name=missing)
    return names
