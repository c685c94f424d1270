"""What a knowledge base would be with drafts in it, and the drafts written into their files."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from sluimer.authoring.cases.run import CaseResult, run_cases
from sluimer.authoring.drafts.place import Draft, ListEntry, Placed, lengthened, placed
from sluimer.authoring.lint.inspect import Inspection, inspect_texts
from sluimer.files.replace import ChangedMeanwhileError, replace_texts
from sluimer.knowledge.base import Knowledge
from sluimer.language.files import BESIDE, Sort, sort_of
from sluimer.messages import KnowledgeError, Problem, Problems
from sluimer.read import parse_files, read_files, read_sources
from sluimer.schema.write import has_schemas, write_schemas

Part = Draft | ListEntry
"""What is put in a file: an entry of its own, or a name in a list that is there."""


@dataclass(frozen=True, slots=True)
class Drafted:
    """Drafts in their places, and what can be said of the whole with them; nothing is written yet.

    `before` is the text of each file without them, and None where there is no such file yet.
    """

    places: tuple[tuple[Draft, Placed], ...]
    texts: dict[str, str]
    before: dict[str, str | None]
    inspection: Inspection

    @property
    def remarks(self) -> tuple[Problem, ...]:
        """Whatever is wrong, and what could be better in the drafts themselves."""
        here = (one for one in self.inspection.warnings if any(_is_in(one, *place) for place in self.places))
        return (*self.inspection.errors, *here)

    @property
    def results(self) -> tuple[CaseResult, ...]:
        """What comes of the drafts where they are cases, and of every case where one is something else."""
        found, drafted = self.inspection, [(draft.name, draft.file) for draft, _ in self.places]
        is_case = all(sort_of(file) is Sort.CASES for _, file in drafted)
        cases = [one for one in found.cases if not is_case or (one.id, one.position.file) in drafted]
        return run_cases(cases, found.knowledge) if found.knowledge and not found.errors else ()


def _is_in(problem: Problem, draft: Draft, where: Placed) -> bool:
    return problem.position.file == draft.file and where.line <= problem.position.line < where.end


def try_out(folder: Path, parts: Sequence[Part]) -> Drafted:
    """The knowledge base as its files are now, with these in it."""
    texts, cases, found = read_sources(folder)
    every = {**texts, **cases}
    after, places = _with_parts(folder, every, parts)
    written = {name: text for name, text in after.items() if text is not None and text != every.get(name)}
    texts = dict(sorted((name, text) for name, text in after.items() if sort_of(name) not in BESIDE))
    cases = {name: text for name, text in after.items() if sort_of(name) in BESIDE}
    before = {name: every.get(name) for name in written}
    return Drafted(places, written, before, inspect_texts(folder, texts, cases, found))


def _with_parts(
    folder: Path, texts: dict[str, str | None], parts: Sequence[Part]
) -> tuple[dict[str, str | None], tuple[tuple[Draft, Placed], ...]]:
    """The texts with the parts in them, and where each draft stands."""
    after, places, modeline = dict(texts), [], has_schemas(folder)
    for part in parts:
        text = after.get(part.file)
        if isinstance(part, ListEntry):
            after[part.file] = lengthened(text, part) if text else text
        else:
            where = placed(text, part, modeline)
            after[part.file] = where.text
            places.append((part, where))
    return after, tuple(places)


def knowledge_with(folder: Path, parts: Sequence[Part]) -> Knowledge:
    """The knowledge base with these in it, as far as it can be read; what is still missing around them is not told."""
    texts, _, _ = read_sources(folder)
    after, _ = _with_parts(folder, texts, parts)
    return read_files(parse_files(folder, dict(sorted(after.items())), Problems()), Problems())


def write(folder: Path, parts: Sequence[Part]) -> Drafted:
    """Write all of these into their files as those are now, or none.

    Raises KnowledgeError where something is wrong by now, and OSError.
    """
    while True:
        drafted = try_out(folder, parts)
        if drafted.inspection.errors:
            raise KnowledgeError(drafted.inspection.errors)
        try:
            replace_texts(folder, drafted.texts, drafted.before)
        except ChangedMeanwhileError:
            continue  # somebody saved a file in these milliseconds; in what they saved all is put in its place anew
        return drafted


def keep_schemas(folder: Path, found: Inspection) -> None:
    """Write the schemas anew where the knowledge base has them. Raises OSError."""
    if found.knowledge and has_schemas(folder):
        write_schemas(folder, found.knowledge, [case.id for case in found.cases])
