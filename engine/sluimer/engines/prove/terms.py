"""Terms of Z3 that are true or false, joined so that constants disappear."""

from collections.abc import Callable, Iterable
from typing import Any, TypeAlias

import z3

Term: TypeAlias = z3.BoolRef
TruthTerms = tuple[Term, Term]
"""Whether something is surely true, and whether it is surely false; unknown is neither."""

YES: Term = z3.BoolVal(True)
NO: Term = z3.BoolVal(False)


def every(terms: Iterable[Term]) -> Term:
    """That all of them hold; where there are none, it does."""
    return _joined(z3.And, terms, neutral=YES, decisive=NO)


def some(terms: Iterable[Term]) -> Term:
    """That any of them holds; where there are none, it does not."""
    return _joined(z3.Or, terms, neutral=NO, decisive=YES)


def opposite(term: Term) -> Term:
    """That it does not hold."""
    if term.eq(YES) or term.eq(NO):
        return NO if term.eq(YES) else YES
    return term.arg(0) if z3.is_not(term) else z3.Not(term)


def without(term: Term, taken: Term) -> Term:
    """That the first holds and the second does not."""
    return every((term, opposite(taken)))


def differs(one: Term, other: Term) -> Term:
    """That one of the two holds and the other does not."""
    return NO if one.eq(other) else z3.Xor(one, other)


def reaches(weighed: Iterable[tuple[Term, int]], bound: int) -> Term:
    """That the weights of those that hold, none of which is below 0, add up to this much or more."""
    counted = [(term, weight) for term, weight in weighed if weight and not term.eq(NO)]
    bound -= sum(weight for term, weight in counted if term.eq(YES))
    left = [(term, weight) for term, weight in counted if not term.eq(YES)]
    if bound <= 0:
        return YES
    return z3.PbGe(left, bound) if sum(weight for _, weight in left) >= bound else NO


def _joined(join: Callable[..., Any], terms: Iterable[Term], neutral: Term, decisive: Term) -> Term:
    parts = {term.get_id(): term for term in terms if not term.eq(neutral)}
    if decisive.get_id() in parts:
        return decisive
    return next(iter(parts.values())) if len(parts) == 1 else join(*parts.values()) if parts else neutral
