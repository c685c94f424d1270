"""`sluimer ask`: a conversation that asks only what still matters, and ends in advice."""

import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

import click

from sluimer.case import parse_answers
from sluimer.commands.knowledge import STANDARD_INPUT, KnowledgeChoice, Session, case_text
from sluimer.commands.log import Keeping
from sluimer.commands.options import AsJson, Lang
from sluimer.commands.output import Paper, standard_error, standard_output
from sluimer.commands.parameters import CommandOption
from sluimer.commands.person.advise import print_advice
from sluimer.commands.person.conversation import Conversation, Ending, Talk, yaml_of
from sluimer.commands.person.draft import ConversationDraft, draft_of
from sluimer.commands.problems import INTERRUPTED
from sluimer.commands.replies import YES_NO, echo, folded, meaning
from sluimer.files.replace import must_be_free, private_in_place
from sluimer.messages import shown
from sluimer.tell.outline import BLANK, Line, Tone, printable
from sluimer.tell.speaker import Speaker

StartFile = Annotated[str | None, CommandOption("--case", metavar="FILE", help="option-start")]
SaveFile = Annotated[Path | None, CommandOption("--save", metavar="FILE", help="option-save")]
Overwrite = Annotated[bool, CommandOption("--overwrite", help="option-overwrite")]
NoDraft = Annotated[bool, CommandOption("--no-draft", help="option-no-draft")]


def ask(
    case: StartFile,
    save: SaveFile,
    overwrite: Overwrite,
    no_draft: NoDraft,
    as_json: AsJson,
    lang: Lang,
    choice: KnowledgeChoice,
    keeping: Keeping,
) -> int:
    """Ask what still matters, subject by subject, save the answers, and print the advice.

    What is answered on a terminal is kept as it goes, and offered the next time, until the conversation ends.
    Raises NotPlainError where they cannot be saved since something else than a file stands there.
    """
    session = choice.session(lang)
    with keeping.keeper() as keeper:
        if save:
            _must_be_free(save, overwrite, session.speaker)
        paper = standard_error() if as_json else standard_output()
        kept = None if no_draft or not sys.stdin.isatty() else KeptDraft(draft_of(session.base), session.speaker, paper)
        begun = _begun(case, session)
        talk = Talk(begun, session.speaker, paper, sys.stdin, kept.keep if kept else None)
        ending = _held(talk, kept)
        if ending is Ending.FORGOTTEN:
            return 0
        saved = save is None or _save(talk, save, overwrite)
        told_in = session.speaker.told_in
        consultation = session.base.consult(talk.conversation.answers, keeper, keeping.person, told_in)
        unchanged = talk.conversation.answers == begun.answers
        file = _file_of(save if saved else None, kept, case if unchanged else None)
        print_advice(consultation, session, as_json, case=file)
    if not saved:
        return 1
    return INTERRUPTED if ending is Ending.INTERRUPTED else 0


@dataclass(slots=True)
class KeptDraft:
    """The draft of a conversation on a terminal, with what the person is told of it."""

    draft: ConversationDraft
    speaker: Speaker
    paper: Paper
    told: bool = False

    def keep(self, answers: Mapping[str, object]) -> None:
        """Keep the answers so far, and say once where, or why they cannot be."""
        manifest = self.speaker.knowledge.manifest
        comment = self.speaker.say("comment", name=manifest.name, version=manifest.version)
        try:
            self.draft.write(answers, printable(comment))
            told = self.speaker.say("draft-kept", file=shown(self.draft.path))
        except OSError as error:
            told = self.speaker.say("cannot-save", file=shown(self.draft.path), reason=error.strerror or "")
        if not self.told:
            self.paper.line(told, Tone.QUIET)
        self.told = True

    def offer(self, talk: Talk) -> None:
        """Where a conversation was not finished, ask whether to go on with it; a no throws it away."""
        answers = self.draft.read(talk.conversation.base)
        if not answers:
            return
        self.paper.line(self.speaker.say("draft-found", count=len(answers), file=shown(self.draft.path)))
        while (reply := talk.listen()) is not None:
            meant = meaning(folded(reply), self.speaker.language, YES_NO)
            if meant == "yes":
                talk.conversation = talk.conversation.answered(answers)
            elif meant == "no":
                self.remove()
            else:
                self.paper.line(self.speaker.say("wrong-yes_no", reply=echo(reply)))
                continue
            return

    def end(self, ending: Ending) -> None:
        """Throw the draft away, unless the conversation was only broken off; then say how to go on."""
        if ending not in (Ending.STOPPED, Ending.INTERRUPTED):
            self.remove()
        elif self.draft.path.exists():
            self.paper.line(self.speaker.say("draft-stays", file=shown(self.draft.path)), Tone.QUIET)

    def remove(self) -> None:
        """Throw the draft away, and say so where that is impossible."""
        try:
            self.draft.remove()
        except OSError as error:
            reason = error.strerror or ""
            standard_error().line(self.speaker.say("cannot-save", file=shown(self.draft.path), reason=reason))


def _file_of(saved: Path | None, kept: KeptDraft | None, begun: str | None) -> str:
    """The file that has the answers once the conversation has ended, if there is one; `begun` is one with the same."""
    kept_in = kept.draft.path if kept and kept.draft.path.exists() else None
    return str(saved or kept_in or begun or "")


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


def _held(talk: Talk, kept: KeptDraft | None) -> Ending:
    """Hold a conversation to its end, and say how it ended."""
    try:
        if kept:
            kept.offer(talk)
        ending = talk.hold()
    except KeyboardInterrupt:
        ending = Ending.INTERRUPTED
    talk.end(ending)
    if kept:
        kept.end(ending)
    return ending


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
