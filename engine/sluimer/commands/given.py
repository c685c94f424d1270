"""What a command is given: knowledge, a case and a language; and how it ends when one of them has problems."""

import os
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import click

from sluimer.case import Case
from sluimer.commands.folder import About, found_folder
from sluimer.commands.options import LANGUAGE_VARIABLE
from sluimer.commands.paper import standard_error, standard_output
from sluimer.commands.parameters import Refused
from sluimer.files.replace import NotPlainError
from sluimer.files.source import LARGEST_FILE, decode, problem_of, read_file
from sluimer.knowledge_base import Consultation, KnowledgeBase, bundled_folder
from sluimer.messages import (
    CaseError,
    KnowledgeError,
    Language,
    LogError,
    Problem,
    Problems,
    StepLimitError,
    UnknownTargetError,
    known_language,
    listed,
    spoken,
)
from sluimer.messages.texts import COMPLETE, FIRST
from sluimer.read import choose, declared_in, read_knowledge
from sluimer.tell.outline import Line
from sluimer.tell.speaker import Speaker

STANDARD_INPUT = "-"
INTERRUPTED = 130
"""The exit code after Ctrl-C, as shells have it."""


OPTIONS = {"packs": "--packs", "settings": "--set", "audience": "--audience"}
"""What the choices of a knowledge base are called on the command line."""


@dataclass(frozen=True, slots=True)
class Given:
    """A knowledge base, and the speaker of its words in the language that was chosen."""

    base: KnowledgeBase
    speaker: Speaker

    @property
    def language(self) -> Language:
        """The language that problems are told in."""
        return message_language(self.speaker.language)

    def consult(self, case: str) -> Consultation:
        """What comes of the answers in a case file; raises CaseError."""
        return self.base.consult(self.read(case))

    def read(self, case: str) -> Case:
        """The answers in a case file; raises CaseError."""
        return self.base.read_case(self.case_text(case), case)

    def case_text(self, name: str) -> str:
        """The text of a case file, or of standard input; raises CaseError when it cannot be read."""
        problems = Problems()
        if name == STANDARD_INPUT:
            text = decode(sys.stdin.buffer.read(LARGEST_FILE + 1), name, problems)
        else:
            text = read_file(Path(name), name, problems)
        if text is None:
            raise CaseError(problems.sorted())
        return text


def given(
    knowledge: Path | None,
    packs: str | None,
    lang: str | None,
    settings: Sequence[str] | None = None,
    audience: str | None = None,
) -> Given:
    """The knowledge base as it was chosen, in this language; raises KnowledgeError.

    Without a choice it is the one that the command stands in, which is told on standard error, else the bundled one.
    """
    found = found_folder(knowledge)
    if found:
        title, languages = declared_in(found)
        language = chosen_language(lang, languages)
        standard_error().lines([About(title.in_nearest_language(language), found).line(language)])
    names = None if packs is None else [name.strip() for name in packs.split(",") if name.strip()]
    chosen = dict(map(_setting, settings or ()))
    folder = knowledge or found or bundled_folder()
    base = KnowledgeBase(choose(read_knowledge(folder), names, chosen, audience, OPTIONS))
    declared = base.knowledge.manifest.languages
    return Given(base, Speaker(base.knowledge, chosen_language(lang, declared)))


def whole(folder: Path, lang: str | None) -> Speaker:
    """The speaker of a whole knowledge base, with the rules of every pack and setting; raises KnowledgeError."""
    knowledge = read_knowledge(folder)
    return Speaker(knowledge, chosen_language(lang, knowledge.manifest.languages))


def _setting(written: str) -> tuple[str, str]:
    name, equals, option = (part.strip() for part in written.partition("="))
    if not equals:
        raise Refused("no-option-named", OPTIONS["settings"], value=written)
    return name, option


def chosen_language(lang: str | None, declared: tuple[str, ...] = ()) -> str:
    """The language asked for, else that of the locale, else the first; one that is not there is a mistake."""
    known = tuple(dict.fromkeys((*spoken(), *declared)))
    if lang is None:
        return _language_of_locale(known) or (*declared, *spoken())[0]
    meant = known_language(lang, known)
    if meant is None:
        name = LANGUAGE_VARIABLE if os.environ.get(LANGUAGE_VARIABLE) == lang else "--lang"
        raise Refused("no-such-language", name, value=lang, known=listed(known))
    return meant


def message_language(language: str | None) -> Language:
    """The language that problems are told in: the one chosen, else that of the locale, where they speak it."""
    known = spoken()
    if language:
        return known_language(language, known) or COMPLETE
    return _language_of_locale(known) or FIRST


def _language_of_locale(known: Sequence[str]) -> str | None:
    """The one of these languages that the locale names, as POSIX reads it."""
    named = (os.environ.get(variable) for variable in ("LC_ALL", "LC_MESSAGES", "LANG"))
    return known_language(next(filter(None, named), ""), known)


@contextmanager
def problems_told(as_json: bool, lang: str | None) -> Iterator[None]:
    """Tell what is wrong with the input, and end with exit code 1."""
    try:
        yield
    except (CaseError, KnowledgeError, LogError, UnknownTargetError) as error:
        tell_problems(error.problems, as_json, message_language(lang))
    except NotPlainError as error:
        tell_problems((problem_of(error, str(error.filename)),), as_json, message_language(lang))
    except StepLimitError as error:
        standard_error().line(str(error))
    else:
        return
    raise click.exceptions.Exit(1)


def tell_problems(problems: tuple[Problem, ...], as_json: bool, language: Language) -> None:
    """Print problems: as data for programs on standard output, else as text beside it."""
    if as_json:
        standard_output().data({"problems": [problem.as_dict(language) for problem in problems]})
    else:
        standard_error().lines(problem_lines(problems, language))


def problem_lines(problems: tuple[Problem, ...], language: Language) -> list[Line]:
    """Each problem with its place, and its help below it."""
    return [Line(line) for problem in problems for line in problem.render(language).splitlines()]
