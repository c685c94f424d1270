"""Reader of conditions: from nodes to a checked tree of tests."""

from sluimer.knowledge.condition import All, Any, AtLeast, Condition, Is, Known, Not, Within, repeated
from sluimer.knowledge.vocabulary import Fact, Kind, slot
from sluimer.language.forms import BOUNDS, CONNECTIVES, COUNTED, MEMBERSHIP, WHETHER_KNOWN
from sluimer.language.shape import Many, Name
from sluimer.messages import Position, listed, nearest
from sluimer.read import form
from sluimer.read.form import Measure
from sluimer.read.lexicon import Lexicon
from sluimer.read.nodes import ListNode, MappingNode, Node, ScalarNode, parts_of


def read_condition(node: Node, lexicon: Lexicon) -> Condition:
    """The condition in a mapping; its parts that cannot be read are reported and left out."""
    entries = form.pairs(node, "when", lexicon.problems)
    if isinstance(node, MappingNode) and not entries:
        lexicon.problems.add("empty-condition", node.position)
    parts = tuple(part for key, value in entries if (part := _entry(key, value, lexicon)) is not None)
    return parts[0] if len(parts) == 1 else All(parts)


def _entry(key: ScalarNode, value: Node, lexicon: Lexicon) -> Condition | None:
    match key.text:
        case "all":
            return All(_parts(value, "all", lexicon))
        case "any":
            return Any(_parts(value, "any", lexicon))
        case "not":
            return Not(read_condition(value, lexicon))
        case "at_least":
            return _at_least(value, lexicon)
        case name if name in lexicon.tests:
            return _test_beside(key, value, lexicon)
        case name if name in lexicon.vocabulary.findings:
            answer = form.yes_no(value, name, lexicon.problems)
            return None if answer is None else Is(name, (answer,), key.position)
        case name if name in lexicon.vocabulary.scores:
            return _test_of_score(name, value, lexicon)
        case name if name in lexicon.vocabulary.facts:
            return read_test(lexicon.vocabulary.facts[name], key.position, value, lexicon)
    if key.text not in lexicon.broken:
        _report_key(key, value, lexicon)
    return None


def _test_beside(key: ScalarNode, value: Node, lexicon: Lexicon) -> Condition | None:
    """A test of something else than facts, findings and scores, where none of these is called so."""
    known = lexicon.vocabulary
    if key.text in {*known.facts, *known.findings, *known.scores}:
        lexicon.problems.add("test-of-two", key.position, name=key.text)
        return None
    return lexicon.tests[key.text](value, lexicon)


_CONNECTIVES_MEANT = {
    **dict.fromkeys(("or", "of", "either", "one_of", "any_of", "een_van", "minstens_een"), "any"),
    **dict.fromkeys(("and", "en", "both", "all_of", "alle", "allemaal"), "all"),
    **dict.fromkeys(("niet", "geen", "none_of", "no"), "not"),
}
"""What people write for the words that join the parts of a condition."""


def _report_key(key: ScalarNode, value: Node, lexicon: Lexicon) -> None:
    """A key that is no fact, finding or score, and no word that joins; what stands below one is read all the same."""
    problems, known = lexicon.problems, lexicon.vocabulary
    named = {*known.facts, *known.findings, *known.scores, *lexicon.tests}
    near = problems.nearest(key.text, named)
    meant = _CONNECTIVES_MEANT.get(key.text.casefold()) or ("" if near else nearest(key.text, CONNECTIVES.names))
    if not meant:
        problems.add("unknown-test", key.position, near, name=key.text)
        return
    problems.add("unknown-connective", key.position, meant, name=key.text)
    for part in parts_of(value):
        if isinstance(part, MappingNode) and meant != "at_least":
            read_condition(part, lexicon)


def _parts(node: Node, what: str, lexicon: Lexicon) -> tuple[Condition, ...]:
    if not isinstance(node, ListNode):
        lexicon.problems.add("not-a-list", node.position, what=what)
        return (read_condition(node, lexicon),)
    return tuple(read_condition(part, lexicon) for part in form.one_or_more(node, what, lexicon.problems))


def _at_least(node: Node, lexicon: Lexicon) -> Condition | None:
    problems = lexicon.problems
    fields = form.fields(COUNTED, node, "at_least", lexicon)
    of, count = fields.nodes.get("of"), fields.values.get("count")
    parts = _parts(of, "of", lexicon) if of else ()
    if count is None or not isinstance(of, ListNode) or not parts:
        return None
    if not isinstance(count, int) or not 1 <= count <= len(parts):
        problems.add("count-out-of-reach", fields.nodes["count"].position, count=count, most=len(parts))
        return None
    for number in repeated(parts):
        problems.add("counted-twice", of.items[number].position)
    return AtLeast(count, parts)


def read_test(fact: Fact, place: Position, node: Node, lexicon: Lexicon) -> Condition | None:
    """A test of the answer to one fact, or of whether there is one."""
    word = node.text if isinstance(node, ScalarNode) else ""
    if word in WHETHER_KNOWN:
        return Known(fact.id, fact.slots, known=word == "known", position=place)
    if word and word not in form.YES_NO and (near := nearest(word, WHETHER_KNOWN)):
        lexicon.problems.add("test-of-known", node.position, fact=fact.id, value=word, word=near)
        return None
    match fact.kind:
        case Kind.YES_NO:
            answer = form.yes_no(node, fact.id, lexicon.problems)
            return None if answer is None else Is(fact.id, (answer,), place)
        case Kind.CHOICE:
            values = _options(fact, node, lexicon)
            return Is(fact.id, values, place) if values else None
        case Kind.NUMBER if isinstance(node, MappingNode):
            return read_bounds(Measure(fact.id, fact.unit, fact.unit_optional), node, lexicon)
        case Kind.SET if word == "none":
            return All(tuple(Is(name, (False,), place) for name in fact.slots))
        case Kind.SET if isinstance(node, MappingNode):
            return _membership(fact, node, lexicon)
    lexicon.problems.add(f"test-of-{fact.kind}", node.position, fact=fact.id, value=form.written(node))
    return None


def _test_of_score(score: str, node: Node, lexicon: Lexicon) -> Condition | None:
    if isinstance(node, MappingNode) and node.entries:
        return read_bounds(Measure(score, ""), node, lexicon)
    lexicon.problems.add("test-of-score", node.position, score=score, value=form.written(node))
    return None


def read_bounds(measure: Measure, node: MappingNode, lexicon: Lexicon) -> Within | None:
    """The bounds of a number, each with the unit of its measure."""
    fields = form.fields(BOUNDS, node, measure.what, lexicon, measure=measure)
    if not node.entries:
        lexicon.problems.add("test-of-number", node.position, fact=measure.what, value=form.written(node))
    if not fields.values or None in fields.values.values():
        return None
    test = Within(measure.what, position=node.position, **fields.values)
    if _is_empty(test):
        lexicon.problems.add("empty-range", node.position, what=measure.what)
    return test


def _is_empty(test: Within) -> bool:
    least, above = max(test.lower, default=(float("-inf"), False))
    most, reached = min(((end, not strict) for end, strict in test.upper), default=(float("inf"), True))
    return least > most or (least == most and (above or not reached))


def _membership(fact: Fact, node: MappingNode, lexicon: Lexicon) -> Condition | None:
    fields = form.fields(MEMBERSHIP, node, fact.id, lexicon)
    parts: list[Condition] = []
    for key, part in fields.nodes.items():
        if key == "includes" and isinstance(part, ListNode):
            lexicon.problems.add("includes-list", part.position, fact=fact.id)
            continue
        tests = tuple(Is(slot(fact.id, name), (True,), part.position) for name in _options(fact, part, lexicon))
        if tests:
            parts.append(tests[0] if len(tests) == 1 else Any(tests) if key == "includes_any" else All(tests))
    if not node.entries:
        lexicon.problems.add("test-of-set", node.position, fact=fact.id, value=form.written(node))
    if len(parts) == 1:
        return parts[0]
    return All(tuple(parts)) if parts else None


def _options(fact: Fact, node: Node, lexicon: Lexicon) -> tuple[str, ...]:
    names = [option.id for option in fact.options]
    words = {"fact": fact.id, "known": listed(names)}
    found: tuple[str, ...] = form.read(OPTIONS, node, fact.id, lexicon.with_names(option=names), **words)
    return found


OPTIONS = Many(Name("option"))
