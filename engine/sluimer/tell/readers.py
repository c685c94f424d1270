"""One decision told to three readers; what each is told comes from the same proof."""

from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sluimer.explain.consulted import Consulted
    from sluimer.tell.outline import Outline
    from sluimer.tell.speaker import Speaker


class Reader(StrEnum):
    """Whom a decision is explained to."""

    PERSON = "person"
    PROFESSIONAL = "professional"
    AUDITOR = "auditor"


def tell_to(
    reader: Reader, consultation: "Consulted", speaker: "Speaker", target: str | None = None, full: bool = False
) -> "Outline":
    """The whole decision, or one item or topic of it, for this reader; raises UnknownTargetError.

    In `full` a professional is told also what may stop something that is stopped already.
    """
    from sluimer.tell.auditor import tell_auditor  # every command names a reader, and few of them tell a decision
    from sluimer.tell.person import tell_person
    from sluimer.tell.professional import tell_professional

    proof = consultation.proof if target is None else consultation.proof_of(target)
    if reader is Reader.PROFESSIONAL:
        return tell_professional(proof, consultation, speaker, full)
    tell = tell_person if reader is Reader.PERSON else tell_auditor
    return tell(proof, consultation, speaker)
