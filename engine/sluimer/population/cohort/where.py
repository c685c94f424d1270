"""Which persons of a population are asked about, in sentences such as `water is given and not rule drooping fired`.

A part in braces is a condition as rules have it: `{age: {at_least: 65}}`. All of it becomes one condition over the net,
so that an answer means here what it means to a rule, and what is unknown is not true.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from sluimer.knowledge.base import Knowledge
from sluimer.knowledge.condition import All, Any, Condition, Is, Known, Not
from sluimer.knowledge.vocabulary import fact_of
from sluimer.language.forms import WHETHER_KNOWN
from sluimer.meaning.model import Outcome, State
from sluimer.meaning.net import OUTCOME, rule_name, state_name
from sluimer.messages import PopulationError, Position, Problems, listed
from sluimer.read import form
from sluimer.read.conditions import read_condition
from sluimer.read.lexicon import Lexicon
from sluimer.read.manifest import lexicon_of
from sluimer.read.nodes import DEEPEST, MappingNode, ScalarNode, parse

OPTION = "--where"
LONGEST = 4_000
"""Characters of a question."""
_TOKEN = re.compile(r"[(){}]|[^\s(){}]+")
_JOIN: Mapping[str, type[All] | type[Any]] = {"and": All, "or": Any}


@dataclass(frozen=True, slots=True)
class _Token:
    """A word or sign, or a whole part in braces, and how many characters stand before it."""

    text: str
    offset: int

    @property
    def position(self) -> Position:
        """Where it stands."""
        return Position(OPTION, 1, self.offset + 1)


class _StuckError(Exception):
    """Reading cannot go on; the problem is noted."""


def read_where(text: str, knowledge: Knowledge) -> Condition:
    """The condition that a question asks of each person; raises PopulationError with what is wrong with it."""
    problems = Problems()
    try:
        condition = _Sentences(text, knowledge, problems).whole()
    except _StuckError:
        condition = All()
    if len(problems):
        raise PopulationError(problems.sorted())
    return condition


class _Sentences:
    """The words of a question, read from left to right."""

    def __init__(self, text: str, knowledge: Knowledge, problems: Problems) -> None:
        self._text = " ".join(text.splitlines())
        self._problems = problems
        self._names = _Names(knowledge, problems)
        self._tokens = [*_tokens(self._text)] if len(text) <= LONGEST else []
        self._next = 0
        self._deep = 0

    def whole(self) -> Condition:
        """All of it."""
        found = self._joined()
        return found if self._ahead() is None else self._stuck()

    def _ahead(self, by: int = 0) -> str | None:
        place = self._next + by
        return self._tokens[place].text if place < len(self._tokens) else None

    def _take(self) -> _Token:
        if self._next == len(self._tokens):
            self._stuck()
        self._next += 1
        return self._tokens[self._next - 1]

    def _stuck(self, code: str = "where-not-read") -> Condition:
        """Note that the next word cannot stand here, and end."""
        there = self._tokens[self._next] if self._next < len(self._tokens) else _Token("", len(self._text))
        self._problems.add(code, there.position, said=there.text or "…")
        raise _StuckError

    def _joined(self) -> Condition:
        """Parts with one word between them all; two words without brackets could mean two things."""
        parts, word = [self._negated()], self._ahead() or ""
        while self._ahead() in _JOIN:
            if self._ahead() != word:
                self._stuck("where-mixed")
            self._take()
            parts.append(self._negated())
        return _JOIN[word](tuple(parts)) if word in _JOIN else parts[0]

    def _negated(self) -> Condition:
        turned = False
        while self._ahead() == "not":
            self._take()
            turned = not turned
        return Not(self._part()) if turned else self._part()

    def _part(self) -> Condition:
        ahead = self._ahead() or ""
        if ahead == "(":
            return self._in_brackets()
        if ahead.startswith("{"):
            return self._names.condition(self._text, self._take())
        if ahead == "rule" and self._ahead(2) == "fired":
            self._take()
            name = self._take()
            self._take()
            return self._names.rule(name)
        return self._sentence()

    def _in_brackets(self) -> Condition:
        self._deep += 1
        if self._deep > DEEPEST:
            self._stuck()
        self._take()
        found = self._joined()
        if self._ahead() != ")":
            self._stuck()
        self._take()
        self._deep -= 1
        return found

    def _sentence(self) -> Condition:
        if self._ahead(1) != "is" or self._ahead() in _SIGNS:
            self._next += self._ahead() not in _SIGNS and self._ahead() is not None
            self._stuck()
        name, _ = self._take(), self._take()
        turned = self._ahead() == "not"
        if turned:
            self._take()
        if self._ahead() in _SIGNS:
            self._stuck()
        found = self._names.sentence(name, self._take())
        return Not(found) if turned else found


_SIGNS = ("(", ")", "{", "}")


def _tokens(text: str) -> Iterator[_Token]:
    """The words and signs, and each part in braces as one."""
    place = 0
    while found := _TOKEN.search(text, place):
        place = _end_of_braces(text, found.start()) if found[0] == "{" else found.end()
        yield _Token(text[found.start() : place], found.start())


def _end_of_braces(text: str, start: int) -> int:
    deep = 0
    for place in range(start, len(text)):
        deep += (text[place] == "{") - (text[place] == "}")
        if not deep:
            return place + 1
    return len(text)


class _Names:
    """What the names in a question mean."""

    def __init__(self, knowledge: Knowledge, problems: Problems) -> None:
        self._knowledge = knowledge
        self._problems = problems
        known = knowledge.vocabulary
        self._scored = {*known.facts, *known.findings, *known.scores}
        self._options = {name for fact in known.facts.values() for name in fact.slots} - {*known.facts}

    def condition(self, text: str, token: _Token) -> Condition:
        """A part in braces."""
        node = parse(" " * token.offset + text[token.offset : token.offset + len(token.text)], OPTION, self._problems)
        return read_condition(node, self._lexicon(self._problems)) if node is not None else All()

    def rule(self, name: _Token) -> Condition:
        """That a rule fired."""
        if name.text not in self._knowledge.rules:
            near = self._problems.nearest(name.text, self._knowledge.rules)
            self._problems.add("where-unknown-rule", name.position, near, name=name.text)
        return Is(rule_name(name.text), (True,))

    def sentence(self, name: _Token, said: _Token) -> Condition:
        """That something is so; where the name can mean two things, what is said of it must fit one of them alone."""
        readings = [one for one in self._readings(name, said) if one is not None]
        if len(readings) == 1:
            return readings[0]
        if readings:
            self._problems.add("where-two-meanings", name.position, name=name.text, value=said.text)
        else:
            self._report(name, said)
        return All()

    def _readings(self, name: _Token, said: _Token) -> Iterator[Condition | None]:
        if name.text in self._knowledge.vocabulary.items and said.text in _words(State):
            yield Is(state_name(name.text), (State(said.text),))
        if name.text == OUTCOME and said.text in _words(Outcome):
            yield Is(OUTCOME, (Outcome(said.text),))
        quiet = Problems()
        found = self._answer(name, said, quiet)
        yield found if not len(quiet) else None

    def _answer(self, name: _Token, said: _Token, problems: Problems) -> Condition | None:
        """A test of an answer, finding or score, as a rule would have it; None where nothing is called so."""
        value = ScalarNode(said.text, *said.position.spot)
        if name.text in self._scored:
            key = ScalarNode(name.text, *name.position.spot)
            return read_condition(MappingNode(((key, value),), *name.position.spot), self._lexicon(problems))
        if name.text not in self._options:
            return None
        if said.text in WHETHER_KNOWN:
            return Known(fact_of(name.text), (name.text,), known=said.text == "known")
        answer = form.yes_no(value, name.text, problems)
        return None if answer is None else Is(name.text, (answer,))

    def _report(self, name: _Token, said: _Token) -> None:
        """Say what is wrong with a sentence that means nothing."""
        items = self._knowledge.vocabulary.items
        if name.text in self._scored or name.text in self._options:
            self._answer(name, said, self._problems)
        elif name.text in items or name.text == OUTCOME:
            known = _words(State if name.text in items else Outcome)
            near = self._problems.nearest(said.text, known)
            words = {"name": name.text, "value": said.text, "known": listed(known)}
            self._problems.add("where-unknown-value", said.position, near, **words)
        else:
            near = self._problems.nearest(name.text, {*items, *self._scored, *self._options, OUTCOME})
            self._problems.add("where-unknown-name", name.position, near, name=name.text)

    def _lexicon(self, problems: Problems) -> Lexicon:
        return lexicon_of(self._knowledge.manifest, problems).with_vocabulary(self._knowledge.vocabulary)


def _words(values: type[StrEnum]) -> Sequence[str]:
    return [*map(str, values)]
