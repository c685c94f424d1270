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
class Asked:
    """What somebody asks of one knowledge base: in which language, of which person, and what keeps the decision."""

    base: KnowledgeBase
    language: str
    keeper: Keeper | None = None
    person: str | None = None

    @classmethod
    def of(
        cls, base: KnowledgeBase, lang: str | None, keeper: Keeper | None = None, person: str | None = None
    ) -> "Asked":
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


def advice_answer(asked: Asked, text: str, full: bool = False) -> Data:
    """The advice for the case in a body; raises CaseError and LogError."""
    consultation = asked.consult(text)
    return {**consultation.as_dict(asked.language, full), **_receipt(consultation)}


def _receipt(consultation: Consultation) -> Data:
    logged = consultation.logged
    return {"decision": {"id": logged.decision, "number": logged.number}} if isinstance(logged, Receipt) else {}


def questions_answer(asked: Asked, text: str, latest: str = "") -> Data:
    """The questions that come next for the case in a body; raises CaseError."""
    consultation = asked.base.consult(asked.read(text))
    return next_questions(consultation, latest, asked.speaker)


def why_answer(asked: Asked, text: str, target: str, question: Why = "why") -> Data:
    """What brought a rule, finding, item or topic, or what stopped it, and what would have it given.

    Raises CaseError, LogError and UnknownTargetError.
    """
    asked.base.consult({}).why(target)  # a name that nothing has is refused before anything is kept
    consultation = asked.consult(text)
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


def batch_answer(asked: Asked, rows: Iterable[BatchRow | None], late: Callable[[], bool]) -> Data:
    """For each row its advice, or why there is none; raises RefusedError once it is late."""
    results = []
    for row in rows:
        if late():
            raise refuse(503, "service-late", retry=True)
        results.append(_row_answer(asked, row))
    return {"language": asked.language, "results": results, "knowledge": _name(asked.base)}


def _row_answer(asked: Asked, row: BatchRow | None) -> Data:
    try:
        if row is None:
            raise refuse(422, "service-row", kind="answers")
        return {"status": 200, "advice": advice_answer(_about(asked, row.person), row.case)}
    except (SluimerError, RefusedError) as error:
        refusal = refusal_of(error)
        if refusal is None:
            raise
        return {"status": refusal.status, "problem": refusal.document(asked.language)}


def _about(asked: Asked, person: str | None) -> Asked:
    if person is not None and asked.keeper is None:
        raise refuse(422, "service-person-unlogged")
    return replace(asked, person=person)


def knowledge_answer(asked: Asked, refused: int = 0) -> Data:
    """Which knowledge answers now, whom it is about, and the facts that it can ask."""
    manifest, speaker = asked.base.knowledge.manifest, asked.speaker
    topics = asked.base.knowledge.vocabulary.topics.values()
    return {
        **_name(asked.base),
        "title": speaker.text(manifest.title),
        "notice": speaker.text(manifest.notice),
        "scope": speaker.text(manifest.scope.because),
        "language": asked.language,
        "languages": list(manifest.languages),
        "facts": [question_data(fact, speaker) for fact in asked.base.knowledge.vocabulary.facts.values()],
        "topics": [{"id": topic.id, "title": speaker.text(topic.title)} for topic in topics],
        "refused": refused,
    }


def _name(base: KnowledgeBase) -> Data:
    return base.name.as_dict()
