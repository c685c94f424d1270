#!/usr/bin/env python3
"""Checks the record of a decision with nothing but Python: does the advice follow from the rules and answers in it?

    python check_record.py [--expect DIGEST] record.json [...]

A file whose name ends in .jsonl has a record on each line; `-` is a record on standard input. `--expect` names the
contents of the knowledge that must have been used; each release publishes them in its list of changes. Where Sluimer
is installed it is run from there by `python -m sluimer.audit.record.check_record record.json`.

It checks, in this order:

1. the form: each part is there, is of its kind, and nothing else is there (`FORMS`, `shaped`);
2. the knowledge: each digest is that of what it names, and whatever is named is there (`Knowledge`);
3. the answers: each is one that its fact takes, and the values that counted follow from them (`answered`);
4. the result: what the rules mean for these values (`Meaning`), what is told of that, why, and what is asked next
   (`Told`) are made again, and every single value in the record must be the same (`same`).

It knows nothing of the engine and reaches its verdict another way. The engine chains forward; here each rule is asked
backwards, from its findings. A truth is a number: 2 is true, whatever the missing answers are; 1 is unknown, true if
they happen to suit; 0 is false. So all of several conditions is the least of them, any the most, and `not` turns round.

It exits with 0 where every record is right, with 1 where one is not, of which it prints the first place, and with 2
where it was not told what to check.
"""

import hashlib
import json
import os
import re
import stat
import sys
from collections import Counter, defaultdict, namedtuple
from datetime import datetime
from decimal import Decimal
from fractions import Fraction
from json.encoder import encode_basestring
from math import inf
from types import SimpleNamespace

FORMAT = "sluimer-decision-1"
SCHEMA = "sha256:c5e710fc5cf229779907e12e0872567ecdbaf197c3df75a64ab82884af9e5bd3"
SCOPE = "(scope)"
TO = {"nl": "tot", "en": "to"}
COMMA = "bg cs da de el es et fi fr fy hr hu id it lt lv nb nl nn no pl pt ro ru sk sl sv tr uk"
"""Languages that write a decimal with a comma."""
LARGEST_NUMBER = 10**15
LONGEST_RECORD = 50_000_000
"""Characters of one record, which hold some hundred thousand rules; what is longer is not read."""
LONGEST_TEXT, LONGEST_UNIT = 2_000, 80
"""Characters of a text that amounts are filled in, and of a unit; no knowledge base that is read has longer ones."""
STANDARD_INPUT = "-"
USAGE = "usage: python check_record.py [--expect DIGEST] record.json [...]"


class Wrong(Exception):  # noqa: N818  # it is a verdict on the record, and no error of this program
    """The first place in a record that does not follow from the rest, and what is told of it."""

    def __str__(self):
        return ": ".join(self.args)


def check(record: object, known: "Knowledge | None" = None) -> "Knowledge":
    """Raise Wrong where anything in a record does not follow from the rules and answers inside it.

    It returns the knowledge in it, checked; of records that share their knowledge only the first needs to be checked
    on that, when the others are given it as `known`.
    """
    if not isinstance(record, dict):
        raise Wrong("no record", "it is no object of JSON")
    if record.get("erased") is True and record.get("case") is None:
        raise Wrong("no record", "the facts of this decision were erased")
    try:
        shaped("record", record, "record")
        datetime.strptime(record["time"], "%Y-%m-%dT%H:%M:%S.%fZ")
        knowledge = known if known is not None and known.is_in(record) else Knowledge(record["knowledge"])
        if record["language"] not in knowledge.data["languages"]:
            raise Wrong("language", "is none of the knowledge")
        meaning = Meaning(knowledge, answered(record["case"], knowledge))
        same("result", record["result"], Told(meaning, record).result())
    except (LookupError, TypeError, ValueError, AttributeError, ArithmeticError, RecursionError) as error:
        raise Wrong("record", f"it is not whole: {type(error).__name__}: {error}") from error
    return knowledge


# 1. The form

FORMS = """
record format:format schema:schema id:word time:time engine:engine language knowledge:any case:case result:any
engine name:sluimer version:word digest:digest
case given:{value} unknown:names declined:names assumed:names implied:[any] weighed:[weighed] values:{value}
weighed fact amount:number as percent:number counts:number
knowledge name version digest:digest files:digest contents:digest packs:names settings:{text} audience:word?
  languages:names main_topic topics:names stops:names scope:scope rules:{rule} vocabulary:vocabulary
  statements:{statement}
scope when:condition because:{text} cites:names
rule pack place title:{text} when:condition then:[effect] because:{text} interpretation:{text} evidence:evidence
  cites:names claim digest:digest
evidence grade verified note:{text}
condition all:[condition] | any:[condition] | not:condition | at_least:at_least | is:is | within:within | known:known
at_least count:whole of:[condition]
is slot values:[value]
within slot at_least?:number above?:number at_most?:number below?:number
known fact slots:names known:truth
effect conclude | advise:text/{range} | prefer:{strength} | refer | withhold items:names | avoid | limit:{limit} | ask
range from:number to:number start?:number
limit at_most:number
vocabulary facts:{fact} findings:{finding} scores?:{score} topics:{topic} contradictions:{contradiction} units:{{text}}
contradiction never:condition because:{text} cites:names
fact kind:kind slots:names options:names unit lowest:number? highest:number? implies:[implied] weighed_as:[weight]
  title:{text} question:{text} assume:value?
implied when:condition then:{value} overrules:truth cites:names
weight id label:{text} percent:number cites:names
finding title:{text}
score title:{text} terms:[[points]] cites:names
points when:condition points:number
topic title:{text} referral:truth items:[item]
item id unit urgency:urgency? supersedes:names text:{text} claim
statement source:{text} url where:{text} says:{text} verified explains:names
"""
"""Each object by its name, and its keys with their forms: a text where none is said; with ` | ` it is one of several.

A key with `?` may be left out, and what has a form with `?` may be null; `[form]` is a list, `{form}` has any keys;
of `one/other` the other is for an object. The rest are VALUES.
"""
KEYS = {
    name: [dict(f"{word}:text".split(":")[:2] for word in one.split()) for one in keys.split(" | ")]
    for name, keys in re.findall(r"^(\w+) (.*(?:\n .*)*)", FORMS, re.MULTILINE)
}


def _numeral(number, language):
    """A number as people read it in a language."""
    if number == int(number):
        return str(int(number))
    digits = f"{number:.15f}".rstrip("0") if "e" in f"{number:.15g}" else f"{number:.15g}"
    return digits.replace(".", ",") if language.partition("-")[0] in COMMA.split() else digits


def _text(pattern):
    return lambda data: isinstance(data, str) and re.fullmatch(pattern, data) is not None


VALUES = {
    "any": lambda _: True,
    "text": _text("[^\ud800-\udfff]*"),  # half a character cannot be written
    "word": _text("[^\ud800-\udfff]+"),
    "digest": _text("sha256:[0-9a-f]{64}"),
    "time": _text("[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}[.][0-9]{3}Z"),
    "format": _text(FORMAT),
    "schema": _text(SCHEMA),
    "sluimer": _text("sluimer"),
    "kind": _text("yes_no|choice|set|number"),
    "strength": _text("weakly|normally|strongly"),
    "urgency": _text("now|today|before|remark"),
    "truth": lambda data: isinstance(data, bool),
    "whole": lambda data: type(data) is int and abs(data) < LARGEST_NUMBER,
    "number": lambda data: type(data) in (int, float) and abs(data) < LARGEST_NUMBER,
    "value": lambda data: any(VALUES[name](data) for name in ("truth", "number", "text")),
    "names": lambda data: isinstance(data, list) and all(map(VALUES["text"], data)) and _unique(data) == data,
}


def shaped(place, data, form):
    """Raise Wrong where data has not this form."""
    if data is None and form.endswith("?"):
        return
    one, _, other = form.removesuffix("?").partition("/")
    form = other if other and isinstance(data, dict) else one
    right = VALUES[form](data) if form in VALUES else isinstance(data, list if form[0] == "[" else dict)
    if not right:
        raise Wrong(place, f"{_short(data)} cannot stand there")
    if form not in VALUES:
        for key, inner in _inner(place, data, form).items():
            shaped(f"{place}.{key}", data[key], inner)


def _inner(place, data, form):
    """The form of each part of a list or an object."""
    if form[0] == "[":
        return dict.fromkeys(range(len(data)), form[1:-1])
    if form[0] == "{":
        shaped(place, list(data), "[text]")
        return dict.fromkeys(data, form[1:-1])
    keys = next((keys for keys in KEYS[form] if data.keys() & keys.keys()), KEYS[form][0])
    forms = {key.removesuffix("?"): inner for key, inner in keys.items()}
    if more := sorted(data.keys() - forms.keys()):
        raise Wrong(place, f"it has {_short(', '.join(more))}, which no record has")
    if lacking := [key for key in keys if key not in data and not key.endswith("?")]:
        raise Wrong(place, f"it lacks {', '.join(lacking)}")
    return {key: forms[key] for key in data}


# 2. The knowledge

SIDES = {"advise": "brings", "prefer": "brings", "refer": "brings", "withhold": "stops", "avoid": "stops"}
URGENCIES = ["now", "today", "before", "remark", None]
STRENGTHS = {"weakly": 1, "normally": 2, "strongly": 3}


class Knowledge:
    """What a record says of the knowledge, and what follows from it for every person."""

    def __init__(self, data):
        shaped("knowledge", data, "knowledge")
        self.data, self.text, vocabulary = data, json.dumps(data, sort_keys=True), data["vocabulary"]
        same("knowledge.topics", sorted(data["topics"]), sorted(vocabulary["topics"]))
        self.rules = dict(sorted(data["rules"].items()))
        self.all = {**self.rules, SCOPE: data["scope"]}
        self.facts = dict(sorted(vocabulary["facts"].items()))
        self.findings = dict(sorted(vocabulary["findings"].items()))
        self.scores = vocabulary.get("scores", {})
        self.topics = {name: vocabulary["topics"][name] for name in data["topics"]}
        self.items = [item for topic in self.topics.values() for item in topic["items"]]
        self.slots = {slot: name for name, fact in self.facts.items() for slot in fact["slots"]}
        self.implying = [
            (name, slot, value, one)
            for name, fact in self.facts.items()
            for one in fact["implies"]
            for slot, value in one["then"].items()
        ]
        self.never = dict(sorted(vocabulary["contradictions"].items())) | self.otherwise()
        self.effects = _effects(self.rules)
        self.kinds = {name: {kind for effect in rule["then"] for kind in effect} for name, rule in self.rules.items()}
        self._is_named_rightly()
        self._is_whole()
        self.reads, self.depth = {}, {}
        facts = {rule: {self.slots[slot] for slot in self._read(rule)} for rule in self.all}
        rules_of = Counter(fact for rule in self.rules for fact in facts[rule])
        self.place = {fact: (-rules_of[fact], fact) for fact in self.facts}  # asked first: what more rules read
        self.urgent = [
            rule for item in self.items if item["urgency"] == "now" for rule, _ in self.on("refer", item["id"])
        ]

    def otherwise(self):
        """That what an answer implies without overruling was answered otherwise, for each other fact."""
        found = {}
        for name, fact in self.facts.items():
            for number, one in enumerate(fact["implies"], start=1):
                for other in _unique(map(_fact_of, one["then"])) if not one["overrules"] else ():
                    unlike = [{"not": _holding(*said)} for said in one["then"].items() if _fact_of(said[0]) == other]
                    found[f"{name}/{number}/{other}"] = {"never": {"all": [one["when"], {"any": unlike}]}, "cites": []}
        return found

    def turns(self):
        """What may be implied, in the order in which it is: of each fact once all that it follows from was."""
        steps = {(name, _fact_of(slot)) for name, slot, _, _ in self.implying}
        depth = dict.fromkeys(self.facts, 0)
        for _ in self.facts:
            depth |= {other: max(depth[name] + 1 for name, far in steps if far == other) for _, other in steps}
        if any(depth[other] > len(self.facts) for _, other in steps) or any(
            depth[name] >= depth[other] for name, other in steps
        ):
            raise Wrong("knowledge", "an answer implies itself")
        return sorted(self.implying, key=lambda one: (depth[_fact_of(one[1])], _fact_of(one[1]), one[0]))

    def is_in(self, record):
        """Whether a record has this knowledge."""
        return record["knowledge"] is self.data or json.dumps(record["knowledge"], sort_keys=True) == self.text

    def on(self, side, target):
        """The effects on an item, a finding or a fact, each as a rule and an amount, if any; by the names of rules."""
        return self.effects.get((side, target), ())

    def _is_named_rightly(self):
        """Each digest is that of what it names."""
        data = self.data
        for name, rule in self.rules.items():
            same(f"knowledge.rules.{name}.digest", rule["digest"], _digest(_without("digest", rule)))
        same("knowledge.packs", data["packs"], sorted({rule["pack"] for rule in self.rules.values()}))
        chosen = {name: data[name] for name in ("files", "packs", "settings", "audience")}
        same("knowledge.digest", data["digest"], _digest(chosen))
        same("knowledge.contents", data["contents"], _digest(_without("contents", data)))

    def _is_whole(self):
        """Whatever is named is there, once."""
        items = Counter(item["id"] for item in self.items)
        there = {"conclude": self.findings, "ask": self.facts}
        named = [(target, there.get(side, items)) for side, target in self.effects]
        named += [(slot, self.slots) for _, slot, _, _ in self.implying] + [(self.data["main_topic"], self.topics)]
        named += [(topic, self.topics) for topic in self.data["stops"]]
        named += [(item["unit"], {"", *self.data["vocabulary"]["units"]}) for item in self.items]
        for name, known in named:
            if name not in known:
                raise Wrong("knowledge", f"{name} is named and is not there")
        if len(items) != len(self.items) or not self.data["languages"]:
            raise Wrong("knowledge", "an item stands there twice, or there is no language")
        names = Counter([*{*self.slots, *self.facts}, *self.findings, *self.scores])
        if SCOPE in self.rules or max(names.values(), default=1) > 1:
            raise Wrong("knowledge", "a rule is named as the scope, or a finding as a fact, or a score as either")
        for name, score in self.scores.items():
            self._read_score(name, ())
            if not score["terms"] or not all(score["terms"]) or any(kind == "known" for kind, _ in _tests_of(score)):
                raise Wrong(f"knowledge.vocabulary.scores.{name}", "has no points, or asks what is known")
        parts = [*self.scores.values()]
        parts += [one for fact in self.facts.values() for one in (*fact["implies"], *fact["weighed_as"])]
        for cite in (cite for one in (*self.all.values(), *self.never.values(), *parts) for cite in one["cites"]):
            if cite not in self.data["statements"]:
                raise Wrong("knowledge", f"{cite} is cited and is not among the statements")
        self._has_right_slots()
        self._has_right_answers()
        self._has_right_referrals()
        self.told_limits = dict(self._told_limits())

    def _told_limits(self):
        """For each item whose text says a limit the one item that all rules which bring it limit."""
        for item in self.items:
            if any("{limit}" in text for text in item["text"].values()):
                limited = [self._limited(rule, item) for rule, _ in self.on("brings", item["id"])]
                if limited and (len(set().union(*limited)) != 1 or not all(limited)):
                    raise Wrong("knowledge", f"{item['id']} says a limit, and not each rule that brings it sets that")
                yield from ((item["id"], name) for name in set().union(*limited))

    def _limited(self, rule, item):
        """The items that a rule limits; of an item with a unit only its own limit counts."""
        found = {name for effect in self.rules[rule]["then"] for name in effect.get("limit", ())}
        return found & {item["id"]} if item["unit"] else found

    def _has_right_slots(self):
        """A set has a slot for each option, any other fact is one; and who asks whether it is known asks of all."""
        for name, fact in self.facts.items():
            slots = sorted(f"{name}.{option}" for option in fact["options"]) if fact["kind"] == "set" else [name]
            same(f"knowledge.vocabulary.facts.{name}.slots", fact["slots"], slots)
        for name, rule in self.all.items():
            for kind, body in _tests(rule["when"]):
                if kind == "known":
                    same(f"knowledge.rules.{name}.when", body["slots"], self.facts[body["fact"]]["slots"])

    def _has_right_answers(self):
        """What implies is a test of the fact itself, what is implied an answer, and only answers contradict."""
        for name, slot, value, one in self.implying:
            _is_answer(slot, value, self)
            if {self.slots.get(body.get("slot")) for _, body in _tests(one["when"])} != {name}:
                raise Wrong("knowledge", f"{name} implies something by another fact")
        for name, one in self.never.items():
            if any(body.get("slot") not in self.slots for _, body in _tests(one["never"])):
                raise Wrong("knowledge", f"{name} is a contradiction of more than answers")
        self.turns()

    def _has_right_referrals(self):
        """A referral is brought by `refer` alone, and no rule stops it; nothing else has its urgency, or its place."""
        for name, topic in self.topics.items():
            for item in topic["items"]:
                kinds = {kind for kind in (*SIDES, "limit") if self.on(kind, item["id"])}
                wrong = kinds - {"refer"} if topic["referral"] else kinds & {"refer"} or item["supersedes"]
                wrong = wrong or topic["referral"] is not bool(item["urgency"])
                if wrong or (topic["referral"] and name == self.data["main_topic"]):
                    raise Wrong("knowledge", f"{item['id']} is treated as what it is not, a referral or another item")

        urgencies = {item["id"]: URGENCIES.index(item["urgency"]) for item in self.items}
        self.above = {name: [one["id"] for one in self.items if name in one["supersedes"]] for name in urgencies}
        for item in self.items:
            for name in item["supersedes"]:
                if not urgencies[item["id"]] <= urgencies.get(name, -1):
                    raise Wrong("knowledge", f"{item['id']} supersedes what it may not")
        self.supersede_in_turn()

    def supersede_in_turn(self):
        """The items, each after all that may supersede it: none supersedes itself."""
        found, left = [], sorted(self.above)
        while left:
            free = [name for name in left if not set(self.above[name]) & set(left)]
            if not free:
                raise Wrong("knowledge", f"{left[0]} supersedes itself, or is superseded by what does")
            found, left = found + free, [name for name in left if name not in free]
        return found

    def _read_score(self, name, above):
        """The slots and findings that a score adds up, through other scores too; it is never its own part."""
        if name in above:
            raise Wrong(f"knowledge.vocabulary.scores.{name}", "adds up itself")
        slots = {body["slot"] for kind, body in _tests_of(self.scores[name]) if kind != "known"}
        others = slots & self.scores.keys()
        return (slots - others).union(*(self._read_score(other, (*above, name)) for other in others))

    def _read(self, rule):
        """The slots that can change a rule, through findings too; noting how many findings deep it builds on others."""
        if rule not in self.reads:
            tests = [body for _, body in _tests(self.all[rule]["when"])]
            slots = {slot for body in tests for slot in body.get("slots", [body.get("slot")])}
            scores = slots & self.scores.keys()
            slots = (slots - scores).union(*(self._read_score(name, ()) for name in scores))
            findings = slots & self.findings.keys()
            below = [other for name in findings for other, _ in self.on("conclude", name)]
            self.reads[rule] = (slots - findings).union(*map(self._read, below))
            self.depth[rule] = max((1 + self.depth[other] for other in below), default=min(len(findings), 1))
        return self.reads[rule]


def _effects(rules):
    """The effects by their kind or side, and by what they are on: the rule and the amount, if any."""
    found = defaultdict(list)
    for name, rule in rules.items():
        for effect in rule["then"]:
            [kind] = effect.keys() - {"items"}
            on = effect[kind]
            amounts = on if isinstance(on, dict) else dict.fromkeys(effect.get("items", [on]))
            for target, amount in amounts.items():
                for side in {kind, SIDES.get(kind, kind)}:
                    found[side, target].append((name, amount))
    return dict(found)


def _parts(condition):
    """The conditions that a condition is made of."""
    [(kind, body)] = condition.items()
    if kind in ("all", "any"):
        return body
    return [body] if kind == "not" else body["of"] if kind == "at_least" else []


def _tests(condition):
    """The single tests in a condition: kind and body."""
    [(kind, body)] = condition.items()
    own = [(kind, body)] if kind in ("is", "within", "known") else []
    return own + [test for part in _parts(condition) for test in _tests(part)]


def _tests_of(score):
    """The single tests in the points of a score."""
    return [test for term in score["terms"] for one in term for test in _tests(one["when"])]


# 3. The answers


def answered(case, knowledge):
    """The values that counted: those given, then what these imply, then what was assumed."""
    facts = knowledge.facts
    for slot, value in case["given"].items():
        _is_answer(slot, value, knowledge)
    for fact in (*case["unknown"], *case["declined"]):
        if fact not in facts or any(slot in case["given"] for slot in facts[fact]["slots"]):
            raise Wrong("case", f"{fact} was answered and was not")
    if set(case["unknown"]) & set(case["declined"]):
        raise Wrong("case", "a fact was not answered in two ways")
    for silent in ("unknown", "declined"):
        same(f"case.{silent}", case[silent], sorted(case[silent]))
    values = dict(case["given"])
    same("case.implied", case["implied"], list(_implied(values, knowledge)))
    cautious = {slot: fact["assume"] for fact in facts.values() if fact["assume"] is not None for slot in fact["slots"]}
    assumed = sorted(cautious.keys() - values.keys())
    same("case.assumed", case["assumed"], assumed)
    values.update({slot: cautious[slot] for slot in assumed})
    same("case.values", case["values"], values)
    _weighed(case, knowledge)
    return values


def _is_answer(slot, value, knowledge):
    """An answer is of the kind that its fact takes, and within its bounds."""
    if slot not in knowledge.slots:
        raise Wrong(f"case.given.{slot}", "belongs to no fact")
    fact = knowledge.facts[knowledge.slots[slot]]
    ends = {"at_least": fact["lowest"], "at_most": fact["highest"]}
    if fact["kind"] == "choice":
        right = value in fact["options"]
    elif fact["kind"] == "number":
        right = VALUES["number"](value) and _lies_within(value, ends)
    else:
        right = VALUES["truth"](value)
    if not right:
        raise Wrong(f"case.given.{slot}", f"{_short(value)} is no answer to a fact of kind {fact['kind']}")


def _implied(values, knowledge):
    """What answers imply of others, which is added to the values."""
    for name, slot, value, one in knowledge.turns():
        if (slot not in values or one["overrules"]) and _surely(one["when"], values):
            before = values.get(slot)
            values[slot] = value
            replaced = before if before != value else None
            yield {"slot": slot, "value": value, "source": name, "instead_of": replaced}


def _surely(condition, values):
    """Whether a condition without `not` is true, whatever the missing answers are."""
    [(kind, body)] = condition.items()
    if kind in ("all", "any"):
        return (all if kind == "all" else any)(_surely(part, values) for part in body)
    return body["slot"] in values and _meets(values[body["slot"]], kind, body)


def _fact_of(slot):
    return slot.partition(".")[0]


def _holding(slot, value):
    """The test that a slot has this value."""
    if isinstance(value, (bool, str)):
        return {"is": {"slot": slot, "values": [value]}}
    return {"within": {"slot": slot, "at_least": value, "at_most": value}}


def _weighed(case, knowledge):
    """Each amount counts for the percentage of its kind, and all of them for no more than the answer."""
    counted = defaultdict(Fraction)
    for one in case["weighed"]:
        name = one["fact"]
        [percent] = [kind["percent"] for kind in knowledge.facts[name]["weighed_as"] if kind["id"] == one["as"]]
        counts = float(Fraction(str(one["amount"])) * Fraction(str(percent)) / 100)
        same(f"case.weighed.{name}", one, {**one, "percent": percent, "counts": counts})
        _is_answer(name, one["counts"], knowledge)
        counted[name] += Fraction(str(one["counts"]))
        given = case["given"][name]
        if float(counted[name]) > given + 1e-12 * abs(given):
            raise Wrong("case.weighed", f"counts for more than {name}")


def _lies_within(number, bounds):
    ends = {name: end for name, end in bounds.items() if end is not None}
    least, most = ends.get("at_least", -inf), ends.get("at_most", inf)
    return least <= number <= most and ends.get("above", -inf) < number < ends.get("below", inf)


# 4. The result: what the rules mean

FALSE, UNKNOWN, TRUE = 0, 1, 2
TRUTHS = (False, None, True)
"""How a record writes them."""
STATES = (
    (None, None, None),
    ("open", "open", "withheld"),
    ("given", "open", "withheld"),
)
"""The state of an item: a row for whether it is indicated, a column for whether it is barred."""
OUTCOMES = {"given": "advice", "open": "answers_needed", "withheld": "ask_first"}
"""The outcome by the first of these states that an item is in."""

Proof = namedtuple("Proof", "kind body parts truth waits met")
"""A condition with the proofs of its parts, its truth, the facts it waits for while unknown, and the value it met."""


class Meaning:
    """What the rules mean for these values: truths of rules and findings, items in their states, and the outcome."""

    def __init__(self, knowledge, values):
        self.knowledge, self.values, self.findings, self.scores = knowledge, values, {}, {}
        self.proofs = {rule: self.weigh(about["when"]) for rule, about in knowledge.all.items()}
        self.truths = {rule: proof.truth for rule, proof in self.proofs.items()}
        weighed = {name: self.weigh(one["never"]) for name, one in knowledge.never.items()}
        self.never = {name: proof for name, proof in weighed.items() if proof.truth == TRUE}
        self.topics = {name: self.topic(name) for name in knowledge.topics}
        self.main = self.topics[knowledge.data["main_topic"]]
        self.items = [item for items in self.topics.values() for item in items]
        self.emergencies = self.supersede()
        self.outcome = self.decide()

    def supersede(self):
        """Withhold what a given referral supersedes, and all that is not urgent in an emergency, which it returns."""
        for item in self.items if self.never else ():
            item.state = "open" if item.state == "given" and not item.about["urgency"] else item.state
        items, emergencies = {item.id: item for item in self.items}, []
        turns = [items[name] for name in self.knowledge.supersede_in_turn() if name in items]
        for urgent in (True, False):
            for item in turns:
                if (item.about["urgency"] == "now") is urgent:
                    above = [name for name in sorted(self.knowledge.above[item.id]) if name in items]
                    item.above = [name for name in above if items[name].state == "given"]
                    item.above += [name for name in emergencies if name not in item.above]
                    item.state = "withheld" if item.above else item.state
            if urgent:
                emergencies = [one.id for one in self.items if one.about["urgency"] == "now" and one.state == "given"]
        for items in self.topics.values():
            self.rank(items)
        return emergencies

    def decide(self):
        """The outcome: the first of what is urgent, not covered, a stop, and what the main topic or all else says."""
        given = [item.topic for item in self.items if item.state == "given"]
        if self.emergencies:
            return "urgent"
        if self.truths[SCOPE] == FALSE:
            return "not_covered"
        if set(given) & set(self.knowledge.data["stops"]):
            return "stop"
        states = [item.state for item in self.main or self.items]
        return [*(outcome for state, outcome in OUTCOMES.items() if state in states), "not_covered"][0]

    def value(self, slot):
        """The answer in a slot, if any, and the fact it waits for; of a finding its truth: any of its rules'."""
        if slot not in self.knowledge.findings:
            return self.values.get(slot), {self.knowledge.slots[slot]}
        if slot not in self.findings:
            rules = [self.knowledge.rules[rule]["when"] for rule, _ in self.knowledge.on("conclude", slot)]
            self.findings[slot] = self.weigh({"any": rules})
        return TRUTHS[self.findings[slot].truth], self.findings[slot].waits

    def score(self, name):
        """The least and the most that a score can still be, and the facts that this waits for."""
        if name not in self.scores:
            terms = [self.term(term) for term in self.knowledge.scores[name]["terms"]]
            least, most = (sum((term[end] for term in terms), Fraction(0)) for end in (0, 1))
            self.scores[name] = least, most, set().union(*(term[2] for term in terms))
        return self.scores[name]

    def term(self, alternatives):
        """Of alternatives the highest that holds counts; try what comes of it when all that is unknown is true or not.

        The most is where all that may be true is; the least where only what is sure is, or one more that takes off.
        """
        proofs = [(Fraction(str(one["points"])), self.weigh(one["when"])) for one in alternatives]
        sure = [points for points, proof in proofs if proof.truth == TRUE]
        floor = max(sure, default=0)
        doubtful = [(points, proof.waits) for points, proof in proofs if proof.truth == UNKNOWN]
        doubtful = [(points, waits) for points, waits in doubtful if not sure or points > floor]
        ends = [floor, *(points for points, _ in doubtful)]
        waits = set().union(*(waits for _, waits in doubtful)) if min(ends) < max(ends) else set()
        return min(ends), max(ends), waits

    def lies(self, name, bounds):
        """Whether a score lies within bounds: for each of them whether its least and its most do."""
        least, most, waits = self.score(name)
        low = [_lies_exactly(least, {end: bounds[end]}) for end in bounds if end != "slot"]
        high = [_lies_exactly(most, {end: bounds[end]}) for end in bounds if end != "slot"]
        truth = min((one + other for one, other in zip(low, high, strict=True)), default=TRUE)
        return truth, waits, {"lowest": _plain(least), "highest": _plain(most)}

    def weigh(self, condition):
        """The seven kinds of condition; `at_least` is the highest truth that so many of its parts reach."""
        [(kind, body)] = condition.items()
        parts = [self.weigh(part) for part in _parts(condition)]
        truths, met, waits = [part.truth for part in parts], None, set()
        match kind:
            case "all":
                truth = min(truths, default=TRUE)
            case "any":
                truth = any_of(truths)
            case "not":
                truth = TRUE - truths[0]
            case "at_least":
                truth = any_of(one for one in (UNKNOWN, TRUE) if sum(truth >= one for truth in truths) >= body["count"])
            case "known":
                truth = TRUE if all(slot in self.values for slot in body["slots"]) is body["known"] else FALSE
            case "within" if body["slot"] in self.knowledge.scores:
                truth, waits, met = self.lies(body["slot"], body)
            case _:  # a test of an answer: `is` or `within`
                met, waits = self.value(body["slot"])
                truth = UNKNOWN if met is None else TRUE if _meets(met, kind, body) else FALSE
        waits = waits.union(*(part.waits for part in parts)) if truth == UNKNOWN else set()
        return Proof(kind, body, parts, truth, waits, met)

    def topic(self, name):
        """The items of a topic that are called for or may be; outside the scope only those of a referral are."""
        topic = self.knowledge.topics[name]
        scope = [] if topic["referral"] else [(SCOPE, TRUE - self.truths[SCOPE], -inf)]
        asked = [] if scope and self.truths[SCOPE] == FALSE else topic["items"]
        return [item for about in asked if (item := self.item(name, about, scope)).state]

    def rank(self, items):
        """The ranks of the given items of a topic, their ranges, and what the open ones wait for."""
        for item in items:
            self.settle(item)
        strengths = [item.strength for item in items if item.strength]
        for item in items:
            item.rank = 1 + sum(other > item.strength for other in strengths) if item.strength else None
            item.alone = len(strengths) == 1 and item.rank is not None

    def item(self, topic, about, scope):
        """An item in its state: the rules that bring it, and what bars it: a rule, whether it does, up to what amount.

        A limit bars an item while no range that begins at or below it is advised.
        """
        on, truths, item = self.knowledge.on, self.truths, SimpleNamespace(topic=topic, about=about, id=about["id"])
        brings = _unique(rule for rule, _ in on("brings", item.id))
        item.rules = [rule for rule in brings if truths[rule] == TRUE]
        item.undecided = [rule for rule in brings if truths[rule] == UNKNOWN and not item.rules]
        item.ranges = [(rule, ends) for rule, ends in on("advise", item.id) if ends]
        item.limiting = sorted((one["at_most"], rule) for rule, one in on("limit", item.id))
        item.bars = scope + [(rule, truths[rule], -inf) for rule, _ in on("stops", item.id)]
        ends = [(rule, one["at_most"]) for rule, one in on("limit", item.id)]
        item.bars += [(rule, min(truths[rule], TRUE - self.begins(item, most)), most) for rule, most in ends]
        item.state = STATES[any_of(truths[rule] for rule in brings)][any_of(truth for _, truth, _ in item.bars)]
        return item

    def settle(self, item):
        """What goes with the state of an item: strength and range where it is given, what it waits for where open."""
        given = item.state == "given"
        on = self.knowledge.on("prefer", item.id)
        item.preferring = [(rule, STRENGTHS[how]) for rule, how in on if given]
        item.strength = max((strength for rule, strength in item.preferring if self.truths[rule] == TRUE), default=0)
        item.range, item.limits = self.range(item, item.limiting) if given else (None, [])
        item.pending = self.pending(item) if item.state == "open" else []
        item.told, item.told_limit = self.told_limit(item) if given else ([], None)
        if item.told_limit is not None and not item.range:
            item.limits = [one for one in item.told if one[1] == item.told_limit and one[0] not in item.rules]

    def told_limit(self, item):
        """The limits that are not ruled out of the item whose limit its text says, and the strictest of them."""
        on = self.knowledge.on("limit", self.knowledge.told_limits.get(item.id))
        found = [(rule, one["at_most"]) for rule, one in on if self.truths[rule] != FALSE]
        return sorted(found, key=lambda one: (one[1], one[0])), min((most for _, most in found), default=None)

    def begins(self, item, most):
        """Whether a range is advised that begins at or below this."""
        return any_of(self.truths[rule] for rule, ends in item.ranges if ends["from"] <= most)

    def range(self, item, limits):
        """The ranges that are advised joined, and the limits that cut them: all that are not ruled out."""
        advised = [ends for rule, ends in item.ranges if self.truths[rule] == TRUE]
        if not advised:
            return None, []
        most = max(ends["to"] for ends in advised)
        limits = [(rule, limit) for limit, rule in limits if limit < most and self.truths[rule] != FALSE]
        most = min([most, *(limit for _, limit in limits)])
        starts = [ends["start"] for ends in advised if "start" in ends]
        begin = {"start": min([most, *starts])} if starts else {}
        return {"min": min(ends["from"] for ends in advised), "max": most, **begin}, limits

    def pending(self, item):
        """The rules that may stop an item, and those whose ranges would yet leave something of it.

        While no range is advised for sure, a limit that would leave one of them does not count: its rule is undecided.
        """
        sure = self.begins(item, inf) == TRUE
        bars = [(rule, most) for rule, truth, most in item.bars if truth == UNKNOWN]
        found = {rule: most for rule, most in bars if sure or self.begins(item, most) == FALSE}
        loosest = max(found.values(), default=-inf)
        relieving = [rule for rule, ends in item.ranges if self.truths[rule] == UNKNOWN and ends["from"] <= loosest]
        return [*found, *relieving]


def any_of(truths):
    """The truest of these."""
    return max(truths, default=FALSE)


def _lies_exactly(total, bounds):
    """Whether an exact number lies within bounds that are decimals."""
    return _lies_within(total, {name: Fraction(str(end)) for name, end in bounds.items()})


def _plain(total):
    return int(total) if total == int(total) else float(total)


def _meets(value, kind, body):
    return _lies_within(value, body) if kind == "within" else any(_same_value(value, one) for one in body["values"])


# The result: what is told


class Told:
    """The result of a record, made again: what holds, what stopped the rest, the advice with its reasons, questions."""

    def __init__(self, meaning, record):
        self.meaning, self.knowledge, self.truths = meaning, meaning.knowledge, meaning.truths
        self.case, self.language, self.record = record["case"], record["language"], record

    def result(self):
        """The whole result."""
        rules = {rule: TRUTHS[self.truths[rule]] for rule in self.knowledge.rules}
        topics = [sorted(map(self.item, items), key=self._place) for items in self.meaning.topics.values()]
        items = [item for topic in topics for item in topic]
        return {
            "rules": rules,
            "findings": {name: self.meaning.value(name)[0] for name in self.knowledge.findings},
            **({"scores": self._scores()} if self.knowledge.scores else {}),
            "fired": sorted((rule for rule, truth in rules.items() if truth), key=self._turn),
            "stopped": {rule: self.tests(rule) for rule, truth in rules.items() if truth is not True},
            "outcome": self.meaning.outcome,
            "items": sorted(items, key=self._pressing),
            **self._asked(items),
            "contradictions": [self.contradiction(name, proof) for name, proof in self.meaning.never.items()],
        }

    def _scores(self):
        """What each score can still be."""
        totals = {name: self.meaning.score(name) for name in self.knowledge.scores}
        return {name: {"lowest": _plain(least), "highest": _plain(most)} for name, (least, most, _) in totals.items()}

    def contradiction(self, name, proof):
        """A contradiction that holds, with the facts to ask again: those that its answers are of, or follow from."""
        tested = {_fact_of(slot) for slot in _clashing(proof, False)}
        facts = set().union(*map(self._asked_again, tested))
        return {"id": name, "facts": sorted(facts, key=self.knowledge.place.get)}

    def _asked_again(self, fact):
        """The facts that were answered for this one: itself, and those that what was implied of it follows from."""
        sources = {one["slot"]: one["source"] for one in self.case["implied"]}
        slots = [slot for slot in self.meaning.values if _fact_of(slot) == fact]
        behind = {sources[slot] for slot in slots if slot in sources}
        own = {fact} if not behind or any(slot not in sources for slot in slots) else set()
        return own.union(*map(self._asked_again, behind))

    def _pressing(self, item):
        """Given referrals that are for now come first, then those for today."""
        urgency = item.get("urgency") if item["state"] == "given" else None
        return ["now", "today"].index(urgency) if urgency in ("now", "today") else 2

    def _turn(self, rule):
        """A rule fires after what it builds on: caution before advice, then by its name."""
        cautions = self.knowledge.kinds[rule] & {"withhold", "avoid", "limit", "refer"}
        return self.knowledge.depth[rule], not cautions, rule

    def _place(self, item):
        """The given first, by urgency or rank, then those whose rule withholds: they say what to do; as declared.

        Of emergencies it does not count what their rules withhold.
        """
        alone = item.get("urgency") == "now" or not any(
            "withhold" in self.knowledge.kinds[rule] for rule in item["rules"]
        )
        urgency = URGENCIES.index(item.get("urgency"))
        return [*OUTCOMES].index(item["state"]), urgency, item.get("rank", 0), alone

    def tests(self, rule):
        """The tests that decided that a rule did not fire, each once, with what it wanted and met."""
        found = []
        for (kind, body, _, truth, _, met), negated in _deciding(self.meaning.proofs[rule], False):
            name, values = body["fact" if kind == "known" else "slot"], body.get("values", ())
            wanted = _without("slot", body) if kind == "within" else values[0] if len(values) == 1 else values
            wanted = wanted if kind != "known" else "known" if body["known"] else "unknown"
            origin = self._origin(name, body.get("slots", [name])[0])
            test = {"name": name, "wanted": wanted, "negated": negated, "met": met, "origin": origin}
            test["truth"] = TRUTHS[truth]
            found += [] if test in found else [test]
        return found

    def _origin(self, name, slot):
        """Where a value comes from, or why there is none."""
        fact = name.partition(".")[0]
        if name in self.knowledge.findings:
            return "concluded"
        if name in self.knowledge.scores:
            return "added"
        if slot in self.meaning.values:
            implied = slot in [one["slot"] for one in self.case["implied"]]
            return "assumed" if slot in self.case["assumed"] else "implied" if implied else "answered"
        return next((why for why in ("unknown", "declined") if fact in self.case[why]), "not_asked")

    def item(self, item):
        """One item as advice tells it: the rules for and against it, what it waits for, its words and their sources."""
        waiting = _unique(item.undecided + item.pending) if item.state == "open" else []
        limits = _unique(rule for rule, _ in item.limits)
        barring = _unique(rule for rule, truth, _ in item.bars if truth == TRUE)
        behind = barring if item.state == "withheld" else [*item.rules, *waiting, *limits]
        deciding = [self.knowledge.all[rule] for rule in behind]
        told = {
            "topic": item.topic,
            "id": item.id,
            "state": item.state,
            "rules": item.rules,
            "limited_by": limits,
            "withheld_by": barring,
            "superseded_by": item.above,
            "undecided": waiting,
            "open_on": sorted(self.open_on(item, waiting), key=self.knowledge.place.get),
            "cites": _unique(cite for rule in deciding for cite in rule["cites"]),
            "text": self._text(item) if item.state == "given" else "",
            "because": " ".join(_unique(self._in_language(rule["because"]) for rule in deciding)),
        }
        marks, claim = _unique(rule["claim"] for rule in deciding if rule.get("claim")), item.about["claim"]
        more = {"urgency": item.about["urgency"], "rank": item.rank}
        more["range"] = item.range and {**item.range, "unit": item.about["unit"]}
        more["limit"] = item.told_limit is not None and {"at_most": item.told_limit, "unit": self._unit(item)}
        more["claims"] = claim and {"text": claim, "because": marks}
        return told | {name: part for name, part in more.items() if part}

    def open_on(self, item, waiting):
        """The facts that an item waits for: those of its rules, and of contradictions where it is no referral."""
        clashing = self.meaning.never.items() if item.state == "open" and not item.about["urgency"] else ()
        return self.waits(waiting).union(*(self.contradiction(name, proof)["facts"] for name, proof in clashing))

    def _text(self, item):
        """The text of an item, with its amounts filled in."""
        text = self._in_language(item.about["text"])
        if not item.range and item.told_limit is None:
            return text
        unit = self._in_language(self.knowledge.data["vocabulary"]["units"][self._unit(item)])
        if len(text) > LONGEST_TEXT or len(unit) > LONGEST_UNIT:
            raise Wrong("knowledge.vocabulary", f"the text of {item.id}, or its unit, is longer than any can be")
        if item.told_limit is not None:
            text = text.replace("{limit}", f"{_numeral(item.told_limit, self.language)} {unit}")
        if not item.range:
            return text
        numbers = {end: _numeral(number, self.language) for end, number in item.range.items()}
        least, most = numbers["min"], numbers["max"]
        ends = least if least == most else f"{least} {self._to(item, least, most)} {most}"
        text = text.replace("{range}", f"{ends} {unit}")
        return text.replace("{start}", f"{numbers['start']} {unit}") if "start" in numbers else text

    def _unit(self, item):
        """The unit of the item, or of the one whose limit its text says."""
        units = {one["id"]: one["unit"] for one in self.knowledge.items}
        return item.about["unit"] or units[self.knowledge.told_limits[item.id]]

    def _to(self, item, least, most):
        """What stands between the ends of a range; in a language unknown here, the word that the record has there."""
        if self.language in TO:
            return TO[self.language]
        text = next(one["text"] for one in self.record["result"]["items"] if one["id"] == item.id)
        found = re.search(rf"{re.escape(least)} ([^\s\d]{{1,12}}) {re.escape(most)} ", text)
        return found[1] if found else "-"

    def _in_language(self, texts):
        """A text in the language of the record, else in the first one of the knowledge."""
        return texts.get(self.language, texts.get(self.knowledge.data["languages"][0], ""))

    # The result: what is asked next

    def _asked(self, told):
        """The questions, and of those on sets whose options are assumed the options to ask for."""
        lifting = self._lifting(told)
        questions = [] if self.meaning.emergencies else self.questions(lifting)
        options = {name: self.knowledge.facts[name]["options"] for name in questions}
        offered = {name: sorted(one for one in some if f"{name}.{one}" in lifting) for name, some in options.items()}
        return {"questions": questions, "offered": {name: some for name, some in offered.items() if some}}

    def questions(self, lifting):
        """What contradicts, who is covered, what may be urgent, what could stand against the main topic, the rest."""
        main, every, outcome = self.meaning.main, self.meaning.items, self.meaning.outcome
        doubted = (main or every) if outcome == "ask_first" else []

        def stops(items):
            return self.waits(rule for item in items for rule in item.pending)

        def needs(items):
            return self.waits(rule for item in items for rule in self._needed(item))

        clashing = [self.contradiction(name, proof) for name, proof in self.meaning.never.items()]
        waves = (
            {fact for one in clashing for fact in one["facts"]},
            self.waits([SCOPE] if every else []),
            self.waits(self.knowledge.urgent) & (stops(every) | needs(every)),
            stops(main),
            stops(every),
            needs(main) | self.waits(rule for item in doubted for rule in item.undecided) | self._asked_for(),
            needs(every),
            {self.knowledge.slots[slot] for slot in lifting},
        )
        asked = [sorted(self._worth_asking(wave), key=self.knowledge.place.get) for wave in waves]
        return _unique(fact for wave in asked for fact in wave)

    def _needed(self, item):
        """The rules that may bring an open item, or that, if true, would change the range or rank of a given one."""
        if item.state != "given":
            return item.undecided if item.state == "open" else []
        found, now = [], item.range
        if now:
            sure = min((most for rule, most in item.limits if self.truths[rule] == TRUE), default=inf)
            found += [rule for rule, most in item.limits if most < sure]
            for rule, ends in item.ranges:
                begins = ends.get("start", inf) < now.get("start", inf)
                adds = begins or ends["from"] < now["min"] or min(ends["to"], sure) > now["max"]
                found += [rule] if adds else []
        sure = min((most for rule, most in item.told if self.truths[rule] == TRUE), default=inf)
        found += [rule for rule, most in item.told if most < sure]
        if not item.alone:
            found += [rule for rule, strength in item.preferring if strength > item.strength]
        return found

    def _asked_for(self):
        """The facts that a rule asks for and that are not answered in full."""
        lacking = {fact for slot, fact in self.knowledge.slots.items() if slot not in self.meaning.values}
        asking = {name: self.knowledge.on("ask", name) for name in lacking}
        return {name for name, rules in asking.items() if any(self.truths[rule] == TRUE for rule, _ in rules)}

    def _lifting(self, items):
        """The slots whose assumed value keeps something stopped that other answers would lift altogether.

        With those of a fact come those of it that still send the person to somebody.
        """
        barring = [item["withheld_by"] for item in items if item["withheld_by"]]
        barring += [[rule] for item in items for rule in item["limited_by"]]
        barring += [[SCOPE]] if self.truths[SCOPE] == FALSE else []
        behind = [[self._behind(rule) for rule in rules] for rules in barring]
        found = set().union(*(slots for each in behind if all(each) for slots in each))
        sent = [item for item in items if item["state"] == "given" and "urgency" in item]
        sending = [self._behind(rule) for item in sent for rule in item["rules"]]
        facts = {_fact_of(slot) for slot in found}
        also = set().union(*(slots for slots in sending if found.isdisjoint(slots)))
        return found | {slot for slot in also if _fact_of(slot) in facts}

    def _behind(self, rule):
        """The slots that a rule depends on and whose value was assumed."""
        return self.knowledge.reads[rule].intersection(self.case["assumed"])

    def _worth_asking(self, facts):
        """Those that were not asked yet; of those asked in vain the facts that would imply an answer."""
        silent = {*self.case["unknown"], *self.case["declined"]}
        steps = {(name, _fact_of(slot)) for name, slot, _, _ in self.knowledge.implying}
        behind, left = set(), list(facts & silent)
        while left:
            far = left.pop()
            more = {name for name, other in steps if other == far} - behind
            behind |= more
            left += more & silent
        lacking = {fact for slot, fact in self.knowledge.slots.items() if slot not in self.meaning.values}
        return (facts | behind & lacking) - silent

    def waits(self, rules):
        """The facts that these rules wait for, through findings too."""
        return set().union(*(self.meaning.proofs[rule].waits for rule in rules))


def _deciding(proof, negated):
    """The single tests that make a condition what it is, and whether each stands under a `not`."""
    if not proof.parts:
        return [(proof, negated)] if proof.kind in ("is", "within", "known") else []
    agreeing = [part for part in proof.parts if part.truth == proof.truth or proof.kind == "not"]
    return [found for part in agreeing for found in _deciding(part, negated != (proof.kind == "not"))]


def _clashing(proof, negated):
    """The slots whose answers make a contradiction hold."""
    if not proof.parts:
        agrees = proof.kind in ("is", "within") and proof.truth == (FALSE if negated else TRUE)
        return [proof.body["slot"]] if agrees else []
    return [slot for part in proof.parts for slot in _clashing(part, negated != (proof.kind == "not"))]


# Comparing, and writing as RFC 8785 does


def same(place, found, wanted):
    """What stands in the record must be what follows, down to each single value."""
    if json.dumps(found, sort_keys=True) == json.dumps(wanted, sort_keys=True):
        return
    if isinstance(found, dict) and isinstance(wanted, dict) and found.keys() == wanted.keys():
        for key in wanted:
            same(f"{place}.{key}", found[key], wanted[key])
    elif isinstance(found, list) and isinstance(wanted, list) and len(found) == len(wanted):
        for number, (one, other) in enumerate(zip(found, wanted, strict=True)):
            name = other.get("id", number) if isinstance(other, dict) else number
            same(f"{place}.{name}", one, other)
    elif not _same_value(found, wanted):
        raise Wrong(place, f"says {_short(found)}, where {_short(wanted)} follows")


def _same_value(one, other):
    return one == other and isinstance(one, bool) == isinstance(other, bool)


def _unique(names):
    return list(dict.fromkeys(names))


def _without(name, data):
    return {key: part for key, part in data.items() if key != name}


def _short(value):
    text = json.dumps(value, ensure_ascii=False)
    return text if len(text) <= 80 else text[:77] + "..."


def _digest(data):
    return "sha256:" + hashlib.sha256(canonical(data)).hexdigest()


def canonical(data):
    """The bytes of plain data by RFC 8785, as far as records need it."""
    return _written(data).encode("utf-8")


def _written(data):
    if isinstance(data, dict):
        keys = sorted(data, key=lambda key: key.encode("utf-16-be"))
        return "{" + ",".join(f"{encode_basestring(key)}:{_written(data[key])}" for key in keys) + "}"
    if isinstance(data, list):
        return "[" + ",".join(map(_written, data)) + "]"
    if isinstance(data, str):
        return encode_basestring(data)
    return json.dumps(data) if data is None or isinstance(data, bool) else _number(data)


def _number(number):
    """A number as JavaScript writes it: the fewest digits that name it, and an exponent only far from one."""
    exact = Decimal(repr(float(number)))
    if not exact.is_finite():
        raise ValueError("no such number in JSON")
    return f"{exact.normalize():{'f' if -7 < exact.adjusted() < 21 else 'e'}}" if exact else "0"


# Reading


def read(text):
    """A record from its text, in which no key may stand twice."""

    def unique(pairs):
        found = dict(pairs)
        if len(found) != len(pairs):
            raise Wrong("record", "a key stands there twice")
        return found

    return json.loads(text, object_pairs_hook=unique)


def texts(path):
    """The text of each record in a file, with its name: in a .jsonl file each line that is not empty is one."""
    by_line = path.lower().endswith(".jsonl")
    with _opened(path) as file:
        take = file.readline if by_line else file.read
        for number, text in enumerate(iter(lambda: take(LONGEST_RECORD + 1), ""), start=1):
            if len(text) > LONGEST_RECORD:
                raise ValueError(f"it is longer than {LONGEST_RECORD} characters")
            if text.strip():
                yield (f"{path}:{number}" if by_line else path), text


def _opened(path):
    """A plain file, or standard input: a device or a pipe by the name of a file might never end."""
    if path == STANDARD_INPUT:
        return open(os.dup(sys.stdin.fileno()), encoding="utf-8")
    number = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0))
    if stat.S_ISREG(os.fstat(number).st_mode):
        return open(number, encoding="utf-8")
    os.close(number)
    raise ValueError("it is no plain file; name one, or `-` for standard input")


def verdicts(path, expected=()):
    """For each record in a file its name, whether it is right, and what is told of it."""
    name, known = None, None
    try:
        for name, text in texts(path):
            known, told = verdict(text, expected, known)
            yield name, known is not None, told
        if name is None:
            yield path, False, "cannot be read: it is empty"
    except (OSError, ValueError) as error:
        yield path, False, f"cannot be read: {error}"


def verdict(text, expected=(), known=None):
    """The knowledge in the record in a text, None where the record is not right, and what is told of it."""
    try:
        knowledge = check(read(text), known)
        found, digest = knowledge.data["contents"], knowledge.data["digest"]
        told = f"wrong: knowledge.digest: names the files and cannot be made again from a record; expect {found}"
        if digest not in expected:
            told = f"wrong: knowledge.contents: says {found}, where {' or '.join(expected)} was expected"
        if digest in expected or (expected and found not in expected):
            return None, told
    except Wrong as wrong:
        return None, f"wrong: {wrong}"
    except (ValueError, RecursionError) as error:
        return None, f"cannot be read: {error}"
    return knowledge, f"right, by knowledge {found}"


def main(words):
    """Check each of these files; the exit code."""
    expected, paths, words = [], [], list(words)
    while words:
        word = words.pop(0)
        (expected if word == "--expect" else paths).append(words.pop(0) if word == "--expect" and words else word)
    unknown = [path for path in paths if path.startswith("-") and path != STANDARD_INPUT]
    if not paths or unknown or not all(map(VALUES["digest"], expected)):
        print(USAGE, file=sys.stderr)
        return 2
    wrong = 0
    for path in paths:
        for name, right, told in verdicts(path, expected):
            wrong += not right
            print(ascii(f"{name}: {told}")[1:-1])
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
