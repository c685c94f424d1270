"""What is answered to each question of a program, from one knowledge base: plain data, without anything of HTTP."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from typing import Literal

from sluimer.case import Case
from sluimer.explain.why import TargetKind
from sluimer.knowledge_base import Consultation, Keeper, KnowledgeBase
from sluimer.knowledge_base.receipt import Receipt
from sluimer.meaning.model import State
from sluimer.messages import SluimerError, language_among
from sluimer.reach.service.batch import BatchRow
from sluimer.reach.service.problem_documents import RefusedError, refusal_of, refuse
from sluimer.reach.service.questions import next_questions, question_data
from sluimer.tell.speaker import Speaker

Why = Literal["why", "why-not"]
Data = dict[str, object]


@dataclass(frozen=True, slots=True)
class Enquiry:
    """What somebody asks of one knowledge base: in which language, of which person, and what keeps the decision."""

    base: KnowledgeBase
    language: str
    keeper: Keeper | None = None
    person: str | None = None

    @classmethod
    def of(
        cls, base: KnowledgeBase, lang: str | None, keeper: Keeper | None = None, person: str | None = None
    ) -> "Enquiry":
        """The question, checked; raises UnknownLanguageError, and RefusedError for a person that nothing is kept of."""
        languages = base.knowledge.manifest.languages
        if person is not None and keeper is None:
            raise refuse(422, "service-person-unlogged")
        return cls(base, language_among(languages[0] if lang is None else lang, languages), keeper, person)

    @property
    def speaker(self) -> Speaker:
        """Who speaks the language."""
        return Speaker(self.base.knowledge, self.language)

    def read(self, text: str) -> Case:
        """The case in a body; raises CaseError."""
        return self.base.read_case(text, "request")

    def consult(self, text: str) -> Consultation:
        """What comes of the case in a body, kept where something keeps it; raises CaseError and LogError."""
        return self.base.consult(self.read(text), self.keeper, self.person, self.language)


def advice_answer(enquiry: Enquiry, text: str, full: bool = False) -> Data:
    """The advice for the case in a body; raises CaseError and LogError."""
    consultation = enquiry.consult(text)
    return {**consultation.as_dict(enquiry.language, full), **_receipt(consultation)}


def _receipt(consultation: Consultation) -> Data:
    logged = consultation.logged
    return {"decision": {"id": logged.decision, "number": logged.number}} if isinstance(logged, Receipt) else {}


def questions_answer(enquiry: Enquiry, text: str, latest: str = "") -> Data:
    """The questions that come next for the case in a body; raises CaseError."""
    consultation = enquiry.base.consult(enquiry.read(text))
    return next_questions(consultation, latest, enquiry.speaker)


def why_answer(enquiry: Enquiry, text: str, target: str, question: Why = "why") -> Data:
    """What brought a rule, finding, item or topic, or what stopped it, and what would have it given.

    Raises CaseError, LogError and UnknownTargetError.
    """
    enquiry.base.consult({}).why(target)  # a name that nothing has is refused before anything is kept
    consultation = enquiry.consult(text)
    found = consultation.why(target) if question == "why" else consultation.why_not(target)
    alone = len(found) == 1 and found[0].kind is TargetKind.ITEM and not found[0].came
    changes = consultation.changes(found[0].target, State.GIVEN) if question == "why-not" and alone else ()
    return {
        "target": target,
        "question": question,
        "explanations": [each.as_dict() for each in found],
        "changes": [change.as_dict() for change in changes],
        "knowledge": consultation.advice.knowledge.as_dict(),
        **_receipt(consultation),
    }


def batch_answer(enquiry: Enquiry, rows: Iterable[BatchRow | None], late: Callable[[], bool]) -> Data:
    """For each row its advice, or why there is none; raises RefusedError once it is late."""
    results = []
    for row in rows:
        if late():
            raise refuse(503, "service-late", retry=True)
        results.append(_row_answer(enquiry, row))
    return {"language": enquiry.language, "results": results, "knowledge": enquiry.base.name.as_dict()}


def _row_answer(enquiry: Enquiry, row: BatchRow | None) -> Data:
    try:
        if row is None:
            raise refuse(422, "service-row", kind="answers")
        return {"status": 200, "advice": advice_answer(_about(enquiry, row.person), row.case)}
    except (SluimerError, RefusedError) as error:
        refusal = refusal_of(error)
        if refusal is None:
            raise
        return {"status": refusal.status, "problem": refusal.document(enquiry.language)}


def _about(enquiry: Enquiry, person: str | None) -> Enquiry:
    if person is not None and enquiry.keeper is None:
        raise refuse(422, "service-person-unlogged")
    return replace(enquiry, person=person)


def knowledge_answer(enquiry: Enquiry, refused: int = 0) -> Data:
    """Which knowledge answers now, whom it is about, and the facts that it can ask."""
    manifest, speaker = enquiry.base.knowledge.manifest, enquiry.speaker
    topics = enquiry.base.knowledge.vocabulary.topics.values()
    return {
        **enquiry.base.name.as_dict(),
        "title": speaker.text(manifest.title),
        "notice": speaker.text(manifest.notice),
        "scope": speaker.text(manifest.scope.because),
        "language": enquiry.language,
        "languages": list(manifest.languages),
        "facts": [question_data(fact, speaker) for fact in enquiry.base.knowledge.vocabulary.facts.values()],
        "topics": [{"id": topic.id, "title": speaker.text(topic.title)} for topic in topics],
        "refused": refused,
    }
