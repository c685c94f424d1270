"""`sluimer compile`: a knowledge base in its portable form, for whatever advises without Python."""

from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path
from typing import Annotated

from sluimer.commands.knowledge import KnowledgeChoice, Session
from sluimer.commands.output import standard_output
from sluimer.commands.parameters import CommandOption, Mistake, Operand
from sluimer.files.replace import put_text
from sluimer.messages import known_language, listed, shown
from sluimer.reach.portable import portable_text

OfFolder = Annotated[Path | None, Operand("[DIR]", "option-knowledge")]
Out = Annotated[Path | None, CommandOption("-o", "--out", metavar="FILE", help="option-out")]
Languages = Annotated[tuple[str, ...], CommandOption("--lang", metavar="LANGUAGE", help="option-languages")]


def compile_knowledge(folder: OfFolder, out: Out, languages: Languages, choice: KnowledgeChoice) -> None:
    """Print the portable form of a knowledge base, or write it in a file and tell so. Raises OSError."""
    session = replace(choice, knowledge=folder or choice.knowledge).session(None)
    wanted = chosen_languages(languages, session)
    put_out(portable_text(session.base, wanted), out, wanted, session)


def put_out(text: str, out: Path | None, languages: Iterable[str], session: Session) -> None:
    """Print what was made of a knowledge base in these languages, or write it in a file and tell so. Raises OSError."""
    if out is None:
        standard_output().text(text)
        return
    put_text(out.parent, out.name, text)
    size = -(-len(text.encode()) // 1000)
    words = {"file": shown(out), "languages": ", ".join(languages), "size": session.speaker.number(size)}
    standard_output().line(session.speaker.say("compiled", **words))


def chosen_languages(named: Iterable[str], session: Session) -> tuple[str, ...]:
    """The languages of the knowledge base that are meant, all where none is named; raises Mistake for another."""
    declared = session.base.knowledge.manifest.languages
    for one in named:
        if known_language(one, declared) is None:
            raise Mistake("no-such-language", "--lang", value=one, known=listed(declared))
    meant = {known_language(one, declared) for one in named}
    return tuple(one for one in declared if one in meant or not meant)
