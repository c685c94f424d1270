"""`sluimer screen --map`: a draft where there is no mapping yet, and else the advice."""

import json
import sys
from pathlib import Path

import pytest

pytest.importorskip("pyarrow", reason="needs the extra `screen`")

from commands.conftest import Sluimer

DECIDED = """\
columns:
  Slapeloosheid: {fact: insomnia, words: {Ja: yes, "0": no}}
  pillen: {fact: medicines, separator: ;}
keep: [naam]
"""


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """Two persons, in words of their own."""
    path = tmp_path / "persons.csv"
    path.write_text("naam,Slapeloosheid,pillen\na,Ja,omeprazol;aspirine\nb,0,\n", encoding="utf-8")
    return path


def test_a_draft_is_written_and_what_is_left_is_told(sluimer: Sluimer, file: Path, tmp_path: Path) -> None:
    mapping = tmp_path / "mapping.yaml"
    result = sluimer("screen", file, "--map", mapping, "--lang", "en")
    assert result.exit_code == 0, result.stderr
    assert f"A draft of a mapping is in {mapping}. Nobody is advised yet." in result.stdout
    assert "`Slapeloosheid`: what `0` mean" in result.stdout
    assert "`naam`, `pillen`: put each of these 2 columns under" in result.stdout
    assert mapping.read_text(encoding="utf-8") == (
        'columns:\n  Slapeloosheid: {fact: insomnia, words: {0: "?", Ja: yes}}\nundecided: [naam, pillen]\n'
    )
    if sys.platform != "win32":
        assert mapping.stat().st_mode & 0o077 == 0


@pytest.mark.parametrize(
    ("name", "said"), [("Magnesium per dag", 'unit: "?"'), ("current_dose", "{fact: current_dose}")]
)
def test_the_unit_of_an_amount_is_asked_unless_the_fact_itself_is_named(
    sluimer: Sluimer, tmp_path: Path, name: str, said: str
) -> None:
    """0.3 may be grams; that nobody takes so little is no reason to be sure."""
    (tmp_path / "persons.csv").write_text(f"id,{name}\n1,0.3\n", encoding="utf-8")
    result = sluimer("screen", tmp_path / "persons.csv", "--map", tmp_path / "m.yaml", "--keep", "id", "--lang", "en")
    assert ("in which unit the numbers are, such as `mg/day`" in result.stdout) is (name != "current_dose")
    assert said in (tmp_path / "m.yaml").read_text(encoding="utf-8")


def test_no_in_a_column_of_several_options_is_asked_about(sluimer: Sluimer, tmp_path: Path) -> None:
    """It may be none of them, or say nothing."""
    (tmp_path / "persons.csv").write_text("Levensfase,age\nzwanger,30\nnee,40\n", encoding="utf-8")
    result = sluimer("screen", tmp_path / "persons.csv", "--map", tmp_path / "m.yaml", "--lang", "en")
    assert "`Levensfase`: (may stay) which options `nee` are, or that they are none" in result.stdout


def test_a_draft_is_no_advice_and_what_waits_for_results_is_told_so(
    sluimer: Sluimer, file: Path, tmp_path: Path
) -> None:
    result = sluimer(
        "screen", file, tmp_path / "advice.csv", "--map", tmp_path / "mapping.yaml", "--json", "--keep", "naam"
    )
    assert result.exit_code == 1
    assert not (tmp_path / "advice.csv").exists()
    found = json.loads(result.stdout)
    assert found["export"] is None
    assert [(one["column"], one["what"]) for one in found["to_decide"]] == [
        ("Slapeloosheid", "words"),
        ("pillen", "column"),
    ]
    assert "keep: [naam]" in (tmp_path / "mapping.yaml").read_text(encoding="utf-8")


def test_an_undecided_mapping_is_refused_at_its_lines(sluimer: Sluimer, file: Path, tmp_path: Path) -> None:
    mapping = tmp_path / "mapping.yaml"
    sluimer("screen", file, "--map", mapping)
    result = sluimer("screen", file, tmp_path / "advice.csv", "--map", mapping, "--lang", "nl")
    assert result.exit_code == 1
    assert f"{mapping}:2:46: fout: hier staat een `?`" in result.stderr
    assert f"{mapping}:3:13: fout: over `naam` heeft nog niemand beslist" in result.stderr
    assert not (tmp_path / "advice.csv").exists()


def test_what_is_decided_is_checked_and_used(sluimer: Sluimer, file: Path, tmp_path: Path) -> None:
    mapping = tmp_path / "mapping.yaml"
    mapping.write_text(DECIDED, encoding="utf-8")
    counted = sluimer("screen", file, "--map", mapping, "--json")
    assert json.loads(counted.stdout)["rows"] == 2
    assert json.loads(counted.stdout)["mapping"]["digest"].startswith("sha256:")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["mapping.yaml", "persons.csv"]
    result = sluimer("screen", file, tmp_path / "advice.csv", "--map", mapping, "--lang", "en")
    assert result.exit_code == 0, result.stderr
    assert "pillen, 1 row: aspirine (1)" in result.stdout
    assert '"naam","outcome"' in (tmp_path / "advice.csv").read_text(encoding="utf-8")


def test_what_is_drafted_is_told_in_dutch(sluimer: Sluimer, tmp_path: Path) -> None:
    header = "id,submitdate,lastpage,age,current_dose,medicines[SQ1],medicines\n"
    path = tmp_path / "a.csv"
    path.write_text(header + '1,x,y,7-3-1985,"0,5",Y,A02BC01\n', encoding="utf-8")
    told = sluimer("screen", path, "--map", tmp_path / "mapping.yaml", "--lang", "nl").stdout
    assert "Dit lijkt een export van LimeSurvey." in told
    assert "`age`: in welke volgorde datums staan" in told
    assert "`current_dose`: of een komma of een punt voor de decimalen staat, zoals in `0,5`" in told
    assert "`medicines[SQ1]`: over welke keuze de kolom gaat" in told


@pytest.mark.parametrize("name", ["folder"])
def test_a_place_where_no_mapping_can_be_is_told(sluimer: Sluimer, file: Path, tmp_path: Path, name: str) -> None:
    (tmp_path / "folder").mkdir()
    result = sluimer("screen", file, "--map", tmp_path / name, "--lang", "en")
    assert result.exit_code == 1
    assert result.stderr.count("error") == 1
    assert "Traceback" not in result.stderr
