"""`sluimer screen`: a population from a file, its advice in another one, and what came of it on the screen."""

import json
import shutil
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

pytest.importorskip("pyarrow", reason="needs the extra `screen`")

import pyarrow as pa
import pyarrow.parquet as pq

import sluimer as engine
from commands.conftest import Process, Sluimer
from conftest import HOUSE_PLANTS, git
from sluimer.commands.embedder.screen import screen
from sluimer.population.report.count import PopulationCount

PERSONS = {
    "id": pa.array(["a", "b", "c", "d"]),
    "age": pa.array(["41", "unknown", "12", None]),
    "insomnia": pa.array([True, True, None, False]),
    "medicines": pa.array([[], ["ppi"], None, []], pa.list_(pa.string())),
}


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """Four persons."""
    pq.write_table(pa.table(PERSONS), tmp_path / "persons.parquet")
    return tmp_path / "persons.parquet"


def bad(folder: Path, ending: str = "parquet") -> Path:
    """Three persons, of whom one is too old to be one, and says what nobody can say."""
    rows = [{"id": "a", "age": "41"}, {"id": "b", "age": "411", "insomnia": "perhaps"}, {"id": "c", "age": "42"}]
    path = folder / f"bad.{ending}"
    if ending == "jsonl":
        path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    elif ending == "csv":
        path.write_text("id,age,insomnia\na,41,\nb,411,perhaps\nc,42,\n", encoding="utf-8")
    else:
        pq.write_table(pa.Table.from_pylist(rows, pa.schema([(name, pa.string()) for name in rows[1]])), path)
    return path


def test_everybody_is_advised_and_what_came_of_it_is_told(sluimer: Sluimer, file: Path, tmp_path: Path) -> None:
    out = tmp_path / "advice.parquet"
    result = sluimer("screen", file, out, "--keep", "id", "--lang", "en")
    assert result.exit_code == 0, result.stderr
    assert f"4 persons, in {out}" in result.stdout
    assert "Age: 1 not asked, 1 do not know, 0 do not say" in result.stdout
    assert "facts have no column" in result.stdout
    assert "rules fired for nobody" in result.stdout
    table = pq.read_table(out)
    assert table.column_names[:2] == ["id", "outcome"]
    assert set(table.column_names[2:]) == {*engine.load().knowledge.vocabulary.items}
    assert json.loads(table.schema.metadata[b"sluimer"]) == engine.load().name.as_dict()


def test_it_is_told_in_dutch(sluimer: Sluimer, file: Path, tmp_path: Path) -> None:
    result = sluimer("screen", file, tmp_path / "advies.parquet", "--keep", "id", "--lang", "nl")
    assert "4 personen, in" in result.stdout
    assert "Leeftijd: 1 niet gevraagd, 1 weten het niet, 0 zeggen het niet" in result.stdout


def test_all_counts_are_data(sluimer: Sluimer, file: Path, tmp_path: Path) -> None:
    result = sluimer("screen", file, tmp_path / "advice.arrow", "--keep", "id", "--json")
    report = json.loads(result.stdout)
    kb = engine.load()
    assert report["rows"] == 4
    assert sum(report["outcomes"].values()) == 4
    assert report["rules"].keys() == kb.knowledge.rules.keys()
    assert {item: sum(counts.values()) for item, counts in report["states"].items()} == dict.fromkeys(
        kb.knowledge.vocabulary.items, 4
    )
    assert report["not_known"][0] == {"column": "age", "not_asked": 1, "unknown": 1, "declined": 0}
    assert "egfr" in report["never_asked"]
    assert "age" not in report["never_asked"]
    assert report["knowledge"] == kb.name.as_dict()


def test_columns_are_chosen(sluimer: Sluimer, file: Path, tmp_path: Path) -> None:
    out = tmp_path / "advice.jsonl"
    assert sluimer("screen", file, out, "--keep", "id", "--columns", "ranges, referrals").exit_code == 0
    rows = [json.loads(line) for line in out.read_text(encoding="utf-8").splitlines()]
    assert [*rows[0]] == [
        "id",
        "outcome",
        "dose.least",
        "dose.most",
        "dose.start",
        "never_above_limit.limit",
        "referrals",
    ]
    assert rows[2]["outcome"] == "not_covered"


def test_a_cohort_is_asked_and_nothing_is_written_where_no_file_is_named(
    sluimer: Sluimer, file: Path, tmp_path: Path
) -> None:
    words = (
        "--keep",
        "id",
        "--where",
        "age is known or insomnia is yes",
        "--by",
        "age:18",
        "--by",
        "id",
        "--item",
        "dose",
    )
    result = sluimer("screen", file, *words, "--lang", "en")
    assert result.exit_code == 0, result.stderr
    assert result.stdout.startswith("3 persons\n  of 4, those of whom this is so: age is known or insomnia is yes\n")
    assert "By age\n  - below 18 years: 1 person\n    - We have no advice on this: 1 (100 %)\n" in result.stdout
    assert "    - How much a day: 0 given, 1 open, 0 withheld\n  - not known: 1 person" in result.stdout
    assert [*tmp_path.iterdir()] == [file]
    report = json.loads(sluimer("screen", file, *words, "--json").stdout)
    assert report["where"] == {"where": words[3], "true": 3, "unknown": 0, "of": 4}
    assert [group["group"] for group in report["by"][0]["groups"]] == [{"below": 18.0}, {"at_least": 18.0}, None]
    assert [group["group"] for group in report["by"][1]["groups"]] == ["a", "b", "c", "d", None]
    assert {"given", "open", "withheld", "not_indicated"} == report["by"][1]["groups"][0]["states"]["dose"].keys()


def test_only_those_who_are_meant_are_written(sluimer: Sluimer, file: Path, tmp_path: Path) -> None:
    out = tmp_path / "advice.jsonl"
    words = ("--keep", "id", "--where", "not insomnia is no", "--lang", "en")
    result = sluimer("screen", file, out, *words)
    assert f"2 persons, in {out}\n  of 4, those of whom this is so: not insomnia is no\n" in result.stdout
    assert "of 1 it is not known whether it is so: that one is left out" in result.stdout
    assert [json.loads(line)["id"] for line in out.read_text(encoding="utf-8").splitlines()] == ["a", "b"]


def test_who_cannot_be_read_is_left_out_of_a_cohort(sluimer: Sluimer, tmp_path: Path) -> None:
    words = ("--keep", "id", "--where", "age is known", "--lang", "en", "--on-bad-row", "null")
    result = sluimer("screen", bad(tmp_path), *words)
    assert "1 more has an answer that cannot be read, and is left out" in result.stdout


def test_a_question_that_cannot_be_read_is_a_message(sluimer: Sluimer, file: Path) -> None:
    result = sluimer("screen", file, "--keep", "id", "--where", "dose is gven", "--lang", "en")
    assert (result.exit_code, result.stdout) == (1, "")
    assert "--where:1:9: error: `dose` is never `gven`" in result.stderr
    assert "did you mean `given`?" in result.stderr


def test_rows_cannot_be_set_apart_where_nothing_is_written(sluimer: Sluimer, file: Path) -> None:
    result = sluimer("screen", file, "--keep", "id", "--on-bad-row", "quarantine", "--json")
    assert [problem["code"] for problem in json.loads(result.stdout)["problems"]] == ["option-without-results"]


def test_pictures_are_drawn_where_they_are_asked(sluimer: Sluimer, file: Path, tmp_path: Path) -> None:
    folder = tmp_path / "pictures" / "of it"
    result = sluimer("screen", file, "--keep", "id", "--pictures", folder, "--lang", "nl")
    assert f"  plaatjes ervan staan in {folder}\n" in result.stdout
    assert sorted(path.name for path in folder.iterdir()) == ["items.svg", "way.svg"]
    assert ">Van antwoorden naar uitkomst</text>" in (folder / "way.svg").read_text(encoding="utf-8")
    assert sluimer("screen", file, "--keep", "id", "--pictures", folder, "--json").exit_code == 0


def test_pictures_that_cannot_be_drawn_there_are_told_before_anything_is_written(
    process: Process, file: Path, tmp_path: Path
) -> None:
    out = tmp_path / "advice.csv"
    result = process("screen", file, out, "--keep", "id", "--pictures", file, env={"SLUIMER_LANG": "en"})
    assert (result.returncode, out.exists()) == (1, False)
    assert result.stderr.decode().startswith(f"error: `{file}` cannot be written: ")


@pytest.fixture
def older(tmp_path: Path, plants: Path, change: Callable[[str, str | None, str], None]) -> Path:
    """The house plants as they were, beside a version in which a limit holds for lower plants too."""
    old = Path(shutil.copytree(plants, tmp_path / "older"))
    change("rules/care/stop.yaml", "above: 200", "above: 150")
    pq.write_table(pa.table(PLANTS), tmp_path / "plants.parquet")
    return old


PLANTS = {"indoors": [True] * 4, "drooping": [True] * 4, "moisture": [20] * 4, "height": [100, 160, 170, 300]}


def test_an_older_version_tells_whose_advice_differs(
    sluimer: Sluimer, older: Path, plants: Path, tmp_path: Path
) -> None:
    words = ("screen", tmp_path / "plants.parquet", "--knowledge", plants, "--compare", older)
    result = sluimer(*words, tmp_path / "advice.csv", "--lang", "en")
    assert result.exit_code == 0, result.stderr
    assert (
        "Compared with the other version 2 persons of 4 are told otherwise\n"
        "  - safer: 2 persons, such as in rows 2, 3\n"
        "\n"
        "safer: changed rule: tall-plants-drink-less\n"
        "  for whom it did not hold, and does now: 2 persons, such as in rows 2, 3\n"
        "    - safer: at most: was 400 ml a week, is now 250 ml a week: How much water: 2 persons\n"
    ) in result.stdout
    rows = (tmp_path / "advice.csv").read_text(encoding="utf-8").splitlines()
    assert [",".join(row.split(",")[-2:]) for row in rows] == [
        '"change","moves"',
        '"same",""',
        '"safer","water.most:400>250"',
        '"safer","water.most:400>250"',
        '"same",""',
    ]
    found = json.loads(sluimer(*words, "--json").stdout)["compared"]
    assert (found["persons"], found["otherwise"]) == (4, 2)
    [one] = found["classes"]
    assert [(turn["id"], turn["was"], turn["now"]) for turn in one["turns"]] == [
        ("tall-plants-drink-less", "false", "true")
    ]
    assert one["rows"] == one["moves"][0]["rows"] == [2, 3]
    assert "Vergeleken met de andere versie krijgen 2 van de 4 personen" in sluimer(*words, "--lang", "nl").stdout


def test_what_was_given_another_name_is_no_difference(
    sluimer: Sluimer, older: Path, plants: Path, tmp_path: Path
) -> None:
    assert sluimer("rename", "height", "tallness", "--knowledge", plants).exit_code == 0
    pq.write_table(pa.table(PLANTS).rename_columns([*[*PLANTS][:3], "tallness"]), tmp_path / "plants.parquet")
    result = sluimer("screen", tmp_path / "plants.parquet", "--knowledge", plants, "--compare", older, "--json")
    assert json.loads(result.stdout)["compared"]["otherwise"] == 2, result.stdout


@pytest.mark.parametrize("ending", ["parquet", "arrow", "arrows", "jsonl"])
def test_what_moves_is_written_in_every_format(
    sluimer: Sluimer, older: Path, plants: Path, tmp_path: Path, ending: str
) -> None:
    words = ("screen", tmp_path / "plants.parquet", tmp_path / f"advice.{ending}", "--compare", older)
    result = sluimer(*words, "--knowledge", plants)
    assert (result.exit_code, result.stderr) == (0, "")
    assert b"water.most:400>250" in (tmp_path / f"advice.{ending}").read_bytes()


@pytest.mark.parametrize("old", ["nowhere", "v0"])
def test_a_version_that_is_none_is_told(sluimer: Sluimer, older: Path, plants: Path, tmp_path: Path, old: str) -> None:
    (tmp_path / "v0").mkdir()
    name = str(tmp_path / "v0") if old == "v0" else old
    result = sluimer("screen", tmp_path / "plants.parquet", "--knowledge", plants, "--compare", name, "--lang", "en")
    assert (result.exit_code, result.stdout) == (1, "")
    assert "error: " in result.stderr


@pytest.mark.usefixtures("older")
def test_what_is_wrong_here_is_not_said_of_the_older_version(sluimer: Sluimer, plants: Path, tmp_path: Path) -> None:
    for words in (("init", "-q"), ("add", "."), ("commit", "-q", "-m", "one"), ("tag", "v1")):
        git(plants, *words)
    (plants / "rules" / "more.cases.yaml").write_text("a case:\n  given: {dropping: yes}\n", encoding="utf-8")
    result = sluimer("screen", tmp_path / "plants.parquet", "--knowledge", plants, "--compare", "v1")
    assert result.exit_code == 1
    assert result.stderr.startswith("rules/more.cases.yaml:")


def test_a_column_that_is_kept_cannot_be_called_like_the_change(
    sluimer: Sluimer, older: Path, plants: Path, tmp_path: Path
) -> None:
    pq.write_table(pa.table(PLANTS | {"change": ["a"] * 4}), tmp_path / "plants.parquet")
    words = ("screen", tmp_path / "plants.parquet", "--knowledge", plants, "--keep", "change", "--json")
    assert sluimer(*words).exit_code == 0
    result = sluimer(*words, "--compare", older)
    assert [problem["code"] for problem in json.loads(result.stdout)["problems"]] == ["column-clash"]


@pytest.mark.parametrize(("lang", "told"), [("en", "whole reasons for 2 persons"), ("nl", "alle redenen voor 2 pers")])
def test_some_of_each_outcome_are_explained(sluimer: Sluimer, file: Path, tmp_path: Path, lang: str, told: str) -> None:
    """With answers that are a case as they stand, and the advice that other commands give for it."""
    out = tmp_path / "advice.parquet"
    result = sluimer("screen", file, out, "--keep", "id", "--explain", "1", "--lang", lang)
    assert f"{told}" in result.stdout
    text = (tmp_path / "advice.reasons.jsonl").read_text(encoding="utf-8")
    lines = [json.loads(line) for line in text.splitlines()]
    assert sorted(line["advice"]["outcome"] for line in lines) == ["answers_needed", "not_covered"]
    assert lines[-1]["kept"]["id"] in ("c", "d")
    (tmp_path / "one.yaml").write_text(json.dumps(lines[0]["answers"]), encoding="utf-8")
    alone = sluimer("advise", tmp_path / "one.yaml", "--json", "--full", "--trace", "--lang", lang)
    assert json.loads(alone.stdout) == {**lines[0]["advice"], "trace": lines[0]["trace"]}
    if sys.platform != "win32":
        assert (tmp_path / "advice.reasons.jsonl").stat().st_mode & 0o077 == 0


def test_what_an_earlier_run_left_beside_the_results_is_named(sluimer: Sluimer, tmp_path: Path) -> None:
    """Nothing is taken away, since somebody may have mended those rows; a run that writes them again names none."""
    path, out = bad(tmp_path, "csv"), tmp_path / "advice.csv"
    plain = ("screen", path, out, "--keep", "id", "--lang", "en")
    for _ in range(2):
        told = sluimer(*plain, "--on-bad-row", "quarantine", "--explain", "1").stdout
        assert "whole reasons for" in told
        assert "earlier run" not in told
    path.write_text("id,age\na,41\n", encoding="utf-8")
    told = sluimer(*plain).stdout
    assert f"{tmp_path / 'advice.bad.csv'}, {tmp_path / 'advice.reasons.jsonl'} are from an earlier run" in told
    assert {"advice.bad.csv", "advice.reasons.jsonl"} <= {one.name for one in tmp_path.iterdir()}
    told = sluimer(*plain, "--explain", "1").stdout
    assert f"{tmp_path / 'advice.bad.csv'} is from an earlier run" in told
    as_data = sluimer(*plain, "--explain", "1", "--json")
    assert json.loads(as_data.stdout)["rows"] == 1
    assert f"{tmp_path / 'advice.bad.csv'} is from an earlier run" in as_data.stderr


@pytest.mark.parametrize(("written", "near"), [("states,rule", "did you mean `rules`?"), ("texts", "choose from")])
def test_another_column_is_a_mistake(sluimer: Sluimer, file: Path, tmp_path: Path, written: str, near: str) -> None:
    result = sluimer("screen", file, tmp_path / "advice.parquet", "--columns", written, "--lang", "en")
    assert result.exit_code == 2
    assert near in result.stderr


def test_a_bad_row_stops_all_and_every_kind_is_told(sluimer: Sluimer, tmp_path: Path) -> None:
    file = bad(tmp_path)
    result = sluimer("screen", file, tmp_path / "advice.parquet", "--keep", "id", "--lang", "en")
    assert result.exit_code == 1
    assert f"{file}#/age: error: `age` cannot be read in 1 row\n" in result.stderr
    assert f"{file}#/2/age: error: `age` cannot be 411: it lies between 0 and 120" in result.stderr
    assert f"{file}#/2/insomnia: error: `insomnia` takes `yes`, `no`, `unknown` or `declined`" in result.stderr
    assert f"{file}: error: there are no results: 1 of 3 rows have something that cannot be read" in result.stderr
    assert [*tmp_path.iterdir()] == [file]


@pytest.mark.parametrize("ending", ["parquet", "csv", "jsonl"])
def test_a_bad_row_can_have_no_result(sluimer: Sluimer, tmp_path: Path, ending: str) -> None:
    """It must not look like somebody who was not asked."""
    out = tmp_path / "advice.parquet"
    every = ("--columns", "states,ranges,ranks,referrals,rules")
    words = ("--keep", "id", "--on-bad-row", "null", "--lang", "en", *every)
    result = sluimer("screen", bad(tmp_path, ending), out, *words)
    assert "3 persons, in" in result.stdout
    assert "1 of them has no result, since an answer cannot be read" in result.stdout
    assert "age, 1 row, such as row 2: `age` cannot be 411" in result.stdout
    rows = pq.read_table(out).to_pylist()
    assert {name: value for name, value in rows[1].items() if value is not None} == {"id": "b"}
    assert rows[0]["outcome"] == rows[2]["outcome"] == "answers_needed"
    assert None not in (rows[0]["referrals"], rows[0]["dose"], rows[0]["rules"])


@pytest.mark.parametrize("ending", ["parquet", "csv", "jsonl"])
def test_a_bad_row_can_be_set_apart_and_comes_back_once_it_is_mended(
    sluimer: Sluimer, tmp_path: Path, ending: str
) -> None:
    """In the format in which it came, with what is wrong with it."""
    out = tmp_path / "advice.csv"
    words = ("--keep", "id", "--on-bad-row", "quarantine", "--lang", "en")
    result = sluimer("screen", bad(tmp_path, ending), out, *words)
    apart = tmp_path / f"advice.bad.{ending}"
    assert "2 persons, in" in result.stdout
    assert f"1 row with something that cannot be read is in {apart} instead" in result.stdout
    assert [line.split(",")[0] for line in out.read_text(encoding="utf-8").splitlines()] == ['"id"', '"a"', '"c"']
    again = sluimer("screen", apart, tmp_path / "again.jsonl", "--keep", "id", "--keep", "why", "--on-bad-row", "null")
    assert again.exit_code == 0, again.stderr
    row = json.loads((tmp_path / "again.jsonl").read_text(encoding="utf-8"))
    assert (row["id"], row["dose"]) == ("b", None)
    assert row["why"].startswith("`age` cannot be 411: it lies between 0 and 120; `insomnia` takes")


def test_nothing_is_set_apart_where_all_is_well(sluimer: Sluimer, file: Path, tmp_path: Path) -> None:
    """Then the file for it is empty, so that one of an earlier run is not taken for it."""
    words = ("--keep", "id", "--on-bad-row", "quarantine")
    assert sluimer("screen", file, tmp_path / "advice.parquet", *words).exit_code == 0
    assert pq.read_table(tmp_path / "advice.bad.parquet").num_rows == 0


@pytest.mark.parametrize("ending", ["csv", "jsonl"])
def test_what_has_no_room_for_it_has_the_knowledge_beside_it(
    sluimer: Sluimer, file: Path, tmp_path: Path, ending: str
) -> None:
    assert sluimer("screen", file, tmp_path / f"advice.{ending}", "--keep", "id").exit_code == 0
    beside = json.loads((tmp_path / f"advice.{ending}.json").read_text(encoding="utf-8"))
    assert beside == engine.load().name.as_dict()


@pytest.mark.skipif(sys.platform == "win32", reason="there are no rights of POSIX")
def test_only_its_owner_can_read_what_is_advised(sluimer: Sluimer, file: Path, tmp_path: Path) -> None:
    assert sluimer("screen", file, tmp_path / "advice.parquet", "--keep", "id").exit_code == 0
    assert (tmp_path / "advice.parquet").stat().st_mode & 0o077 == 0


def test_results_never_go_over_the_answers(sluimer: Sluimer, file: Path) -> None:
    before = file.read_bytes()
    result = sluimer("screen", file, file, "--keep", "id", "--json")
    assert [problem["code"] for problem in json.loads(result.stdout)["problems"]] == ["population-same-file"]
    assert file.read_bytes() == before


def test_who_stops_it_finds_no_results(
    sluimer: Sluimer, file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupted(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(PopulationCount, "count", interrupted)
    result = sluimer("screen", file, tmp_path / "advice.parquet", "--keep", "id")
    assert result.exit_code == 130
    assert [*tmp_path.iterdir()] == [file]


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (("--keep", "ids"), "kept-missing"),
        ((), "unknown-column"),
        (("--keep", "id", "--knowledge", str(HOUSE_PLANTS)), "unknown-column"),
    ],
)
def test_columns_that_cannot_be_used_are_told(
    sluimer: Sluimer, file: Path, tmp_path: Path, words: tuple[str, ...], code: str
) -> None:
    result = sluimer("screen", file, tmp_path / "advice.parquet", "--json", *words)
    assert result.exit_code == 1
    assert code in [problem["code"] for problem in json.loads(result.stdout)["problems"]]


def test_a_kept_column_that_is_called_like_a_result_is_told(sluimer: Sluimer, tmp_path: Path) -> None:
    pq.write_table(pa.table({"age": [41], "dose": [200]}), tmp_path / "persons.parquet")
    result = sluimer("screen", tmp_path / "persons.parquet", tmp_path / "advice.parquet", "--keep", "dose", "--json")
    assert [problem["code"] for problem in json.loads(result.stdout)["problems"]] == ["column-clash"]


def test_what_cannot_be_written_is_told(sluimer: Sluimer, tmp_path: Path) -> None:
    """A column of structures has no place in CSV."""
    pq.write_table(pa.table({"age": [41], "id": [{"a": 1}]}), tmp_path / "persons.parquet")
    result = sluimer("screen", tmp_path / "persons.parquet", tmp_path / "advice.csv", "--keep", "id", "--json")
    assert [problem["code"] for problem in json.loads(result.stdout)["problems"]] == ["population-unwritable"]
    assert len([*tmp_path.iterdir()]) == 1


@pytest.mark.parametrize("name", ["missing.parquet", "folder.parquet"])
def test_a_file_that_is_none_is_told(sluimer: Sluimer, tmp_path: Path, name: str) -> None:
    (tmp_path / "folder.parquet").mkdir()
    result = sluimer("screen", tmp_path / name, tmp_path / "advice.parquet", "--lang", "en")
    assert result.exit_code == 1
    assert result.stderr.count("error") == 1


def test_a_missing_part_is_named(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    with pytest.raises(engine.PopulationError) as raised:
        screen(tmp_path, tmp_path, None, None)  # type: ignore[arg-type]  # it does not come so far
    assert [problem.code for problem in raised.value.problems] == ["screen-needs-extra"]
    assert "pip install 'sluimer[screen]'" in raised.value.render("en")


@pytest.mark.parametrize(
    "words",
    [
        pytest.param(("--on-bad-row", "quarantine"), id="rows set apart"),
        pytest.param(("--explain", "1"), id="reasons"),
        pytest.param(("--resume",), id="parts"),
    ],
)
def test_what_stands_beside_results_needs_results(sluimer: Sluimer, file: Path, words: tuple[str, ...]) -> None:
    result = sluimer("screen", file, "--keep", "id", *words, "--json")
    assert [problem["code"] for problem in json.loads(result.stdout)["problems"]] == ["option-without-results"]


def test_what_is_counted_beside_results_is_not_kept_for_later(
    sluimer: Sluimer, older: Path, plants: Path, tmp_path: Path
) -> None:
    for words in (("--by", "indoors"), ("--compare", str(older))):
        out = tmp_path / "advice.csv"
        choice = ("--resume", *words, "--knowledge", str(plants), "--json")
        result = sluimer("screen", tmp_path / "plants.parquet", out, *choice)
        assert [problem["code"] for problem in json.loads(result.stdout)["problems"]] == ["resume-beside"]
        assert not [*tmp_path.glob("advice*")]


def test_who_is_meant_alone_is_explained_also_beside_an_older_version(
    sluimer: Sluimer, older: Path, plants: Path, tmp_path: Path
) -> None:
    words = ("--explain", "5", "--where", "{height: {at_least: 165}}", "--compare", str(older))
    result = sluimer("screen", tmp_path / "plants.parquet", tmp_path / "advice.csv", *words, "--knowledge", plants)
    assert result.exit_code == 0, result.stderr
    lines = (tmp_path / "advice.reasons.jsonl").read_text(encoding="utf-8").splitlines()
    assert [json.loads(line)["row"] for line in lines] == [3, 4]
