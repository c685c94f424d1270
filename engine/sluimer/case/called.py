"""Finding the options of a fact by what people call them: by a label or another name, in any language."""

import re
from functools import cache
from unicodedata import combining, normalize

from sluimer.knowledge.vocabulary import Fact, Option

_BRACKETS = re.compile(r"\(([^()]*)\)")


def options_called(said: str, fact: Fact) -> tuple[Option, ...]:
    """The options that are called so; where there are several, which one is meant must be asked.

    Capitals, accents and spaces around it do not count, and nothing is guessed: a part of a name is no name.
    """
    wanted = plain_name(said)
    return tuple(option for option in fact.options if wanted in names_of(option))


@cache
def names_of(option: Option) -> frozenset[str]:
    """What an option may be called: its id, what people call it, and its label with and without what is in brackets."""
    labels = [label for _, label in option.label.translations]
    short = [_BRACKETS.sub(" ", label) for label in labels]
    within = [each for label in labels for each in _BRACKETS.findall(label) if ":" not in each]
    return frozenset(filter(None, map(plain_name, (option.id, *labels, *short, *within, *option.names))))


def plain_name(text: str) -> str:
    """A name without what makes no difference: capitals, accents, needless spaces, the kind of apostrophe, a full stop.

    >>> plain_name(" Nitrofurantoïne. ")
    'nitrofurantoine'
    """
    bare = "".join(char for char in normalize("NFKD", text) if not combining(char))
    words = " ".join(bare.replace("\N{RIGHT SINGLE QUOTATION MARK}", "'").casefold().split())
    return words.rstrip(".!") or words
