"""A rule in plain sentences: when it holds, what it does, why, on what ground, and what hangs together with it."""

from collections.abc import Sequence
from dataclasses import dataclass

from sluimer.explain.relations import concluding, relations_of
from sluimer.knowledge.condition import All, Any, AtLeast, Condition, Not
from sluimer.knowledge.rule import Advise, Effect, Prefer, Refer, Rule, Withhold
from sluimer.knowledge.strata import read_through_scores
from sluimer.knowledge.vocabulary import Points
from sluimer.meaning.logic import Truth
from sluimer.messages import Position
from sluimer.tell.outline import Line, Outline, Tone, bullets, deeper, parted, section
from sluimer.tell.speaker import Speaker

FEW_CASES = 3
"""Of which all are named."""


@dataclass(frozen=True, slots=True)
class CaseOfRule:
    """What a rule is in one case; `names_it` where the case expects that it fires or stays silent."""

    id: str
    position: Position
    truth: Truth
    names_it: bool


CasesOf = Sequence[CaseOfRule]


def tell_rule(name: str, cases: CasesOf, speaker: Speaker) -> Outline:
    """Everything about one rule."""
    rule = speaker.knowledge.rules[name]
    return parted(
        _head(rule, speaker),
        _when(rule, speaker),
        *(tell_score(name, speaker) for name in _scores_in(rule, speaker)),
        _then(rule, speaker),
        _why(rule, speaker),
        section(speaker.say("rule-sources"), bullets(_sources(rule, speaker))),
        _cases(cases, speaker),
        section(speaker.say("rule-builds-on"), bullets(_builds_on(rule, speaker))),
        section(speaker.say("rule-around"), bullets(_around(rule, speaker))),
    )


def _head(rule: Rule, speaker: Speaker) -> Outline:
    pack = speaker.text(speaker.knowledge.manifest.packs[rule.pack])
    settings = [f"{name}: {', '.join(options)}" for name, options in rule.settings]
    lines = [
        Line(speaker.rule(rule.id), tone=Tone.HEADLINE),
        Line(speaker.say("rule-place", place=rule.position, pack=pack), 1, Tone.QUIET),
    ]
    if settings:
        lines.append(Line(speaker.say("rule-only-under", settings="; ".join(settings)), 1))
    return tuple(lines)


def _when(rule: Rule, speaker: Speaker) -> Outline:
    if rule.condition == All():
        return (Line(speaker.say("rule-for-everyone"), tone=Tone.HEADING),)
    told = (
        _parts(rule.condition, speaker) if isinstance(rule.condition, All) else condition_lines(rule.condition, speaker)
    )
    key = "rule-when-all" if isinstance(rule.condition, All) else "rule-when"
    return (Line(speaker.say(key), tone=Tone.HEADING), *deeper(told))


def _scores_in(rule: Rule, speaker: Speaker) -> list[str]:
    vocabulary = speaker.knowledge.vocabulary
    return [name for name in read_through_scores(rule.condition, vocabulary) if name in vocabulary.scores]


def tell_score(name: str, speaker: Speaker) -> Outline:
    """What a score adds up to, with the statements it stands on."""
    score = speaker.knowledge.vocabulary.scores[name]
    lines = [line for term in score.terms for line in _term(term, speaker)]
    return section(speaker.say("score-adds-up", name=f"{speaker.name(name)} ({name})"), lines)


def _term(term: Points, speaker: Speaker) -> Outline:
    """The points of one term, each with its condition."""
    lines: list[Line] = []
    for condition, points in term:
        lines += [Line(speaker.say("points-count", points=speaker.number(points)), mark="-")]
        lines += deeper(condition_lines(condition, speaker))
    return (Line(speaker.say("highest-of"), 1, mark="-"), *deeper(lines, 2)) if len(term) > 1 else deeper(lines)


def _parts(condition: All | Any, speaker: Speaker) -> Outline:
    """The lines of all parts; a part of the same kind is told as if its parts stood here."""
    kind, lines = type(condition), list[Line]()
    for part in condition.parts:
        lines += _parts(part, speaker) if isinstance(part, kind) else condition_lines(part, speaker)
    return tuple(lines)


def condition_lines(condition: Condition, speaker: Speaker) -> Outline:
    """A condition as nested lines, each test in the words of the questions."""
    match condition:
        case All():
            return _under(speaker.say("all-of"), _parts(condition, speaker))
        case Any():
            return _under(speaker.say("any-of"), _parts(condition, speaker))
        case AtLeast(count, parts):
            told = tuple(line for part in parts for line in condition_lines(part, speaker))
            return _under(speaker.say("at-least-of", count=count), told)
        case Not(part):
            return _under(speaker.say("none-of"), condition_lines(part, speaker))
    return (Line(speaker.test(condition), mark="-"),)


def _under(head: str, lines: Outline) -> Outline:
    return (Line(head, mark="-"), *deeper(lines))


def _then(rule: Rule, speaker: Speaker) -> Outline:
    """What the rule does, each with what the person reads or with what a group holds."""
    lines = [Line(speaker.say("rule-then"), tone=Tone.HEADING)]
    for effect in rule.effects:
        lines += [Line(speaker.effect(effect), 1, mark="-"), *deeper(_beside(effect, speaker), 2)]
    return tuple(lines)


def _beside(effect: Effect, speaker: Speaker) -> Outline:
    match effect:
        case Withhold(group, items) if group in speaker.knowledge.manifest.groups:
            return (Line(_by_topic(items, speaker), tone=Tone.QUIET),)
        case Advise(item) | Prefer(item) | Refer(item):
            text = speaker.text(speaker.knowledge.vocabulary.items[item].text)
            return (Line(f"“{text}”", tone=Tone.QUIET),)
    return ()


def _by_topic(items: Sequence[str], speaker: Speaker) -> str:
    topic_of = {item: speaker.knowledge.vocabulary.items[item].topic for item in items}
    topics = dict.fromkeys(topic_of.values())
    return "; ".join(
        f"{speaker.name(topic)} ({', '.join(item for item in items if topic_of[item] == topic)})" for topic in topics
    )


def _why(rule: Rule, speaker: Speaker) -> Outline:
    lines = [Line(speaker.say("because", reason=speaker.text(rule.because)))]
    if rule.interpretation:
        lines.append(Line(speaker.say("interpretation", reading=speaker.text(rule.interpretation))))
    if ground := speaker.ground(rule):
        lines.append(Line(speaker.say("evidence", ground=ground)))
    if rule.claim:
        marks = {mark.id: speaker.text(mark.label) for mark in speaker.knowledge.manifest.claims.options}
        lines.append(Line(speaker.say("rule-claims", claim=marks.get(rule.claim, rule.claim)), tone=Tone.QUIET))
    return tuple(lines)


def _sources(rule: Rule, speaker: Speaker) -> list[str]:
    cited = [speaker.source(cite) for cite in rule.cites]
    reasons = speaker.knowledge.reasons_for(rule.id)
    return [*cited, *(speaker.say("explained-by", source=speaker.source(one)) for one in reasons)]


def _cases(cases: CasesOf, speaker: Speaker) -> Outline:
    told = []
    for truth, key in ((True, "cases-true"), (False, "cases-false"), (None, "cases-unknown")):
        such = [case for case in cases if case.truth is truth]
        named, count = such if len(such) <= FEW_CASES else [case for case in such if case.names_it], len(such)
        head = speaker.say(key, count=count)
        some = named and len(named) < count
        told.append(Line(speaker.say("cases-named", told=head) if some else head, 1))
        told += [Line(f"{case.id} ({case.position})", 2, mark="-") for case in named]
    return (Line(speaker.say("rule-cases"), tone=Tone.HEADING), *told)


def _builds_on(rule: Rule, speaker: Speaker) -> list[str]:
    """Each finding it reads, with the rules that conclude it."""
    findings = speaker.knowledge.vocabulary.findings
    read = [name for name in read_through_scores(rule.condition, speaker.knowledge.vocabulary) if name in findings]
    return [f"{speaker.name(name)} ({name}): {_ids(concluding(name, speaker.knowledge))}" for name in read]


def _around(rule: Rule, speaker: Speaker) -> list[str]:
    """The other rules around it, by how they hang together with it."""
    around = relations_of(rule, speaker.knowledge)
    told = {
        "around-built-on": around.built_on_it,
        "around-indicate": around.indicate_too,
        "around-bar-it": around.bar_it,
        "around-barred": around.barred_by_it,
        "around-bar": around.bar_too,
        "around-refer": around.refer_too,
    }
    return [speaker.say(key, rules=_ids(rules)) for key, rules in told.items() if rules]


def _ids(rules: Sequence[Rule]) -> str:
    return ", ".join(rule.id for rule in rules)
