"""What a knowledge base would be with a draft in it, and the draft written into its file."""

from dataclasses import dataclass
from pathlib import Path

from sluimer.authoring.cases.model import RuleCase
from sluimer.authoring.cases.run import CaseResult, run_cases
from sluimer.authoring.drafts.place import Draft, Placed, placed
from sluimer.authoring.lint.inspect import Inspection, inspect_texts
from sluimer.files.replace import ChangedMeanwhileError, put_text, replace_text
from sluimer.language.files import Sort, sort_of
from sluimer.messages import KnowledgeError, Problem
from sluimer.read import read_sources
from sluimer.schema.write import has_schemas, schema_texts


@dataclass(frozen=True, slots=True)
class Drafted:
    """A draft in its place, and what can be said of the whole with it; nothing is written yet.

    `before` is the text of its file without the draft, and None where there is no such file yet.
    """

    draft: Draft
    before: str | None
    placed: Placed
    inspection: Inspection

    @property
    def remarks(self) -> tuple[Problem, ...]:
        """Whatever is wrong, and what could be better in the draft itself."""
        warnings = (one.problem for one in self.inspection.warnings)
        here = (one for one in warnings if self._is_here(one))
        return (*self.inspection.errors, *here)

    @property
    def results(self) -> tuple[CaseResult, ...]:
        """What comes of the draft where it is a case, and of every case where it is something else."""
        found = self.inspection
        is_case = sort_of(self.draft.file) is Sort.CASES
        cases = [one for one in found.cases if self._is_drafted(one)] if is_case else found.cases
        return run_cases(cases, found.knowledge) if found.knowledge and not found.errors else ()

    def _is_here(self, problem: Problem) -> bool:
        return problem.position.file == self.draft.file and self.placed.line <= problem.position.line < self.placed.end

    def _is_drafted(self, case: RuleCase) -> bool:
        return (case.id, case.position.file) == (self.draft.name, self.draft.file)


def try_out(folder: Path, draft: Draft) -> Drafted:
    """The knowledge base as its files are now, with the draft in it."""
    texts, cases, found = read_sources(folder)
    before = {**texts, **cases}.get(draft.file)
    where = placed(before, draft, modeline=has_schemas(folder))
    if sort_of(draft.file) is Sort.CASES:
        cases = {**cases, draft.file: where.text}
    else:
        texts = dict(sorted({**texts, draft.file: where.text}.items()))
    return Drafted(draft, before, where, inspect_texts(folder, texts, cases, found))


def write(folder: Path, draft: Draft) -> Drafted:
    """Write the draft into its file as that is now.

    Raises KnowledgeError where something is wrong by now, and OSError.
    """
    while True:
        drafted = try_out(folder, draft)
        if drafted.inspection.errors:
            raise KnowledgeError(drafted.inspection.errors)
        try:
            replace_text(folder, draft.file, drafted.placed.text, drafted.before)
        except ChangedMeanwhileError:
            continue  # somebody saved it in these milliseconds; with what they saved the draft is put in its place anew
        return drafted


def write_schemas(folder: Path, found: Inspection) -> None:
    """Write the schemas anew where the knowledge base has them. Raises OSError."""
    if found.knowledge and has_schemas(folder):
        for name, text in schema_texts(found.knowledge, [case.id for case in found.cases]).items():
            put_text(folder, name, text)
