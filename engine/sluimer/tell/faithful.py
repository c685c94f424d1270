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
from collections.abc import Collection, Iterable, Iterator, Sequence
from itertools import accumulate
from string import Formatter
from typing import Final, NamedTuple

from sluimer.explain.argument import DecisionProof
from sluimer.explain.citation import answered_by
from sluimer.explain.condition_proof import spoken
from sluimer.explain.proof import RuleProof
from sluimer.knowledge.base import SCOPE, Knowledge
from sluimer.knowledge.cited import TOKEN, statements_of, with_named
from sluimer.knowledge.presentation import VERDICTS
from sluimer.knowledge.text import Text
from sluimer.knowledge.vocabulary import Item
from sluimer.meaning.logic import Truth
from sluimer.meaning.model import State
from sluimer.messages.texts import section
from sluimer.tell.auditor import account_counts, answer_given, finding_state, provenance
from sluimer.tell.emergency import tell_emergency
from sluimer.tell.item_texts import amount_text, item_text
from sluimer.tell.outline import Line, Outline
from sluimer.tell.professional import item_state
from sluimer.tell.rule_block import RuleTexts, misplaced
from sluimer.tell.rule_proof import finding_tally, further_stops, rule_state, score_lines
from sluimer.tell.sections import SHORT_DIGEST, assumption_lines, capital, superseded_by
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
        self.proof = proof
        self.speaker = Speaker(knowledge, language)
        self.rules = RuleTexts(proof, self.speaker)
        cites = _cites(proof, knowledge)
        self.ids = frozenset((*proof.causes, *cites, *(each.advice.id for each in proof.items)))
        self.ids |= {name for each in proof.items for name in each.advice.superseded_by}
        self.ids |= {*(one.finding for one in proof.findings), *(one.score for one in proof.scores)}
        self.emergency = frozenset(plainly(line.text) for line in _emergency(proof, self.speaker))
        self.phrases = frozenset(map(plainly, _phrases(proof, cites, self.speaker)))
        watched = _watchable(proof, cites, self.speaker)
        self.watched = tuple((fault, name, plainly(words)) for fault, name, words in watched)

    def slips(self, lines: Iterable[Line]) -> tuple[Slip, ...]:
        """Every place where a text departs from the proof."""
        reading = _TextReading(tuple(lines), self)
        found = (reading.words(), reading.ids(), reading.amounts(), reading.states(), reading.dropped())
        return tuple(sorted({*misplaced(reading.blocks), *(slip for some in found for slip in some)}))


class _Span(NamedTuple):
    """Words at a place in the text."""

    start: int
    end: int


class _FilledPhrase:
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


class _Text:
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

    def without(self, numbers: Collection[int]) -> "_Text":
        """The text without these lines, in which all else stands where it did."""
        return _Text(tuple("\0" * len(line) if number in numbers else line for number, line in enumerate(self.lines)))

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
        filled, place = _FilledPhrase(self.all, pieces), self.all.find(pieces[0])
        while place >= 0:
            end = filled.end_from(0, place + len(pieces[0]))
            if end is not None:
                yield _Span(place, end)
            place = self.all.find(pieces[0], place + 1 if end is None else max(end, place + 1))

    def _is_whole(self, span: _Span) -> bool:
        before = self.all[max(span.start - 1, 0) : span.start + 1]
        return not _WITHIN_WORD.match(before) and not _WITHIN_WORD.match(self.all, span.end - 1)


LONGEST_AMOUNT = 61
"""Characters of an amount with its unit; it begins with a digit."""
LONGEST_JOINT = 3
"""Letters of what only joins other words, such as `and`; nothing is called so."""

_LETTER = re.compile(r"\w")
_WITHIN_WORD = re.compile(r"\w\w")
_NUMBER = re.compile(r"(?<!\w)\d+(?:[.,]\d+)*")
_TRUTHS: tuple[Truth, ...] = (True, False, None)
_NAMED = re.compile(r"\(([^()\n]+)\)|`([^`\n]+)`")


class _TextReading:
    """One text, with where it says what the proof allows, and what in it departs from the proof."""

    def __init__(self, lines: Sequence[Line], standard: Standard) -> None:
        self.blocks = standard.rules.blocks(lines)
        self._standard = standard
        self._proof, self._speaker = standard.proof, standard.speaker
        self._text = text = _Text(tuple(plainly(line.text) for line in lines))
        self._in_blocks = {number: block.statements for block in self.blocks for number in block.lines}
        own = (number for block in self.blocks for number in block.own)
        phrased = (number for number, line in enumerate(text.lines) if line in standard.phrases)
        whole = {*own, *phrased, *self._registered()}
        self._left = text.without(whole)
        found = (span for phrase in standard.phrases for span in self._left.find(phrase))
        spans = sorted((*found, *map(text.whole, whole)), key=lambda span: span.start)
        self._starts = [span.start for span in spans]
        self._reach = list(accumulate((span.end for span in spans), max))

    def _registered(self) -> Iterator[int]:
        """The lines that say what a statement says which another line names, and which nothing else tells."""
        text = self._text
        tokens, lines = Counter(match[0] for match in TOKEN.finditer(text.all)), Counter(text.lines)
        for code in self._proof.cited:
            words = plainly(self._speaker.source(code))
            if tokens[code] > 1 and lines[words] == 1 and text.all.count(words) == 1:
                yield text.lines.index(words)

    def _covers(self, span: _Span) -> bool:
        """Whether the words stand inside something that is allowed."""
        known = bisect_right(self._starts, span.start)
        return known > 0 and self._reach[known - 1] >= span.end

    def _exceeds(self, span: _Span) -> bool:
        """Whether the words are only a part of something longer that is allowed."""
        before, known = (bisect_right(self._starts, place) for place in (span.start - 1, span.start))
        return (before > 0 and self._reach[before - 1] >= span.end) or (known > 0 and self._reach[known - 1] > span.end)

    def _slips(self, fault: Fault, name: str, spans: Iterable[_Span], words: str = "") -> Iterator[Slip]:
        """A slip at each of these places that is not allowed, with the words there or these."""
        for start, end in (span for span in spans if not self._covers(span)):
            yield Slip(self._text.line_at(start), fault, name, words or self._text.all[start:end])

    def words(self) -> Iterator[Slip]:
        """Texts of the knowledge base, in any of its languages, and states, that the proof does not have."""
        for fault, name, words in self._standard.watched:
            yield from self._slips(fault, name, self._left.find(words))
        given = {each.advice.id for each in self._proof.in_state(State.GIVEN)}
        for item in self._speaker.knowledge.vocabulary.items.values():
            fault = Fault.AMOUNT if item.id in given else Fault.ITEM
            for pieces in _with_places(item):
                yield from self._slips(fault, item.id, self._text.find_filled(pieces))

    def ids(self) -> Iterator[Slip]:
        """Ids of items and causes that the proof does not have."""
        knowledge = self._speaker.knowledge
        items = knowledge.vocabulary.items
        known = {*items, *knowledge.rules, *knowledge.vocabulary.findings, *knowledge.statements}
        for name, span in _names(self._text.all, known):
            in_block = self._in_blocks.get(self._text.line_at(span.start), ())
            if name not in self._standard.ids and name not in in_block:
                yield from self._slips(Fault.ITEM if name in items else Fault.CAUSE, name, [span], name)

    def amounts(self) -> Iterator[Slip]:
        """Numbers outside every sentence that is allowed."""
        for match in _NUMBER.finditer(self._text.all):
            line = self._text.lines[self._text.line_at(match.start())]
            yield from self._slips(Fault.AMOUNT, match[0], [_Span(*match.span())], line)

    def states(self) -> Iterator[Slip]:
        """Items in a line that says of all it names that they are withheld, or open, and that are not."""
        for key, state in (("told-not-now", State.WITHHELD), ("told-not-yet", State.OPEN)):
            such = {each.advice.id for each in self._proof.in_state(state)}
            for number, line in enumerate(self._text.lines):
                for name in self._listed(line, key) - such:
                    yield Slip(number, Fault.STATE, name, line)

    def _listed(self, line: str, key: str) -> set[str]:
        """The items that a line of this kind names, by their titles or by a whole topic."""
        before, _, after = self._speaker.say(key, items="\n").partition("\n")
        if not line.startswith(before) or not line.endswith(after):
            return set()
        names = f"; {line.removeprefix(before).removesuffix(after)}; "
        items = [each.advice for each in self._proof.items]
        whole = {item.id for item in items if f"; {plainly(self._speaker.name(item.topic))}; " in names}
        return whole | set(self._titled(names))

    def _titled(self, names: str) -> Iterator[str]:
        """The items whose titles stand between brackets in these names, the longest titles first."""
        speaker = self._speaker
        titles = {name: plainly(speaker.item(name)) for name in speaker.knowledge.vocabulary.items}
        for name, title in sorted(titles.items(), key=lambda pair: -len(pair[1])):
            listed = re.compile(rf"(?<=[(,] |.\(){re.escape(title)}(?=[,)])")
            if listed.search(names):
                names = listed.sub("", names)
                yield name

    def dropped(self) -> Iterator[Slip]:
        """Withheld items that no line calls withheld, and given referrals whose text is nowhere told."""
        text, speaker = self._text, self._speaker
        listed = {name for line in text.lines for name in self._listed(line, "told-not-now")}
        withheld = [each.advice.id for each in self._proof.in_state(State.WITHHELD)]
        alone = bool(text.lines) and self._standard.emergency.issuperset(text.lines)
        for name in withheld if not alone else ():
            states = {plainly(words) for words in _item_states(name, State.WITHHELD, speaker)}
            if name not in listed and states.isdisjoint(text.lines):
                yield Slip(-1, Fault.DROPPED_ITEM, name)
        for item in (each.advice for each in self._proof.in_state(State.GIVEN)):
            if speaker.knowledge.vocabulary.topics[item.topic].referral:
                words = plainly(item_text(item, speaker))
                if words and all(self._exceeds(span) for span in text.find(words)):
                    yield Slip(-1, Fault.DROPPED_REFERRAL, item.id)


def _item_states(name: str, state: State, speaker: Speaker) -> tuple[str, ...]:
    """An item with its state, without its id and with it."""
    return tuple(item_state(name, state, speaker, with_id) for with_id in (False, True))


def _phrases(proof: DecisionProof, cites: Iterable[str], speaker: Speaker) -> Iterator[str]:
    """What the proof allows to be said."""
    yield from _frame(proof, speaker)
    for each in proof.items:
        yield from (*_item_states(each.advice.id, each.advice.state, speaker), item_text(each.advice, speaker))
        yield superseded_by(each.advice.superseded_by, speaker)
        yield from (line.text for line in further_stops([one.proof for one in each.maybe], speaker))
    for finding in (*proof.findings, *proof.beside):
        yield from (finding_state(finding, speaker), *(line.text for line in finding_tally(finding, speaker)))
    for score in proof.scores:
        yield from (speaker.score(score), *(line.text for line in score_lines(score, proof.case, speaker)))
        yield from (speaker.condition(one, proof.case) for each in score.told for one in spoken(each.condition))
    yield from (speaker.name(name) for name in (*(one.finding for one in proof.findings), *proof.trace.ruled_out))
    for rule in proof.causes.values():
        yield from _cause(rule, proof, speaker)
    for rule in proof.silent:
        yield from _heads_and_tests(rule, proof, speaker)
    for rule in proof.fired:
        yield from map(speaker.effect, speaker.knowledge.rules[rule.rule].effects)
    yield speaker.say("holding", rules=", ".join(proof.trace.holding))
    for cite in cites:
        statement = speaker.knowledge.statements.get(cite)
        says = speaker.text(statement.says) if statement else cite
        yield from (cite, speaker.source(cite), speaker.statement(cite), says)


def _emergency(proof: DecisionProof, speaker: Speaker) -> Outline:
    """What a person is told of an emergency, and of nothing beside it."""
    given = [each.advice for each in proof.in_state(State.GIVEN)]
    return tell_emergency([item for item in given if item.urgent], speaker)


def _cites(proof: DecisionProof, knowledge: Knowledge) -> frozenset[str]:
    """The statements that the causes stand on, or are explained by, and those behind answers that count."""
    causes = {code for rule in proof.causes for code in statements_of(rule, knowledge)}
    causes |= {cite for score in proof.scores for cite in score.cites}
    return frozenset(with_named({*causes, *answered_by(proof.case)}, knowledge))


def _frame(proof: DecisionProof, speaker: Speaker) -> Iterator[str]:
    """What every text may say: words of the interface, names of facts, topics and items, answers, which knowledge."""
    knowledge, case = speaker.knowledge, proof.case
    for forms in section("tell", *_HEADINGS, language=speaker.language).values():
        pieces = (piece.strip(" .:;,") for form in forms for piece, *_ in Formatter().parse(form))
        yield from (piece for piece in pieces if len(piece) > LONGEST_JOINT)
    for fact in knowledge.vocabulary.facts.values():
        yield from (speaker.text(fact.question), speaker.name(fact.id), f"{speaker.name(fact.id)} ({fact.id})")
    names = [speaker.name(topic) for topic in knowledge.vocabulary.topics]
    names += [name(item) for item in knowledge.vocabulary.items for name in (speaker.item, speaker.not_having)]
    yield from (*names, *map(capital, names))
    yield from (speaker.answer(slot, value) for slot, value in (*case.values.items(), *case.given.items()))
    yield from (answer_given(slot, case, speaker) for slot in case.given)
    for with_ids in (True, False):
        yield from (line.text for line in assumption_lines(case, speaker, with_ids))
    yield from _first_words(proof, speaker)
    yield from _knowledge_names(proof, speaker)


def _first_words(proof: DecisionProof, speaker: Speaker) -> Iterator[str]:
    """What a summary and an index may say of this decision beside the texts of its items."""
    for name in VERDICTS:
        yield from speaker.verdict(name)
    yield from (amount_text(each.advice, speaker) for each in proof.in_state(State.GIVEN))
    yield account_counts(proof, speaker)
    for number in range(1, len(proof.items) + 1):
        yield from (speaker.say(f"summary-to-{what}", number=number) for what in ("ask", "read"))


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


def _watchable(proof: DecisionProof, cites: Collection[str], speaker: Speaker) -> Iterator[tuple[Fault, str, str]]:
    """Every phrase that counts wherever it is not allowed, with what it would be."""
    knowledge, causes, findings = speaker.knowledge, proof.causes, {one.finding for one in proof.findings}
    for rule in knowledge.rules.values():
        yield from ((Fault.CAUSE, rule.id, rule_state(rule.id, truth, speaker)) for truth in _TRUTHS)
        if rule.id not in causes:
            said = (rule.title, rule.because, rule.interpretation, rule.evidence.note)
            yield from ((Fault.CAUSE, rule.id, words) for one in said for words in _everywhere(one))
    for name, statement in knowledge.statements.items():
        if name not in cites:
            yield from ((Fault.CAUSE, name, words) for words in _everywhere(statement.says))
    for name, finding in knowledge.vocabulary.findings.items():
        titled = f"{speaker.name(name)} ({name})"
        yield from ((Fault.CAUSE, name, f"{titled}: {speaker.truth('state', truth)}") for truth in _TRUTHS)
        if name not in findings:
            yield from ((Fault.CAUSE, name, words) for words in _everywhere(finding.title))
    for item in knowledge.vocabulary.items.values():
        every = (words for state in State for words in _item_states(item.id, state, speaker))
        yield from ((Fault.STATE, item.id, words) for words in every)
        if not (item.unit or item.limit_of):
            yield from ((Fault.ITEM, item.id, words) for words in _everywhere(item.text))


def _everywhere(text: Text) -> Iterator[str]:
    return (words for _, words in text.translations)


def _with_places(item: Item) -> Iterator[tuple[str, ...]]:
    """The text of an item with amounts in each language: the pieces between which something is filled in."""
    for words in _everywhere(item.text) if item.unit or item.limit_of else ():
        pieces = [""]
        for piece, name, *_ in Formatter().parse(plainly(words)):
            pieces[-1] += piece
            pieces += [""] if name else []
        if any(piece.strip() for piece in pieces):  # else it is a number like any other
            yield tuple(pieces)


def _names(text: str, known: Collection[str]) -> Iterator[tuple[str, _Span]]:
    """Ids where they can be nothing else: with a sign or digit in them, or where names stand."""
    for match in TOKEN.finditer(text):
        if match[0] in known and not match[0].isalpha():
            yield match[0], _Span(*match.span())
    for match in _NAMED.finditer(text):
        names = (match[1] or match[2]).split(", ")
        if all(name in known for name in names):
            yield from ((name, _Span(*match.span())) for name in names)
