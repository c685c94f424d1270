"""What must hold of every advice, whatever the knowledge and the person: monotone, confluent, safe, nothing idle.

Each property is tried on generated knowledge and on the bundled one.
"""

import json
import random
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import HealthCheck, Phase, assume, given, settings
from hypothesis import strategies as st
from yaml import MappingNode, SequenceNode

import sluimer
from sluimer.knowledge.base import Knowledge
from sluimer.knowledge.condition import ALWAYS, Is, Known, leaves
from sluimer.knowledge.rule import Advise, Avoid, Limit, Prefer, Range, Refer, Rule, Strength, Withhold
from sluimer.knowledge.vocabulary import Fact, Kind, Outcome, Points, Score
from sluimer.knowledge_base import bundled_folder
from sluimer.meaning.advice import ItemAdvice
from sluimer.meaning.model import State
from sluimer.meaning.reference import evaluate
from sluimer.meaning.truth import truth_of
from strategies.knowledge import Luck, knowledge_bases, small_knowledge
from strategies.people import known_less_and_more, persons, value_of
from strategies.persons import Answers, draw_persons
from tries import IN_PART, tries

BUNDLED = sluimer.load()

_MAY_BECOME = {
    State.GIVEN: (State.GIVEN,),
    State.NOT_INDICATED: (State.NOT_INDICATED,),
    State.WITHHELD: (State.WITHHELD, State.NOT_INDICATED),
    State.OPEN: tuple(State),
}
"""What an item may become when more is known, and no assumption is answered otherwise."""


@dataclass
class Step:
    """One person before and after more answers."""

    knowledge: Knowledge
    less: Answers
    more: Answers

    @cached_property
    def kb(self) -> sluimer.KnowledgeBase:
        """The knowledge, ready to be consulted."""
        return BUNDLED if self.knowledge is BUNDLED.knowledge else sluimer.KnowledgeBase(self.knowledge)

    @cached_property
    def before(self) -> sluimer.Consultation:
        """What is advised on fewer answers."""
        return self.kb.consult(self.less)

    @cached_property
    def after(self) -> sluimer.Consultation:
        """What is advised on more answers."""
        return self.kb.consult(self.more)

    @property
    def assumptions_kept(self) -> bool:
        """Whether each slot that was assumed still has the assumed value."""
        before, after = self.before.case, self.after.case.values
        return all(after.get(slot) == before.values[slot] for slot in before.assumed)

    @property
    def takes_back(self) -> bool:
        """Whether something that is known later overrules an answer that counted before."""
        case, after = self.before.case, self.after.case.values
        return any(after.get(slot) != value for slot, value in case.values.items() if slot not in case.assumed)

    @property
    def excepted(self) -> frozenset[str]:
        """The items that an emergency, a superseding referral or a contradiction may take back."""
        superseded = {item.id for item in self.after.advice.items if item.superseded_by}
        if self.after.advice.contradictions:
            superseded |= {*self.knowledge.vocabulary.items} - _referrals(self.knowledge)
        return frozenset(superseded)


@st.composite
def steps(draw: st.DrawFn) -> Step:
    """A person known less and more, and knowledge: generated, or now and then the bundled one."""
    knowledge = BUNDLED.knowledge if draw(st.integers(0, 7)) == 7 else draw(knowledge_bases())
    return Step(knowledge, *draw(known_less_and_more(knowledge)))


@given(steps())
@settings(max_examples=tries(200))
def test_what_is_given_stays_given_when_more_is_known(step: Step) -> None:
    """And the most of its range is never lower; an assumption answered otherwise may only permit more."""
    assume(not step.takes_back)
    changing = step.excepted
    changing |= frozenset() if step.assumptions_kept else _referrals(step.knowledge)
    for item in step.before.advice.in_state(State.GIVEN):
        if item.id not in changing | _swayed_by_knowing(step.knowledge):
            later = step.after.advice.item(item.id)
            assert later is not None
            assert later.state is State.GIVEN
            assert item.range is None or (later.range is not None and later.range.most >= item.range.most)


@given(steps())
@settings(max_examples=tries(200))
def test_what_is_withheld_is_never_given_nor_opened_again_when_more_is_known(step: Step) -> None:
    """By a rule, unless an assumption is answered otherwise; it may turn out to be indicated by no rule at all."""
    assume(step.assumptions_kept and not step.takes_back)
    after = _states(step.after)
    for item in step.before.advice.in_state(State.WITHHELD):
        assert not item.withheld_by or after[item.id] in _MAY_BECOME[State.WITHHELD]


@given(steps())
@settings(max_examples=tries(200))
def test_what_is_not_indicated_stays_so_when_more_is_known(step: Step) -> None:
    """Unless an assumption is answered otherwise, or a rule refers for what is known."""
    assume(step.assumptions_kept and not step.takes_back)
    after, swayed = _states(step.after), _swayed_by_knowing(step.knowledge)
    for name, state in _states(step.before).items():
        assert state is not State.NOT_INDICATED or name in swayed or after[name] is state


@given(steps())
@settings(max_examples=tries(200))
def test_a_rule_that_is_true_or_false_stays_so_when_more_is_known(step: Step) -> None:
    """Apart from rules that ask whether something is known."""
    assume(step.assumptions_kept and not step.takes_back)
    after = step.after
    for rule, found in step.before.truths.items():
        if found is not None and not _reads_known(step.knowledge.rules[rule]):
            assert after.truths[rule] is found


@given(steps())
@settings(max_examples=tries(200))
def test_nothing_is_given_while_something_against_it_is_true_or_unknown(step: Step) -> None:
    """Judged by the conditions themselves, as the reference reads them."""
    consultation = step.before
    knowledge = step.knowledge
    meaning = evaluate(knowledge, consultation.case)
    findings = {name: truth for name, truth in meaning.findings.items() if truth is not None}
    said = {**consultation.case.values, **findings, **meaning.scores}
    covered = truth_of(knowledge.manifest.scope.condition, said)
    for item in consultation.advice.in_state(State.GIVEN):
        assert covered is True or item.id in _referrals(knowledge)
        assert not meaning.contradictions or item.id in _referrals(knowledge)
        assert item.urgent or consultation.advice.outcome is not Outcome.URGENT
        for rule in knowledge.rules.values():
            assert not _bars(rule, item) or meaning.rules[rule.id] is False


@given(steps())
@settings(max_examples=tries(200))
def test_no_range_is_above_a_limit_that_is_not_ruled_out(step: Step) -> None:
    """While it is unknown a limit holds."""
    consultation = step.before
    for item in consultation.advice.in_state(State.GIVEN):
        for rule in step.knowledge.rules.values():
            for effect in rule.effects:
                if isinstance(effect, Limit) and effect.item == item.id and consultation.truths[rule.id] is not False:
                    assert item.range is not None
                    assert item.range.most <= effect.at_most


@given(steps(), st.data())
@settings(
    max_examples=tries(600),
    phases=[Phase.explicit, Phase.reuse, Phase.generate],
    suppress_health_check=[HealthCheck.filter_too_much],  # few persons have nothing left to be asked
)
def test_without_a_question_no_answer_changes_the_advice(step: Step, data: st.DataObject) -> None:
    """Any answer to facts that were not asked leaves every state, range and rank as it is.

    Left out is what nobody is asked by intent: whether something withheld was indicated at all, whether an assumption
    holds that stops nothing, what would imply what is so assumed, and what a rule refers for while it is not known.
    """
    before = step.before
    assume(not before.questions and before.advice.outcome is not Outcome.URGENT)
    assume(not any(map(_reads_known, step.knowledge.rules.values())))
    assume(not before.advice.in_state(State.WITHHELD))
    after = step.kb.consult(_completed(step, Luck(data.draw)))
    assume(not after.advice.contradictions)
    assume(not any(one.slot in before.case.assumed for one in after.case.implied))
    assert _told(after) == _told(before)


X, Y = Is("x", (True,)), Is("y", (True,))


@pytest.mark.parametrize(
    ("knowledge", "answers", "question"),
    [
        pytest.param(
            small_knowledge(
                (X, [Advise("amount", Range(3, 9, 3))]),
                (Y, [Advise("amount", Range(1, 9, 1))]),
                (ALWAYS, [Limit("amount", 2)]),
            ),
            {"x": True},
            "y",
            id="a limit leaves nothing, unless another range is advised too",
        ),
        pytest.param(
            small_knowledge((X, [Advise("a")])),
            {"x": "unknown"},
            "n",
            id="what the person does not know, a number would imply",
        ),
        pytest.param(
            small_knowledge((X, [Refer("see_someone")]), scope=Y),
            {"x": "unknown"},
            "y",
            id="the outcome depends on the scope alone",
        ),
        pytest.param(
            small_knowledge((X, [Advise("a"), Prefer("b")]), (Y, [Prefer("a", Strength.STRONGLY)])),
            {"x": True},
            "y",
            id="an item without a rank may come to stand first",
        ),
    ],
)
def test_what_still_matters_is_asked(knowledge: Knowledge, answers: Answers, question: str) -> None:
    """Its answer changes the advice: these are the small cases of the property before."""
    kb = sluimer.KnowledgeBase(knowledge)
    fact = knowledge.vocabulary.facts[question]
    others = [kb.consult({**answers, question: 1 if fact.kind is Kind.NUMBER else said}) for said in (True, False)]
    before = kb.consult(answers)
    assert any(_told(after) != _told(before) for after in others)
    assert question in before.questions


@given(steps())
@settings(max_examples=tries(200))
def test_only_what_has_no_answer_is_asked(step: Step) -> None:
    """Nobody is asked again but for what contradicts; an assumption is no answer, unknown and declined are."""
    consultation = step.before
    case = consultation.case
    contradicting = [fact for one in consultation.advice.contradictions for fact in one.facts]
    assert {*consultation.questions[: len({*contradicting})]} <= {*contradicting} or not consultation.questions
    for fact in consultation.questions:
        if fact in contradicting:
            continue
        slots = step.knowledge.vocabulary.facts[fact].slots
        assert not case.was_asked(fact)
        assert any(slot in case.assumed or slot not in case.values for slot in slots)


@given(steps())
@settings(max_examples=tries(200))
def test_no_answer_is_not_the_answer_no(step: Step) -> None:
    """Answering no where nothing was said may decide what was open, and changes nothing else."""
    before = step.before
    facts = step.knowledge.vocabulary.facts.values()
    said_no = {**{fact.id: _no(fact) for fact in facts if _is_silent(fact, before)}, **step.less}
    answered = Step(step.knowledge, step.less, said_no)
    assume(answered.assumptions_kept and not answered.takes_back)
    after = _states(answered.after)
    swayed = _swayed_by_knowing(step.knowledge) | answered.excepted
    swayed |= {item.id for item in before.advice.items if item.superseded_by}
    for name, state in _states(before).items():
        assert after[name] in _MAY_BECOME[state] or name in swayed


def test_saying_nothing_differs_from_saying_no() -> None:
    """Somebody who was asked nothing is given nothing that a yes could take back."""
    facts = BUNDLED.knowledge.vocabulary.facts.values()
    everything_no = {fact.id: _no(fact) for fact in facts if fact.kind in (Kind.YES_NO, Kind.SET)}
    person = {"age": 40, "sex": "female", "trouble_falling_asleep": True, "current_dose": 0}
    silent = BUNDLED.consult(person).advice
    told = BUNDLED.consult({**everything_no, **person}).advice
    assert (silent.outcome, told.outcome) == (sluimer.Outcome.ANSWERS_NEEDED, sluimer.Outcome.ADVICE)


@given(knowledge_bases().flatmap(lambda knowledge: st.tuples(st.just(knowledge), persons(knowledge), st.randoms())))
@settings(max_examples=tries(200))
def test_the_order_of_facts_rules_and_topics_never_changes_the_advice(
    drawn: tuple[Knowledge, Answers, random.Random],
) -> None:
    """The lists of rules in it stand in the order of the rules, which the reader sorts; all else is the same."""
    knowledge, answers, order = drawn
    one = sluimer.KnowledgeBase(knowledge).consult(answers).advice
    other = sluimer.KnowledgeBase(_shuffled(knowledge, order)).consult(answers).advice
    assert [_sorted_rules(item) for item in other.items] == [_sorted_rules(item) for item in one.items]
    assert (other.outcome, other.findings, other.fired) == (one.outcome, one.findings, one.fired)
    assert other.questions == one.questions


@IN_PART
@pytest.mark.parametrize("seed", range(3))
def test_the_order_of_entries_and_the_names_of_files_never_change_the_advice(tmp_path: Path, seed: int) -> None:
    """The bundled knowledge with every mapping shuffled and every file renamed gives the same to the byte.

    But for the items of a topic, which stand as they are declared.
    """
    order = random.Random(seed)  # an order, no secret
    _write_shuffled(bundled_folder(), tmp_path, order)
    other = sluimer.load(tmp_path)
    assert other.knowledge.digest != BUNDLED.knowledge.digest
    for answers in draw_persons(BUNDLED.knowledge, 40, seed):
        one, two = BUNDLED.consult(answers), other.consult(dict(sorted(answers.items(), reverse=True)))
        assert two.to_json(full=True).replace(other.knowledge.digest, "") == one.to_json(full=True).replace(
            BUNDLED.knowledge.digest, ""
        )
        assert [firing.rule for firing in two.trace.firings] == [firing.rule for firing in one.trace.firings]


@IN_PART
@pytest.mark.parametrize("seed", range(3))
def test_the_order_of_items_changes_nothing_but_the_order_they_stand_in(tmp_path: Path, seed: int) -> None:
    """Each item is told as before, and nothing is asked, concluded or decided otherwise."""
    _write_shuffled(bundled_folder(), tmp_path, random.Random(seed), items=True)
    other, moved = sluimer.load(tmp_path), False
    for answers in draw_persons(BUNDLED.knowledge, 40, seed):
        one, two = (json.loads(kb.consult(answers).to_json(full=True)) for kb in (BUNDLED, other))
        moved |= one["items"] != two["items"]
        for data in (one, two):
            data["items"] = {
                item["id"]: {**item, "superseded_by": sorted(item["superseded_by"])} for item in data["items"]
            }
            del data["summary"], data["knowledge"]["digest"]  # the first of equal weight stand on the first screen
        assert one == two
    assert moved


def _states(consultation: sluimer.Consultation) -> dict[str, State]:
    found = {item.id: item.state for item in consultation.advice.items}
    return {name: found.get(name, State.NOT_INDICATED) for name in consultation.knowledge.vocabulary.items}


def _told(consultation: sluimer.Consultation) -> object:
    """What a person reads: the rank of an item counts where another of its topic is given beside it."""
    advice = consultation.advice
    given = [item.topic for item in advice.in_state(State.GIVEN)]
    ranks = {item.id: item.rank for item in advice.items if given.count(item.topic) > 1}
    return advice.outcome, {item.id: (item.state, item.range) for item in advice.items}, ranks


def _sorted_rules(item: ItemAdvice) -> ItemAdvice:
    return replace(
        item,
        rules=tuple(sorted(item.rules)),
        limited_by=tuple(sorted(item.limited_by)),
        withheld_by=tuple(sorted(item.withheld_by)),
        undecided=tuple(sorted(item.undecided)),
    )


def _reads_known(rule: Rule) -> bool:
    return any(isinstance(leaf, Known) for leaf in leaves(rule.condition))


def _swayed_by_knowing(knowledge: Knowledge) -> frozenset[str]:
    """The referrals that a rule gives for what is, or is not, known."""
    rules = [rule for rule in knowledge.rules.values() if _reads_known(rule)]
    return frozenset(effect.item for rule in rules for effect in rule.effects if isinstance(effect, Refer))


def _referrals(knowledge: Knowledge) -> frozenset[str]:
    return frozenset(
        item.id for topic in knowledge.vocabulary.topics.values() if topic.referral for item in topic.items
    )


def _bars(rule: Rule, item: ItemAdvice) -> bool:
    return any(
        (isinstance(effect, Withhold) and item.id in effect.items)
        or (isinstance(effect, Avoid) and effect.item == item.id)
        for effect in rule.effects
    )


def _completed(step: Step, luck: Luck) -> Answers:
    """The same answers and any to facts that were not asked; a set known in part is asked for its rest, if at all."""
    answers = dict(step.less)
    for fact in step.knowledge.vocabulary.facts.values():
        implied = all(slot in step.before.case.values for slot in fact.slots)
        if answers.get(fact.id) is None and fact.assume is None and not implied:
            answers[fact.id] = value_of(luck, fact)
        elif isinstance(answers.get(fact.id), dict) and fact.assume is None:
            answers[fact.id] = _whole(fact, answers[fact.id], luck)
    assume(all(one.instead_of is None for one in step.kb.consult(answers).case.implied))
    return answers


def _whole(fact: Fact, partly: object, luck: Luck) -> list[str]:
    assert isinstance(partly, dict)
    rest = [one.id for one in fact.options if one.id not in (*partly["includes"], *partly["excludes"])]
    return [*partly["includes"], *(name for name in rest if luck.once_in(2))]


def _is_silent(fact: Fact, consultation: sluimer.Consultation) -> bool:
    """Whether nothing was said of a yes_no fact or a set, and nothing is assumed or implied."""
    values = consultation.case.values
    return (
        fact.kind in (Kind.YES_NO, Kind.SET) and fact.assume is None and not any(slot in values for slot in fact.slots)
    )


def _no(fact: Fact) -> object:
    return False if fact.kind is Kind.YES_NO else []


def _shuffled(knowledge: Knowledge, order: random.Random) -> Knowledge:
    def mixed(entries: dict[str, Any]) -> dict[str, Any]:
        return dict(order.sample(list(entries.items()), len(entries)))

    def mixed_terms(score: Score) -> tuple[Points, ...]:
        return tuple(tuple(order.sample(term, len(term))) for term in order.sample(score.terms, len(score.terms)))

    vocabulary = knowledge.vocabulary
    return replace(
        knowledge,
        rules=mixed(dict(knowledge.rules)),
        vocabulary=replace(
            vocabulary,
            facts=mixed(dict(vocabulary.facts)),
            findings=mixed(dict(vocabulary.findings)),
            topics=mixed(dict(vocabulary.topics)),
            scores={name: replace(one, terms=mixed_terms(one)) for name, one in mixed({**vocabulary.scores}).items()},
        ),
    )


def _write_shuffled(source: Path, target: Path, order: random.Random, items: bool = False) -> None:
    """The same knowledge with the entries of every mapping in another order, in files with other names.

    The items of a topic stay in their order, or are shuffled too.
    """
    for file in _knowledge_files(source):
        node = yaml.compose(file.read_text(encoding="utf-8"))
        assert node is not None
        _shuffle(node, order, items)
        fixed = file.name == "knowledge.yaml"
        name = file.name if fixed else f"{order.randrange(10**6):06}-{file.name}"
        written = target / file.relative_to(source).with_name(name)
        written.parent.mkdir(parents=True, exist_ok=True)
        written.write_text(yaml.serialize(node, allow_unicode=True), encoding="utf-8")


def _knowledge_files(source: Path) -> Iterator[Path]:
    for part in ("facts", "rules"):
        files = sorted((source / part).rglob("*.yaml"))
        yield from (file for file in files if not file.name.endswith((".cases.yaml", "theorems.yaml")))


def _shuffle(node: yaml.Node, order: random.Random, items: bool, path: tuple[str, ...] = ()) -> None:
    if isinstance(node, MappingNode):
        if items or (path[:1], path[2:]) != (("topics",), ("items",)):
            order.shuffle(node.value)
        for key, value in node.value:
            _shuffle(value, order, items, (*path, key.value))
    elif isinstance(node, SequenceNode):
        for value in node.value:
            _shuffle(value, order, items, (*path, "-"))


@given(steps(), st.sampled_from(["unknown", "declined"]))
def test_doubt_changes_nothing_but_the_questions(step: Step, doubt: str) -> None:
    """Whoever does not know or will not say is told the same as who was not asked."""
    facts = step.knowledge.vocabulary.facts
    unsaid = [fact for fact in facts if step.less.get(fact) is None]
    doubting = step.kb.consult({**step.less, **dict.fromkeys(unsaid, doubt)})
    assert (doubting.advice.outcome, _states(doubting)) == (step.before.advice.outcome, _states(step.before))
    assert doubting.truths == step.before.truths
