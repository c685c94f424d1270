"""`sluimer ask`: a conversation that asks only what still matters, and ends in advice."""

import sys
from pathlib import Path
from typing import Annotated

import click

from sluimer.case import parse_answers
from sluimer.commands.knowledge import STANDARD_INPUT, KnowledgeChoice, Session, case_text
from sluimer.commands.log import Keeping
from sluimer.commands.options import AsJson, Lang
from sluimer.commands.output import standard_error, standard_output
from sluimer.commands.parameters import PATH
from sluimer.commands.person.advise import print_advice
from sluimer.commands.person.conversation import Conversation, Ending, Talk, yaml_of
from sluimer.commands.problems import INTERRUPTED
from sluimer.files.replace import must_be_free, private_in_place
from sluimer.messages import shown
from sluimer.tell.outline import BLANK, Line, printable
from sluimer.tell.speaker import Speaker

StartFile = Annotated[str | None, click.Option(["--case"], metavar="FILE", help="option-start")]
SaveFile = Annotated[Path | None, click.Option(["--save"], type=PATH, metavar="FILE", help="option-save")]
Overwrite = Annotated[bool, click.Option(["--overwrite"], is_flag=True, help="option-overwrite")]


def ask(
    case: StartFile,
    save: SaveFile,
    overwrite: Overwrite,
    as_json: AsJson,
    lang: Lang,
    choice: KnowledgeChoice,
    keeping: Keeping,
) -> int:
    """Ask what still matters, one question at a time, save the answers, and print the advice.

    Raises NotPlainError where they cannot be saved since something else than a file stands there.
    """
    session = choice.session(lang)
    with keeping.keeper() as keeper:
        if save:
            _must_be_free(save, overwrite, session.speaker)
        paper = standard_error() if as_json else standard_output()
        talk = Talk(_begun(case, session), session.speaker, paper, sys.stdin)
        code = _held(talk)
        saved = save is None or _save(talk, save, overwrite)
        told_in = session.speaker.told_in
        consultation = session.base.consult(talk.conversation.answers, keeper, keeping.person, told_in)
        print_advice(consultation, session, as_json)
    return code if saved else 1


def _must_be_free(save: Path, over: bool, speaker: Speaker) -> None:
    """Refuse before the first question what would be refused after the last one."""
    try:
        must_be_free(save, over)
    except FileExistsError:
        told = speaker.say("save-exists", file=shown(save))
        raise click.BadParameter(told, param_hint="--save") from None


def _begun(case: str | None, session: Session) -> Conversation:
    if case is None:
        return Conversation(session.base)
    if case == STANDARD_INPUT:
        raise click.BadParameter(session.speaker.say("input-is-taken"), param_hint="--case")
    text = case_text(case)
    session.base.read_case(text, case)
    answers, _ = parse_answers(text, case)
    return Conversation(session.base, answers)


def _held(talk: Talk) -> int:
    """Hold a conversation to its end, and say how it ended; the exit code that belongs to it."""
    try:
        ending, code = talk.hold(), 0
    except KeyboardInterrupt:
        ending, code = Ending.STOPPED, INTERRUPTED
    talk.end(ending)
    return code


def _save(talk: Talk, save: Path, over: bool) -> bool:
    """Write the answers as a case, for their owner alone; whether that went well."""
    manifest = talk.speaker.knowledge.manifest
    comment = talk.speaker.say("comment", name=manifest.name, version=manifest.version)
    try:
        with private_in_place(save, over) as stream:
            stream.write(yaml_of(talk.conversation.answers, printable(comment)).encode())
    except OSError as error:
        reason = error.strerror or ""
        standard_error().line(talk.speaker.say("cannot-save", file=save, reason=reason))
        return False
    talk.paper.lines([Line(talk.speaker.say("saved", file=save)), BLANK])
    return True
