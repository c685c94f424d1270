#!/usr/bin/env python3
"""Checks the record of a decision with nothing but Python: does the advice follow from the rules and answers in it?

    python check_record.py [--expect DIGEST] record.json [...]

A file whose name ends in .jsonl has a record on each line; `-` is a record on standard input. `--expect` names the
contents of the knowledge that must have been used; each release publishes them in its list of changes. Where Sluimer
is installed it is run from there by `python -m sluimer.record.check_record record.json`.

It knows nothing of the engine and reaches its verdict another way. The engine chains forward with three truth values;
here every rule is asked twice, backwards from its findings: does it hold whatever the missing answers are (surely),
and does it hold if they all happen to suit it (possibly)? Surely is true; not even possibly is false; the rest is
unknown. From that the whole result is made again, and compared with the one in the record.

It exits with 0 where every record is right, with 1 where one is not, of which it prints the first place, and with 2
where it was not told what to check.
"""

import hashlib
import json
import os
import re
import stat
import sys
from datetime import datetime
from decimal import Decimal
from fractions import Fraction
from json.encoder import encode_basestring

FORMAT = "sluimer-decision-1"
SCHEMA = "sha256:4e2b7655e57e8e92c331aba2855f370a21fb10c78323db746b69d32788c61e74"
SCOPE = "(scope)"
STATES = ("given", "open", "withheld")
OUTCOMES = {"given": "advice", "open": "answers_needed", "withheld": "ask_first"}
STRENGTHS = {"weakly": 1, "normally": 2, "strongly": 3}
TO = {"nl": "tot", "en": "to"}
LARGEST_NUMBER = 10**15
LONGEST_RECORD = 50_000_000
"""Characters of one record, which hold some hundred thousand rules; what is longer is not read."""
LONGEST_TEXT, LONGEST_UNIT = 2_000, 80
"""Characters of a text that amounts are filled in, and of a unit; no knowledge base that is read has longer ones."""
STANDARD_INPUT = "-"
DIGEST = re.compile("sha256:[0-9a-f]{64}")
USAGE = "usage: python check_record.py [--expect DIGEST] record.json [...]"


class Wrong(Exception):  # noqa: N818  # it is a verdict on the record, and no error of this program
    """The first place in a record that does not follow from the rest."""

    def __init__(self, place, told):
        super().__init__(f"{place}: {told}")
        self.place = place


def check(record: object, known: "Knowledge | None" = None) -> "Knowledge":
    """Raise Wrong where anything in a record does not follow from the rules and answers inside it.

    It returns the knowledge in it, checked; of records that share their knowledge only the first needs to be checked
    on that, when the others are given it as `known`.
    """
    try:
        _be_record(record)
        knowledge = known if known is not None and known.is_in(record) else Knowledge(record["knowledge"])
        _Decision(record, knowledge).check()
    except (LookupError, TypeError, ValueError, AttributeError, ArithmeticError, RecursionError) as error:
        raise Wrong("record", f"it is not whole: {type(error).__name__}: {error}") from error
    return knowledge


def _be_record(data):
    """Tell plainly of what is no record at all, and of what has not the form of one."""
    if not isinstance(data, dict):
        raise Wrong("no record", "it is no object of JSON")
    if data.get("erased") is True and data.get("case") is None:
        raise Wrong("no record", "the facts of this decision were erased")
    shaped("record", data, RECORD)


# The form of a record. A dictionary has these keys, of which those with a question mark may be left out, or any keys
# where it has a star; a list has any number of the same; all else is a function that says whether something is right.


def shaped(place, data, shape):
    """Raise Wrong where data has not this form."""
    if isinstance(shape, dict):
        if not isinstance(data, dict):
            raise Wrong(place, f"{_short(data)} is no object")
        if "*" not in shape:
            _keys(place, data, shape)
        for key, part in data.items():
            _is_text(key)
            shaped(f"{place}.{key}", part, shape.get(key, shape.get(f"{key}?", shape.get("*"))))
    elif isinstance(shape, list):
        if not isinstance(data, list):
            raise Wrong(place, f"{_short(data)} is no list")
        for number, part in enumerate(data):
            shaped(f"{place}.{number}", part, shape[0])
    elif not shape(data):
        raise Wrong(place, f"{_short(data)} cannot stand there")


def _keys(place, data, shape):
    lacking = [key for key in shape if key not in data and not key.endswith("?")]
    if lacking:
        raise Wrong(place, f"it lacks {', '.join(lacking)}")
    more = sorted(key for key in data if key not in shape and f"{key}?" not in shape)
    if more:
        raise Wrong(place, f"it has {_short(', '.join(more))}, which no record has")


def _one_of(*values):
    return lambda data: isinstance(data, str) and data in values


def _or_nothing(is_right):
    return lambda data: data is None or is_right(data)


def _anything(_):
    return True


def _is_text(data):
    return isinstance(data, str) and (data.isascii() or bool(data.encode("utf-8")))


def _is_name(data):
    return _is_text(data) and data != ""


def _is_truth(data):
    return isinstance(data, bool)


def _is_number(data):
    return isinstance(data, (int, float)) and not isinstance(data, bool) and abs(data) < LARGEST_NUMBER


def _is_value(data):
    return _is_truth(data) or _is_text(data) or _is_number(data)


def _is_count(data):
    return isinstance(data, int) and not isinstance(data, bool)


def _are_names(data):
    return isinstance(data, list) and all(map(_is_text, data)) and len(data) == len(set(data))


def _is_digest(data):
    return isinstance(data, str) and DIGEST.fullmatch(data) is not None


def _is_time(data):
    """A time in UTC, to the thousandth of a second."""
    if not isinstance(data, str) or not re.fullmatch("[0-9-]{10}T[0-9:]{8}[.][0-9]{3}Z", data):
        return False
    return datetime.strptime(data, "%Y-%m-%dT%H:%M:%S.%fZ").strftime("%Y-%m-%d") == data[:10]


def _is_condition(data):
    return _is_kind_of(CONDITIONS, data) and len(data) == 1


def _is_effect(data):
    return _is_kind_of(EFFECTS, data)


def _is_kind_of(shapes, data):
    """Whether it is one of these kinds, which its first key says, and has the form of that kind."""
    kind = next((name for name in shapes if isinstance(data, dict) and name in data), None)
    if kind is None:
        return False
    shaped(kind, data, {kind: shapes[kind], **({"items": _are_names} if kind == "withhold" else {})})
    return True


def _is_advised(data):
    if isinstance(data, dict):
        shaped("advise", data, {"*": {"from": _is_number, "to": _is_number, "start": _is_number}})
    return isinstance(data, dict) or _is_text(data)


TEXT = {"*": _is_text}
WITHIN = {"slot": _is_text, **{f"{end}?": _is_number for end in ("at_least", "above", "at_most", "below")}}
CONDITIONS = {
    "all": [_is_condition],
    "any": [_is_condition],
    "not": _is_condition,
    "at_least": {"count": _is_count, "of": [_is_condition]},
    "is": {"slot": _is_text, "values": [_is_value]},
    "within": WITHIN,
    "known": {"fact": _is_text, "slots": _are_names, "known": _is_truth},
}
EFFECTS = {
    "conclude": _is_text,
    "advise": _is_advised,
    "prefer": {"*": _one_of(*STRENGTHS)},
    "withhold": _is_text,
    "avoid": _is_text,
    "limit": {"*": {"at_most": _is_number}},
    "refer": _is_text,
    "ask": _is_text,
}
RULE = {
    "pack": _is_text,
    "place": _is_text,
    "title": TEXT,
    "when": _is_condition,
    "then": [_is_effect],
    "because": TEXT,
    "interpretation": TEXT,
    "evidence": {"grade": _is_text, "verified": _is_text, "note": TEXT},
    "cites": _are_names,
    "claim": _is_text,
    "digest": _is_digest,
}
FACT = {
    "kind": _one_of("yes_no", "choice", "set", "number"),
    "slots": _are_names,
    "options": _are_names,
    "unit": _is_text,
    "lowest": _or_nothing(_is_number),
    "highest": _or_nothing(_is_number),
    "implies": [{"when": WITHIN, "fact": _is_text, "value": _is_truth, "cites": _are_names}],
    "weighed_as": [{"id": _is_text, "label": TEXT, "percent": _is_number, "cites": _are_names}],
    "title": TEXT,
    "question": TEXT,
    "assume": _or_nothing(_is_value),
}
ITEM = {"id": _is_text, "unit": _is_text, "urgent": _is_truth, "text": TEXT, "claim": _is_text}
STATEMENT = {
    "source": TEXT,
    "url": _is_text,
    "where": TEXT,
    "says": TEXT,
    "verified": _is_text,
    "explains": _are_names,
}
KNOWLEDGE = {
    "name": _is_text,
    "version": _is_text,
    "digest": _is_digest,
    "files": _is_digest,
    "contents": _is_digest,
    "packs": _are_names,
    "settings": TEXT,
    "audience": _or_nothing(_is_name),
    "languages": _are_names,
    "main_topic": _is_text,
    "topics": _are_names,
    "scope": {"when": _is_condition, "because": TEXT, "cites": _are_names},
    "rules": {"*": RULE},
    "vocabulary": {
        "facts": {"*": FACT},
        "findings": {"*": {"title": TEXT}},
        "topics": {"*": {"title": TEXT, "referral": _is_truth, "items": [ITEM]}},
        "units": {"*": TEXT},
    },
    "statements": {"*": STATEMENT},
}
RECORD = {
    "format": _one_of(FORMAT),
    "schema": _one_of(SCHEMA),
    "id": _is_name,
    "time": _is_time,
    "engine": {"name": _one_of("sluimer"), "version": _is_name, "digest": _is_digest},
    "language": _is_text,
    "knowledge": _anything,
    "case": {
        "given": {"*": _is_value},
        "unknown": _are_names,
        "declined": _are_names,
        "assumed": _are_names,
        "implied": [_anything],
        "weighed": [
            {"fact": _is_text, "amount": _is_number, "as": _is_text, "percent": _is_number, "counts": _is_number}
        ],
        "values": {"*": _is_value},
    },
    "result": _anything,
}


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
    return encode_basestring(text)


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


class Knowledge:
    """What a record says of the knowledge, and what follows from it for every person."""

    def __init__(self, data):
        shaped("knowledge", data, KNOWLEDGE)
        self.data = data
        vocabulary = data["vocabulary"]
        self.rules = dict(sorted(data["rules"].items()))
        self.facts = dict(sorted(vocabulary["facts"].items()))
        self.findings = sorted(vocabulary["findings"])
        self.topics = {name: vocabulary["topics"][name] for name in data["topics"]}
        self.units = vocabulary["units"]
        self.slots = {slot: name for name, fact in self.facts.items() for slot in fact["slots"]}
        self.conditions = {SCOPE: data["scope"]["when"], **{name: rule["when"] for name, rule in self.rules.items()}}
        self.concluding = {name: [] for name in self.findings}
        self.preferring, self.ranges, self.limits, self.asking = {}, {}, {}, []
        self.indicating, self.barring = {}, {}
        self.withholding = set()
        for name, rule in self.rules.items():
            for effect in rule["then"]:
                self._index(name, effect)
        self.text = ""
        self._follows()
        self._worked_out()

    def is_in(self, record):
        """Whether a record has this knowledge."""
        data = record["knowledge"]
        if data is self.data:
            return True
        self.text = self.text or json.dumps(self.data, sort_keys=True)
        return json.dumps(data, sort_keys=True) == self.text

    def _index(self, rule, effect):
        """Note for each item the rules that have a say in it, and for each finding those that conclude it."""
        [kind] = [kind for kind in EFFECTS if kind in effect]
        body = effect[kind]
        if kind == "conclude":
            self.concluding[body].append(rule)
        elif kind == "ask":
            self.asking.append((rule, body))
        elif kind == "withhold":
            self.withholding.add(rule)
            for item in effect["items"]:
                self._say(self.barring, item, rule)
        elif kind == "avoid":
            self._say(self.barring, body, rule)
        elif kind == "limit":
            for item, limit in body.items():
                self.limits.setdefault(item, []).append((limit["at_most"], rule))
        else:
            for item in body if isinstance(body, dict) else [body]:
                self._say(self.indicating, item, rule)
                if kind == "prefer":
                    self.preferring.setdefault(item, []).append((rule, STRENGTHS[body[item]]))
                elif isinstance(body, dict):
                    self.ranges.setdefault(item, []).append((rule, body[item]))

    def _say(self, index, item, rule):
        rules = index.setdefault(item, [])
        if rule not in rules[-1:]:
            rules.append(rule)

    def _follows(self):
        """Each digest is that of what it names, and whatever is named is there."""
        data = self.data
        for name, rule in self.rules.items():
            text = {key: value for key, value in rule.items() if key != "digest"}
            same(f"knowledge.rules.{name}.digest", rule["digest"], _digest(text))
        same("knowledge.packs", data["packs"], sorted({rule["pack"] for rule in self.rules.values()}))
        chosen = {name: data[name] for name in ("files", "packs", "settings", "audience")}
        same("knowledge.digest", data["digest"], _digest(chosen))
        contents = {key: part for key, part in data.items() if key != "contents"}
        same("knowledge.contents", data["contents"], _digest(contents))
        same("knowledge.topics", sorted(data["topics"]), sorted(data["vocabulary"]["topics"]))
        items = [item["id"] for topic in self.topics.values() for item in topic["items"]]
        named = [*self.indicating, *self.barring, *self.limits, *(fact for _, fact in self.asking)]
        for names, known in ((named, {*items, *self.facts}), ([data["main_topic"]], self.topics), (items, set(items))):
            for name in names:
                if name not in known:
                    raise Wrong("knowledge", f"{name} is named and is not there")
        if len(items) != len(set(items)) or not data["languages"]:
            raise Wrong("knowledge", "an item stands there twice, or there is no language")
        self._cited()

    def _cited(self):
        facts = self.facts.values()
        citing = [self.data["scope"], *self.rules.values()]
        citing += [one for fact in facts for one in (*fact["implies"], *fact["weighed_as"])]
        for cite in (cite for one in citing for cite in one["cites"]):
            if cite not in self.data["statements"]:
                raise Wrong("knowledge", f"{cite} is cited and is not among the statements")

    def _worked_out(self):
        """The order of strata and questions, and what each rule reads, through findings too."""
        self.reach, self.stratum = {}, {}
        self.reads = {name: {self.slots[slot] for slot in self._reach_of(name)} for name in self.conditions}
        rules_of = dict.fromkeys(self.facts, 0)
        for name in self.rules:
            for fact in self.reads[name]:
                rules_of[fact] += 1
        ordered = sorted(self.facts, key=lambda fact: (-rules_of[fact], fact))
        self.place = {fact: place for place, fact in enumerate(ordered)}
        self.implied_by = {}
        for name, fact in self.facts.items():
            for one in fact["implies"]:
                self.implied_by.setdefault(one["fact"], {})[name] = True
        urgent = {item["id"] for topic in self.topics.values() for item in topic["items"] if item["urgent"]}
        self.urgent = [
            name for name, rule in self.rules.items() if any(effect.get("refer") in urgent for effect in rule["then"])
        ]

    def _reach_of(self, rule):
        """The slots of facts that can change a rule; noting how many findings deep it builds on others."""
        if rule not in self.reach:
            slots, stratum = set(), 0
            for slot in (slot for leaf in _leaves(self.conditions[rule]) for slot in _slots(leaf)):
                if slot not in self.concluding:
                    slots.add(slot)
                    continue
                for other in self.concluding[slot]:
                    slots |= self._reach_of(other)
                stratum = max([stratum, 1, *(1 + self.stratum[other] for other in self.concluding[slot])])
            self.reach[rule], self.stratum[rule] = slots, stratum
        return self.reach[rule]

    def in_language(self, texts, language):
        """A text in this language, else in the first one of the knowledge."""
        return texts.get(language, texts.get(self.data["languages"][0], ""))

    def of_rule(self, rule):
        """A rule, or the scope, by its name."""
        return self.data["scope"] if rule == SCOPE else self.rules[rule]


class _Decision:
    """One record, and what follows from the answers in it."""

    def __init__(self, record, knowledge):
        self.record, self.knowledge = record, knowledge
        self.case = record["case"]
        self.language = record["language"]
        self.bounds, self.waiting, self.concluded = {}, {}, {}

    def check(self):
        if self.language not in self.knowledge.data["languages"]:
            raise Wrong("language", "is none of the knowledge")
        self.answers()
        self.truths = {name: self.truth(condition) for name, condition in self.knowledge.conditions.items()}
        self.covered = self.truths[SCOPE]
        same("result", self.record["result"], self.result())

    # What is known of the person

    def answers(self):
        """The values that counted are those given, then what these imply, then what was assumed."""
        case, facts = self.case, self.knowledge.facts
        for slot, value in case["given"].items():
            self._is_answer(slot, value)
        for fact in (*case["unknown"], *case["declined"]):
            if fact not in facts or any(slot in case["given"] for slot in facts[fact]["slots"]):
                raise Wrong("case", f"{fact} was answered and was not")
        if set(case["unknown"]) & set(case["declined"]):
            raise Wrong("case", "a fact was not answered in two ways")
        for silent in ("unknown", "declined"):
            same(f"case.{silent}", case[silent], sorted(case[silent]))
        values = dict(case["given"])
        same("case.implied", case["implied"], list(self._implied(values)))
        assumed = [name for name, fact in facts.items() if fact["assume"] is not None and name not in values]
        same("case.assumed", case["assumed"], assumed)
        values.update({name: facts[name]["assume"] for name in assumed})
        same("case.values", case["values"], values)
        self._weighed()
        self.values = values

    def _is_answer(self, slot, value):
        """An answer is of the kind that its fact takes, and within its bounds."""
        fact = self.knowledge.facts.get(self.knowledge.slots.get(slot))
        if fact is None:
            raise Wrong(f"case.given.{slot}", "belongs to no fact")
        kind = fact["kind"]
        right = (
            value in fact["options"]
            if kind == "choice"
            else _is_number(value)
            if kind == "number"
            else _is_truth(value)
        )
        if kind == "number" and right:
            lowest, highest = fact["lowest"], fact["highest"]
            right = (lowest is None or value >= lowest) and (highest is None or value <= highest)
        if not right:
            raise Wrong(f"case.given.{slot}", f"{_short(value)} is no answer to a fact of kind {kind}")

    def _implied(self, values):
        for name, fact in self.knowledge.facts.items():
            for one in fact["implies"]:
                if name in values and _lies_within(values[name], one["when"]):
                    before = values.get(one["fact"])
                    values[one["fact"]] = one["value"]
                    replaced = before if before is not one["value"] else None
                    yield {"fact": one["fact"], "value": one["value"], "source": name, "instead_of": replaced}

    def _weighed(self):
        """Each amount counts for the percentage of its kind, and all of them for no more than the answer."""
        counted = {}
        for one in self.case["weighed"]:
            name = one["fact"]
            kinds = {kind["id"]: kind["percent"] for kind in self.knowledge.facts[name]["weighed_as"]}
            counts = float(_exact(one["amount"]) * _exact(kinds[one["as"]]) / 100)
            same(f"case.weighed.{name}", one, {**one, "percent": kinds[one["as"]], "counts": counts})
            self._is_answer(name, one["counts"])
            counted[name] = counted.get(name, 0) + _exact(one["counts"])
            given = self.case["given"][name]
            if float(counted[name]) > given + 1e-12 * abs(given):
                raise Wrong("case.weighed", f"counts for more than {name}")

    # What holds

    def truth(self, condition):
        """Whether a condition is true, false or unknown (None)."""
        return True if self.holds(condition, True) else None if self.holds(condition, False) else False

    def finding(self, name):
        """Whether a finding is true, false or unknown: whether some rule that concludes it holds."""
        if name not in self.concluded:
            rules = [self.knowledge.rules[rule]["when"] for rule in self.knowledge.concluding[name]]
            surely, possibly = (any(self.holds(rule, bound) for rule in rules) for bound in (True, False))
            self.concluded[name] = True if surely else None if possibly else False
        return self.concluded[name]

    def holds(self, condition, surely):
        """Whether a condition holds whatever the missing answers are, or if they suit it."""
        key = id(condition), surely
        if key not in self.bounds:
            [(kind, body)] = condition.items()
            self.bounds[key] = self._holds(kind, body, surely)
        return self.bounds[key]

    def _holds(self, kind, body, surely):
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
        value = self.value(body["slot"])
        if value is None:
            return not surely
        if kind == "within":
            return _lies_within(value, body)
        return any(_same_value(value, one) for one in body["values"])

    def value(self, slot):
        """The answer in a slot, or the truth of a finding; None where there is none."""
        return self.finding(slot) if slot in self.knowledge.concluding else self.values.get(slot)

    def waits(self, rules):
        """The facts that these unknown rules wait for, through findings too."""
        found = set()
        for rule in rules:
            if rule not in self.waiting:
                self.waiting[rule] = set()
                slots = self._missing(self.knowledge.conditions[rule])
                for slot in slots:
                    rules_of = self.knowledge.concluding.get(slot)
                    if rules_of is None:
                        self.waiting[rule].add(self.knowledge.slots[slot])
                    else:
                        self.waiting[rule] |= self.waits([one for one in rules_of if self.truths[one] is None])
            found |= self.waiting[rule]
        return found

    def _missing(self, condition):
        """The slots without a value that keep a condition unknown."""
        [(kind, body)] = condition.items()
        if kind == "known" or self.truth(condition) is not None:
            return set()
        if kind == "not":
            return self._missing(body)
        if kind in ("is", "within"):
            return {body["slot"]}
        parts = body["of"] if kind == "at_least" else body
        return {slot for part in parts for slot in self._missing(part)}

    def in_order(self, facts):
        """Facts in the order in which they are asked."""
        return sorted(facts, key=self.knowledge.place.get)

    # What follows

    def result(self):
        """The whole result, made again."""
        rules = {name: self.truths[name] for name in self.knowledge.rules}
        topics = {name: self.topic(topic) for name, topic in self.knowledge.topics.items()}
        items = [item for topic in topics.values() for item in topic["items"]]
        outcome = self.outcome(topics)
        return {
            "rules": rules,
            "findings": {name: self.finding(name) for name in self.knowledge.findings},
            "fired": self.fired(),
            "stopped": {name: self.tests(name) for name, truth in rules.items() if truth is not True},
            "outcome": outcome,
            "items": sorted(items, key=lambda item: not (item.get("urgent") and item["state"] == "given")),
            "questions": self.questions(topics, outcome),
        }

    def fired(self):
        """Every rule that is true, after what it builds on: caution before advice, then by its name."""

        def place(name):
            effects = self.knowledge.rules[name]["then"]
            cautions = any(kind in effect for effect in effects for kind in ("withhold", "avoid", "limit", "refer"))
            return self.knowledge.stratum[name], not cautions, name

        return sorted((name for name in self.knowledge.rules if self.truths[name]), key=place)

    def tests(self, rule):
        """The tests that decided that a rule did not fire, with what each met."""
        found = []
        for leaf, negated in self._deciding(self.knowledge.rules[rule]["when"], False):
            test = self._test(leaf, negated)
            if test not in found:
                found.append(test)
        return found

    def _deciding(self, condition, negated):
        """The single tests that make a condition what it is, and whether each stands under a `not`."""
        [(kind, body)] = condition.items()
        if kind == "not":
            return self._deciding(body, not negated)
        parts = body["of"] if kind == "at_least" else body if kind in ("all", "any") else None
        if parts is None:
            return [(condition, negated)]
        agreeing = [part for part in parts if self.truth(part) is self.truth(condition)]
        return [found for part in agreeing for found in self._deciding(part, negated)]

    def _test(self, leaf, negated):
        [(kind, body)] = leaf.items()
        name = body["fact"] if kind == "known" else body["slot"]
        wanted = ("known" if body["known"] else "unknown") if kind == "known" else body.get("values", [])
        if kind == "within":
            wanted = {end: number for end, number in body.items() if end != "slot"}
        return {
            "name": name,
            "wanted": wanted[0] if kind == "is" and len(wanted) == 1 else wanted,
            "negated": negated,
            "met": None if kind == "known" else self.value(name),
            "origin": self._origin(name, _slots(leaf)[0]),
            "truth": self.truth(leaf),
        }

    def _origin(self, name, slot):
        """Where a value comes from, or why there is none."""
        fact = name.partition(".")[0]
        if name in self.knowledge.concluding:
            return "concluded"
        if slot in self.values:
            if fact in self.case["assumed"]:
                return "assumed"
            return "implied" if fact in [one["fact"] for one in self.case["implied"]] else "answered"
        if fact in self.case["unknown"]:
            return "unknown"
        return "declined" if fact in self.case["declined"] else "not_asked"

    # What is advised

    def topic(self, topic):
        """The items of a topic, and the facts they wait for: of stops, of needs, and of doubts about a stop."""
        found = {"items": [], "stops": set(), "needs": set(), "doubts": set()}
        if self.covered is False and not topic["referral"]:
            return found
        bars = {item["id"]: self.bars(item["id"], topic["referral"]) for item in topic["items"]}
        ranks = self.ranks(bars)
        for about in topic["items"]:
            item = self._item(about, bars[about["id"]], ranks)
            if item is not None:
                found["items"].append(item)
                self._waits(found, item, bars[about["id"]], ranks)
        name = next(name for name, one in self.knowledge.topics.items() if one is topic)
        found["items"] = [{"topic": name, **item} for item in sorted(found["items"], key=self._place)]
        return found

    def _waits(self, found, item, bars, ranks):
        """Add the facts that an item waits for."""
        undecided = [] if item["rules"] else self.unknown(self.knowledge.indicating[item["id"]])
        if item["state"] == "withheld":
            found["doubts"] |= self.waits(undecided)
        elif item["state"] == "given":
            found["needs"] |= self.waits(self._may_change(item, ranks))
        else:
            needs = self.waits(undecided)
            found["needs"] |= needs
            found["stops"] |= bars["open"] | (needs if item.get("urgent") else set())

    def _place(self, item):
        """The given first, by rank; among equals those whose rule withholds something: they say what to do about it."""
        alone = self.knowledge.withholding.isdisjoint(item["rules"])
        return STATES.index(item["state"]), item.get("rank", 0), alone, item["id"]

    def unknown(self, rules):
        return [rule for rule in rules if self.truths[rule] is None]

    def bars(self, item, referral):
        """The rules that stop an item, those that may, and the facts that these wait for."""
        rules = self.knowledge.barring.get(item, [])
        barring = [rule for rule in rules if self.truths[rule]]
        pending = ([] if referral else self.unknown([SCOPE])) + self.unknown(rules)
        ranges = self.knowledge.ranges.get(item, [])
        sure = [ends["from"] for rule, ends in ranges if self.truths[rule]]
        possible = [ends["from"] for rule, ends in ranges if self.truths[rule] is not False]
        limits = [
            (most, rule) for most, rule in sorted(self.knowledge.limits.get(item, [])) if self.truths[rule] is not False
        ]
        emptying = [(most, rule) for most, rule in limits if possible and most < min(sure or possible)]
        stopping = [rule for most, rule in emptying if self.truths[rule] and most < min(possible)]
        unsure = [rule for _, rule in emptying if rule not in stopping]
        if unsure:
            loosest = max(most for most, _ in emptying)
            unsure += [rule for rule, ends in ranges if self.truths[rule] is None and ends["from"] <= loosest]
        barring, pending = list(dict.fromkeys(barring + stopping)), list(dict.fromkeys(pending + unsure))
        waits = set() if barring else self.waits(self.unknown(pending))
        return {"barring": barring, "pending": pending, "open": waits}

    def ranks(self, bars):
        """Among the given items of a topic: one more than the number that are preferred more strongly."""
        strengths = {}
        for item, one in bars.items():
            found = [strength for rule, strength in self.knowledge.preferring.get(item, []) if self.truths[rule]]
            if found and not one["barring"] and not one["pending"]:
                strengths[item] = max(found)
        return {item: 1 + sum(other > mine for other in strengths.values()) for item, mine in strengths.items()}

    def _item(self, about, bars, ranks):
        """One item as advice tells it, or None where nothing calls for it."""
        name = about["id"]
        indicating = self.knowledge.indicating.get(name, [])
        true = [rule for rule in indicating if self.truths[rule]]
        undecided = [] if true else self.unknown(indicating)
        if not true and not undecided:
            return None
        state = "withheld" if bars["barring"] else "given" if true and not bars["pending"] else "open"
        item = {"id": name, "state": state, **({"urgent": True} if about["urgent"] else {})}
        if state == "given" and self.knowledge.ranges.get(name):
            item["range"] = {**self._range(name), "unit": about["unit"]}
        if state == "given" and name in ranks:
            item["rank"] = ranks[name]
        limiting = [rule for _, rule in self._limits(name)] if "range" in item else []
        pending = undecided + bars["pending"] if state == "open" else []
        item["rules"] = true
        item["limited_by"] = list(dict.fromkeys(limiting))
        item["withheld_by"] = bars["barring"] if state == "withheld" else []
        item["undecided"] = list(dict.fromkeys(pending))
        item["open_on"] = self.in_order(self.waits(undecided) | bars["open"]) if state == "open" else []
        return {**item, **self._said(item, about)}

    def _advised(self, item):
        return [ends for rule, ends in self.knowledge.ranges.get(item, []) if self.truths[rule]]

    def _limits(self, item):
        """The limits that cut what is advised: those that are true, and those that nobody has ruled out."""
        most = max(ends["to"] for ends in self._advised(item))
        limits = sorted(self.knowledge.limits.get(item, []))
        return [(end, rule) for end, rule in limits if end < most and self.truths[rule] is not False]

    def _range(self, item):
        advised = self._advised(item)
        most = min([max(ends["to"] for ends in advised), *(end for end, _ in self._limits(item))])
        start = min([most, *(ends["start"] for ends in advised)])
        return {"min": min(ends["from"] for ends in advised), "max": most, "start": start}

    def _may_change(self, item, ranks):
        """The unknown rules that could still change the range or the rank of a given item."""
        name, found = item["id"], []
        if "range" in item:
            now, limits = item["range"], self._limits(name)
            sure = min([end for end, rule in limits if self.truths[rule]], default=float("inf"))
            found += [rule for end, rule in limits if self.truths[rule] is None and end < sure]
            for rule, ends in self.knowledge.ranges[name]:
                adds = ends["from"] < now["min"] or ends["start"] < now["start"] or min(ends["to"], sure) > now["max"]
                found += [rule] if self.truths[rule] is None and adds else []
        preferring = self.knowledge.preferring.get(name, [])
        if name not in ranks or len(ranks) > 1:
            strongest = max([strength for rule, strength in preferring if self.truths[rule]], default=0)
            found += [rule for rule, strength in preferring if self.truths[rule] is None and strength > strongest]
        return found

    # What is said

    def _said(self, item, about):
        """Its sources, its text where it is given, and the reasons of the rules that put it in its state."""
        rules = [self.knowledge.of_rule(rule) for rule in _determining(item)]
        reasons = [self.knowledge.in_language(rule["because"], self.language) for rule in rules]
        said = {
            "cites": list(dict.fromkeys(cite for rule in rules for cite in rule["cites"])),
            "text": self._text(item, about),
            "because": " ".join(dict.fromkeys(reasons)),
        }
        if about["claim"]:
            marks = [rule.get("claim") for rule in rules]
            said["claims"] = {"text": about["claim"], "because": list(dict.fromkeys(mark for mark in marks if mark))}
        return said

    def _text(self, item, about):
        if item["state"] != "given":
            return ""
        text = self.knowledge.in_language(about["text"], self.language)
        if "range" not in item:
            return text
        unit = self.knowledge.in_language(self.knowledge.units[about["unit"]], self.language)
        if len(text) > LONGEST_TEXT or len(unit) > LONGEST_UNIT:
            raise Wrong("knowledge.vocabulary", f"the text of {item['id']}, or its unit, is longer than any can be")
        least, most, start = (f"{item['range'][end]:.15g}" for end in ("min", "max", "start"))
        ends = least if least == most else f"{least} {TO.get(self.language, '-')} {most}"
        return text.replace("{range}", f"{ends} {unit}").replace("{start}", f"{start} {unit}")

    def outcome(self, topics):
        """Read off the main topic; where that is not indicated, off everything else."""
        if self.covered is not False:
            main = topics[self.knowledge.data["main_topic"]]["items"]
            for items in (main, [item for topic in topics.values() for item in topic["items"]]):
                for state in STATES:
                    if state in [item["state"] for item in items]:
                        return OUTCOMES[state]
        return "not_covered"

    # What is asked

    def questions(self, topics, outcome):
        """Who is covered, what may be urgent, what could stand against the main topic or any other, then the rest."""
        main, every = topics[self.knowledge.data["main_topic"]], list(topics.values())
        covered = self.covered is not None or not any(topic["items"] for topic in every)
        doubted = [main] if "withheld" in [item["state"] for item in main["items"]] else every
        doubts = _all(doubted, "doubts") if outcome == "ask_first" else set()
        waves = (
            set() if covered else self.waits([SCOPE]),
            self.waits(self.unknown(self.knowledge.urgent)) & (_all(every, "stops") | _all(every, "needs")),
            main["stops"],
            _all(every, "stops"),
            main["needs"] | doubts | self._asked_for(),
            _all(every, "needs"),
            self._assumed([item for topic in every for item in topic["items"]]),
        )
        asked = [fact for wave in waves for fact in self.in_order(self._worth_asking(wave))]
        return list(dict.fromkeys(asked))

    def _asked_for(self):
        """The facts that a rule asks for and that are not answered in full."""
        asked = {fact for rule, fact in self.knowledge.asking if self.truths[rule]}
        return {fact for fact in asked if any(slot not in self.values for slot in self.knowledge.facts[fact]["slots"])}

    def _assumed(self, items):
        """The facts whose assumed answer keeps something from being given, or limits it."""
        barring = {rule for item in items for rule in (*item["withheld_by"], *item["limited_by"])}
        barring |= {SCOPE} if self.covered is False else set()
        return {fact for fact in self.case["assumed"] if any(fact in self.knowledge.reads[rule] for rule in barring)}

    def _worth_asking(self, facts):
        """Those that were not asked yet; of those asked in vain the numbers that would imply an answer."""
        silent = {*self.case["unknown"], *self.case["declined"]}
        implying = {one for fact in facts & silent for one in self.knowledge.implied_by.get(fact, ())}
        return (facts | {one for one in implying if one not in self.values}) - silent


def _all(topics, what):
    return set().union(*(topic[what] for topic in topics))


def _determining(item):
    """The rules that put an item in its state."""
    if item["state"] == "withheld":
        return item["withheld_by"]
    return [*item["rules"], *(item["undecided"] if item["state"] == "open" else item["limited_by"])]


def _leaves(condition):
    """Every single test of a condition."""
    [(kind, body)] = condition.items()
    if kind in ("is", "within", "known"):
        return [condition]
    parts = body["of"] if kind == "at_least" else [body] if kind == "not" else body
    return [leaf for part in parts for leaf in _leaves(part)]


def _slots(leaf):
    """The slots that a test reads."""
    [body] = leaf.values()
    return body["slots"] if "slots" in body else [body["slot"]]


def _same_value(one, other):
    return one == other and isinstance(one, bool) == isinstance(other, bool)


def _lies_within(number, bounds):
    return (
        number >= bounds.get("at_least", number)
        and number <= bounds.get("at_most", number)
        and ("above" not in bounds or number > bounds["above"])
        and ("below" not in bounds or number < bounds["below"])
    )


def _exact(number):
    return Fraction(str(number))


def _short(value):
    text = json.dumps(value, ensure_ascii=False)
    return text if len(text) <= 80 else text[:77] + "..."


def _digest(data):
    return "sha256:" + hashlib.sha256(canonical(data)).hexdigest()


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
        expect(knowledge.data, expected)
    except Wrong as found:
        return None, f"wrong: {found}"
    except (ValueError, RecursionError) as error:
        return None, f"cannot be read: {error}"
    return knowledge, f"right, by knowledge {knowledge.data['contents']}"


def expect(knowledge, expected):
    """The knowledge must be one of those that were expected, where any was."""
    found = knowledge["contents"]
    if knowledge["digest"] in expected:
        raise Wrong("knowledge.digest", f"names the files and cannot be made again from a record; expect {found}")
    if expected and found not in expected:
        raise Wrong("knowledge.contents", f"says {found}, where {' or '.join(expected)} was expected")


def main(words):
    """Check each of these files; the exit code."""
    expected, paths, words = [], [], list(words)
    while words:
        word = words.pop(0)
        (expected if word == "--expect" else paths).append(words.pop(0) if word == "--expect" and words else word)
    if (
        not paths
        or not all(map(_is_digest, expected))
        or any(path.startswith("-") and path != STANDARD_INPUT for path in paths)
    ):
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
