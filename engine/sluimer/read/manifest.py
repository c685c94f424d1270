"""Reader of `rules/knowledge.yaml`: what the knowledge base declares about itself."""

from dataclasses import replace
from functools import partial

from sluimer.knowledge.base import Manifest, Scope, Source
from sluimer.knowledge.condition import ALWAYS, Known, leaves
from sluimer.knowledge.frozen import frozen
from sluimer.knowledge.text import NO_TEXT, Text
from sluimer.language.files import MANIFEST_FILE
from sluimer.language.forms import MANIFEST, SCOPE
from sluimer.language.shape import LONGEST_NAME
from sluimer.messages import Problems, unexplained
from sluimer.read import form
from sluimer.read.claims import read_audiences, read_claims
from sluimer.read.conditions import read_condition
from sluimer.read.form import Fields
from sluimer.read.lexicon import Lexicon
from sluimer.read.nodes import ListNode, MappingNode, Node, ScalarNode
from sluimer.read.own_numbers import own_places, own_text
from sluimer.read.presentation import with_presentation
from sluimer.read.settings import declared_settings


def lexicon_of(declared: Manifest, problems: Problems) -> Lexicon:
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
    return Lexicon(
        problems,
        declared.languages,
        names,
        settings=declared.settings,
        claims=declared.claims,
        units=declared.units,
    )


_NOTHING = Fields(MANIFEST, "knowledge.yaml", MappingNode((), MANIFEST_FILE, 0, 0))


def read_manifest(node: Node | None, problems: Problems) -> tuple[Manifest, Fields]:
    """Everything in the manifest that can be understood by itself, and the manifest as written.

    Where it is lost, nothing is said of what it would have declared.
    """
    if node is None:
        problems.mute(*(code for codes in _CONSEQUENCES.values() for code in codes), *_OF_ALL)
    languages = (_languages(node) if node else ()) or Lexicon(problems).languages
    lexicon = Lexicon(problems, languages)
    fields = form.fields(MANIFEST, node, _NOTHING.what, lexicon) if node else _NOTHING
    packs: dict[str, Text] = fields.get("packs", {})
    sources = _sources(fields, "sources", lexicon)
    claims = read_claims(fields.nodes.get("claims"), lexicon.with_names(pack=packs, source=sources))
    if node:
        _mute_consequences(fields, problems)
        _check_units(fields, problems)
    manifest = Manifest(
        name=fields.get("name", ""),
        version=fields.get("version", ""),
        title=fields.get("title", NO_TEXT),
        languages=languages,
        main_topic="",
        topics=(),
        packs=frozen(packs),
        notice=fields.get("notice", NO_TEXT),
        professional=fields.get("professional", NO_TEXT),
        units=frozen(fields.get("units", {})),
        sources=frozen(sources),
        settings=frozen(declared_settings(fields.nodes.get("settings"), lexicon)),
        claims=claims,
        audiences=frozen(read_audiences(fields.nodes.get("audiences"), lexicon.with_names(claim=claims.names))),
        code_systems=frozen(_sources(fields, "code_systems", lexicon)),
    )
    return manifest, fields


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


def complete_manifest(declared: Manifest, fields: Fields, lexicon: Lexicon) -> Manifest:
    """The manifest, with the names that point elsewhere looked up."""
    topics = lexicon.vocabulary.topics
    named = lexicon.with_names(topic={*topics, *lexicon.broken})
    main = fields.later("main_topic", named, "")
    _check_main(main, fields, lexicon)
    scope, order = _scope(fields.nodes.get("scope"), lexicon), _topic_order(fields, named)
    stops = fields.later("stops", named, tuple[str, ...]())
    groups = frozen(lexicon.groups)
    manifest = replace(declared, main_topic=main, topics=order, scope=scope, stops=stops, groups=groups)
    return with_presentation(manifest, fields, named)


def _check_main(name: str, fields: Fields, lexicon: Lexicon) -> None:
    """The main topic sends to nobody, and nothing supersedes it: what makes it dangerous must be ruled out first."""
    main = lexicon.vocabulary.topics.get(name)
    if main and main.referral:
        lexicon.problems.add("main-is-referral", fields.nodes["main_topic"].position, name=name)
        return
    for item in main.items if main else ():
        for above in lexicon.vocabulary.superseding.get(item.id, ()):
            place = lexicon.items[above].position
            lexicon.problems.add("supersedes-main", place, name=item.id, item=above)


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
    fields = form.fields(SCOPE, node, "scope", lexicon, apart=("because",))
    when, before = fields.nodes.get("when"), len(lexicon.problems)
    condition = read_condition(when, lexicon) if when else ALWAYS
    own = partial(own_places, condition, (), lexicon) if len(lexicon.problems) == before else None
    if when and any(isinstance(leaf, Known) for leaf in leaves(condition)):
        lexicon.problems.add("known-in-scope", when.position)
    because = own_text(fields.nodes.get("because"), "because", own, lexicon)
    return Scope(condition, because, fields.get("cites", ()))
