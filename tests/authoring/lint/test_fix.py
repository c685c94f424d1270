"""Mending changes what has one right answer, and nothing else in the files."""

from collections.abc import Callable, Mapping
from importlib import import_module
from pathlib import Path

import pytest

from sluimer.authoring.cases.read import read_cases
from sluimer.authoring.lint import Fixed, fix
from sluimer.files.replace import replace_text
from sluimer.read import read_knowledge
from sluimer.schema.write import schema_texts

MODULE = import_module("sluimer.authoring.lint.fix")  # the package has a function of that name
Change = Callable[[str, str | None, str], None]
RULES = "rules/care/stop.yaml"
TOPICS = "facts/advice.yaml"


def mended(fixed: Fixed) -> list[str]:
    """What was mended, by code."""
    return sorted(one.code for one in fixed.mended)


def test_line_ends_and_the_byte_order_mark_of_a_file_stay(plants: Path) -> None:
    path = plants / RULES
    before = b"\xef\xbb\xbf" + path.read_bytes().replace(b"\n", b"\r\n").replace(b"Nat genoeg.,", b"Nat genoeg., ", 1)
    path.write_bytes(before.replace(b"  cites: [B4]\r\n", b"  cites: [B4] \r\n", 1))
    assert mended(fix(plants)) == ["space-at-end"]
    assert path.read_bytes() == before


def test_two_edits_on_one_place_are_both_made(plants: Path, change: Change) -> None:
    """One after the other, and each is told once."""
    change(TOPICS, "    referral: yes\n", "    referral: True  \n")
    fixed = fix(plants)
    assert mended(fixed) == ["space-at-end", "yes-no-spelling"]
    assert "    referral: yes\n" in (plants / TOPICS).read_text("utf-8")
    assert not [one for one in fixed.inspection.warnings if one.edits]


def test_a_file_that_was_saved_meanwhile_is_left_alone_and_named(plants: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = plants / RULES
    path.write_text(path.read_text("utf-8").rstrip("\n") + "  \n", encoding="utf-8")

    def meanwhile(folder: Path, name: str, text: str, before: str | None) -> None:
        file = folder / name
        file.write_text("# An author was here.\n" + file.read_text("utf-8"), encoding="utf-8")
        replace_text(folder, name, text, before)

    monkeypatch.setattr(MODULE, "replace_text", meanwhile)
    fixed = fix(plants)
    assert (fixed.mended, fixed.files, fixed.left) == ((), (), (RULES,))
    assert path.read_text("utf-8").startswith("# An author was here.\n")


def test_one_edit_that_would_change_meaning_keeps_back_no_other(
    plants: Path, change: Change, monkeypatch: pytest.MonkeyPatch
) -> None:
    """And it is found without trying each by itself."""
    change(
        "facts/advice.yaml", "text: {nl: Bel nu., en: Call now.}", 'text: {nl: Bel nu., en: "Call \\ \n          now."}'
    )
    lines = (plants / RULES).read_text("utf-8").splitlines()
    (plants / RULES).write_text("".join(f"{line}  \n" for line in lines), encoding="utf-8")
    tries: list[Mapping[str, str]] = []
    original = MODULE._Sources._say_the_same

    def counted(self: object, after: Mapping[str, str]) -> bool:
        tries.append(after)
        return bool(original(self, after))

    monkeypatch.setattr(MODULE._Sources, "_say_the_same", counted)
    fix(plants)
    assert (plants / RULES).read_text("utf-8") == "".join(f"{line}\n" for line in lines)
    assert len(tries) < len(lines)


def test_only_a_schema_that_no_longer_fits_is_written(plants: Path) -> None:
    knowledge = read_knowledge(plants)
    texts = schema_texts(knowledge, [case.id for case in read_cases(plants, knowledge)[0]])
    (plants / "schemas").mkdir()
    for name, text in texts.items():
        (plants / name).write_text(text.replace("{", "{ ", 1), encoding="utf-8")
    (plants / "schemas/ledger.schema.json").write_text("{}", encoding="utf-8")
    assert fix(plants).files == ("schemas/ledger.schema.json",)
    assert (plants / "schemas/rules.schema.json").read_text("utf-8").startswith("{ ")


def test_an_allowance_whose_reason_goes_on_below_is_not_cut_in_half(plants: Path, change: Change) -> None:
    change(RULES, "tall-plants", "# allow reason-too-long: the reason of this\n# goes on here\ntall-plants")
    fixed = fix(plants)
    assert "allowance-unused" in [one.code for one in fixed.inspection.warnings]
    assert "# allow reason-too-long: the reason of this\n# goes on here\n" in (plants / RULES).read_text("utf-8")
