"""What the program does with links, pipes and devices where it expects a file: it says so, and touches nothing else."""

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from commands.conftest import Logbook, Sluimer
from sluimer.audit.log import read_key, write_new_key
from sluimer.messages import LogError

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="there are no pipes and devices among files")
EN = ("--lang", "en")


@contextmanager
def umask(mask: int) -> Iterator[None]:
    before = os.umask(mask)
    try:
        yield
    finally:
        os.umask(before)


@pytest.fixture
def pipe(tmp_path: Path) -> Path:
    os.mkfifo(tmp_path / "pipe")
    return tmp_path / "pipe"


@pytest.mark.parametrize("command", ["advise", "why", "ask --case"])
def test_a_case_that_is_a_pipe_or_a_device_is_a_message(command: str, pipe: Path, sluimer: Sluimer) -> None:
    for place in (pipe, Path("/dev/zero")):
        ran = sluimer(*command.split(), place, *EN)
        assert (ran.exit_code, ran.stdout) == (1, "")
        assert ran.stderr.startswith(f"{place}: error: `{place}` is no plain file\n  help: ")


def test_a_schema_that_leads_out_is_an_error_and_is_not_written(plants: Path, tmp_path: Path, sluimer: Sluimer) -> None:
    assert sluimer("schema", plants).exit_code == 0
    other = tmp_path / "other.json"
    other.write_text("mine", encoding="utf-8")
    (plants / "schemas" / "rules.schema.json").unlink()
    (plants / "schemas" / "rules.schema.json").symlink_to(other)
    for option in (["--fix"], []):
        ran = sluimer("check", plants, *option, *EN)
        assert ran.exit_code == 1
        assert "schemas/rules.schema.json: error: `schemas/rules.schema.json` leads out of the folder" in ran.stdout
    assert sluimer("schema", plants, *EN).stderr.count(" leads out of the folder ") == 1
    assert other.read_text("utf-8") == "mine"


@pytest.mark.parametrize("kind", ["link", "pipe", "folder"])
def test_a_place_for_schemas_that_is_none_is_a_message(
    kind: str, plants: Path, tmp_path: Path, sluimer: Sluimer
) -> None:
    (tmp_path / "outside").mkdir()
    if kind == "link":
        (plants / "schemas").symlink_to(tmp_path / "outside")
    else:
        assert sluimer("schema", plants).exit_code == 0
        (plants / "schemas" / "rules.schema.json").unlink()
        make = os.mkfifo if kind == "pipe" else os.mkdir
        make(plants / "schemas" / "rules.schema.json")
    told = {"link": " leads out of ", "pipe": " is no plain file", "folder": " is a folder, not a file"}
    ran = sluimer("schema", plants, *EN)
    assert (ran.exit_code, told[kind] in ran.stderr) == (1, True)
    if kind != "link":
        assert told[kind] in sluimer("check", plants, "--fix", *EN).stdout
    assert list((tmp_path / "outside").iterdir()) == []


def test_a_schema_that_nests_without_end_is_only_old(plants: Path, sluimer: Sluimer) -> None:
    assert sluimer("schema", plants).exit_code == 0
    (plants / "schemas" / "rules.schema.json").write_text("[" * 100_000, encoding="utf-8")
    assert "schema-stale" in sluimer("check", plants, *EN).stdout


@pytest.mark.parametrize("place", ["pipe", "/dev/zero", "/dev/null", "."])
def test_a_key_is_read_from_a_plain_file_alone(place: str, pipe: Path, logbook: Logbook) -> None:
    path = pipe if place == "pipe" else Path(place)
    with pytest.raises(LogError) as raised:
        read_key(path)
    assert [one.code for one in raised.value.problems] == ["is-a-folder" if place == "." else "not-plain"]
    ran = logbook.run("log", "list", "--log", logbook.file, "--key-file", path, *EN)
    assert (ran.exit_code, ran.stdout, len(ran.stderr.splitlines())) == (1, "", 2)


def test_a_key_that_is_long_is_none(tmp_path: Path) -> None:
    (tmp_path / "key").write_text("\n" * 5_000_000 + "a" * 64, encoding="utf-8")
    assert read_key_code(tmp_path / "key") == "log-key-form"


def test_a_new_key_is_private_and_goes_through_no_link(tmp_path: Path) -> None:
    (tmp_path / "link").symlink_to(tmp_path / "elsewhere")
    with pytest.raises(LogError) as raised:
        write_new_key(tmp_path / "link")
    assert ([one.code for one in raised.value.problems], (tmp_path / "elsewhere").exists()) == (["is-a-link"], False)
    with umask(0):
        write_new_key(tmp_path / "key")
    assert (tmp_path / "key").stat().st_mode & 0o777 == 0o600


@pytest.mark.parametrize("kind", ["link", "pipe", "device", "folder"])
def test_a_log_is_made_in_a_plain_file_and_through_no_link(
    kind: str, pipe: Path, tmp_path: Path, sluimer: Sluimer
) -> None:
    (tmp_path / "link").symlink_to(tmp_path / "elsewhere")
    place = {"link": tmp_path / "link", "pipe": pipe, "device": Path("/dev/zero"), "folder": tmp_path}[kind]
    ran = sluimer("log", "init", "--log", place, "--key-file", tmp_path / "new.key", *EN)
    told = {"link": "is a link to another place", "folder": "is a folder, not a file"}.get(kind, "is no plain file")
    assert (ran.exit_code, told in ran.stderr, (tmp_path / "elsewhere").exists()) == (1, True, False)


def test_an_export_goes_through_no_link(logbook: Logbook, tmp_path: Path) -> None:
    other, link = tmp_path / "other", tmp_path / "link.jsonl"
    other.write_text("mine", encoding="utf-8")
    link.symlink_to(other)
    assert "is a link to another place" in logbook("export", link).stderr
    assert other.read_text("utf-8") == "mine"


def read_key_code(path: Path) -> str:
    with pytest.raises(LogError) as raised:
        read_key(path)
    return raised.value.problems[0].code
