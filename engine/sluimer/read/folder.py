"""From a folder with `facts/` and `rules/` to checked knowledge; this is the whole way, in order."""

import os
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from hashlib import sha256
from pathlib import Path

from sluimer.frozen import frozen
from sluimer.knowledge.base import Knowledge, Manifest, Scope
from sluimer.knowledge.condition import ALWAYS, Condition, leaves
from sluimer.knowledge.condition import Known as KnownTest
from sluimer.knowledge.rule import Rule, Statement
from sluimer.knowledge.strata import cycles, dependencies, finding_strata
from sluimer.knowledge.text import NO_TEXT, Text
from sluimer.knowledge.vocabulary import Vocabulary
from sluimer.language.files import CASES_ENDING, FACTS_FOLDER, LEDGER_FOLDER, MANIFEST_FILE
from sluimer.language.forms import SCOPE
from sluimer.messages import KnowledgeError, Position, Problem, Problems, listed, shown
from sluimer.read import form
from sluimer.read.assumptions import check_assumptions, check_implications
from sluimer.read.claims import check_cautions_are_told
from sluimer.read.conditions import Reading, read_condition
from sluimer.read.effects import Targets, read_groups
from sluimer.read.find import find_knowledge
from sluimer.read.ledger import check_ledger, read_statements
from sluimer.read.manifest import Declared, read_manifest, topic_order
from sluimer.read.nodes import MappingNode, Node, parse
from sluimer.read.rules import Context, read_cites, read_rules
from sluimer.read.source import read_file
from sluimer.read.stray import holds_cases, is_misnamed
from sluimer.read.vocabulary import NAMES_OF_FACTS_FOLDER, Names, read_vocabulary
from sluimer.read.vocabulary import Context as VocabularyContext


@dataclass(frozen=True, slots=True)
class Files:
    """The parsed files of a knowledge base, by what they hold, and the digest of them all.

    `nodes` and `texts` have each file by its name.
    """

    manifest: Node | None = None
    facts: tuple[Node, ...] = ()
    rules: tuple[tuple[str, Node], ...] = ()
    ledger: tuple[Node, ...] = ()
    digest: str = ""
    nodes: Mapping[str, Node] = field(default_factory=dict)
    texts: Mapping[str, str] = field(default_factory=dict)


def read_knowledge(folder: Path) -> Knowledge:
    """Everything in a knowledge base folder; raises KnowledgeError with all its problems."""
    knowledge, found = check_knowledge(folder)
    if knowledge is None:
        raise KnowledgeError(found)
    return knowledge


def check_knowledge(folder: Path) -> tuple[Knowledge | None, tuple[Problem, ...]]:
    """The knowledge and its problems; None in place of the knowledge when one of them is an error."""
    problems = Problems()
    return check_files(parse_files(folder, _texts(folder, problems), problems), problems)


def read_from_texts(texts: Mapping[str, str]) -> Knowledge:
    """The knowledge that stands in these files, by name, as `Knowledge.files` has them; raises KnowledgeError."""
    problems = Problems()
    if MANIFEST_FILE not in texts:
        problems.add("no-manifest", Position(MANIFEST_FILE), name=MANIFEST_FILE)
    knowledge, found = check_files(parse_texts(texts, problems), problems)
    if knowledge is None:
        raise KnowledgeError(found)
    return knowledge


def check_files(files: Files, problems: Problems) -> tuple[Knowledge | None, tuple[Problem, ...]]:
    """The same for files that were parsed already; `problems` has what was wrong with them."""
    if files.manifest is None:
        return None, problems.sorted()
    declared = read_manifest(files.manifest, problems)
    statements = read_statements(files.ledger, declared.languages, declared.sources, declared.claims, problems)
    context = VocabularyContext(
        declared.languages, declared.units, statements, declared.claims, declared.code_systems, problems
    )
    names = read_vocabulary(files.facts, context)
    reading = Reading(names.vocabulary, names.broken, problems)
    rule_context = _rule_context(declared, names, statements, reading, problems)
    rules = read_rules(files.rules, rule_context)
    manifest = _manifest(declared, names, statements, reading, problems)
    manifest = replace(manifest, groups=frozen(dict(rule_context.targets.groups)))
    _check_whole(names.vocabulary, rules, manifest.scope.condition, problems)
    knowledge = Knowledge(
        manifest, names.vocabulary, frozen(rules), frozen(statements), files.digest, files=frozen(files.texts)
    )
    check_cautions_are_told(rules, declared.audiences, problems)
    if not len(problems):
        check_ledger(knowledge, problems)
    if len(problems):
        return None, problems.sorted()
    # What names something broken is skipped, because the break itself was reported; without a report it may not be.
    assert not rule_context.targets.broken, rule_context.targets.broken
    return knowledge, ()


def _rule_context(
    declared: Declared, names: Names, statements: dict[str, Statement], reading: Reading, problems: Problems
) -> Context:
    targets = Targets(names.vocabulary, names.vocabulary.items, names.broken, problems)
    groups = read_groups(declared.groups, targets)
    written = {key.text for key, _ in declared.groups.entries} if isinstance(declared.groups, MappingNode) else set()
    targets = replace(targets, groups=groups, broken=names.broken | (written - groups.keys()))
    return Context(declared.languages, statements, reading, targets, declared.settings, declared.claims, problems)


def _manifest(
    declared: Declared, names: Names, statements: dict[str, Statement], reading: Reading, problems: Problems
) -> Manifest:
    main = _main_topic(declared, names, problems)
    return Manifest(
        name=declared.name,
        version=declared.version,
        title=declared.title,
        languages=declared.languages,
        main_topic=main or "",
        topics=topic_order(declared.topics, names, problems),
        packs=frozen(declared.packs),
        scope=_scope(declared, statements, reading, problems),
        notice=declared.notice,
        units=frozen(declared.units),
        sources=frozen(declared.sources),
        settings=frozen(declared.settings),
        claims=declared.claims,
        audiences=frozen(declared.audiences),
        code_systems=frozen(declared.code_systems),
    )


def _main_topic(declared: Declared, names: Names, problems: Problems) -> str | None:
    node, topics = declared.main_topic, names.vocabulary.topics
    if node is None:
        return None
    main = form.reference(node, "unknown-topic", {*topics, *names.broken}, problems, what="main_topic")
    if main and main in topics and topics[main].referral:
        problems.add("main-is-referral", node.position, name=main)
    return main


def _scope(declared: Declared, statements: dict[str, Statement], reading: Reading, problems: Problems) -> Scope:
    if declared.scope is None:
        return Scope()
    fields = form.fields(declared.scope, "scope", SCOPE.names, problems)
    when, because = fields.require("when", problems), fields.require("because", problems)
    condition = read_condition(when, reading) if when else ALWAYS
    if when and any(isinstance(leaf, KnownTest) for leaf in leaves(condition)):
        problems.add("known-in-scope", when.position)
    return Scope(
        condition,
        form.text(because, "because", declared.languages, problems) if because else Text(),
        read_cites(fields, statements, problems),
    )


def _check_whole(vocabulary: Vocabulary, rules: dict[str, Rule], scope: Condition, problems: Problems) -> None:
    """What only the whole shows: cycles, bold assumptions, findings that nothing concludes."""
    reads = dependencies(rules.values(), vocabulary.findings)
    round_trips = cycles(reads)
    for trail in round_trips:
        problems.add("cycle", vocabulary.findings[trail[0]].position, trail=" → ".join(trail))
    if not round_trips:
        _check_depth(vocabulary, finding_strata(reads), problems)
    if not len(problems):
        check_assumptions(vocabulary, rules, scope, problems)
        check_implications(vocabulary, problems)
    _check_concluded(vocabulary, rules, problems)
    _check_assumed_known(vocabulary, rules, problems)


DEEPEST_CHAIN = 50
"""Findings that may build on each other in a row."""


def _check_depth(vocabulary: Vocabulary, strata: dict[str, int], problems: Problems) -> None:
    for name, stratum in strata.items():
        if stratum == DEEPEST_CHAIN:
            problems.add("chain-too-long", vocabulary.findings[name].position, name=name, most=DEEPEST_CHAIN)


_HIDING = ("unknown-finding", "unknown-effect", "effect-without-details", "bad-id", "reserved-name", "duplicate-key")


def _check_concluded(vocabulary: Vocabulary, rules: dict[str, Rule], problems: Problems) -> None:
    """Not while a conclusion may be hidden in a rule that could not be read."""
    if problems.has(*_HIDING) or not all(rule.effects for rule in rules.values()):
        return
    concluded = {name for rule in rules.values() for name in rule.concludes}
    for finding in vocabulary.findings.values():
        if finding.id not in concluded:
            problems.add("never-concluded", finding.position, name=finding.id)


def _check_assumed_known(vocabulary: Vocabulary, rules: dict[str, Rule], problems: Problems) -> None:
    for rule in rules.values():
        for leaf in leaves(rule.condition):
            if isinstance(leaf, KnownTest) and vocabulary.facts[leaf.fact].assume is not None:
                problems.add("known-of-assumed", rule.position, fact=leaf.fact, rule=rule.id)


def _texts(folder: Path, problems: Problems) -> dict[str, str | None]:
    """The text of each file of the knowledge itself, or None where it cannot be read."""
    return {name: read_file(folder / name, shown(name), problems) for name in _names(folder, problems)}


def parse_files(folder: Path, texts: Mapping[str, str | None], problems: Problems) -> Files:
    """The files of a knowledge base from their texts, by name; cases are no part of it."""
    if not folder.is_dir():
        problems.add("no-such-folder", Position(str(folder)))
        return Files()
    if MANIFEST_FILE not in texts and not (folder / MANIFEST_FILE).exists():
        whole = find_knowledge(folder.resolve().parent)
        near = shown(whole) if whole else ""
        problems.add("no-manifest", Position(str(folder)), near, name=MANIFEST_FILE)
    elif not (folder / FACTS_FOLDER).exists():
        problems.add("no-facts", Position(str(folder)), name=FACTS_FOLDER)
        problems.mute(*NAMES_OF_FACTS_FOLDER)
    return parse_texts(texts, problems)


def parse_texts(texts: Mapping[str, str | None], problems: Problems) -> Files:
    """The files of a knowledge base from their texts alone."""
    parsed = {}
    for name, text in texts.items():
        parsed[name] = parse(text, shown(name), problems) if text is not None else None
        if not isinstance(parsed[name], MappingNode):
            problems.mute(*_consequences_of(name))
        elif holds_cases(parsed[name]):
            problems.add("cases-misnamed", Position(shown(name)))
            problems.mute(*_consequences_of(name))
            parsed[name] = None
    files = _sorted_out(parsed, digest_of_texts(texts), problems)
    return replace(files, texts={name: text for name, text in texts.items() if text is not None})


def digest_of_texts(texts: Mapping[str, str | None]) -> str:
    """The digest that names these files, by name and content."""
    digest = sha256()
    for name, text in texts.items():
        digest.update(f"{len(name)}\0{name}\0{len(text or '')}\0{text}".encode("utf-8", "surrogateescape"))
    return f"sha256:{digest.hexdigest()}"


def read_sources(folder: Path) -> tuple[dict[str, str | None], dict[str, str | None], tuple[Problem, ...]]:
    """The text of each file of the knowledge and of each file with cases, by name, and what could not be read."""
    problems = Problems()
    texts = _texts(folder, problems) if folder.is_dir() else {}
    names = case_files(folder, problems) if folder.is_dir() else ()
    return texts, {name: read_file(folder / name, shown(name), problems) for name in names}, problems.sorted()


def read_texts(folder: Path) -> dict[str, str]:
    """The text of every file of a knowledge base that can be read, its cases included, by name."""
    texts, cases, _ = read_sources(folder)
    return {name: text for name, text in {**texts, **cases}.items() if text is not None}


def _consequences_of(lost: str) -> tuple[str, ...]:
    """The problems that would follow where this file cannot be read."""
    if lost.startswith(FACTS_FOLDER):
        return NAMES_OF_FACTS_FOLDER
    return ("unknown-statement",) if lost.startswith(LEDGER_FOLDER) else ("never-concluded",)


def _names(folder: Path, problems: Problems) -> list[str]:
    """The YAML files below `facts/` and `rules/`, by a name that is the same on every system."""
    names = []
    for path in _walk(folder, problems):
        name = path.relative_to(folder).as_posix()
        if path.suffix == ".yaml" and not name.endswith(CASES_ENDING):
            names.append(name)
        elif is_misnamed(path.name):
            problems.add("wrong-ending", Position(shown(name)), name=path.name)
    return sorted(names)


def case_files(folder: Path, problems: Problems) -> list[str]:
    """The files with cases, which stand beside the rules; they are no part of the knowledge itself."""
    names = [path.relative_to(folder).as_posix() for path in _walk(folder, problems)]
    return sorted(name for name in names if name.endswith(CASES_ENDING))


def _walk(folder: Path, problems: Problems) -> Iterator[Path]:
    """All that lies below `facts/` and `rules/`, through links too; names that begin with a dot are no part of it."""

    def report(error: OSError) -> None:
        if not isinstance(error, FileNotFoundError):
            name = shown(Path(error.filename).relative_to(folder).as_posix())
            problems.add("unreadable-file", Position(name), name=name, reason=error.strerror)
            problems.settle(Position(name), "unreadable-file")

    for part in ("facts", "rules"):
        for place, folders, files in os.walk(folder / part, onerror=report, followlinks=True):
            folders[:] = [each for each in folders if not each.startswith(".") and not _leads_back(Path(place, each))]
            yield from (Path(place, each) for each in (*folders, *files) if not each.startswith("."))


def _leads_back(path: Path) -> bool:
    """Whether a link leads to a folder above it, so that a walk would go round for ever."""
    return path.is_symlink() and path.resolve() in [parent.resolve() for parent in path.parents]


def _sorted_out(parsed: dict[str, Node | None], digest: str, problems: Problems) -> Files:
    present = {name: node for name, node in parsed.items() if node is not None}
    manifest = present.pop(MANIFEST_FILE, None)
    facts = tuple(node for name, node in present.items() if name.startswith(FACTS_FOLDER))
    rules, ledger = [], []
    packs = _pack_names(manifest)
    for name, node in present.items():
        if name.startswith(LEDGER_FOLDER):
            ledger.append(node)
        elif name.startswith("rules/"):
            pack = name.split("/")[1]
            rules.append((pack, node))
            if manifest is not None and pack not in packs:
                near, known = problems.nearest(pack, packs), listed(sorted(packs))
                problems.add("unknown-pack", Position(shown(name)), near, name=pack, known=known)
    for pack in packs:
        if not any(name.startswith(f"rules/{pack}/") for name in parsed):
            problems.add("pack-without-rules", Position(f"rules/{pack}"), pack=pack)
    nodes = {name: node for name, node in parsed.items() if node is not None}
    return Files(manifest, facts, tuple(rules), tuple(ledger), digest, nodes)


def declared_in(folder: Path) -> tuple[Text, tuple[str, ...]]:
    """The title and languages of a knowledge base, as far as they can be read, whatever else is wrong with it."""
    ignored = Problems()
    text = read_file(folder / MANIFEST_FILE, MANIFEST_FILE, ignored)
    node = parse(text, MANIFEST_FILE, ignored) if text is not None else None
    declared = read_manifest(node, ignored) if node is not None else None
    return (declared.title, declared.languages) if declared else (NO_TEXT, ())


def _pack_names(manifest: Node | None) -> Iterable[str]:
    if manifest is None:
        return ()
    return tuple(read_manifest(manifest, Problems()).packs)
