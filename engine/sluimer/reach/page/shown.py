"""What of a knowledge base a page decides by or shows; the rest of its portable form stays out of the file.

Left out are what only an auditor asks for (claims, packs, the titles of rules), all that rules say which only conclude something,
since it is never the reason of an item, and what is cited nowhere else. Rules and statements, which a person
never reads the ids of, have short names in the same order, so that whatever goes by the order of names stays as it is.
"""

from collections.abc import Collection, Iterable, Mapping
from string import ascii_lowercase, digits
from typing import Any, Final

from sluimer.knowledge.rule import Rule
from sluimer.reach.conditions import Json

_SIGNS: Final = digits + ascii_lowercase
_UNSEEN: Final = frozenset({"title", "claim", "pack"})
_TOLD: Final = frozenset({"because", "brief", "cites", "evidence"})
"""What a rule says where it is the reason of something."""
_WIRE: Final = "rule:"


def shown_knowledge(document: Json, rules: Mapping[str, Rule]) -> Json:
    """The portable form of these rules without what a page never shows; facts stand last, beside the form on paper."""
    left: dict[str, Any] = dict(document)
    telling = {name for name, rule in rules.items() if any(effect.items for effect in rule.effects)}
    own = [_shown_rule(rule, telling) for rule in left["rules"]]
    cited = {code for one in (*own, left["scope"]) for code in one.get("cites", ())}
    statements = [one for one in left["statements"] if one["id"] in cited]
    sources = {one["source"] for one in statements}
    left |= {
        "packs": [],
        "findings": [{"id": one["id"]} for one in left["findings"]],
        "fillings": [one | {"cites": []} for one in left["fillings"]],
        "contradictions": [_without(one, {"cites"}) for one in left["contradictions"]],
        "topics": [one | {"items": [_without(item, {"claim"}) for item in one["items"]]} for one in left["topics"]],
        "statements": statements,
        "sources": [one for one in left["sources"] if one["id"] in sources],
        "rules": own,
    }
    return _shortened(left) | {"facts": [_shown_fact(fact) for fact in left["facts"]]}


def short_names(names: Collection[str], letter: str) -> dict[str, str]:
    """A short name for each of these, in the same order.

    >>> short_names(["pale", "dry", "wet"], "r")
    {'dry': 'r0', 'pale': 'r1', 'wet': 'r2'}
    """
    size = 1
    while len(_SIGNS) ** size < len(names):
        size += 1
    return {name: letter + _numbered(at, size) for at, name in enumerate(sorted(names))}


def _numbered(at: int, size: int) -> str:
    return "".join(_SIGNS[at // len(_SIGNS) ** place % len(_SIGNS)] for place in reversed(range(size)))


def _shown_rule(rule: Json, telling: Collection[str]) -> Json:
    return _without(rule, _UNSEEN if rule["id"] in telling else _UNSEEN | _TOLD)


def _shown_fact(fact: Mapping[str, Any]) -> Json:
    weighed = {"weighed_as": [one | {"cites": []} for one in fact["weighed_as"]]} if "weighed_as" in fact else {}
    return {**fact, **weighed}


def _shortened(left: dict[str, Any]) -> Json:
    """With short names for rules and statements, wherever they are named."""
    rule = short_names([one["id"] for one in left["rules"]], "r")
    statement = short_names([one["id"] for one in left["statements"]], "s")

    def citing(one: Mapping[str, Any]) -> Json:
        return {**one, "cites": [statement[code] for code in one["cites"] if code in statement]} if "cites" in one else {**one}

    def ranged(item: Mapping[str, Any]) -> Json:
        ranges = {"ranges": [one | {"rule": rule[one["rule"]]} for one in item["ranges"]]} if "ranges" in item else {}
        return {**item, **ranges}

    names = {_WIRE + name: _WIRE + short for name, short in rule.items()}
    return {name: part for name, part in left.items() if name != "facts"} | {
        "scope": citing(left["scope"]),
        "statements": [one | {"id": statement[one["id"]]} for one in left["statements"]],
        "topics": [one | {"items": [ranged(item) for item in one["items"]]} for one in left["topics"]],
        "net": _renamed(left["net"], names),
        "rules": [citing(one) | {"id": rule[one["id"]]} for one in left["rules"]],
    }


def _renamed(part: Any, names: Mapping[str, str]) -> Any:
    """A part of the net with these names for others."""
    if isinstance(part, str):
        return names.get(part, part)
    if isinstance(part, dict):
        return {key: _renamed(one, names) for key, one in part.items()}
    return [_renamed(one, names) for one in part] if isinstance(part, list) else part


def _without(one: Json, keys: Iterable[str]) -> Json:
    return {key: value for key, value in one.items() if key not in keys}
