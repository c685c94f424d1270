"""`sluimer log`: what is in the log, one decision of it, whether it is whole, and what comes of making it again."""

import json
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

import sluimer as engine
from commands.conftest import EXAMPLES, Logbook, Process, Ran, Sluimer
from commands.terminal import ESCAPE, on_terminal
from conftest import HOUSE_PLANTS, ROOT
from sluimer.commands.main import EXAMPLES as EXAMPLE_LINES
from tries import IN_FULL, IN_PART

Change = Callable[[str, str | None, str], None]

LOG_EXAMPLES = {name.removeprefix("log "): line for name, line in EXAMPLE_LINES.items() if name.startswith("log ")}
THIRSTY = "indoors: yes\ndrooping: yes\nmoisture: 20\ngardener_agreed: no\n"
WET = "indoors: yes\ndrooping: yes\nmoisture: 70\n"
OUTDOORS = "indoors: no\n"
CHECKER = ROOT / "engine" / "sluimer" / "audit" / "record" / "check_record.py"
STRANGE_PERSONS = [
    "--yes",
    "-",
    "a b  c",
    "José 🌙 أحمد",
    "x" * 10_000,
    "[bold]x[/bold]",
    "' or 1=1 --",
    "a\nb\x1b[31m",
]


@pytest.fixture
def filled(logbook: Logbook) -> Logbook:
    """Three decisions about two persons."""
    for text, person in ((THIRSTY, "ann"), (WET, "bob"), (OUTDOORS, "ann")):
        assert logbook.advise(text, "--person", person).exit_code == 0
    return logbook


def erase(book: Logbook, person: str) -> None:
    assert book("erase", "--person", person, "--yes").exit_code == 0


# Help


@pytest.mark.parametrize("language", ["nl", "en"])
@pytest.mark.parametrize("command", LOG_EXAMPLES)
def test_the_help_shows_an_example_in_the_language_of_the_user(
    sluimer: Sluimer, monkeypatch: pytest.MonkeyPatch, command: str, language: str
) -> None:
    monkeypatch.setenv("SLUIMER_LANG", language)
    result = sluimer("log", command, "--help")
    assert result.exit_code == 0
    assert {"nl": "Voorbeeld", "en": "Example"}[language] + f": {LOG_EXAMPLES[command]}\n" in result.stdout
    assert "option-" not in result.stdout
    assert "command-" not in result.stdout


def test_the_examples_work_one_after_the_other(
    sluimer: Sluimer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    place = ("--log", "log.db", "--key-file", "log.key", "--person", "42")
    for command, line in LOG_EXAMPLES.items():
        result = sluimer(*line.split()[1:], *(["--yes"] if command == "erase" else []))
        assert result.exit_code == 0, result.stderr
        assert result.stdout
        if command == "init":
            sluimer("advise", EXAMPLES / "anna.yaml", *place)


@IN_FULL
def test_the_commands_in_the_documentation_work_one_after_the_other(tmp_path: Path) -> None:
    page = (ROOT / "docs" / "commands.md").read_text(encoding="utf-8")
    block = page.partition("## The log")[2].partition("```sh\n")[2].partition("```")[0]
    (tmp_path / "examples").symlink_to(EXAMPLES)
    (tmp_path / "check_record.py").symlink_to(CHECKER)
    start = f"sluimer() {{ '{sys.executable}' -m sluimer \"$@\"; }}; python() {{ '{sys.executable}' \"$@\"; }}"
    script = f"{start}\nset -e -o pipefail\n{block}"
    done = subprocess.run(["bash", "-c", script], cwd=tmp_path, capture_output=True, text=True, timeout=300)
    assert (done.returncode, done.stderr) == (0, "")
    assert "Gewist. Beslissingen: 1 (1)." in done.stdout
    assert "record.json: right" in done.stdout


@IN_FULL
def test_the_commands_for_auditors_run_as_they_stand(tmp_path: Path) -> None:
    """On a log with one decision."""
    page = (ROOT / "docs" / "auditing.md").read_text(encoding="utf-8")
    blocks = re.findall(r"```sh\n(.*?)```", page, flags=re.S)
    start = f"sluimer() {{ '{sys.executable}' -m sluimer \"$@\"; }}; python() {{ '{sys.executable}' \"$@\"; }}"
    named = "export SLUIMER_LOG=log.db SLUIMER_LOG_KEY_FILE=log.key"
    made = f"sluimer log init && sluimer advise '{EXAMPLES / 'anna.yaml'}'"
    script = "\n".join([start, "set -e -o pipefail", named, made, *blocks])
    done = subprocess.run(["bash", "-c", script], cwd=tmp_path, capture_output=True, text=True, timeout=300)
    assert (done.returncode, done.stderr) == (0, "")
    assert len(blocks) == 2
    assert "record.json: right" in done.stdout
    assert (tmp_path / "year.html").stat().st_size > 1000


def test_the_group_names_its_commands(sluimer: Sluimer) -> None:
    shown = sluimer("log", "--help").stdout
    assert re.findall(r"^  ([a-z]+)  ", shown, flags=re.M) == [*LOG_EXAMPLES]
    assert sluimer("log", "dream").exit_code == 2


# What is in it


def test_each_decision_is_a_line_with_the_newest_last(filled: Logbook) -> None:
    erase(filled, "bob")
    lines = filled("list").stdout.splitlines()
    assert [re.sub(r"\d{4}-\d\d-\d\dT[\d:.]+Z", "TIME", line) for line in lines] == [
        "1 TIME  advice  house-plants 1.0.0; packs book, care",
        "2 TIME  erased  house-plants 1.0.0; packs book, care",
        "3 TIME  no statement  house-plants 1.0.0; packs book, care",
    ]
    assert "geen uitspraak" in filled("list", lang="nl").stdout
    assert "gewist" in filled("list", lang="nl").stdout


def test_the_list_as_data(filled: Logbook) -> None:
    erase(filled, "bob")
    decisions = filled.data("list")["decisions"]
    assert [(one["number"], one["outcome"], one["erased"]) for one in decisions] == [
        (1, "advice", False), (2, None, True), (3, "not_covered", False),
    ]  # fmt: skip
    assert all(set(one) == {"number", "id", "time", "outcome", "erased", "knowledge"} for one in decisions)


def test_a_log_without_decisions_says_so(logbook: Logbook) -> None:
    assert logbook("list").stdout == "There are no decisions.\n"
    assert logbook("list", lang="nl").stdout == "Er zijn geen beslissingen.\n"
    assert logbook.data("list") == {"decisions": []}


def numbers(book: Logbook, *words: str) -> list[int]:
    return [one["number"] for one in book.data("list", *words)["decisions"]]


def test_a_list_can_be_of_one_person_or_of_the_last_few(filled: Logbook) -> None:
    assert numbers(filled, "--person", "ann") == [1, 3]
    assert numbers(filled, "--person", "nobody") == []
    assert numbers(filled, "--limit", "2") == [2, 3]
    assert numbers(filled, "--limit", "1", "--person", "bob") == [2]
    assert filled("list", "--limit", "0").exit_code == 2


def at(book: Logbook, *times: str) -> None:
    """Give the decisions other times, sealed as if they were made then."""
    from sluimer.audit.log import decision_log, open_log, read_key

    log = open_log(book.file, read_key(book.key))
    base = engine.load(HOUSE_PLANTS)
    try:
        for time in times:
            with pytest.MonkeyPatch.context() as patch:
                patch.setattr(decision_log, "now", lambda time=time: time)
                base.consult({"indoors": "yes"}, log=log)
    finally:
        log.close()


@IN_PART
@pytest.mark.parametrize(
    ("words", "found"),
    [
        (("--since", "2026-11-30"), [2, 3, 4]),
        (("--until", "2026-11-30"), [1, 2, 3]),
        (("--since", "2026-11-30", "--until", "2026-11-30"), [2, 3]),
        (("--since", "2026-11-30T23:59:59.999"), [3, 4]),
        (("--until", "2026-11-30T23:59:59.998"), [1, 2]),
        (("--until", "2026-11-30T23:59:59.999Z"), [1, 2, 3]),
        (("--since", "2026-12-01T01:00+01:00"), [4]),
        (("--since", "20261130", "--until", " 2026-11-30 12:00 "), [2]),
        (("--until", "9999-12-31"), [1, 2, 3, 4]),
        (("--since", "2026-12-02", "--until", "2026-12-02"), []),
    ],
    ids=str,
)
def test_a_day_is_that_whole_day_and_a_time_is_in_utc(
    logbook: Logbook, words: tuple[str, ...], found: list[int]
) -> None:
    at(
        logbook,
        "2026-11-29T23:59:59.999Z",
        "2026-11-30T00:00:00.000Z",
        "2026-11-30T23:59:59.999Z",
        "2026-12-01T00:00:00.000Z",
    )
    assert numbers(logbook, *words) == found


@IN_PART
@pytest.mark.parametrize(
    "written",
    [
        *("", "yesterday", "30-11-2026", "2026-02-30", "2026-11-30T25:00", "0001-01-01T00:00+23:00", "\x1b[31m"),
        *("2026-W49", "2026W49", "2026-W49-1", "9" * 9999),
    ],
)
def test_a_bad_date_is_told_with_an_example(filled: Logbook, written: str) -> None:
    for command in ("list", "replay"):
        result = filled(command, "--since", written)
        assert result.exit_code == 2
        assert "2026-11-30T14:00" in result.stderr
        assert "\x1b" not in result.stderr
        assert len(result.stderr) < 1000


@IN_PART
@pytest.mark.parametrize("person", STRANGE_PERSONS, ids=range(len(STRANGE_PERSONS)))
def test_whatever_a_person_is_known_by_finds_them_again_and_is_never_shown(logbook: Logbook, person: str) -> None:
    shown = [logbook.advise(THIRSTY, "--person", person), logbook.advise(WET, "--person", "ann")]
    assert numbers(logbook, "--person", person) == [1]
    shown += [logbook("show", "1", "--json"), logbook("export", "-"), logbook("verify")]
    shown += [logbook("erase", "--person", person, "--yes", "--reason", "on request"), logbook("list")]
    assert [ran.exit_code for ran in shown] == [0] * 7
    assert [ran for ran in shown if len(person) > 5 and person in ran.stdout + ran.stderr] == []
    assert numbers(logbook) == [1, 2]
    assert numbers(logbook, "--person", person) == []


@pytest.mark.parametrize("person", ["", "   ", "\t"])
def test_a_person_without_a_name_is_refused(filled: Logbook, person: str) -> None:
    for ran in (
        filled("list", "--person", person),
        filled("replay", "--person", person),
        filled("erase", "--person", person, "--yes"),
        filled("export", "-", "--person", person),
        filled.advise(THIRSTY, "--person", person),
    ):
        assert ran.exit_code == 1
        assert ran.stderr.startswith("--person: error: no person was named")
    assert numbers(filled) == [1, 2, 3]


@IN_FULL
def test_the_reader_may_go_away(filled: Logbook) -> None:
    for command in ("list", "show 1", "export -", "replay --now", "verify"):
        shell = f"'{sys.executable}' -m sluimer log {command} {' '.join(filled.options)} | head -1"
        done = subprocess.run(["bash", "-o", "pipefail", "-c", shell], capture_output=True, cwd=ROOT, timeout=60)
        assert (done.returncode, done.stderr, len(done.stdout.splitlines())) == (0, b"", 1)


@IN_PART
@pytest.mark.parametrize("columns", [12, 80])
@pytest.mark.parametrize("command", ["list", "show 1", "show 2", "verify", "replay --now --packs book"])
def test_text_fits_a_terminal_of_any_width(filled: Logbook, columns: int, command: str) -> None:
    erase(filled, "bob")
    lines = ESCAPE.sub("", on_terminal(columns, "log", *command.split(), *filled.options)).splitlines()
    assert lines
    assert [line for line in lines if len(line) > columns] == []


# One decision


@pytest.mark.parametrize("language", ["nl", "en"])
def test_a_decision_is_told_from_what_is_made_again(filled: Logbook, sluimer: Sluimer, language: str) -> None:
    shown = filled("show", "1", lang=language)
    said = {"nl": "precies wat in het logboek staat", "en": "exactly what the log has"}[language]
    assert shown.exit_code == 0
    assert said in shown.stdout.partition("\n\n")[2].splitlines()[0]
    advice = sluimer("advise", "-", "--trace", "--knowledge", HOUSE_PLANTS, "--lang", language, said=THIRSTY).stdout
    assert shown.stdout.endswith(advice)


def test_without_a_choice_it_is_told_in_the_language_of_then(filled: Logbook, sluimer: Sluimer) -> None:
    assert sluimer("log", "show", "1", *filled.options).stdout == filled("show", "1", lang="en").stdout


def test_a_decision_is_found_by_its_number_and_its_id(filled: Logbook) -> None:
    name = filled.data("list")["decisions"][1]["id"]
    assert filled("show", name).stdout == filled("show", "2").stdout


@IN_PART
@pytest.mark.parametrize(
    "name", ["0", "4", "99999999999999999999", "no-such-id", "", "é", "\udc80", "1; drop table", "x" * 9999]
)
@pytest.mark.parametrize("command", ["show", "replay", "erase --yes --decision"])
def test_a_decision_that_is_not_there_is_a_problem(filled: Logbook, command: str, name: str) -> None:
    result = filled(*command.split(), name)
    assert result.exit_code == 1
    assert result.stdout == ""
    assert "is no decision in this log" in result.stderr
    assert "is geen beslissing in dit logboek" in filled(*command.split(), name, lang="nl").stderr


def test_an_unknown_decision_as_data(filled: Logbook) -> None:
    [problem] = filled.data("show", "9")["problems"]
    assert problem["code"] == "log-unknown-decision"


def test_an_erasure_is_told_by_its_number(filled: Logbook) -> None:
    assert filled("erase", "--person", "ann", "--yes", "--reason", "asked in May").exit_code == 0
    shown = filled("show", "4")
    assert shown.exit_code == 0
    assert shown.stdout.startswith("Number 4: something was erased\n")
    assert "erased are the facts of: 1, 3\n" in shown.stdout
    assert "Reason: asked in May" in shown.stdout
    data = filled.data("show", "4")
    assert (data["number"], data["cause"], data["decisions"]) == (4, "person", [1, 3])
    assert filled("replay", "4").exit_code == 1


def test_the_erasures_are_listed(filled: Logbook) -> None:
    assert filled("list", "--erasures").stdout == "Nothing was ever erased.\n"
    erase(filled, "bob")
    assert filled("erase", "--decision", "1", "--yes", "--reason", "on request").exit_code == 0
    shown = re.sub(r"\d{4}-\d\d-\d\dT[\d:.]+Z", "TIME", filled("list", "--erasures").stdout)
    assert shown.splitlines() == [
        "4 TIME  erased: 2",
        "  Why: all that was kept of the person was erased.",
        "5 TIME  erased: 1",
        "  Why: this decision was chosen.",
        "  Reason: on request",
    ]
    assert "Waarom: alles van de persoon is gewist." in filled("list", "--erasures", lang="nl").stdout
    told = filled.data("list", "--erasures")["erasures"]
    assert [(one["number"], one["cause"], one["reason"], one["decisions"]) for one in told] == [
        (4, "person", "", [2]), (5, "decision", "on request", [1]),
    ]  # fmt: skip
    assert filled("list", "--erasures", "--person", "ann").exit_code == 2


@pytest.mark.parametrize(
    "statement",
    [
        "update sluimer_entries set body = replace(body, 'person', 'age') where number = 4",
        "update sluimer_entries set number = 7 where number = 4",
    ],
)
def test_an_erasure_that_was_not_sealed_so_is_not_told(filled: Logbook, statement: str) -> None:
    erase(filled, "bob")
    filled.change(statement)
    assert filled("list", "--erasures").stdout == "Nothing was ever erased.\n"
    assert {filled("show", number).exit_code for number in ("4", "7")} == {1}


# How it was made


@pytest.fixture
def chosen(logbook: Logbook) -> Logbook:
    """Two decisions of the bundled guide: as it is, and with other packs, another setting and an audience."""
    for words in ((), ("--packs", "guide", "--set", "upper_limit=us", "--audience", "commercial")):
        ran = logbook.run("advise", EXAMPLES / "anna.yaml", *words, *logbook.options, "--lang", "en", "--person", "ann")
        assert ran.exit_code == 0
    return logbook


def test_the_packs_settings_and_audience_are_told(chosen: Logbook) -> None:
    lines = chosen("list").stdout.splitlines()
    assert lines[0].endswith("; packs guide, safety; settings: upper_limit: eu")
    assert lines[1].endswith("; packs guide; settings: upper_limit: us; audience: commercial")
    made_with = [one["knowledge"] for one in chosen.data("list")["decisions"]]
    assert [(one["packs"], one["settings"], one["audience"]) for one in made_with] == [
        (["guide", "safety"], {"upper_limit": "eu"}, None),
        (["guide"], {"upper_limit": "us"}, "commercial"),
    ]
    assert "packs guide, safety; settings: upper_limit: eu; audience: everybody\n" in chosen("show", "1").stdout
    erase(chosen, "ann")
    assert "packs guide; settings: upper_limit: us; audience: commercial\n" in chosen("show", "2").stdout
    assert chosen("list").stdout.splitlines()[1].endswith("; audience: commercial")
    page = chosen("report").stdout
    assert "<td>guide, safety</td><td>upper_limit: eu</td><td></td>" in page
    assert "<td>guide</td><td>upper_limit: us</td><td>commercial</td>" in page


def test_where_the_knowledge_is_gone_that_is_told(chosen: Logbook) -> None:
    chosen.change("delete from sluimer_knowledge")
    assert chosen("list").stdout.splitlines()[0].endswith("; packs and settings are no longer known")
    assert chosen.data("list")["decisions"][0]["knowledge"]["packs"] is None


def test_the_digests_are_told_in_full_as_the_checker_prints_them(filled: Logbook, tmp_path: Path) -> None:
    shown, record = filled("show", "1").stdout, tmp_path / "record.json"
    record.write_text(filled("show", "1", "--json").stdout, encoding="utf-8")
    done = subprocess.run([sys.executable, CHECKER, record], capture_output=True, text=True)
    contents = done.stdout.split()[-1]
    assert f"digest of the contents, as `check_record.py` names it: {contents}\n" in shown
    known = json.loads(record.read_text("utf-8"))["knowledge"]
    assert f"digest of the files: {known['files']}\n" in shown
    assert f"digest of the knowledge, as the advice names it: {known['digest']}\n" in shown
    assert contents in filled("report", "1").stdout


def test_the_language_of_then_is_told(filled: Logbook) -> None:
    assert "told then in: English\n" in filled("show", "1").stdout
    assert "below in" not in filled("show", "1").stdout
    assert "toen verteld in: Engels\n  hieronder in: Nederlands; " in filled("show", "1", lang="nl").stdout
    assert "hieronder in: Nederlands" in filled("report", "1", lang="nl").stdout


def test_an_item_or_topic_is_answered_from_the_knowledge_of_then(filled: Logbook, sluimer: Sluimer) -> None:
    assert filled("show", "2", "water").stdout == filled("show", "2", "water", "--for", "professional").stdout
    for target in ("water", "watering"):
        words = (target, "--for", "person")
        shown = filled("show", "2", *words)
        asked = sluimer("why", "-", *words, "--knowledge", HOUSE_PLANTS, "--lang", "en", said=WET)
        if asked.exit_code:
            assert (shown.exit_code, shown.stdout, shown.stderr) == (1, "", asked.stderr)
        else:
            assert shown.stdout.endswith(asked.stdout)
    assert filled("show", "2", "wet-soil-stops-water").exit_code == 2
    assert "`watr`" in filled("show", "2", "watr").stderr
    assert filled("show", "2", "water", "--json").exit_code == 2


def test_since_after_until_is_a_mistake(filled: Logbook) -> None:
    for command in ("list", "replay", "report", "export -"):
        result = filled(*command.split(), "--since", "2026-12-02", "--until", "2026-12-01")
        assert result.exit_code == 2
        assert "`--since` is after `--until`" in result.stderr


def test_the_record_is_one_that_the_checker_takes(filled: Logbook, tmp_path: Path) -> None:
    record = tmp_path / "record.json"
    for number in ("1", "2", "3"):
        record.write_text(filled("show", number, "--json").stdout, encoding="utf-8")
        done = subprocess.run([sys.executable, CHECKER, record], capture_output=True, text=True, cwd=tmp_path)
        assert (done.returncode, "right" in done.stdout) == (0, True)


def test_what_is_exported_goes_to_the_checker_as_it_is(filled: Logbook, tmp_path: Path) -> None:
    erase(filled, "bob")
    records, erased = tmp_path / "records.jsonl", tmp_path / "erased.json"
    assert filled("export", records, "--format", "records").exit_code == 0
    erased.write_text(filled("show", "2", "--json").stdout, encoding="utf-8")
    done = subprocess.run([sys.executable, CHECKER, records, erased], capture_output=True, text=True)
    told = done.stdout.splitlines()
    assert [line.partition(": right")[0] for line in told[:2]] == [f"{records}:1", f"{records}:2"]
    assert told[2:] == [f"{erased}: wrong: no record: the facts of this decision were erased"]


def test_of_an_erased_decision_what_remains_is_told(filled: Logbook) -> None:
    assert filled("erase", "--person", "ann", "--yes", "--reason", "asked in May").exit_code == 0
    shown = filled("show", "1").stdout
    assert "The facts of the person were erased at" in shown
    assert "(number 4 in the log)" in shown
    assert "Reason: asked in May" in shown
    assert "house-plants 1.0.0" in shown
    assert "zijn gewist op" in filled("show", "1", lang="nl").stdout
    data = filled.data("show", "1")
    assert (data["erased"], data["case"], data["erasure"]["reason"]) == (True, None, "asked in May")


def test_what_was_removed_past_the_log_was_not_erased(filled: Logbook) -> None:
    filled.change("delete from sluimer_kept")
    result = filled("show", "1")
    assert result.exit_code == 1
    assert "no entry says that it was erased" in result.stderr


@pytest.fixture
def other_engine(monkeypatch: pytest.MonkeyPatch) -> None:
    """Rules that come out otherwise than they did, as with an engine that has a fault."""
    from sluimer.read import choose

    monkeypatch.setattr("sluimer.audit.log.replay.choose", lambda knowledge, *_: choose(knowledge, ["book"], {}, None))


@pytest.mark.usefixtures("other_engine")
def test_what_cannot_be_made_again_the_same_is_told_loudly(filled: Logbook) -> None:
    result = filled("show", "2")
    assert result.exit_code == 1
    shown = result.stdout
    places = [shown.index(text) for text in (
        "TAKE CARE: made again with the knowledge of then, something else comes out than the log has.",
        "What differs\n", "  - water: in the log withheld; made again given\n",
        "What the log has\n", "  outcome: ask first\n", "  - Water (water): withheld\n",
        "What comes out now\n", "Give 100 to 400 ml a week",
    )]  # fmt: skip
    assert places == sorted(places)
    assert "LET OP" in filled("show", "2", lang="nl").stdout


def test_without_the_knowledge_of_then_the_record_speaks_for_itself(filled: Logbook) -> None:
    filled.change("delete from sluimer_files")
    assert "the files of the knowledge of this decision are gone" in filled("show", "1").stdout
    filled.change("delete from sluimer_knowledge")
    result = filled("show", "1")
    assert result.exit_code == 1
    assert "TAKE CARE: this decision cannot be made again." in result.stdout
    assert "the knowledge of this decision is gone" in result.stdout
    assert "  - water (water): given\n    100 to 250 ml/week, begin with 200\n" in result.stdout
    assert "What comes out now" not in result.stdout


# Whether it is whole


def test_a_whole_log_is_told_with_what_that_means(filled: Logbook) -> None:
    erase(filled, "bob")
    result = filled("verify")
    assert result.exit_code == 0
    assert result.stdout.startswith("entries: 4; decisions: 3, erased: 1, can be made again: 2\n")
    assert "Each advice follows from" in result.stdout
    assert "Not compared with a checkpoint" in result.stdout
    quick = filled("verify", "--quick", lang="nl").stdout
    assert "is niet nagekeken (`--quick`)" in quick
    assert "Elk advies volgt" not in quick
    data = filled.data("verify")
    assert (data["entries"], data["decisions"], data["erased"], data["replayable"]) == (4, 3, 1, 2)
    assert (data["records"], data["checkpoints"], data["problems"]) == (True, 0, [])


CHANGES = {
    "update sluimer_entries set body = replace(body, '2', '3') where number = 2": "log-entry-changed",
    "delete from sluimer_entries where number = 2": "log-entry-missing",
    "update sluimer_kept set content = x'00'": "log-facts-changed",
    "delete from sluimer_kept": "log-facts-missing",
    "update sluimer_knowledge set content = x'00'": "log-knowledge-changed",
    "update sluimer_files set content = x'00'": "log-files-changed",
}


@pytest.mark.parametrize("statement", CHANGES)
def test_a_broken_log_is_told_fault_by_fault(filled: Logbook, statement: str) -> None:
    filled.change(statement)
    result = filled("verify", "--quick")
    assert result.exit_code == 1
    assert f"{filled.file}#" in result.stdout
    assert "The log is no longer what was written. Faults: " in result.stdout
    assert "is niet meer wat er is geschreven" in filled("verify", lang="nl").stdout
    assert CHANGES[statement] in {problem["code"] for problem in filled.data("verify")["problems"]}


@IN_PART
@pytest.mark.parametrize("statement", CHANGES)
@pytest.mark.parametrize(
    "command", ["list", "show 2", "show 2 --json", "replay", "replay --now", "export -", "export - --format records"]
)
def test_a_broken_log_never_ends_in_a_traceback(filled: Logbook, statement: str, command: str) -> None:
    filled.change(statement)
    assert filled(*command.split()).exit_code in (0, 1)


@pytest.mark.parametrize("command", ["list", "show 1", "show 1 --json", "replay", "export -"])
def test_facts_that_were_changed_are_not_told_as_if_they_were_right(filled: Logbook, command: str) -> None:
    filled.change("update sluimer_kept set content = (select content from sluimer_kept order by rowid desc limit 1)")
    result = filled(*command.split())
    assert result.exit_code == 1
    assert "what is kept of the person is not what was written" in result.stdout + result.stderr


def test_a_checkpoint_finds_an_old_copy_that_was_put_back(filled: Logbook, tmp_path: Path) -> None:
    before = filled.file.read_bytes()
    filled.advise(WET)
    kept = tmp_path / "checkpoints.jsonl"
    for _ in range(2):
        with kept.open("a", encoding="utf-8") as stream:
            stream.write(filled("checkpoint").stdout + "\n")
    assert "Compared with checkpoints: 2." in filled("verify", "--checkpoints", kept).stdout
    filled.file.write_bytes(before)
    assert filled("verify").exit_code == 0
    result = filled("verify", "--checkpoints", kept, "--checkpoints", kept)
    assert result.exit_code == 1
    assert "the log ends here, and" in result.stdout


def test_a_checkpoint_is_one_line(filled: Logbook) -> None:
    printed = filled("checkpoint").stdout
    assert printed.count("\n") == 1
    assert json.loads(printed)["number"] == 3


@pytest.mark.parametrize("text", ["{}\n", "x\n", "[]\n", '{"log": 1}\n'])
def test_what_is_no_checkpoint_is_told_with_its_place(filled: Logbook, tmp_path: Path, text: str) -> None:
    file = tmp_path / "checkpoints.jsonl"
    file.write_text(f"\n{text}", encoding="utf-8")
    result = filled("verify", "--checkpoints", file)
    assert result.exit_code == 1
    assert result.stderr.startswith(f"{file}:2: error: this is no checkpoint of this log\n")


@pytest.mark.parametrize("command", ["verify", "report", "report 1"])
@pytest.mark.parametrize("text", ["", "\n", " \r\n\t\n"], ids=ascii)
def test_a_file_without_a_checkpoint_is_told(filled: Logbook, tmp_path: Path, command: str, text: str) -> None:
    """As where a redirection failed: nothing would be compared, and the log would be called whole."""
    file = tmp_path / "checkpoints.jsonl"
    file.write_text(text, encoding="utf-8")
    result = filled(*command.split(), "--checkpoints", file)
    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr.startswith(f"{file}: error: the file is empty\n")


@pytest.mark.parametrize("command", ["verify", "report", "report 1"])
def test_a_checkpoint_of_another_log_is_told_where_it_stands(filled: Logbook, tmp_path: Path, command: str) -> None:
    own = filled("checkpoint").stdout
    made_up = {**json.loads(own), "number": 99}
    foreign = {**json.loads(own), "log": "\ud800"}
    file = tmp_path / "checkpoints.jsonl"
    file.write_text(f"{own}\n{json.dumps(made_up)}\n{json.dumps(foreign)}\n", encoding="utf-8")
    result = filled(*command.split(), "--checkpoints", file)
    assert (result.exit_code, result.stdout) == (1, "")
    found = [line for line in result.stderr.splitlines() if "error" in line]
    assert found == [f"{file}:{number}: error: this is no checkpoint of this log" for number in (3, 4)]
    file.write_text(own, encoding="utf-8")
    assert filled(*command.split(), "--checkpoints", file).exit_code == 0


def test_of_a_log_with_nothing_kept_no_advice_is_said_to_follow(filled: Logbook) -> None:
    assert "Still kept and checked: 3." in filled("verify").stdout
    erase(filled, "ann")
    assert "Still kept and checked: 1." in filled("verify").stdout
    erase(filled, "bob")
    assert "Each advice follows" not in filled("verify").stdout
    assert "are still kept" not in filled("report").stdout


def test_checkpoints_that_cannot_be_read_are_a_problem(filled: Logbook, tmp_path: Path) -> None:
    for file in (tmp_path, tmp_path / "nowhere", CHECKER.parent / "__init__.pyc"):
        assert filled("verify", "--checkpoints", file).exit_code == 1


# Made again


def test_with_the_knowledge_of_then_all_is_the_same(filled: Logbook) -> None:
    erase(filled, "bob")
    result = filled("replay")
    assert result.exit_code == 0
    assert result.stdout.splitlines() == [
        "Made again with the knowledge of then",
        "the same: 2",
        "only worded otherwise: 0",
        "different: 0",
        "erased: 1",
        "cannot be made again: 0",
    ]
    assert "hetzelfde: 2" in filled("replay", lang="nl").stdout


@pytest.mark.usefixtures("other_engine")
def test_with_the_knowledge_of_then_a_difference_is_an_error(filled: Logbook) -> None:
    result = filled("replay")
    assert result.exit_code == 1
    assert "\n  - water: in the log withheld; made again given\n" in result.stdout
    assert filled("replay", "3").exit_code == 1


def test_a_decision_without_its_knowledge_is_impossible_and_says_why(filled: Logbook) -> None:
    filled.change("delete from sluimer_files")
    result = filled("replay", "2", "1", "2")
    assert result.exit_code == 1
    assert "cannot be made again: 2" in result.stdout
    assert "the files of the knowledge of this decision are gone" in result.stdout
    data = filled.data("replay")
    assert data["counts"]["impossible"] == 3
    assert data["decisions"][0]["problems"][0]["code"] == "log-files-missing"


def test_with_the_knowledge_of_now_differences_are_the_answer(filled: Logbook, plants: Path, change: Change) -> None:
    change("rules/book/water.yaml", "to: 400 ml/week", "to: 240 ml/week")
    result = filled("replay", "--knowledge", plants)
    assert result.exit_code == 0
    assert "1 (" in result.stdout.splitlines()[0]
    assert result.stdout.splitlines()[1] == (
        "  - water: in the log 100 to 250 ml/week, begin with 200; made again 100 to 240 ml/week, begin with 200"
    )
    assert "worded otherwise: 0" in result.stdout
    data = filled.data("replay", "--knowledge", plants)
    assert data["counts"] == {"same": 2, "worded": 0, "different": 1, "erased": 0, "impossible": 0}
    assert data["knowledge"]["name"] == "house-plants"
    assert [one["verdict"] for one in data["decisions"]] == ["different", "same", "same"]
    changes = {each["what"] for each in data["decisions"][0]["changes"]}
    assert changes == {"water.range", "water.text", "water.because", "questions"}
    assert "water: worded otherwise" not in result.stdout


def test_an_outcome_and_a_state_that_change_are_told_in_words(filled: Logbook) -> None:
    shown = filled("replay", "2", "--knowledge", HOUSE_PLANTS, "--packs", "book").stdout
    assert "  - outcome: in the log ask first; made again advice\n" in shown
    assert "  - water: in the log withheld; made again given\n" in shown
    assert "ask_gardener: in the log given; made again not called for" in shown
    assert "eerst overleggen" in filled("replay", "2", "--knowledge", HOUSE_PLANTS, "--packs", "book", lang="nl").stdout


def test_a_text_that_changed_is_only_worded_otherwise(filled: Logbook, plants: Path, change: Change) -> None:
    change("facts/advice.yaml", "Ask the gardener.", "Please ask the gardener.")
    result = filled("replay", "--knowledge", plants)
    assert result.exit_code == 0
    assert "only worded otherwise: 1\ndifferent: 0\n" in result.stdout
    assert "  - ask_gardener: worded otherwise\n" in result.stdout
    assert "Please" not in result.stdout


def test_answers_that_the_knowledge_of_now_does_not_know_are_impossible(filled: Logbook) -> None:
    result = filled("replay", "--now", "--packs", "guide,safety", "--person", "ann")
    assert result.exit_code == 0
    assert "cannot be made again: 2" in result.stdout
    assert "`drooping`" in result.stdout


def test_now_each_decision_keeps_what_it_was_made_with(chosen: Logbook) -> None:
    shown = chosen("replay", "--now")
    assert shown.exit_code == 0
    assert "the same: 2\n" in shown.stdout
    assert "; packs, settings and audience as each decision had them then\n" in shown.stdout
    knowledge = chosen.data("replay", "--now")["knowledge"]
    assert (knowledge["chosen_as_then"], knowledge["packs"], knowledge["settings"]) == (True, None, None)
    assert (knowledge["digest"], len(knowledge["files"])) == (None, 71)
    other = chosen("replay", "--now", "--set", "upper_limit=us")
    assert ", as chosen: packs guide, safety; settings: upper_limit: us\n" in other.stdout
    assert "the same: 2\n" not in other.stdout
    knowledge = chosen.data("replay", "--set", "upper_limit=us")["knowledge"]
    assert (knowledge["chosen_as_then"], knowledge["settings"]) == (False, {"upper_limit": "us"})


def test_a_pack_that_is_gone_now_makes_it_impossible(filled: Logbook, chosen: Logbook) -> None:
    result = chosen("replay", "--now")
    assert result.exit_code == 0
    assert "cannot be made again: 3" in result.stdout
    assert "`book`" in result.stdout
    assert "the same: 2" in result.stdout
    filled.change("delete from sluimer_knowledge")
    assert "the knowledge of this decision is gone" in filled("replay", "--now", "1").stdout
    filled("erase", "--person", "bob", "--yes")
    assert filled.data("replay", "2", "--now")["counts"]["erased"] == 1


def test_named_and_chosen_decisions_do_not_go_together(filled: Logbook) -> None:
    result = filled("replay", "1", "--person", "ann")
    assert result.exit_code == 2
    assert "`--person`" in result.stderr


# Which log, and which key

ALL = ["list", "show 1", "verify", "replay", "erase --person x --yes", "export -", "checkpoint"]


@pytest.mark.parametrize("command", ALL)
def test_without_a_log_or_key_that_is_told(filled: Logbook, command: str, tmp_path: Path) -> None:
    def run(*words: str | Path) -> Ran:
        ran = filled.run("log", *command.split(), *words, "--lang", "en")
        assert ran.exit_code == 1
        assert ran.stdout == ""
        return ran

    other = tmp_path / "other.key"
    other.write_text("0" * 64, encoding="ascii")
    short = tmp_path / "short.key"
    short.write_text("abc", encoding="ascii")
    log, key = ("--log", filled.file), ("--key-file", filled.key)
    assert "no log was named" in run(*key).stderr
    assert "no log was named" in run("--log", "", *key).stderr
    assert "no key was named" in run(*log).stderr
    assert "this is not the key that the log was made with" in run(*log, "--key-file", other).stderr
    assert "this is no key of a log" in run(*log, "--key-file", short).stderr
    assert "the key cannot be read" in run(*log, "--key-file", tmp_path / "none").stderr
    assert "is a folder, not a file" in run(*log, "--key-file", tmp_path).stderr
    assert "there is no log here" in run("--log", tmp_path / "none", *key).stderr
    assert "error: " in run("--log", tmp_path, *key).stderr
    assert "error: the log cannot be read: " in run("--log", CHECKER, *key).stderr
    assert "is no place for a log" in run("--log", "mysql://me:secret@here/x", *key).stderr
    assert "secret" not in run("--log", "postgresql://me:secret@here:port/x", *key).stderr


def test_a_problem_with_the_log_is_data_for_programs(logbook: Logbook) -> None:
    ran = logbook.run("log", "list", "--json", "--log", logbook.file)
    assert (ran.exit_code, ran.stderr) == (1, "")
    assert [problem["code"] for problem in json.loads(ran.stdout)["problems"]] == ["log-no-key"]
    [problem] = json.loads(logbook.run("log", "list", "--json").stdout)["problems"]
    assert problem["code"] == "log-no-place"


def test_log_and_key_may_stand_in_the_environment(filled: Logbook, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SLUIMER_LOG", str(filled.file))
    monkeypatch.setenv("SLUIMER_LOG_KEY", filled.key.read_text(encoding="ascii"))
    assert len(filled.run("log", "list").stdout.splitlines()) == 3
    monkeypatch.setenv("SLUIMER_LOG_KEY", "not a key")
    result = filled.run("log", "list", "--lang", "en")
    assert (result.exit_code, "not a key" in result.stderr) == (1, False)
    assert result.stderr.startswith("SLUIMER_LOG_KEY: error: this is no key of a log")
    monkeypatch.setenv("SLUIMER_LOG_KEY_FILE", str(filled.key))
    assert filled.run("log", "list").exit_code == 0


def test_a_language_that_is_not_there_is_a_mistake(filled: Logbook) -> None:
    for command in ALL:
        assert filled(*command.split(), lang="xx").exit_code == 2


@pytest.mark.parametrize(("missing", "extra"), [("sqlalchemy", "log"), ("polars", "parquet"), ("psycopg", "postgres")])
def test_a_part_that_is_not_installed_is_told_with_what_to_install(
    filled: Logbook, tmp_path: Path, missing: str, extra: str
) -> None:
    place = "postgresql://me:secret@nowhere/x" if missing == "psycopg" else str(filled.file)
    words = ["log", "export", str(tmp_path / "a.parquet"), "--log", place, "--key-file", str(filled.key)]
    start = f"import sys; sys.modules[{missing!r}] = None; sys.argv = ['x', *{words}]"
    code = f"{start}; from sluimer.commands.main import run; run()"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=60)
    assert done.returncode == 1
    assert f"pip install 'sluimer[{extra}]'" in done.stderr
    assert "Traceback" not in done.stderr
    assert "secret" not in done.stderr


@IN_FULL
def test_the_same_bytes_come_out_of_every_process(filled: Logbook, process: Process) -> None:
    for command in ("show 1", "replay --json"):
        words = ("log", *command.split(), *filled.options)
        assert len({process(*words, env={"PYTHONHASHSEED": seed}).stdout for seed in "12"}) == 1


def test_text_through_a_pipe_is_the_same_utf_8_whatever_the_locale(filled: Logbook, process: Process) -> None:
    words = ("log", "show", "1", *filled.options, "--lang", "nl")
    ascii_only = {"PYTHONIOENCODING": "ascii", "PYTHONUTF8": "0", "LC_ALL": "C"}
    there, here = (process(*words, env=env) for env in (ascii_only, {"PYTHONUTF8": "1"}))
    assert (there.stdout, there.stderr) == (here.stdout, here.stderr)


def test_markup_and_control_characters_are_only_text(logbook: Logbook) -> None:
    logbook.advise(THIRSTY, "--person", "ann")
    logbook("erase", "--person", "ann", "--yes", "--reason", "[bold]on[/bold] \x1b[31mrequest\n of \udc80")
    shown = on_terminal(100, "log", "show", "1", *logbook.options)
    assert "[bold]on[/bold] \ufffd[31mrequest" in ESCAPE.sub("", shown)
    assert logbook("verify").exit_code == 0
