"""`sluimer diff`: two versions told as text, data, a page and Markdown, and what cannot be compared."""

import json
import re
import shlex
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

pytest.importorskip("z3", reason="needs the extra `prove`")

from commands.author.test_first_rule import blocks_of, edit
from commands.conftest import Sluimer
from commands.terminal import ESCAPE, on_terminal
from conftest import KEY, ROOT, git
from sluimer import load
from sluimer.audit.log import create_log, write_new_key
from sluimer.authoring.versions.compare import VersionRun
from tries import IN_FULL

Change = Callable[[str, str | None, str], None]
STOP, WATER = "rules/care/stop.yaml", "rules/book/water.yaml"
TALL = """tall-and-thirsty:
  person: {indoors: yes, moisture: 20 percent, drooping: yes, pests: none, light: sun, height: 160}
  expect: {given: water}
"""
WHEN = "when: {gardener_agreed: no, moisture: {at_least: 60}}"
SETTING = """settings:
  winter:
    title: {nl: W, en: W}
    default: mild
    options: {mild: {nl: m, en: m}, cold: {nl: k, en: k}}
"""
NOBODY = "nobody's advice changes: this is proven for every possible person\n"


@pytest.fixture
def old(plants: Path, tmp_path: Path, change: Change) -> Path:
    """The house plants as they were, with a case of a tall one; those in `plants` may be changed."""
    change("rules/care/tall.cases.yaml", None, TALL)
    return Path(shutil.copytree(plants, tmp_path / "old"))


@pytest.fixture
def kept(plants: Path, change: Change) -> Path:
    """The house plants kept in git, at the tag `v1`."""
    change("rules/care/tall.cases.yaml", None, TALL)
    git(plants, "init", "-q", "-b", "trunk")
    git(plants, "add", ".")
    git(plants, "commit", "-q", "-m", "one")
    git(plants, "tag", "v1")
    return plants


def test_a_changed_rule_is_told_with_whom_it_moves(sluimer: Sluimer, plants: Path, old: Path, change: Change) -> None:
    """The verdict first; was and is, who, what, and the nearest case."""
    change(STOP, "above: 200", "above: 150")
    result = sluimer("diff", old, plants, "--lang", "en")
    assert result.exit_code == 1
    assert result.stdout == (
        "1 change of the rules alters somebody's advice: 1 safer\n"
        "nobody else's advice changes: this is proven for every possible person\n"
        "packs: book, care\n"
        "\n"
        "safer: changed rule: tall-plants-drink-less\n"
        "  it held when:\n"
        "    - Height: above 200\n"
        "  it holds now when:\n"
        "    - Height: above 150\n"
        "  Why: Not too much.\n"
        "    - B4: On too much. [Book of plants]\n"
        "  for whom it did not hold, and does now: Height: above 150 and at most 200\n"
        "    - safer: at most: was 400 ml a week, is now 250 ml a week: How much water\n"
        "    for example the case `tall-and-thirsty`\n"
    )


def test_in_dutch_it_says_the_same(sluimer: Sluimer, plants: Path, old: Path, change: Change) -> None:
    """With the words of the knowledge base in Dutch."""
    change(STOP, "above: 200", "above: 250")
    told = sluimer("diff", old, plants, "--lang", "nl").stdout
    assert told.startswith("1 wijziging in de regels verandert iemands advies: 1 riskanter\n")
    assert "bij wie dit gold, en nu niet meer: Hoogte: boven 200 en ten hoogste 250\n" in told
    assert "riskanter: hoogstens: was 250 ml per week, is nu 400 ml per week: Hoeveel water" in told


def test_who_gets_the_same_for_another_reason_is_told(
    sluimer: Sluimer, plants: Path, old: Path, change: Change
) -> None:
    """A reason may be untrue of somebody, also where the advice is the same."""
    again = "thirsty-again:\n  when: {drooping: yes}\n  then: {conclude: thirsty}\n"
    change("rules/book/more.yaml", None, f"{again}  because: {{nl: Zo., en: So it is.}}\n  cites: [B2]\n")
    before = sluimer("diff", plants, plants, "--lang", "en")
    change("rules/book/more.yaml", "{drooping: yes}", "{drooping: yes, light: sun}")
    old_one = old.parent / "again"
    shutil.copytree(old, old_one)
    (old_one / "rules/book/more.yaml").write_text(f"{again}  because: {{nl: Zo., en: So it is.}}\n  cites: [B2]\n")
    result = sluimer("diff", old_one, plants, "--lang", "en")
    assert (before.exit_code, result.exit_code) == (0, 1)
    assert result.stdout.startswith("nobody gets other advice: this is proven for every possible person; but some may")
    assert "  - changed rule: thirsty-again\n" in result.stdout
    assert "    Why: So it is.\n" in result.stdout
    assert (
        "for whom it held, and who must now answer something more before that is known: Drooping: yes;" in result.stdout
    )


def test_where_nobody_is_told_otherwise_that_is_proven(
    sluimer: Sluimer, plants: Path, old: Path, change: Change
) -> None:
    """Also where texts were changed, which are told apart, and where parts stand otherwise."""
    change(WATER, "Water helps.", "Water is good.")
    change(
        STOP,
        "{moisture: {at_least: 60 percent}, gardener_agreed: no}",
        "{gardener_agreed: no, moisture: {at_least: 60}}",
    )
    result = sluimer("diff", old, plants, "--lang", "en")
    assert result.exit_code == 0
    assert result.stdout == (
        f"{NOBODY}packs: book, care\n\nTexts that people read\n  - rule `thirsty-plants-get-water`, `because`\n"
        "    was: Water helps.\n    is now: Water is good.\n"
    )


def test_a_revision_is_read_out_of_git(
    sluimer: Sluimer, kept: Path, change: Change, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Beside the folder as it is, another revision, and another folder; from wherever one stands."""
    change(STOP, "above: 200", "above: 150")
    monkeypatch.chdir(kept)
    assert sluimer("diff", "v1", "--lang", "en").exit_code == 1
    git(kept, "commit", "-q", "-a", "-m", "two")
    assert sluimer("diff", "HEAD", "--lang", "en").stdout.startswith(NOBODY)
    monkeypatch.chdir(kept.parent)
    pairs: list[list[str | Path]] = [["v1", "HEAD", kept], ["HEAD~1", "trunk", kept], ["v1", kept], [kept, "v1"]]
    for words in pairs:
        result = sluimer("diff", *words, "--lang", "en")
        assert (result.exit_code, "changed rule: tall-plants-drink-less" in result.stdout) == (1, True), words


def test_a_knowledge_base_below_the_top_of_git_is_read_where_it_stands(
    sluimer: Sluimer, plants: Path, change: Change
) -> None:
    """And what else is kept there does not matter."""
    top = plants.parent
    git(top, "init", "-q")
    (top / "other.txt").write_text("something", encoding="utf-8")
    git(top, "add", ".")
    git(top, "commit", "-q", "-m", "one")
    change(STOP, "above: 200", "above: 150")
    assert sluimer("diff", "HEAD", plants, "--lang", "en").exit_code == 1


def test_a_renamed_thing_is_the_same_thing(sluimer: Sluimer, kept: Path) -> None:
    """A rule, a fact, an option and an item that `sluimer rename` gave other names; and one that got its own back."""
    for old, new in (
        ("sun-is-better", "light-is-better"),
        ("light", "brightness"),
        ("brightness.shade", "shadow"),
        ("water", "drink"),
        ("tall-plants-drink-less", "a"),
        ("a", "tall-plants-drink-less"),
    ):
        words = ["--kind", "item"] if old == "water" else []
        assert sluimer("rename", old, new, "--knowledge", kept, *words).exit_code == 0, old
    assert (kept / "rules/renames.yaml").read_text(encoding="utf-8") == (
        "- {kind: rule, old: sun-is-better, new: light-is-better}\n"
        "- {kind: fact, old: light, new: brightness}\n"
        "- {kind: option, old: brightness.shade, new: brightness.shadow}\n"
        "- {kind: item, old: water, new: drink}\n"
    )
    result = sluimer("diff", "v1", kept, "--lang", "en")
    assert (result.exit_code, result.stdout) == (0, f"{NOBODY}packs: book, care\n")


def test_a_name_that_is_given_back_leaves_no_note(sluimer: Sluimer, kept: Path) -> None:
    """The file says that there are none, and takes the next one."""
    names = [("light", "brightness"), ("brightness", "light"), ("light", "shine")]
    said = ["- {kind: fact, old: light, new: brightness}\n", "[]\n", "- {kind: fact, old: light, new: shine}\n"]
    for (old, new), file in zip(names, said, strict=True):
        assert sluimer("rename", old, new, "--knowledge", kept).exit_code == 0
        assert (kept / "rules/renames.yaml").read_text(encoding="utf-8") == file
        assert sluimer("check", kept).exit_code == 0
    assert sluimer("diff", "v1", kept).exit_code == 0


def test_what_is_not_noted_is_gone_and_new(sluimer: Sluimer, kept: Path) -> None:
    """So that names are what counts, and nothing is guessed."""
    assert sluimer("rename", "sun-is-better", "light-is-better", "--knowledge", kept).exit_code == 0
    (kept / "rules/renames.yaml").unlink()
    told = sluimer("diff", "v1", kept, "--lang", "en").stdout
    assert "rule that is gone: sun-is-better" in told
    assert "new rule: light-is-better" in told


def test_a_fact_of_another_kind_is_another_question(sluimer: Sluimer, plants: Path, old: Path, change: Change) -> None:
    """Even under the same name."""
    kind = "  height:\n    kind: number\n"
    change("facts/plant.yaml", kind, "  height:\n    kind: yes_no\n")
    change(STOP, "{height: {above: 200}}", "{height: yes}")
    (plants / "rules/care/tall.cases.yaml").unlink()
    result = sluimer("diff", old, plants, "--lang", "en")
    assert "Questions\n  - new: Height\n  - not asked any more: Height\n" in result.stdout
    assert result.exit_code == 1


def test_packs_and_settings_of_the_old_version_may_be_others(sluimer: Sluimer, plants: Path, old: Path) -> None:
    """As when somebody asks what a pack brings."""
    result = sluimer("diff", old, plants, "--old-packs", "book", "--lang", "en")
    assert "new rule: Wet soil (wet-soil-stops-water)" in result.stdout
    assert "before: packs: book. Now: packs: book, care" in result.stdout
    assert sluimer("diff", old, plants, "--packs", "book", "--lang", "en").exit_code == 0


def test_another_setting_is_looked_at_too(sluimer: Sluimer, plants: Path, old: Path, change: Change) -> None:
    """A rule that has no say by default moves somebody all the same; with --set it is told alone."""
    for folder in (plants, old):
        manifest = folder / "rules/knowledge.yaml"
        manifest.write_text(manifest.read_text(encoding="utf-8") + SETTING, encoding="utf-8")
        rules = folder / STOP
        text = rules.read_text(encoding="utf-8")
        tall = "tall-plants-drink-less:\n"
        rules.write_text(text.replace(tall, f"{tall}  setting: {{winter: cold}}\n"), encoding="utf-8")
    assert sluimer("diff", old, plants, "--lang", "en").exit_code == 0
    change(STOP, "above: 200", "above: 150")
    told = sluimer("diff", old, plants, "--lang", "en")
    assert told.exit_code == 1
    assert told.stdout.startswith("1 change of the rules alters somebody's advice: 1 safer\n")
    assert "under another setting, besides: packs: book, care; winter: cold\nsafer: changed rule: tall" in told.stdout
    assert sluimer("diff", old, plants, "--set", "winter=mild", "--lang", "en").exit_code == 0
    assert "under another" not in sluimer("diff", old, plants, "--set", "winter=cold", "--lang", "en").stdout


def test_as_data_it_says_all(sluimer: Sluimer, plants: Path, old: Path, change: Change) -> None:
    """Ids, turns, moves, directions, and the example."""
    change(STOP, "above: 200", "above: 150")
    data = json.loads(sluimer("diff", old, plants, "--json").stdout)
    assert (data["nobody"], data["proven"], data["safer"], data["riskier"]) == (False, True, 1, 0)
    [group] = data["groups"]
    assert group["changes"] == [
        {
            "kind": "rule",
            "id": "tall-plants-drink-less",
            "standing": "changed",
            "title": "tall-plants-drink-less",
            "statements": ["B4"],
        }
    ]
    [one] = group["classes"]
    assert one["turns"] == [{"id": "tall-plants-drink-less", "was": "false", "now": "true"}]
    assert one["moves"] == [{"aspect": "most", "item": "water", "was": 400, "now": 250, "direction": "safer"}]
    assert one["example"]["like"] == "tall-and-thirsty"
    assert one["example"]["moves"] == one["moves"]


def test_for_a_pull_request_it_is_markdown(sluimer: Sluimer, plants: Path, old: Path, change: Change) -> None:
    """In which no text of the rules is more than text."""
    change(STOP, "above: 200", "above: 150")
    change(STOP, "en: Not too much.", 'en: "<b>Not</b> *too* [much](http://x) @all"')
    told = sluimer("diff", old, plants, "--lang", "en", "--format", "github").stdout
    assert told.startswith("### 1 change of the rules alters somebody's advice: 1 safer\n")
    assert (
        "<details><summary>safer: changed rule: tall-plants-drink-less</summary>\n\n- it held when:\n  - Height" in told
    )
    assert "&lt;b&gt;Not&lt;/b&gt; \\*too\\* \\[much\\]\\(http://x\\) &#64;all" in told


def test_as_a_page_it_loads_nothing(sluimer: Sluimer, plants: Path, old: Path, change: Change, tmp_path: Path) -> None:
    """Printed, or in a file, whose ending says so."""
    change(STOP, "above: 200", "above: 150")
    page = sluimer("diff", old, plants, "--lang", "en", "--html").stdout
    assert "<h1>House plants</h1>" in page
    assert '<p class="holds in2">- safer: at most: was 400 ml a week' in page
    for name in ("note.html", "note.md", "note.json", "note.txt"):
        said = sluimer("diff", old, plants, "--lang", "en", "-o", tmp_path / name)
        assert said.stdout == "1 change of the rules alters somebody's advice: 1 safer\n"
    assert (tmp_path / "note.html").read_text(encoding="utf-8") == page
    assert (tmp_path / "note.md").read_text(encoding="utf-8").startswith("### ")
    assert json.loads((tmp_path / "note.json").read_text(encoding="utf-8"))["safer"] == 1
    assert (tmp_path / "note.txt").read_text(encoding="utf-8").startswith("1 change")


def test_decisions_in_a_log_are_counted(
    sluimer: Sluimer, plants: Path, old: Path, change: Change, tmp_path: Path
) -> None:
    """Those whose answers are known, also under names that were given since."""
    log = create_log(tmp_path / "log.db", KEY)
    with log:
        for height in (120, 160, 180, 220):
            case = {"indoors": True, "moisture": 20, "drooping": True, "height": height}
            log.keep(load(old).consult(case), f"person {height}")
    log.close()
    (tmp_path / "log.key").write_text("0123456789abcdef" * 4, encoding="utf-8")
    (tmp_path / "log.key").chmod(0o600)
    change(STOP, "above: 200", "above: 150")
    assert sluimer("rename", "height", "length", "--knowledge", plants).exit_code == 0
    words = ("--log", tmp_path / "log.db", "--key-file", tmp_path / "log.key")
    said = sluimer("diff", old, plants, "--lang", "en", *words).stdout
    assert "of the 4 decisions in the log whose answers are known, 2 would be told otherwise\n" in said
    assert json.loads(sluimer("diff", old, plants, "--json", *words).stdout)["log"] == {"known": 4, "otherwise": 2}
    write_new_key(tmp_path / "other.key")
    wrong = sluimer("diff", old, plants, "--lang", "en", *words[:3], tmp_path / "other.key")
    assert wrong.exit_code == 2


def test_on_a_narrow_terminal_every_line_fits(plants: Path, old: Path, change: Change) -> None:
    """And what is looked at is shown meanwhile, and gone afterwards."""
    change(STOP, "above: 200", "above: 150")
    screen = on_terminal(40, "diff", str(old), str(plants), "--lang", "en")
    lines = re.sub(ESCAPE, "", screen).splitlines()
    assert max(map(len, lines[-20:])) <= 40
    assert any("tall-plants-drink-less" in line for line in lines)


def test_who_stops_it_has_what_was_found_so_far(
    sluimer: Sluimer, plants: Path, old: Path, change: Change, monkeypatch: pytest.MonkeyPatch
) -> None:
    """And hears that others may be told otherwise too."""

    def interrupted(*_: object) -> None:
        raise KeyboardInterrupt

    change(STOP, "above: 200", "above: 150")
    monkeypatch.setattr(VersionRun, "run", interrupted)
    result = sluimer("diff", old, plants, "--lang", "en")
    assert result.exit_code == 130
    assert result.stdout.startswith("nobody was found whose advice changes, but not everything was looked at\nstopped")


def test_without_a_knowledge_base_of_that_name_nothing_is_compared(
    sluimer: Sluimer, kept: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """No such revision, one without the folder, no git around it, no git at all: what to do is said, with code 2."""
    git(kept, "checkout", "-q", "--orphan", "empty")
    git(kept, "rm", "-q", "-r", "--cached", ".")
    (kept / "notes.txt").write_text("notes", encoding="utf-8")
    git(kept, "add", "notes.txt")
    git(kept, "commit", "-q", "-m", "no rules")
    outside = Path(shutil.copytree(kept, tmp_path / "outside", ignore=shutil.ignore_patterns(".git")))
    found = {
        ("v9", kept): "v9: error: `v9` is no folder, and no revision of",
        ("--upload-pack=x", kept): "",
        ("HEAD", kept): "HEAD: error: at `HEAD` there is no knowledge base in",
        ("v1", outside): "v1: error: `v1` is no folder, and",
    }
    for (name, folder), said in found.items():
        result = sluimer("diff", name, folder, "--lang", "en")
        assert (result.exit_code, result.stderr.startswith(said)) == (2, True), result.stderr
        assert result.stdout == ""
    monkeypatch.setenv("PATH", str(tmp_path))
    result = sluimer("diff", "v1", kept, "--lang", "en")
    assert result.exit_code == 2
    assert result.stderr.startswith("v1: error: `v1` is no folder, and git is not installed")


def test_a_name_that_is_a_folder_and_a_revision_is_refused(
    sluimer: Sluimer, kept: Path, change: Change, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Either can be written so that it is the only one."""
    shutil.copytree(kept, kept / "v1", ignore=shutil.ignore_patterns(".git"))
    change(STOP, "above: 200", "above: 150")
    monkeypatch.chdir(kept)
    result = sluimer("diff", "v1", "--lang", "en")
    assert (result.exit_code, result.stderr) == (
        2,
        "v1: error: `v1` is a folder and also a revision in git\n"
        "  help: write `./v1` for the folder, or `refs/tags/v1` or `refs/heads/v1` for the revision\n",
    )
    for name in ("./v1", "refs/tags/v1"):
        assert sluimer("diff", name, ".", ".", "--lang", "en").exit_code == 1


def test_what_is_wrong_in_a_version_is_told_with_its_name(sluimer: Sluimer, kept: Path, change: Change) -> None:
    """A mistake in what git has, and one in the folder."""
    change(STOP, "refer: call_now", "refer: call_never")
    git(kept, "commit", "-q", "-a", "-m", "mistaken")
    change(STOP, "refer: call_never", "refer: call_now")
    result = sluimer("diff", "HEAD", kept, "--lang", "en")
    assert result.exit_code == 2
    assert result.stderr.startswith("HEAD:rules/care/stop.yaml:25:14: error: `call_never`")
    change(STOP, "refer: call_now", "refer: call_later")
    here = sluimer("diff", "v1", kept, "--lang", "en")
    assert (here.exit_code, here.stderr.split(":")[0]) == (2, "rules/care/stop.yaml")


def test_a_mistake_in_the_cases_of_an_old_version_does_not_matter(sluimer: Sluimer, plants: Path, old: Path) -> None:
    """They only show persons; those of the new version must be right."""
    (old / "rules/care/tall.cases.yaml").write_text("tall:\n  person: {heigth: 3}\n  expect: {given: water}\n")
    assert sluimer("diff", old, plants, "--lang", "en").exit_code == 0
    assert sluimer("diff", plants, old, "--lang", "en").exit_code == 2


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["--format", "pdf"], "--format"),
        (["--seconds", "0"], "--seconds"),
        (["--packs", "books"], "--packs"),
        (["--old-packs", ""], "--packs"),
        (["--set", "winter"], "--set"),
        (["--set", "winter=cold"], "--set"),
        (["--audience", "all"], "--audience"),
        (["--log", "nowhere.db"], ""),
    ],
)
def test_a_mistake_in_the_command_is_told(
    sluimer: Sluimer, plants: Path, old: Path, words: list[str], said: str
) -> None:
    """And is no verdict."""
    result = sluimer("diff", old, plants, "--lang", "en", *words)
    assert result.exit_code == 2
    assert result.stdout == ""
    assert result.stderr.startswith(said)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("- {kind: fact, old: wetness, new: moistness}", "1:3: error: nothing is called `moistness` now"),
        ("- {kind: fact, old: light, new: moisture}", "1:3: error: `light` was given another name, and is still"),
        ("- {kind: plant, old: a, new: b}", "1:10: error: `plant`"),
        ("- {kind: fact, old: a}", "1:3: error: "),
        ("{kind: fact, old: a, new: b}", "1:1: error: `renames` must be a list"),
        ("- fact", "1:3: error: "),
    ],
)
def test_a_renaming_that_cannot_be_is_refused(sluimer: Sluimer, plants: Path, text: str, said: str) -> None:
    """By check as well."""
    (plants / "rules/renames.yaml").write_text(f"{text}\n", encoding="utf-8")
    commands: list[list[str | Path]] = [["check", plants], ["diff", plants, plants]]
    for words in commands:
        result = sluimer(*words, "--lang", "en")
        assert result.exit_code in (1, 2)
        assert f"rules/renames.yaml:{said}" in result.stderr + result.stdout


@IN_FULL
@pytest.mark.parametrize("page", ["diff.md", "verschillen.md"])
def test_the_page_on_versions_is_followed_to_the_letter(
    page: str, sluimer: Sluimer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its edit brings what stands there."""
    for name in ("facts", "rules"):
        shutil.copytree(ROOT / name, tmp_path / name)
    for words in (["init", "-q"], ["add", "."], ["commit", "-q", "-m", "one"], ["tag", "v1"]):
        git(tmp_path, *words)
    monkeypatch.chdir(tmp_path)
    for block in blocks_of(page):
        if block.kind == "diff":
            edit(tmp_path, block.text)
        elif block.kind == "console":
            command, *lines = block.text.splitlines()
            result = sluimer(*shlex.split(command)[1:])
            assert result.exit_code == 1
            assert [line for line in lines if line not in result.stdout.splitlines()] == []
