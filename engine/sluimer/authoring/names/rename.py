"""One name changed everywhere at once, in the text of the files and nothing else in them."""

import re
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

from sluimer.authoring.cases.examples import example_texts
from sluimer.authoring.lint.inspect import Inspection, inspect_texts
from sluimer.authoring.names.find import find_names
from sluimer.authoring.names.mention import OWNED, Mention, Named, NameIndex
from sluimer.authoring.names.renames import Renamed, with_renaming
from sluimer.files.replace import replace_texts
from sluimer.language.block import written
from sluimer.language.files import RENAMES_FILE
from sluimer.messages import KnowledgeError, Position, Problems, UnknownTargetError, listed
from sluimer.read import read_sources
from sluimer.read.nodes import Node, parse, scalar_spans

TARGETS: Final = ("fact", "finding", "score", "topic", "item", "group", "rule")
"""The kinds that a person or auditor asks about by name alone; no two of them get one name by a change."""


@dataclass(frozen=True, slots=True)
class NamedFiles:
    """The files of a knowledge base as they are, and every name in them.

    `lost` are those that cannot be parsed, of which no name is known.
    """

    folder: Path
    knowledge: Mapping[str, str | None]
    cases: Mapping[str, str | None]
    examples: Mapping[str, str]
    index: NameIndex
    lost: tuple[str, ...] = ()

    @property
    def texts(self) -> dict[str, str]:
        """The text of every file that can be read."""
        every = {**self.knowledge, **self.cases, **self.examples}
        return {name: text for name, text in every.items() if text is not None}


@dataclass(frozen=True, slots=True)
class Renaming:
    """A change of one name, ready to be written: the files that differ, and how all is with it.

    `left` are the comments that still say the old name.
    """

    old: Named
    new: Named
    places: int
    texts: Mapping[str, str]
    before: Mapping[str, str]
    inspection: Inspection
    left: tuple[Position, ...] = ()

    def write(self, folder: Path) -> None:
        """Write every file, or none; raises ChangedMeanwhileError and OSError."""
        replace_texts(folder, self.texts, {name: self.before.get(name) for name in self.texts})


def read_names(folder: Path) -> NamedFiles:
    """Every name in a knowledge base, as far as its files can be parsed."""
    texts, cases, _ = read_sources(folder)
    return names_in(folder, texts, cases)


def names_in(folder: Path, texts: Mapping[str, str | None], cases: Mapping[str, str | None]) -> NamedFiles:
    """Every name in these files, and in the examples of a folder."""
    nodes, lost = _parsed({**texts, **cases})
    bare = find_names(nodes, {})
    facts = {named.name for named in bare.declared if named.kind == "fact"}
    examples = example_texts(folder, facts)
    found, broken = _parsed(examples)
    return NamedFiles(folder, texts, cases, examples, find_names(nodes, found) if found else bare, (*lost, *broken))


def _parsed(texts: Mapping[str, str | None]) -> tuple[dict[str, Node], tuple[str, ...]]:
    found = {name: parse(text, name, Problems()) if text is not None else None for name, text in texts.items()}
    nodes = {name: node for name, node in found.items() if node is not None}
    return nodes, tuple(name for name in found if name not in nodes and (texts[name] or "").strip())


def called(said: str, kind: str, files: NamedFiles) -> tuple[Named, ...]:
    """All that is called so, of this kind where one is given; raises UnknownTargetError where there is nothing."""
    found, problems = files.index.called(said, kind), Problems()
    if not found:
        near = problems.nearest(said, (name for name in files.index.names if files.index.called(name, kind)))
        problems.add("unknown-name", Position(said), near, name=said)
        raise UnknownTargetError(problems.sorted())
    return found


def one_called(said: str, kind: str, files: NamedFiles) -> Named:
    """The one thing that is called so; raises UnknownTargetError where there is none, or where there are several."""
    found, problems = called(said, kind, files), Problems()
    if len(found) == 1:
        return found[0]
    kinds = list(dict.fromkeys(one.kind for one in found))
    if len(kinds) > 1:
        problems.add("name-of-several-kinds", Position(said), name=said, known=listed(kinds), first=kinds[0])
    else:
        known = listed([one.whole for one in found])
        problems.add("name-of-several", Position(said), name=said, known=known)
    raise UnknownTargetError(problems.sorted())


def rename(old: Named, name: str, files: NamedFiles) -> Renaming:
    """All that changes with another name; raises KnowledgeError where that is refused."""
    problems = read_sources(files.folder)[2]
    found = inspect_texts(files.folder, files.knowledge, files.cases, problems, examples=True)
    if found.errors:
        raise KnowledgeError(found.errors)
    new = replace(old, name=name.removeprefix(f"{old.owner}.") if old.owner else name)
    _must_be_possible(old, new, files.index)
    texts = with_name_changed(old, new, files)
    noted = with_renaming(files.cases.get(RENAMES_FILE), Renamed(old.kind, old.whole, new.whole))
    if noted is not None:
        texts[RENAMES_FILE] = noted
    knowledge = {each: texts.get(each, text) for each, text in files.knowledge.items()}
    cases = {each: texts.get(each, text) for each, text in files.cases.items()}
    cases |= {each: texts[each] for each in (RENAMES_FILE,) if each in texts}
    after = inspect_texts(files.folder, knowledge, cases, ())
    if after.errors:
        raise KnowledgeError(after.errors)
    _must_mean_the_same(old, new, files, {**files.texts, **texts})
    mentions = files.index.of(old)
    return Renaming(old, new, len(mentions), texts, files.texts, after, _left_in_comments(old, files.texts))


def _must_be_possible(old: Named, new: Named, index: NameIndex) -> None:
    """Raise KnowledgeError for a name that is taken, and for what is more than a name."""
    problems, place = Problems(), index.declared.get(old, Position(old.whole))
    taken = [one for one in index.called(new.name) if _clash(new, one)]
    if old.kind == "pack":
        problems.add("pack-is-a-folder", place, name=old.name, new=new.name)
    elif taken:
        problems.add("renamed-to-taken", index.declared.get(taken[0], place), name=new.name)
    if len(problems):
        raise KnowledgeError(problems.sorted())


def _clash(new: Named, other: Named) -> bool:
    """Whether something that is there already could be taken for what gets this name.

    A topic may be called as the only item in it; the checker says when.
    """
    if {new.kind, other.kind} == {"item", "topic"}:
        return False
    if new.kind in TARGETS and other.kind in TARGETS:
        return other.name == new.name
    return other == new


def with_name_changed(old: Named, new: Named, files: NamedFiles) -> dict[str, str]:
    """The texts of the files in which the name stands, with the other name in its places."""
    places: defaultdict[str, list[Mention]] = defaultdict(list)
    for mention in files.index.of(old):
        places[mention.place.file].append(mention)
    return {file: _with_name(files.texts[file], some, new.name) for file, some in places.items()}


def _with_name(text: str, mentions: list[Mention], name: str) -> str:
    spans = scalar_spans(text)
    found = {spans[one.place.line, one.place.column]: one for one in mentions}
    for (first, last), mention in sorted(found.items(), reverse=True):
        text = text[:first] + _changed(text[first:last], mention, name) + text[last:]
    return text


def _changed(raw: str, mention: Mention, name: str) -> str:
    """What stands in the file for a mention, with another name; raises KnowledgeError where it is spelled otherwise."""
    old, quote = mention.named.name, raw[0] if raw[:1] in ('"', "'") else ""
    if mention.part and mention.named.kind == "unit":
        after = re.sub(rf"(?<=\s){re.escape(old)}(?=\s*{quote}\s*$)", lambda _: name, raw)
    elif mention.part:
        after = re.sub(rf"(?<=\{{){re.escape(old)}(?=\.)", lambda _: name, raw)
    elif raw.strip() == f"{quote}{old}{quote}":
        after = written(name) if not quote else f"{quote}{name}{quote}"
    else:
        after = raw
    if after == raw and name != old:
        problems = Problems()
        problems.add("name-spelled-otherwise", mention.place, name=old)
        raise KnowledgeError(problems.sorted())
    return after


def _must_mean_the_same(old: Named, new: Named, files: NamedFiles, after: Mapping[str, str]) -> None:
    """Raise KnowledgeError where anything but this name would be another one, so that two could be mixed up."""
    parts = [{name: after[name] for name in each if name in after} for each in (files.knowledge, files.cases)]
    now = find_names(_parsed({**parts[0], **parts[1]})[0], _parsed({name: after[name] for name in files.examples})[0])
    wanted = [_seen(one, old, new) for one in files.index.mentions]
    found = [_seen(one, old, new) for one in now.mentions]
    if wanted != found:
        differs = next((one for one, other in zip(files.index.mentions, found, strict=False)
                        if _seen(one, old, new) != other), files.index.mentions[-1])  # fmt: skip
        problems = Problems()
        problems.add("renamed-to-taken", differs.place, name=new.name)
        raise KnowledgeError(problems.sorted())


def _seen(mention: Mention, old: Named, new: Named) -> object:
    """A mention as it is after the change, but for its column, which moves with names before it."""
    around = mention.around and _renamed(mention.around, old, new)
    named = _renamed(mention.named, old, new)
    return named, mention.place.file, mention.place.line, mention.declares, mention.role, around


def _renamed(one: Named, old: Named, new: Named) -> Named:
    if one == old:
        return new
    holds = (one.owner == old.name and old.kind in ("fact", "setting")) and one.kind in OWNED
    return replace(one, owner=new.name) if holds else one


def _left_in_comments(old: Named, texts: Mapping[str, str]) -> tuple[Position, ...]:
    """The comments that name it: in backticks, or bare where it cannot be an ordinary word."""
    bare = rf"(?<![\w-]){re.escape(old.name)}(?![\w-])"
    named = re.compile(bare if re.search(r"[^a-z]", old.name) else f"`{re.escape(old.name)}`")
    return tuple(
        Position(file, number, 1)
        for file, text in texts.items()
        for number, line in enumerate(text.split("\n"), start=1)
        if line.lstrip().startswith("#") and named.search(line)
    )
