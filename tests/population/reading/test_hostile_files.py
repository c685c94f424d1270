"""Files that nobody can be advised from: a message that says so, no traceback, and nothing that looks whole."""

import json
from collections.abc import Callable
from decimal import Decimal
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest

pytest.importorskip("pyarrow", reason="needs the extra `screen`")

import pyarrow as pa
import pyarrow.parquet as pq

import sluimer

Make = Callable[[], bytes]
AGE = pa.array([41, 42])
MEMBERS = pa.list_(pa.string())


def parquet(**columns: Any) -> Make:
    """A Parquet file with these columns."""
    return lambda: _parquet(pa.table(columns))


def twice() -> bytes:
    """A Parquet file with one name for two columns."""
    return _parquet(pa.Table.from_arrays([AGE, AGE], ["age", "age"]))


def cut(make: Make, share: float = 0.5) -> Make:
    """The beginning of a file."""
    return lambda: (whole := make())[: int(len(whole) * share)]


def spoilt(make: Make) -> Make:
    """A file of which a part in the middle was written over."""

    def made() -> bytes:
        whole = bytearray(make())
        whole[8:60] = b"\xff" * 52
        return bytes(whole)

    return made


def arrow(stream: bool = False, **columns: Any) -> Make:
    """An Arrow file or stream with these columns."""

    def made() -> bytes:
        out, table = BytesIO(), pa.table(columns)
        with (pa.ipc.new_stream if stream else pa.ipc.new_file)(out, table.schema) as writer:
            writer.write_table(table)
        return out.getvalue()

    return made


def text(said: str | bytes) -> Make:
    """A file of text."""
    return lambda: said.encode() if isinstance(said, str) else said


def _parquet(table: Any) -> bytes:
    out = BytesIO()
    pq.write_table(table, out)
    return out.getvalue()


def _not_utf8() -> Any:
    return pa.Array.from_buffers(
        pa.string(), 1, [None, pa.array([0, 2], pa.int32()).buffers()[1], pa.py_buffer(b"\xff\xfe")]
    )


GOOD = parquet(age=AGE, insomnia=pa.array([True, None]))
FILES: dict[str, tuple[str, Make, str]] = {
    "nothing in it": ("a.parquet", text(""), "population-unreadable"),
    "no Parquet": ("a.parquet", text("age\n41\n"), "population-unreadable"),
    "half a Parquet": ("a.parquet", cut(GOOD), "population-unreadable"),
    "Parquet without its last byte": ("a.parquet", lambda: GOOD()[:-1], "population-unreadable"),
    "spoilt Parquet": ("a.parquet", spoilt(GOOD), "population-unreadable"),
    "only the ends of a Parquet": ("a.parquet", text("PAR1\xff\xff\xff\x7fPAR1"), "population-unreadable"),
    "no Arrow": ("a.arrow", text("ARROW1"), "population-unreadable"),
    "half an Arrow": ("a.arrow", cut(arrow(age=AGE)), "population-unreadable"),
    "half a stream": ("a.arrows", cut(arrow(True, age=pa.array(range(9_000)))), "population-unreadable"),
    "Arrow file as a stream": ("a.arrows", arrow(age=AGE), "population-unreadable"),
    "Arrow stream as a file": ("a.arrow", arrow(True, age=AGE), "population-unreadable"),
    "no columns": ("a.parquet", parquet(), "no-answer-columns"),
    "no answers": ("a.parquet", parquet(id=AGE), "unknown-column"),
    "a slip in a name": ("a.parquet", parquet(agee=AGE), "unknown-column"),
    "another option": ("a.parquet", parquet(**{"medicines.pip": pa.array([True])}), "unknown-column"),
    "an option of a choice": ("a.parquet", parquet(**{"sex.male": pa.array([True])}), "unknown-column"),
    "a finding": ("a.parquet", parquet(deficiency_risk=pa.array([True])), "unknown-column"),
    "no name": ("a.parquet", parquet(**{"": AGE}), "unknown-column"),
    "a name that moves the cursor": ("a.parquet", parquet(**{"\x1b[2J": AGE}), "unknown-column"),
    "one name twice": ("a.parquet", twice, "column-twice"),
    "list and options": (
        "a.parquet",
        parquet(medicines=pa.array([["ppi"]]), **{"medicines.ppi": pa.array([True])}),
        "column-both-ways",
    ),
    "yes and no as numbers": ("a.parquet", parquet(insomnia=pa.array([0, 1])), "column-type-yes_no"),
    "yes and no as bytes": ("a.parquet", parquet(insomnia=pa.array([b"yes"])), "column-type-yes_no"),
    "yes and no in a list": ("a.parquet", parquet(insomnia=pa.array([[True]])), "column-type-yes_no"),
    "an option as a number": ("a.parquet", parquet(**{"medicines.ppi": AGE}), "column-type-option"),
    "a choice as a number": ("a.parquet", parquet(sex=AGE), "column-type-choice"),
    "a choice as yes": ("a.parquet", parquet(sex=pa.array([True])), "column-type-choice"),
    "a choice as a list": ("a.parquet", parquet(sex=pa.array([["male"]])), "column-type-choice"),
    "an age as a date": ("a.parquet", parquet(age=pa.array([1], pa.date32())), "column-type-number"),
    "an age as a moment": ("a.parquet", parquet(age=pa.array([1], pa.timestamp("us"))), "column-type-number"),
    "an age as yes": ("a.parquet", parquet(age=pa.array([True])), "column-type-number"),
    "an age as bytes": ("a.parquet", parquet(age=pa.array([b"41"])), "column-type-number"),
    "ages in a list": ("a.parquet", parquet(age=pa.array([[41]])), "column-type-number"),
    "an age in a structure": ("a.parquet", parquet(age=pa.array([{"years": 41}])), "column-type-number"),
    "an age in a map": (
        "a.parquet",
        parquet(age=pa.array([[("a", 1)]], pa.map_(pa.string(), pa.int8()))),
        "column-type-number",
    ),
    "a set as yes": ("a.parquet", parquet(medicines=pa.array([True])), "column-type-set"),
    "a set of numbers": ("a.parquet", parquet(medicines=pa.array([[1]])), "column-type-set"),
    "a set of lists": ("a.parquet", parquet(medicines=pa.array([[["ppi"]]])), "column-type-set"),
    "a set with other parts": ("a.parquet", parquet(medicines=pa.array([{"has": ["ppi"]}])), "column-type-set"),
    "not a number": ("a.parquet", parquet(age=pa.array([41.0, float("nan")])), "bad-rows"),
    "infinite": ("a.parquet", parquet(age=pa.array([float("inf")])), "bad-rows"),
    "too old": ("a.parquet", parquet(age=pa.array([41, 411])), "bad-rows"),
    "more digits than are kept": ("a.parquet", parquet(age=pa.array([2**63], pa.uint64())), "bad-rows"),
    "a decimal that a float would round": ("a.parquet", parquet(age=pa.array([Decimal("17." + "9" * 30)])), "bad-rows"),
    "two numbers in one": ("a.parquet", parquet(egfr=pa.array(["1.500"])), "bad-rows"),
    "another unit": ("a.parquet", parquet(egfr=pa.array(["60 kg"])), "bad-rows"),
    "digits of another script": ("a.parquet", parquet(age=pa.array(["٤١"])), "bad-rows"),
    "a set with a slip": ("a.parquet", parquet(medicines=pa.array([["pip"]])), "bad-rows"),
    "a set with nothing in it twice": ("a.parquet", parquet(medicines=pa.array([["ppi", None]])), "bad-rows"),
    "in it and not": (
        "a.parquet",
        parquet(medicines=pa.array([{"includes": ["ppi"], "excludes": ["ppi"]}])),
        "bad-rows",
    ),
    "empty text": ("a.parquet", parquet(sex=pa.array([""])), "bad-rows"),
    "very long text": ("a.parquet", parquet(sex=pa.array(["male" * 1_000_000])), "bad-rows"),
    "text that moves the cursor": ("a.parquet", parquet(sex=pa.array(["\x1b[2J"])), "bad-rows"),
    "text that is no text": ("a.arrow", arrow(sex=_not_utf8()), "column-unreadable"),
    "no CSV": ("a.csv", text(""), "population-unreadable"),
    "CSV with half a row": ("a.csv", text("age,sex\n41,male\n42\n"), "population-unreadable"),
    "CSV with too much in a row": ("a.csv", text("age\n41\n42,43\n"), "population-unreadable"),
    "CSV with a quote that does not end": ("a.csv", text('age,sex\n41,"male\n42,male\n'), "line-in-value"),
    "CSV with semicolons and a comma": ("a.csv", text("age;sex, if known\n41;male\n"), "population-unreadable"),
    "CSV in Latin 1": ("a.csv", text("age,sex\n41,m\xe4nnlich\n".encode("latin-1")), "population-unreadable"),
    "CSV in UTF-16": ("a.csv", text("age,sex\n41,male\n".encode("utf-16")), "not-utf-8"),
    "CSV with one name twice": ("a.csv", text("age,age\n41,42\n"), "column-twice"),
    "CSV with a number that is two": ("a.csv", text("egfr\n1.500\n"), "bad-rows"),
    "CSV with numbers as yes": ("a.csv", text("insomnia\n1\n0\n"), "bad-rows"),
    "CSV with NA": ("a.csv", text("age\nNA\n41\n"), "bad-rows"),
    "no JSON": ("a.jsonl", text("age: 41\n"), "bad-rows"),
    "JSON in a list": ("a.jsonl", text('[{"age": 41}]\n'), "bad-rows"),
    "JSON with a name twice": ("a.jsonl", text('{"age": 41, "age": 42}\n'), "bad-rows"),
    "JSON with NaN": ("a.jsonl", text('{"age": NaN}\n'), "bad-rows"),
    "half a JSON": ("a.jsonl", text('{"age": 41}\n{"age": 4'), "bad-rows"),
    "an empty line": ("a.jsonl", text('{"age": 41}\n\n{"age": 42}\n'), "bad-rows"),
    "JSON in Latin 1": ("a.jsonl", text('{"sex": "m\xe4nnlich"}\n'.encode("latin-1")), "bad-rows"),
    "JSON with half a character": ("a.jsonl", text('{"age": 41, "sex": "\\ud83d"}\n'), "bad-rows"),
    "JSON too deep": ("a.jsonl", text('{"age": ' + "[" * 100_000 + "]" * 100_000 + "}\n"), "bad-rows"),
    "JSON with a number that is two": ("a.jsonl", text('{"egfr": 1.500}\n'), "bad-rows"),
    "JSON with another name": ("a.jsonl", text('{"age": 41}\n{"agee": 42}\n'), "unknown-column"),
    "another ending": ("a.xlsx", GOOD, "population-format"),
    "no ending": ("a", GOOD, "population-format"),
}


@pytest.mark.parametrize(("name", "make", "code"), FILES.values(), ids=FILES)
def test_what_is_wrong_is_told_and_nothing_is_written(
    magnesium: sluimer.KnowledgeBase, tmp_path: Path, name: str, make: Make, code: str
) -> None:
    """One message that a person can read, on lines that are safe to print; and the folder holds what it held."""
    (tmp_path / name).write_bytes(make())
    with pytest.raises(sluimer.PopulationError) as raised:
        magnesium.screen_file(tmp_path / name, tmp_path / "advice.parquet")
    assert raised.value.problems[-1].code == code
    for language in ("nl", "en"):
        assert all(line.isprintable() for line in raised.value.render(language).splitlines())
    assert [one.name for one in tmp_path.iterdir()] == [name]


@pytest.mark.parametrize("on_bad_row", ["fail", "null", "quarantine"])
def test_a_quote_that_does_not_end_takes_no_rows_with_it(
    magnesium: sluimer.KnowledgeBase, tmp_path: Path, on_bad_row: str
) -> None:
    """Whatever becomes of bad rows: the rest of the file would stand in one value, and be one of them."""
    (tmp_path / "c.csv").write_text('id,current_form\na,"citrate\nb,oxide\nc,none\n', encoding="utf-8")
    (tmp_path / "a.csv").write_text('id,age\na,41\n"b,42\nc,43\n', encoding="utf-8")
    (tmp_path / "b.csv").write_text('age,id\n41,a\n42,"b\n43,c\n', encoding="utf-8")
    for name, code in (("a.csv", "population-unreadable"), ("b.csv", "line-in-value"), ("c.csv", "line-in-value")):
        with pytest.raises(sluimer.PopulationError) as raised:
            magnesium.screen_file(tmp_path / name, tmp_path / "advice.csv", ["id"], on_bad_row=on_bad_row)
        assert [problem.code for problem in raised.value.problems] == [code]


@pytest.mark.parametrize("ending", ["parquet", "csv", "jsonl", "arrow", "arrows"])
def test_what_stood_there_stays_when_a_run_ends_badly(
    magnesium: sluimer.KnowledgeBase, tmp_path: Path, ending: str
) -> None:
    """The results of an earlier run are not taken away by one that writes nothing."""
    pq.write_table(pa.table({"age": pa.array([41, 411])}), tmp_path / "persons.parquet")
    (tmp_path / f"advice.{ending}").write_bytes(b"earlier")
    with pytest.raises(sluimer.PopulationError):
        magnesium.screen_file(tmp_path / "persons.parquet", tmp_path / f"advice.{ending}")
    assert (tmp_path / f"advice.{ending}").read_bytes() == b"earlier"
    assert len([*tmp_path.iterdir()]) == 2


@pytest.mark.parametrize("end", ["\r", "\r\n", "\n"])
def test_nor_does_one_in_the_middle_however_lines_end(
    magnesium: sluimer.KnowledgeBase, tmp_path: Path, end: str
) -> None:
    lines = ["id,naam,age", "1,a,41", '2,"b,41', "3,c,50", '4,d",60', "5,e,70", ""]
    (tmp_path / "persons.csv").write_bytes(end.join(lines).encode())
    with pytest.raises(sluimer.PopulationError) as raised:
        magnesium.screen_file(tmp_path / "persons.csv", tmp_path / "advice.csv", ["id", "naam"])
    assert [problem.code for problem in raised.value.problems] == ["line-in-value"]


def test_an_empty_line_of_one_column_is_somebody_of_whom_nothing_is_known(
    magnesium: sluimer.KnowledgeBase, tmp_path: Path
) -> None:
    (tmp_path / "persons.csv").write_text("age\n41\n\n12\n", encoding="utf-8")
    magnesium.screen_file(tmp_path / "persons.csv", tmp_path / "advice.arrow")
    with pa.ipc.open_file(tmp_path / "advice.arrow") as reader:
        outcomes = reader.read_all().column("outcome").to_pylist()
    assert outcomes[0] == outcomes[1] == "answers_needed"
    assert outcomes[2] == "not_covered"


@pytest.mark.parametrize("between", [",", ";", "\t"])
def test_columns_may_be_separated_as_spreadsheets_do(
    magnesium: sluimer.KnowledgeBase, tmp_path: Path, between: str
) -> None:
    (tmp_path / "persons.csv").write_text(f"id{between}age\na{between}41\n", encoding="utf-8")
    magnesium.screen_file(tmp_path / "persons.csv", tmp_path / "advice.csv", ["id"])
    assert (tmp_path / "advice.csv").read_text(encoding="utf-8").splitlines()[1].startswith('"a","answers_needed"')


def test_what_is_no_frame_or_no_choice_is_told(magnesium: sluimer.KnowledgeBase) -> None:
    class Broken:
        """A frame that cannot say what it has."""

        def __arrow_c_stream__(self, _: object = None) -> object:
            raise pa.ArrowInvalid("a column holds two kinds of things")

    with pytest.raises(sluimer.PopulationError, match="two kinds"):
        magnesium.screen(Broken())
    with pytest.raises(TypeError, match="where"):
        magnesium.screen(pa.table({"age": [41]}), where=5)  # type: ignore[arg-type]
    table = pa.table({"id": ["a"], "age": [41]})
    assert magnesium.screen(table, keep="id", columns="states").table.column("id").to_pylist() == ["a"]


def test_what_is_set_apart_is_as_it_came_and_can_be_read_again(
    magnesium: sluimer.KnowledgeBase, tmp_path: Path
) -> None:
    """Beside a column that is called `why` too, and numbers that JSON could not have, or could have otherwise."""
    lines = ['{"id": "a", "why": "b", "age": 1e999}', '{"id": "c", "age": 1.500}', '{"id": "d", "age": 41.5}']
    (tmp_path / "persons.jsonl").write_text("\n".join(lines) + "\n", encoding="utf-8")
    apart = tmp_path / "advice.bad.jsonl"
    keep = ("id", "why", "why_")
    for read, bad in ((tmp_path / "persons.jsonl", 3), (tmp_path / "again.jsonl", 3)):
        report = magnesium.screen_file(read, tmp_path / "advice.csv", keep, on_bad_row="quarantine")
        assert report.bad_rows == bad - 1
        rows = [json.loads(line) for line in apart.read_text(encoding="utf-8").splitlines()]
        assert [str(row["age"]) for row in rows] == ["1e999", "1.500"]
        assert rows[0]["why"] == "b"
        apart.rename(tmp_path / "again.jsonl")


@pytest.mark.parametrize(
    ("how", "error", "said"),
    [
        ({"on_bad_row": "skip"}, ValueError, "on_bad_row takes fail, null, quarantine; not 'skip'"),
        ({"columns": ["state"]}, ValueError, "columns takes states, "),
        ({"mapping": 5}, TypeError, "the name of a file"),
    ],
)
def test_what_cannot_be_asked_is_told_with_what_can(
    magnesium: sluimer.KnowledgeBase, how: dict[str, Any], error: type[Exception], said: str
) -> None:
    with pytest.raises(error, match=said):
        magnesium.screen(pa.table({"age": [41]}), **how)


def test_a_frame_with_one_name_twice_is_told_whoever_made_it(magnesium: sluimer.KnowledgeBase) -> None:
    pandas = pytest.importorskip("pandas")
    with pytest.raises(sluimer.PopulationError, match="age"):
        magnesium.screen(pandas.DataFrame([[41, 42]], columns=["age", "age"]))


@pytest.mark.parametrize("first", ["sep=;", '"sep=;"', "SEP=;", "\ufeffsep=;"])
def test_a_line_that_says_what_stands_between_columns_is_no_row(
    magnesium: sluimer.KnowledgeBase, tmp_path: Path, first: str
) -> None:
    """As some spreadsheets write it; rows are counted from the first person."""
    (tmp_path / "persons.csv").write_text(f"{first}\r\nid;age\r\na, b;41\r\nc;411\r\n", encoding="utf-8")
    report = magnesium.screen_file(tmp_path / "persons.csv", tmp_path / "advice.csv", ["id"], on_bad_row="null")
    assert report.rows == 2
    assert [one.position.path for kind in report.bad for one in kind.examples] == ["/2/age"]
    assert "a, b" in (tmp_path / "advice.csv").read_text(encoding="utf-8")
