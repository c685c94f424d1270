"""Which knowledge base an author's command looks at, and in which language it speaks of it."""

import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from commands.conftest import Sluimer
from sluimer import load
from sluimer.knowledge_base import bundled_folder

Change = Callable[[str, str | None, str], None]


AUTHORS = [
    ("check",), ("check", "--fix"), ("test",), ("test", "--watch"), ("schema",), ("new", "rule"), ("ledger",),
    ("show", "sun-is-better"),
]  # fmt: skip
"""Every command of an author, as it is given without a folder."""
PERSONS = [("advise", "-"), ("why", "-", "water"), ("why-not", "-", "water"), ("ask", "--case", "-")]


@pytest.mark.parametrize("place", ["", "rules", "facts", "rules/book", "notes"])
@pytest.mark.parametrize("words", [("check",), ("test",), ("ledger",), ("show", "sun-is-better")], ids=" ".join)
def test_wherever_an_author_stands_in_a_knowledge_base_it_is_that_one(
    words: tuple[str, ...], place: str, sluimer: Sluimer, plants: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    named = sluimer(*words, *(["--knowledge"] if words[0] in ("ledger", "show") else []), plants)
    (plants / "notes").mkdir()
    monkeypatch.chdir(plants / place)
    ran = sluimer(*words)
    assert ran == named
    assert f"Kamerplanten ({plants})" in ran.stdout


@pytest.mark.parametrize("words", AUTHORS, ids=" ".join)
def test_where_there_is_no_knowledge_base_an_author_is_told_so(
    words: tuple[str, ...], sluimer: Sluimer, plants: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Never that all is well with another one."""
    monkeypatch.chdir(plants.parent)
    ran = sluimer(*words, "--lang", "en")
    assert (ran.exit_code, ran.stdout) == (1, "")
    assert ran.stderr.startswith(f"{plants.parent}: error: there is no knowledge base here, nor in a folder above\n")
    assert f"`{bundled_folder()}`" in ran.stderr


@pytest.mark.parametrize("words", [words for words in AUTHORS if "--watch" not in words], ids=" ".join)
def test_a_half_knowledge_base_is_told_to_an_author_and_none_above_is_taken(
    words: tuple[str, ...], sluimer: Sluimer, plants: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    half = plants / "half"
    shutil.copytree(plants / "rules", half / "rules")
    monkeypatch.chdir(half)
    ran = sluimer(*words, "--lang", "en")
    assert ran.exit_code == 1
    assert f"{half}: error: there is no folder `facts/` beside `rules/`" in ran.stdout + ran.stderr


def test_data_names_the_knowledge_base_too(sluimer: Sluimer, plants: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(plants / "rules")
    for command in ("check", "test"):
        found = json.loads(sluimer(command, "--json", "--lang", "en").stdout)["knowledge"]
        assert found == {"title": "House plants", "folder": str(plants)}
    monkeypatch.chdir(plants.parent)
    (problem,) = json.loads(sluimer("check", "--json").stdout)["problems"]
    assert problem["code"] == "no-knowledge-here"


def test_what_is_written_lands_in_the_knowledge_base_above(
    sluimer: Sluimer, plants: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(plants / "rules/book")
    assert f"Kamerplanten ({plants})" in sluimer("schema").stdout
    assert (plants / "schemas/rules.schema.json").is_file()
    water = plants / "rules/book/water.yaml"
    water.write_text(water.read_text(encoding="utf-8") + "# end \n", encoding="utf-8")
    assert sluimer("check", "--fix").exit_code == 0
    assert water.read_text(encoding="utf-8").endswith("# end\n")


@pytest.mark.parametrize("words", PERSONS, ids=" ".join)
def test_advice_in_a_knowledge_base_is_by_that_one_and_says_so(
    words: tuple[str, ...], sluimer: Sluimer, plants: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(plants.parent)
    named = sluimer(*words, "--knowledge", "plants", said="drooping: yes\n")
    monkeypatch.chdir(plants / "rules")
    ran = sluimer(*words, said="drooping: yes\n")
    assert ran.stdout == named.stdout
    assert f"kennisbank: Kamerplanten ({plants})\n" in ran.stderr
    assert "kennisbank:" not in named.stderr


@pytest.mark.parametrize("words", [("advise", "-"), ("why", "-", "dose"), ("why-not", "-", "dose")], ids=" ".join)
def test_advice_elsewhere_is_by_the_knowledge_that_comes_with_sluimer(
    words: tuple[str, ...], sluimer: Sluimer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    here = sluimer(*words, "--lang", "en", said="age: 41\n")
    monkeypatch.chdir(tmp_path)
    assert sluimer(*words, "--lang", "en", said="age: 41\n") == here
    assert (here.exit_code, here.stderr) == (0, "")


def test_advice_in_half_a_knowledge_base_is_not_by_another(
    sluimer: Sluimer, plants: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shutil.rmtree(plants / "facts")
    monkeypatch.chdir(plants)
    ran = sluimer("advise", "-", "--lang", "en", said="age: 41\n")
    assert (ran.exit_code, ran.stdout) == (1, "")
    assert ran.stderr.startswith(f"knowledge base: House plants ({plants})\n{plants}: error: there is no folder")


def test_in_a_folder_that_was_removed_there_is_no_knowledge_base(
    sluimer: Sluimer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    gone = tmp_path / "gone"
    gone.mkdir()
    monkeypatch.chdir(gone)
    gone.rmdir()
    ran = sluimer("check", "--lang", "en")
    assert ran.exit_code == 1
    assert ran.stderr.startswith(".: error: there is no knowledge base here")


def test_from_python_the_bundled_knowledge_is_loaded_wherever_that_runs(
    plants: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(plants)
    assert load().knowledge.manifest.name != "house-plants"


@pytest.mark.parametrize("broken", [False, True])
def test_a_knowledge_base_is_spoken_of_in_its_own_language(
    broken: bool, sluimer: Sluimer, plants: Path, change: Change
) -> None:
    """Also where something is wrong with it."""
    change("rules/knowledge.yaml", "languages: [nl, en]", "languages: [en, nl]")
    if broken:
        change("rules/book/water.yaml", "drooping: yes", "droopin: yes")
    told = sluimer("check", plants).stdout
    assert ("1 error in" if broken else "  findings: 2") in told
    assert "waarschuwing" not in told


def test_any_language_of_the_knowledge_base_can_be_asked_for(sluimer: Sluimer, plants: Path, change: Change) -> None:
    change("rules/knowledge.yaml", "languages: [nl, en]", "languages: [nl, en, de]")
    assert sluimer("check", plants, "--lang", "de").exit_code == 1
    assert sluimer("check", plants, "--lang", "fr").exit_code == 2


def test_other_tools_get_paths_from_where_the_command_runs(
    sluimer: Sluimer, plants: Path, change: Change, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = plants.rename(plants.parent / "my plantjes é")
    (folder / "rules/book/water.yaml").write_text("a: {}\n", encoding="utf-8")
    monkeypatch.chdir(folder.parent)
    github = sluimer("check", folder.name, "--format", "github").stdout
    assert "file=my plantjes é/rules/book/water.yaml,line=1," in github
    sarif = sluimer("check", folder.name, "--format", "sarif").stdout
    assert '"uri": "my%20plantjes%20%C3%A9/rules/book/water.yaml"' in sarif
