"""From a folder with `facts/` and `rules/` to checked knowledge; this is the whole way, in order."""

from collections.abc import Iterable
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from sluimer.knowledge.base import Knowledge, Manifest, Scope
from sluimer.knowledge.condition import ALWAYS, leaves
from sluimer.knowledge.condition import Known as KnownTest
from sluimer.knowledge.rule import Rule, Statement
from sluimer.knowledge.text import Text
from sluimer.knowledge.vocabulary import Vocabulary
from sluimer.messages import KnowledgeError, Position, Problem, Problems, listed, nearest
from sluimer.read import form
from sluimer.read.assumptions import check_assumptions
from sluimer.read.conditions import Reading, read_condition
from sluimer.read.effects import Targets
from sluimer.read.manifest import Declared, read_manifest, topic_order
from sluimer.read.nodes import Node, parse
from sluimer.read.rules import Context, read_cites, read_rules, read_statements
from sluimer.read.source import read_file
from sluimer.read.vocabulary import Context as VocabularyContext
from sluimer.read.vocabulary import Names, read_vocabulary
from sluimer.knowledge.strata import cycle, dependencies

MANIFEST = "rules/knowledge.yaml"
LEDGER = "ledger"
CASES = ".cases.yaml"


@dataclass(frozen=True, slots=True)
class Files:
    """The parsed files of a knowledge base, by what they hold, and the digest of them all."""

    manifest: Node | None
    facts: tuple[Node, ...]
    rules: tuple[tuple[str, Node], ...]
    ledger: tuple[Node, ...]
    digest: str


def read_knowledge(folder: Path) -> Knowledge:
    """Everything in a knowledge base folder; raises KnowledgeError with all its problems."""
    knowledge, found = check_knowledge(folder)
    if knowledge is None:
        raise KnowledgeError(found)
    return knowledge


def check_knowledge(folder: Path) -> tuple[Knowledge | None, tuple[Problem, ...]]:
    """The knowledge and its problems; None in place of the knowledge when one of them is an error."""
    problems = Problems()
    files = _read_files(folder, problems)
    if files.manifest is None:
        return None, problems.sorted()
    declared = read_manifest(files.manifest, problems)
    names = read_vocabulary(files.facts, VocabularyContext(declared.languages, declared.units, problems))
    statements = read_statements(files.ledger, declared.languages, declared.sources, problems)
    reading = Reading(names.vocabulary, names.broken, problems)
    rules = read_rules(files.rules, _rule_context(declared, names, statements, reading, problems))
    manifest = _manifest(declared, names, statements, reading, problems)
    _check_whole(names.vocabulary, rules, statements, problems)
    if len(problems):
        return None, problems.sorted()
    return Knowledge(manifest, names.vocabulary, rules, statements, files.digest), ()


def _rule_context(
    declared: Declared, names: Names, statements: dict[str, Statement], reading: Reading, problems: Problems
) -> Context:
    targets = Targets(names.vocabulary, names.vocabulary.items, names.broken, problems)
    return Context(declared.languages, statements, reading, targets, problems)


def _manifest(
    declared: Declared, names: Names, statements: dict[str, Statement], reading: Reading, problems: Problems
) -> Manifest:
    known = tuple(names.vocabulary.topics)
    main = (
        form.reference(declared.main_topic, "unknown-topic", known, problems, what="main_topic")
        if declared.main_topic
        else None
    )
    if main and declared.main_topic and names.vocabulary.topics[main].referral:
        problems.add("main-is-referral", declared.main_topic.position, name=main)
    return Manifest(
        name=declared.name,
        version=declared.version,
        title=declared.title,
        languages=declared.languages,
        main_topic=main or "",
        topics=topic_order(declared.topics, known, problems),
        packs=declared.packs,
        scope=_scope(declared, statements, reading, problems),
        notice=declared.notice,
        units=declared.units,
        sources=declared.sources,
    )


def _scope(declared: Declared, statements: dict[str, Statement], reading: Reading, problems: Problems) -> Scope:
    if declared.scope is None:
        return Scope()
    fields = form.fields(declared.scope, "scope", ("when", "because", "cites"), problems)
    when, because = fields.require("when", problems), fields.require("because", problems)
    condition = read_condition(when, reading) if when else ALWAYS
    if when and any(isinstance(leaf, KnownTest) for leaf in leaves(condition)):
        problems.add("known-in-scope", when.position)
    return Scope(
        condition,
        form.text(because, "because", declared.languages, problems) if because else Text(),
        read_cites(fields, statements, problems),
    )


def _check_whole(
    vocabulary: Vocabulary, rules: dict[str, Rule], statements: dict[str, Statement], problems: Problems
) -> None:
    """What only the whole shows: cycles, findings that nothing concludes, bold assumptions, cites of implications."""
    reads = dependencies(rules.values(), vocabulary.findings)
    round_trip = cycle(reads)
    if round_trip:
        finding = vocabulary.findings[round_trip[0]]
        problems.add("cycle", finding.position, trail=" → ".join(round_trip))
    elif not len(problems):
        check_assumptions(vocabulary, rules, problems)
    concluded = {name for rule in rules.values() for name in rule.concludes}
    for finding in vocabulary.findings.values():
        if finding.id not in concluded:
            problems.add("never-concluded", finding.position, name=finding.id)
    _check_implications(vocabulary, statements, problems)
    _check_assumed_known(vocabulary, rules, problems)


def _check_implications(vocabulary: Vocabulary, statements: dict[str, Statement], problems: Problems) -> None:
    for fact in vocabulary.facts.values():
        for implication in fact.implies:
            for name in implication.cites:
                if name not in statements:
                    problems.add("unknown-statement", fact.position, nearest(name, statements), name=name)


def _check_assumed_known(vocabulary: Vocabulary, rules: dict[str, Rule], problems: Problems) -> None:
    for rule in rules.values():
        for leaf in leaves(rule.condition):
            if isinstance(leaf, KnownTest) and vocabulary.facts[leaf.fact].assume is not None:
                problems.add("known-of-assumed", rule.position, fact=leaf.fact, rule=rule.id)


def _read_files(folder: Path, problems: Problems) -> Files:
    if not folder.is_dir():
        problems.add("no-such-folder", Position(str(folder)))
        return Files(None, (), (), (), "")
    digest = sha256()
    parsed = {}
    for name in _names(folder):
        text = read_file(folder / name, name, problems)
        if text is None:
            continue
        digest.update(f"{name}\0{len(text)}\0{text}".encode())
        parsed[name] = parse(text, name, problems)
    if MANIFEST not in parsed and not (folder / MANIFEST).exists():
        problems.add("no-manifest", Position(str(folder)), name=MANIFEST)
    return _sorted_out(parsed, f"sha256:{digest.hexdigest()}", problems)


def _names(folder: Path) -> list[str]:
    """The YAML files below `facts/` and `rules/`, by a name that is the same on every system."""
    found = (path for part in ("facts", "rules") for path in (folder / part).rglob("*.yaml"))
    names = (path.relative_to(folder).as_posix() for path in found)
    return sorted(name for name in names if not name.endswith(CASES))


def _sorted_out(parsed: dict[str, Node | None], digest: str, problems: Problems) -> Files:
    present = {name: node for name, node in parsed.items() if node is not None}
    manifest = present.pop(MANIFEST, None)
    facts = tuple(node for name, node in present.items() if name.startswith("facts/"))
    rules, ledger = [], []
    packs = _pack_names(manifest)
    for name, node in present.items():
        if name.startswith(f"rules/{LEDGER}/"):
            ledger.append(node)
        elif name.startswith("rules/"):
            pack = name.split("/")[1]
            rules.append((pack, node))
            if manifest is not None and pack not in packs:
                known = listed(sorted(packs))
                problems.add("unknown-pack", Position(name), nearest(pack, packs), name=pack, known=known)
    return Files(manifest, facts, tuple(rules), tuple(ledger), digest)


def _pack_names(manifest: Node | None) -> Iterable[str]:
    if manifest is None:
        return ()
    return tuple(read_manifest(manifest, Problems()).packs)


def select_packs(knowledge: Knowledge, packs: Iterable[str]) -> Knowledge:
    """The knowledge with these packs alone; raises KnowledgeError for a pack that does not exist."""
    wanted = tuple(dict.fromkeys(packs))
    problems = Problems()
    known = tuple(knowledge.manifest.packs)
    for name in wanted:
        if name not in known:
            problems.add("unknown-pack", Position("--packs"), nearest(name, known), name=name, known=listed(known))
    if not wanted:
        problems.add("no-packs", Position("--packs"), known=listed(known))
    if len(problems):
        raise KnowledgeError(problems.sorted())
    return knowledge.with_packs(wanted)

