"""What a word was probably meant to be: a name nearly the same, that does not mean something else."""

import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import Final

LONGEST: Final = 60
"""Characters; what is longer is nobody's name."""
_CUTOFF: Final = 0.7
_PART_CUTOFF: Final = 0.6
_MARGIN: Final = 0.03
"""By how much the nearest must be nearer than the next; else it could be either."""

_JOINTS: Final = re.compile(r"[\s_\-]+")
_PARTS: Final = re.compile(r"[\s_\-/.,:]+")
_CODE: Final = re.compile(r"([a-z]+)[-.]?[0-9][0-9.\-]*[a-z]?")
_ANSWERS: Final = {
    **dict.fromkeys(("ja", "j", "y", "waar", "true"), "yes"),
    **dict.fromkeys(("nee", "neen", "n", "onwaar", "false"), "no"),
    **dict.fromkeys(("onbekend", "weet niet", "weet ik niet", "weet_niet", "don't know", "dont know", "?"), "unknown"),
    **dict.fromkeys(("wil ik niet zeggen", "zeg ik niet", "won't say", "wont say"), "declined"),
    **dict.fromkeys(("geen", "geen van deze", "none of these"), "none"),
    "bekend": "known",
}
"""What people write for the words that answers are written with."""
_NEGATING: Final = {"no", "not", "non", "never", "without", "niet", "geen", "nooit", "zonder"}
_OPPOSITE_BEGINNINGS: Final = (
    *(("in", "ex"), ("in", "out"), ("in", "de"), ("hypo", "hyper"), ("pre", "post"), ("brady", "tachy")),
    *(("sy", "dia"), ("inter", "exter"), ("intra", "extra"), ("with", "without"), ("on", "off")),
)


def nearest(word: str, candidates: Iterable[str]) -> str:
    """The candidate that `word` was probably meant to be, or an empty string.

    Capitals and joints are tried first, then the word for an answer in another language. A candidate that could be the
    opposite, or that is hardly nearer than another, is no guess.

    >>> nearest("Wet-Soil", ["wet_soil", "wet_soils"]), nearest("includes_any", ["includes_all"])
    ('wet_soil', '')
    """
    if len(word) > LONGEST:
        return ""
    known = sorted(candidates)
    same = [each for each in known if _plain(each) == _plain(word)]
    if same:
        return same[0]
    meant = answer_word(word)
    return meant if meant in known else _near(word.casefold(), {each.casefold(): each for each in known})


def answer_word(word: str) -> str:
    """The word for an answer that people mean by another one; empty where it is no such word.

    >>> answer_word("Nee"), answer_word("Weet niet"), answer_word("maybe")
    ('no', 'unknown', '')
    """
    return _ANSWERS.get(" ".join(word.casefold().split()), "")


def _near(word: str, known: Mapping[str, str]) -> str:
    likely = [each for each in known if _shared(word, each) >= _CUTOFF]
    if not likely:
        return ""
    from difflib import get_close_matches  # what goes well guesses nothing

    close = (each for each in get_close_matches(word, likely, n=5, cutoff=_CUTOFF) if _may_mean(word, each))
    near = sorted(close, key=lambda each: _nearness(word, each), reverse=True)
    if len(near) > 1 and _nearness(word, near[0]) - _nearness(word, near[1]) < _MARGIN:
        return ""
    return known[near[0]] if near else ""


def _shared(word: str, name: str) -> float:
    """The part of their letters that they share; they are no more alike than that."""
    return 2.0 * (Counter(word) & Counter(name)).total() / max(len(word) + len(name), 1)


def unexplained(missing: Collection[str], unknown: Collection[str]) -> set[str]:
    """The missing names that cannot be what one of the unknown names was meant to be.

    >>> unexplained({"thirsty", "happy"}, {"thristy"}), unexplained({"happy"}, {"glad"})
    ({'happy'}, set())
    """
    meant = {word: nearest(word, missing) for word in unknown}
    left = set(missing) - set(meant.values())
    return left if len(left) > sum(not each for each in meant.values()) else set()


def _plain(name: str) -> str:
    return _JOINTS.sub("", name.casefold())


def _alike(one: str, other: str) -> float:
    from difflib import SequenceMatcher

    return SequenceMatcher(None, other, one).ratio()


def _nearness(word: str, name: str) -> float:
    """How much they are alike; letters that changed places are the likeliest slip."""
    return _alike(word, name) + 0.05 * (sorted(word) == sorted(name))


def _may_mean(word: str, name: str) -> bool:
    """Whether a slip of the pen can have made one of the other; both are in small letters."""
    codes = _CODE.fullmatch(word), _CODE.fullmatch(name)
    if all(codes):
        return len({code[1] for code in codes if code}) == 1
    parts, others = _PARTS.split(word), _PARTS.split(name)
    if _NEGATING.intersection(parts) != _NEGATING.intersection(others) or _numbers(word, name):
        return False
    few, many = sorted((parts, others), key=len)
    pairs = tuple(_aligned(few, many))
    return len(pairs) == len(few) and not any(_opposite(*pair) for pair in pairs)


def _numbers(word: str, name: str) -> bool:
    """Whether both name a number, and not the same one."""
    found = re.findall("[0-9]+", word), re.findall("[0-9]+", name)
    return all(found) and found[0] != found[1]


def _aligned(few: list[str], many: list[str]) -> Iterator[tuple[str, str]]:
    """Each of these parts with the one of the others that it may be, in their order; one for one where they can."""
    if len(few) == len(many):
        yield from ((one, other) for one, other in zip(few, many, strict=True) if _alike(one, other) >= _PART_CUTOFF)
        return
    left = iter(many)
    for one in few:
        fitting = next((other for other in left if _alike(one, other) >= _PART_CUTOFF), None)
        if fitting is not None:
            yield one, fitting


def _opposite(one: str, other: str) -> bool:
    """Whether these words mean the opposite, or one is the other behind a beginning that may turn it round."""
    if one == other:
        return False
    shorter, longer = sorted((one, other), key=len)
    if any(_begin(pair, one, other) or _begin(pair, other, one) for pair in _OPPOSITE_BEGINNINGS):
        return True
    if longer.endswith(shorter) and (len(longer) - len(shorter) > 1 or longer[0] == "a"):
        return True
    return len(longer) > len(shorter) and any(
        _alike(longer[length:], shorter) > _alike(longer, shorter) for length in (2, 3)
    )


def _begin(pair: tuple[str, str], one: str, other: str) -> bool:
    first, second = pair
    return one.startswith(first) and other.startswith(second) and not one.startswith(second)
