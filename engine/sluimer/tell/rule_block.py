"""What a text says below the head of a rule: whether its tests, how they count, and its sources are that rule's own."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from sluimer.explain.argument import Bearing, DecisionProof
from sluimer.explain.condition_proof import ConditionProof, PartsProof, TestResult, spoken
from sluimer.explain.proof import FindingProof, RuleProof, ScoreProof
from sluimer.knowledge.cited import statements_of
from sluimer.tell.outline import Line
from sluimer.tell.rule_proof import finding_tally, ground_lines, rule_state, score_lines
from sluimer.tell.slip import Fault, Slip, plainly
from sluimer.tell.speaker import Speaker

Texts = frozenset[str]


@dataclass(frozen=True, slots=True)
class RuleWords:
    """What may stand below the head of one rule: its tests, its tallies each as often as it is there, and the rest."""

    rule: str
    tests: Texts
    tallies: Counter[str]
    beside: Texts
    statements: Texts

    def block(self, numbers: Sequence[int], texts: Sequence[str], watched: "_Watched") -> "RuleBlock":
        """What these lines of a text say below the head of the rule."""
        own = {*self.tests, *self.tallies, *self.beside}
        said = Counter(texts[number] for number in numbers)
        foreign = (number for number in numbers if texts[number] not in own and watched.says(texts[number]))
        lacking = (self.tallies - said).elements() if self.tests & said.keys() else ()
        return RuleBlock(
            self.rule,
            tuple(numbers),
            tuple(number for number in numbers if texts[number] in own),
            tuple((number, texts[number]) for number in foreign),
            tuple(lacking),
            self.statements,
        )


@dataclass(frozen=True, slots=True)
class RuleBlock:
    """The lines below one head of a rule, without those below the head of another; `own` are words of that rule.

    `foreign` are lines that say what only another rule could, and `lacking` the tallies that its tests need.
    """

    rule: str
    lines: tuple[int, ...]
    own: tuple[int, ...]
    foreign: tuple[tuple[int, str], ...]
    lacking: tuple[str, ...]
    statements: Texts


class RuleTexts:
    """What may stand below the head of each rule of one decision, in one language."""

    def __init__(self, proof: DecisionProof, speaker: Speaker) -> None:
        rules = {**proof.causes, **{one.rule: one for one in proof.silent}}
        findings = {one.finding: one for one in (*proof.findings, *proof.beside)}
        self._words = {name: _words(one, findings, proof, speaker) for name, one in rules.items()}
        self._words |= {one.score: _words_of_score(one, findings, proof, speaker) for one in proof.scores}
        self._heads = {**_heads(rules, speaker), **{plainly(speaker.score(one)): one.score for one in proof.scores}}
        self._watched = _Watched(self._words, speaker)

    def blocks(self, lines: Sequence[Line]) -> tuple[RuleBlock, ...]:
        """Every block of a text, in order."""
        texts = [plainly(line.text) for line in lines]
        found = {at: self._words[self._heads[text]] for at, text in enumerate(texts) if text in self._heads}
        below: dict[int, list[int]] = {at: [] for at in found}
        for number, owner in _owners(lines, found):
            below[owner].append(number)
        return tuple(found[at].block(numbers, texts, self._watched) for at, numbers in below.items())


def misplaced(blocks: Sequence[RuleBlock]) -> Iterator[Slip]:
    """Tests, tallies and sources below the head of a rule that are not its own, and tallies that are left out."""
    for block in blocks:
        yield from (Slip(number, Fault.CONDITION, block.rule, text) for number, text in block.foreign)
        yield from (Slip(block.lines[0], Fault.CONDITION, block.rule, text) for text in block.lacking)


def _owners(lines: Sequence[Line], heads: Mapping[int, RuleWords]) -> Iterator[tuple[int, int]]:
    """For each line below a head the line of that head, which is the nearest one that is less deep."""
    open_heads: list[int] = []
    for number, line in enumerate(lines):
        while open_heads and (not line.text or lines[open_heads[-1]].depth >= line.depth):
            open_heads.pop()
        if number in heads:
            open_heads.append(number)
        elif open_heads:
            yield number, open_heads[-1]


def _heads(rules: Mapping[str, RuleProof], speaker: Speaker) -> Mapping[str, str]:
    """The rule that each line is the head of."""
    keys = [f"argument-{may}{bearing}" for bearing in Bearing for may in ("", "may-")]
    heads = {}
    for name, proof in rules.items():
        state = rule_state(name, proof.truth, speaker)
        told = (speaker.rule(name), state, *(speaker.say(key, rule=state) for key in keys))
        heads.update(dict.fromkeys(map(plainly, told), name))
    return heads


def _words(rule: RuleProof, findings: Mapping[str, FindingProof], proof: DecisionProof, speaker: Speaker) -> RuleWords:
    beside = [line.text for line in ground_lines(rule, speaker)]
    statements = statements_of(rule.rule, speaker.knowledge)
    return _said(rule.rule, [rule.condition], beside, (rule.cites, statements), (findings, proof, speaker))


def _words_of_score(
    score: ScoreProof, findings: Mapping[str, FindingProof], proof: DecisionProof, speaker: Speaker
) -> RuleWords:
    """What may stand below the head of a score: its points, and the conditions of those that count or may."""
    beside = [line.text for line in score_lines(score, proof.case, speaker)]
    conditions = [one.condition for one in score.told]
    return _said(score.score, conditions, beside, (score.cites, score.cites), (findings, proof, speaker))


def _said(
    name: str,
    conditions: Iterable[ConditionProof],
    beside: Iterable[str],
    sources: tuple[Iterable[str], Iterable[str]],
    about: tuple[Mapping[str, FindingProof], DecisionProof, Speaker],
) -> RuleWords:
    """The words of conditions, with what is said beside them, and the codes and the statements they stand on."""
    findings, proof, speaker = about
    cites, statements = sources[0], frozenset(sources[1])
    every = [one.part for condition in conditions for one in spoken(condition)]
    told = [
        (one.part, plainly(speaker.condition(one, proof.case))) for condition in conditions for one in spoken(condition)
    ]
    tested = [findings[part.name] for part in every if isinstance(part, TestResult) and part.name in findings]
    also = [line.text for one in tested for line in finding_tally(one, speaker)]
    also += [*beside, speaker.say("cites", cites=", ".join(cites))]
    return RuleWords(
        name,
        frozenset(text for part, text in told if not isinstance(part, PartsProof)),
        Counter(text for part, text in told if isinstance(part, PartsProof)),
        frozenset(map(plainly, (*also, *(text for code in statements for text in _sourced(code, speaker))))),
        statements,
    )


def _sourced(code: str, speaker: Speaker) -> tuple[str, str]:
    """How a statement is told below a rule: as its source, or as what explains it."""
    return speaker.source(code), speaker.say("explained-by", source=speaker.source(code))


class _Watched:
    """Whether a line says what belongs to some rule: a test, a tally or a source."""

    def __init__(self, words: Mapping[str, RuleWords], speaker: Speaker) -> None:
        statements = speaker.knowledge.statements
        self._sources = {plainly(text) for code in statements for text in _sourced(code, speaker)}
        self._tests = frozenset[str]().union(*(one.tests for one in words.values()))
        keys = ("needed", "must-not-be", "counts-when", "counts-when-not")
        starts = (speaker.say(f"parts-{key}", parts="") for key in keys)
        self._starts = (*starts, speaker.say("needed-rules", parts=""))

    def says(self, text: str) -> bool:
        """Whether it belongs to some rule."""
        return text in self._tests or text in self._sources or text.startswith(self._starts)
