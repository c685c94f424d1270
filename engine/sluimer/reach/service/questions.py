"""Questions as data: what is asked, which answers it takes, and what hangs on it."""

from sluimer.explain.questionnaire import Sheet, next_sheet
from sluimer.explain.stakes import Stakes
from sluimer.knowledge.vocabulary import Fact, fact_of
from sluimer.knowledge_base import Consultation
from sluimer.tell.outline import plain
from sluimer.tell.question import tell_why_asked
from sluimer.tell.speaker import Speaker

Data = dict[str, object]


def next_questions(consultation: Consultation, latest: str, speaker: Speaker) -> Data:
    """The questions that come next on one screen, and the facts of all that are left."""
    pending = consultation.questions
    sheet = next_sheet(speaker.knowledge, pending, _answered(consultation), latest, bool) if pending else None
    asked = [_question(fact, consultation, speaker) for fact in sheet.facts] if sheet else []
    return {
        "language": speaker.told_in,
        "section": _section(sheet, speaker) if sheet else None,
        "questions": asked,
        "pending": list(pending),
        "knowledge": consultation.advice.knowledge.as_dict(),
    }


def _answered(consultation: Consultation) -> set[str]:
    """The facts that the person said something about."""
    case = consultation.case
    return {*map(fact_of, case.given), *case.unknown, *case.declined}


def _section(sheet: Sheet, speaker: Speaker) -> Data:
    titled = {"id": sheet.section.id, "title": speaker.text(sheet.section.title)} if sheet.section else {}
    introduced = sheet.section is not None and sheet.opens
    said = speaker.text(sheet.section.introduction) if sheet.section and introduced else ""
    return {**titled, "introduction": said, "first": sheet.first, "total": sheet.total}


def _question(fact: Fact, consultation: Consultation, speaker: Speaker) -> Data:
    stakes, shown = consultation.stakes(fact.id), fact.among(consultation.options(fact.id))
    part = len(shown.options) < len(fact.options)
    return {
        **question_data(shown, speaker),
        "part": part,
        "why": plain(tell_why_asked(stakes, speaker)),
        "stakes": _stakes(stakes),
    }


def _stakes(stakes: Stakes) -> Data:
    """What hangs on an answer; the answers of the person that contradict it are known to who sent them."""
    held = [one.id for one in stakes.contradictions]
    return {**stakes.as_dict(), "contradictions": held}


def question_data(fact: Fact, speaker: Speaker) -> Data:
    """A fact as it is asked, and the answers that it takes beside `unknown` and `declined`."""
    unit = {"unit": {"id": fact.unit, "label": speaker.unit(fact.unit)}} if fact.unit else {}
    ends = {name: end for name, end in (("lowest", fact.lowest), ("highest", fact.highest)) if end is not None}
    weighed = [{"id": one.id, "label": speaker.text(one.label)} for one in fact.weighed_as]
    return {
        "fact": fact.id,
        "kind": str(fact.kind),
        "title": speaker.text(fact.title),
        "text": speaker.text(fact.question),
        "note": speaker.text(fact.note),
        "options": [{"id": one.id, "label": speaker.text(one.label)} for one in fact.options],
        **unit,
        **ends,
        **({"weighed_as": weighed} if weighed else {}),
    }
