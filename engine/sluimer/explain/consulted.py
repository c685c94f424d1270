"""What came of consulting a knowledge base, as whoever tells of it reads it."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Protocol

from sluimer.case import Case
from sluimer.knowledge.base import Knowledge
from sluimer.meaning.advice import Advice
from sluimer.meaning.logic import Truth

if TYPE_CHECKING:
    from sluimer.explain.argument import DecisionProof
    from sluimer.explain.trace import Trace


class Consulted(Protocol):
    """One consultation, of which there is one class (`sluimer.Consultation`): its answers, and what came of them."""

    @property
    def knowledge(self) -> Knowledge:
        """The facts, rules and sources that were consulted."""

    @property
    def case(self) -> Case:
        """The answers as they were read."""

    @property
    def advice(self) -> Advice:
        """What the person is told, with the rules that determined it."""

    @property
    def questions(self) -> Sequence[str]:
        """The facts still worth asking, the most important first."""

    @property
    def covered(self) -> Truth:
        """Whether the knowledge base is about this person."""

    @property
    def trace(self) -> "Trace":
        """Each firing in order."""

    @property
    def proof(self) -> "DecisionProof":
        """The proof of the whole decision."""

    def proof_of(self, target: str) -> "DecisionProof":
        """The proof of one item or topic; raises UnknownTargetError."""
