"""From a folder with `facts/` and `rules/` to checked knowledge; this is the whole way, in order."""

import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from hashlib import sha256
from itertools import islice, pairwise
from pathlib import Path

from sluimer.files.source import MOST_FILES, read_file, read_folder_files
from sluimer.knowledge.base import Knowledge
from sluimer.knowledge.condition import Condition, Known, leaves, slots_of
from sluimer.knowledge.frozen import frozen
from sluimer.knowledge.rule import Rule
from sluimer.knowledge.strata import cycles, dependencies, strata_of
from sluimer.knowledge.text import NO_TEXT, Text
from sluimer.knowledge.vocabulary import Vocabulary
from sluimer.language.files import BESIDE, FACTS_FOLDER, LEDGER_FOLDER, MANIFEST_FILE, sort_of
from sluimer.messages import KnowledgeError, Position, Problem, Problems, listed, shown, unexplained
from sluimer.read.assumptions import check_assumptions, check_implications
from sluimer.read.claims import check_cautions_are_told
from sluimer.read.effects import read_groups
from sluimer.read.find import find_knowledge
from sluimer.read.ledger import check_ledger, read_statements
from sluimer.read.lexicon import Lexicon
from sluimer.read.manifest import complete_manifest, lexicon_of, read_manifest
from sluimer.read.nodes import MappingNode, Node, parse
from sluimer.read.own_numbers import with_told_limits
from sluimer.read.rules import read_rules
from sluimer.read.stray import holds_cases, is_misnamed
from sluimer.read.vocabulary import NAMES_OF_FACTS_FOLDER, read_vocabulary
from sluimer.read.walk import words_below


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
    """The knowledge in files that were parsed, or None where anything is wrong with it; and the problems, all at once.

    `problems` has what was wrong when they were parsed.
    """
    knowledge = read_files(files, problems)
    return (None, problems.sorted()) if len(problems) else (knowledge, ())


def read_files(files: Files, problems: Problems) -> Knowledge:
    """The knowledge in files that were parsed, as far as it can be read; what is wrong with it goes to `problems`."""
    declared, written = read_manifest(files.manifest, problems)
    lexicon = lexicon_of(declared, problems)
    statements = read_statements(files.ledger, lexicon)
    lexicon = read_vocabulary(files.facts, lexicon.with_names(statement=statements))
    lexicon = _with_groups(written.nodes.get("groups"), lexicon)
    before = len(problems)
    rules = read_rules(files.rules, lexicon)
    sound = len(problems) == before and not lexicon.broken  # else a limit may be lost that a text says
    vocabulary = with_told_limits(lexicon.vocabulary, rules.values(), problems if sound else Problems())
    manifest = complete_manifest(declared, written, lexicon)
    _check_whole(vocabulary, rules, manifest.scope.condition, problems)
    _check_concluded(vocabulary, rules, files, problems)
    knowledge = Knowledge(
        manifest, vocabulary, frozen(rules), frozen(statements), files.digest, files=frozen(files.texts)
    )
    check_cautions_are_told(rules, declared.audiences, problems)
    named = {key.text for _, node in files.rules if isinstance(node, MappingNode) for key, _ in node.entries}
    problems.overlook({*lexicon.broken, *named})
    check_ledger(knowledge, files.nodes.values(), problems)
    # What names something broken is skipped, because the break itself was reported; without a report it may not be.
    assert len(problems) or not lexicon.broken, lexicon.broken
    return knowledge


def _with_groups(node: Node | None, lexicon: Lexicon) -> Lexicon:
    """The lexicon with the groups that the manifest declares; those that cannot be read are broken."""
    groups = read_groups(node, lexicon)
    written = {key.text for key, _ in node.entries} if isinstance(node, MappingNode) else set()
    lexicon = replace(lexicon, groups=groups, broken=lexicon.broken | (written - groups.keys()))
    return lexicon.with_names(withheld={*lexicon.names["withheld"], *groups})


def _check_whole(vocabulary: Vocabulary, rules: dict[str, Rule], scope: Condition, problems: Problems) -> None:
    """What only the whole shows: cycles, bold assumptions, findings that nothing concludes."""
    reads = dependencies(rules.values(), vocabulary)
    round_trips = cycles(reads)
    for trail in round_trips:
        _report_cycle(trail, rules, vocabulary, problems)
    if not round_trips:
        _check_depth(vocabulary, strata_of(reads), problems)
        check_assumptions(vocabulary, rules, scope, problems)
    check_implications(vocabulary, problems)
    _check_assumed_known(vocabulary, rules, problems)


def _report_cycle(trail: tuple[str, ...], rules: dict[str, Rule], vocabulary: Vocabulary, problems: Problems) -> None:
    """At the first score or else rule that goes round, with the others."""
    steps = list(pairwise(trail))
    round_it = [
        rule
        for rule in sorted(rules.values(), key=lambda rule: rule.position)
        if any(finding in rule.concludes and other in slots_of(rule.condition) for finding, other in steps)
    ]
    named = {"name": trail[0], "trail": " → ".join(trail), "rules": listed([rule.id for rule in round_it])}
    scores = [vocabulary.scores[name] for name in trail if name in vocabulary.scores]
    if scores:
        first = min(scores, key=lambda score: score.position)
        problems.add("score-cycle", first.position, name=first.id, trail=named["trail"])
        return
    problems.add("cycle", round_it[0].position, **named)


DEEPEST_CHAIN = 50
"""Findings that may build on each other in a row."""


def _check_depth(vocabulary: Vocabulary, strata: dict[str, int], problems: Problems) -> None:
    for name, stratum in strata.items():
        if stratum == DEEPEST_CHAIN:
            place = (vocabulary.findings.get(name) or vocabulary.scores[name]).position
            problems.add("chain-too-long", place, name=name, most=DEEPEST_CHAIN)


def _check_concluded(vocabulary: Vocabulary, rules: dict[str, Rule], files: Files, problems: Problems) -> None:
    """Not where a conclusion is written in a rule that cannot be read, or hidden behind a key that stands twice."""
    missing = vocabulary.findings.keys() - {name for rule in rules.values() for name in rule.concludes}
    if missing and not problems.has("duplicate-key"):
        missing = missing.difference(*(words_below(node, "then") for _, node in files.rules))
        silent = {f"rule {name}" for name, rule in rules.items() if not rule.effects}
        for name in sorted(unexplained(missing, problems.named("unknown-finding") | silent)):
            problems.add("never-concluded", vocabulary.findings[name].position, name=name)


def _check_assumed_known(vocabulary: Vocabulary, rules: dict[str, Rule], problems: Problems) -> None:
    for rule in rules.values():
        for leaf in leaves(rule.condition):
            if isinstance(leaf, Known) and vocabulary.facts[leaf.fact].assume is not None:
                problems.add("known-of-assumed", rule.position, fact=leaf.fact, rule=rule.id)


def _texts(folder: Path, problems: Problems) -> dict[str, str | None]:
    """The text of each file of the knowledge itself, or None where it cannot be read."""
    return read_folder_files(folder, _names(folder, problems), problems) if folder.is_dir() else {}


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
    """The text of each file of the knowledge, of each with cases or theorems, by name, and what could not be read."""
    problems = Problems()
    texts = _texts(folder, problems) if folder.is_dir() else {}
    names = case_files(folder, problems) if folder.is_dir() else ()
    return texts, read_folder_files(folder, names, problems), problems.sorted()


def read_texts(folder: Path) -> dict[str, str]:
    """The text of every file of a knowledge base that can be read, its cases included, by name."""
    texts, cases, _ = read_sources(folder)
    return {name: text for name, text in {**texts, **cases}.items() if text is not None}


def _consequences_of(lost: str) -> tuple[str, ...]:
    """The problems that would follow where this file cannot be read."""
    if lost.startswith(FACTS_FOLDER):
        return (*NAMES_OF_FACTS_FOLDER, "statement-without-status")
    if lost.startswith(LEDGER_FOLDER):
        return ("unknown-statement",)
    return ("never-concluded", "statement-without-status", "unknown-rule")


def _names(folder: Path, problems: Problems) -> list[str]:
    """The YAML files below `facts/` and `rules/`, by a name that is the same on every system."""
    names = []
    for path in _walk(folder, problems):
        name = path.relative_to(folder).as_posix()
        if path.suffix == ".yaml" and sort_of(name) not in BESIDE:
            names.append(name)
        elif is_misnamed(path.name):
            problems.add("wrong-ending", Position(shown(name)), name=path.name)
    return sorted(names)


def case_files(folder: Path, problems: Problems) -> list[str]:
    """The files with cases and theorems, which stand beside the rules; they are no part of the knowledge itself."""
    names = [path.relative_to(folder).as_posix() for path in _walk(folder, problems) if path.suffix == ".yaml"]
    return sorted(name for name in names if sort_of(name) in BESIDE)


def _walk(folder: Path, problems: Problems) -> Iterator[Path]:
    """All that lies below `facts/` and `rules/`; names that begin with a dot are no part of it.

    A link to a folder is not followed, and told: rules that warn must not be left out in silence.
    """
    waiting = [folder / part for part in ("rules", "facts")]
    left = MOST_FILES
    while waiting:
        place = waiting.pop()
        name = shown(place.relative_to(folder).as_posix())
        if place.is_symlink():
            _note_alone("linked-folder", name, problems)
            continue
        try:
            with os.scandir(place) as entries:
                found = [Path(entry) for entry in islice(entries, left + 1) if not entry.name.startswith(".")]
        except FileNotFoundError:
            continue
        except OSError as error:
            _note_alone("unreadable-file", name, problems, error.strerror)
            continue
        left -= len(found)
        if left < 0:
            _note_alone("too-many-files", name, problems)
            return
        yield from found
        waiting += (path for path in found if path.is_dir())


def _note_alone(code: str, name: str, problems: Problems, reason: object = "") -> None:
    """Note what is wrong with a place, and let nothing else be said of it."""
    problems.add(code, Position(name), name=name, reason=reason, most=MOST_FILES)
    problems.settle(Position(name), code)
    problems.mute(*_consequences_of(f"{name}/"))


def _sorted_out(parsed: dict[str, Node | None], digest: str, problems: Problems) -> Files:
    present = {name: node for name, node in parsed.items() if node is not None}
    manifest = present.pop(MANIFEST_FILE, None)
    facts = tuple(node for name, node in present.items() if name.startswith(FACTS_FOLDER))
    rules, ledger = [], []
    packs = tuple(read_manifest(manifest, Problems())[0].packs)
    unknown: set[str] = set()
    for name, node in present.items():
        if name.startswith(LEDGER_FOLDER):
            ledger.append(node)
        elif name.startswith("rules/"):
            pack = name.split("/")[1]
            rules.append((pack, node))
            if manifest is not None and pack not in packs:
                unknown.add(pack)
                near, known = problems.nearest(pack, packs), listed(sorted(packs))
                problems.add("unknown-pack", Position(shown(name)), near, name=pack, known=known)
    empty = {pack for pack in packs if not any(name.startswith(f"rules/{pack}/") for name in parsed)}
    if empty:
        problems.mute(*_consequences_of("rules/"))
    for pack in sorted(unexplained(empty, unknown)):
        problems.add("pack-without-rules", Position(f"rules/{pack}"), pack=pack)
    nodes = {name: node for name, node in parsed.items() if node is not None}
    return Files(manifest, facts, tuple(rules), tuple(ledger), digest, nodes)


def declared_in(folder: Path) -> tuple[Text, tuple[str, ...]]:
    """The title and languages of a knowledge base, as far as they can be read, whatever else is wrong with it."""
    ignored = Problems()
    text = read_file(folder / MANIFEST_FILE, MANIFEST_FILE, ignored, folder)
    node = parse(text, MANIFEST_FILE, ignored) if text is not None else None
    if node is None:
        return NO_TEXT, ()
    declared, _ = read_manifest(node, ignored)
    return declared.title, declared.languages
