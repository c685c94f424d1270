"""The page for translators is right: its command makes files of texts, and keeps what was translated."""

import shlex
import sys
from pathlib import Path

import polib

from conftest import ROOT, run
from test_documents import shell_lines

ENGLISH = sorted((ROOT / "engine" / "sluimer").glob("*/texts/en.po"))


def test_the_command_of_the_page_makes_a_language_and_later_completes_it(tmp_path: Path) -> None:
    for path in (ROOT / "docs" / "translate.py", *ENGLISH):
        place = tmp_path / path.relative_to(ROOT)
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(path.read_bytes())
    _, *words = shlex.split(shell_lines(ROOT / "docs" / "translating.md")[0])
    told = run(sys.executable, *words, folder=tmp_path)
    assert [line.split(":")[0] for line in told.splitlines()] == [f"{path.parts[-3]}/texts/de.po" for path in ENGLISH]
    made = tmp_path / "engine" / "sluimer" / "tell" / "texts" / "de.po"
    file = polib.pofile(str(made), encoding="utf-8")
    entry = file.find("because")
    assert entry
    assert (entry.msgstr, entry.tcomment) == ("", "Why: {reason}")
    entry.msgstr = "Warum: {reason}"
    file.save()
    run(sys.executable, *words, folder=tmp_path)
    completed = polib.pofile(str(made), encoding="utf-8")
    assert [each.msgstr for each in completed if each.translated()] == ["Warum: {reason}"]
    assert [each.msgid for each in completed] == [
        each.msgid for each in polib.pofile(str(ENGLISH[-1]), encoding="utf-8")
    ]


def test_the_other_commands_of_the_page_run_with_a_language_that_is_there() -> None:
    _, advise, check = shell_lines(ROOT / "docs" / "translating.md")
    assert run(
        Path(sys.executable).parent / "sluimer", *shlex.split(advise.replace("--lang de", "--lang nl"))[1:], folder=ROOT
    )
    assert (ROOT / shlex.split(check)[-1]).is_file()
