"""The answers in `examples/` beside a knowledge base, which must still be read after a change to its facts."""

from collections.abc import Collection
from itertools import islice
from pathlib import Path
from typing import Final

from sluimer.case import CaseReader, answers_in
from sluimer.files.source import MOST_FILES, read_file
from sluimer.knowledge.base import Knowledge
from sluimer.messages import CaseError, Problems, shown
from sluimer.read.nodes import MappingNode, Node, parse

EXAMPLES_FOLDER: Final = "examples"
_ENDINGS: Final = (".yaml", ".json")


def check_examples(folder: Path, knowledge: Knowledge, problems: Problems) -> None:
    """Report what is no longer read in the files of `examples/` that hold the answers of a person."""
    reader = CaseReader(knowledge.vocabulary)
    for path in _files(folder):
        name, found = shown(path.relative_to(folder).as_posix()), Problems()
        text = read_file(path, name, found, folder)
        problems.extend(one for one in found.sorted() if one.code == "leads-out")
        node = parse(text, name, found, "person") if text is not None else None
        if not isinstance(node, MappingNode) or not _is_of_a_person(node, knowledge.vocabulary.facts):
            continue
        problems.extend(found.sorted())
        try:
            reader.read_mapping(*answers_in(node))
        except CaseError as error:
            problems.extend(error.problems)


def example_texts(folder: Path, facts: Collection[str]) -> dict[str, str]:
    """The text of each file of `examples/` with the answers of a person to these facts, by its name."""
    texts = {path.relative_to(folder).as_posix(): read_file(path, "", Problems(), folder) for path in _files(folder)}
    every = {name: text for name, text in texts.items() if text is not None}
    return {name: text for name, text in every.items() if _is_of_a_person(parse(text, name, Problems()), facts)}


def _files(folder: Path) -> list[Path]:
    """Every file in it that may hold answers, by name."""
    place = folder / EXAMPLES_FOLDER
    found = sorted(islice(place.iterdir(), MOST_FILES)) if place.is_dir() else []
    return [path for path in found if path.suffix in _ENDINGS and path.is_file()]


def _is_of_a_person(node: Node | None, facts: Collection[str]) -> bool:
    """Whether most of its keys are facts: other files may stand in such a folder too."""
    keys = [key.text for key, _ in node.entries] if isinstance(node, MappingNode) else []
    return 2 * sum(key in facts for key in keys) > len(keys)
