"""`sluimer why` and `sluimer why-not`: the proof, and what was in the way."""

import shlex
from typing import Literal

from sluimer.commands.given import Given, given, problems_told
from sluimer.commands.options import AsJson, Audience, CaseArgument, KnowledgeFolder, Lang, Packs, Settings, Target
from sluimer.commands.paper import standard_output
from sluimer.explain.outline import Outline, parted
from sluimer.explain.tell_proof import tell_pointer, tell_why, tell_why_not
from sluimer.explain.why import Explanation

Question = Literal["why", "why-not"]


def why(
    case: CaseArgument,
    target: Target,
    as_json: AsJson = False,
    lang: Lang = None,
    knowledge: KnowledgeFolder = None,
    packs: Packs = None,
    settings: Settings = None,
    audience: Audience = None,
) -> None:
    """Print what brought a rule, finding, item or topic."""
    with problems_told(as_json, lang):
        _explain("why", case, target, as_json, given(knowledge, packs, lang, settings, audience))


def why_not(
    case: CaseArgument,
    target: Target,
    as_json: AsJson = False,
    lang: Lang = None,
    knowledge: KnowledgeFolder = None,
    packs: Packs = None,
    settings: Settings = None,
    audience: Audience = None,
) -> None:
    """Print what stopped a rule, finding, item or topic."""
    with problems_told(as_json, lang):
        _explain("why-not", case, target, as_json, given(knowledge, packs, lang, settings, audience))


def _explain(question: Question, case: str, target: str, as_json: bool, room: Given) -> None:
    consultation = room.consult(case)
    found = consultation.why(target) if question == "why" else consultation.why_not(target)
    if as_json:
        explanations = [each.as_dict() for each in found]
        data = {"target": target, "question": question, "explanations": explanations}
        standard_output().data({**data, "knowledge": consultation.advice.as_dict()["knowledge"]})
        return
    tell = tell_why if question == "why" else tell_why_not
    told = tell(found, consultation, room.speaker)
    standard_output().tree(parted(told, _pointers(question, case, found, room)))


def _pointers(question: Question, case: str, found: tuple[Explanation, ...], room: Given) -> Outline:
    """The other question, for each target that this one does not fit."""
    other = "why-not" if question == "why" else "why"
    misfits = [each for each in found if each.came is (question == "why-not")]
    return tuple(
        tell_pointer(each, f"sluimer {other} {shlex.quote(case)} {each.target}", room.speaker) for each in misfits
    )
