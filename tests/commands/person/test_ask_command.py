"""`sluimer ask`: a conversation that asks what matters, understands its answers, and can be taken back."""

import json
import os
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import sluimer as engine
from commands.conftest import EXAMPLES, Process, Sluimer
from conftest import HOUSE_PLANTS, ROOT
from sluimer.commands.person.conversation import Conversation, Ending, Talk, contradicting_facts, yaml_of
from sluimer.commands.replies import Replies, Wish, read_reply
from sluimer.knowledge.vocabulary import Fact, Kind
from sluimer.tell.outline import plain
from sluimer.tell.question import tell_why_asked
from sluimer.tell.sheet import tell_one
from sluimer.tell.speaker import Speaker
from tries import tries

BASES = {"plants": engine.load(HOUSE_PLANTS), "bundled": engine.load()}
PLANTS = ("--knowledge", HOUSE_PLANTS, "--lang", "en")


def replies(*lines: str) -> str:
    """What a person types, line by line."""
    return "".join(f"{line}\n" for line in lines)


def first_screen(sluimer: Sluimer, answers: str, named: str = "") -> str:
    """What `advise` prints of these answers of the house plants, for a case that is called so or stands in no file."""
    told = sluimer("advise", "-", *PLANTS, said=answers).stdout
    assert told.count("sluimer advise - --full") == told.count("sluimer why -") == 1
    if not named:
        unsaved = "To read more, or why? Keep your answers next time: sluimer ask --save answers.yaml.\n"
        return told.partition("The rest: ")[0] + unsaved
    return told.replace("sluimer advise -", f"sluimer advise {named}").replace("sluimer why -", f"sluimer why {named}")


def asked(output: str, language: str = "en") -> list[str]:
    """The questions of the house plants in the order they were asked."""
    facts = BASES["plants"].knowledge.vocabulary.facts.values()
    questions = {fact.question.in_language(language): fact.id for fact in facts}
    return [questions[line] for line in output.splitlines() if line in questions]


def test_the_first_question_is_always_the_one_that_matters_most(sluimer: Sluimer) -> None:
    kb = BASES["plants"]
    conversation = Conversation(kb)
    expected: list[str] = []
    while conversation.consult().questions:
        expected.append(conversation.consult().questions[0])
        conversation = conversation.answered({expected[-1]: "unknown"})
    output = sluimer("ask", *PLANTS, said=replies(*["?"] * len(expected))).stdout
    assert asked(output) == expected
    assert "These were all questions." in output


@pytest.mark.parametrize("language", ["nl", "en"])
def test_a_question_shows_its_text_note_answers_and_why_it_is_asked(sluimer: Sluimer, language: str) -> None:
    kb = BASES["bundled"]
    fact = kb.knowledge.vocabulary.facts[Conversation(kb).consult().questions[0]]
    output = sluimer("ask", "--lang", language, said=replies("w", "s")).stdout
    question, _, rest = output.partition(fact.question.in_language(language))
    assert question
    assert fact.note.in_language(language) in rest
    for place, option in enumerate(fact.options, start=1):
        assert f"{place}. {option.label.in_language(language)}" in rest
    settled = Conversation(kb).consult().stakes(fact.id).stopping
    assert settled
    for rule in (kb.knowledge.rules[name] for name in settled):
        assert rule.because.in_language(language) in rest
        assert rule.id not in rest


def test_the_advice_at_the_end_is_that_of_advise(sluimer: Sluimer, tmp_path: Path) -> None:
    saved = tmp_path / "saved.yaml"
    output = sluimer("ask", *PLANTS, "--save", saved, said=replies("ja", "0", "n", "3", "2", "70", "1", "50")).stdout
    assert output.endswith(sluimer("advise", saved, *PLANTS).stdout)


def test_json_is_alone_on_standard_output_and_the_conversation_beside_it(sluimer: Sluimer, tmp_path: Path) -> None:
    saved = tmp_path / "saved.yaml"
    result = sluimer("ask", *PLANTS, "--save", saved, "--json", said=replies("ja", "?", "s"))
    assert result.stdout == sluimer("advise", saved, *PLANTS, "--json").stdout
    assert "Question 1" in result.stderr
    assert "Question" not in result.stdout


def test_back_takes_back_answer_after_answer_and_then_says_there_are_none(sluimer: Sluimer, tmp_path: Path) -> None:
    saved = tmp_path / "saved.yaml"
    output = sluimer("ask", *PLANTS, "--save", saved, said=replies("?", "?", "<", "terug", "back", "s")).stdout
    first, second, *_ = asked(output)
    assert asked(output) == [first, second, asked(output)[2], second, first]
    assert output.count("Taken back:") == 2
    assert output.count("There is no earlier answer to take back.") == 1
    assert BASES["plants"].read_case(saved.read_text(encoding="utf-8")) == BASES["plants"].consult({}).case


def test_do_not_know_and_will_not_say_are_kept_apart(sluimer: Sluimer, tmp_path: Path) -> None:
    saved = tmp_path / "saved.yaml"
    output = sluimer("ask", *PLANTS, "--save", saved, said=replies("?", "-", "s")).stdout
    case = BASES["plants"].read_case(saved.read_text(encoding="utf-8"))
    first, second, _ = asked(output)
    assert (set(case.unknown), set(case.declined)) == ({first}, {second})


def test_a_wrong_answer_is_explained_and_the_question_stays(sluimer: Sluimer, answers: Callable[[str], Path]) -> None:
    start = answers("indoors: yes\ndrooping: yes\nlight: sun\npests: []\nheight: 10\ngardener_agreed: no\n")
    said = replies("nat", "700", "-5", "70 liter", "70")
    output = sluimer("ask", *PLANTS, "--case", start, said=said).stdout
    assert asked(output) == ["moisture"]
    assert "`nat` is not a number." in output
    assert "`Moisture` cannot be 700: it lies between 0 and 100" in output
    assert "`Moisture` cannot be -5" in output
    assert "The number must be in percent, not in `liter`." in output
    assert "How much water" in output


def test_help_lists_every_wish(sluimer: Sluimer) -> None:
    output = sluimer("ask", *PLANTS, said=replies("h", "s")).stdout
    told = output.partition("or type:")[2].partition("Your answer")[0]
    assert [line.split(maxsplit=1)[0] for line in told.strip().splitlines()] == [*"?-<ows", "forget:", "h"]


def test_an_emergency_ends_the_asking_at_once_and_nothing_is_said_of_questions(
    sluimer: Sluimer, answers: Callable[[str], Path]
) -> None:
    start = answers("indoors: yes\ndrooping: yes\nmoisture: 20\nlight: shade\n")
    output = sluimer("ask", *PLANTS, "--case", start, said=replies("1 2 3", "yes", "yes")).stdout
    assert asked(output) == ["pests"]
    assert output.endswith("\nUrgent: do this now\n\n- Call now.\n"), "there is nothing else to read"
    assert "There are no more questions" not in output


def test_an_emergency_that_is_there_from_the_start_leaves_nothing_to_ask(
    sluimer: Sluimer, answers: Callable[[str], Path]
) -> None:
    output = sluimer("ask", "--case", answers("suicidal_thoughts: yes"), "--lang", "en", said=replies("44")).stdout
    _, headline, rest = output.partition("\nDo this now\nAll else can wait.\n\n- Talk to someone now. ")
    assert headline
    assert "113" in rest.splitlines()[0]
    assert "How old are you?" not in output
    assert "?" not in rest.partition("Call 112.\n")[2]
    assert "Question 1" not in output


def test_the_end_of_input_ends_politely_with_the_advice_so_far(sluimer: Sluimer) -> None:
    result = sluimer("ask", *PLANTS, said="ja")
    assert result.exit_code == 0
    told = "Stopped. This is the advice so far.\n\n" + first_screen(sluimer, "indoors: yes\n")
    assert result.stdout.endswith(told)


def test_with_nothing_left_to_ask_the_advice_comes_at_once(sluimer: Sluimer) -> None:
    path = EXAMPLES / "anna.yaml"
    output = sluimer("ask", "--case", path, "--lang", "en").stdout
    assert "Question" not in output
    told = sluimer("advise", path, "--lang", "en").stdout
    assert told.count(str(path)) == 2
    assert output.endswith("These were all questions.\n\n" + told)


def test_an_assumed_answer_that_stops_something_is_asked_and_says_what_it_can_lift(
    sluimer: Sluimer, answers: Callable[[str], Path]
) -> None:
    start = answers("indoors: yes\ndrooping: yes\nlight: sun\npests: []\nheight: 10\nmoisture: 70\n")
    output = sluimer("ask", *PLANTS, "--case", start, said=replies("w", "ja")).stdout
    assert asked(output) == ["gardener_agreed"]
    assert "Your answer can lift that:\n    - Wet soil" in output
    assert "\nWater: 100 to 400 ml a week (begin with 200 ml a week).\n" in output


def test_what_an_assumed_answer_can_lift_is_found_through_findings_too(
    sluimer: Sluimer, change: Callable[[str, str, str], None], plants: Path, answers: Callable[[str], Path]
) -> None:
    change("rules/care/stop.yaml", "gardener_agreed: no}", "stressed: yes}")
    change("rules/book/water.yaml", "      - thirsty: yes\n", "      - gardener_agreed: no\n")
    start = answers("indoors: yes\ndrooping: yes\nlight: sun\npests: []\nheight: 10\nmoisture: 70\n")
    output = sluimer("ask", "--knowledge", plants, "--lang", "en", "--case", start, said=replies("why")).stdout
    assert asked(output) == ["gardener_agreed"]
    assert "Your answer can lift that:\n    - Wet soil" in output


@pytest.mark.parametrize("text", ["age: old\n", "kidny_problems: yes\n", "[1]\n"])
def test_a_case_with_problems_does_not_begin_a_conversation(
    sluimer: Sluimer, answers: Callable[[str], Path], text: str
) -> None:
    result = sluimer("ask", "--case", answers(text))
    assert result.exit_code == 1
    assert result.stdout == ""
    assert "fout" in result.stderr


@pytest.mark.parametrize("command", [["ask", "--case"], ["advise"], ["why"]])
def test_a_case_with_a_number_that_has_two_readings_is_refused_by_every_command(
    command: list[str], sluimer: Sluimer, answers: Callable[[str], Path]
) -> None:
    """In a conversation the same text is refused when it is typed."""
    result = sluimer(*command, answers("current_dose: 5.000\n"), "--lang", "en")
    assert result.exit_code == 1
    assert "`5.000` can mean two numbers\n  help: write `5000 mg/day` or `5 mg/day`" in result.stderr


def test_standard_input_cannot_be_the_case_and_the_conversation(sluimer: Sluimer) -> None:
    assert sluimer("ask", "--case", "-").exit_code == 2


def test_a_file_that_cannot_be_saved_is_told_and_the_advice_still_comes(sluimer: Sluimer, tmp_path: Path) -> None:
    result = sluimer("ask", *PLANTS, "--save", tmp_path / "nowhere" / "saved.yaml", said=replies("s"))
    assert result.exit_code == 1
    assert "cannot be saved" in result.stderr
    assert result.stdout.endswith(first_screen(sluimer, "{}")), "no command may name a file that is not there"


def test_saved_answers_are_read_by_their_owner_alone(sluimer: Sluimer, tmp_path: Path) -> None:
    saved = tmp_path / "saved.yaml"
    before = os.umask(0)
    try:
        assert sluimer("ask", *PLANTS, "--save", saved, said=replies("s")).exit_code == 0
    finally:
        os.umask(before)
    assert saved.stat().st_mode & 0o777 == 0o600


def test_a_file_that_is_there_is_not_overwritten_unasked(sluimer: Sluimer, tmp_path: Path) -> None:
    """It is told before the first question, and not after the last."""
    saved = tmp_path / "saved.yaml"
    saved.write_text("mine", encoding="utf-8")
    result = sluimer("ask", *PLANTS, "--save", saved, said=replies("s"))
    assert (result.exit_code, result.stdout, saved.read_text("utf-8")) == (2, "", "mine")
    assert "--overwrite" in result.stderr
    assert sluimer("ask", *PLANTS, "--save", saved, "--overwrite", said=replies("s")).exit_code == 0
    assert saved.read_text("utf-8") != "mine"


def test_a_file_that_came_meanwhile_is_not_overwritten_either(
    sluimer: Sluimer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    saved = tmp_path / "saved.yaml"

    def end(talk: Talk, _: Ending) -> None:
        saved.write_text("mine", encoding="utf-8")

    monkeypatch.setattr(Talk, "end", end)
    result = sluimer("ask", *PLANTS, "--save", saved, said=replies("s"))
    assert (result.exit_code, saved.read_text("utf-8")) == (1, "mine")
    assert result.stdout.endswith(first_screen(sluimer, "{}")), "no command may name the answers of somebody else"


@pytest.mark.parametrize("words", [[], ["--overwrite"]])
def test_answers_are_not_saved_through_a_link(words: list[str], sluimer: Sluimer, tmp_path: Path) -> None:
    """Whoever put it there would choose what is overwritten, or read what somebody answered."""
    other, link = tmp_path / "other", tmp_path / "saved.yaml"
    other.write_text("mine", encoding="utf-8")
    link.symlink_to(other)
    result = sluimer("ask", *PLANTS, "--save", link, *words, said=replies("s"))
    assert (result.exit_code, result.stdout, other.read_text("utf-8")) == (1, "", "mine")
    assert "is a link to another place" in result.stderr


def test_a_conversation_with_what_never_ends_has_an_end(process: Process) -> None:
    """One line that goes on, and the same line for ever."""
    with Path("/dev/zero").open("rb") as zero:
        words = [sys.executable, "-m", "sluimer", "ask", *map(str, PLANTS)]
        done = subprocess.run(words, stdin=zero, capture_output=True, timeout=30, check=False)
    assert (done.returncode, done.stderr) == (0, b"")


def test_the_same_reply_for_ever_is_not_listened_to_for_ever(sluimer: Sluimer, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Replies.__init__, "__defaults__", (3,))
    result = sluimer("ask", *PLANTS, said=replies(*["waarom"] * 9))
    assert (result.exit_code, result.stdout.count("waarom")) == (0, 3)


def test_saved_answers_keep_those_of_the_case_it_began_with(sluimer: Sluimer, tmp_path: Path) -> None:
    saved = tmp_path / "saved.yaml"
    start = tmp_path / "start.json"
    start.write_text('{"moisture": "20 percent", "pests": {"includes": ["mites"], "excludes": []}, "light": null}')
    sluimer("ask", *PLANTS, "--case", start, "--save", saved, said=replies("s"))
    kb = BASES["plants"]
    assert kb.read_case(saved.read_text(encoding="utf-8")) == kb.read_case(start.read_text(encoding="utf-8"))


def test_control_characters_that_are_typed_do_not_come_back(process: Process) -> None:
    result = process("ask", said=b"\x1b[31mrood\x07\xff\ns\n")
    assert b"\x1b" not in result.stdout
    assert b"\x07" not in result.stdout
    assert result.returncode == 0
    assert result.stderr == b""


def _listen_to_ctrl_c() -> None:
    signal.signal(signal.SIGINT, signal.SIG_DFL)


@pytest.mark.skipif(sys.platform == "win32", reason="the signal of Ctrl-C is sent another way there")
def test_ctrl_c_ends_politely_with_the_advice_so_far(tmp_path: Path) -> None:
    saved = tmp_path / "saved.yaml"
    words = [sys.executable, "-m", "sluimer", "ask", *map(str, PLANTS), "--save", str(saved)]
    with subprocess.Popen(
        words,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        cwd=ROOT,
        preexec_fn=_listen_to_ctrl_c,  # a test run in the background has it ignored
    ) as run:
        assert run.stdin is not None
        assert run.stdout is not None
        run.stdin.write(b"yes\n")
        run.stdin.flush()
        seen = b""
        while seen.count(b"Your answer:") < 2:
            seen += run.stdout.read(1)
        run.send_signal(signal.SIGINT)
        rest, errors = run.communicate(timeout=30)
    assert run.returncode == 130
    assert b"Stopped. This is the advice so far." in rest
    assert errors == b""
    assert "indoors: yes\n" in saved.read_text(encoding="utf-8")


def typed(fact: Fact) -> st.SearchStrategy[str]:
    """What a person may type at a question, in one of the ways that are understood."""
    silent = st.sampled_from(["?", "-"])
    match fact.kind:
        case Kind.YES_NO:
            return silent | st.sampled_from(["ja", "nee", "y", "n"])
        case Kind.CHOICE:
            return silent | st.integers(1, len(fact.options)).map(str)
        case Kind.SET:
            numbers = st.lists(st.integers(1, len(fact.options)), min_size=1).map(
                lambda found: " ".join(map(str, found))
            )
            return silent | st.just("0") | numbers
        case Kind.NUMBER:
            low = int(fact.lowest) if fact.lowest is not None else 0
            return silent | st.integers(low, int(fact.highest) if fact.highest is not None else 999).map(str)


@pytest.mark.parametrize("base", BASES)
@settings(max_examples=tries(40), deadline=None)  # a conversation of forty questions is forty consultations
@given(data=st.data())
def test_a_conversation_ends_whatever_is_answered_and_its_case_gives_the_same_advice(
    base: str, data: st.DataObject
) -> None:
    kb = BASES[base]
    speaker = Speaker(kb.knowledge, data.draw(st.sampled_from(["nl", "en"])))
    conversation = Conversation(kb)
    asked_twice: set[tuple[str, ...]] = set()
    while (consultation := conversation.consult()).questions:
        contradicting = contradicting_facts(consultation)
        if contradicting in asked_twice:
            break
        if contradicting:
            asked_twice.add(contradicting)
            for fact in map(kb.knowledge.vocabulary.facts.__getitem__, contradicting):
                reply = read_reply(data.draw(typed(fact)), fact, speaker)
                conversation = conversation.changed(fact.id, str(reply) if isinstance(reply, Wish) else reply)
            continue
        fact = kb.knowledge.vocabulary.facts[consultation.questions[0]]
        assert fact.id not in conversation.answers
        stakes = consultation.stakes(fact.id)
        assert len(tell_why_asked(stakes, speaker)) > 1, "a question must say why it is asked"
        assert "{" not in plain(tell_one(fact, speaker))
        reply = read_reply(data.draw(typed(fact)), fact, speaker)
        conversation = conversation.answered({fact.id: str(reply) if isinstance(reply, Wish) else reply})
    assert not consultation.advice.contradictions or consultation.advice.outcome is not engine.Outcome.ADVICE
    read_back = kb.read_case(yaml_of(conversation.answers, "Saved."))
    assert kb.consult(read_back).advice == consultation.advice


def test_the_advice_of_a_saved_conversation_is_the_same_to_the_byte(process: Process, tmp_path: Path) -> None:
    saved = tmp_path / "saved.yaml"
    said = "".join(f"{reply}\n" for reply in ["0", "44", "n", "j", "?", "-"]).encode()
    result = process("ask", "--json", "--save", saved, said=said)
    assert result.stdout == process("advise", "--json", saved).stdout
    assert json.loads(result.stdout)["outcome"]
