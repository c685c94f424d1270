"""A run that was stopped goes on where it was, and what comes of it is what an unbroken run gives, to the byte."""

import json
import os
import signal
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from random import Random
from typing import Any

import pytest

pytest.importorskip("pyarrow", reason="needs the extra `screen`")

import pyarrow as pa
import pyarrow.csv as pa_csv
import pyarrow.parquet as pq

import sluimer
from conftest import HOUSE_PLANTS
from sluimer.messages import PopulationError
from sluimer.population import parts
from sluimer.population.reading import source
from sluimer.population.report.count import PopulationCount
from tries import FULL, IN_FULL

ROWS = 95
EVERYTHING = ("states", "ranges", "ranks", "first", "referrals", "rules", "questions")
RUN = """
import json, os, signal, sys
import sluimer
from sluimer.population.reading import source

folder, plants, persons, advice, how, moments = sys.argv[1:]
source.BATCH, left = 5, int(moments)

def moment(event, args):
    global left
    if event in ("open", "os.rename", "os.remove", "os.mkdir", "os.rmdir") and folder in str(args[0]):
        left -= 1
        if left == 0:
            os.kill(os.getpid(), signal.SIGKILL)

kb = sluimer.load(plants)
sys.addaudithook(moment)
columns = ("states", "ranges", "ranks", "first", "referrals", "rules", "questions")
report = kb.screen_file(persons, advice, ["id"], columns, how, explain=2, resume=True)
print(json.dumps(report.as_dict()))
"""
"""It advises plants, and is killed the so manieth time that it does something to a file."""


def plants(folder: Path, ending: str, bad: int = 0) -> Path:
    """A file with plants, of whom some cannot be read."""
    moistures = ["wet" if row < bad else str(row % 100) for row in range(ROWS)]
    rows = [
        {"id": str(row), "indoors": "yes" if row % 3 else None, "drooping": "yes", "moisture": moisture}
        for row, moisture in enumerate(moistures)
    ]
    path, table = folder / f"plants.{ending}", pa.Table.from_pylist(rows)
    if ending == "csv":
        pa_csv.write_csv(table, path)
    elif ending == "jsonl":
        path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    else:
        pq.write_table(table, path)
    return path


def results(folder: Path, name: str) -> Mapping[str, bytes]:
    """What stands in the files with this name, by the rest of the names."""
    return {path.name.removeprefix(name): path.read_bytes() for path in folder.glob(f"{name}.*") if path.is_file()}


@pytest.mark.skipif(sys.platform == "win32", reason="no process of Windows is killed by a signal")
@pytest.mark.parametrize(
    ("ending", "into", "how", "bad"),
    [
        ("csv", "parquet", "quarantine", 7),
        pytest.param("parquet", "csv", "null", 7, marks=IN_FULL),
        pytest.param("jsonl", "arrow", "quarantine", 7, marks=IN_FULL),
    ],
)
def test_however_often_it_is_killed_the_rest_follows_and_nothing_differs(
    plant_care: sluimer.KnowledgeBase,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    ending: str,
    into: str,
    how: str,
    bad: int,
) -> None:
    """At any moment at which a file is opened, moved or taken away; and half a file never bears the name of one."""
    path, out = plants(tmp_path, ending, bad), tmp_path / f"advice.{into}"
    monkeypatch.setattr(source, "BATCH", 5)
    unbroken = plant_care.screen_file(path, tmp_path / f"plain.{into}", ["id"], EVERYTHING, how, explain=2)
    expected = results(tmp_path, "plain")
    random = Random(f"{ending} {into}")
    moments = [random.randrange(20, 120) for _ in range(2 if FULL else 1)]
    for moment in (*moments, 0):
        words = (tmp_path, HOUSE_PLANTS, path, out, how, moment)
        run = subprocess.run([sys.executable, "-c", RUN, *map(str, words)], capture_output=True, text=True, check=False)
        assert run.returncode in (-signal.SIGKILL, 0), run.stderr
        assert results(tmp_path, "advice").items() <= expected.items()
    assert run.returncode == 0
    assert json.loads(run.stdout) == unbroken.as_dict()
    assert results(tmp_path, "advice") == expected
    assert not (tmp_path / f"advice.{into}.parts").exists()


def stopped(kb: sluimer.KnowledgeBase, path: Path, out: Path, after: int, **how: Any) -> None:
    """A run that is interrupted after so many batches."""
    count, left = PopulationCount.count, [after]

    def counted(tally: PopulationCount, *about: Any) -> None:
        left[0] -= 1
        if left[0] < 0:
            raise KeyboardInterrupt
        count(tally, *about)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(PopulationCount, "count", counted)
        with pytest.raises(KeyboardInterrupt):
            kb.screen_file(path, out, ["id"], resume=True, **how)


@pytest.fixture
def few(monkeypatch: pytest.MonkeyPatch) -> None:
    """Few rows in a batch."""
    monkeypatch.setattr(source, "BATCH", 5)


def parts_in(out: Path) -> list[str]:
    """What was kept of a run."""
    return sorted(path.name for path in out.with_name(f"{out.name}.parts").iterdir())


@pytest.mark.usefixtures("few")
def test_what_is_done_is_not_done_again(
    plant_care: sluimer.KnowledgeBase, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path, out = plants(tmp_path, "csv"), tmp_path / "advice.parquet"
    stopped(plant_care, path, out, after=2 * parts.IN_A_PART + 1)
    assert parts_in(out) == ["0.arrows", "0.bad.arrows", "1.arrows", "1.bad.arrows", "done.json"]
    assert not out.exists()
    told: list[int] = []
    plant_care.screen_file(path, out, ["id"], tell=told.append, resume=True)
    assert told[0] == 2 * 5 * parts.IN_A_PART + 5
    assert pq.read_table(out).column("id").to_pylist() == [str(row) for row in range(ROWS)]


@pytest.mark.usefixtures("few")
def test_bad_rows_that_were_met_before_it_stopped_still_count(
    plant_care: sluimer.KnowledgeBase, tmp_path: Path
) -> None:
    """Where none are allowed nothing is written, and nothing is kept: a file that is mended is another one."""
    path, out = plants(tmp_path, "csv", bad=90), tmp_path / "advice.parquet"
    with pytest.raises(PopulationError) as unbroken:
        plant_care.screen_file(path, out, ["id"])
    stopped(plant_care, path, out, after=2 * parts.IN_A_PART + 1)
    with pytest.raises(PopulationError) as raised:
        plant_care.screen_file(path, out, ["id"], resume=True)
    assert raised.value.problems == unbroken.value.problems
    assert [one.name for one in tmp_path.iterdir()] == [path.name]


@pytest.mark.usefixtures("few")
@pytest.mark.parametrize(
    ("other", "code"),
    [
        ({"columns": ("ranges",)}, "parts-other-options"),
        ({"keep": ("id", "moisture")}, "parts-other-options"),
        ({"on_bad_row": "null"}, "parts-other-options"),
        ({"explain": 1}, "parts-other-options"),
        ({"where": "water is given"}, "parts-other-options"),
    ],
)
def test_a_run_that_is_another_one_does_not_go_on_with_it(
    plant_care: sluimer.KnowledgeBase, tmp_path: Path, other: Mapping[str, Any], code: str
) -> None:
    """Its message says what differs; the parts stay, since it may have been a slip."""
    path, out = plants(tmp_path, "csv"), tmp_path / "advice.parquet"
    stopped(plant_care, path, out, after=2 * parts.IN_A_PART + 1)
    before = parts_in(out)
    with pytest.raises(PopulationError) as raised:
        plant_care.screen_file(path, out, **{"keep": ("id",), **other}, resume=True)
    assert [one.code for one in raised.value.problems] == [code]
    assert parts_in(out) == before
    assert not out.exists()


@pytest.mark.usefixtures("few")
def test_another_file_knowledge_and_program_are_told_apart(
    plant_care: sluimer.KnowledgeBase, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path, out = plants(tmp_path, "csv"), tmp_path / "advice.parquet"
    stopped(plant_care, path, out, after=2 * parts.IN_A_PART + 1)
    path.write_text(path.read_text(encoding="utf-8").replace('"94"', '"95"'), encoding="utf-8")
    monkeypatch.setattr(parts, "version", lambda _: "0.0.1")
    other = sluimer.load(HOUSE_PLANTS, packs=["book"])
    with pytest.raises(PopulationError) as raised:
        other.screen_file(path, out, ["id"], resume=True)
    codes = ["parts-other-file", "parts-other-knowledge", "parts-other-program"]
    assert [one.code for one in raised.value.problems] == codes


@pytest.mark.usefixtures("few")
@pytest.mark.parametrize("name", ["0.arrows", "1.bad.arrows", "done.json"])
@pytest.mark.parametrize("content", [b"", b"{}", b"[1]", b"\xff", None])
def test_parts_that_are_not_whole_are_not_used(
    plant_care: sluimer.KnowledgeBase, tmp_path: Path, name: str, content: bytes | None
) -> None:
    path, out = plants(tmp_path, "csv"), tmp_path / "advice.parquet"
    stopped(plant_care, path, out, after=2 * parts.IN_A_PART + 1)
    place = tmp_path / "advice.parquet.parts" / name
    place.unlink() if content is None else place.write_bytes(content)
    if (name, content) == ("done.json", None):  # as before the first part: all of it is done anew
        assert plant_care.screen_file(path, out, ["id"], resume=True).rows == ROWS
        return
    with pytest.raises(PopulationError) as raised:
        plant_care.screen_file(path, out, ["id"], resume=True)
    assert [one.code for one in raised.value.problems] == ["parts-broken"]


@pytest.mark.usefixtures("few")
def test_two_runs_never_work_on_the_same_parts(plant_care: sluimer.KnowledgeBase, tmp_path: Path) -> None:
    """The second is told at once; the first goes on, and nothing of it is lost."""
    path, out = plants(tmp_path, "csv"), tmp_path / "advice.parquet"
    told: list[str] = []

    def meanwhile(_: int) -> None:
        with pytest.raises(PopulationError) as raised:
            plant_care.screen_file(path, out, ["id"], resume=True)
        told.extend(one.code for one in raised.value.problems)

    report = plant_care.screen_file(path, out, ["id"], tell=meanwhile, resume=True)
    assert set(told) == {"parts-in-use"}
    assert report.rows == pq.read_table(out).num_rows == ROWS


@pytest.mark.usefixtures("few")
def test_a_file_that_is_written_in_meanwhile_is_told(plant_care: sluimer.KnowledgeBase, tmp_path: Path) -> None:
    path, out = plants(tmp_path, "csv"), tmp_path / "advice.parquet"
    with pytest.raises(PopulationError) as raised:
        plant_care.screen_file(path, out, ["id"], tell=lambda _: os.utime(path, (1, 1)), resume=True)
    assert [one.code for one in raised.value.problems] == ["population-changed"]
    assert "done.json" not in parts_in(out)
    assert not out.exists()


@pytest.mark.skipif(sys.platform == "win32", reason="there are no rights of POSIX")
def test_parts_are_for_their_owner_alone_and_never_behind_a_link(
    plant_care: sluimer.KnowledgeBase, tmp_path: Path
) -> None:
    path, out = plants(tmp_path, "csv"), tmp_path / "advice.parquet"
    folder = tmp_path / "advice.parquet.parts"
    folder.mkdir(mode=0o777)
    stopped(plant_care, path, out, after=0)
    assert folder.stat().st_mode & 0o077 == 0
    folder.rmdir()
    (tmp_path / "elsewhere").mkdir()
    folder.symlink_to(tmp_path / "elsewhere")
    with pytest.raises(OSError, match="parts"):
        plant_care.screen_file(path, out, ["id"], resume=True)
    folder.unlink()
    folder.write_bytes(b"")
    with pytest.raises(OSError, match="parts"):
        plant_care.screen_file(path, out, ["id"], resume=True)


@pytest.mark.skipif(sys.platform == "win32", reason="no process of Windows is stopped by a signal")
def test_who_stops_it_from_the_keyboard_sees_no_more_of_it(tmp_path: Path) -> None:
    """As a process of its own: the exit code says so, no traceback, and nothing that looks like results."""
    path = plants(tmp_path, "csv")
    script = (
        "import os, signal, sys; from sluimer.commands.main import run\n"
        "from sluimer.population.report.count import PopulationCount\n"
        "PopulationCount.count = lambda *_: os.kill(os.getpid(), signal.SIGINT)\n"
        "run()"
    )
    words = ("screen", path, tmp_path / "advice.csv", "--keep", "id", "--knowledge", HOUSE_PLANTS, "--resume")
    run = subprocess.run([sys.executable, "-c", script, *map(str, words)], capture_output=True, text=True, check=False)
    assert run.returncode == 130
    assert "Traceback" not in run.stderr
    assert [one.name for one in tmp_path.iterdir() if one.is_file()] == [path.name]
