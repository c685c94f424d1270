"""`sluimer log report`: a page that needs nothing beside it, and says what is in the log and nothing else."""

import re
from collections.abc import Callable
from html import unescape
from html.parser import HTMLParser
from pathlib import Path

import pytest
from sqlalchemy import text as sql

import sluimer as library
from commands.conftest import Sluimer
from conftest import BICYCLE, KEY
from sluimer.audit.log import DecisionLog, create_log, erase_person
from sluimer.tell.readers import Reader, tell_to
from sluimer.tell.speaker import Speaker
from strategies.persons import draw_persons
from tries import IN_FULL, IN_PART

Report = Callable[..., str]
VOID = {"meta", "img", "col", "br"}
BERT = {"age": 58, "insomnia": True, "kidney_problems": True}


class _Page(HTMLParser):
    """The tags of a page, which must be closed in their order, and what it names outside itself."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.open: list[str] = []
        self.named: list[str] = []
        self.texts: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.named += [value or "" for name, value in attrs if name in ("src", "href", "action", "data")]
        assert tag not in ("script", "iframe", "object", "form")
        assert not [name for name, _ in attrs if name.startswith("on")]
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.texts.append(data)


def read(page: str) -> _Page:
    """A page that is whole and needs nothing beside it."""
    found = _Page()
    found.feed(page)
    assert found.open == []
    assert all(name.startswith("data:image/svg+xml;base64,") for name in found.named)
    assert "@import" not in page
    assert "url(" not in page
    return found


def said(page: str) -> str:
    """The text of a page, without its tags."""
    return unescape(re.sub(r"<[^>]+>", "\n", page))


@pytest.fixture
def report(lite: DecisionLog, sluimer: Sluimer, tmp_path: Path) -> Report:
    """The page that the command prints of a log."""
    key = tmp_path / "log.key"
    key.write_text("0123456789abcdef" * 4, encoding="ascii")

    def printed(*words: str, fails: bool = False) -> str:
        ran = sluimer("log", "report", *words, "--log", lite.name, "--key-file", key)
        assert (ran.exit_code, ran.stderr) == (int(fails), "")
        return ran.stdout

    return printed


@IN_FULL
@IN_PART
@pytest.mark.parametrize("language", ["nl", "en"])
def test_the_page_of_a_decision_tells_all_that_each_reader_is_told(
    language: str, report: Report, lite: DecisionLog, magnesium: library.KnowledgeBase
) -> None:
    """But for the headings of the two sides, which the page puts beside each other."""
    for person in draw_persons(magnesium.knowledge, 6, seed=21):
        consultation = magnesium.consult(person, log=lite, language=language)
        assert isinstance(consultation.logged, library.Receipt)
        page = report(str(consultation.logged.number))
        read(page)
        lines = set(said(page).split("\n"))
        speaker = Speaker(magnesium.knowledge, language)
        for reader in (Reader.PERSON, Reader.AUDITOR):
            for line in tell_to(reader, consultation, speaker):
                told = line.text.strip()
                assert not told or any(told in one for one in lines), told


def test_it_says_that_the_decision_was_made_again_and_checked(
    report: Report, lite: DecisionLog, magnesium: library.KnowledgeBase
) -> None:
    magnesium.consult(BERT, log=lite, language="en")
    page = said(report("1"))
    assert "Made again with the knowledge of then: exactly what the log has." in page
    assert "Checked apart from the engine: the advice follows from the rules and answers." in page


def test_it_has_pictures_with_words_for_who_cannot_see_them(
    report: Report, lite: DecisionLog, magnesium: library.KnowledgeBase
) -> None:
    magnesium.consult(BERT, log=lite, language="en")
    page = report("1")
    alternatives = re.findall(r'<img alt="([^"]+)"', page)
    assert alternatives[0] == "How much a day"
    assert len(alternatives) == len(read(page).named) > 3


def test_the_page_of_another_guide_is_as_good(report: Report, lite: DecisionLog) -> None:
    bicycles = library.load(BICYCLE)
    for person in draw_persons(bicycles.knowledge, 5, seed=2):
        bicycles.consult(person, log=lite)
    for number in range(1, 6):
        read(report(str(number)))


def test_what_was_erased_is_told_as_that(report: Report, lite: DecisionLog, magnesium: library.KnowledgeBase) -> None:
    magnesium.consult(BERT, log=lite, person="bert", language="en")
    erase_person(lite, "bert", "asked <b>for</b> it")
    page = report("1", "--lang", "en")
    read(page)
    assert "What remains: that there was a decision" in said(page)
    assert "asked <b>for</b> it" in said(page)
    assert "kidney" not in page


def test_a_page_cannot_be_written_on_by_texts_of_the_knowledge(
    report: Report, lite: DecisionLog, plants: Path, change: Callable[[str, str | None, str], None]
) -> None:
    nasty = "</td><script>alert(1)</script>"
    change("rules/care/stop.yaml", "en: Wet enough.", f'en: "{nasty}"')
    change("rules/care/stop.yaml", "en: Wet soil", 'en: "<img src=x onerror=alert(1)>"')
    library.load(plants).consult({"moisture": 70, "indoors": True, "drooping": True}, log=lite, language="en")
    page = report("1")
    read(page)
    assert nasty in said(page)


def test_the_page_of_a_period_counts_what_is_in_it(
    report: Report, lite: DecisionLog, magnesium: library.KnowledgeBase
) -> None:
    outcomes = [
        magnesium.consult(person, log=lite, person=str(number)).advice.outcome.value
        for number, person in enumerate(draw_persons(magnesium.knowledge, 12, seed=4))
    ]
    erase_person(lite, "3")
    page = report("--lang", "en")
    read(page)
    left = [outcome for number, outcome in enumerate(outcomes) if number != 3]
    words = {"advice": "advice", "ask_first": "ask first", "answers_needed": "answers needed"}
    for outcome, told in words.items():
        if count := left.count(outcome):
            assert f'<td>{told}</td><td class="number">{count}</td>' in page
    assert '<td>erased</td><td class="number">1</td>' in page
    assert "of the advices that are still kept (11), 11 follow" in page
    assert all(f'<td class="number">{number}</td>' in page for number in range(1, 13))


def test_it_is_about_the_person_or_the_period_that_was_named(
    report: Report, lite: DecisionLog, magnesium: library.KnowledgeBase
) -> None:
    for person in ("a", "b"):
        magnesium.consult(BERT, log=lite, person=person)
    ids = [logged.decision for logged in lite.decisions()]
    assert [one in report("--person", "b") for one in ids] == [False, True]
    assert [one in report("--until", "2001-01-01") for one in ids] == [False, False]


def test_with_details_each_decision_is_there_in_full(
    report: Report, lite: DecisionLog, magnesium: library.KnowledgeBase
) -> None:
    for person in ("a", "b"):
        magnesium.consult(BERT, log=lite, person=person, language="en")
    erase_person(lite, "a")
    page = report("--details", "--lang", "en")
    read(page)
    assert "Decision 2</h1>" in page
    assert "Decision 1</h1>" not in page
    assert "Your kidneys" in page or "kidney problems" in page


def test_a_log_that_was_tampered_with_is_told_on_its_page(
    report: Report, lite: DecisionLog, magnesium: library.KnowledgeBase
) -> None:
    for _ in range(3):
        magnesium.consult(BERT, log=lite)
    with lite.store.writing() as connection:
        connection.execute(sql("DELETE FROM sluimer_entries WHERE number = 2"))
    page = said(report("--lang", "en", fails=True))
    assert "The log is no longer what was written" in page
    assert "missing from the log: 2" in page


BROKEN = {
    "DELETE FROM sluimer_knowledge": ("cannot be checked: the knowledge of this decision is gone", True),
    "DELETE FROM sluimer_files": ("the files of the knowledge of this decision are gone", True),
    "DELETE FROM sluimer_kept": ("no entry says that it was erased", False),
    "UPDATE sluimer_kept SET content = x'00'": ("what is kept of the person is not what was written", False),
    "UPDATE sluimer_entries SET mac = 'x'": ("this entry is not what was written", False),
    "UPDATE sluimer_log SET last_seal = 'x'": ("the log ended is not what was written", True),
}


@IN_PART
@pytest.mark.parametrize("statement", BROKEN)
def test_of_a_log_that_is_damaged_there_is_a_page_all_the_same(
    report: Report, lite: DecisionLog, magnesium: library.KnowledgeBase, statement: str
) -> None:
    for _ in range(2):
        magnesium.consult(BERT, log=lite, language="en")
    with lite.store.writing() as connection:
        connection.execute(sql(statement))
    told, read_still = BROKEN[statement]
    if "last_seal" not in statement:
        page = report("1", "--lang", "en", fails=True)
        read(page)
        assert told in said(page)
    page = report("--details", "--lang", "en", fails=True)
    read(page)
    assert told.partition(": ")[2] in said(page)
    assert ("not counted below. Decisions: 2." in said(page)) is not read_still


@IN_FULL
def test_a_decision_that_differs_or_does_not_follow_ends_with_1(
    report: Report, lite: DecisionLog, magnesium: library.KnowledgeBase, monkeypatch: pytest.MonkeyPatch
) -> None:
    from sluimer.audit.record import check_record
    from sluimer.read import choose

    magnesium.consult(BERT, log=lite, language="en")
    with monkeypatch.context() as patch:
        patch.setattr("sluimer.audit.log.replay.choose", lambda knowledge, *_: choose(knowledge, ["guide"], {}, None))
        assert "TAKE CARE" in said(report("1", fails=True))
        report("--details", fails=True)
    with monkeypatch.context() as patch:

        def wrong(*_: object) -> None:
            raise check_record.Wrong("here", "no")

        patch.setattr(check_record, "check", wrong)
        assert "does not follow from the rules and answers: here: no" in said(report("1", fails=True))
        assert "are still kept (1), 0 follow" in said(report("--lang", "en", fails=True))


def test_what_is_logged_while_a_page_is_made_is_not_on_it(
    report: Report, lite: DecisionLog, magnesium: library.KnowledgeBase, monkeypatch: pytest.MonkeyPatch
) -> None:
    from sluimer.commands.auditor.report import LogReport

    magnesium.consult(BERT, log=lite, language="en")
    before = LogReport._about_period

    def late(self: LogReport, *words: object) -> object:
        magnesium.consult(BERT, log=lite, language="en")
        return before(self, *words)  # type: ignore[arg-type]

    monkeypatch.setattr(LogReport, "_follows", lambda *_: bool(magnesium.consult(BERT, log=lite)))
    monkeypatch.setattr(LogReport, "_about_period", late)
    page = said(report("--lang", "en", "--details"))
    assert "the log ended at number 1," in page
    assert "Decision 1" in page
    assert "Decision 2" not in page
    assert "are still kept (1), 1 follow" in page


@IN_FULL
def test_a_page_says_whether_it_was_compared_with_a_checkpoint(
    report: Report, lite: DecisionLog, magnesium: library.KnowledgeBase, tmp_path: Path
) -> None:
    magnesium.consult(BERT, log=lite, language="en")
    for words in ((), ("1",)):
        assert "Not compared with a checkpoint" in report(*words, "--lang", "en")
    kept = tmp_path / "checkpoints.jsonl"
    kept.write_text(lite.checkpoint().line() + "\n", encoding="utf-8")
    magnesium.consult(BERT, log=lite, language="en")
    for words in ((), ("1",)):
        page = report(*words, "--lang", "en", "--checkpoints", str(kept))
        assert "Compared with checkpoints: 1." in page
        assert "The log is what was written" in page
    with lite.store.writing() as connection:
        connection.execute(sql("DELETE FROM sluimer_entries WHERE number = 2"))
    assert "no longer what was written" in report("1", "--checkpoints", str(kept), "--lang", "en", fails=True)


@IN_FULL
def test_the_first_heading_is_for_the_person(
    report: Report, lite: DecisionLog, magnesium: library.KnowledgeBase
) -> None:
    magnesium.consult(BERT, log=lite, language="en")
    assert re.findall(r"<h2>([^<]+)</h2>", report("1"))[0] == "For the person"
    assert re.findall(r"<h2>([^<]+)</h2>", report("1", "--lang", "nl"))[0] == "Voor de persoon"


def test_an_empty_log_has_a_page_too(report: Report, lite: DecisionLog) -> None:
    read(report("--lang", "en"))
    assert lite.head().number == 0


@pytest.mark.parametrize("words", [["17"], ["1", "--person", "a"]])
def test_a_decision_that_is_not_there_or_not_alone_is_a_mistake(
    words: list[str], sluimer: Sluimer, tmp_path: Path
) -> None:
    (tmp_path / "log.key").write_text("0123456789abcdef" * 4, encoding="ascii")
    create_log(tmp_path / "decisions.db", KEY).close()
    ran = sluimer("log", "report", *words, "--log", tmp_path / "decisions.db", "--key-file", tmp_path / "log.key")
    assert ran.exit_code == (1 if len(words) == 1 else 2)
    assert ran.stdout == ""
