"""Huge, deep, broken and unreachable files: a message at once, never a traceback or a crash."""

import os
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from sluimer import CaseError, KnowledgeBase
from sluimer.files.source import LARGEST_FILE, read_file
from sluimer.messages import Problems
from sluimer.messages.problem import MOST_TOLD
from sluimer.read import check_knowledge, declared_in, read_knowledge, read_sources

Change = Callable[[str, str | None, str], None]
ProblemsOf = Callable[[Path], list[str]]

DEEP = {
    "a list in brackets": "[" * 10_000,
    "a closed list in brackets": "[" * 10_000 + "]" * 10_000,
    "a mapping in braces": "{a: " * 10_000,
    "a list on one line": "- " * 10_000,
    "complex keys": "? " * 10_000,
    "a mapping by indentation": "\n".join(" " * depth + "a:" for depth in range(2_500)),
    "a list by indentation": "\n".join(" " * depth + "-" for depth in range(2_500)),
    "a million brackets": "[" * 1_000_000,
    "a million closing brackets": "]" * 1_000_000,
    "a million braces": "{" * 1_000_000,
    "mixed brackets": "[{" * 200_000,
    "anchors": "&a " * 100_000,
    "exclamation marks": "!" * 1_000_000,
    "a long line": "x" * 3_000_000,
    "a long value": "height: " + "9" * 3_000_000,
    "a long key": "x" * 3_000_000 + ": yes",
    "a long quoted key": '{"' + "x" * 3_000_000 + '": yes}',
    "a long comment": "#" * 3_000_000,
    "many lines": "\n" * 3_000_000,
    "many documents": "---\n" * 500_000,
}


@pytest.mark.parametrize("what", DEEP)
def test_a_monstrous_case_gives_a_message_within_a_second_or_two(what: str, plant_care: KnowledgeBase) -> None:
    """Nothing here takes time that grows faster than the text."""
    begun = time.process_time()
    with pytest.raises(CaseError) as raised:
        plant_care.read_case(DEEP[what])
    assert len(raised.value.problems) >= 1
    assert len(str(raised.value)) < 2_000
    assert time.process_time() - begun < 3


@pytest.mark.parametrize("what", ["a million brackets", "a mapping by indentation", "a long line"])
def test_a_monstrous_rule_file_is_one_problem_of_its_own(what: str, plants: Path, problems_of: ProblemsOf) -> None:
    """The rest of the knowledge is checked, and nothing is said to be wrong with it."""
    (plants / "rules" / "book" / "more.yaml").write_text(DEEP[what], encoding="utf-8")
    (problem,) = problems_of(plants)
    assert problem.startswith("rules/book/more.yaml:")


def test_the_worst_texts_do_not_crash_the_process() -> None:
    """In a process of its own, since a C parser that runs out of stack takes everything with it."""
    script = """
import sluimer
kb = sluimer.load()
for text in ("[" * 1_000_000, "{a: " * 500_000, "- " * 1_000_000, "? " * 1_000_000, '"' + "x" * 999_999):
    try:
        kb.read_case(text)
    except sluimer.CaseError as error:
        print(error.problems[0].code)
"""
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, timeout=60, check=False)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.split() == ["too-deep", "too-deep", "too-deep", "too-deep", "open-quote"]


def test_of_ten_thousand_unknown_answers_the_first_are_told_and_the_rest_counted(plant_care: KnowledgeBase) -> None:
    """In order, and soon."""
    text = "\n".join(f"indoor{number}: yes" for number in range(10_000))
    begun = time.process_time()
    with pytest.raises(CaseError) as raised:
        plant_care.read_case(text)
    *told, last = raised.value.problems
    assert [problem.position.line for problem in told] == list(range(1, MOST_TOLD + 1))
    assert last.message() == f"and {10_000 - MOST_TOLD} more"
    assert len(str(raised.value)) < 200_000
    assert time.process_time() - begun < 4


def test_a_hundred_thousand_keys_are_refused_half_way(plant_care: KnowledgeBase) -> None:
    """Nobody has so many answers, and reading them would only take time."""
    text = "\n".join(f"indoor{number}: yes" for number in range(100_000))
    begun = time.process_time()
    with pytest.raises(CaseError) as raised:
        plant_care.read_case(text)
    assert [problem.code for problem in raised.value.problems] == ["too-many-values"]
    assert time.process_time() - begun < 4


def test_a_text_just_small_enough_is_read(plant_care: KnowledgeBase) -> None:
    """And one character more is refused before it is parsed."""
    text = "height: 5\n#" + "x" * (LARGEST_FILE - 11)
    assert plant_care.read_case(text).values["height"] == 5
    with pytest.raises(CaseError) as raised:
        plant_care.read_case(text + "x")
    assert [problem.code for problem in raised.value.problems] == ["file-too-large"]


def _read(path: Path) -> tuple[str | None, list[str]]:
    problems = Problems()
    text = read_file(path, path.name, problems)
    return text, [f"{problem.position} {problem.code}" for problem in problems.sorted()]


@pytest.mark.parametrize(
    ("content", "place"),
    [
        (b"\xff", "1:1"),
        (b"age: 4\nna\xc3\xa9m\xe9", "2:5"),
        (b"a\r\nb\xf0\x9f\x8c\xb1\x80", "2:3"),
        (b"\xc3", "1:1"),
        (b"\xed\xa0\x80", "1:1"),
        (b"\xc0\xaf", "1:1"),
        ("age: 4".encode("utf-16"), "1:1"),
        ("age: é".encode("latin-1"), "1:6"),
    ],
)
def test_bytes_that_are_not_utf_8_are_pointed_at(content: bytes, place: str, tmp_path: Path) -> None:
    """Line and column of the first wrong byte, counted in characters."""
    (tmp_path / "x.yaml").write_bytes(content)
    assert _read(tmp_path / "x.yaml") == (None, [f"x.yaml:{place} not-utf-8"])


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be", "utf-32-le"])
def test_a_utf_16_file_without_mark_is_refused_for_its_nul_bytes(
    encoding: str, plants: Path, problems_of: ProblemsOf
) -> None:
    """It happens to be UTF-8, full of NUL."""
    (plants / "rules" / "book" / "more.yaml").write_bytes("a: b".encode(encoding))
    (problem,) = problems_of(plants)
    assert problem.endswith(" control-character")


@pytest.mark.parametrize("content", ["", "\n\n", "# only a comment\n", "---\n", "--- ~\n", "null", "\ufeff"])
def test_a_file_without_content_is_called_empty(content: str, plants: Path, problems_of: ProblemsOf) -> None:
    """Whatever way it is empty."""
    (plants / "rules" / "book" / "more.yaml").write_text(content, encoding="utf-8")
    assert problems_of(plants) == ["rules/book/more.yaml empty-file"]


def test_a_folder_called_like_a_file_is_named(plants: Path, problems_of: ProblemsOf) -> None:
    """A folder `more.yaml` is a mistake worth a message."""
    (plants / "rules" / "book" / "more.yaml").mkdir()
    assert problems_of(plants) == ["rules/book/more.yaml is-a-folder"]


def test_a_link_to_itself_is_named(plants: Path, problems_of: ProblemsOf) -> None:
    """It cannot be read, and says why."""
    (plants / "rules" / "book" / "more.yaml").symlink_to("more.yaml")
    assert problems_of(plants) == ["rules/book/more.yaml unreadable-file"]


def test_a_link_to_nothing_is_named(plants: Path, problems_of: ProblemsOf) -> None:
    """The file it points to does not exist."""
    (plants / "rules" / "book" / "more.yaml").symlink_to("gone.yaml")
    assert problems_of(plants) == ["rules/book/more.yaml no-such-file"]


@pytest.mark.parametrize("target", [".", "..", "../../facts", "/", "../care"])
def test_a_link_to_a_folder_is_not_followed_and_told(target: str, plants: Path, problems_of: ProblemsOf) -> None:
    """Links up the tree, to all of the disk, or to a folder that is read already: a walk through them has no end."""
    for number in range(12):
        (plants / "rules" / "book" / f"link{number}").symlink_to(target)
    places = sorted(f"rules/book/link{number} linked-folder" for number in range(12))
    assert problems_of(plants) == places


@pytest.mark.parametrize("part", ["rules/care", "facts", "rules"])
def test_a_folder_of_rules_that_stands_elsewhere_is_not_left_out_in_silence(
    part: str, plants: Path, tmp_path: Path, problems_of: ProblemsOf
) -> None:
    """Rules that warn must not vanish since their folder is mounted from elsewhere."""
    (plants / part).rename(tmp_path / "elsewhere")
    (plants / part).symlink_to(tmp_path / "elsewhere")
    assert f"{part} linked-folder" in problems_of(plants)


def test_a_file_of_the_knowledge_that_leads_out_of_its_folder_is_not_read(
    plants: Path, tmp_path: Path, problems_of: ProblemsOf
) -> None:
    """What stands outside is none of its business, and could end up in a log."""
    secret = tmp_path / "secret"
    secret.write_text("token: abc", encoding="utf-8")
    for name in ("facts/more.yaml", "rules/book/more.yaml", "rules/ledger/more.yaml", "rules/more.cases.yaml"):
        (plants / name).symlink_to(secret)
    wanted = [f"{name}.yaml leads-out" for name in ("facts/more", "rules/book/more", "rules/ledger/more")]
    assert problems_of(plants) == wanted
    assert [one.code for one in read_sources(plants)[2]] == ["leads-out"] * 4


def test_a_manifest_that_leads_out_is_not_read(plants: Path, tmp_path: Path, problems_of: ProblemsOf) -> None:
    (plants / "rules" / "knowledge.yaml").rename(tmp_path / "knowledge.yaml")
    (plants / "rules" / "knowledge.yaml").symlink_to(tmp_path / "knowledge.yaml")
    assert problems_of(plants) == ["rules/knowledge.yaml leads-out"]
    assert not any(declared_in(plants))


def test_links_that_stay_inside_are_read(plants: Path) -> None:
    """As where a server mounts each file as a link to its newest version."""
    before = read_knowledge(plants)
    (plants / "rules" / "..new").mkdir()
    (plants / "rules" / "care" / "stop.yaml").rename(plants / "rules" / "..new" / "stop.yaml")
    (plants / "rules" / "care" / "stop.yaml").symlink_to("../..new/stop.yaml")
    assert read_knowledge(plants) == before


@pytest.mark.skipif(sys.platform == "win32", reason="there are no pipes among files")
def test_a_pipe_among_the_files_is_not_waited_for(plants: Path, problems_of: ProblemsOf) -> None:
    os.mkfifo(plants / "rules" / "book" / "more.yaml")
    os.mkfifo(plants / "rules" / "book" / "more.cases.yaml")
    os.mkfifo(plants / "rules" / "book" / "notes")
    assert problems_of(plants) == ["rules/book/more.yaml not-plain"]
    assert [one.code for one in read_sources(plants)[2]] == ["not-plain"] * 2


def test_a_walk_has_an_end(plants: Path, problems_of: ProblemsOf, monkeypatch: pytest.MonkeyPatch) -> None:
    """However many files and folders a stranger's folder holds."""
    monkeypatch.setattr("sluimer.read.folder.MOST_FILES", 12)
    for number in range(6):
        (plants / "rules" / "book" / f"note{number}").mkdir()
    assert "rules/book too-many-files" in problems_of(plants)


def test_the_files_together_have_a_size(plants: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sluimer.files.source.LARGEST_FOLDER", 3_000)
    assert [one.code for one in check_knowledge(plants)[1] if "large" in one.code] == ["folder-too-large"]


def test_a_folder_that_may_not_be_read_is_a_problem(
    plants: Path, problems_of: ProblemsOf, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its rules must not be left out in silence; simulated, since some users may read everything."""
    real = os.scandir

    def scandir(path: str | Path) -> object:
        if str(path).endswith("care"):
            raise PermissionError(13, "Permission denied", str(path))
        return real(path)

    monkeypatch.setattr(os, "scandir", scandir)
    assert problems_of(plants) == ["rules/care unreadable-file"]


def test_a_file_that_may_not_be_read_is_a_problem(
    plants: Path, problems_of: ProblemsOf, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Simulated, since some users may read everything."""
    real = os.open

    def opened(path: str | Path, flags: int, mode: int = 0o777) -> int:
        if str(path).endswith("stop.yaml"):
            raise PermissionError(13, "Permission denied", str(path))
        return real(path, flags, mode)

    monkeypatch.setattr(os, "open", opened)
    assert problems_of(plants) == ["rules/care/stop.yaml unreadable-file"]


@pytest.mark.parametrize("name", ["more.yml", "more.YAML", "more.Yml"])
def test_a_file_with_another_ending_is_not_left_out_in_silence(
    name: str, plants: Path, problems_of: ProblemsOf
) -> None:
    """A rule that warns could stand in it."""
    (plants / "rules" / "care" / name).write_text("{}", encoding="utf-8")
    assert problems_of(plants) == [f"rules/care/{name} wrong-ending"]


def test_other_files_and_hidden_ones_are_left_alone(plants: Path) -> None:
    """Notes, editors' lock files and backups are no part of the knowledge."""
    before = read_knowledge(plants)
    (plants / "rules" / "book" / "notes.txt").write_text("{", encoding="utf-8")
    (plants / "rules" / "book" / ".#water.yaml").symlink_to("someone@somewhere.1234")
    (plants / "rules" / ".old").mkdir()
    (plants / "rules" / ".old" / "water.yaml").write_text("{", encoding="utf-8")
    assert read_knowledge(plants) == before


@pytest.mark.skipif(sys.platform != "linux", reason="other systems refuse such names themselves")
def test_a_file_name_that_is_no_text_is_read_and_printed_safely(plants: Path) -> None:
    """Messages hold neither raw bytes nor line ends nor escape sequences."""
    name = os.fsencode(plants / "rules" / "book") + b"/\xff\x1b[31m\n.yaml"
    Path(os.fsdecode(name)).write_bytes(b"[")
    _, problems = check_knowledge(plants)
    text = "".join(problem.render() for problem in problems)
    assert text.encode("utf-8").startswith(b"rules/book/\xef\xbf\xbd\xef\xbf\xbd[31m")
    assert "\x1b" not in text


def test_the_name_and_the_content_of_every_file_are_in_the_digest(plants: Path) -> None:
    """Renaming a file or changing a comment gives another digest; the same content the same."""
    first = read_knowledge(plants).digest
    assert read_knowledge(plants).digest == first
    (plants / "rules" / "book" / "water.yaml").rename(plants / "rules" / "book" / "rain.yaml")
    second = read_knowledge(plants).digest
    with (plants / "facts" / "plant.yaml").open("a", encoding="utf-8") as stream:
        stream.write("# a comment\n")
    third = read_knowledge(plants).digest
    assert len({first, second, third}) == 3


def test_a_file_in_place_of_a_folder_is_one_problem(problems_of: ProblemsOf, tmp_path: Path) -> None:
    """Nothing more is said of what would stand in it."""
    file = tmp_path / "knowledge.yaml"
    file.touch()
    assert problems_of(file) == [f"{file} no-such-folder"]
