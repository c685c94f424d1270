"""Marks of what a text claims, and audiences who are not told what claims too much."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

import sluimer
from sluimer import KnowledgeError
from sluimer.authoring.cases.read import read_cases
from sluimer.authoring.cases.run import run_cases
from sluimer.knowledge.base import Knowledge
from sluimer.knowledge_base import bundled_folder
from sluimer.read import read_knowledge
from sluimer.tell.advice import tell_advice
from sluimer.tell.item_texts import reasons
from sluimer.tell.proof import tell_why, tell_why_not
from sluimer.tell.speaker import Speaker
from sluimer.tell.trace import tell_trace
from tries import IN_PART, some

Change = Callable[[str, str | None, str], None]

CLAIMS = """
claims:
  options: {bold: {nl: gewaagd, en: bold}, plain: {nl: gewoon, en: plain}}
  default: plain
  packs: {book: bold}
  sources: {book: bold}
audiences:
  shop:
    title: {nl: een winkel, en: a shop}
    leaves_out: bold
    instead: {nl: Weggelaten., en: Left out.}
units:
"""
MARKS = [
    ("title: {nl: Hulp, en: Help}", "title: {nl: Hulp, en: Help}\n    claim: plain"),
    ("title: {nl: Water, en: Water}", "title: {nl: Water, en: Water}\n    claim: plain"),
    ("title: {nl: Plek, en: Place}", "title: {nl: Plek, en: Place}\n    claim: plain"),
]
THIRSTY = {"indoors": True, "drooping": True, "moisture": 30, "pests": []}


@pytest.fixture
def marked(plants: Path, change: Change) -> Path:
    """House plants of which the book is bold."""
    change("rules/knowledge.yaml", "\nunits:\n", CLAIMS)
    for old, new in MARKS:
        change("facts/advice.yaml", old, new)
    return plants


def test_an_audience_is_told_the_same_advice_without_the_bold_reasons(marked: Path) -> None:
    everybody = sluimer.load(marked).consult(THIRSTY)
    shop = sluimer.load(marked, audience="shop").consult(THIRSTY)
    assert shop.advice.items == everybody.advice.items
    assert shop.advice.outcome is everybody.advice.outcome
    water = shop.advice.item("water")
    assert water is not None
    assert "Water helps." in reasons(water, Speaker(everybody.knowledge, "en"))
    assert "Left out." in reasons(water, Speaker(shop.knowledge, "en"))
    assert "Water helps." not in shop.to_json("en")


def test_the_advice_tells_the_audience_and_the_marks(marked: Path) -> None:
    data = sluimer.load(marked, audience="shop").consult(THIRSTY).as_dict("en")
    assert data["knowledge"]["audience"] == "shop"  # type: ignore[index]
    [water] = [item for item in data["items"] if item["id"] == "water"]  # type: ignore[attr-defined]
    assert water["claims"]["text"] == "plain"
    assert water["claims"]["because"][0] == "bold"


def test_without_claims_nothing_is_marked(plants: Path) -> None:
    assert all("claims" not in item for item in sluimer.load(plants).consult(THIRSTY).as_dict()["items"])  # type: ignore[attr-defined]


def test_an_audience_that_does_not_exist_is_refused(marked: Path) -> None:
    with pytest.raises(KnowledgeError, match=r"`shp` is not an audience.*\n.*did you mean `shop`"):
        sluimer.load(marked, audience="shp")


@pytest.mark.parametrize(
    ("file", "old", "new", "code"),
    [
        ("facts/advice.yaml", "en: Water}\n    claim: plain", "en: Water}", "claim-missing"),
        ("facts/advice.yaml", "en: Water}\n    claim: plain", "en: Water}\n    claim: plan", "unknown-claim"),
        ("rules/knowledge.yaml", "default: plain", "default: plan", "unknown-claim"),
        ("rules/knowledge.yaml", "packs: {book: bold}", "packs: {book: old}", "unknown-claim"),
        ("rules/knowledge.yaml", "packs: {book: bold}", "packs: {boek: bold}", "unknown-pack"),
        ("rules/knowledge.yaml", "sources: {book: bold}", "sources: {boek: bold}", "unknown-source"),
        ("rules/knowledge.yaml", "leaves_out: bold", "leaves_out: bald", "unknown-claim"),
        ("rules/knowledge.yaml", "    leaves_out: bold\n", "", "missing-key"),
        ("rules/knowledge.yaml", "packs: {book: bold}", "packs: {book: bold, care: bold}", "caution-hidden"),
    ],
)
def test_a_mark_that_is_wrong_or_missing_is_refused(
    marked: Path,
    change: Change,
    problems_of: Callable[[Path], list[str]],
    file: str,
    old: str,
    new: str,
    code: str,
) -> None:
    change(file, old, new)
    problems = problems_of(marked)
    assert {problem.rpartition(" ")[2] for problem in problems} == {code}


def test_a_case_shows_what_an_audience_is_not_told(marked: Path, change: Change) -> None:
    person = "{indoors: yes, drooping: yes, moisture: 30 percent, pests: []}"
    case = f"  person: {person}\n  expect: {{untold: bold}}\n"
    change("rules/book/water.cases.yaml", None, f"all-is-told:\n{case}in-a-shop:\n  audience: shop\n{case}")
    knowledge = read_knowledge(marked)
    cases, problems = read_cases(marked, knowledge)
    assert problems == ()
    results = run_cases(cases, knowledge)
    assert {result.case.id: result.passed for result in results} == {"all-is-told": False, "in-a-shop": True}
    assert {one.found for result in results for one in result.differences} == {"told"}


@pytest.fixture(scope="module")
def whole() -> Knowledge:
    return read_knowledge(bundled_folder())


def _bold_texts(knowledge: Knowledge, language: str) -> Iterator[str]:
    """Every text of the bundled knowledge that makes a claim that is not authorised."""
    for rule in knowledge.rules.values():
        if rule.claim == "unauthorised":
            yield from (text.in_language(language) for text in (rule.because, rule.interpretation, rule.evidence.note))
    for statement in knowledge.statements.values():
        if statement.claim == "unauthorised":
            yield statement.says.in_language(language)


@IN_PART
@pytest.mark.parametrize("language", ["nl", "en"])
def test_a_commercial_audience_reads_no_unauthorised_claim_anywhere(whole: Knowledge, language: str) -> None:
    """Not in the advice of any bundled case, its trace, its proofs or its data."""
    bold = [text for text in _bold_texts(whole, language) if text]
    assert len(bold) > 200
    kb = sluimer.load(audience="commercial")
    speaker = Speaker(kb.knowledge, language)
    cases, _ = read_cases(bundled_folder(), whole)
    for case in some(cases, share=8):
        consultation = kb.consult(case.person)
        told = [*tell_advice(consultation, speaker), *tell_trace(consultation, speaker)]
        for topic in kb.knowledge.vocabulary.topics if case.id == "sleepless" else ():
            told += tell_why(consultation.why(topic), consultation, speaker)
            told += tell_why_not(consultation.why_not(topic), consultation, speaker)
        page = "\n".join([consultation.to_json(language, full=True), *(line.text for line in told)])
        assert [text for text in bold if text in page] == []


def test_every_bundled_text_has_a_mark(whole: Knowledge) -> None:
    marks = {"authorised", "none", "unauthorised"}
    assert {rule.claim for rule in whole.rules.values()} == {"none", "unauthorised"}
    assert {statement.claim for statement in whole.statements.values()} == marks


def test_no_bundled_instruction_makes_a_claim(whole: Knowledge) -> None:
    """So that an audience loses reasons, and never the advice itself."""
    assert {item.claim for item in whole.vocabulary.items.values()} == {"none"}
