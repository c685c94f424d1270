"""Exports of forms: what can be told of them is drafted, the rest is asked, and then each is advised as by hand."""

import json
from pathlib import Path

import pytest

pytest.importorskip("pyarrow", reason="needs the extra `screen`")

import pyarrow as pa
import pyarrow.parquet as pq

import sluimer
from sluimer.messages import PopulationError
from sluimer.population.mapping.draft import MappingDraft, draft_mapping

EXPORTS = Path(__file__).parent / "exports"
DRAFTS = {
    "google-forms": """\
columns:
  Hoe oud bent u?: {fact: age}
  Geslacht: {fact: sex}
  "Slaapt u drie of meer nachten per week slecht, en hebt u daar overdag last van?":
    fact: insomnia
    words: {Ja: yes, Nee: no}
  Hebt u problemen met uw nieren?: {fact: kidney_problems, words: {Nee: no, "Weet ik niet": unknown}}
  Welke van deze medicijnen gebruikt u?: {fact: medicines, separator: ",", none: [Geen van deze]}
ignore: [Tijdstempel]
undecided: [Opmerkingen]
""",
    "redcap": """\
columns:
  age: {fact: age}
  insomnia: {fact: insomnia, words: {0: "?", 1: "?", 9: "?"}}
  medicines___1: {fact: medicines, option: "?", words: {0: "?", 1: "?"}}
  medicines___ppi: {fact: medicines, option: ppi, words: {0: "?", 1: "?"}}
  egfr: {fact: egfr, words: {"-99": "?"}}
keep: [record_id]
ignore: [redcap_event_name, form_complete]
undecided: [dob, visit]
""",
    "limesurvey": """\
columns:
  age: {fact: age}
  sex: {fact: sex, words: {A1: "?", A2: "?"}}
  insomnia: {fact: insomnia, words: {N: no, N/A: "?", Y: yes}}
  "medicines[ppi]": {fact: medicines, option: ppi, words: {Y: yes}}
  "medicines[SQ002]": {fact: medicines, option: "?", words: {Y: yes}}
  "medicines[SQ003]": {fact: medicines, option: "?", words: {Y: yes}}
  current_dose: {fact: current_dose, decimal: "?"}
keep: [id]
ignore: [submitdate, lastpage, startlanguage, seed]
""",
}


def drafted(kb: sluimer.KnowledgeBase, path: Path) -> MappingDraft:
    """The draft for a file."""
    return draft_mapping(path, kb.knowledge.vocabulary)


@pytest.mark.parametrize("name", DRAFTS)
def test_a_draft_guesses_nothing(magnesium: sluimer.KnowledgeBase, name: str) -> None:
    draft = drafted(magnesium, EXPORTS / f"{name}.csv")
    assert draft.export.lower().replace(" ", "-") == name
    assert draft.text == DRAFTS[name]


@pytest.mark.parametrize("name", DRAFTS)
def test_nobody_is_advised_by_a_draft_in_which_something_is_left_to_decide(
    magnesium: sluimer.KnowledgeBase, tmp_path: Path, name: str
) -> None:
    (tmp_path / "mapping.yaml").write_text(DRAFTS[name], encoding="utf-8")
    with pytest.raises(PopulationError) as raised:
        magnesium.screen_file(EXPORTS / f"{name}.csv", tmp_path / "advice.csv", mapping=str(tmp_path / "mapping.yaml"))
    undecided = DRAFTS[name].count('"?"') + {"redcap": 2, "google-forms": 1, "limesurvey": 0}[name]
    assert [one.code for one in raised.value.problems if not one.code.startswith("undecided")] == []
    assert len(raised.value.problems) == undecided


@pytest.mark.parametrize("name", DRAFTS)
@pytest.mark.parametrize("ending", ["csv", "parquet", "jsonl"])
def test_each_is_advised_as_by_hand(magnesium: sluimer.KnowledgeBase, tmp_path: Path, name: str, ending: str) -> None:
    path = EXPORTS / f"{name}.csv"
    if ending != "csv":
        path = converted(path, tmp_path, ending)
    report = magnesium.screen_file(path, tmp_path / "advice.parquet", mapping=EXPORTS / f"{name}.yaml")
    rows = pq.read_table(tmp_path / "advice.parquet").to_pylist()
    cases = json.loads((EXPORTS / f"{name}.json").read_text(encoding="utf-8"))
    for case, row in zip(cases, rows, strict=True):
        advice = magnesium.consult(case).advice
        assert row["outcome"] == advice.outcome
        assert all(row[item.id] == item.state for item in advice.items)
    unplaced = [(one.rows, one.names) for one in report.unplaced]
    assert unplaced == ([(1, (("paracetamol", 1),))] if name == "google-forms" else [])


def converted(path: Path, folder: Path, ending: str) -> Path:
    """The same rows in another format, with their numbers as numbers."""
    from pyarrow import csv

    options = csv.ConvertOptions(strings_can_be_null=True, null_values=[""])
    table = csv.read_csv(path, convert_options=options)
    new = folder / f"{path.stem}.{ending}"
    if ending == "parquet":
        pq.write_table(table, new)
    else:
        new.write_text("".join(json.dumps(row, default=str) + "\n" for row in table.to_pylist()), encoding="utf-8")
    return new


def test_what_nobody_may_see_stands_in_no_draft(magnesium: sluimer.KnowledgeBase, tmp_path: Path) -> None:
    """Of a column that answers nothing the values may be names of people."""
    pq.write_table(pa.table({"naam": ["Jansen"], "insomnia": ["ja"]}), tmp_path / "a.parquet")
    draft = drafted(magnesium, tmp_path / "a.parquet")
    assert "Jansen" not in draft.text + repr(draft.questions)
    assert draft.text == "columns:\n  insomnia: {fact: insomnia, words: {ja: yes}}\nundecided: [naam]\n"


@pytest.mark.parametrize(
    ("column", "values", "said"),
    [
        ("insomnia", pa.array([True, None]), "{fact: insomnia}"),
        ("insomnia", pa.array([0, 1]), '{fact: insomnia, words: {0: "?", 1: "?"}}'),
        ("insomnia", pa.array(["n", "N"]), '{fact: insomnia, words: {N: "?", n: "?"}}'),
        ("insomnia", pa.array(["J", "N"]), "{fact: insomnia, words: {J: yes, N: no}}"),
        ("snomed:193462001", pa.array([True]), "{fact: insomnia}"),
        ("Kidney_Problems", pa.array(["yes"]), "{fact: kidney_problems}"),
        ("atc:A02BC", pa.array(["no"]), "{fact: medicines, option: ppi}"),
        ("age", pa.array([1], pa.date32()), '{fact: age, born: year-month-day, told_on: "?"}'),
        ("age", pa.array(["7-3-1985", "8-3-1985"]), '{fact: age, born: "?", told_on: "?"}'),
        ("age", pa.array(["1985-03-07"]), '{fact: age, born: year-month-day, told_on: "?"}'),
        ("age", pa.array([41.0]), "{fact: age}"),
        ("age", pa.array(["41", "weet niet"]), '{fact: age, words: {"weet niet": unknown}}'),
        (
            "medicines",
            pa.array(["A02BC01; C03C", "C03C"]),
            '{fact: medicines, separator: ;, codes: atc, beginning: "?"}',
        ),
        ("medicines", pa.array([["geen"]]), "{fact: medicines, none: [geen]}"),
        ("medicines", pa.array([None], pa.string()), "{fact: medicines}"),
    ],
)
def test_what_a_column_looks_like_is_drafted(
    magnesium: sluimer.KnowledgeBase, tmp_path: Path, column: str, values: object, said: str
) -> None:
    pq.write_table(pa.table({column: values}), tmp_path / "a.parquet")
    [line] = drafted(magnesium, tmp_path / "a.parquet").text.splitlines()[1:]
    name = f'"{column}"' if ":" in column else column
    assert line == f"  {name}: {said}".replace("separator: ;", 'separator: ";"' if '";"' in line else "separator: ;")


def test_a_second_column_about_the_same_is_left_to_decide(magnesium: sluimer.KnowledgeBase, tmp_path: Path) -> None:
    pq.write_table(pa.table({"insomnia": [True], "Slapeloosheid": [True]}), tmp_path / "a.parquet")
    draft = drafted(magnesium, tmp_path / "a.parquet")
    assert draft.text == "columns:\n  insomnia: {fact: insomnia}\nundecided: [Slapeloosheid]\n"


@pytest.mark.parametrize("ending", ["csv", "jsonl", "parquet"])
def test_a_file_with_nobody_in_it_has_a_draft(magnesium: sluimer.KnowledgeBase, tmp_path: Path, ending: str) -> None:
    path = tmp_path / f"a.{ending}"
    if ending == "parquet":
        pq.write_table(pa.table({"insomnia": pa.array([], pa.string())}), path)
    else:
        path.write_text("insomnia\n" if ending == "csv" else "", encoding="utf-8")
    assert drafted(magnesium, path).text in ("columns:\n  insomnia: {fact: insomnia}\n", "columns: {}\n")
