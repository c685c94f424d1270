"""Reader of the points of scores: single terms, and alternatives of which the highest counts."""

from sluimer.knowledge.condition import Known, leaves
from sluimer.knowledge.vocabulary import Points
from sluimer.language.forms import HIGHEST, POINTS
from sluimer.messages import Problems
from sluimer.read import form
from sluimer.read.conditions import read_condition
from sluimer.read.lexicon import Lexicon
from sluimer.read.nodes import ListNode, MappingNode, Node


def read_terms(name: str, node: Node, lexicon: Lexicon) -> tuple[Points, ...]:
    """The terms of the score that this mapping declares; those that cannot be read are reported and left out."""
    entries = {key.text: value for key, value in node.entries} if isinstance(node, MappingNode) else {}
    points = entries.get("points")
    terms = (_term(part, name, lexicon) for part in _listed(points, "points", lexicon.problems)) if points else ()
    return tuple(term for term in terms if term)


def _listed(node: Node, what: str, problems: Problems) -> tuple[Node, ...]:
    if not isinstance(node, ListNode):
        problems.add("not-a-list", node.position, what=what)
        return ()
    return form.one_or_more(node, what, problems)


def _term(node: Node, score: str, lexicon: Lexicon) -> Points:
    """The alternatives of one term, of which there is only one where it is not `highest`."""
    if not isinstance(node, MappingNode) or not any(key.text == "highest" for key, _ in node.entries):
        return _points(node, score, lexicon)
    highest = form.fields(HIGHEST, node, score, lexicon).nodes["highest"]
    found = [_points(part, score, lexicon) for part in _listed(highest, "highest", lexicon.problems)]
    return tuple(one for some in found for one in some)


def _points(node: Node, score: str, lexicon: Lexicon) -> Points:
    fields = form.fields(POINTS, node, score, lexicon)
    when, points = fields.nodes.get("when"), fields.values.get("points")
    condition = read_condition(when, lexicon) if when else None
    if when and condition is not None and any(isinstance(leaf, Known) for leaf in leaves(condition)):
        lexicon.problems.add("known-in-score", when.position, score=score)
    return () if condition is None or points is None else ((condition, points),)
