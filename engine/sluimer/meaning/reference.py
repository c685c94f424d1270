"""The reference evaluator: what the rules mean, written as plainly as we can.

This is the specification, naive on purpose: it evaluates every rule again until nothing changes. The engine that
answers (`engines.consult`) is compared with it, so it takes no step of the net's from effects to conditions.
"""

from collections.abc import Iterable, Mapping

from sluimer.case import Case
from sluimer.knowledge.base import Knowledge
from sluimer.knowledge.rule import Advise, Avoid, Limit, Number, Prefer, Range, Refer, Rule, Withhold
from sluimer.knowledge.vocabulary import Item, Urgency
from sluimer.meaning.logic import Truth, conjunction, disjunction, negation
from sluimer.meaning.model import Meaning, Outcome, State
from sluimer.meaning.truth import ScoreRange, Values, total_of, truth_of


def evaluate(knowledge: Knowledge, case: Case) -> Meaning:
    """The meaning of the rules for one person."""
    findings, scores = _fixpoint(knowledge, case.values)
    values = _with(findings, scores, case.values)
    rules = {rule.id: truth_of(rule.condition, values) for rule in knowledge.rules.values()}
    covered = truth_of(knowledge.manifest.scope.condition, values)
    items = knowledge.vocabulary.items
    contradictions = _contradictions(knowledge, case.values)
    states = {name: state(item, knowledge, rules, covered) for name, item in items.items()}
    states = _superseded(_kept_open(states, knowledge) if contradictions else states, knowledge)
    given = [item for name, item in items.items() if states[name] is State.GIVEN]
    return Meaning(
        rules=rules,
        findings=findings,
        states=states,
        ranges={item.id: _range(item.id, knowledge, rules) for item in given if item.unit},
        ranks=_ranks(knowledge, rules, states),
        outcome=outcome(knowledge, states, covered),
        scores=scores,
        contradictions=contradictions,
        limits={item.id: min(_limits(item.limit_of, knowledge, rules)) for item in given if item.limit_of},
    )


def _fixpoint(knowledge: Knowledge, answers: Values) -> tuple[dict[str, Truth], dict[str, ScoreRange]]:
    """A finding is true if some rule concluding it is true, false if all are false, unknown otherwise."""
    findings: dict[str, Truth] = dict.fromkeys(knowledge.vocabulary.findings)
    scores: dict[str, ScoreRange] = {}
    while True:
        values = _with(findings, scores, answers)
        after = {
            name: disjunction(
                truth_of(rule.condition, values) for rule in knowledge.rules.values() if name in rule.concludes
            )
            for name in findings
        }
        totals = {score.id: total_of(score, values) for score in knowledge.vocabulary.scores.values()}
        if (after, totals) == (findings, scores):
            return findings, scores
        findings, scores = after, totals


def _with(findings: Mapping[str, Truth], scores: Mapping[str, ScoreRange], answers: Values) -> Values:
    """The findings that are known and what the scores may be, beside the answers."""
    return {**answers, **scores, **{name: truth for name, truth in findings.items() if truth is not None}}


def state(item: Item, knowledge: Knowledge, rules: Mapping[str, Truth], covered: Truth) -> State:
    """Given only while nothing against it is true or unknown."""
    indicated = disjunction(rules[rule.id] for rule in knowledge.rules.values() if _indicates(rule, item.id))
    barred = _barred(item, knowledge, rules)
    if not knowledge.vocabulary.topics[item.topic].referral:
        if covered is False:
            return State.NOT_INDICATED
        barred = disjunction([barred, None if covered is None else False])
    if indicated is False:
        return State.NOT_INDICATED
    if barred is True:
        return State.WITHHELD
    return State.GIVEN if indicated is True and barred is False else State.OPEN


def _contradictions(knowledge: Knowledge, answers: Values) -> tuple[str, ...]:
    """The contradictions that hold; one that is unknown does nothing."""
    return tuple(one.id for one in knowledge.vocabulary.contradictions if truth_of(one.never, answers))


def _kept_open(states: Mapping[str, State], knowledge: Knowledge) -> dict[str, State]:
    """While answers contradict each other nothing is given but referrals."""
    items = knowledge.vocabulary.items
    given = [name for name, found in states.items() if found is State.GIVEN and items[name].urgency is None]
    return {**states, **dict.fromkeys(given, State.OPEN)}


def _superseded(states: Mapping[str, State], knowledge: Knowledge) -> dict[str, State]:
    """While a referral is given, those that it supersedes are withheld; while an emergency is, all that is none."""
    items = knowledge.vocabulary.items
    found = dict(states)
    emergencies = [name for name, item in items.items() if item.urgency is Urgency.NOW]
    _withhold_superseded(found, emergencies, knowledge)
    if any(found[name] is State.GIVEN for name in emergencies):
        _withhold(found, [name for name in items if name not in emergencies])
    _withhold_superseded(found, [name for name in items if name not in emergencies], knowledge)
    return found


def _withhold_superseded(states: dict[str, State], names: Iterable[str], knowledge: Knowledge) -> None:
    """Of these items, once all that may supersede one of them were dealt with."""
    superseding, left = knowledge.vocabulary.superseding, list(names)
    while left:
        for name in [one for one in left if not {*superseding.get(one, ())} & {*left}]:
            left.remove(name)
            if any(states[other] is State.GIVEN for other in superseding.get(name, ())):
                _withhold(states, [name])


def _withhold(states: dict[str, State], names: Iterable[str]) -> None:
    for name in names:
        if states[name] is not State.NOT_INDICATED:
            states[name] = State.WITHHELD


def _indicates(rule: Rule, item: str) -> bool:
    return any(isinstance(effect, Advise | Prefer | Refer) and effect.item == item for effect in rule.effects)


def _barred(item: Item, knowledge: Knowledge, rules: Mapping[str, Truth]) -> Truth:
    """Whether some rule withholds or avoids the item, or limits it to less than the least that is advised."""
    bars: list[Truth] = []
    for rule in knowledge.rules.values():
        for effect in rule.effects:
            match effect:
                case Withhold(_, items) if item.id in items:
                    bars.append(rules[rule.id])
                case Avoid(name) if name == item.id:
                    bars.append(rules[rule.id])
                case Limit(name, at_most) if name == item.id:
                    bars.append(_emptied(item.id, at_most, rules[rule.id], knowledge, rules))
    return disjunction(bars)


def _emptied(item: str, at_most: float, holds: Truth, knowledge: Knowledge, rules: Mapping[str, Truth]) -> Truth:
    """Whether a limit leaves nothing: it does while no range that begins at or below it is advised."""
    within = (truth for one, truth in _ranges(item, knowledge, rules) if one.least <= at_most)
    return conjunction([holds, negation(disjunction(within))])


def _ranges(item: str, knowledge: Knowledge, rules: Mapping[str, Truth]) -> list[tuple[Range, Truth]]:
    """Every range that the item may be advised in, with the truth of its rule."""
    return [
        (effect.range, rules[rule.id])
        for rule in knowledge.rules.values()
        for effect in rule.effects
        if isinstance(effect, Advise) and effect.item == item and effect.range
    ]


def _range(item: str, knowledge: Knowledge, rules: Mapping[str, Truth]) -> Range:
    """The ranges of all rules that advise, joined, and cut by every limit that is not ruled out."""
    advised = [one for one, truth in _ranges(item, knowledge, rules) if truth]
    most = min([max(one.most for one in advised), *_limits(item, knowledge, rules)])
    start = min((one.start for one in advised if one.start is not None), default=None)
    return Range(min(one.least for one in advised), most, None if start is None else min(most, start))


def _limits(item: str, knowledge: Knowledge, rules: Mapping[str, Truth]) -> list[Number]:
    """Every limit on the item that is not ruled out."""
    return [
        effect.at_most
        for rule in knowledge.rules.values()
        for effect in rule.effects
        if isinstance(effect, Limit) and effect.item == item and rules[rule.id] is not False
    ]


def _ranks(knowledge: Knowledge, rules: Mapping[str, Truth], states: Mapping[str, State]) -> dict[str, int]:
    """Among the given items of a topic: one more than the number that are preferred more strongly."""
    strengths: dict[str, int] = {}
    for rule in knowledge.rules.values():
        for effect in rule.effects:
            if isinstance(effect, Prefer) and rules[rule.id] is True and states[effect.item] is State.GIVEN:
                strengths[effect.item] = max(effect.strength, strengths.get(effect.item, 0))
    topics = {name: item.topic for name, item in knowledge.vocabulary.items.items()}
    return {
        name: 1 + sum(topics[other] == topics[name] and strengths[other] > strengths[name] for other in strengths)
        for name in strengths
    }


def outcome(knowledge: Knowledge, states: Mapping[str, State], covered: Truth) -> Outcome:
    """An emergency, then whom the scope leaves out, a stop, the main topic; where that is not indicated, all else."""
    items = knowledge.vocabulary.items
    given = [items[name] for name, found in states.items() if found is State.GIVEN]
    if any(item.urgency is Urgency.NOW for item in given):
        return Outcome.URGENT
    if covered is False:
        return Outcome.NOT_COVERED
    if any(item.topic in knowledge.manifest.stops for item in given):
        return Outcome.STOP
    main = knowledge.vocabulary.topics[knowledge.manifest.main_topic]
    for names in ([item.id for item in main.items], list(states)):
        present = {states[name] for name in names}
        for found, said in _SAID:
            if found in present:
                return said
    return Outcome.NOT_COVERED


_SAID = (
    (State.GIVEN, Outcome.ADVICE),
    (State.OPEN, Outcome.ANSWERS_NEEDED),
    (State.WITHHELD, Outcome.ASK_FIRST),
)
