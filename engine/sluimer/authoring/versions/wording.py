"""What people read that is otherwise in two versions, apart from what the rules mean."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields
from typing import Any

from sluimer.knowledge.base import Knowledge
from sluimer.knowledge.text import Text

_RULE = ("title", "because", "interpretation", "evidence", "cites", "claim")
_ITEM = ("title", "text", "instead", "claim", "weight", "background")
_FACT = ("title", "question", "note", "unit", "codes", "combinations", "weighed_as")
_STATEMENT = ("says", "source", "where", "verified", "status", "why", "claim", "explains")
_MANIFEST = ("title", "notice", "professional", "verdicts", "sections", "sources", "units", "packs", "audiences")


@dataclass(frozen=True, slots=True)
class WordingChange:
    """A text or another thing that is read, of what it is, and how it was and is; None where it is not there."""

    kind: str
    id: str
    part: str
    was: object
    now: object


def wording_changes(old: Knowledge, new: Knowledge) -> tuple[WordingChange, ...]:
    """All that is read otherwise of what both versions have, and the statements and sources that only one has."""
    return tuple(_changes(old, new))


def _changes(old: Knowledge, new: Knowledge) -> Iterator[WordingChange]:
    before, after = old.vocabulary, new.vocabulary
    yield from _parts("rule", old.rules, new.rules, _RULE)
    yield from _parts("item", before.items, after.items, _ITEM)
    yield from _parts("fact", before.facts, after.facts, _FACT)
    options = [
        {f"{fact.id}.{one.id}": one for fact in each.facts.values() for one in fact.options} for each in (before, after)
    ]
    yield from _parts("option", options[0], options[1], ("label", "names", "codes"))
    for kind in ("finding", "score", "topic"):
        yield from _parts(kind, getattr(before, f"{kind}s"), getattr(after, f"{kind}s"), ("title",))
    declared = [each.declared_contradictions for each in (before, after)]
    yield from _parts("contradiction", declared[0], declared[1], ("because", "cites"))
    yield from _there("statement", old.statements, new.statements)
    yield from _parts("statement", old.statements, new.statements, _STATEMENT)
    both = {"knowledge": old.manifest}, {"knowledge": new.manifest}
    yield from _parts("knowledge", *both, _MANIFEST)
    yield from _parts("scope", {"scope": old.manifest.scope}, {"scope": new.manifest.scope}, ("because", "cites"))


def _parts(
    kind: str, before: Mapping[str, Any], after: Mapping[str, Any], parts: tuple[str, ...]
) -> Iterator[WordingChange]:
    for name in after:
        for part in parts if name in before else ():
            was, now = getattr(before[name], part), getattr(after[name], part)
            if was != now:
                yield from _told(WordingChange(kind, name, part, was, now))


def _told(one: WordingChange) -> Iterator[WordingChange]:
    """A change, for each thing that has a name of its own where it is a table of them."""
    if not isinstance(one.was, Mapping) or not isinstance(one.now, Mapping):
        yield one
        return
    for name in {**one.was, **one.now}:
        was, now = one.was.get(name), one.now.get(name)
        if was != now:
            yield WordingChange(one.kind, name, one.part, was, now)


def _there(kind: str, before: Mapping[str, Any], after: Mapping[str, Any]) -> Iterator[WordingChange]:
    """What only one version has, with what it says."""
    for name in {**before, **after}:
        if (name in before) != (name in after):
            was, now = (each[name].says if name in each else None for each in (before, after))
            yield WordingChange(kind, name, "says", was, now)


def plain_wording(value: object, language: str) -> str:
    """How something that is read was or is, in one language; empty where it is not there."""
    match value:
        case None | "" | ():
            return ""
        case Text():
            return value.in_nearest_language(language)
        case tuple():
            return ", ".join(filter(None, (plain_wording(one, language) for one in value)))
        case bool() | int() | float() | str():
            return str(value)
    said = (plain_wording(getattr(value, each.name), language) for each in fields(value))  # type: ignore[arg-type]
    return "; ".join(filter(None, said))
