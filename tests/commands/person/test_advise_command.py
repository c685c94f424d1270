"""`sluimer advise`: the advice, in the order that matters, for people and for programs."""

import json
import re
from collections.abc import Callable
from pathlib import Path

import pytest

import sluimer as engine
from commands.conftest import EXAMPLES, Process, Sluimer
from conftest import HOUSE_PLANTS, ROOT
from sluimer.tell.item_texts import item_text, reasons
from sluimer.tell.speaker import Speaker
from tries import IN_PART

HEADLINES = {
    ("anna", "nl"): "Zo kunt u magnesium nemen",
    ("anna", "en"): "How you can take magnesium",
    ("bert", "nl"): "Nu niet: vraag eerst advies",
    ("bert", "en"): "Not now: ask for advice first",
    ("carla", "nl"): "Nog geen advies",
    ("carla", "en"): "No advice yet",
}


@pytest.mark.parametrize(("name", "language"), HEADLINES)
def test_the_headline_tells_the_outcome_of_each_example(sluimer: Sluimer, name: str, language: str) -> None:
    result = sluimer("advise", "--full", EXAMPLES / f"{name}.yaml", "--lang", language)
    assert result.exit_code == 0
    assert result.stdout.startswith(HEADLINES[name, language])


@IN_PART
@pytest.mark.parametrize("language", ["nl", "en"])
@pytest.mark.parametrize("name", ["anna", "bert", "carla"])
def test_all_that_the_advice_holds_is_printed(sluimer: Sluimer, name: str, language: str) -> None:
    path = EXAMPLES / f"{name}.yaml"
    kb = engine.load()
    advice = kb.consult(kb.read_case(path.read_text(encoding="utf-8"))).advice
    printed = sluimer("advise", "--full", path, "--lang", language).stdout
    for item in advice.items:
        title = kb.knowledge.vocabulary.items[item.id].title.in_language(language)
        assert item.state is engine.State.GIVEN or title in printed
    for item in advice.in_state(engine.State.GIVEN):
        assert item_text(item, Speaker(kb.knowledge, language)) in printed
        assert reasons(item, Speaker(kb.knowledge, language)) in printed
    traced = sluimer("advise", "--trace", path, "--lang", language).stdout
    for rule in {rule for item in advice.items for rule in (*item.withheld_by, *item.limited_by)}:
        assert rule in traced
        assert "-" not in rule or not re.search(rf"\b{rule}\b", printed)
    for fact in advice.questions:
        assert kb.knowledge.vocabulary.facts[fact].question.in_language(language) in printed
    assert advice.knowledge.digest[:19] in traced
    assert kb.knowledge.manifest.notice.in_language(language) in printed


def test_what_is_withheld_is_never_told_as_an_instruction(sluimer: Sluimer) -> None:
    kb = engine.load()
    consultation = kb.consult(kb.read_case((EXAMPLES / "bert.yaml").read_text(encoding="utf-8")))
    printed = sluimer("advise", "--full", EXAMPLES / "bert.yaml").stdout
    silent = [item for item in consultation.advice.items if item.state is not engine.State.GIVEN]
    assert silent
    texts = {name: item.text.in_language("nl") for name, item in kb.knowledge.vocabulary.items.items()}
    assert [item.id for item in silent if texts[item.id] in printed] == []
    assert "{range}" not in printed


@pytest.mark.parametrize("before", ["", "age: 12\n", "kidney_problems: yes\nage: 50\n"])
def test_an_urgent_referral_comes_first_whatever_the_outcome(
    sluimer: Sluimer, answers: Callable[[str], Path], before: str
) -> None:
    lines = sluimer("advise", "--full", answers(f"{before}suicidal_thoughts: yes\n")).stdout.splitlines()
    assert lines[0] == "Doe dit nu"
    assert "113" in lines[3]
    assert len(lines) == 5, "it stands alone, with why"


def test_outside_the_scope_the_reason_is_given_and_nothing_else_is_advised(
    sluimer: Sluimer, answers: Callable[[str], Path]
) -> None:
    printed = sluimer("advise", "--full", answers("age: 12"), "--lang", "en").stdout
    assert printed.startswith("We have no advice on this")
    assert "This advice is for people of 18 and over." in printed
    assert "Dose" not in printed


def test_an_answer_of_whom_we_know_nothing_says_what_it_waits_for(
    sluimer: Sluimer, answers: Callable[[str], Path]
) -> None:
    path = answers("drooping: yes\nindoors: yes\nmoisture: unknown\nheight: declined\n")
    printed = sluimer("advise", "--full", path, "--knowledge", HOUSE_PLANTS, "--lang", "en").stdout
    assert "water: waits for Moisture (you do not know)" in printed


def test_assumed_and_implied_answers_are_told(sluimer: Sluimer, answers: Callable[[str], Path]) -> None:
    path = answers("moisture: 5\ndrooping: no\nindoors: yes\n")
    printed = sluimer("advise", "--full", path, "--knowledge", HOUSE_PLANTS, "--lang", "en").stdout
    assert "Drooping: yes (follows from: Moisture: 5 percent, below 10; your answer was no)" in printed
    assert "Gardener agreed: no (assumed, since it is not known)" in printed


def test_ranks_are_shown_where_there_is_something_to_compare(sluimer: Sluimer, answers: Callable[[str], Path]) -> None:
    path = answers("indoors: yes\nlight: shade\npests: {includes: [aphids], excludes: [mites, thrips]}\n")
    printed = sluimer("advise", "--trace", path, "--knowledge", HOUSE_PLANTS, "--lang", "en").stdout
    assert "  1. Put the plant in the sun." in printed
    assert "  2. Put the plant in the shade." in printed


@pytest.mark.parametrize("language", ["nl", "en"])
def test_json_is_the_advice_itself(sluimer: Sluimer, language: str) -> None:
    path = EXAMPLES / "bert.yaml"
    kb = engine.load()
    consultation = kb.consult(kb.read_case(path.read_text(encoding="utf-8")))
    assert sluimer("advise", path, "--json", "--lang", language).stdout == consultation.to_json(language) + "\n"


def test_the_trace_is_a_key_of_the_json_when_asked(sluimer: Sluimer) -> None:
    path = EXAMPLES / "bert.yaml"
    kb = engine.load()
    trace = kb.consult(kb.read_case(path.read_text(encoding="utf-8"))).trace
    assert json.loads(sluimer("advise", path, "--json", "--trace").stdout)["trace"] == trace.as_dict()
    assert "trace" not in json.loads(sluimer("advise", path, "--json").stdout)


def test_the_trace_as_text_numbers_every_firing(sluimer: Sluimer) -> None:
    path = EXAMPLES / "anna.yaml"
    kb = engine.load()
    fired = kb.consult(kb.read_case(path.read_text(encoding="utf-8"))).advice.fired
    steps = sluimer("advise", "--full", path, "--trace", "--lang", "en").stdout.partition("Every step\n")[2]
    heads = [line.strip() for line in steps.splitlines() if line.startswith("  ") and line[2].isdigit()]
    assert len(heads) == len(fired)
    assert all(
        head.startswith(f"{number}. ") and head.endswith(f"({rule})")
        for number, (head, rule) in enumerate(zip(heads, fired, strict=True), start=1)
    )


def test_a_case_can_come_from_standard_input_as_yaml_or_json(sluimer: Sluimer) -> None:
    from_yaml = sluimer("advise", "-", "--json", said="age: 41\nkidney_problems: yes\n")
    from_json = sluimer("advise", "-", "--json", said='{"age": 41, "kidney_problems": true}')
    assert from_yaml.exit_code == from_json.exit_code == 0
    assert from_yaml.stdout == from_json.stdout


def test_one_pack_alone_can_be_asked(sluimer: Sluimer) -> None:
    alone = json.loads(sluimer("advise", EXAMPLES / "anna.yaml", "--packs", "guide", "--json").stdout)
    both = json.loads(sluimer("advise", EXAMPLES / "anna.yaml", "--packs", "guide, safety", "--json").stdout)
    assert alone["knowledge"]["packs"] == ["guide"]
    assert both["knowledge"]["packs"] == ["guide", "safety"]


@pytest.mark.parametrize("packs", ["gids", "", "guide,gids"])
def test_an_unknown_pack_is_a_problem(sluimer: Sluimer, packs: str) -> None:
    result = sluimer("advise", "--full", EXAMPLES / "anna.yaml", "--packs", packs)
    assert result.exit_code == 1
    assert result.stdout == ""
    assert result.stderr.startswith("--packs: fout:")


def test_dutch_is_spoken_where_nobody_chose_and_the_environment_may_choose(
    sluimer: Sluimer, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert sluimer("advise", "--full", EXAMPLES / "anna.yaml").stdout.startswith("Zo kunt")
    monkeypatch.setenv("SLUIMER_LANG", "en")
    assert sluimer("advise", "--full", EXAMPLES / "anna.yaml").stdout.startswith("How you can")
    assert sluimer("advise", "--full", EXAMPLES / "anna.yaml", "--lang", "nl").stdout.startswith("Zo kunt")


def test_a_knowledge_base_in_another_language_speaks_it_first(
    sluimer: Sluimer, plants: Path, answers: Callable[[str], Path]
) -> None:
    for path in plants.rglob("*.yaml"):
        text = path.read_text(encoding="utf-8")
        path.write_text(text.replace("nl:", "fr:").replace("[nl, en]", "[fr, en]"), encoding="utf-8")
    path = answers("drooping: yes\nindoors: yes\nmoisture: 20\nheight: 10")
    command = ("advise", "--full", path, "--knowledge", plants)
    spoken = {lang: sluimer(*command, *lang).stdout for lang in [(), ("--lang", "fr")]}
    assert spoken[()] == spoken["--lang", "fr"]
    assert "Geef 100" in spoken[()]
    assert spoken[()].startswith("Advice:")


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("age: old", "bij `age` hoort een getal"),
        ("kidny_problems: yes", "bedoelde u `kidney_problems`?"),
        ("- age", "een casus bevat antwoorden"),
        ("", "het bestand is leeg"),
        ("age: [1", "haakje"),
        ("medicines: [aspirin]", "`aspirin` is geen keuze bij `medicines`"),
    ],
)
def test_what_is_wrong_with_a_case_is_told_beside_the_output(
    sluimer: Sluimer, answers: Callable[[str], Path], text: str, says: str
) -> None:
    path = answers(text)
    result = sluimer("advise", "--full", path)
    assert result.exit_code == 1
    assert result.stdout == ""
    assert result.stderr.startswith(str(path))
    assert says in result.stderr


@pytest.mark.parametrize("language", ["nl", "en"])
def test_problems_as_json_are_data_on_standard_output(sluimer: Sluimer, language: str) -> None:
    result = sluimer("advise", "-", "--json", "--lang", language, said="age: old\nsex: neither\n")
    problems = json.loads(result.stdout)["problems"]
    assert result.exit_code == 1
    assert result.stderr == ""
    assert [problem["code"] for problem in problems] == ["answer-number", "answer-choice"]
    assert [problem["line"] for problem in problems] == [1, 2]
    assert ("getal" in problems[0]["message"]) is (language == "nl")


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (("advise", "nowhere.yaml"), "er is geen bestand `nowhere.yaml`"),
        (("advise", "examples"), "is een map, geen bestand"),
        (("advise", "a\0b"), "kan niet gelezen worden"),
        (("advise", "examples/anna.yaml", "--knowledge", "nowhere"), "er is geen map met deze naam"),
        (("advise", "examples/anna.yaml", "--knowledge", "examples"), "rules/knowledge.yaml"),
    ],
)
def test_what_cannot_be_read_is_a_problem(
    sluimer: Sluimer, monkeypatch: pytest.MonkeyPatch, words: tuple[str, ...], says: str
) -> None:
    monkeypatch.chdir(ROOT)
    result = sluimer(*words)
    assert result.exit_code == 1
    assert says in result.stderr


def test_bytes_that_are_no_text_are_a_problem(process: Process) -> None:
    result = process("advise", "-", said=b"age: \xff\n")
    assert result.returncode == 1
    assert b"UTF-8" in result.stderr
    assert b"Traceback" not in result.stderr


def test_a_text_of_the_knowledge_is_printed_as_it_stands(
    sluimer: Sluimer, change: Callable[[str, str, str], None], plants: Path, answers: Callable[[str], Path]
) -> None:
    change("facts/advice.yaml", "Vraag de tuinman.", '"[bold]Vraag[/bold] :smile: de tuinman."')
    path = answers("moisture: 70\nindoors: yes\n")
    printed = sluimer("advise", "--full", path, "--knowledge", plants).stdout
    assert "[bold]Vraag[/bold] :smile: de tuinman." in printed
    as_json = sluimer("advise", path, "--knowledge", plants, "--json").stdout
    assert json.loads(as_json)["items"][0]["text"] == "[bold]Vraag[/bold] :smile: de tuinman."


@pytest.mark.parametrize("written", ["\\e[31m", "\\x9b", "\\u202E"])
def test_a_text_that_steers_a_terminal_is_refused(
    written: str,
    sluimer: Sluimer,
    change: Callable[[str, str, str], None],
    plants: Path,
    answers: Callable[[str], Path],
) -> None:
    change("facts/advice.yaml", "Vraag de tuinman.", f'"Vraag {written}de tuinman."')
    result = sluimer("advise", "--full", answers("moisture: 70\n"), "--knowledge", plants, "--lang", "en")
    assert result.exit_code == 1
    assert "a character that nobody sees stands here" in result.stderr


def test_what_nobody_verified_says_so(
    sluimer: Sluimer, change: Callable[[str, str, str], None], plants: Path, answers: Callable[[str], Path]
) -> None:
    change("rules/care/stop.yaml", "verified: read", "verified: unverified")
    printed = sluimer("advise", "--trace", answers("moisture: 70\nindoors: yes\n"), "--knowledge", plants).stdout
    assert "wet-soil-stops-water (niet nagekeken)" in printed


def test_a_pack_that_is_left_out_is_told_before_all_else(sluimer: Sluimer) -> None:
    printed = sluimer("advise", "--full", EXAMPLES / "anna.yaml", "--packs", "guide").stdout
    assert printed.startswith("Let op: de regels van deze pakketten tellen nu niet mee: Veiligheid.")
    assert "Let op: de regels" not in sluimer("advise", "--full", EXAMPLES / "anna.yaml").stdout


def test_who_is_left_without_questions_is_told_who_can_answer_them(sluimer: Sluimer, tmp_path: Path) -> None:
    facts = engine.load().knowledge.vocabulary.facts
    silent = tmp_path / "silent.yaml"
    silent.write_text("".join(f"{name}: declined\n" for name in facts if name != "age") + "age: 40\n", encoding="utf-8")
    printed = sluimer("advise", "--full", silent, "--lang", "en").stdout
    assert "No advice yet" in printed
    assert "Ask your pharmacist or doctor to check what is still open." in printed


def test_a_referral_alone_is_not_headed_as_advice(
    sluimer: Sluimer, change: Callable[[str, str, str], None], plants: Path, answers: Callable[[str], Path]
) -> None:
    case = answers("indoors: yes\npests: [aphids, mites]\ndrooping: no\n")
    told = sluimer("advise", "--full", case, "--knowledge", plants, "--lang", "en").stdout
    assert told.startswith("Urgent: do this now\n\n  ! Call now.\n")
    assert "Advice: this is what you can do" not in told
    change("facts/advice.yaml", "urgency: now", "urgency: today")
    told = sluimer("advise", "--full", case, "--knowledge", plants, "--lang", "en").stdout
    assert told.startswith("No advice on the main question, but on other things\n")
    case = answers("indoors: yes\npests: none\nlight: shade\ndrooping: yes\nmoisture: 20\nheight: 10\n")
    told = sluimer("advise", "--full", case, "--knowledge", plants, "--lang", "en").stdout
    assert "Advice: this is what you can do\n" in told


def test_on_request_it_is_told_of_each_advice_whether_open_answers_can_turn_it(sluimer: Sluimer) -> None:
    words = ("advise", EXAMPLES / "anna.yaml", "--lang", "en")
    plain = sluimer(*words).stdout
    told = sluimer(*words, "--settled").stdout
    assert told.startswith(plain)
    sure, others = told.removeprefix(plain).split("Not settled yet\n")
    assert "  - No caffeine after 2 pm\n" in sure
    assert "Kidney function (eGFR): below 30 mL/min/1.73 m² (no answer yet). Then otherwise: " in others
    assert "How much a day" in others
    data = json.loads(sluimer(*words, "--settled", "--json").stdout)
    given = [item["id"] for item in data["items"] if item["state"] == "given"]
    assert [one["target"] for one in data["settled"]] == given
    assert {one["settling"] for one in data["settled"]} == {"settled", "can-change"}


def test_in_an_emergency_nothing_is_told_of_what_is_settled(sluimer: Sluimer, answers: Callable[[str], Path]) -> None:
    case = answers("suicidal_thoughts: yes\nage: 40\n")
    assert sluimer("advise", case, "--settled").stdout == sluimer("advise", case).stdout


def test_a_sensitive_answer_that_would_turn_an_advice_is_not_named(
    sluimer: Sluimer, plants: Path, answers: Callable[[str], Path]
) -> None:
    case = answers("indoors: yes\nmoisture: 20\nheight: 10\n")
    words = ("why", case, "water", "--settled", "--knowledge", plants, "--lang", "en")
    assert "Drooping: " in sluimer(*words).stdout.split("What is still open")[1]
    manifest = plants / "rules" / "knowledge.yaml"
    section = "sections: {leaf: {title: {nl: Blad, en: Leaf}, facts: [drooping], sensitive: yes}}\n"
    manifest.write_text(manifest.read_text(encoding="utf-8") + section, encoding="utf-8")
    told = sluimer(*words).stdout.split("What is still open")[1]
    assert "Drooping" not in told
    assert "Not settled: an answer that is still open may make it otherwise." in told
