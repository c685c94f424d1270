"""The sections that several readers of a decision are told: what is urgent, each topic, and what it all stands on.

`with_ids` says whether the ids of rules and sources are named too, for those who want to look further.
"""

from collections.abc import Callable, Iterable, Iterator
from itertools import groupby
from typing import TypeVar

from sluimer.case import Case
from sluimer.explain.consulted import Consulted
from sluimer.explain.summary import verdict_of
from sluimer.knowledge.base import SCOPE
from sluimer.knowledge.vocabulary import Kind, fact_of
from sluimer.meaning.advice import Advice, HeldContradiction, ItemAdvice, determining
from sluimer.meaning.model import Outcome
from sluimer.tell.item_texts import ground_text, item_text, reasons, sources
from sluimer.tell.outline import Line, Outline, Tone, bullets, deeper, section
from sluimer.tell.speaker import Speaker

SHORT_DIGEST = 19
"""Characters of the digest that are shown: its kind and twelve digits."""

Member = TypeVar("Member")
Group = TypeVar("Group")


def grouped(members: Iterable[Member], group_of: Callable[[Member], Group]) -> dict[Group, list[Member]]:
    """Members of one group together, the groups in the order of their first members."""
    groups: dict[Group, list[Member]] = {}
    for member in members:
        groups.setdefault(group_of(member), []).append(member)
    return groups


def by_topic(items: Iterable[ItemAdvice]) -> list[tuple[str, list[ItemAdvice]]]:
    """Items as they follow each other, topic by topic."""
    return [(topic, list(group)) for topic, group in groupby(items, key=lambda item: item.topic)]


def titles(items: Iterable[ItemAdvice], speaker: Speaker) -> str:
    """Items by their titles, in a row."""
    return ", ".join(speaker.item(item.id) for item in items)


def missing_packs(advice: Advice, speaker: Speaker) -> Outline:
    """A warning that the rules of some packs have no say, since advice without them may not be safe."""
    packs = speaker.knowledge.manifest.packs
    missing = [speaker.text(title) for name, title in sorted(packs.items()) if name not in advice.knowledge.packs]
    return (Line(speaker.say("packs-left-out", packs=", ".join(missing)), tone=Tone.REFERRAL),) if missing else ()


def urgent_section(items: Iterable[ItemAdvice], speaker: Speaker, with_ids: bool = True) -> Outline:
    """Those of these given items that are urgent referrals, so that nobody can miss them."""
    lines = (line for item in items if item.urgent for line in _item(item, "!", Tone.URGENT, speaker, with_ids))
    return section(speaker.say("urgent"), lines, Tone.URGENT)


def topic_sections(items: Iterable[ItemAdvice], speaker: Speaker, with_ids: bool = True) -> Iterator[Outline]:
    """Those of these given items that are not urgent, topic by topic."""
    for topic, some in by_topic(item for item in items if not item.urgent):
        if speaker.knowledge.vocabulary.topics[topic].referral:
            lines = (line for item in some for line in _item(item, "!", Tone.REFERRAL, speaker, with_ids))
            yield section(speaker.say("referral", topic=speaker.name(topic)), lines, Tone.REFERRAL)
        else:
            marks = _marks(some) if with_ids else ["-"] * len(some)
            pairs = zip(some, marks, strict=True)
            lines = (line for item, mark in pairs for line in _item(item, mark, Tone.PLAIN, speaker, with_ids))
            yield section(speaker.name(topic), lines)


def _marks(items: list[ItemAdvice]) -> list[str]:
    """The ranks where there are several to compare, else a dash."""
    ranked = [item for item in items if item.rank is not None]
    return [f"{item.rank}." if item.rank is not None and len(ranked) > 1 else "-" for item in items]


def _item(item: ItemAdvice, mark: str, tone: Tone, speaker: Speaker, with_ids: bool) -> Outline:
    """What to do, and why; how good the ground is stands here for the person, and for others at the end."""
    lines = (Line(item_text(item, speaker), 1, tone, mark), because_line(reasons(item, speaker), speaker))
    if with_ids:
        return (*lines, ids_line(determining(item), sources(item, speaker), 2, speaker))
    ground = ground_text(item, speaker)
    return (*lines, Line(ground, 2)) if ground else lines


def capital(words: str) -> str:
    """Words as they begin a sentence."""
    return f"{words[:1].upper()}{words[1:]}"


def superseded_by(items: Iterable[str], speaker: Speaker) -> str:
    """That given referrals come before something, by the names of these."""
    return speaker.say("superseded-by", items=", ".join(map(speaker.item, items)))


def contradictions(among: Iterable[HeldContradiction], speaker: Speaker) -> Outline:
    """The answers that contradict each other, and what to do about it."""
    lines = [Line(speaker.contradiction(one), 1, Tone.UNSURE, "-") for one in among]
    lines += [Line(speaker.ask_professional("contradictions-help"), 1)] if lines else []
    return section(speaker.say("contradictions"), lines)


def because_line(reason: str, speaker: Speaker, depth: int = 2) -> Line:
    """A reason, as one."""
    return Line(speaker.say("because", reason=reason), depth)


def ids_line(rules: Iterable[str], cites: Iterable[str], depth: int, speaker: Speaker) -> Line:
    """The ids of rules and of statements."""
    named = ", ".join(_rule_id(rule, speaker) for rule in rules if rule != SCOPE)
    cited = ", ".join(cites)
    parts = (named and speaker.say("rules", rules=named), cited and speaker.say("cites", cites=cited))
    return Line("; ".join(filter(None, parts)), depth, Tone.QUIET)


def _rule_id(rule: str, speaker: Speaker) -> str:
    unverified = speaker.knowledge.rules[rule].evidence.verified == "unverified"
    return f"{rule} ({speaker.say('unverified')})" if unverified else rule


def headline(consultation: Consulted, speaker: Speaker, with_ids: bool = True) -> Outline:
    """The verdict as the first screen has it; where nothing is said why not, and where nothing is left to ask that."""
    verdict, outside = verdict_of(consultation.advice, speaker.knowledge), consultation.covered is False
    scope, (title, line) = speaker.knowledge.manifest.scope, speaker.verdict(verdict)
    lines = [Line(speaker.because(SCOPE), 1)] if outside else []
    lines += [ids_line((), scope.cites, 1, speaker)] if outside and with_ids else []
    lines += [Line(line, 1)] if line else []
    if verdict == Outcome.ANSWERS_NEEDED and not consultation.questions:
        lines.append(Line(speaker.ask_professional("nothing-left-to-ask"), 1))
    return (Line(title, tone=Tone.HEADLINE), *lines)


def waiting_fact(fact: str, case: Case, speaker: Speaker) -> str:
    """A fact that something waits for, and whether it was asked in vain."""
    name = speaker.name(fact)
    if fact in case.unknown:
        return speaker.say("not-known", fact=name)
    return speaker.say("not-said", fact=name) if fact in case.declined else name


def assumptions(case: Case, speaker: Speaker, with_ids: bool = True) -> Outline:
    """The answers that nobody gave but that count, under a heading."""
    return section(speaker.say("assumptions"), deeper(assumption_lines(case, speaker, with_ids)))


def assumption_lines(case: Case, speaker: Speaker, with_ids: bool = True) -> Outline:
    """Each answer that was assumed, follows from another, or was weighed."""
    form = "" if with_ids else "told-"
    texts = [speaker.say("assumed", answer=answer) for answer in _assumed_answers(case, speaker)]
    for one in case.implied:
        key = "implied" if one.instead_of is None else "implied-instead"
        before = "" if one.instead_of is None else speaker.value(one.slot, one.instead_of)
        answer = speaker.answer(one.slot, one.value)
        texts.append(speaker.say(form + key, answer=answer, before=before, **speaker.origin_of(one, case)))
    texts += [speaker.say(f"{form}weighed", **speaker.weighed(part)) for part in case.parts]
    return bullets(texts, 0)


def _assumed_answers(case: Case, speaker: Speaker) -> Iterator[str]:
    """What is assumed of each fact; of a set that it has none of its options, or none of those that are left."""
    for name in dict.fromkeys(map(fact_of, case.assumed)):
        fact = speaker.knowledge.vocabulary.facts[name]
        if fact.kind is Kind.SET:
            key = "none-of-these" if set(fact.slots) <= set(case.assumed) else "none-of-the-others"
            yield f"{speaker.name(name)}: {speaker.say(key)}"
        elif name in case.values:
            yield speaker.answer(name, case.values[name])


def notice(speaker: Speaker) -> Outline:
    """What the knowledge base wants everybody to be told."""
    text = speaker.text(speaker.knowledge.manifest.notice)
    return (Line(text),) if text else ()


def footer(advice: Advice, speaker: Speaker, with_ids: bool = True) -> Outline:
    """Which knowledge it was, and what was chosen otherwise than by default."""
    name, manifest = advice.knowledge, speaker.knowledge.manifest
    packs = speaker.say("packs", packs=", ".join(name.packs))
    texts = [f"{name.name} {name.version} ({name.digest[:SHORT_DIGEST]}); {packs}"] if with_ids else []
    texts += [
        speaker.say("setting", setting=speaker.text(setting.title), option=speaker.text(option.label))
        for setting in manifest.settings.values()
        for option in setting.options
        if (setting.id, option.id) in name.settings and option.id != setting.default
    ]
    if title := speaker.text(speaker.knowledge.audience.title):
        texts.append(speaker.say("audience", audience=title))
    return tuple(Line(text, tone=Tone.QUIET) for text in texts)
