"""People at the page, in a real browser: what they read is what Python says, and nothing goes anywhere."""

import json
import re
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

import sluimer
from conftest import ROOT
from reach.page.conftest import Visit
from reach.page.visitor import Visitor, kept_out, needs_axe, needs_browser
from sluimer import KnowledgeBase
from tries import IN_FULL

if TYPE_CHECKING:
    from playwright.sync_api import Browser

pytestmark = [needs_browser, pytest.mark.share]

HEALTHY = {
    "age": 41,
    "sex": "female",
    "goals": ["better_sleep"],
    "current_dose": 0,
    "insomnia": "yes",
    "evening_screens": "yes",
}
KIDNEYS = {"age": 60, "kidney_problems": "yes", "egfr": 25}
PEOPLE: Mapping[str, Mapping[str, object]] = {
    "healthy": HEALTHY,
    "kidneys": KIDNEYS,
    "child": {"age": 15},
    "pregnant": {"age": 30, "sex": "female", "life_stage": "pregnant"},
    "medicines": {"age": 55, "medicines": ["levothyroxine", "ppi"], "insomnia": "yes"},
    "much": {"age": 44, "current_dose": 900, "current_form": "citrate"},
    "nothing known": dict.fromkeys(
        ("age", "sex", "conditions", "medicines", "kidney_problems", "current_dose", "goals"), "unknown"
    ),
    "declines": dict.fromkeys(("age", "suicidal_thoughts", "conditions", "current_dose"), "declined"),
    "dark thoughts": {"age": 41, "suicidal_thoughts": "yes"},
    "diarrhoea": {"age": 41, "current_dose": 300, "side_effects": ["diarrhoea"]},
}


def begun(visit: Visit, kb: KnowledgeBase) -> Visitor:
    """Somebody who began."""
    visitor = visit(kb)
    visitor.press("Begin")
    return visitor


def assert_told(visitor: Visitor) -> None:
    """The first screen is what Python says of the same answers."""
    summary, words = visitor.summary(), visitor.words
    assert visitor.heading == summary["verdict"]["title"]
    told = [one.get("short", one["text"]) for part in ("emergency", "call", "actions") for one in summary[part]]
    lacking = [title for one in summary["not_now"] for title in one["titles"]]
    assert [one for one in told + lacking if one.removesuffix(".") not in words] == []
    framed = [one for part in summary["frame"] for one in part["items"]]
    assert [one["title"] for one in framed if one["title"] not in words and one["text"] not in words] == []


def test_a_healthy_sleeper_reads_what_python_says_and_where_it_comes_from(
    visit: Visit, magnesium: KnowledgeBase
) -> None:
    visitor = begun(visit, magnesium)
    screens = visitor.go_through(HEALTHY, by_mouse=True)
    assert ["suicidal_thoughts"] in screens
    assert max(map(len, screens)) > 3
    assert_told(visitor)
    assert visitor.summary()["verdict"]["id"] == "advice"
    visitor.page.locator(".why summary").first.click()
    why = visitor.page.locator(".why[open]").inner_text()
    assert "Bronnen" in why
    assert "Hoe sterk" in why
    assert "41 jaar" in why


@IN_FULL
@pytest.mark.parametrize("name", PEOPLE)
def test_whoever_it_is_reads_what_python_says(visit: Visit, magnesium: KnowledgeBase, name: str) -> None:
    visitor = begun(visit, magnesium)
    visitor.go_through(PEOPLE[name])
    assert_told(visitor)


def test_an_emergency_stands_alone_with_numbers_to_call(visit: Visit, magnesium: KnowledgeBase) -> None:
    visitor = begun(visit, magnesium)
    visitor.go_through({"age": 60, "current_dose": 400, "side_effects": ["danger_signs"], "suicidal_thoughts": "yes"})
    assert_told(visitor)
    assert visitor.summary()["verdict"]["id"] == "urgent"
    assert visitor.page.locator("section").count() == 0
    called = visitor.page.locator("a[href^='tel:']").evaluate_all("all => all.map((one) => one.getAttribute('href'))")
    assert "tel:112" in called
    visitor.page.go_back()
    assert visitor.summary()["emergency"][0]["text"] in visitor.page.locator(".bar").inner_text()


def test_a_stop_is_told_and_nothing_of_taking_with_it(visit: Visit, magnesium: KnowledgeBase) -> None:
    visitor = begun(visit, magnesium)
    visitor.go_through(KIDNEYS)
    assert_told(visitor)
    assert visitor.summary()["verdict"]["id"] == "stop"
    assert "Zo neemt u het" not in visitor.words


def test_why_names_the_answers_that_would_change_an_item(visit: Visit, magnesium: KnowledgeBase) -> None:
    visitor = begun(visit, magnesium)
    visitor.go_through({**HEALTHY, "medicines": ["digoxin"]})
    told = visitor.unfold("Nu niet")
    assert "Het was anders geweest als een hiervan zo was geweest" in told
    assert "Medicijnen: Geen van deze" in told
    assert "Zorgverlener akkoord: mijn digoxine" in told
    assert "Leeftijd:" not in told.partition("was het anders")[2]
    told_then = json.loads(magnesium.consult({**visitor.answers, "medicines": "none"}).to_json("nl"))
    assert {one["id"]: one["state"] for one in told_then["items"]}["dose"] == "given"


def test_nobody_in_need_is_told_another_answer(visit: Visit, magnesium: KnowledgeBase) -> None:
    visitor = begun(visit, magnesium)
    visitor.go_through(PEOPLE["dark thoughts"])
    visitor.page.locator(".why summary").first.click()
    assert "Uw antwoorden" in visitor.page.locator(".why[open]").inner_text()
    assert "was het anders" not in visitor.words


def test_with_the_keyboard_alone(visit: Visit, plant_care: KnowledgeBase) -> None:
    visitor = visit(plant_care)
    keys = visitor.page.keyboard
    _tab_to(visitor, "button.main")
    keys.press("Enter")
    for _ in range(30):
        if not visitor.asked:
            break
        assert visitor.heading
        for question in visitor.asked:
            fact = question.get_attribute("data-fact")
            _tab_to(visitor, f"[data-fact='{fact}'] input")
            if question.locator("input[inputmode]").count():
                keys.type("40")
            else:
                keys.press("Space")
        _tab_to(visitor, "form .main")
        keys.press("Enter")
    assert_told(visitor)
    assert len(visitor.answers) > 2


def _tab_to(visitor: Visitor, wanted: str) -> None:
    for _ in range(80):
        visitor.page.keyboard.press("Tab")
        if visitor.page.evaluate("(wanted) => document.activeElement.matches(wanted)", wanted):
            assert visitor.page.evaluate("document.activeElement.matches(':focus-visible')")
            return
    pytest.fail(f"no {wanted} is reached")


def test_an_answer_is_changed_kept_over_a_reload_saved_loaded_and_wiped(
    visit: Visit, magnesium: KnowledgeBase, tmp_path: Path
) -> None:
    visitor = begun(visit, magnesium)
    visitor.go_through(KIDNEYS)
    page = visitor.page
    page.locator("summary", has_text="Uw antwoorden").last.click()
    page.get_by_role("button", name="Wijzig Nierproblemen").click()
    assert page.locator("input:checked").get_attribute("value") == "yes"
    page.locator("input[value=no]").check()
    page.locator("form .main").click()
    visitor.go_through({**KIDNEYS, "kidney_problems": "no", "egfr": 95})
    assert visitor.answers["kidney_problems"] == "no"
    assert_told(visitor)
    before = visitor.words

    page.reload()
    assert visitor.words == before

    visitor.press("Meenemen of bewaren")
    with page.expect_download() as download:
        visitor.press("Bewaar als bestand")
    saved = tmp_path / "saved.json"
    download.value.save_as(saved)
    written = json.loads(saved.read_text(encoding="utf-8"))
    assert written["answers"] == visitor.answers
    assert written["knowledge"]["digest"] == magnesium.knowledge.digest

    visitor.press("Wis alles")
    visitor.press("Ja, wis alles")
    assert visitor.heading == "Magnesium en slaap"
    assert visitor.answers == {}
    page.go_back()
    assert visitor.heading == "Magnesium en slaap"
    page.reload()
    assert "Begin" in visitor.words
    assert page.evaluate("Object.keys(sessionStorage).length + Object.keys(localStorage).length") == 0

    page.set_input_files("#open", saved)
    page.locator("dl").wait_for()
    visitor.press("Ga verder")
    assert visitor.answers == written["answers"]
    assert_told(visitor)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("no JSON", "Dit is geen bestand van deze pagina."),
        ("[]", "Dit is geen bestand van deze pagina."),
        ('{"answers": {"age": "5.000"}}', "Dit bestand heeft antwoorden die niet bij deze vragen horen."),
        ('{"answers": {"constructor": true}}', "Dit bestand heeft antwoorden die niet bij deze vragen horen."),
    ],
)
def test_a_file_that_is_no_answers_changes_nothing(
    visit: Visit, magnesium: KnowledgeBase, tmp_path: Path, text: str, said: str
) -> None:
    visitor = visit(magnesium)
    file = tmp_path / "other.json"
    file.write_text(text, encoding="utf-8")
    visitor.page.set_input_files("#open", file)
    visitor.page.get_by_text(said).wait_for()
    assert visitor.answers == {}


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("", "Kies een antwoord."),
        ("5.000", "Dit kan twee dingen betekenen."),
        ("5,000", "Dit kan twee dingen betekenen."),
        ("veel", "Schrijf alleen een getal"),
        ("400", "Het getal ligt tussen"),
    ],
)
def test_what_cannot_be_read_is_told_and_not_kept(
    visit: Visit, magnesium: KnowledgeBase, typed: str, said: str
) -> None:
    visitor = begun(visit, magnesium)
    visitor.page.locator("input[inputmode]").fill(typed)
    visitor.page.locator("form .main").click()
    assert said in visitor.page.locator(".problem").inner_text()
    assert visitor.answers == {}


def test_none_of_these_and_a_tick_exclude_each_other_and_a_name_is_found(
    visit: Visit, magnesium: KnowledgeBase
) -> None:
    visitor = begun(visit, magnesium)
    page = visitor.page
    while visitor.facts != ["medicines"]:
        visitor.go_one_on(HEALTHY)
    page.locator("input[type=search]").fill("OMEPRAZOL")
    shown = [one for one in page.locator(".choices:not(.rest) label").all() if one.is_visible()]
    assert len(shown) == 1
    shown[0].click()
    page.locator("input[value=none]").check()
    assert page.locator("input[type=checkbox]:checked").count() == 0
    shown[0].click()
    assert page.locator("input[type=radio]:checked").count() == 0
    page.locator("form .main").click()
    assert visitor.answers["medicines"] == ["ppi"]


def test_answers_that_cannot_both_be_true_are_asked_once_more(visit: Visit, magnesium: KnowledgeBase) -> None:
    visitor = begun(visit, magnesium)
    while "conditions" not in visitor.facts:
        visitor.go_one_on({"age": 30, "sex": "female", "life_stage": "pregnant"})
    visitor.press("Uw antwoorden")
    visitor.press("Wijzig Geslacht")
    visitor.go_one_on({"sex": "male"})
    assert visitor.heading == "Klopt dit?"
    assert visitor.page.locator("dt").all_inner_texts() == ["Levensfase", "Geslacht"]
    visitor.press("Zo is het wel")
    visitor.go_through(HEALTHY)
    assert_told(visitor)
    assert "Kijk deze antwoorden na" in visitor.words


def test_names_of_javascript_are_names_like_any_other(visit: Visit, renamed: Path) -> None:
    visitor = begun(visit, sluimer.load(renamed))
    said = {"indoors": "yes", "constructor": "yes", "prototype": "map", "keys": ["constructor"], "height": 250}
    visitor.go_through(said)
    assert_told(visitor)
    assert "constructor" in visitor.answers


def test_where_the_browser_keeps_nothing_the_page_says_so(visit: Visit, plant_care: KnowledgeBase) -> None:
    refused = "Object.defineProperty(window, 'sessionStorage', {get() { throw new DOMException('refused'); }})"
    visitor = visit(plant_care, before=refused)
    assert "Hier wordt niets bewaard" in visitor.words
    visitor.press("Begin")
    assert visitor.asked


def test_in_a_frame_of_a_shop_it_keeps_nothing_and_works(
    browser: "Browser", files: Callable[[KnowledgeBase], Path], plant_care: KnowledgeBase, tmp_path: Path
) -> None:
    line = re.search(r"<iframe [^>]*>", (ROOT / "docs" / "page.md").read_text(encoding="utf-8"))
    assert line
    shop = tmp_path / "shop.html"
    shop.write_text(line[0].replace("advice.html", files(plant_care).as_uri()) + "</iframe>", encoding="utf-8")
    page = browser.new_page()
    page.goto(shop.as_uri())
    frame = page.frame_locator("iframe")
    assert "Hier wordt niets bewaard" in frame.locator("#page").inner_text()
    frame.get_by_role("button", name="Begin").click()
    first = frame.locator("h1").inner_text()
    frame.locator("input[value=unknown]").first.check()
    frame.locator("form .main").click()
    assert frame.locator("h1").inner_text() != first
    page.context.close()


def test_the_page_speaks_each_language_of_the_knowledge(visit: Visit, magnesium: KnowledgeBase) -> None:
    visitor = visit(magnesium)
    visitor.press("English")
    assert visitor.page.locator("html").get_attribute("lang") == "en"
    assert visitor.heading == "Magnesium and sleep"
    visitor.language = "en"
    visitor.press("Begin")
    visitor.page.reload()
    assert visitor.heading == "How old are you?"


@needs_axe
def test_nobody_is_kept_out(visit: Visit, magnesium: KnowledgeBase) -> None:
    _without_barriers(visit(magnesium), HEALTHY, ["age", "conditions", "kidney_problems"])


@IN_FULL
@needs_axe
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("name", ["healthy", "kidneys", "dark thoughts"])
def test_nobody_is_kept_out_of_any_screen(visit: Visit, magnesium: KnowledgeBase, scheme: str, name: str) -> None:
    _without_barriers(visit(magnesium, color_scheme=scheme), PEOPLE[name], None)


def _without_barriers(visitor: Visitor, said: Mapping[str, object], looked_at: "list[str] | None") -> None:
    """Each screen, or each that begins with one of these questions, has nothing that axe-core objects to."""
    page, found = visitor.page, dict[str, list[str]]()
    found["start"] = kept_out(page)
    visitor.press("Begin")
    while facts := visitor.facts:
        if looked_at is None or facts[0] in looked_at:
            found[facts[0]] = kept_out(page)
        visitor.go_one_on(said)
    page.locator("summary").first.click()
    found["advice"] = kept_out(page)
    visitor.press("Meenemen of bewaren")
    found["take"] = kept_out(page)
    visitor.press("Wis alles")
    found["erase"] = kept_out(page)
    assert {name: some for name, some in found.items() if some} == {}
