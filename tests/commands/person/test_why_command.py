"""`sluimer why` and `sluimer why-not`: proofs that a person can follow."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

import sluimer as engine
from commands.conftest import EXAMPLES, Sluimer
from conftest import HOUSE_PLANTS, ROOT, SOLVER
from sluimer.commands.person.ways import LookedAt, Ways, tell_ways
from sluimer.explain.changes import Change
from sluimer.explain.other_answers import Answer
from sluimer.knowledge_base import Consultation
from sluimer.messages import UndecidedError
from sluimer.tell.outline import plain
from sluimer.tell.speaker import Speaker
from tries import IN_PART


@pytest.fixture
def plant(sluimer: Sluimer, answers: Callable[[str], Path]) -> Callable[..., str]:
    """What a professional is told of a plant with these answers, in English."""

    def said(question: str, target: str, text: str) -> str:
        words = ("--knowledge", HOUSE_PLANTS, "--lang", "en", "--for", "professional")
        result = sluimer(question, answers(text), target, *words)
        assert result.exit_code == 0
        return result.stdout

    return said


def test_a_proof_shows_rules_reasons_tests_and_sources_in_their_own_words(sluimer: Sluimer) -> None:
    printed = sluimer("why", EXAMPLES / "anna.yaml", "dose", "--lang", "en", "--for", "professional").stdout
    knowledge = engine.load().knowledge
    rule = knowledge.rules["eu-upper-limit-supplements"]
    assert printed.startswith("How much a day: given\n")
    assert f"{rule.title.in_language('en')} (eu-upper-limit-supplements): holds" in printed
    assert rule.because.in_language("en") in printed
    assert "Age: 42 years (needed: at least 18)" in printed
    assert all(knowledge.statements[cite].says.in_language("en") in printed for cite in rule.cites)


def test_a_finding_is_proved_below_the_test_that_asks_for_it(plant: Callable[..., str]) -> None:
    printed = plant("why", "water", "drooping: yes\nindoors: yes\nmoisture: 20\nheight: 10\n")
    lines = [line for line in printed.splitlines() if "Thirsty: yes" in line or "Drooping: yes" in line]
    indents = [len(line) - len(line.lstrip()) for line in lines]
    assert [line.strip() for line in lines] == [
        "+ Thirsty: yes (needed: yes)",
        "+ Drooping: yes (needed: yes)",
    ]
    assert indents[0] < indents[1]
    assert "B2: On thirst. [Book of plants, page 2]" in printed


@pytest.mark.parametrize(
    ("answer", "met"),
    [
        ("moisture: 70", "Moisture: 70 percent"),
        ("moisture: 0.5", "Moisture: 0.5 percent"),
        ("moisture: unknown", "Moisture: asked, not known"),
        ("moisture: declined", "Moisture: asked, will not say"),
        ("", "Moisture: not asked"),
    ],
)
def test_each_test_says_what_it_met_and_what_it_needed(plant: Callable[..., str], answer: str, met: str) -> None:
    asked = "why" if answer == "moisture: 70" else "why-not"
    printed = plant(asked, "wet-soil-stops-water", f"indoors: yes\n{answer}\n")
    assert f"{met} (needed: at least 60)" in printed


def test_an_assumed_answer_is_called_assumed_and_an_implied_one_implied(plant: Callable[..., str]) -> None:
    assert "Gardener agreed: no, assumed (needed: no)" in plant("why", "wet-soil-stops-water", "moisture: 70")
    assert "Drooping: yes, follows from: Moisture: 5 percent, below 10; sources B2 (needed: yes)" in plant(
        "why", "thirsty", "moisture: 5"
    )


def test_what_stands_under_not_is_told_as_what_must_not_be(plant: Callable[..., str]) -> None:
    printed = plant("why", "sun-is-better", "light: shade\npests: [mites]")
    assert "+ Light: shade (needed: shade)" in printed
    assert "(must not be: " in printed or "Pests, mites: yes" in printed


def test_a_rule_without_a_condition_holds_for_everyone(
    sluimer: Sluimer, change: Callable[[str, str, str], None], plants: Path, answers: Callable[[str], Path]
) -> None:
    change("rules/care/stop.yaml", "  when: {height: {above: 200}}\n", "")
    printed = sluimer("why", answers("indoors: yes"), "tall-plants-drink-less", "--knowledge", plants).stdout
    assert "geldt voor iedereen" in printed


def test_why_not_names_what_stops_and_what_may_still_stop(plant: Callable[..., str]) -> None:
    stopped = plant("why-not", "water", "drooping: yes\nmoisture: 70\nindoors: yes\n")
    assert stopped.startswith("How much water: withheld\n")
    assert "This stops it:\n    + Wet soil (wet-soil-stops-water): holds" in stopped
    waiting = plant("why-not", "water", "drooping: yes\nindoors: yes\n")
    assert waiting.startswith("How much water: still open\n")
    assert "This may still stop it:\n    ? Wet soil (wet-soil-stops-water): cannot be said yet" in waiting
    assert "This limits it:\n    ? tall-plants-drink-less: cannot be said yet" in waiting


def test_the_proof_in_the_documentation_is_a_real_one(plant: Callable[..., str]) -> None:
    page = (ROOT / "docs" / "commands.md").read_text(encoding="utf-8")
    shown = page.partition("```text\n")[2].partition("```")[0]
    assert plant("why-not", "water", "drooping: yes\nmoisture: 70\nindoors: yes\n").startswith(shown)
    assert shown


def test_why_not_names_the_rules_that_could_have_brought_it(plant: Callable[..., str]) -> None:
    printed = plant("why-not", "water", "drooping: no\nmoisture: 20\nindoors: yes\n")
    assert printed.startswith("How much water: not called for\n")
    assert "This could have brought it:\n    - thirsty-plants-get-water: does not hold" in printed
    assert "- Drooping: no (needed: yes)" in printed


def test_outside_the_scope_the_scope_is_what_stops_it(plant: Callable[..., str]) -> None:
    printed = plant("why-not", "water", "drooping: yes\nindoors: no\n")
    assert "Whom this advice is about: does not hold" in printed
    assert "The book is about indoors." in printed


@pytest.mark.parametrize(
    ("question", "other", "text"),
    [
        ("why", "why-not", "drooping: no\nindoors: yes\n"),
        ("why-not", "why", "drooping: yes\nindoors: yes\nmoisture: 20\n"),
    ],
)
@pytest.mark.parametrize("target", ["water", "thirsty", "thirsty-plants-get-water"])
def test_the_question_that_does_not_fit_points_to_the_other(
    plant: Callable[..., str], answers: Callable[[str], Path], question: str, other: str, text: str, target: str
) -> None:
    printed = plant(question, target, text)
    assert printed.startswith(f"`{'How much water' if target == 'water' else target}` did")
    assert f"sluimer {other} {answers(text)} {target}" in printed
    assert len(printed.splitlines()) == 1


def test_a_topic_is_explained_item_by_item(
    sluimer: Sluimer, change: Callable[[str, str, str], None], plants: Path, answers: Callable[[str], Path]
) -> None:
    change("facts/advice.yaml", "urgency: now", "urgency: today")
    case = answers("indoors: yes\nlight: shade\npests: [aphids, mites]\n")
    words = (case, "place", "--knowledge", plants, "--lang", "en", "--for", "professional")
    why, why_not = (sluimer(question, *words).stdout for question in ("why", "why-not"))
    assert "In the shade: given" in why
    assert "`In the sun` did not come (withheld)" in why
    assert "In the sun: withheld" in why_not
    assert "`In the shade` did come (given)" in why_not


def test_in_an_emergency_each_item_of_a_topic_is_told_what_comes_first(plant: Callable[..., str]) -> None:
    text = "indoors: yes\nlight: shade\npests: [aphids, mites]\n"
    assert ": given" not in plant("why", "place", text)
    printed = plant("why-not", "place", text)
    assert "In the sun: withheld\n  first comes: Call now\n" in printed
    assert "In the shade: withheld\n  first comes: Call now\n" in printed


@pytest.mark.parametrize("question", ["why", "why-not"])
def test_json_holds_the_explanations_and_the_name_of_the_knowledge(sluimer: Sluimer, question: str) -> None:
    path = EXAMPLES / "bert.yaml"
    kb = engine.load()
    consultation = kb.consult(kb.read_case(path.read_text(encoding="utf-8")))
    found = consultation.why("form") if question == "why" else consultation.why_not("form")
    data = json.loads(sluimer(question, path, "form", "--json").stdout)
    assert data["explanations"] == [each.as_dict() for each in found]
    assert data["knowledge"]["digest"] == consultation.advice.knowledge.digest
    assert (data["question"], data["target"]) == (question, "form")


@pytest.mark.parametrize("question", ["why", "why-not"])
def test_an_unknown_target_is_a_problem_with_a_guess(sluimer: Sluimer, question: str) -> None:
    result = sluimer(question, EXAMPLES / "anna.yaml", "dosse", "--lang", "en")
    assert result.exit_code == 1
    assert result.stdout == ""
    assert "did you mean `dose`?" in result.stderr
    as_json = sluimer(question, EXAMPLES / "anna.yaml", "dosse", "--json")
    assert json.loads(as_json.stdout)["problems"][0]["code"] == "unknown-target"


@IN_PART
@pytest.mark.parametrize("name", ["anna", "bert", "carla"])
def test_every_target_of_the_bundled_knowledge_can_be_explained(sluimer: Sluimer, name: str) -> None:
    from sluimer.tell.outline import plain
    from sluimer.tell.proof import tell_why, tell_why_not
    from sluimer.tell.speaker import Speaker

    kb = engine.load()
    consultation = kb.consult(kb.read_case((EXAMPLES / f"{name}.yaml").read_text(encoding="utf-8")))
    vocabulary = kb.knowledge.vocabulary
    for target in (*kb.knowledge.rules, *vocabulary.findings, *vocabulary.topics, *vocabulary.items):
        for language in ("nl", "en"):
            speaker = Speaker(kb.knowledge, language)
            why, why_not = consultation.why(target), consultation.why_not(target)
            told = plain(tell_why(why, consultation, speaker)) + plain(tell_why_not(why_not, consultation, speaker))
            assert told.strip()
            assert "None" not in told
            assert "Origin." not in told


def test_why_not_tells_which_other_answers_would_change_it(sluimer: Sluimer) -> None:
    told = sluimer("why-not", "examples/anna.yaml", "citrate", "--lang", "en").stdout
    assert "This advice would have been given if one of these had been so:\n  - Constipation: yes (now: no)\n" in told
    told = sluimer("why-not", "examples/anna.yaml", "citrate", "--lang", "nl").stdout
    assert "Dit advies was er wel geweest als een hiervan zo was geweest:\n  - Verstopping: ja (nu: nee)\n" in told
    data = json.loads(sluimer("why-not", "examples/anna.yaml", "citrate", "--json").stdout)
    answer = {"slot": "constipation", "value": True, "before": False, "fixed": False}
    assert data["changes"][0]["answers"] == [answer]


@SOLVER
def test_more_answers_are_looked_at_where_three_bring_nothing(sluimer: Sluimer) -> None:
    """They are told, however many."""
    words = ("why-not", "examples/bert.yaml", "dose", "--lang", "en")
    told = sluimer(*words).stdout
    [way, _] = [line for line in told.splitlines() if "Kidney problems: no (now: yes)" in line]
    assert way.count(", and ") == 3
    assert "Side effects: none of these (no answer yet)" in way
    data = json.loads(sluimer(*words, "--json").stdout)
    assert (data["changes_of"], {len(change["answers"]) for change in data["changes"]}) == ("any", {4})


def test_without_the_solver_it_is_said_how_far_was_looked(sluimer: Sluimer, monkeypatch: pytest.MonkeyPatch) -> None:
    """That there is no way of three answers, and what it takes to look for more."""
    monkeypatch.setattr(Consultation, "changes", _few)
    words = ("why-not", "examples/bert.yaml", "dose", "--lang", "en")
    told = sluimer(*words).stdout
    assert "Had any 3 answers been different, this advice would still not have been given.\n" in told
    assert "pip install 'sluimer[prove]'" in told
    assert json.loads(sluimer(*words, "--json").stdout)["changes_of"] == "up-to-three"


def _few(_: Consultation, target: str, state: str, most: int | None = 3) -> tuple[Change, ...]:
    """That nothing is found of few answers, and that there is nothing to look for more with."""
    if most is None:
        raise ModuleNotFoundError(f"{target} {state}")
    return ()


def test_what_takes_too_long_is_not_decided(sluimer: Sluimer, monkeypatch: pytest.MonkeyPatch) -> None:
    found = (Change((Answer("kidney_problems", False, True), Answer("insomnia", False))),)

    def late(_: Consultation, target: str, state: str, most: int | None = 3) -> tuple[Change, ...]:
        if most is None:
            raise UndecidedError(found if target == "dose" else ())
        return ()

    monkeypatch.setattr(Consultation, "changes", late)
    told = sluimer("why-not", "examples/bert.yaml", "dose", "--lang", "en").stdout
    assert "Kidney problems: no (now: yes)" in told
    assert "whether there are other ways: that is not decided" in told
    told = sluimer("why-not", "examples/bert.yaml", "citrate", "--lang", "nl").stdout
    assert "dat is niet beslist" in told
    assert "geweest als een hiervan" not in told


def test_what_nothing_brings_is_said(sluimer: Sluimer, answers: Callable[[str], Path]) -> None:
    """Of an item that a rule brings which nobody can fire, whatever is answered."""
    words = ("why-not", answers("indoors: no\n"), "water", "--knowledge", HOUSE_PLANTS, "--lang", "en")
    assert "Whatever else had been answered" not in sluimer(*words).stdout
    told = tell_ways(Ways((), LookedAt.ANY), Speaker(engine.load(HOUSE_PLANTS).knowledge, "en"))
    assert plain(told) == "Whatever else had been answered, this advice would not have been given.\n"


@pytest.mark.parametrize("reader", ["person", "professional"])
@pytest.mark.parametrize("question", ["why", "why-not"])
def test_on_request_it_is_told_whether_open_answers_can_turn_it(sluimer: Sluimer, question: str, reader: str) -> None:
    words = (question, EXAMPLES / "anna.yaml", "dose", "--lang", "en", "--for", reader)
    assert "Settled" not in sluimer(*words).stdout
    told = sluimer(*words, "--settled").stdout
    assert "Not settled. It would be otherwise (withheld) if this is so: Kidney function (eGFR): below 30" in told
    settled = (question, EXAMPLES / "anna.yaml", "no_caffeine_after_14", "--lang", "en", "--settled", "--for", reader)
    assert "\n  Settled: " in sluimer(*settled).stdout


def test_as_data_it_says_what_is_settled_too(sluimer: Sluimer) -> None:
    data = json.loads(sluimer("why", EXAMPLES / "anna.yaml", "dose", "--settled", "--json").stdout)
    assert (data["settled"]["target"], data["settled"]["settling"]) == ("dose", "can-change")
    assert [one["slot"] for one in data["settled"]["change"]["answers"]] == ["egfr"]
    assert "settled" not in json.loads(sluimer("why", EXAMPLES / "anna.yaml", "dose", "--json").stdout)


@pytest.mark.parametrize("target", [None, "form", "sleep-dose", "deficiency_signs"])
def test_only_of_one_item_it_is_told_what_is_settled(sluimer: Sluimer, target: str | None) -> None:
    words = [word for word in ("why", EXAMPLES / "anna.yaml", target, "--settled", "--lang", "en") if word]
    ran = sluimer(*words)
    assert ran.exit_code == 2
    assert "`--settled` goes with one thing that may be advised, such as `" in ran.stderr


def test_why_of_an_item_is_for_the_person_unless_a_reader_is_named(sluimer: Sluimer) -> None:
    words = ("why", EXAMPLES / "anna.yaml", "dose", "--lang", "en")
    told = sluimer(*words).stdout
    assert told == sluimer(*words, "--for", "person").stdout
    assert "sleep-dose" not in told
    assert "sleep-dose" in sluimer(*words, "--for", "professional").stdout


def test_a_person_is_not_told_to_take_back_a_sensitive_answer(
    sluimer: Sluimer, change: Callable[[str, str, str], None], plants: Path, answers: Callable[[str], Path]
) -> None:
    case = answers("indoors: yes\ndrooping: no\nmoisture: 20\nheight: 10\n")
    words = ("why-not", case, "water", "--knowledge", plants, "--lang", "en")
    assert "Drooping: yes (now: no)" in sluimer(*words).stdout
    manifest = plants / "rules" / "knowledge.yaml"
    section = "sections: {leaf: {title: {nl: Blad, en: Leaf}, facts: [drooping], sensitive: yes}}\n"
    manifest.write_text(manifest.read_text(encoding="utf-8") + section, encoding="utf-8")
    told = sluimer(*words).stdout
    assert "Drooping: yes" not in told
    assert "Drooping: yes (now: no)" in sluimer(*words, "--for", "professional").stdout


@pytest.mark.parametrize("question", ["why", "why-not"])
@pytest.mark.parametrize("target", [None, "dose", "call_doctor_now", "deadly-amount-urgent", "deficiency_signs"])
def test_in_an_emergency_the_person_reads_that_whatever_is_asked(
    sluimer: Sluimer, answers: Callable[[str], Path], question: str, target: str | None
) -> None:
    case = answers("age: 40\nsuicidal_thoughts: yes\ninsomnia: yes\ncurrent_dose: 6000 mg/day\n")
    about = [target] if target else []
    told = sluimer(question, case, *about).stdout
    assert told == sluimer("advise", case, "--full").stdout
    assert "5000" not in told
    assert "5000" in sluimer(question, case, "deadly-amount-urgent", "--for", "auditor").stdout + (
        sluimer("why", case, "deadly-amount-urgent", "--for", "auditor").stdout
    )
