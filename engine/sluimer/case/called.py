"""Finding the options of a fact by what people call them: by a label or another name, in any language."""

from unicodedata import combining, normalize

from sluimer.knowledge.vocabulary import Fact, Option


def options_called(said: str, fact: Fact) -> tuple[Option, ...]:
    """The options that are called so; where there are several, which one is meant must be asked.

    Capitals, accents and spaces around it do not count, and nothing is guessed: a part of a name is no name.
    """
    wanted = _plain(said)
    return tuple(option for option in fact.options if wanted and wanted in _names(option))


def _names(option: Option) -> set[str]:
    labels = (text for _, text in option.label.translations)
    return {_plain(name) for name in (option.id, *labels, *option.names)}


def _plain(text: str) -> str:
    """A name without capitals, accents and needless spaces.

    >>> _plain(" Nitrofurantoïne ")
    'nitrofurantoine'
    """
    bare = "".join(char for char in normalize("NFKD", text) if not combining(char))
    return " ".join(bare.casefold().split())
