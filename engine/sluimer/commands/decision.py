"""A decision on paper: told to one reader, as data, or as a picture."""

from typing import Annotated

import click

from sluimer.commands.knowledge import Session
from sluimer.commands.output import standard_output
from sluimer.commands.parameters import CommandOption
from sluimer.commands.views import PICTURES, View, print_picture
from sluimer.knowledge.base import Knowledge
from sluimer.knowledge_base import Consultation
from sluimer.tell.outline import plain
from sluimer.tell.readers import Reader, tell_to
from sluimer.tell.speaker import Speaker

ForReader = Annotated[Reader | None, CommandOption("--for", help="option-reader")]


def print_decision(case: str, target: str | None, reader: Reader, view: View, session: Session, full: bool) -> None:
    """Print the decision, or one item or topic of it, `full` or in brief; raises CaseError and UnknownTargetError."""
    speaker, paper = session.speaker, standard_output()
    only_item_or_topic(target, speaker)
    consultation = session.consult(case)
    if view in PICTURES:
        from sluimer.tell.pictures.decision_chain import chain_of_decision  # here, since what is told does without

        print_picture(chain_of_decision(consultation, speaker, target), view, paper)
    elif view is View.JSON:
        paper.data(_data(consultation, speaker, target, reader))
    else:
        paper.lines(tell_to(reader, consultation, speaker, target, full))


def only_item_or_topic(target: str | None, speaker: Speaker) -> None:
    """Rules, findings and scores are no part of advice, so that there is no decision about them."""
    kind = kind_beside_advice(target, speaker.knowledge) if target else ""
    if kind:
        words = {"target": target, "kind": speaker.say(f"kind-{kind}")}
        raise click.BadParameter(speaker.say("only-item-or-topic", **words), param_hint="TARGET")


def kind_beside_advice(target: str, knowledge: Knowledge) -> str:
    """Whether it is a rule, a finding or a score; nothing where what is advised is called so, or nothing at all."""
    vocabulary = knowledge.vocabulary
    if target in vocabulary.items or target in vocabulary.topics:
        return ""
    kinds = {"rule": knowledge.rules, "finding": vocabulary.findings, "score": vocabulary.scores}
    return next((kind for kind, names in kinds.items() if target in names), "")


def _data(consultation: Consultation, speaker: Speaker, target: str | None, reader: Reader) -> dict[str, object]:
    proof = consultation.proof if target is None else consultation.proof_of(target)
    return {
        "target": target,
        "reader": str(reader),
        "told": plain(tell_to(reader, consultation, speaker, target)),
        "proof": proof.as_dict(),
        "knowledge": consultation.advice.knowledge.as_dict(),
    }
