"""Whatever the knowledge and the person: there are words for all of it, and a reason for every question."""

from collections.abc import Callable
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

import sluimer
from sluimer.tell.advice import tell_advice
from sluimer.tell.outline import plain
from sluimer.tell.proof import tell_pointer, tell_why, tell_why_not
from sluimer.tell.question import tell_why_asked
from sluimer.tell.sheet import tell_one
from sluimer.tell.speaker import Speaker
from sluimer.tell.trace import tell_trace
from strategies.knowledge import knowledge_bases
from strategies.people import persons
from tries import tries


@settings(max_examples=tries(25), deadline=None)  # the time goes into drawing the knowledge
@given(data=st.data())
def test_all_that_can_come_of_any_knowledge_can_be_told(data: st.DataObject) -> None:
    knowledge = data.draw(knowledge_bases())
    consultation = sluimer.KnowledgeBase(knowledge).consult(data.draw(persons(knowledge)))
    speaker = Speaker(knowledge, data.draw(st.sampled_from(["nl", "en"])))
    told = plain(tell_advice(consultation, speaker)) + plain(tell_trace(consultation, speaker))
    assert [item.id for item in consultation.advice.items if item.id not in told] == []
    assert [rule for rule in consultation.advice.fired if rule not in told] == []
    for fact in map(knowledge.vocabulary.facts.__getitem__, consultation.questions):
        stakes = consultation.stakes(fact.id)
        assert len(tell_why_asked(stakes, speaker)) > 1, f"nobody says why {fact.id} is asked"
        assert plain(tell_one(fact, speaker))


@settings(max_examples=tries(25), deadline=None)  # the time goes into drawing the knowledge
@given(data=st.data())
def test_every_target_of_any_knowledge_is_explained_one_way_or_the_other(data: st.DataObject) -> None:
    knowledge = data.draw(knowledge_bases())
    consultation = sluimer.KnowledgeBase(knowledge).consult(data.draw(persons(knowledge)))
    speaker = Speaker(knowledge, data.draw(st.sampled_from(["nl", "en"])))
    vocabulary = knowledge.vocabulary
    for target in (*knowledge.rules, *vocabulary.findings, *vocabulary.items):
        [why], [why_not] = consultation.why(target), consultation.why_not(target)
        assert why.came is why_not.came
        told = plain(tell_why([why], consultation, speaker)) + plain(tell_why_not([why_not], consultation, speaker))
        assert target in told
        assert target in tell_pointer(why, "sluimer", speaker).text


def test_an_assumption_that_keeps_someone_outside_the_scope_says_why_it_is_asked(
    plants: Path, change: Callable[[str, str | None, str], None]
) -> None:
    """Also through a finding."""
    change("rules/knowledge.yaml", "when: {indoors: yes}", "when: {stressed: yes}")
    change("rules/book/water.yaml", "  when: {drooping: yes}", "  when: {gardener_agreed: yes}")
    kb = sluimer.load(plants)
    consultation = kb.consult({"pests": []})
    assert consultation.advice.outcome is sluimer.Outcome.NOT_COVERED
    told = plain(tell_why_asked(consultation.stakes("gardener_agreed"), Speaker(kb.knowledge, "en")))
    assert "Decides whether this advice is about you." in told
