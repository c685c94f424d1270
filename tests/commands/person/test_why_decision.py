"""`sluimer why` and `sluimer why-not` of a whole decision, for a reader, as data or as a picture."""

import json
from pathlib import Path
from xml.etree import ElementTree

import pytest

import sluimer as engine
from commands.conftest import EXAMPLES, Sluimer
from conftest import HOUSE_PLANTS
from sluimer.tell.outline import plain
from sluimer.tell.readers import Reader, tell_to
from sluimer.tell.speaker import Speaker
from tries import IN_PART

BERT = EXAMPLES / "bert.yaml"
QUESTIONS = ["why", "why-not"]


def told(reader: Reader, path: Path, language: str, target: str | None = None) -> str:
    """What this reader is told of a case."""
    kb = engine.load()
    consultation = kb.consult(kb.read_case(path.read_text(encoding="utf-8")))
    return plain(tell_to(reader, consultation, Speaker(kb.knowledge, language), target))


@pytest.mark.parametrize("question", QUESTIONS)
def test_without_a_target_the_person_reads_of_the_whole_decision(sluimer: Sluimer, question: str) -> None:
    result = sluimer(question, BERT)
    assert (result.exit_code, result.stdout) == (0, told(Reader.PERSON, BERT, "nl"))


@pytest.mark.parametrize("question", QUESTIONS)
@pytest.mark.parametrize("reader", list(Reader))
@IN_PART
@pytest.mark.parametrize("target", [None, "dose", "form"])
def test_each_reader_gets_their_own_explanation(
    sluimer: Sluimer, question: str, reader: Reader, target: str | None
) -> None:
    about = [target] if target else []
    if target and reader is Reader.PROFESSIONAL:
        pytest.skip("a professional is told the proof of one thing, in tests/commands/person/test_why_command.py")
    result = sluimer(question, BERT, *about, "--for", reader, "--lang", "en")
    assert result.exit_code == 0
    expected = told(reader, BERT, "en", target)
    assert result.stdout.startswith(expected)
    assert question == "why-not" or result.stdout == expected  # why not: with which other answers it would come


@pytest.mark.parametrize("question", QUESTIONS)
def test_as_json_the_proof_stands_beside_what_is_told(sluimer: Sluimer, question: str) -> None:
    data = json.loads(sluimer(question, BERT, "--json", "--for", "person").stdout)
    kb = engine.load()
    proof = kb.consult(kb.read_case(BERT.read_text(encoding="utf-8"))).proof
    assert data["proof"] == json.loads(json.dumps(proof.as_dict()))
    assert (data["reader"], data["target"], data["told"]) == ("person", None, told(Reader.PERSON, BERT, "nl"))
    assert data["knowledge"]["digest"] == kb.knowledge.digest


def test_json_is_the_same_with_either_option(sluimer: Sluimer) -> None:
    assert sluimer("why", BERT, "--json").stdout == sluimer("why", BERT, "--format", "json").stdout
    assert sluimer("why", BERT, "form", "--json").stdout == sluimer("why", BERT, "form", "--format", "json").stdout


@pytest.mark.parametrize("target", [None, "dose", "form"])
def test_a_decision_can_be_drawn(sluimer: Sluimer, target: str | None) -> None:
    about = [target] if target else []
    picture = sluimer("why", BERT, *about, "--format", "svg", "--lang", "en").stdout
    assert ElementTree.fromstring(picture).tag.endswith("svg")
    assert "Kidney problems: yes" in picture
    chart = sluimer("why", BERT, *about, "--format", "mermaid").stdout
    assert chart.startswith("flowchart LR\n")
    assert "--x" in chart


@pytest.mark.parametrize("language", ["nl", "en"])
@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["--for", "person", "--format", "svg"], "`--for`"),
        (["--json", "--format", "mermaid"], "`--format mermaid`"),
        (["start-low", "--format", "svg"], "`start-low`"),
        (["sleep_sought", "--format", "svg"], "`sleep_sought`"),
        (["--for", "doctor"], "doctor"),
    ],
)
def test_what_does_not_go_together_is_a_mistake_in_the_command(
    sluimer: Sluimer, words: list[str], said: str, language: str
) -> None:
    result = sluimer("why", BERT, *words, "--lang", language)
    assert (result.exit_code, result.stdout) == (2, "")
    assert said.strip("`") in result.stderr


@pytest.mark.parametrize("option", [["--for", "person"], ["--format", "svg"]])
def test_a_target_that_is_nothing_is_a_problem_with_a_guess(sluimer: Sluimer, option: list[str]) -> None:
    result = sluimer("why", BERT, "dosse", *option, "--lang", "en")
    assert (result.exit_code, result.stdout) == (1, "")
    assert "did you mean `dose`?" in result.stderr


def test_any_other_knowledge_is_explained_too(sluimer: Sluimer, tmp_path: Path) -> None:
    case = tmp_path / "plant.yaml"
    case.write_text("drooping: yes\nindoors: yes\nmoisture: 70\n", encoding="utf-8")
    said = sluimer("why", case, "--knowledge", HOUSE_PLANTS, "--for", "person", "--lang", "en").stdout
    assert "No advice now about: Water\n    Why: Wet enough." in said
