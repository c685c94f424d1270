"""Mappings that nobody can be advised by: every problem at once, each with its line and column, and nothing written."""

from pathlib import Path
from typing import Any

import pytest

pytest.importorskip("pyarrow", reason="needs the extra `screen`")

import pyarrow as pa
import pyarrow.parquet as pq

import sluimer

COLUMNS = {
    "naam": pa.array(["a", "b"]),
    "lft": pa.array(["41", "42"]),
    "geb": pa.array(["7-3-1985", "8-3-1985"]),
    "slecht": pa.array(["ja", "nee"]),
    "med": pa.array(["omeprazol", None]),
    "dosis": pa.array([0.3, 0.2]),
    "raar": pa.array([{"a": 1}, None]),
}
REST = "keep: [naam]\nignore: [lft, geb, slecht, med, dosis, raar]\n"


def rest(*without: str) -> str:
    """The columns that a mapping does not speak of are ignored."""
    names = [name for name in COLUMNS if name not in without and name != "naam"]
    return f"keep: [naam]\nignore: [{', '.join(names)}]\n"


def column(said: str, name: str = "med") -> str:
    """A mapping of one column on its second line, from the third place on."""
    return f"columns:\n  {name}: {said}\n{rest(name)}"


HOSTILE: dict[str, tuple[str | bytes, list[str]]] = {
    "nothing in it": ("", ["0:0 empty-file"]),
    "a comment alone": ("# draft\n", ["0:0 empty-file"]),
    "a list": ("- age\n", ["1:1 not-a-mapping"]),
    "a word": ("age\n", ["1:1 not-a-mapping"]),
    "no text": (b"\xff\xfe\x00", ["1:1 not-utf-8"]),
    "open brackets": ("columns: {med: [\n", ["2:1 not-yaml"]),
    "far too deep": ("columns: " + "[" * 5_000 + "]" * 5_000, ["1:1009 too-deep"]),
    "a bomb of aliases": (
        "a: &a [x]\ncolumns: {lft: *a}\n",
        ["1:1 unknown-key", "1:4 anchor", "2:16 alias", *["0:0 not-mapped"] * 6],
    ),
    "a tag that makes an object": (column('!!python/object/apply:os.system ["x"]'), ["2:8 tag"]),
    "a column twice": ("columns:\n  med: {fact: medicines}\n  med: {fact: age}\n" + rest("med"), ["3:3 duplicate-key"]),
    "no columns": (REST, ["1:1 missing-key"]),
    "a column that is no form": (column("medicines"), ["2:8 not-a-mapping"]),
    "a column without a fact": (column("{separator: ','}"), ["2:8 missing-key"]),
    "a fact with a slip": (column("{fact: medicine}"), ["2:15 unknown-fact"]),
    "a key with a slip": (column("{fact: medicines, seperator: ','}"), ["2:26 unknown-key"]),
    "an option with a slip": (column("{fact: medicines, option: pip}"), ["2:34 unknown-option"]),
    "an option of a choice": (column("{fact: sex, option: male}", "slecht"), ["2:23 key-not-here"]),
    "a word that means no answer": (column("{fact: insomnia, words: {ja: yess}}", "slecht"), ["2:40 answer-yes-no"]),
    "a word that means a number": (column("{fact: insomnia, words: {ja: 1}}", "slecht"), ["2:40 answer-yes-no"]),
    "a word that means too much": (column('{fact: age, words: {oud: "150"}}', "lft"), ["2:33 answer-out-of-bounds"]),
    "a word for two answers": (
        column("{fact: insomnia, words: {ja: yes}, unknown: [JA]}", "slecht"),
        ["2:56 word-twice"],
    ),
    "yes that means no": (column("{fact: insomnia, words: {Yes: no}}", "slecht"), ["2:41 word-means-otherwise"]),
    "an option that means another": (column("{fact: medicines, words: {ppi: iron}}"), ["2:39 word-means-otherwise"]),
    "a name that means no option": (
        column("{fact: medicines, no_option: [Furosemide]}"),
        ["2:38 word-means-otherwise"],
    ),
    "a name that means none": (column("{fact: medicines, none: [omeprazol]}"), ["2:33 word-means-otherwise"]),
    "a name that means another": (column("{fact: medicines, words: {furosemide: ppi}}"), ["2:46 word-means-otherwise"]),
    "a name of several that means none of them": (
        column("{fact: medicines, words: {antibioticum: iron}}"),
        ["2:48 word-means-otherwise"],
    ),
    "a code that means no option": (
        column("{fact: medicines, codes: atc, beginning: yes, no_option: [C03EB01]}"),
        ["2:66 word-means-otherwise"],
    ),
    "unknown that means no": (
        column("{fact: insomnia, words: {unknown: no}}", "slecht"),
        ["2:45 word-means-otherwise"],
    ),
    "not known that means none": (column("{fact: medicines, none: [unknown]}"), ["2:33 word-means-otherwise"]),
    "empty that means nonsense": (column("{fact: insomnia, empty: nein}", "slecht"), ["2:35 answer-yes-no"]),
    "a separator of letters": (column("{fact: medicines, separator: en}"), ["2:37 separator"]),
    "codes of another system": (column("{fact: medicines, codes: icd10}"), ["2:33 unknown-code-system"]),
    "codes that no option has": (column("{fact: medicines, codes: loinc}"), ["2:33 no-codes"]),
    "a list of a number": (
        column("{fact: age, separator: ',', complete: yes}", "lft"),
        ["2:20 key-not-here", "2:36 key-not-here"],
    ),
    "complete perhaps": (column("{fact: medicines, complete: perhaps}"), ["2:36 not-yes-no"]),
    "unplaced as none": (column("{fact: medicines, unplaced: none}"), ["2:36 unknown-value"]),
    "a unit of something else": (column("{fact: current_dose, unit: mL}", "dosis"), ["2:37 unit-not-turned"]),
    "a unit without its day": (column("{fact: current_dose, unit: g}", "dosis"), ["2:37 unit-not-turned"]),
    "a birth without a day": (column("{fact: age, born: day-month-year}", "geb"), ["2:20 told-on-missing"]),
    "a birth on no day": (column("{fact: age, born: day-month-year, told_on: 2026-13-01}", "geb"), ["2:51 told-on"]),
    "a birth on a day that can be two": (
        column("{fact: age, born: day-month-year, told_on: 1-2-2026}", "geb"),
        ["2:51 told-on"],
    ),
    "a birth of what is no age": (
        column("{fact: egfr, born: day-month-year, told_on: today}", "geb"),
        ["2:21 born-not-years"],
    ),
    "a birth in another order": (column("{fact: age, born: dmy, told_on: today}", "geb"), ["2:26 unknown-value"]),
    "a day in no column": (
        column("{fact: age, born: day-month-year, told_on: {column: dag, order: day-month-year}}", "geb"),
        ["2:51 mapped-missing"],
    ),
    "a day in no order": (
        column("{fact: age, born: day-month-year, told_on: {column: lft}}", "geb"),
        ["2:51 missing-key"],
    ),
    "a question mark": (column('{fact: "?"}'), ["2:15 undecided"]),
    "question marks": (
        column('{fact: medicines, option: "?", words: {"0": "?"}}') + "undecided: [x]\n",
        ["2:34 undecided", "2:52 undecided", "5:13 undecided-column"],
    ),
    "a column that is not there": ("columns: {}\n" + REST + "not_asked: [x]\n", ["0:0 no-answer-columns"]),
    "a name that is not there": (
        f"columns:\n  med: {{fact: medicines}}\n  leeft: {{fact: age}}\n{rest('med')}",
        ["3:3 mapped-missing"],
    ),
    "a column of which nothing is said": ("columns:\n  med: {fact: medicines}\n", ["0:0 not-mapped"] * 6),
    "ignored and used": ("columns:\n  med: {fact: medicines}\n" + REST, ["4:28 ignored-and-used"]),
    "two columns for one fact": (
        f"columns:\n  lft: {{fact: age}}\n  dosis: {{fact: age}}\n{rest('lft', 'dosis')}",
        ["3:3 slot-twice"],
    ),
    "a list and an option of it": (
        f"columns:\n  med: {{fact: medicines}}\n  slecht: {{fact: medicines, option: ppi}}\n{rest('med', 'slecht')}",
        ["3:3 slot-twice"],
    ),
    "a structure": (column("{fact: age}", "raar"), ["2:3 mapped-type"]),
    "much at once": (
        "columns:\n  med: {fact: medicine, separator: en}\n  dosis: {fact: current_dose, unit: kg}\n  x: {fact: age}\n",
        ["2:15 unknown-fact", "3:37 unit-not-turned", "4:3 mapped-missing", *["0:0 not-mapped"] * 5],
    ),
    "one word for two silences": (
        column("{fact: medicines}") + "unknown: [x, y]\ndeclined: [Y]\n",
        ["6:12 word-twice"],
    ),
    "a word for two numbers": (
        column('{fact: current_dose, words: {x: ["100", "50"]}}', "dosis"),
        ["2:42 not-a-word"],
    ),
    "a list in a list": (
        column("{fact: medicines}") + "undecided: [[a], {b: c}]\n",
        ["5:13 not-a-word", "5:18 not-a-word"],
    ),
    "a name that hides something": (
        column("{fact: age}", '"l\\u200bft"'),
        ["2:3 hidden-character", "2:3 mapped-missing"],
    ),
}


@pytest.mark.parametrize(("text", "found"), HOSTILE.values(), ids=HOSTILE)
def test_what_is_wrong_with_a_mapping_is_told_in_one_pass(
    magnesium: sluimer.KnowledgeBase, tmp_path: Path, text: str | bytes, found: list[str]
) -> None:
    pq.write_table(pa.table(COLUMNS), tmp_path / "persons.parquet")
    path = tmp_path / "mapping.yaml"
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    with pytest.raises(sluimer.PopulationError) as raised:
        magnesium.screen_file(tmp_path / "persons.parquet", tmp_path / "advice.parquet", mapping=path)
    problems = raised.value.problems
    told = [f"{one.position.line}:{one.position.column} {one.code}" for one in problems]
    assert sorted(told) == sorted(found)
    assert {one.position.file for one in problems if one.position.line} <= {str(path)}
    for language in ("nl", "en"):
        assert all(line.isprintable() for line in raised.value.render(language).splitlines())
    assert sorted(one.name for one in tmp_path.iterdir()) == ["mapping.yaml", "persons.parquet"]


@pytest.mark.parametrize("given", [{}, {"columns": None}, {"columns": {"x": {"fact": 1}}}, "", "missing.yaml", "."])
def test_what_is_no_mapping_in_python_is_told(magnesium: sluimer.KnowledgeBase, given: Any) -> None:
    with pytest.raises(sluimer.PopulationError):
        magnesium.screen(pa.table({"x": ["41"]}), mapping=given)
