"""Which knowledge base an author's command looks at, and in which language it speaks of it."""

from collections.abc import Callable
from pathlib import Path

import pytest

from commands.conftest import Sluimer

Change = Callable[[str, str | None, str], None]


@pytest.mark.parametrize("words", [("check",), ("test",), ("ledger",), ("show", "sun-is-better")])
def test_where_an_author_stands_in_a_knowledge_base_it_is_that_one(
    words: tuple[str, ...], sluimer: Sluimer, plants: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    named = sluimer(*words, *(["--knowledge"] if words[0] in ("ledger", "show") else []), plants)
    monkeypatch.chdir(plants)
    assert sluimer(*words).stdout == named.stdout.replace(str(plants), ".")


def test_elsewhere_it_is_the_one_that_comes_with_sluimer(
    sluimer: Sluimer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert "sleep-dose" in sluimer("show", "sleep-dose").stdout


def test_advice_never_depends_on_where_one_stands(
    sluimer: Sluimer, plants: Path, monkeypatch: pytest.MonkeyPatch, answers: Callable[[str], Path]
) -> None:
    case = answers("age: 40\n")
    here = sluimer("advise", case, "--json").stdout
    monkeypatch.chdir(plants)
    assert sluimer("advise", case, "--json").stdout == here


def test_nothing_is_mended_where_nobody_said_which_folder(
    sluimer: Sluimer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Else an installed package would be edited."""
    monkeypatch.chdir(tmp_path)
    ran = sluimer("check", "--fix", "--lang", "en")
    assert ran.exit_code == 2
    assert "sluimer check . --fix" in ran.stderr


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
