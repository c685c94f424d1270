"""The same knowledge without scores: each test of one becomes the ordinary condition that it stands for.

A score reaches a bound where some way to share the bound among its terms has every term reach its share. In Kleene's
logic that is true just where the lowest possible total suffices, and false just where the highest does not.
"""

from collections.abc import Mapping
from dataclasses import replace
from fractions import Fraction
from itertools import product
from operator import le

from sluimer.knowledge.base import Knowledge
from sluimer.knowledge.condition import ALWAYS, All, Any, AtLeast, Condition, Not, Within
from sluimer.knowledge.vocabulary import Points, Score

Share = tuple[Fraction, ...]
"""How much each term of a score has to reach."""


def score_free(knowledge: Knowledge) -> Knowledge:
    """The knowledge in which no condition reads a score any more."""
    scores, manifest = knowledge.vocabulary.scores, knowledge.manifest
    rules = {
        name: replace(rule, condition=without_scores(rule.condition, scores)) for name, rule in knowledge.rules.items()
    }
    scope = replace(manifest.scope, condition=without_scores(manifest.scope.condition, scores))
    vocabulary = replace(knowledge.vocabulary, scores={})
    return replace(knowledge, rules=rules, manifest=replace(manifest, scope=scope), vocabulary=vocabulary)


def without_scores(condition: Condition, scores: Mapping[str, Score]) -> Condition:
    """The condition with every test of a score written out."""
    match condition:
        case Within(slot) if slot in scores:
            return _written_out(condition, scores[slot], scores)
        case All(parts):
            return All(tuple(without_scores(part, scores) for part in parts))
        case Any(parts):
            return Any(tuple(without_scores(part, scores) for part in parts))
        case AtLeast(count, parts):
            return AtLeast(count, tuple(without_scores(part, scores) for part in parts))
        case Not(part):
            return Not(without_scores(part, scores))
    return condition


def _written_out(test: Within, score: Score, scores: Mapping[str, Score]) -> Condition:
    terms = [tuple((without_scores(one, scores), points) for one, points in term) for term in score.terms]
    reached = [_reaches(terms, Fraction(str(end)), strict) for end, strict in test.lower]
    passed = [Not(_reaches(terms, Fraction(str(end)), not strict)) for end, strict in test.upper]
    return All((*reached, *passed))


def _reaches(terms: list[Points], bound: Fraction, above: bool) -> Condition:
    """That the total is so much, or more than that."""
    levels = [sorted({Fraction(0), *(Fraction(str(points)) for _, points in term)}) for term in terms]
    shares = [share for share in product(*levels) if (sum(share) > bound if above else sum(share) >= bound)]
    least = [share for share in shares if not any(_is_below(other, share) for other in shares)]
    return Any(tuple(All(tuple(map(_term_reaches, terms, share))) for share in least))


def _is_below(one: Share, other: Share) -> bool:
    """Whether every term has to reach no more, and some term less."""
    return one != other and all(map(le, one, other))


def _term_reaches(term: Points, share: Fraction) -> Condition:
    """That the highest of its alternatives that holds is so much; where none holds it is nothing."""
    better = tuple(condition for condition, points in term if Fraction(str(points)) >= share)
    worse = tuple(condition for condition, points in term if Fraction(str(points)) < share)
    if share > 0:
        return Any(better)
    return Any((*better, Not(Any(worse)))) if worse else ALWAYS
