"""The statements that a knowledge base names: where it cites them, and where a text of its own names their code."""

import re
from collections.abc import Iterable, Iterator

from sluimer.knowledge.base import SCOPE, Knowledge
from sluimer.knowledge.strata import reached_from
from sluimer.knowledge.text import Text

TOKEN = re.compile(r"\w(?:[\w-]|\.(?=\w))*")
"""What an id can be."""


def codes_in(text: str, knowledge: Knowledge) -> Iterator[str]:
    """The codes of statements in a text, in their order; one of letters alone may be a common word, and is none."""
    tokens = (match[0] for match in TOKEN.finditer(text))
    return (token for token in tokens if token in knowledge.statements and not token.isalpha())


def statements_of(rule: str, knowledge: Knowledge) -> Iterator[str]:
    """The statements that a rule or the scope cites, those that explain it, and those that its texts name."""
    if rule == SCOPE:
        scope = knowledge.manifest.scope
        yield from scope.cites
        yield from _named((scope.because,), knowledge)
        return
    one = knowledge.rules[rule]
    yield from one.cites
    yield from knowledge.reasons_for(rule)
    yield from _named((one.title, one.because, one.interpretation, one.evidence.note), knowledge)


def with_named(codes: Iterable[str], knowledge: Knowledge) -> tuple[str, ...]:
    """These statements and those that their own words name, in the order of the ledger; codes without one come last."""
    known = knowledge.statements

    def named(code: str) -> Iterator[str]:
        return _named((known[code].says, known[code].where) if code in known else (), knowledge)

    found = reached_from(codes, named)
    inside = {*found}
    return (*(one for one in known if one in inside), *(one for one in found if one not in known))


def all_cited(knowledge: Knowledge) -> tuple[str, ...]:
    """Every statement that anything of a knowledge base names: rules, the scope, and what is implied or weighed."""
    rules = (code for rule in (SCOPE, *knowledge.rules) for code in statements_of(rule, knowledge))
    return with_named((*knowledge.citing, *rules), knowledge)


def _named(texts: Iterable[Text], knowledge: Knowledge) -> Iterator[str]:
    return (code for text in texts for _, words in text.translations for code in codes_in(words, knowledge))
