"""Terms of Z3 that are true or false, joined so that constants disappear."""

from collections.abc import Callable, Iterable, Sequence
from typing import Any, TypeAlias

import z3

Term: TypeAlias = z3.BoolRef
TruthTerms = tuple[Term, Term]
"""Whether something is surely true, and whether it is surely false; unknown is neither."""

YES: Term = z3.BoolVal(True)
NO: Term = z3.BoolVal(False)
_YES, _NO = YES.get_id(), NO.get_id()


def every(terms: Iterable[Term]) -> Term:
    """That all of them hold; where there are none, it does."""
    return _joined(z3.Z3_mk_and, terms, neutral=_YES, decisive=_NO)


def some(terms: Iterable[Term]) -> Term:
    """That any of them holds; where there are none, it does not."""
    return _joined(z3.Z3_mk_or, terms, neutral=_NO, decisive=_YES)


def opposite(term: Term) -> Term:
    """That it does not hold."""
    known = term.get_id()
    if known in (_YES, _NO):
        return NO if known == _YES else YES
    return term.arg(0) if z3.is_not(term) else z3.Not(term)


def without(term: Term, taken: Term) -> Term:
    """That the first holds and the second does not."""
    return every((term, opposite(taken)))


def named(name: str) -> Term:
    """A term that may hold or not, whatever others do."""
    return z3.Bool(name)


def same(one: Term, other: Term) -> Term:
    """That both hold, or none of the two."""
    return opposite(differs(one, other))


def differs(one: Term, other: Term) -> Term:
    """That one of the two holds and the other does not."""
    return NO if one.get_id() == other.get_id() else z3.Xor(one, other)


def made_alike(one: Term, other: Term) -> bool:
    """Whether the two are one term."""
    return bool(one.eq(other))


def reaches(weighed: Iterable[tuple[Term, int]], bound: int) -> Term:
    """That the weights of those that hold, none of which is below 0, add up to this much or more."""
    counted = [(term, weight) for term, weight in weighed if weight and term.get_id() != _NO]
    bound -= sum(weight for term, weight in counted if term.get_id() == _YES)
    left = [(term, weight) for term, weight in counted if term.get_id() != _YES]
    if bound <= 0:
        return YES
    return z3.PbGe(left, bound) if sum(weight for _, weight in left) >= bound else NO


def at_most(terms: Sequence[Term], most: int) -> Term:
    """That no more of them hold than so many."""
    return z3.AtMost(*terms, most) if most else opposite(some(terms))


def _joined(join: Callable[..., Any], terms: Iterable[Term], neutral: int, decisive: int) -> Term:
    """Each term once, joined; straight by the library below, since what stands over it checks each term again."""
    parts = {known: term for term in terms if (known := term.get_id()) != neutral}
    if decisive in parts:
        return parts[decisive]
    if len(parts) < 2:
        return next(iter(parts.values()), YES if neutral == _YES else NO)
    asts = (z3.Ast * len(parts))(*(term.as_ast() for term in parts.values()))
    context = z3.main_ctx()
    return z3.BoolRef(join(context.ref(), len(parts), asts), context)
