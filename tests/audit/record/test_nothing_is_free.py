"""Whatever stands in a record follows from something else in it, or is refused: each value, key and list is tried."""

import copy
import json
import random
from collections.abc import Iterator, Mapping
from datetime import datetime
from pathlib import Path
from typing import Any

import jsonschema
import pytest

import sluimer
from audit.record.conftest import DOSED, RECORD, Record, read_back
from audit.record.test_check_record import named_anew, rejected
from conftest import BICYCLE, NEWS2
from sluimer.audit.record import canonical, contents_digest, digest_of, make_record, record_knowledge
from tries import IN_PART, amount

INSTANCES = amount("INSTANCES", 16, 200)
FREE = {
    ("id",): "it names the decision, and is given once",
    ("time",): "nobody can tell from a record when it was made",
    ("engine", "version"): "a record can say that another release made it",
    ("engine", "digest"): "the same",
}
"""What nothing else in a record tells; the entry of a sealed log holds all four."""
Path_ = tuple[str | int, ...]
MORE: dict[str, dict[str, object]] = {
    "weighed": {"current_dose": [{"amount": 1000, "as": "citrate"}, 20]},
    "implied": {"egfr": 45, "kidney_problems": False},
    "silent": {"egfr": "unknown", "age": "declined", "medicines": {"includes": ["ppi"]}},
    "outside": {"age": 12},
    "ranked": {**DOSED, "age": 41, "high_stress": True, "constipation": True, "current_form": "oxide"},
}


def paths(data: object, path: Path_ = ()) -> Iterator[Path_]:
    """The path to each value, each object and each list."""
    yield path
    if isinstance(data, dict | list):
        for key, part in data.items() if isinstance(data, dict) else enumerate(data):
            yield from paths(part, (*path, key))


def at(record: Record, path: Path_) -> Any:
    """What stands in a record at this path."""
    place: Any = record
    for key in path:
        place = place[key]
    return place


def others(value: object, chance: random.Random) -> Iterator[object]:
    """Other things that could stand in place of a value: more, less, in another order, of another kind."""
    if isinstance(value, dict):
        keys = sorted(value)
        more: Record = {**value, "more": 1}
        yield more
        yield from ({name: part for name, part in value.items() if name != key} for key in keys)
        yield from ({("x" if name == key else name): part for name, part in value.items()} for key in keys[:1])
        yield list(value.values())
    elif isinstance(value, list):
        yield [*value, "x"]
        yield from ([value[0], *value], value[1:], value[::-1], [*value[1:], value[0]]) if value else ()
        yield dict(enumerate(map(str, value)))
    elif isinstance(value, bool):
        yield from (not value, None, int(value), str(value))
    elif isinstance(value, int | float):
        yield from (value + 1, -value, value * 1.5, str(value), None, True, 10**15)
    else:
        yield from (f"{value}x", "", 0, False, [value], "x" if value is None else None)


def mutants(record: Record, start: Path_, chance: random.Random, count: int) -> Iterator[tuple[Path_, Record]]:
    """Copies with one thing changed at or below a path; all of them where there are no more than so many."""
    found = [(path, other) for path in paths(at(record, start), start) for other in others(at(record, path), chance)]
    for path, other in found if len(found) <= count else chance.sample(found, count):
        if path and canonical({"": at(record, path)}) != canonical({"": other}):
            changed: Record = {**record, str(path[0]): copy.deepcopy(record[str(path[0])])}
            at(changed, path[:-1])[path[-1]] = other
            yield path, changed


def honest(record: Record, kb: sluimer.KnowledgeBase) -> bool:
    """Whether the engine itself makes this record of the answers in it: then it is one of somebody else."""
    try:
        consultation = kb.consult(_answers(record["case"]))
        time = datetime.fromisoformat(record["time"].replace("Z", "+00:00"))
        made = make_record(consultation, record["language"], record["id"], time)
    except (sluimer.CaseError, ValueError, TypeError, KeyError, AttributeError):
        return False
    return canonical({**made, "engine": None}) == canonical({**record, "engine": None})


def _answers(case: Mapping[str, Any]) -> dict[str, object]:
    answers: dict[str, Any] = {}
    for slot, value in case["given"].items():
        fact, dot, option = slot.partition(".")
        if dot:
            answers.setdefault(fact, {"includes": [], "excludes": []})["includes" if value else "excludes"] += [option]
        else:
            answers[fact] = value
    for fact in {one["fact"] for one in case["weighed"]}:
        parts = [one for one in case["weighed"] if one["fact"] == fact]
        rest = answers[fact] - sum(one["counts"] for one in parts)
        plain = [round(rest, 9)] if rest > 1e-9 else []
        answers[fact] = [*({"amount": one["amount"], "as": one["as"]} for one in parts), *plain]
    return {**answers, **dict.fromkeys(case["unknown"], "unknown"), **dict.fromkeys(case["declined"], "declined")}


@pytest.fixture(scope="module")
def plants(plant_care: sluimer.KnowledgeBase) -> Record:
    """A record of a small knowledge base, of which everything can be tried."""
    answers = {"moisture": 70, "indoors": True, "light": "declined", "pests": {"includes": ["mites"]}}
    return read_back(make_record(plant_care.consult(answers), "en"))


@IN_PART
@pytest.mark.parametrize("who", MORE)
def test_nothing_in_the_case_or_the_result_can_be_changed(
    who: str, checker: Any, magnesium: sluimer.KnowledgeBase
) -> None:
    """But into what the engine would make of other answers."""
    record = read_back(make_record(magnesium.consult(MORE[who]), "nl"))
    known = checker.check(record)
    chance = random.Random(who)
    for part in ("case", "result"):
        for path, mutant in mutants(record, (part,), chance, INSTANCES * 2):
            assert rejected(checker, mutant, known) or honest(mutant, magnesium), path


def test_nor_in_a_record_of_another_guide(checker: Any, plants: Record, plant_care: sluimer.KnowledgeBase) -> None:
    known = checker.check(plants)
    for part in ("case", "result"):
        for path, mutant in mutants(plants, (part,), random.Random(4), INSTANCES * 4):
            assert rejected(checker, mutant, known) or honest(mutant, plant_care), path


SCORED = {"age": 50, "pregnant": False, "breaths": 26, "pulse": 112, "extra_oxygen": False, "consciousness": "alert"}


def test_nor_in_a_record_with_scores(checker: Any) -> None:
    """Totals too are made again; the checker adds them up in its own way."""
    kb = sluimer.load(NEWS2)
    record = read_back(make_record(kb.consult(SCORED), "en"))
    known = checker.check(record)
    assert record["result"]["scores"]["news2"] == {"lowest": 5, "highest": 14}
    for start in (("case",), ("result",), ("result", "scores")):
        for path, mutant in mutants(record, start, random.Random(5), INSTANCES * 2):
            assert rejected(checker, mutant, known) or honest(mutant, kb), path


@pytest.mark.parametrize(
    "what", ["fewer points", "another condition", "no points", "a circle", "known", "a name twice"]
)
def test_a_score_is_what_its_rules_say_or_the_record_is_wrong(checker: Any, what: str) -> None:
    """Also where whoever changes it names everything anew."""
    record = read_back(make_record(sluimer.load(NEWS2).consult(SCORED), "en"))
    scores = record["knowledge"]["vocabulary"]["scores"]
    first = scores["breathing_points"]["terms"][0]
    match what:
        case "fewer points":
            first[1]["points"] = 2
        case "another condition":
            first[1]["when"] = {"not": first[1]["when"]}
        case "no points":
            scores["breathing_points"]["terms"].append([])
        case "a circle":
            first[1]["when"] = {"within": {"slot": "news2", "at_least": 1}}
        case "known":
            first[1]["when"] = {"known": {"fact": "breaths", "slots": ["breaths"], "known": True}}
        case _:
            scores["pulse"] = scores.pop("pulse_points")
    assert rejected(checker, named_anew(record))


def test_nothing_else_in_a_record_can_be_changed_but_what_nothing_tells(checker: Any, plants: Record) -> None:
    known, tried = checker.check(plants), set()
    for path, mutant in mutants({**plants, "knowledge": {}, "case": {}, "result": {}}, (), random.Random(4), 10**6):
        if path[0] not in ("knowledge", "case", "result"):
            whole: Record = {**plants, str(path[0]): mutant[str(path[0])]}
            free = path in FREE and mutant_is_of_its_form(whole)
            assert rejected(checker, whole, known) is not free, (path, at(whole, path))
            tried |= {path} if free else set()
    assert tried == FREE.keys() - {("time",), ("engine", "digest")}
    assert not rejected(checker, {**plants, "time": "2001-02-03T04:05:06.789Z"}, known)
    assert not rejected(checker, {**plants, "engine": {**plants["engine"], "digest": digest_of({})}}, known)


def schema() -> jsonschema.Draft202012Validator:
    """The published form of records."""
    return jsonschema.Draft202012Validator(json.loads((RECORD / "decision.schema.json").read_text(encoding="utf-8")))


def mutant_is_of_its_form(record: Record) -> bool:
    return schema().is_valid(record)


def test_nothing_of_the_knowledge_can_be_changed(checker: Any, plants: Record) -> None:
    """Not the settings, packs, audience, version or name, nor the notes and tests of rules that did not fire."""
    checker.check(plants)
    for path, mutant in mutants(plants, ("knowledge",), random.Random(1), INSTANCES * 4):
        assert rejected(checker, mutant), path
    for name in ("settings", "packs", "audience", "version", "name", "languages", "files", "digest"):
        for other in others(plants["knowledge"][name], random.Random(1)):
            assert rejected(checker, {**plants, "knowledge": {**plants["knowledge"], name: other}}), name


def test_knowledge_whose_digests_were_made_anew_is_not_what_was_expected(checker: Any, plants: Record) -> None:
    """And what the published form refuses is refused without any expectation."""
    expected, valid, refused = plants["knowledge"]["contents"], schema(), 0
    assert checker.verdict(json.dumps(plants), [expected])[0] is not None
    for path, mutant in mutants(plants, ("knowledge",), random.Random(2), INSTANCES * 2):
        try:
            named_anew(mutant)
        except (TypeError, AttributeError, KeyError):
            continue  # nothing is left to make a digest of
        if canonical(mutant) == canonical(plants):
            continue  # it was a digest
        assert checker.verdict(json.dumps(mutant), [expected])[0] is None, path
        if not valid.is_valid(mutant):
            refused += 1
            assert rejected(checker, mutant), path
    assert refused > INSTANCES // 4


def test_a_number_that_was_weighed_counts_as_its_kind_does(checker: Any, magnesium: sluimer.KnowledgeBase) -> None:
    record = read_back(make_record(magnesium.consult(MORE["weighed"]), "en"))
    [part] = record["case"]["weighed"]
    for changed in (
        {"percent": 50, "counts": 500},
        {"as": "gold"},
        {"amount": -1},
        {"fact": "age"},
        {"amount": 10**14},
    ):
        with pytest.raises(checker.Wrong):
            checker.check({**record, "case": {**record["case"], "weighed": [{**part, **changed}]}})
    with pytest.raises(checker.Wrong, match="counts for more than"):
        checker.check({**record, "case": {**record["case"], "weighed": [part, part, part]}})


@IN_PART
@pytest.mark.parametrize(
    ("slot", "value"),
    [
        ("age", 400),
        ("age", -1),
        ("age", 10**16),
        ("sex", "other"),
        ("insomnia", 1),
        ("medicines.ppi", "yes"),
        ("x", True),
    ],
)
def test_what_the_engine_would_refuse_is_refused(
    slot: str, value: object, checker: Any, magnesium: sluimer.KnowledgeBase
) -> None:
    record = read_back(make_record(magnesium.consult({}), "en"))
    case = {**record["case"], "given": {slot: value}, "values": {**record["case"]["values"], slot: value}}
    with pytest.raises(checker.Wrong, match=f"^case.given.{slot}|cannot stand there$"):
        checker.check({**record, "case": case})


@IN_PART
@pytest.mark.parametrize(
    "choice", [{"settings": {"upper_limit": "us"}}, {"packs": ["guide"]}, {"audience": "commercial"}, {}], ids=str
)
def test_what_was_chosen_is_named_by_its_own_digest(choice: dict[str, Any], checker: Any) -> None:
    """Equal digest, equal advice: packs, settings and audience are in it, and the files by their own."""
    bundled, chosen = sluimer.load().knowledge, sluimer.load(**choice).knowledge
    assert (chosen.digest == bundled.digest) is (not choice)
    assert (contents_digest(chosen) == contents_digest(bundled)) is (not choice)
    assert chosen.files_digest == bundled.files_digest
    known = record_knowledge(chosen).data
    assert known["digest"] == digest_of({name: known[name] for name in ("files", "packs", "settings", "audience")})


def test_settings_that_are_chosen_as_they_are_by_default_change_nothing() -> None:
    knowledge = sluimer.load().knowledge
    same = sluimer.load(settings=dict(knowledge.settings), packs=list(knowledge.packs)[::-1]).knowledge
    assert (same.digest, contents_digest(same)) == (knowledge.digest, contents_digest(knowledge))


def test_every_code_that_a_record_cites_is_told_in_it(checker: Any, magnesium: sluimer.KnowledgeBase) -> None:
    """Also those of what is implied and of what is weighed: each with its words and its source."""
    record = read_back(make_record(magnesium.consult(MORE["weighed"]), "en"))
    known = record["knowledge"]
    facts = known["vocabulary"]["facts"].values()
    cited = {cite for fact in facts for one in (*fact["implies"], *fact["weighed_as"]) for cite in one["cites"]}
    assert cited
    for cite in cited:
        assert known["statements"][cite]["says"]["en"]
        assert known["statements"][cite]["source"]["en"]
        less = {name: told for name, told in known["statements"].items() if name != cite}
        with pytest.raises(checker.Wrong, match="is not among the statements"):
            checker.check(named_anew({**record, "knowledge": {**known, "statements": less}}))


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ([], "usage"),
        (["--expect", "sha256:" + "0" * 64], "usage"),
        (["--expect"], "usage"),
        (["--expect", "record.json"], "usage"),
        (["--what", "record.json"], "usage"),
        (["--expect", "sha256:abc", "record.json"], "usage"),
    ],
)
def test_who_does_not_say_what_to_check_is_told_how(
    words: list[str], told: str, checker: Any, capsys: pytest.CaptureFixture[str]
) -> None:
    assert checker.main(words) == 2
    printed = capsys.readouterr()
    assert (printed.out, printed.err.startswith(told)) == ("", True)


def test_the_knowledge_that_must_have_been_used_can_be_named(
    tmp_path: Path, checker: Any, plants: Record, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "record.json"
    file.write_bytes(canonical(plants))
    contents, other = plants["knowledge"]["contents"], contents_digest(sluimer.load(BICYCLE).knowledge)
    assert checker.main(["--expect", contents, str(file)]) == 0
    assert checker.main(["--expect", other, "--expect", contents, str(file)]) == 0
    capsys.readouterr()
    assert checker.main(["--expect", other, str(file)]) == 1
    assert f"knowledge.contents: says {contents}, where {other} was expected" in capsys.readouterr().out
    assert checker.main(["--expect", plants["knowledge"]["digest"], str(file)]) == 1
    assert f"cannot be made again from a record; expect {contents}" in capsys.readouterr().out


def test_a_key_that_stands_twice_is_refused_wherever_it_stands(checker: Any, plants: Record) -> None:
    text = canonical(plants).decode()
    places = [at for at in range(len(text)) if text.startswith('{"', at)]
    for place in random.Random(8).sample(places, min(INSTANCES // 4, len(places))):
        key = text[place + 1 : text.index('":', place) + 2]
        with pytest.raises(checker.Wrong, match="a key stands there twice"):
            checker.read(f"{text[: place + 1]}{key}0,{text[place + 1 :]}")


def test_the_checker_names_the_published_form(checker: Any, plants: Record) -> None:
    assert plants["schema"] == checker.SCHEMA
    assert plants["format"] == checker.FORMAT


def test_records_that_share_their_knowledge_are_known_by_what_it_says(checker: Any, plants: Record) -> None:
    """Also where each was read by itself; and one that is a little different is looked at anew."""
    known = checker.check(plants)
    assert checker.check(read_back(plants), known) is known
    changed = read_back(plants)
    changed["knowledge"]["version"] += "x"
    with pytest.raises(checker.Wrong, match="contents"):
        checker.check(changed, known)
