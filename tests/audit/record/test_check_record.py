"""The checker accepts what follows, rejects what does not, and needs nothing but Python."""

import ast
import copy
import itertools
import json
import random
import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import sluimer
from audit.record.conftest import CHECKER, Record, read_back, records_of
from conftest import BICYCLE
from engines.test_resolve import LEDGER, MANIFEST, RULES, VOCABULARY
from sluimer.audit.record import canonical, contents_digest, digest_of, make_record
from sluimer.knowledge.base import Knowledge
from sluimer.knowledge.condition import All, Is, Known, Not, Within
from sluimer.knowledge.condition import Any as AnyOf
from sluimer.knowledge.rule import Advise, Avoid, Effect, Limit, Prefer, Range, Refer, Strength
from sluimer.knowledge.vocabulary import Kind, Option
from strategies.knowledge import knowledge_bases, small_knowledge
from strategies.people import persons
from tries import IN_PART, amount

KB = sluimer.load()
Falsify = Callable[[Record, random.Random], bool]


INSTANCES = amount("INSTANCES", 16, 200)
"""How many records are tried, and how many that were falsified; a thousand in CI."""


def test_it_accepts_every_honest_record(checker: Any, records: list[Record]) -> None:
    """Of generated persons, and of some who get a dose."""
    for some in (records, records_of(KB, INSTANCES, seed=17)):
        known = checker.check(some[0])
        for record in some:
            assert checker.check(record, known) is known


@IN_PART
@pytest.mark.parametrize(
    "kb",
    [
        sluimer.load(packs=["guide"]),
        sluimer.load(audience="commercial"),
        sluimer.load(settings={"upper_limit": "us"}),
        sluimer.load(BICYCLE),
    ],
    ids=["guide", "commercial", "us", "bicycle"],
)
def test_it_accepts_those_of_other_packs_readers_settings_and_guides(checker: Any, kb: sluimer.KnowledgeBase) -> None:
    known = None
    for record in records_of(kb, max(10, INSTANCES // 20), seed=11):
        known = checker.check(record, known)


@settings(deadline=None)
@given(data=st.data())
def test_it_agrees_with_the_engine_on_any_knowledge_and_person(checker: Any, data: st.DataObject) -> None:
    """Another method, the same meaning."""
    knowledge = data.draw(knowledge_bases())
    checker.check(recorded(knowledge, data.draw(persons(knowledge))))


def test_limits_that_stop_an_item_are_named_in_the_order_of_their_rules(checker: Any) -> None:
    """And not the tightest first, as where they cut a range."""
    always = Is("x", (True,))
    effects: list[Effect] = [Limit("amount", 3), Limit("amount", 2), Advise("amount", Range(7, 9, 7))]
    record = recorded(small_knowledge(*((always, [one]) for one in effects)), {"x": True})
    checker.check(record)
    assert record["result"]["items"][0]["withheld_by"] == ["rule-0", "rule-1"]


def recorded(knowledge: Knowledge, person: Mapping[str, object]) -> Record:
    """The record of a person by knowledge that has no statements of its own."""
    record = read_back(make_record(sluimer.KnowledgeBase(knowledge).consult(person)))
    statement = {"source": {}, "url": "", "where": {}, "says": {}, "verified": "", "explains": []}
    record["knowledge"]["statements"] = {
        cite: statement for rule in record["knowledge"]["rules"].values() for cite in rule["cites"]
    }
    return named_anew(record)


Y, X, MUCH = Is("y", (True,)), Is("x", (True,)), Within("n", at_least=5)
ADVISED = Advise("amount", Range(3, 6, 4))
MEETING: tuple[Effect, ...] = (
    *(Advise("amount", Range(*ends)) for ends in ((3, 7, 4), (2, 6, 3), (3, 6, 3), (5, 6, 5), (-1, 6, 0))),
    *(Limit("amount", most) for most in (2, 3, 5, 7)),
    Avoid("amount"),
)


@IN_PART
@pytest.mark.parametrize("other", MEETING, ids=str)
def test_it_agrees_wherever_ranges_and_limits_meet(other: Effect, checker: Any) -> None:
    """At, above and below each other, for sure or not, and where something stops the item besides."""
    for one in MEETING:
        knowledge = small_knowledge((Y, [ADVISED]), (X, [one]), (MUCH, [other]))
        for person in ({"y": True}, {"y": True, "x": True}, {"y": True, "x": False}, {}):
            checker.check(recorded(knowledge, person))


@pytest.mark.parametrize("known", [True, False])
def test_a_set_of_which_not_all_is_told_is_not_known(known: bool, checker: Any) -> None:
    knowledge = small_knowledge((Known("set", ("set.p", "set.q"), known), [Refer("see_someone")]), (X, [Advise("a")]))
    options = tuple(Option(name, knowledge.manifest.title) for name in "pq")
    some = replace(knowledge.vocabulary.facts["x"], id="set", kind=Kind.SET, options=options)
    facts = {**knowledge.vocabulary.facts, "set": some}
    knowledge = replace(knowledge, vocabulary=replace(knowledge.vocabulary, facts=facts))
    for answer, complete in (({"includes": ["p"]}, False), (["p"], True), ([], True), ("unknown", False)):
        record = recorded(knowledge, {"set": answer})
        assert record["result"]["rules"]["rule-0"] is (complete is known)
        checker.check(record)


def test_it_agrees_where_one_limit_is_on_two_items_of_which_one_is_called_for(checker: Any) -> None:
    """What is unknown of the other, which may yet be relieved of it, is told apart."""
    knowledge = small_knowledge(
        (All(()), [Advise("a", Range(5, 9, 5))]),
        (X, [Advise("b", Range(5, 9, 5))]),
        (Y, [Advise(name, Range(2, 4, 2)) for name in "ab"]),
        (MUCH, [Limit(name, 3) for name in "ab"]),
    )
    items = {item.id: item for topic in knowledge.vocabulary.topics.values() for item in topic.items}
    measured = [replace(items["amount"], id=name, topic="other") for name in "ab"]
    other = replace(knowledge.vocabulary.topics["other"], items=tuple(measured))
    topics = {**knowledge.vocabulary.topics, "other": other}
    knowledge = replace(knowledge, vocabulary=replace(knowledge.vocabulary, topics=topics))
    for person in ({"n": 5}, {"n": 5, "x": False}, {"x": True}, {}):
        checker.check(recorded(knowledge, person))


@pytest.mark.parametrize("mine", Strength, ids=str)
def test_it_agrees_wherever_strengths_meet(mine: Strength, checker: Any) -> None:
    """Stronger, weaker and as strong, with a rival or alone: whether it is asked what would raise an item."""
    rivals: tuple[Effect, ...] = (Prefer("b", Strength.NORMALLY), Advise("b"))
    for other, rival in itertools.product(Strength, rivals):
        knowledge = small_knowledge(
            (Y, [Prefer("a", Strength.NORMALLY), rival]), (X, [Prefer("b", mine)]), (MUCH, [Prefer("a", other)])
        )
        for person in ({"y": True}, {"y": True, "x": True}, {"y": True, "x": False}):
            checker.check(recorded(knowledge, person))


def test_a_condition_of_no_parts_has_no_test_that_decided_it(checker: Any) -> None:
    record = recorded(small_knowledge((Not(All(())), [Advise("a")]), (AnyOf(()), [Advise("b")])), {})
    assert record["result"]["stopped"] == {"rule-0": [], "rule-1": []}
    checker.check(record)


def test_a_value_that_was_implied_is_not_told_as_answered(checker: Any) -> None:
    record = recorded(small_knowledge((Not(X), [Advise("a")])), {"n": 3})
    [test] = record["result"]["stopped"]["rule-0"]
    assert test["origin"] == "implied"
    checker.check(record)
    test["origin"] = "answered"
    with pytest.raises(checker.Wrong, match=r"rule-0\.0\.origin: says \"answered\", where \"implied\" follows"):
        checker.check(record)


def test_it_is_asked_whether_an_assumption_that_leaves_someone_out_is_right(checker: Any) -> None:
    knowledge = small_knowledge((Y, [Advise("a")]), scope=X)
    facts = {**knowledge.vocabulary.facts, "x": replace(knowledge.vocabulary.facts["x"], assume=False)}
    knowledge = replace(knowledge, vocabulary=replace(knowledge.vocabulary, facts=facts))
    record = recorded(knowledge, {"y": True})
    assert (record["result"]["outcome"], record["result"]["questions"]) == ("not_covered", ["x"])
    checker.check(record)
    record["result"]["questions"] = []
    assert rejected(checker, record)
    checker.check(recorded(knowledge, {"x": True, "y": True}))


def named_anew(record: Record) -> Record:
    """The same record with every digest in its knowledge made again, as far as there is something to make it of."""
    known = record["knowledge"]
    for rule in known["rules"].values():
        rule["digest"] = digest_of({key: value for key, value in rule.items() if key != "digest"})
    known["digest"] = digest_of({name: known.get(name) for name in ("files", "packs", "settings", "audience")})
    known["contents"] = digest_of({key: part for key, part in known.items() if key != "contents"})
    return record


def a_fact(record: Record, chance: random.Random) -> bool:
    """One answer turned round."""
    given = record["case"]["given"]
    if not given:
        return False
    slot = chance.choice(sorted(given))
    before = given[slot]
    given[slot] = (
        (not before) if isinstance(before, bool) else before + 1 if isinstance(before, int | float) else "other"
    )
    if chance.random() < 0.5:
        record["case"]["values"][slot] = given[slot]
    return _matters(record)


def _matters(record: Record) -> bool:
    """Whether an answer changed what counted, or disagrees with what is said to have counted."""
    case = record["case"]
    return any(case["values"].get(slot) != value for slot, value in case["given"].items()) or _truths_differ(record)


def _truths_differ(record: Record) -> bool:
    known: dict[str, object] = {}
    for slot, value in record["case"]["given"].items():
        fact, _, option = slot.partition(".")
        if option:
            part = known.setdefault(fact, {"includes": [], "excludes": []})
            assert isinstance(part, dict)
            part["includes" if value else "excludes"].append(option)
        else:
            known[fact] = value
    try:
        found = KB.consult({**known, **dict.fromkeys(record["case"]["unknown"], "unknown")})
    except sluimer.CaseError:
        return True
    return bool(dict(found.truths) != record["result"]["rules"])


def a_firing(record: Record, chance: random.Random) -> bool:
    """A firing left out, put in, or told twice."""
    fired, rules = record["result"]["fired"], sorted(record["result"]["rules"])
    match chance.randrange(3):
        case 0 if fired:
            fired.pop(chance.randrange(len(fired)))
        case 1 if fired:
            fired.append(chance.choice(fired))
        case _:
            silent = [name for name in rules if name not in fired]
            fired.insert(chance.randrange(len(fired) + 1), chance.choice(silent))
    return True


def a_dose(record: Record, chance: random.Random) -> bool:
    """One end of a range, in the data, the text or both."""
    ranged = [item for item in record["result"]["items"] if "range" in item]
    if not ranged:
        return False
    item = chance.choice(ranged)
    end = chance.choice(["min", "max", "start"])
    before, after = item["range"][end], item["range"][end] + chance.choice([-150, -1, 1, 50, 1000])
    if chance.random() < 0.7:
        item["range"][end] = after
    else:
        item["text"] = item["text"].replace(f"{before:g}", f"{after:g}")
    return True


def a_contraindication(record: Record, chance: random.Random) -> bool:
    """A stop that is left out: of an item, of the rules, or of what a rule does."""
    stopped = [item for item in record["result"]["items"] if item["state"] == "withheld" and item["withheld_by"]]
    if not stopped:
        return False
    item = chance.choice(stopped)
    rule = chance.choice([name for name in item["withheld_by"] if name != "(scope)"] or [None])
    match chance.randrange(4):
        case 0:
            item["withheld_by"].remove(chance.choice(item["withheld_by"]))
        case 1:
            item.update(state="given", withheld_by=[])
        case 2:
            record["result"]["items"].remove(item)
        case _ if rule:
            kept = {name: told for name, told in record["knowledge"]["rules"].items() if name != rule}
            record["knowledge"] = {**record["knowledge"], "rules": kept}
            record["result"]["rules"].pop(rule)
            record["result"]["fired"].remove(rule)
        case _:
            return False
    return True


FALSIFIED: dict[str, Falsify] = {"fact": a_fact, "firing": a_firing, "dose": a_dose, "stop": a_contraindication}


def copied(record: Record) -> Record:
    """A copy to change; the knowledge is shared with the original."""
    return {**record, "case": copy.deepcopy(record["case"]), "result": copy.deepcopy(record["result"])}


def falsified(records: list[Record], falsify: Falsify, count: int) -> Iterator[Record]:
    """Copies of records with one thing in each that is not so."""
    usable = [record for record in records if falsify(copied(record), random.Random(0))]
    chance, made = random.Random(5), 0
    while made < count:
        record = copied(chance.choice(usable))
        if falsify(record, chance):
            made += 1
            yield record


@pytest.mark.parametrize("what", FALSIFIED)
def test_it_rejects_every_record_with_one_thing_in_it_that_is_not_so(
    what: str, checker: Any, records: list[Record]
) -> None:
    known = checker.check(records[0])
    for record in falsified(records, FALSIFIED[what], INSTANCES // len(FALSIFIED)):
        with pytest.raises(checker.Wrong):
            checker.check(record, known)


def rejected(checker: Any, record: Record, known: object = None) -> bool:
    """Whether the checker finds anything wrong."""
    try:
        checker.check(record, known)
    except checker.Wrong:
        return True
    return False


def test_it_names_the_first_place_that_is_wrong(checker: Any, plant_care: sluimer.KnowledgeBase) -> None:
    record = read_back(make_record(plant_care.consult({"moisture": 70, "indoors": True, "drooping": True}), "en"))
    checker.check(record)
    record["result"]["rules"]["wet-soil-stops-water"] = False
    with pytest.raises(checker.Wrong, match="wet-soil-stops-water: says false, where true follows"):
        checker.check(record)


def test_a_rule_whose_text_was_changed_is_found_by_its_digest(checker: Any, plant_care: sluimer.KnowledgeBase) -> None:
    record = read_back(make_record(plant_care.consult({"moisture": 70}), "en"))
    rule = record["knowledge"]["rules"]["wet-soil-stops-water"]
    rule["because"]["en"] = "Dry enough."
    with pytest.raises(checker.Wrong, match=r"wet-soil-stops-water\.digest"):
        checker.check(record)
    rule["digest"] = digest_of({key: value for key, value in rule.items() if key != "digest"})
    with pytest.raises(checker.Wrong, match="contents"):
        checker.check(record)
    named_anew(record)
    with pytest.raises(checker.Wrong, match="because"):
        checker.check(record)


@pytest.mark.parametrize("broken", [{}, [], None, 3, "x", {"format": "sluimer-decision-1"}, {"format": "other"}])
def test_what_is_no_record_is_rejected_and_never_crashes(checker: Any, broken: object) -> None:
    with pytest.raises(checker.Wrong):
        checker.check(broken)


def test_it_stands_alone(tmp_path: Path, records: list[Record]) -> None:
    """Copied to an empty folder, with a Python that sees nothing but its own library."""
    shutil.copy(CHECKER, tmp_path / "check_record.py")
    good, bad = copy.deepcopy(records[0]), copy.deepcopy(records[0])
    bad["result"]["outcome"] = "not_covered" if good["result"]["outcome"] != "not_covered" else "advice"
    (tmp_path / "good.json").write_bytes(canonical(good))
    (tmp_path / "bad.json").write_bytes(canonical(bad))
    (tmp_path / "twice.json").write_text('{"format": 1, "format": 2}', encoding="utf-8")
    command = [sys.executable, "-I", "-S", "check_record.py"]

    def run(*files: str) -> "subprocess.CompletedProcess[str]":
        return subprocess.run([*command, *files], cwd=tmp_path, capture_output=True, text=True, check=False)

    contents = good["knowledge"]["contents"]
    assert (run("good.json").returncode, run("good.json").stdout) == (0, f"good.json: right, by knowledge {contents}\n")
    told = run("good.json", "bad.json", "twice.json", "none.json")
    assert told.returncode == 1
    lines = told.stdout.splitlines()
    assert lines[1].startswith("bad.json: wrong: result.outcome: says ")
    assert lines[2] == "twice.json: wrong: record: a key stands there twice"
    assert lines[3].startswith("none.json: cannot be read: ")
    assert (run().returncode, run().stdout) == (2, "")
    assert run().stderr.startswith("usage: python check_record.py")


def test_it_imports_the_standard_library_alone() -> None:
    tree = ast.parse(CHECKER.read_text(encoding="utf-8"))
    imported = {
        name.split(".")[0]
        for node in ast.walk(tree)
        if isinstance(node, ast.Import | ast.ImportFrom)
        for name in ([one.name for one in node.names] if isinstance(node, ast.Import) else [node.module or ""])
    }
    assert imported <= set(sys.stdlib_module_names)
    assert "json" in imported


def test_numbers_are_written_as_javascript_writes_them(checker: Any) -> None:
    written = {
        1e21: "1e+21",
        1e-7: "1e-7",
        0.00001: "0.00001",
        123456789012345680000.0: "123456789012345680000",
        0.5: "0.5",
    }
    assert {number: checker.canonical(number).decode() for number in written} == written
    assert json.loads(checker.canonical({"a": [1.0, -0.0]})) == {"a": [1, 0]}


def _typed(record: Record) -> None:
    slot = next(slot for slot, value in record["case"]["given"].items() if value is False)
    record["case"]["given"][slot] = record["case"]["values"][slot] = "yes"
    for tests in record["result"]["stopped"].values():
        for test in tests:
            test["met"] = "yes" if test["name"] == slot else test["met"]


def _as_numbers(record: Record) -> None:
    values = record["case"]["values"]
    record["case"]["values"] = {
        slot: int(value) if isinstance(value, bool) else value for slot, value in values.items()
    }


def _without_what_stopped(record: Record) -> None:
    record["result"]["stopped"] = {rule: [] for rule in record["result"]["stopped"]}


def _with_another_reason(record: Record) -> None:
    false = next(rule for rule, truth in record["result"]["rules"].items() if truth is False)
    item = next(item for item in record["result"]["items"] if item["state"] == "given" and "range" not in item)
    item["limited_by"] = [false]
    _told_again(record, item)


def _with_a_false_stop(record: Record) -> None:
    item = next(item for item in record["result"]["items"] if item["state"] == "withheld")
    item["withheld_by"].append(next(rule for rule in record["result"]["fired"] if rule not in item["withheld_by"]))
    _told_again(record, item)


def _told_again(record: Record, item: Record) -> None:
    """The reasons and sources of an item as they follow from the rules it names."""
    rules = item["withheld_by"] if item["state"] == "withheld" else [*item["rules"], *item["limited_by"]]
    told = [record["knowledge"]["rules"][rule] for rule in rules]
    item["because"] = " ".join(dict.fromkeys(rule["because"][record["language"]] for rule in told))
    item["cites"] = list(dict.fromkeys(cite for rule in told for cite in rule["cites"]))


def _with_what_is_not_indicated(record: Record) -> None:
    there = {item["id"] for item in record["result"]["items"]}
    topics = record["knowledge"]["vocabulary"]["topics"].items()
    topic, item = next((name, one) for name, each in topics for one in each["items"] if one["id"] not in there)
    empty: Record = {key: [] for key in ("rules", "limited_by", "withheld_by", "undecided", "open_on", "cites")}
    more = {"topic": topic, "id": item["id"], "state": "not_indicated", **empty, "text": "", "because": ""}
    record["result"]["items"].append(more)


def _with_more_words(record: Record) -> None:
    record["result"]["items"][-1]["note"] = "Take ten times as much."


def _with_another_unit(record: Record) -> None:
    record["knowledge"]["vocabulary"]["units"]["mg/day"]["en"] = "g a day"


def _with_another_source(record: Record) -> None:
    next(iter(record["knowledge"]["statements"].values()))["says"]["en"] = "Cures all."


def _for_everyone(record: Record) -> None:
    record["knowledge"]["scope"]["when"] = {"all": []}


def _fired_backwards(record: Record) -> None:
    record["result"]["fired"].reverse()


def _asked_twice(record: Record) -> None:
    record["case"]["unknown"] = record["case"]["declined"] = ["egfr"]


def _in_no_language(record: Record) -> None:
    record["language"] = "xx"


SLEEPLESS = {
    "age": 41, "insomnia": True, "kidney_problems": False, "medicines": ["loop_diuretic"], "conditions": [],
    "life_stage": [], "side_effects": [], "current_dose": 300, "high_stress": True, "suicidal_thoughts": False,
    "clinician_agreed": ["loop_diuretic"],
}  # fmt: skip


@IN_PART
@IN_PART
@pytest.mark.parametrize(
    "forge",
    [
        _typed, _as_numbers, _without_what_stopped, _with_another_reason, _with_a_false_stop,
        _with_what_is_not_indicated, _with_more_words, _with_another_unit, _with_another_source, _for_everyone,
        _fired_backwards, _asked_twice, _in_no_language,
    ],
)  # fmt: skip
def test_what_an_attacker_tried_is_rejected(forge: Callable[[Record], None], checker: Any) -> None:
    stopped = {**SLEEPLESS, "clinician_agreed": []} if forge is _with_a_false_stop else SLEEPLESS
    record = read_back(make_record(KB.consult(stopped), "en"))
    checker.check(record)
    forge(record)
    assert rejected(checker, record)


def test_a_record_of_changed_knowledge_names_other_contents(plant_care: sluimer.KnowledgeBase) -> None:
    """So it cannot pass for one of the knowledge that is known, even where every digest in it was made anew."""
    knowledge = plant_care.knowledge
    moisture = replace(knowledge.vocabulary.facts["moisture"], implies=())
    facts = {**knowledge.vocabulary.facts, "moisture": moisture}
    forged = replace(knowledge, vocabulary=replace(knowledge.vocabulary, facts=facts))
    record = make_record(sluimer.KnowledgeBase(forged).consult({"moisture": 5}))
    assert record["knowledge"]["digest"] == knowledge.digest
    assert record["knowledge"]["contents"] == contents_digest(forged) != contents_digest(knowledge)
    assert make_record(plant_care.consult({}))["knowledge"]["contents"] == contents_digest(knowledge)


@pytest.mark.parametrize(
    "text",
    ["[" * 200_000, '{"a": NaN}', '{"a": 1e999}', "\ufeff{}", '{"format": "\\ud800"}', '{"x\\nother.json: right": 1}'],
    ids=["deep", "nan", "huge", "bom", "surrogate", "newline"],
)
def test_whatever_a_file_holds_there_is_one_line_of_verdict(
    text: str, tmp_path: Path, checker: Any, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "record.json"
    file.write_text(text, encoding="utf-8")
    assert checker.main([str(file)]) == 1
    [line] = capsys.readouterr().out.splitlines()
    assert ": wrong: " in line or ": cannot be read: " in line


def test_a_file_with_a_record_on_each_line_is_told_line_by_line(tmp_path: Path, records: list[Record]) -> None:
    """As a log exports them; an empty line is none, and after one that is wrong the others are checked too."""
    shutil.copy(CHECKER, tmp_path / "check_record.py")
    bad = {**records[1], "result": {**records[1]["result"], "fired": ["nothing"]}}
    lines = [canonical(records[0]), b"", canonical(bad), b"{", canonical(records[2])]
    (tmp_path / "all.jsonl").write_bytes(b"\n".join(lines) + b"\n")
    (tmp_path / "none.JSONL").write_bytes(b"\n")
    command = [sys.executable, "-I", "-S", "check_record.py", "all.jsonl", "none.JSONL"]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)
    told = done.stdout.splitlines()
    assert done.returncode == 1
    assert [line.partition(": ")[0] for line in told] == [
        "all.jsonl:1", "all.jsonl:3", "all.jsonl:4", "all.jsonl:5", "none.JSONL",
    ]  # fmt: skip
    assert ["right" in line for line in told] == [True, False, False, True, False]
    (tmp_path / "all.jsonl").write_bytes(canonical(records[0]) + b"\n" + canonical(records[2]))
    assert subprocess.run(command[:-1], cwd=tmp_path, capture_output=True, check=False).returncode == 0


@pytest.mark.parametrize(
    ("data", "told"),
    [
        ([1], "no record: it is no object of JSON"),
        ({"number": 1, "erased": True, "case": None}, "no record: the facts of this decision were erased"),
        ({}, "record: it lacks format, schema, id, time, engine, language, knowledge, case, result"),
    ],
    ids=["list", "erased", "empty"],
)
def test_what_is_no_record_says_so_plainly(data: object, told: str, checker: Any) -> None:
    with pytest.raises(checker.Wrong, match=f"^{told}$"):
        checker.check(data)


def test_what_a_record_lacks_is_named(checker: Any, records: list[Record]) -> None:
    for part, name in (("knowledge", "rules"), ("case", "given"), ("engine", "digest")):
        less = {**records[0], part: {key: value for key, value in records[0][part].items() if key != name}}
        with pytest.raises(checker.Wrong, match=f"^(record[.])?{part}: it lacks {name}$"):
            checker.check(less)


def test_it_runs_from_an_installation_too(tmp_path: Path, records: list[Record]) -> None:
    (tmp_path / "record.json").write_bytes(canonical(records[0]))
    command = [sys.executable, "-W", "error", "-m", "sluimer.audit.record.check_record", "record.json"]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith("record.json: right, by knowledge sha256:")


def test_run_by_its_path_it_starts_nothing_of_the_engine(tmp_path: Path, records: list[Record]) -> None:
    (tmp_path / "record.json").write_bytes(canonical(records[0]))
    command = [sys.executable, "-X", "importtime", str(CHECKER), "record.json"]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert done.returncode == 0
    assert "sluimer" not in done.stderr


def test_it_tells_in_its_own_process_what_each_file_is(
    tmp_path: Path, records: list[Record], checker: Any, capsys: pytest.CaptureFixture[str]
) -> None:
    """A record on each line, a file that is empty, a folder and what is not there."""
    (tmp_path / "all.jsonl").write_bytes(canonical(records[0]) + b"\n\n{\n")
    (tmp_path / "empty.jsonl").write_bytes(b"")
    names = ("all.jsonl", "empty.jsonl", ".", "none.json")
    assert checker.main([str(tmp_path / name) for name in names]) == 1
    right, torn, empty, folder, absent = capsys.readouterr().out.splitlines()
    assert ("all.jsonl:1: right" in right, "all.jsonl:3: cannot be read" in torn) == (True, True)
    assert empty.endswith("empty.jsonl: cannot be read: it is empty")
    assert ": cannot be read: " in folder
    assert ": cannot be read: " in absent


@pytest.mark.skipif(sys.platform == "win32", reason="there a folder cannot be opened at all")
def test_what_is_no_plain_file_is_not_read(tmp_path: Path, checker: Any) -> None:
    [(_, right, told)] = checker.verdicts(str(tmp_path))
    assert (right, told) == (False, "cannot be read: it is no plain file; name one, or `-` for standard input")


def test_a_record_may_come_through_standard_input(
    tmp_path: Path, records: list[Record], checker: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "record.json").write_bytes(canonical(records[0]))
    with (tmp_path / "record.json").open(encoding="utf-8") as stream:
        monkeypatch.setattr(sys, "stdin", stream)
        assert checker.main(["-"]) == 0


def test_a_whole_number_is_the_same_however_it_is_written(checker: Any) -> None:
    checker.same("here", {"a": [1.0, 2]}, {"a": [1, 2.0]})
    with pytest.raises(checker.Wrong, match=r"here\.a\.0"):
        checker.same("here", {"a": [1.0, 2]}, {"a": [True, 2]})


@pytest.mark.parametrize("number", [float("inf"), float("-inf"), float("nan")])
def test_what_is_no_number_of_json_has_no_bytes(number: float, checker: Any) -> None:
    with pytest.raises(ValueError, match="no such number in JSON"):
        checker.canonical([number])


def _with_a_main_topic_that_is_not_there(known: Record) -> None:
    known["main_topic"] = "nowhere"


def _with_an_item_twice(known: Record) -> None:
    topic = next(topic for topic in known["vocabulary"]["topics"].values() if topic["items"])
    topic["items"].append(topic["items"][0])


def _without_languages(known: Record) -> None:
    known["languages"] = []


def _with_a_rule_in_place_of_the_scope(known: Record) -> None:
    known["rules"]["(scope)"] = {**known["rules"]["drooping-means-thirsty"], "then": []}


def _with_a_finding_in_place_of_an_answer(known: Record) -> None:
    known["vocabulary"]["findings"]["indoors"] = {"title": {}}


def _with_a_slot_for_no_option(known: Record) -> None:
    known["vocabulary"]["facts"]["pests"]["slots"].append("pests.none")


def _with_the_slot_of_another_fact(known: Record) -> None:
    known["vocabulary"]["facts"]["height"]["slots"] = ["moisture"]


def _with_a_fact_known_in_part(known: Record) -> None:
    known["scope"]["when"] = {"known": {"fact": "pests", "slots": ["pests.mites"], "known": True}}


def _with_an_answer_implied_of_no_fact(known: Record) -> None:
    known["vocabulary"]["facts"]["moisture"]["implies"][0]["then"] = {"nothing": True}


def _with_a_question_about_an_item(known: Record) -> None:
    item = known["vocabulary"]["topics"]["water"]["items"][0]["id"]
    known["rules"]["sun-is-better"]["then"].append({"ask": item})


def _with_advice_about_a_fact(known: Record) -> None:
    known["rules"]["sun-is-better"]["then"].append({"withhold": "x", "items": ["moisture"]})


def _with_a_unit_that_is_not_there(known: Record) -> None:
    known["vocabulary"]["topics"]["place"]["items"][0]["unit"] = "barrel"


def _with_a_referral_that_is_stopped(known: Record) -> None:
    referral = known["vocabulary"]["topics"]["help"]["items"][0]["id"]
    known["rules"]["sun-is-better"]["then"].append({"withhold": "help", "items": [referral]})


def _with_a_referral_that_is_advised(known: Record) -> None:
    referral = known["vocabulary"]["topics"]["help"]["items"][0]["id"]
    known["rules"]["sun-is-better"]["then"].append({"advise": referral})


def _with_an_item_that_is_referred_to(known: Record) -> None:
    item = known["vocabulary"]["topics"]["place"]["items"][0]["id"]
    known["rules"]["sun-is-better"]["then"].append({"refer": item})


def _with_an_urgent_item(known: Record) -> None:
    known["vocabulary"]["topics"]["place"]["items"][0]["urgency"] = "now"


def _with_referrals_in_the_main_topic(known: Record) -> None:
    known["main_topic"] = "help"


@pytest.mark.parametrize(
    ("forge", "told"),
    [
        (_with_a_main_topic_that_is_not_there, "nowhere is named and is not there"),
        (_with_an_item_twice, "an item stands there twice"),
        (_without_languages, "or there is no language"),
        (_with_a_rule_in_place_of_the_scope, "a rule is named as the scope"),
        (_with_a_finding_in_place_of_an_answer, "or a finding as a fact"),
        (_with_a_slot_for_no_option, r"facts\.pests\.slots: says"),
        (_with_the_slot_of_another_fact, r"facts\.height\.slots\.0: says"),
        (_with_a_fact_known_in_part, r"rules\.\(scope\)\.when: says"),
        (_with_an_answer_implied_of_no_fact, "nothing is named and is not there"),
        (_with_a_question_about_an_item, "is named and is not there"),
        (_with_advice_about_a_fact, "moisture is named and is not there"),
        (_with_a_referral_that_is_stopped, "is treated as what it is not, a referral"),
        (_with_a_referral_that_is_advised, "is treated as what it is not, a referral"),
        (_with_an_item_that_is_referred_to, "is treated as what it is not, a referral"),
        (_with_an_urgent_item, "is treated as what it is not, a referral"),
        (_with_referrals_in_the_main_topic, "is treated as what it is not, a referral"),
        (_with_a_unit_that_is_not_there, "barrel is named and is not there"),
    ],
)
def test_knowledge_that_no_folder_can_hold_is_refused(
    forge: Callable[[Record], None], told: str, checker: Any, plant_care: sluimer.KnowledgeBase
) -> None:
    record = read_back(make_record(plant_care.consult({"moisture": 70}), "en"))
    forge(record["knowledge"])
    with pytest.raises(checker.Wrong, match=told):
        checker.check(named_anew(record))


def test_a_test_that_a_rule_has_twice_is_told_once(checker: Any, plant_care: sluimer.KnowledgeBase) -> None:
    record = read_back(make_record(plant_care.consult({"moisture": 20}), "en"))
    rule = record["knowledge"]["rules"]["wet-soil-stops-water"]
    rule["when"] = {"all": [rule["when"], rule["when"]]}
    checker.check(named_anew(record))
    stopped = record["result"]["stopped"]["wet-soil-stops-water"]
    stopped.append(stopped[0])
    with pytest.raises(checker.Wrong, match="wet-soil-stops-water"):
        checker.check(record)


@pytest.mark.parametrize(("length", "unit", "refused"), [(2001, 1, True), (10, 81, True), (2000, 80, False)])
def test_a_text_or_unit_too_long_to_fill_amounts_in_is_refused(
    length: int, unit: int, refused: bool, checker: Any
) -> None:
    record = read_back(make_record(KB.consult(SLEEPLESS), "en"))
    ranged = next(item["id"] for item in record["result"]["items"] if "range" in item)
    vocabulary = record["knowledge"]["vocabulary"]
    [item] = [one for topic in vocabulary["topics"].values() for one in topic["items"] if one["id"] == ranged]
    item["text"]["en"] = "x" * length
    vocabulary["units"][item["unit"]]["en"] = "u" * unit
    told = f"the text of {ranged}, or its unit, is longer than any can be" if refused else f"{ranged}.text: says"
    with pytest.raises(checker.Wrong, match=told):
        checker.check(named_anew(record))


@pytest.mark.parametrize(
    ("answers", "state"),
    [({"heat": True}, "withheld"), ({}, "open"), ({"wants": None}, "open"), ({"heat": False}, "given")],
    ids=["stopped", "may be stopped", "and may be widened", "free"],
)
def test_a_limit_that_leaves_nothing_of_a_range_bars_the_item_here_too(
    answers: Record, state: str, checker: Any, write: Callable[[dict[str, str]], Path]
) -> None:
    texts = {"rules/knowledge.yaml": MANIFEST, "rules/ledger/book.yaml": LEDGER, "facts/all.yaml": VOCABULARY}
    kb = sluimer.load(write({**texts, "rules/book/all.yaml": RULES}))
    known = {"adult": True, "wants": False, "longs": True, "knee": False, **answers}
    record = read_back(make_record(kb.consult({name: answer for name, answer in known.items() if answer is not None})))
    checker.check(record)
    [item] = [item for item in record["result"]["items"] if item["id"] == "distance"]
    assert item["state"] == state
    item["undecided"] = [*item["undecided"], "run-far"]
    with pytest.raises(checker.Wrong, match=r"distance"):
        checker.check(record)


def test_a_part_that_is_not_of_its_form_is_named_by_its_whole_place(
    checker: Any, plant_care: sluimer.KnowledgeBase
) -> None:
    record = read_back(make_record(plant_care.consult({"moisture": 70}), "en"))
    rules = record["knowledge"]["rules"]
    rules["three-pests-at-once"]["when"]["at_least"]["count"] = "three"
    with pytest.raises(
        checker.Wrong, match=r"^knowledge\.rules\.three-pests-at-once\.when\.at_least\.count: \"three\""
    ):
        checker.check(record)
    rules["three-pests-at-once"]["when"] = {"at_last": {"count": 3, "of": []}}
    with pytest.raises(checker.Wrong, match=r'three-pests-at-once\.when: it has "at_last", which no record has'):
        checker.check(record)


@pytest.mark.parametrize("time", ["2026-02-30T10:00:00.000Z", "2026-11-24T25:00:00.000Z", "2026-11-24", 3])
def test_a_time_that_never_was_is_refused(time: object, checker: Any, plant_care: sluimer.KnowledgeBase) -> None:
    record = read_back(make_record(plant_care.consult({}), "en"))
    assert rejected(checker, {**record, "time": time})


def test_a_number_that_is_none_is_refused_wherever_it_stands(checker: Any, plant_care: sluimer.KnowledgeBase) -> None:
    text = canonical(make_record(plant_care.consult({"moisture": 70, "height": 30}), "en")).decode()
    places = [found.start() for found in re.finditer(r"(?<=[:\[,])[0-9]+(?=[,\]}])", text)]
    assert len(places) > 10
    for place in places:
        end = re.compile("[0-9]+").match(text, place)
        assert end is not None
        for other in ("NaN", "-Infinity", "1e999"):
            known, told = checker.verdict(text[:place] + other + text[end.end() :])
            assert known is None, told


@pytest.mark.parametrize(
    ("silent", "told"),
    [
        ({"unknown": ["nothing"]}, "^case: nothing was answered and was not$"),
        ({"unknown": ["moisture"]}, "^case: moisture was answered and was not$"),
        ({"declined": ["pests"]}, "^case: pests was answered and was not$"),
        ({"unknown": ["height"], "declined": ["height"]}, "^case: a fact was not answered in two ways$"),
        ({"unknown": ["light", "height"]}, r"^case\.unknown\.0: says \"light\""),
        ({"declined": ["light", "height"]}, r"^case\.declined\.0: says \"light\""),
        ({"unknown": ["height", "height"]}, r"^record\.case\.unknown: .* cannot stand there$"),
    ],
)
def test_who_gave_no_answer_is_told_once_and_in_order(
    silent: Record, told: str, checker: Any, plant_care: sluimer.KnowledgeBase
) -> None:
    record = read_back(make_record(plant_care.consult({"moisture": 70, "pests": {"includes": ["mites"]}}), "en"))
    checker.check(record)
    with pytest.raises(checker.Wrong, match=told):
        checker.check({**record, "case": {**record["case"], **silent}})


def test_every_topic_stands_in_the_order_of_topics(checker: Any, plant_care: sluimer.KnowledgeBase) -> None:
    record = read_back(make_record(plant_care.consult({"moisture": 70}), "en"))
    record["knowledge"]["topics"].remove("help")
    with pytest.raises(checker.Wrong, match=r"^knowledge\.topics: says"):
        checker.check(named_anew(record))
