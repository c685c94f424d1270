#!/usr/bin/env python3
"""Checks the record of a decision with nothing but Python: does the advice follow from the rules and answers in it?

    python check_record.py record.json [...]

A file whose name ends in .jsonl has a record on each line; `-` is a record on standard input. Where Sluimer is
installed it is run from there by `python -m sluimer.record.check_record record.json`.

It knows nothing of the engine and reaches its verdict another way. The engine chains forward with three truth values;
here every rule is asked twice, backwards from its findings: does it hold whatever the missing answers are (surely),
and does it hold if they all happen to suit it (possibly)? Surely is true; not even possibly is false; the rest is
unknown. It exits with 0 where every record is right, with 1 where one is not, and prints the first place that is not.
"""

import hashlib
import json
import os
import re
import stat
import sys
from collections import Counter
from decimal import Decimal

FORMAT = "sluimer-decision-1"
STRENGTHS = {"weakly": 1, "normally": 2, "strongly": 3}
RANKED = ("given", "open", "withheld")
SCOPE = "(scope)"
CONTENTS = ("main_topic", "rules", "scope", "statements", "topics", "vocabulary")
PARTS = {
    "engine": ("name", "version", "digest"),
    "case": ("given", "unknown", "declined", "assumed", "implied", "weighed", "values"),
    "result": ("rules", "findings", "fired", "stopped", "outcome", "items", "questions"),
}
KINDS = {
    **dict.fromkeys(("case.unknown", "case.declined", "case.assumed", "case.implied", "case.weighed"), list),
    **dict.fromkeys(("result.fired", "result.items", "result.questions"), list),
    **dict.fromkeys(("case.given", "case.values", "result.rules", "result.findings", "result.stopped"), dict),
}
WHOLE = (
    "format", "schema", "id", "time", "engine", "language", "knowledge", "case", "result",
    *(f"{part}.{name}" for part, names in PARTS.items() for name in names),
    *(f"knowledge.{name}" for name in (*CONTENTS, "languages", "contents")),
)  # fmt: skip
ITEM_KEYS = {
    "topic", "id", "state", "urgent", "range", "rank", "rules", "limited_by", "withheld_by", "undecided", "open_on",
    "cites", "text", "because", "claims",
}  # fmt: skip
TO = {"nl": "tot", "en": "to"}
LONGEST_RECORD = 50_000_000
"""Characters of one record, which hold some hundred thousand rules; what is longer is not read."""
STANDARD_INPUT = "-"
OUTCOMES = {"given": "advice", "open": "answers_needed", "withheld": "ask_first"}


class Wrong(Exception):  # noqa: N818  # it is a verdict on the record, and no error of this program
    """The first place in a record that does not follow from the rest."""

    def __init__(self, place, told):
        super().__init__(f"{place}: {told}")
        self.place = place


def check(record: object, known: object = None) -> None:
    """Raise Wrong where anything in a record does not follow from the rules and answers inside it.

    Of many records that share one knowledge, in the same object, only the first needs to have its digests checked:
    `known` is that object once it was.
    """
    try:
        _be_record(record)
        _Checker(record).check(known)
    except (LookupError, TypeError, ValueError, AttributeError, ArithmeticError, RecursionError) as error:
        raise Wrong("record", f"it is not whole: {type(error).__name__}: {error}") from error


def _be_record(data):
    """Tell plainly of what is no record at all."""
    if not isinstance(data, dict):
        raise Wrong("no record", "it is no object of JSON")
    if data.get("erased") is True and data.get("case") is None:
        raise Wrong("no record", "the facts of this decision were erased")
    lacking = [name for name in WHOLE if _lacks(data, *name.split("."))]
    if lacking:
        raise Wrong("no record", f"it lacks {', '.join(lacking)}")


def _lacks(data, part, name=None):
    """Whether a part, or a name in a part, is not there."""
    if name is None:
        return part not in data
    return isinstance(data.get(part), dict) and name not in data[part]


def canonical(data):
    """The bytes of plain data by RFC 8785, as far as records need it."""
    return _written(data).encode("utf-8")


def _written(data):
    if data is None or isinstance(data, bool):
        return {None: "null", True: "true", False: "false"}[data]
    if isinstance(data, (int, float)):
        return _number(data)
    if isinstance(data, str):
        return _string(data)
    if isinstance(data, list):
        return "[" + ",".join(_written(part) for part in data) + "]"
    keys = sorted(data, key=lambda key: key.encode("utf-16-be"))
    return "{" + ",".join(f"{_string(key)}:{_written(data[key])}" for key in keys) + "}"


def _string(text):
    text.encode("utf-8")
    return json.dumps(text, ensure_ascii=False)


def _number(number):
    """A number as JavaScript writes it: the fewest digits that name it, and an exponent only far from one."""
    if number in (float("inf"), float("-inf")) or number != number:
        raise ValueError("no such number in JSON")
    exact = Decimal(repr(float(number)))
    if exact == 0:
        return "0"
    if -7 < exact.adjusted() < 21:
        plain = format(exact, "f")
        return plain.rstrip("0").rstrip(".") if "." in plain else plain
    digits = "".join(map(str, exact.as_tuple().digits)).rstrip("0")
    fraction = f".{digits[1:]}" if len(digits) > 1 else ""
    return f"{'-' if number < 0 else ''}{digits[0]}{fraction}e{exact.adjusted():+d}"


class _Checker:
    """One record, and the truths that were worked out of it."""

    def __init__(self, record):
        self.record = record
        self.knowledge = record["knowledge"]
        self.rules = self.knowledge["rules"]
        self.facts = self.knowledge["vocabulary"]["facts"]
        self.topics = self.knowledge["vocabulary"]["topics"]
        self.findings = self.knowledge["vocabulary"]["findings"]
        self.case = record["case"]
        self.result = record["result"]
        self.values = {}
        self.bounds = {}
        self.index = {"concludes": {}, "for": {}, "against": {}, "limits": {}, "ranges": {}}
        self.topic_of = {}
        for key, topic in self.topics.items():
            for item in topic["items"]:
                self.topic_of.setdefault(item["id"], (key, topic, item))
        self.assumed, self.implied, self.known, self.covered = set(), set(), {}, None

    def check(self, known=None):
        self.form(known)
        if self.knowledge is not known:
            self.digests()
        self.indexed()
        self.answers()
        self.truths()
        self.firings()
        self.items()
        self.texts()
        self.questions()

    def same(self, place, found, wanted):
        """What stands in the record must be what follows."""
        if canonical(found) != canonical(wanted):  # so that 1 is not true, and 5.0 is 5
            raise Wrong(place, f"says {_short(found)}, where {_short(wanted)} follows")

    # What the record is

    def form(self, known):
        self.same("format", self.record["format"], FORMAT)
        keys = {"format", "schema", "id", "time", "engine", "language", "knowledge", "case", "result"}
        self.same("record", sorted(self.record), sorted(keys))
        canonical({key: part for key, part in self.record.items() if part is not known})
        for part, names in PARTS.items():
            self.same(part, sorted(self.record[part]), sorted(names))
        for place, kind in KINDS.items():
            part, key = place.split(".")
            if not isinstance(self.record[part][key], kind):
                raise Wrong(place, f"is no {kind.__name__}")
        if not re.fullmatch("[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}[.][0-9]{3}Z", self.record["time"]):
            raise Wrong("time", "is no time in UTC")
        if not re.fullmatch("sha256:[0-9a-f]{64}", self.record["schema"]):
            raise Wrong("schema", "is no digest")
        if self.record["language"] not in self.knowledge["languages"]:
            raise Wrong("language", "is none of the knowledge")

    def digests(self):
        """Each rule, and all that was consulted, is what its digest names."""
        for name, rule in self.rules.items():
            text = {key: value for key, value in rule.items() if key != "digest"}
            self.same(f"knowledge.rules.{name}.digest", rule["digest"], _digest(text))
            for cite in rule["cites"]:
                if cite not in self.knowledge["statements"]:
                    raise Wrong(f"knowledge.rules.{name}.cites", f"{cite} is not among the statements")
        contents = {key: self.knowledge[key] for key in CONTENTS}
        self.same("knowledge.contents", self.knowledge["contents"], _digest(contents))

    # What is known of the person

    def answers(self):
        """The values that counted are those given, then what these imply, then what was assumed."""
        slots = {slot: fact for fact, about in self.facts.items() for slot in about["slots"]}
        for slot in self.case["given"]:
            if slot not in slots:
                raise Wrong(f"case.given.{slot}", "belongs to no fact")
        values = dict(self.case["given"])
        implied = list(self._implied(values))
        self.same("case.implied", self.case["implied"], implied)
        assumed = [
            fact for fact, about in sorted(self.facts.items()) if about["assume"] is not None and fact not in values
        ]
        self.same("case.assumed", self.case["assumed"], assumed)
        values.update({fact: self.facts[fact]["assume"] for fact in assumed})
        self.same("case.values", self.case["values"], values)
        silent = [*self.case["unknown"], *self.case["declined"]]
        if len(silent) != len(set(silent)):
            raise Wrong("case", "a fact was not answered in two ways")
        for slot, value in values.items():
            self._fits(slot, value, self.facts[slots[slot]]["kind"])
        for fact in silent:
            if any(slot in self.case["given"] for slot in self.facts[fact]["slots"]):
                raise Wrong("case", f"{fact} was answered and was not")
        self._weighed()
        self.values = values
        self.assumed, self.implied = set(assumed), {one["fact"] for one in implied}

    def _fits(self, slot, value, kind):
        """An answer is of the kind that its fact takes."""
        right = {"yes_no": bool, "set": bool, "choice": str, "number": (int, float)}[kind]
        if not isinstance(value, right) or (kind == "number" and isinstance(value, bool)):
            raise Wrong(f"case.values.{slot}", f"{_short(value)} is no answer to a fact of kind {kind}")

    def _implied(self, values):
        for name in self._implying():
            for one in self.facts[name]["implies"]:
                if name in values and _lies_within(values[name], one["when"]):
                    before = values.get(one["fact"])
                    values[one["fact"]] = one["value"]
                    replaced = before if before is not one["value"] else None
                    yield {"fact": one["fact"], "value": one["value"], "source": name, "instead_of": replaced}

    def _implying(self):
        """The facts that imply something, those that the record names first in its order."""
        named = [one["source"] for one in self.case["implied"]]
        return list(dict.fromkeys([*named, *sorted(fact for fact, about in self.facts.items() if about["implies"])]))

    def _weighed(self):
        for one in self.case["weighed"]:
            if min(one["amount"], one["percent"], one["counts"]) < 0 or self.facts[one["fact"]]["kind"] != "number":
                raise Wrong("case.weighed", f"{one['fact']} cannot be weighed so")
            if abs(one["amount"] * one["percent"] / 100 - one["counts"]) > 1e-9 * max(1, one["counts"]):
                raise Wrong("case.weighed", f"{one['amount']} of {one['as']} does not count as {one['counts']}")
            if one["counts"] > self.case["given"][one["fact"]] + 1e-9:
                raise Wrong("case.weighed", f"counts for more than {one['fact']}")

    # What holds

    def truths(self):
        for name, rule in self.rules.items():
            self.same(f"result.rules.{name}", self.result["rules"].get(name), self.truth(rule["when"]))
        self.same("result.rules", sorted(self.result["rules"]), sorted(self.rules))
        findings = {name: self._of_finding(name) for name in self.findings}
        self.same("result.findings", self.result["findings"], findings)
        self.known = {**self.values, **{name: truth for name, truth in findings.items() if truth is not None}}
        self.covered = self.truth(self.knowledge["scope"]["when"])

    def _of_finding(self, name):
        return _between(self.finding(name, surely=True), self.finding(name, surely=False))

    def truth(self, condition):
        return _between(self.holds(condition, True), self.holds(condition, False))

    def finding(self, name, surely):
        """Whether some rule that concludes it holds, surely or possibly."""
        if (name, surely) not in self.bounds:
            self.bounds[name, surely] = any(
                self.holds(self.rules[rule]["when"], surely) for rule in self.index["concludes"].get(name, [])
            )
        return self.bounds[name, surely]

    def holds(self, condition, surely):
        """Whether a condition holds whatever the missing answers are, or if they suit it."""
        [(kind, body)] = condition.items()
        if kind == "all":
            return all(self.holds(part, surely) for part in body)
        if kind == "any":
            return any(self.holds(part, surely) for part in body)
        if kind == "not":
            return not self.holds(body, not surely)
        if kind == "at_least":
            return sum(self.holds(part, surely) for part in body["of"]) >= body["count"]
        if kind == "known":
            return all(slot in self.values for slot in body["slots"]) is body["known"]
        return self._test(kind, body, surely)

    def _test(self, kind, body, surely):
        slot = body["slot"]
        if slot in self.findings:
            wanted = set(body["values"])
            can_be = {True: self.finding(slot, surely=False), False: not self.finding(slot, surely=True)}
            possible = {truth for truth, can in can_be.items() if can}
            return possible <= wanted if surely else bool(possible & wanted)
        if slot not in self.values:
            return not surely
        if kind == "within":
            return _lies_within(self.values[slot], body)
        if kind == "is":
            return any(_same_value(self.values[slot], value) for value in body["values"])
        raise Wrong("knowledge.rules", f"`{kind}` is no kind of condition")

    def firings(self):
        """Every rule that is true fired once, after what it builds on, and the others say what stopped them."""
        fired = self.result["fired"]
        wanted = [name for name, truth in self.result["rules"].items() if truth is True]
        self.same("result.fired", sorted(fired), sorted(wanted))
        self._in_order(fired)
        stopped = [name for name, truth in self.result["rules"].items() if truth is not True]
        self.same("result.stopped", sorted(self.result["stopped"]), sorted(stopped))
        for name, tests in self.result["stopped"].items():
            self._stopped_by(name, tests)

    def _in_order(self, fired):
        """Each rule held by what was concluded before it fired, and what is false for good."""
        kept, self.bounds = self.bounds, {(finding, True): False for finding in self.findings}
        self.bounds.update({(one, False): self.result["findings"][one] is not False for one in self.findings})
        for name in fired:
            if not self.holds(self.rules[name]["when"], surely=True):
                raise Wrong("result.fired", f"{name} fired before what it builds on was concluded")
            concluded = (effect["conclude"] for effect in self.rules[name]["then"] if "conclude" in effect)
            self.bounds.update({(finding, True): True for finding in concluded})
        self.bounds = kept

    def _stopped_by(self, rule, tests):
        """The tests that stopped a rule stand in it, met what the case says, and are enough to stop it."""
        condition, place = self.rules[rule]["when"], f"result.stopped.{rule}"
        signs = {}
        for leaf, negated in _signed(condition, False):
            signs.setdefault(canonical(list(_said(leaf))), (leaf, set()))[1].add(negated)
        for test in tests:
            leaf, ways = signs.get(canonical([test["name"], test["wanted"]]), (None, ()))
            if test["negated"] not in ways:
                raise Wrong(f"{place}.{test['name']}", "is no test of this rule")
            self.same(f"{place}.{test['name']}.truth", test["truth"], self.truth(leaf))
            self._met(f"{place}.{test['name']}", test, leaf)
        named = {canonical([test["name"], test["wanted"]]) for test in tests}
        if self._possible(condition, named) is not (self.result["rules"][rule] is None) or not tests:
            raise Wrong(place, "does not stop it")

    def _met(self, place, test, leaf):
        """What a test met, and where that came from."""
        name = test["name"]
        self.same(f"{place}.met", test["met"], None if "known" in leaf else self.known.get(name))
        self.same(f"{place}.origin", test["origin"], self._origin(name, leaf))

    def _origin(self, name, leaf):
        fact = name.partition(".")[0]
        if name in self.findings:
            return "concluded"
        if (leaf["known"]["slots"][0] if "known" in leaf else name) in self.values:
            return "assumed" if fact in self.assumed else "implied" if fact in self.implied else "answered"
        if fact in self.case["unknown"]:
            return "unknown"
        return "declined" if fact in self.case["declined"] else "not_asked"

    def _possible(self, condition, named):
        """Whether a condition can be true when nothing is known but these tests."""
        return self._bound(condition, named, False)

    def _bound(self, condition, named, surely):
        [(kind, body)] = condition.items()
        if kind == "all":
            return all(self._bound(part, named, surely) for part in body)
        if kind == "any":
            return any(self._bound(part, named, surely) for part in body)
        if kind == "not":
            return not self._bound(body, named, not surely)
        if kind == "at_least":
            return sum(self._bound(part, named, surely) for part in body["of"]) >= body["count"]
        if canonical(list(_said(condition))) not in named:
            return not surely
        return self.holds(condition, surely)

    # What is advised

    def items(self):
        """Every item stands where the rules put it; none is left out and none is there too much."""
        found = {item["id"]: item for item in self.result["items"]}
        if len(found) != len(self.result["items"]):
            raise Wrong("result.items", "an item stands there twice")
        states = {}
        for about in self.topics.values():
            for item in about["items"]:
                states[item["id"]] = self.state(item["id"], about["referral"])
        for name, state in states.items():
            self.same(f"result.items.{name}.state", found.get(name, {"state": "not_indicated"})["state"], state)
        for name, item in found.items():
            if name not in states or item["state"] not in RANKED:
                raise Wrong(f"result.items.{name}", "is no item of the advice")
            more = set(item) - ITEM_KEYS
            if more:
                raise Wrong(f"result.items.{name}", f"says more than an item does: {_short(sorted(more))}")
            self._item(item)
        self._ranks(found, states)
        self.same("result.outcome", self.result["outcome"], self._outcome(states))
        self._urgent_first()

    def state(self, item, referral):
        covered = self.covered
        indicated = self.some(self.indicating(item))
        barred = self.barred(item)
        if not referral:
            if covered is False:
                return "not_indicated"
            barred = True if barred is True else None if covered is None else barred
        if indicated is False:
            return "not_indicated"
        if barred is True:
            return "withheld"
        return "given" if indicated is True and barred is False else "open"

    def some(self, rules):
        truths = [self.result["rules"][rule] for rule in rules]
        return True if True in truths else None if None in truths else False

    def indexed(self):
        """For each item the rules that call for it, and those that stop it, limit it, or advise a range of it."""
        for name, rule in self.rules.items():
            for side, items_of in (("for", _indicates), ("against", _withholds)):
                for item in dict.fromkeys(item for effect in rule["then"] for item in items_of(effect)):
                    self.index[side].setdefault(item, []).append(name)
            for effect in rule["then"]:
                if "conclude" in effect:
                    self.index["concludes"].setdefault(effect["conclude"], []).append(name)
                advised = effect.get("advise")
                for item, limit in effect.get("limit", {}).items():
                    self.index["limits"].setdefault(item, []).append((name, limit["at_most"]))
                for item, ends in advised.items() if isinstance(advised, dict) else ():
                    self.index["ranges"].setdefault(item, []).append((name, ends))

    def indicating(self, item):
        return self.index["for"].get(item, [])

    def withholding(self, item):
        return self.index["against"].get(item, [])

    def limits(self, item):
        """The limits of an item that nobody ruled out: the rule, how much at most, and whether it surely holds."""
        truths = self.result["rules"]
        for name, most in self.index["limits"].get(item, []):
            if truths[name] is not False:
                yield name, most, truths[name] is True

    def ranges(self, item, truths):
        """What rules of these truths advise of an item."""
        for name, ends in self.index["ranges"].get(item, []):
            if self.result["rules"][name] in truths:
                yield ends

    def barred(self, item):
        barred = self.some(self.withholding(item))
        sure = [one["from"] for one in self.ranges(item, (True,))]
        possible = [one["from"] for one in self.ranges(item, (True, None))]
        least, lowest = min(sure or possible, default=None), min(possible, default=None)
        for _, most, surely in self.limits(item):
            if possible and most < least and barred is not True:
                barred = True if surely and most < lowest else None
        return barred

    def _item(self, item):
        """What an item says of itself: the rules behind it, its range, its urgency and its sources."""
        place, name = f"result.items.{item['id']}", item["id"]
        topic, _, about = self.topic_of[name]
        self.same(f"{place}.topic", item["topic"], topic)
        true = [rule for rule in self.indicating(name) if self.result["rules"][rule]]
        self.same(f"{place}.rules", sorted(item["rules"]), sorted(true))
        self.same(f"{place}.urgent", item.get("urgent", False), about["urgent"])
        for key, wanted in self._against(name, item["state"]).items():
            self.same(f"{place}.{key}", sorted(item[key]), sorted(wanted))
            self.same(f"{place}.{key}", len(item[key]), len(wanted))
        self._range(place, item, about)
        self._waits(place, item)

    def _against(self, name, state):
        """The rules that stop an item, limit it, or may yet have a say in it."""
        truths = self.result["rules"]
        withholding = self.withholding(name)
        sure = [one["from"] for one in self.ranges(name, (True,))]
        possible = [one["from"] for one in self.ranges(name, (True, None))]
        least, lowest = min(sure or possible, default=None), min(possible, default=None)
        emptying = [(rule, most) for rule, most, _ in self.limits(name) if possible and most < least]
        barring = {rule for rule, most in emptying if truths[rule] and most < lowest}
        stopping = barring | {rule for rule in withholding if truths[rule]}
        unsure = {rule for rule, _ in emptying} - barring
        pending = unsure | {rule for rule in withholding if truths[rule] is None}
        if unsure:
            loosest = max(most for _, most in emptying)
            pending |= {rule for rule, least in self._maybe(name) if least <= loosest}
        if not self.topic_of[name][1]["referral"] and self.covered is None:
            pending.add(SCOPE)
        indicating = self.indicating(name)
        if not any(truths[rule] for rule in indicating):
            pending |= {rule for rule in indicating if truths[rule] is None}
        found = {
            "withheld_by": stopping if state == "withheld" else set(),
            "undecided": pending if state == "open" else set(),
        }
        return {**found, **({} if state == "given" and sure else {"limited_by": set()})}

    def _maybe(self, item):
        """The rules that may yet advise a range of an item, with its least."""
        for name, ends in self.index["ranges"].get(item, []):
            if self.result["rules"][name] is None:
                yield name, ends["from"]

    def _range(self, place, item, about):
        advised = list(self.ranges(item["id"], (True,)))
        if item["state"] != "given" or not advised:
            self.same(f"{place}.range", item.get("range"), None)
            return
        limits = list(self.limits(item["id"]))
        most = min([max(one["to"] for one in advised), *(most for _, most, _ in limits)])
        least, start = min(one["from"] for one in advised), min([most, *(one["start"] for one in advised)])
        wanted = {"min": least, "max": most, "start": start, "unit": about["unit"]}
        self.same(f"{place}.range", item["range"], wanted)
        cutting = sorted({rule for rule, end, _ in limits if end < max(one["to"] for one in advised)})
        self.same(f"{place}.limited_by", sorted(item["limited_by"]), cutting)

    def _waits(self, place, item):
        """What an open item waits for was not answered; what is not open waits for nothing."""
        if item["state"] != "open":
            self.same(f"{place}.open_on", item["open_on"], [])
            return
        for fact in item["open_on"]:
            if all(slot in self.values for slot in self.facts[fact]["slots"]):
                raise Wrong(f"{place}.open_on", f"{fact} was answered")

    def _ranks(self, found, states):
        strengths = {}
        for name, rule in self.rules.items():
            for effect in rule["then"]:
                for item, strength in effect.get("prefer", {}).items():
                    if self.result["rules"][name] is True and states[item] == "given":
                        strengths[item] = max(STRENGTHS[strength], strengths.get(item, 0))
        for topic in self.topics.values():
            ranked = Counter(strengths[item["id"]] for item in topic["items"] if item["id"] in strengths)
            for item in (one["id"] for one in topic["items"] if one["id"] in found):
                own = strengths.get(item)
                rank = 1 + sum(count for other, count in ranked.items() if other > own) if own else None
                self.same(f"result.items.{item}.rank", found[item].get("rank"), rank)

    def _outcome(self, states):
        if self.covered is False:
            return "not_covered"
        main = [item["id"] for item in self.topics[self.knowledge["main_topic"]]["items"]]
        for names in (main, states):
            for state in RANKED:
                if state in {states[name] for name in names}:
                    return OUTCOMES[state]
        return "not_covered"

    def _urgent_first(self):
        urgent = [item.get("urgent", False) and item["state"] == "given" for item in self.result["items"]]
        if urgent != sorted(urgent, reverse=True):
            raise Wrong("result.items", "something urgent does not come first")

    # What is said

    def texts(self):
        """An item that is given has its own text and range, no other has any; the reasons are those of its rules."""
        language = self.record["language"]
        for item in self.result["items"]:
            place = f"result.items.{item['id']}"
            self.same(f"{place}.text", item["text"], self._text(item, language))
            reasons = dict.fromkeys(self._because(rule, language) for rule in _determining(item))
            self.same(f"{place}.because", item["because"], " ".join(reasons))
            cites = dict.fromkeys(cite for rule in _determining(item) for cite in self._of_rule(rule)["cites"])
            self.same(f"{place}.cites", item["cites"], list(cites))

    def _text(self, item, language):
        about = self.topic_of[item["id"]][2]
        text = self._said_in(about["text"], language)
        if item["state"] != "given":
            return ""
        if "range" not in item:
            return text
        unit = self._said_in(self.knowledge["vocabulary"]["units"][about["unit"]], language)
        least, most, start = (_shown(item["range"][end]) for end in ("min", "max", "start"))
        ends = least if least == most else f"{least} {TO.get(language, '-')} {most}"
        return _filled(text, {"{range}": f"{ends} {unit}", "{start}": f"{start} {unit}"}, len(item["text"]))

    def _said_in(self, texts, language):
        """A text in this language, else in the first one of the knowledge."""
        return texts.get(language, texts.get(self.knowledge["languages"][0], ""))

    def _because(self, rule, language):
        return self._said_in(self._of_rule(rule)["because"], language)

    def _of_rule(self, rule):
        return self.knowledge["scope"] if rule == SCOPE else self.rules[rule]

    def questions(self):
        """What is worth asking was not answered before."""
        for fact in self.result["questions"]:
            about = self.facts.get(fact)
            if about is None:
                raise Wrong("result.questions", f"{fact} is no fact")
            if all(slot in self.case["given"] for slot in about["slots"]):
                raise Wrong("result.questions", f"{fact} was answered")
        given = any(item["state"] == "open" for item in self.result["items"])
        if self.result["outcome"] == "answers_needed" and not given:
            raise Wrong("result.questions", "nothing is open")


def _determining(item):
    """The rules that put an item in its state."""
    if item["state"] == "withheld":
        return item["withheld_by"]
    return [*item["rules"], *(item["undecided"] if item["state"] == "open" else item["limited_by"])]


def _digest(data):
    return "sha256:" + hashlib.sha256(canonical(data)).hexdigest()


def _between(surely, possibly):
    return True if surely else None if possibly else False


def _same_value(one, other):
    return one == other and isinstance(one, bool) == isinstance(other, bool)


def _lies_within(number, bounds):
    return (
        number >= bounds.get("at_least", number)
        and number <= bounds.get("at_most", number)
        and ("above" not in bounds or number > bounds["above"])
        and ("below" not in bounds or number < bounds["below"])
    )


def _indicates(effect):
    """The items that an effect calls for."""
    for kind in ("advise", "prefer", "refer"):
        if kind in effect:
            return list(effect[kind]) if isinstance(effect[kind], dict) else [effect[kind]]
    return []


def _withholds(effect):
    """The items that an effect stops, whatever their range."""
    return effect["items"] if "withhold" in effect else [effect["avoid"]] if "avoid" in effect else []


def _signed(condition, negated):
    """Every single test of a condition, and whether it stands under a `not` that is not itself under one."""
    [(kind, body)] = condition.items()
    if kind == "not":
        return _signed(body, not negated)
    parts = body["of"] if kind == "at_least" else body if kind in ("all", "any") else None
    return [(condition, negated)] if parts is None else [one for part in parts for one in _signed(part, negated)]


def _said(leaf):
    """What a test reads and what it wants, as an explanation says it."""
    [(kind, body)] = leaf.items()
    if kind == "known":
        return body["fact"], "known" if body["known"] else "unknown"
    if kind == "within":
        return body["slot"], {bound: number for bound, number in body.items() if bound != "slot"}
    return body["slot"], body["values"][0] if len(body["values"]) == 1 else body["values"]


def _shown(number):
    return f"{number:.15g}"


def _filled(text, places, most):
    """A text with its places filled, no further than one letter past the `most` that can be right."""
    told, length = [], 0
    for piece in re.split(f"({'|'.join(map(re.escape, places))})", text):
        told.append(places.get(piece, piece))
        length += len(told[-1])
        if length > most:
            break
    return "".join(told)[: most + 1]


def _short(value):
    text = json.dumps(value, ensure_ascii=False)
    return text if len(text) <= 80 else text[:77] + "..."


def read(text):
    """A record from its text, in which no key may stand twice."""

    def unique(pairs):
        found = dict(pairs)
        if len(found) != len(pairs):
            raise Wrong("record", "a key stands there twice")
        return found

    def never(name):
        raise Wrong("record", f"{name} is no number of JSON")

    return json.loads(text, object_pairs_hook=unique, parse_constant=never)


def texts(path):
    """The text of each record in a file, with its name: in a .jsonl file each line that is not empty is one."""
    with _opened(path) as file:
        if not path.lower().endswith(".jsonl"):
            yield path, _not_too_long(file.read(LONGEST_RECORD + 1))
            return
        lines = iter(lambda: file.readline(LONGEST_RECORD + 1), "")
        for number, line in enumerate(lines, start=1):
            if _not_too_long(line).strip():
                yield f"{path}:{number}", line


def _opened(path):
    """A plain file, or standard input: a device or a pipe by the name of a file might never end."""
    if path == STANDARD_INPUT:
        return open(os.dup(sys.stdin.fileno()), encoding="utf-8")
    number = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0))
    if stat.S_ISREG(os.fstat(number).st_mode):
        return open(number, encoding="utf-8")
    os.close(number)
    raise ValueError("it is no plain file; name one, or `-` for standard input")


def _not_too_long(text):
    if len(text) > LONGEST_RECORD:
        raise ValueError(f"it is longer than {LONGEST_RECORD} characters")
    return text


def verdicts(path):
    """For each record in a file its name, whether it is right, and what is told of it."""
    name = None
    try:
        for name, text in texts(path):
            yield (name, *verdict(text))
        if name is None:
            yield path, False, "cannot be read: it is empty"
    except (OSError, ValueError) as error:
        yield path, False, f"cannot be read: {error}"


def verdict(text):
    """Whether the record in a text is right, and what is told of it."""
    try:
        record = read(text)
        check(record)
    except Wrong as found:
        return False, f"wrong: {found}"
    except (ValueError, RecursionError) as error:
        return False, f"cannot be read: {error}"
    return True, f"right, by knowledge {record['knowledge']['contents']}"


def main(paths):
    """Check each of these files; the exit code."""
    wrong = 0
    for path in paths:
        for name, right, told in verdicts(path):
            wrong += not right
            print(ascii(f"{name}: {told}")[1:-1])
    return 1 if wrong or not paths else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
