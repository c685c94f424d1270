"""Texts that no longer say what was decided, made from one that does: each way of going wrong, at a random place."""

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from random import Random

from sluimer.explain.argument import DecisionProof
from sluimer.explain.citation import answered_by
from sluimer.explain.condition_proof import Connective, PartsProof, spoken
from sluimer.knowledge.cited import statements_of, with_named
from sluimer.knowledge.condition import Within
from sluimer.knowledge.rule import Advise, Limit
from sluimer.meaning.model import State
from sluimer.tell.item_texts import item_text
from sluimer.tell.outline import Line, Outline
from sluimer.tell.speaker import Speaker

Falsify = Callable[[Outline, DecisionProof, Speaker, Random], Outline | None]
"""A text with something wrong in it, or None where this text cannot go wrong in this way."""


def falsified(told: Outline, proof: DecisionProof, speaker: Speaker, random: Random) -> Iterator[tuple[str, Outline]]:
    """The text gone wrong in each way that it can, with the name of the way."""
    for way in WAYS:
        made = way(told, proof, speaker, random)
        if made is not None:
            yield way.__name__, made


def dropped_withheld(told: Outline, proof: DecisionProof, speaker: Speaker, random: Random) -> Outline | None:
    """Without a line that says what is withheld."""
    words = (speaker.say("told-not-now", items=""), f": {speaker.say('state-withheld')}")
    places = [at for at, line in enumerate(told) if line.text.startswith(words[0]) or line.text.endswith(words[1])]
    if not places:
        return None
    gone = random.choice(places)
    return (*told[:gone], *told[gone + 1 :])


def dropped_referral(told: Outline, proof: DecisionProof, speaker: Speaker, random: Random) -> Outline | None:
    """Without the lines that tell a referral that is given, in the account and in a summary above it."""
    topics = speaker.knowledge.vocabulary.topics
    given = [each.advice for each in proof.in_state(State.GIVEN) if topics[each.advice.topic].referral]
    if not given:
        return None
    words = item_text(random.choice(given), speaker)
    return tuple(line for line in told if line.text != words and not line.text.endswith(f": {words}"))


def other_item(told: Outline, proof: DecisionProof, speaker: Speaker, random: Random) -> Outline | None:
    """With the text of an item that is not given, in any language."""
    given = {each.advice.id: item_text(each.advice, speaker) for each in proof.in_state(State.GIVEN)}
    items = [item for item in speaker.knowledge.vocabulary.items.values() if item.id not in given]
    texts = [words for item in items for _, words in item.text.translations if words not in given.values()]
    if not texts:
        return None
    unit = random.choice(list(speaker.knowledge.manifest.units) or [""])
    amounts = [f"{random.randint(1, 999)} {unit}".strip() for _ in range(3)]
    return _with(random.choice(texts).format(range=amounts[0], start=amounts[1], limit=amounts[2]), told, random)


def changed_amount(told: Outline, proof: DecisionProof, speaker: Speaker, random: Random) -> Outline | None:
    """With another number where a given item or a rule that fired names an amount."""
    texts = {item_text(each.advice, speaker) for each in proof.in_state(State.GIVEN) if each.advice.unit}
    effects = [effect for firing in proof.trace.firings for effect in firing.effects]
    texts |= {
        speaker.effect(one) for one in effects if isinstance(one, Limit) or (isinstance(one, Advise) and one.range)
    }
    places = [at for at, line in enumerate(told) if line.text in texts]
    if not places:
        return None
    at = random.choice(places)
    number = random.choice(list(re.finditer(r"(?<!\w)\d+", told[at].text)))
    other = str(int(number[0]) + random.choice([1, 10, 50, 100]))
    text = told[at].text[: number.start()] + other + told[at].text[number.end() :]
    return None if text in texts else (*told[:at], replace(told[at], text=text), *told[at + 1 :])


def other_reason(told: Outline, proof: DecisionProof, speaker: Speaker, random: Random) -> Outline | None:
    """With the reason of a rule that is no cause here."""
    rules = speaker.knowledge.rules
    known = {speaker.text(rules[name].because) for name in proof.causes if name in rules}
    reasons = sorted({speaker.text(rule.because) for rule in rules.values()} - known)
    return _with(speaker.say("because", reason=random.choice(reasons)), told, random) if reasons else None


def other_source(told: Outline, proof: DecisionProof, speaker: Speaker, random: Random) -> Outline | None:
    """With a statement that no cause here stands on or names."""
    named = [code for name in proof.causes for code in statements_of(name, speaker.knowledge)]
    cited = with_named([*named, *answered_by(proof.case)], speaker.knowledge)
    others = [name for name in speaker.knowledge.statements if name not in cited]
    return _with(speaker.source(random.choice(others)), told, random) if others else None


def other_state(told: Outline, proof: DecisionProof, speaker: Speaker, random: Random) -> Outline | None:
    """With an item that is not given called given."""
    given = {each.advice.id for each in proof.in_state(State.GIVEN)}
    items = [name for name in speaker.knowledge.vocabulary.items if name not in given]
    if not items:
        return None
    return _with(f"{speaker.item(random.choice(items))}: {speaker.say('state-given')}", told, random)


def other_connective(told: Outline, proof: DecisionProof, speaker: Speaker, random: Random) -> Outline | None:
    """With tests that count together in another way than they do."""
    places = _tallies(told, proof, speaker)
    if not places:
        return None
    at, words = random.choice(places), [speaker.say(f"tally-{one}", of=9, needed=2) for one in Connective]
    text = told[at].text.partition(": ")[0] + f": {random.choice(words)}; 1"
    return (*told[:at], replace(told[at], text=text), *told[at + 1 :])


def changed_count(told: Outline, proof: DecisionProof, speaker: Speaker, random: Random) -> Outline | None:
    """With one more or one less where tests are counted."""
    places = _tallies(told, proof, speaker)
    if not places:
        return None
    at = random.choice(places)
    number = random.choice(list(re.finditer(r"\d+", told[at].text)))
    text = f"{told[at].text[: number.start()]}{int(number[0]) + 1}{told[at].text[number.end() :]}"
    return (*told[:at], replace(told[at], text=text), *told[at + 1 :])


def dropped_connective(told: Outline, proof: DecisionProof, speaker: Speaker, random: Random) -> Outline | None:
    """With tests of which nobody can say whether one is enough."""
    places = _tallies(told, proof, speaker)
    if not places:
        return None
    gone = random.choice(places)
    return (*told[:gone], *told[gone + 1 :])


def changed_threshold(told: Outline, proof: DecisionProof, speaker: Speaker, random: Random) -> Outline | None:
    """With another bound where an answer is said to follow from a number."""
    numbers = [one for one in proof.case.implied if isinstance(one.test, Within)]
    origins = [speaker.origin_of(one, proof.case)["source"] for one in numbers]
    places = [(at, one) for at, line in enumerate(told) for one in origins if one in line.text]
    if not places:
        return None
    at, origin = random.choice(places)
    other = re.sub(r"\d+(?!.*\d)", lambda number: str(int(number[0]) + 1), origin)
    return (*told[:at], replace(told[at], text=told[at].text.replace(origin, other)), *told[at + 1 :])


def _tallies(told: Outline, proof: DecisionProof, speaker: Speaker) -> list[int]:
    """The lines that tell how the tests of a rule count together."""
    rules = (*proof.causes.values(), *proof.silent)
    parts = (one for rule in rules for one in spoken(rule.condition) if isinstance(one.part, PartsProof))
    texts = {speaker.condition(one, proof.case) for one in parts}
    return [at for at, line in enumerate(told) if line.text in texts]


def _with(text: str, told: Outline, random: Random) -> Outline:
    """With this text as a line of its own, or behind another sentence."""
    at = random.randint(0, len(told))
    if at < len(told) and random.random() < 0.5:
        return (*told[:at], replace(told[at], text=f"{told[at].text} {text}".strip()), *told[at + 1 :])
    return (*told[:at], Line(text), *told[at:])


WAYS: tuple[Falsify, ...] = (
    dropped_withheld,
    dropped_referral,
    other_item,
    changed_amount,
    other_reason,
    other_source,
    other_state,
    other_connective,
    changed_count,
    dropped_connective,
    changed_threshold,
)
