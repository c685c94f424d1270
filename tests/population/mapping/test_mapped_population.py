"""A population whose columns are mapped, from file to file: what is kept, set apart, reported and noted."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

pytest.importorskip("pyarrow", reason="needs the extra `screen`")

import pyarrow as pa
import pyarrow.parquet as pq

import sluimer
from sluimer.population.mapping import column
from sluimer.population.reading import source
from sluimer.population.report import count
from sluimer.population.report.count import PopulationCount

COLUMNS: dict[str, Any] = {
    "naam": ["a", "b", "c", "d"],
    "lft": ["41", "411", "42", "43"],
    "slecht": ["ja", "misschien", "nee", "ja"],
    "med": ["omeprazol;aspirine", "", "aspirine;calcium", None],
}
MAPPING: dict[str, Any] = {
    "columns": {
        "lft": {"fact": "age"},
        "slecht": {"fact": "insomnia", "words": {"ja": "yes", "nee": "no"}},
        "med": {"fact": "medicines", "separator": ";"},
    },
    "keep": ["naam"],
}


def written(path: Path) -> Path:
    """The persons in the format that the name says."""
    rows = pa.table(COLUMNS).to_pylist()
    if path.suffix == ".parquet":
        pq.write_table(pa.table(COLUMNS), path)
    elif path.suffix == ".jsonl":
        path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    else:
        lines = [",".join(COLUMNS), *(",".join(value or "" for value in row.values()) for row in rows)]
        path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


@pytest.mark.parametrize("ending", ["parquet", "csv", "jsonl"])
def test_rows_set_apart_are_as_they_came_and_say_why_in_their_own_words(
    magnesium: sluimer.KnowledgeBase, tmp_path: Path, ending: str
) -> None:
    path = written(tmp_path / f"persons.{ending}")
    report = magnesium.screen_file(path, tmp_path / "advice.jsonl", (), (), "quarantine", mapping=MAPPING)
    kept = [json.loads(line)["naam"] for line in (tmp_path / "advice.jsonl").read_text(encoding="utf-8").splitlines()]
    assert kept == ["a", "c", "d"]
    apart = (tmp_path / f"advice.bad.{ending}").read_bytes()
    rows = pq.read_table(tmp_path / "advice.bad.parquet").to_pylist() if ending == "parquet" else []
    text = json.dumps(rows) if rows else apart.decode()
    assert "misschien" in text
    assert "lft: `age` cannot be 411: it lies between 0 and 120; `slecht` has `misschien`, for which" in text
    assert {one.column: one.count for one in report.bad} == {"lft": 1, "slecht": 1}


def test_what_fits_no_option_is_counted_and_never_read_as_none(magnesium: sluimer.KnowledgeBase) -> None:
    said = dict(MAPPING["columns"]["med"], complete=True)
    mapping = {**MAPPING, "columns": {**MAPPING["columns"], "med": said}}
    table = pa.table(COLUMNS).take([0, 2, 3])
    screened = magnesium.screen(table, mapping=mapping)
    [unplaced] = screened.report.unplaced
    assert (unplaced.column, unplaced.rows, unplaced.names) == ("med", 2, (("aspirine", 2),))
    assert screened.report.as_dict()["unplaced"] == [{"column": "med", "rows": 2, "names": {"aspirine": 2}}]
    cases = [{"age": 41, "insomnia": True, "medicines": {"includes": ["ppi"]}}]
    cases += [{"age": 42, "insomnia": False, "medicines": {"includes": ["calcium_or_zinc"]}}]
    for case, row in zip(cases, screened.table.to_pylist(), strict=False):
        assert all(row[item.id] == item.state for item in magnesium.consult(case).advice.items)


@pytest.mark.parametrize("ending", ["parquet", "csv"])
def test_results_say_by_which_mapping_they_came(magnesium: sluimer.KnowledgeBase, tmp_path: Path, ending: str) -> None:
    path = tmp_path / "mapping.json"
    path.write_text(json.dumps(MAPPING), encoding="utf-8")
    out = tmp_path / f"advice.{ending}"
    report = magnesium.screen_file(written(tmp_path / "persons.csv"), out, on_bad_row="null", mapping=path)
    text = (tmp_path / f"{out.name}.json").read_text(encoding="utf-8") if ending == "csv" else ""
    about = json.loads(text or pq.read_schema(out).metadata[b"sluimer"])
    assert about == {**magnesium.name.as_dict(), "mapping": report.mapping}
    assert str(about["mapping"]["digest"]).startswith("sha256:")
    other = magnesium.screen(pa.table({"lft": ["41"]}), mapping={"columns": {"lft": {"fact": "age"}}}).report
    assert other.mapping != report.mapping


@pytest.mark.parametrize(("name", "out"), [("mapping.jsonl", "mapping.jsonl"), ("advice.csv.json", "advice.csv")])
def test_nothing_that_is_written_goes_over_the_mapping(
    magnesium: sluimer.KnowledgeBase, tmp_path: Path, name: str, out: str
) -> None:
    path = tmp_path / name
    path.write_text(json.dumps(MAPPING), encoding="utf-8")
    with pytest.raises(sluimer.PopulationError) as raised:
        magnesium.screen_file(written(tmp_path / "persons.csv"), tmp_path / out, mapping=path)
    assert [one.code for one in raised.value.problems] == ["population-same-file"]


def test_a_column_may_be_kept_that_is_called_like_a_fact(magnesium: sluimer.KnowledgeBase) -> None:
    """Then it is carried along, and is an answer only where the mapping says so."""
    table = pa.table({"age": ["oud"], "lft": ["41"]})
    mapping = {"columns": {"lft": {"fact": "age"}}, "keep": ["age"]}
    screened = magnesium.screen(table, mapping=mapping)
    assert screened.table.to_pylist()[0]["age"] == "oud"
    alone = magnesium.screen(
        pa.table({"age": ["oud"], "slecht": [True]}),
        mapping={"columns": {"slecht": {"fact": "insomnia"}}, "keep": ["age"]},
    )
    assert [(one.column, one.not_asked) for one in alone.report.silences] == [("age", 1)]


def test_a_word_that_can_be_two_options_is_refused(
    plants: Path, change: Callable[[str, str | None, str], None]
) -> None:
    """Unless the mapping says which; and nobody can tell an option called so from what was not asked."""
    names = "sun: {nl: zon, en: sun, names: [raam]}\n      not_asked: {nl: venster, en: window, names: [raam]}"
    change("facts/plant.yaml", "sun: {nl: zon, en: sun}", names)
    kb = sluimer.load(plants)
    for about, code in (({}, "word-of-several"), ({"words": {"raam": "not_asked"}}, "word-two-ways")):
        with pytest.raises(sluimer.PopulationError) as raised:
            kb.screen(pa.table({"x": ["raam"]}), mapping={"columns": {"x": {"fact": "light", **about}}})
        assert code in [one.code for one in raised.value.problems]
    mapping = {"columns": {"x": {"fact": "light", "words": {"raam": "sun"}}}}
    assert kb.screen(pa.table({"x": ["raam"]}), mapping=mapping).report.bad_rows == 0


def test_the_rows_of_pandas_have_a_column_without_a_name(magnesium: sluimer.KnowledgeBase, tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text(",lft, nr \n0,41,7\n", encoding="utf-8")
    mapping = {"columns": {"lft": {"fact": "age"}}, "ignore": [""], "keep": [" nr "]}
    magnesium.screen_file(tmp_path / "a.csv", tmp_path / "advice.parquet", mapping=mapping)
    assert pq.read_table(tmp_path / "advice.parquet").to_pylist()[0][" nr "] == "7"


def test_columns_of_one_name_are_refused(magnesium: sluimer.KnowledgeBase) -> None:
    table = pa.Table.from_arrays([pa.array(["41"]), pa.array(["42"])], ["lft", "lft"])
    with pytest.raises(sluimer.PopulationError) as raised:
        magnesium.screen(table, mapping={"columns": {"lft": {"fact": "age"}}})
    assert [one.code for one in raised.value.problems] == ["column-twice"]


def test_a_column_that_cannot_be_read_is_called_as_it_came(magnesium: sluimer.KnowledgeBase) -> None:
    odd = pa.Array.from_buffers(
        pa.string(), 1, [None, pa.array([0, 2], pa.int32()).buffers()[1], pa.py_buffer(b"\xff\xfe")]
    )
    with pytest.raises(sluimer.PopulationError) as raised:
        magnesium.screen(pa.table({"lft": odd}), mapping={"columns": {"lft": {"fact": "age"}}})
    assert [str(one.position) for one in raised.value.problems] == ["frame#/lft"]


def test_batches_share_what_was_read_and_count_all_rows(
    magnesium: sluimer.KnowledgeBase, monkeypatch: pytest.MonkeyPatch
) -> None:
    """With values that are in one batch alone, and more of them than are remembered and told apart."""
    for place, name, most in ((source, "BATCH", 50), (count, "_MOST_NAMES", 21), (column, "_MOST_REMEMBERED", 5)):
        monkeypatch.setattr(place, name, most)
    names = [f"name {row % 70}" if row % 3 else "omeprazol" for row in range(210)]
    screened = magnesium.screen(pa.table({"m": names}), columns=(), mapping={"columns": {"m": {"fact": "medicines"}}})
    [unplaced] = screened.report.unplaced
    assert unplaced.rows == sum(1 for name in names if name != "omeprazol")
    assert len(unplaced.names) == 20


def test_names_that_are_as_frequent_stand_in_their_own_order(magnesium: sluimer.KnowledgeBase) -> None:
    table = pa.table({"m": ["b", "a", "c", "c"]})
    screened = magnesium.screen(table, columns=(), mapping={"columns": {"m": {"fact": "medicines"}}})
    assert [one.names for one in screened.report.unplaced] == [(("c", 2), ("a", 1), ("b", 1))]


@pytest.mark.parametrize(
    ("columns", "codes"),
    [
        ({"atc:A02BC": [True, None], "loinc:98979-8": [70.5, 411]}, ["bad-rows"]),
        ({"atc:A02BC": [True, None], "loinc:98979-8": [70.5, 80]}, []),
        ({"atc:C03D": [True, False]}, ["code-in-part"]),
        ({"snomed:90708001": [True, False]}, ["code-in-part"]),
        ({"loinc:98979-8": [70.5], "loinc:62238-1": [70.5]}, ["slot-twice"]),
        ({"loinc:98979-8": [70.5], "egfr": [70.5]}, ["slot-twice"]),
        ({"loinc:98979-9": [70.5]}, ["unknown-column"]),
        ({"atc:A12CC04": [True]}, ["unknown-column"]),
        ({"loinc:98979-8": [[70.5]]}, ["mapped-type"]),
    ],
)
def test_a_column_may_be_called_by_a_code(
    magnesium: sluimer.KnowledgeBase, columns: dict[str, Any], codes: list[str]
) -> None:
    """One that says a part of what it stands beside is refused: no to it is not no to all."""
    table = pa.table({name: pa.array(values) for name, values in columns.items()})
    if codes:
        with pytest.raises(sluimer.PopulationError) as raised:
            magnesium.screen(table)
        assert [raised.value.problems[-1].code] == codes
        assert {name for name in columns if name in raised.value.render("en")}
        return
    screened = magnesium.screen(table, keep=["loinc:98979-8"])
    people: list[dict[str, Any]] = [{"egfr": 70.5, "medicines": {"includes": ["ppi"]}}, {"egfr": 80}]
    for person, row in zip(people, screened.table.to_pylist(), strict=True):
        assert row["loinc:98979-8"] == person["egfr"]
        assert all(row[item.id] == item.state for item in magnesium.consult(person).advice.items)
    assert screened.report.mapping is None


def test_a_cohort_is_asked_by_facts_and_by_columns_that_the_mapping_keeps(magnesium: sluimer.KnowledgeBase) -> None:
    table = pa.table({"plaats": ["A", "A", "B"], "slecht": ["ja", "nee", "ja"], "lft": ["41", "42", "43"]})
    about = {"slecht": MAPPING["columns"]["slecht"], "lft": {"fact": "age"}}
    mapping = {"columns": about, "keep": ["plaats"]}
    screened = magnesium.screen(table, mapping=mapping, where="{insomnia: yes}", by=["plaats", "age:42"])
    assert screened.table.column("plaats").to_pylist() == ["A", "B"]
    assert screened.report.where is not None
    assert len(screened.report.groups) == 2


def test_who_is_explained_has_a_case_of_the_answers_as_they_were_read(magnesium: sluimer.KnowledgeBase) -> None:
    """And what fits no option is counted once, though it is read again for that."""
    table = pa.table(COLUMNS).take([0, 2, 3])
    screened = magnesium.screen(table, explain=9, mapping=MAPPING)
    assert [dict(one.answers) for one in screened.reasons] == [
        {"age": 41, "insomnia": True, "medicines": {"includes": ["ppi"], "excludes": []}},
        {"age": 42, "insomnia": False, "medicines": {"includes": ["calcium_or_zinc"], "excludes": []}},
        {"age": 43, "insomnia": True},
    ]
    assert [one.kept["naam"] for one in screened.reasons] == ["a", "c", "d"]
    assert [one.names for one in screened.report.unplaced] == [(("aspirine", 2),)]


def test_a_mapped_run_that_was_stopped_goes_on_and_counts_all(
    magnesium: sluimer.KnowledgeBase, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Also what fits no option in the persons before."""
    monkeypatch.setattr("sluimer.population.reading.source.BATCH", 1)
    monkeypatch.setattr("sluimer.population.parts.IN_A_PART", 1)
    path, out = written(tmp_path / "persons.csv"), tmp_path / "advice.csv"
    whole = magnesium.screen_file(path, out, (), (), "null", mapping=MAPPING)
    expected = out.read_bytes()
    with monkeypatch.context() as patch:
        stop = PopulationCount.count

        def stopped(tally: PopulationCount, *about: Any) -> None:
            if tally.counts.rows == 2:
                raise KeyboardInterrupt
            stop(tally, *about)

        patch.setattr(PopulationCount, "count", stopped)
        with pytest.raises(KeyboardInterrupt):
            magnesium.screen_file(path, out, (), (), "null", mapping=MAPPING, resume=True)
    assert magnesium.screen_file(path, out, (), (), "null", mapping=MAPPING, resume=True).as_dict() == whole.as_dict()
    assert out.read_bytes() == expected
    assert [one.names for one in whole.unplaced] == [(("aspirine", 2),)]


def test_names_of_persons_who_are_not_meant_are_not_counted(magnesium: sluimer.KnowledgeBase) -> None:
    table = pa.table(COLUMNS).take([0, 2])
    screened = magnesium.screen(table, mapping=MAPPING, where="{age: {above: 41}}")
    assert [one.names for one in screened.report.unplaced] == [(("aspirine", 1),)]


@pytest.mark.parametrize("cell", ["", ";", "; ;", " ; ;; "])
def test_separators_alone_name_nothing_and_deny_nothing(magnesium: sluimer.KnowledgeBase, cell: str) -> None:
    """Also in a list that is complete: they come of cells that were empty and were joined."""
    med = {"fact": "medicines", "separator": ";", "complete": True, "none": ["geen"]}
    mapping = {"columns": {"lft": {"fact": "age"}, "med": med}}
    screened = magnesium.screen(pa.table({"lft": ["41"], "med": [cell]}), explain=1, mapping=mapping)
    assert [dict(one.answers) for one in screened.reasons] == [{"age": 41}]


@pytest.mark.parametrize("separator", [" ", "\n", ";"])
def test_a_quote_that_does_not_end_takes_no_rows_into_a_list(
    magnesium: sluimer.KnowledgeBase, tmp_path: Path, separator: str
) -> None:
    mapping = {
        "columns": {"lft": {"fact": "age"}, "med": {"fact": "medicines", "separator": separator}},
    }
    lines = ["lft,med", "41,ppi", '42,"ppi', "43,digoxin", '44,ppi"', "45,ppi", ""]
    (tmp_path / "persons.csv").write_text("\n".join(lines), encoding="utf-8")
    with pytest.raises(sluimer.PopulationError) as raised:
        magnesium.screen_file(tmp_path / "persons.csv", tmp_path / "advice.csv", mapping=mapping)
    assert "line-in-value" in [problem.code for problem in raised.value.problems]
