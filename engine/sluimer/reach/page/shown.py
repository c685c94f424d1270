"""What of a knowledge base a page decides by or shows; the rest of its portable form stays out of the file.

Left out are what only an auditor asks for (claims, packs, the titles of rules), all that rules say which only conclude
something, since it is never the reason of an item, and what is cited nowhere else. Rules, items, statements and
sources, whose ids no person reads, have short names in the same order, so that what goes by the order of names stays.
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
_OF_ITEM: Final = ("state", "indicated", "barred", "strength", "least", "most", "start", "limit", "told")
"""How the names of parts of the net begin that end in an item."""
_NAMING: Final = ("name", "wire", "choice", "bound", "sum", "not", "any", "all", "of", "is", "within")
"""The keys below which parts of the net are named."""


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
    """With short names wherever rules, items, statements and sources are named."""
    items = [item["id"] for topic in left["topics"] for item in topic["items"]]
    rule, item = short_names([one["id"] for one in left["rules"]], "r"), short_names(items, "i")
    statement = short_names([one["id"] for one in left["statements"]], "s")
    source = short_names([one["id"] for one in left["sources"]], "q")
    parts = {f"rule:{name}": f"rule:{short}" for name, short in rule.items()}
    parts |= {f"{kind}:{name}": f"{kind}:{short}" for name, short in item.items() for kind in _OF_ITEM}
    about = {"id": item, "superseded_by": item, "rule": rule}
    return {name: part for name, part in left.items() if name != "facts"} | {
        "scope": _renamed(left["scope"], {"cites": statement}),
        "sources": _renamed(left["sources"], {"id": source}),
        "statements": _renamed(left["statements"], {"id": statement, "source": source}),
        "topics": [one | {"items": _renamed(one["items"], about)} for one in left["topics"]],
        "net": _renamed(left["net"], dict.fromkeys(_NAMING, parts)),
        "rules": _renamed(left["rules"], {"id": rule, "cites": statement}),
    }


def _renamed(part: Any, names: Mapping[str, Mapping[str, str]], key: str = "") -> Any:
    """A part of the document in which other names stand under these keys, in a list or alone."""
    if isinstance(part, str):
        return names.get(key, {}).get(part, part)
    if isinstance(part, dict):
        return {inner: _renamed(one, names, inner) for inner, one in part.items()}
    return [_renamed(one, names, key) for one in part] if isinstance(part, list) else part


def _without(one: Json, keys: Iterable[str]) -> Json:
    return {key: value for key, value in one.items() if key not in keys}
