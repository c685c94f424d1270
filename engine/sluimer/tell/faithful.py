"""Whether a text says what was decided: no item, amount or cause that is not in the proof, and nothing dropped.

The check reads the text itself, whoever wrote it, and compares it with the proof and with every text of the knowledge
base. What it looks for counts unless it stands inside a sentence that the proof allows; so a sentence that two rules
share, a title that is also a question's, or an amount in a reason raises no alarm.

Its limits, all on the side of missing something: it knows the words of the knowledge base and of the interface, so it
does not see an item, a reason or an amount in other words, or in numbers written as words; an id of letters alone
counts only where names stand, in brackets or backticks; a thing that is worded the same as something allowed
cannot be told from it; and that a sentence stands under the right heading is seen only below the head of a rule, for
its tests, how they count together and its sources, and else where one line says both. On the other side, an amount in
words that are not the speaker's raises an alarm, even where it happens to be true.
"""

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate
from string import Formatter
from typing import Final

from sluimer.explain.argument import DecisionProof
from sluimer.explain.citation import answered_by
from sluimer.explain.condition_proof import spoken
from sluimer.explain.proof import RuleProof
from sluimer.knowledge.base import SCOPE, Knowledge
from sluimer.knowledge.cited import TOKEN, statements_of, with_named
from sluimer.knowledge.text import Text
from sluimer.knowledge.vocabulary import Item
from sluimer.meaning.advice import filled
from sluimer.meaning.logic import Truth
from sluimer.meaning.model import State
from sluimer.messages.texts import section
from sluimer.tell.advice import SHORT_DIGEST, tell_granted
from sluimer.tell.auditor import answer_given, finding_state, provenance
from sluimer.tell.outline import Line
from sluimer.tell.person import granted_plainly
from sluimer.tell.rule_block import RuleBlock, RuleTexts, misplaced
from sluimer.tell.rule_proof import finding_tally, may_stop_too, rule_state
from sluimer.tell.slip import Fault, Slip, plainly
from sluimer.tell.sources import source_title
from sluimer.tell.speaker import Speaker

_HEADINGS: Final = ("advice", "proofs", "readers", "trace")
"""Those of the texts of the interface that every text may hold."""


def unfaithful(lines: Iterable[Line], proof: DecisionProof, knowledge: Knowledge, language: str) -> tuple[Slip, ...]:
    """Every place where the text names what is not in the proof, and every withheld item and referral it drops."""
    return Standard(proof, knowledge, language).slips(lines)


class Standard:
    """What the texts of one decision in one language are held against, worked out once for any number of them."""

    def __init__(self, proof: DecisionProof, knowledge: Knowledge, language: str) -> None:
        self._proof = proof
        self._speaker = Speaker(knowledge, language)
        self._rules = RuleTexts(proof, self._speaker)
        self._sayable = _Sayable(proof, self._speaker)
        self._watched = tuple(_watched(self._sayable, proof, self._speaker))

    def slips(self, lines: Iterable[Line]) -> tuple[Slip, ...]:
        """Every place where a text departs from the proof."""
        given = tuple(lines)
        text = _Told(tuple(plainly(line.text) for line in given))
        blocks = self._rules.blocks(given)
        allowed = _Allowed(text, blocks, self._sayable, self._proof, self._speaker)
        found = {
            *_texts(text, allowed, self._watched, self._proof, self._speaker),
            *misplaced(blocks),
            *_ids(text, allowed, self._speaker),
            *_amounts(text, allowed),
            *_states(text, self._proof, self._speaker),
            *_dropped(text, allowed, self._proof, self._speaker),
        }
        return tuple(sorted(found))


@dataclass(frozen=True)
class _Span:
    """Words at a place in the text."""

    start: int
    end: int


class _Filled:
    """Pieces of a text with an amount between each two; from a place where they fail they are tried only once."""

    def __init__(self, text: str, pieces: tuple[str, ...]) -> None:
        self._text = text
        self._pieces = pieces
        self._failed: set[tuple[int, int]] = set()

    def end_from(self, number: int, place: int) -> int | None:
        """Where all of it ends, if the piece of this number ends at this place."""
        if number == len(self._pieces) - 1:
            return None if _LETTER.match(self._text, place) else place
        if (number, place) in self._failed or not self._text[place : place + 1].isdecimal():
            return None
        for start in self._starts(self._pieces[number + 1], place):
            end = self.end_from(number + 1, start + len(self._pieces[number + 1]))
            if end is not None:
                return end
        self._failed.add((number, place))
        return None

    def _starts(self, piece: str, place: int) -> Iterator[int]:
        """Where a piece begins behind an amount that begins here, on the same line."""
        line = self._text.find("\n", place, place + LONGEST_AMOUNT)
        last = (line if line >= 0 else place + LONGEST_AMOUNT) + len(piece)
        start = self._text.find(piece, place + 1, last)
        while start >= 0:
            yield start
            start = self._text.find(piece, start + 1, last)


class _Told:
    """The text that was told, in which phrases are found as whole words."""

    def __init__(self, lines: tuple[str, ...]) -> None:
        self.lines = lines
        self.all = "\n".join(lines)
        self._words = frozenset(self.all.split())
        self._starts = list(accumulate((len(line) + 1 for line in lines), initial=0))

    def line_at(self, place: int) -> int:
        """The number of the line in which a place lies."""
        return bisect_right(self._starts, place) - 1

    def whole(self, line: int) -> _Span:
        """All of one line."""
        return _Span(self._starts[line], self._starts[line] + len(self.lines[line]))

    def find(self, phrase: str) -> Iterator[_Span]:
        """Everywhere the phrase stands, not as a part of a longer word."""
        inner = phrase.split(" ")[1:-1]  # a look at the words inside spares most of the searching
        place = self.all.find(phrase) if phrase and self._words.issuperset(inner) else -1
        while place >= 0:
            span = _Span(place, place + len(phrase))
            if self._is_whole(span):
                yield span
            place = self.all.find(phrase, place + 1)

    def find_filled(self, pieces: tuple[str, ...]) -> Iterator[_Span]:
        """Everywhere these pieces stand in a row with an amount between each two, whatever it is."""
        filled, place = _Filled(self.all, pieces), self.all.find(pieces[0])
        while place >= 0:
            end = filled.end_from(0, place + len(pieces[0]))
            if end is not None:
                yield _Span(place, end)
            place = self.all.find(pieces[0], place + 1 if end is None else max(end, place + 1))

    def _is_whole(self, span: _Span) -> bool:
        before = self.all[max(span.start - 1, 0) : span.start + 1]
        return not _WITHIN_WORD.match(before) and not _WITHIN_WORD.match(self.all, span.end - 1)


class _Left:
    """Some lines of a text, in which phrases are found at their places in the whole of it."""

    def __init__(self, text: _Told, numbers: Sequence[int]) -> None:
        self._text = text
        self._numbers = numbers
        self._told = _Told(tuple(text.lines[number] for number in numbers))

    def find(self, phrase: str) -> Iterator[_Span]:
        """Everywhere in these lines that the phrase stands, not as a part of a longer word."""
        for span in self._told.find(phrase):
            line = self._told.line_at(span.start)
            further = self._text.whole(self._numbers[line]).start - self._told.whole(line).start
            yield _Span(span.start + further, span.end + further)


LONGEST_AMOUNT = 61
"""Characters of an amount with its unit; it begins with a digit."""
LONGEST_JOINT = 3
"""Letters of what only joins other words, such as `and`; nothing is called so."""

_LETTER = re.compile(r"\w")
_WITHIN_WORD = re.compile(r"\w\w")
_NUMBER = re.compile(r"(?<!\w)\d+(?:[.,]\d+)*")
_NAMED = re.compile(r"\(([^()\n]+)\)|`([^`\n]+)`")
_STATES: Mapping[Truth, str] = {True: "state-true", False: "state-false", None: "state-unknown"}


class _Sayable:
    """What the proof allows to be said, and the ids that may be named."""

    def __init__(self, proof: DecisionProof, speaker: Speaker) -> None:
        self._speaker = speaker
        self._proof = proof
        self.cites = _cites(proof, speaker.knowledge)
        self.items = frozenset(each.advice.id for each in proof.items)
        self.findings = frozenset(one.finding for one in proof.findings)
        self.ids = frozenset((*proof.causes, *self.items, *self.findings, *self.cites))
        self.phrases = frozenset(map(plainly, self._phrases()))

    def _phrases(self) -> Iterator[str]:
        proof, speaker = self._proof, self._speaker
        yield from _frame(proof, speaker)
        for each in proof.items:
            yield f"{speaker.item(each.advice.id)}: {speaker.say(f'state-{each.advice.state}')}"
            if each.advice.state is State.GIVEN:
                yield item_text(each.advice.id, proof, speaker)
            yield from (line.text for line in may_stop_too([one.proof for one in each.maybe], speaker))
        for finding in (*proof.findings, *proof.beside):
            yield finding_state(finding, speaker)
            yield from (line.text for line in finding_tally(finding, speaker))
        yield from (speaker.name(name) for name in (*self.findings, *proof.trace.ruled_out))
        for rule in proof.causes.values():
            yield from _cause(rule, proof, speaker)
        for rule in proof.silent:
            yield from _heads_and_tests(rule, proof, speaker)
        yield from self._trace()

    def _trace(self) -> Iterator[str]:
        proof, speaker = self._proof, self._speaker
        for rule in proof.fired:
            effects = speaker.knowledge.rules[rule.rule].effects
            yield from (speaker.effect(effect) for effect in effects)
        yield speaker.say("holding", rules=", ".join(proof.trace.holding))
        for cite in self.cites:
            yield from (cite, speaker.source(cite), speaker.statement(cite))
            statement = speaker.knowledge.statements.get(cite)
            yield speaker.text(statement.says) if statement else cite


class _Allowed:
    """Where a text says what the proof allows, and the ids that it may name there."""

    def __init__(
        self,
        text: _Told,
        blocks: Sequence[RuleBlock],
        sayable: _Sayable,
        proof: DecisionProof,
        speaker: Speaker,
    ) -> None:
        self._ids = sayable.ids
        self._in_blocks = {number: block.statements for block in blocks for number in block.lines}
        own = (number for block in blocks for number in block.own)
        phrased = (number for number, line in enumerate(text.lines) if line in sayable.phrases)
        whole = {*own, *phrased, *_registered(text, proof, speaker)}
        self.left = _Left(text, [number for number in range(len(text.lines)) if number not in whole])
        found = (span for phrase in sayable.phrases for span in self.left.find(phrase))
        spans = sorted((*found, *map(text.whole, whole)), key=lambda span: span.start)
        self._starts = [span.start for span in spans]
        self._reach = list(accumulate((span.end for span in spans), max))

    def names(self, name: str, line: int) -> bool:
        """Whether an id may be named in this line."""
        return name in self._ids or name in self._in_blocks.get(line, ())

    def covers(self, span: _Span) -> bool:
        """Whether the words stand inside something that is allowed."""
        known = bisect_right(self._starts, span.start)
        return known > 0 and self._reach[known - 1] >= span.end

    def exceeds(self, span: _Span) -> bool:
        """Whether the words are only a part of something longer that is allowed."""
        before, known = (bisect_right(self._starts, place) for place in (span.start - 1, span.start))
        return (before > 0 and self._reach[before - 1] >= span.end) or (known > 0 and self._reach[known - 1] > span.end)


def item_text(name: str, proof: DecisionProof, speaker: Speaker) -> str:
    """What a given item tells the person to do."""
    item = speaker.knowledge.vocabulary.items[name]
    template = speaker.text(item.text)
    given = next(each.advice for each in proof.items if each.advice.id == name)
    if given.range is None:
        return template
    return filled(template, given.range, speaker.unit(given.unit), speaker.told_in)


def _cites(proof: DecisionProof, knowledge: Knowledge) -> frozenset[str]:
    """The statements that the causes stand on, or are explained by, and those behind answers that count."""
    causes = {code for rule in proof.causes for code in statements_of(rule, knowledge)}
    return frozenset(with_named({*causes, *answered_by(proof.case)}, knowledge))


def _frame(proof: DecisionProof, speaker: Speaker) -> Iterator[str]:
    """What every text may say: the words of the interface, names of facts and topics, answers, and which knowledge."""
    knowledge, case = speaker.knowledge, proof.case
    for forms in section("tell", *_HEADINGS, language=speaker.language).values():
        pieces = (piece.strip(" .:;,") for form in forms for piece, *_ in Formatter().parse(form))
        yield from (piece for piece in pieces if len(piece) > LONGEST_JOINT)
    for fact in knowledge.vocabulary.facts.values():
        yield from (speaker.text(fact.question), speaker.name(fact.id), f"{speaker.name(fact.id)} ({fact.id})")
    yield from (speaker.name(topic) for topic in knowledge.vocabulary.topics)
    yield from (speaker.answer(slot, value) for slot, value in (*case.values.items(), *case.given.items()))
    yield from (answer_given(slot, case, speaker) for slot in case.given)
    yield from (line.text for line in (*tell_granted(case, speaker), *granted_plainly(case, speaker)))
    yield from _knowledge_names(proof, speaker)


def _knowledge_names(proof: DecisionProof, speaker: Speaker) -> Iterator[str]:
    manifest, name = speaker.knowledge.manifest, proof.knowledge
    yield from provenance(name, speaker)
    yield from (speaker.text(manifest.notice), speaker.text(manifest.title), f"{name.name} {name.version}")
    yield name.digest[:SHORT_DIGEST]
    yield from map(speaker.text, manifest.packs.values())
    for setting in manifest.settings.values():
        yield speaker.text(setting.title)
        yield from (speaker.text(option.label) for option in setting.options)
    yield speaker.text(speaker.knowledge.audience.title)
    for one in proof.cited.values():
        yield from (source_title(one.source, speaker), one.source.url)


def _registered(text: _Told, proof: DecisionProof, speaker: Speaker) -> Iterator[int]:
    """The lines that say what a statement says which another line names, and which nothing else tells."""
    tokens, lines = Counter(match[0] for match in TOKEN.finditer(text.all)), Counter(text.lines)
    for code in proof.cited:
        told = plainly(speaker.source(code))
        if tokens[code] > 1 and lines[told] == 1 and text.all.count(told) == 1:
            yield text.lines.index(told)


def _heads_and_tests(rule: RuleProof, proof: DecisionProof, speaker: Speaker) -> Iterator[str]:
    yield rule_state(rule.rule, rule.truth, speaker)
    yield from (speaker.condition(one, proof.case) for one in spoken(rule.condition))


def _cause(proven: RuleProof, proof: DecisionProof, speaker: Speaker) -> Iterator[str]:
    """Everything that may be said of a rule that is a cause."""
    yield from _heads_and_tests(proven, proof, speaker)
    yield from (speaker.rule(proven.rule), speaker.name(proven.rule))
    if proven.rule == SCOPE:
        yield speaker.text(speaker.knowledge.manifest.scope.because)
        return
    rule = speaker.knowledge.rules[proven.rule]
    yield from map(speaker.text, (rule.because, rule.interpretation, rule.evidence.note))
    yield speaker.ground(rule)


def _texts(
    text: _Told, allowed: _Allowed, watched: "Iterable[Watched]", proof: DecisionProof, speaker: Speaker
) -> Iterator[Slip]:
    """Texts of the knowledge base, in any of its languages, and states, that the proof does not have."""
    for fault, name, words in watched:
        for span in allowed.left.find(words):
            if not allowed.covers(span):
                yield Slip(text.line_at(span.start), fault, name, text.all[span.start : span.end])
    given = {each.advice.id for each in proof.in_state(State.GIVEN)}
    for item in speaker.knowledge.vocabulary.items.values():
        for span in (span for pieces in _with_places(item) for span in text.find_filled(pieces)):
            if not allowed.covers(span):
                fault = Fault.AMOUNT if item.id in given else Fault.ITEM
                yield Slip(text.line_at(span.start), fault, item.id, text.all[span.start : span.end])


Watched = tuple[Fault, str, str]


def _watched(sayable: _Sayable, proof: DecisionProof, speaker: Speaker) -> Iterator[Watched]:
    """Every phrase that counts wherever it is not allowed."""
    return ((fault, name, plainly(words)) for fault, name, words in _watchable(sayable, proof, speaker))


def _watchable(sayable: _Sayable, proof: DecisionProof, speaker: Speaker) -> Iterator[Watched]:
    knowledge, causes = speaker.knowledge, proof.causes
    for rule in knowledge.rules.values():
        yield from ((Fault.CAUSE, rule.id, rule_state(rule.id, truth, speaker)) for truth in (True, False, None))
        if rule.id not in causes:
            said = (rule.title, rule.because, rule.interpretation, rule.evidence.note)
            yield from ((Fault.CAUSE, rule.id, words) for one in said for words in _everywhere(one))
    for name, statement in knowledge.statements.items():
        if name not in sayable.cites:
            yield from ((Fault.CAUSE, name, words) for words in _everywhere(statement.says))
    for name, finding in knowledge.vocabulary.findings.items():
        titled = f"{speaker.name(name)} ({name})"
        yield from ((Fault.CAUSE, name, f"{titled}: {speaker.say(state)}") for state in _STATES.values())
        if name not in sayable.findings:
            yield from ((Fault.CAUSE, name, words) for words in _everywhere(finding.title))
    for item in knowledge.vocabulary.items.values():
        titled = speaker.item(item.id)
        yield from ((Fault.STATE, item.id, f"{titled}: {speaker.say(f'state-{state}')}") for state in State)
        if not item.unit:
            yield from ((Fault.ITEM, item.id, words) for words in _everywhere(item.text))


def _everywhere(text: Text) -> Iterator[str]:
    return (words for _, words in text.translations)


def _with_places(item: Item) -> Iterator[tuple[str, ...]]:
    """The text of an item with amounts in each language: the pieces between which something is filled in."""
    for words in _everywhere(item.text) if item.unit else ():
        pieces = [""]
        for piece, name, *_ in Formatter().parse(plainly(words)):
            pieces[-1] += piece
            pieces += [""] if name else []
        yield tuple(pieces)


def _ids(text: _Told, allowed: _Allowed, speaker: Speaker) -> Iterator[Slip]:
    """Ids of items and causes that the proof does not have."""
    knowledge = speaker.knowledge
    items = knowledge.vocabulary.items
    for name, span in _names(
        text.all, {*items, *knowledge.rules, *knowledge.vocabulary.findings, *knowledge.statements}
    ):
        if not allowed.names(name, text.line_at(span.start)) and not allowed.covers(span):
            fault = Fault.ITEM if name in items else Fault.CAUSE
            yield Slip(text.line_at(span.start), fault, name, name)


def _names(text: str, known: Collection[str]) -> Iterator[tuple[str, _Span]]:
    """Ids where they can be nothing else: with a sign or digit in them, or where names stand."""
    for match in TOKEN.finditer(text):
        if match[0] in known and not match[0].isalpha():
            yield match[0], _Span(*match.span())
    for match in _NAMED.finditer(text):
        names = (match[1] or match[2]).split(", ")
        if all(name in known for name in names):
            yield from ((name, _Span(*match.span())) for name in names)


def _amounts(text: _Told, allowed: _Allowed) -> Iterator[Slip]:
    """Numbers outside every sentence that is allowed."""
    for match in _NUMBER.finditer(text.all):
        if not allowed.covers(_Span(*match.span())):
            yield Slip(text.line_at(match.start()), Fault.AMOUNT, match[0], text.lines[text.line_at(match.start())])


def _states(text: _Told, proof: DecisionProof, speaker: Speaker) -> Iterator[Slip]:
    """Items in a line that says of all it names that they are withheld, or open, and that are not."""
    for key, state in (("told-not-now", State.WITHHELD), ("told-not-yet", State.OPEN)):
        such = {each.advice.id for each in proof.in_state(state)}
        for number, line in enumerate(text.lines):
            for name in _listed(line, key, proof, speaker) - such:
                yield Slip(number, Fault.STATE, name, line)


def _listed(line: str, key: str, proof: DecisionProof, speaker: Speaker) -> set[str]:
    """The items that a line of this kind names, by their ids or by a whole topic."""
    before, _, after = speaker.say(key, items="\n").partition("\n")
    if not line.startswith(before) or not line.endswith(after):
        return set()
    told = f"; {line.removeprefix(before).removesuffix(after)}; "
    named = {name for name, _ in _names(told, speaker.knowledge.vocabulary.items)}
    whole = {each.advice.id for each in proof.items if f"; {plainly(speaker.name(each.advice.topic))}; " in told}
    return named | whole


def _dropped(text: _Told, allowed: _Allowed, proof: DecisionProof, speaker: Speaker) -> Iterator[Slip]:
    """Withheld items that no line calls withheld, and given referrals whose text is nowhere told."""
    listed = {name for line in text.lines for name in _listed(line, "told-not-now", proof, speaker)}
    for each in proof.in_state(State.WITHHELD):
        name = each.advice.id
        if name not in listed and plainly(f"{speaker.item(name)}: {speaker.say('state-withheld')}") not in text.lines:
            yield Slip(-1, Fault.DROPPED_ITEM, name)
    for each in proof.in_state(State.GIVEN):
        if speaker.knowledge.vocabulary.topics[each.advice.topic].referral:
            words = plainly(item_text(each.advice.id, proof, speaker))
            if words and all(allowed.exceeds(span) for span in text.find(words)):
                yield Slip(-1, Fault.DROPPED_REFERRAL, each.advice.id)
