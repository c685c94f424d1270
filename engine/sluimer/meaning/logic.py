"""Kleene's strong logic: True, False, and None for unknown."""

from collections.abc import Iterable

Truth = bool | None


def negation(truth: Truth) -> Truth:
    """True of what is false, and unknown of what is unknown."""
    return None if truth is None else not truth


def count_truth(needed: int, truths: Iterable[Truth]) -> Truth:
    """Whether at least `needed` of them are true.

    >>> count_truth(2, [True, None, False]) is None
    True
    """
    given = tuple(truths)
    if given.count(True) >= needed:
        return True
    return None if given.count(True) + given.count(None) >= needed else False


def conjunction(truths: Iterable[Truth]) -> Truth:
    """Whether all are true; true when there are none."""
    given = tuple(truths)
    return count_truth(len(given), given)


def disjunction(truths: Iterable[Truth]) -> Truth:
    """Whether any is true; false when there are none."""
    return count_truth(1, truths)
