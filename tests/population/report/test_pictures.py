"""Pictures of a population: every number is in them and in their words, and no text runs out of them."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any
from xml.etree import ElementTree

import pytest

pytest.importorskip("pyarrow", reason="needs the extra `screen`")

import pyarrow as pa

import sluimer
from sluimer.knowledge.text import Text
from sluimer.population.report.pictures import HEAD, SIZE, picture_of_items, picture_of_way
from sluimer.tell.pictures.letters import width
from sluimer.tell.speaker import Speaker
from strategies.pictures import SVG

PLANTS: Mapping[str, list[Any]] = {
    "indoors": [True, True, True, None],
    "drooping": [True, False, True, None],
    "moisture": [20, 70, 5, 101],
    "height": [100, 30, None, 9],
    "light": ["sun", None, "shade", None],
}
PICTURES = (picture_of_way, picture_of_items)


def report_of(kb: sluimer.KnowledgeBase, **said: Any) -> Any:
    """What came of four plants, of which one cannot be read."""
    return kb.screen(pa.table(dict(PLANTS)), on_bad_row="null", **said).report


def texts(picture: str) -> Iterator[tuple[str, float, float, str]]:
    """Each line of text: what it says, where it stands, and what it looks like."""
    for one in ElementTree.fromstring(picture).iter(f"{SVG}text"):
        yield one.text or "", float(one.attrib["x"]), float(one.attrib["y"]), one.attrib.get("class", "")


def assert_all_is_in_it(picture: str) -> None:
    """Every text and bar lies within the picture, and no two texts over each other."""
    root = ElementTree.fromstring(picture)
    wide, high = (float(root.attrib[side]) for side in ("width", "height"))
    places = []
    for said, x, y, look in texts(picture):
        long = width(said, HEAD if look == "head" else SIZE)
        left, right = (x - long, x) if look == "number" else (x, x + long)
        assert left >= 0, said
        assert right <= wide, said
        assert 0 < y <= high, said
        places.append((left, right, y, said))
    for number, (left, right, y, said) in enumerate(places):
        for other in places[:number]:
            assert left >= other[1] or other[0] >= right or abs(y - other[2]) >= SIZE, (said, other[3])
    for rect in root.iter(f"{SVG}rect"):
        if "x" in rect.attrib:
            assert float(rect.attrib["x"]) + float(rect.attrib["width"]) <= wide
            assert float(rect.attrib["y"]) + float(rect.attrib["height"]) <= high


@pytest.mark.parametrize("language", ["nl", "en"])
@pytest.mark.parametrize("picture", PICTURES)
def test_all_is_in_it_and_said_in_words(magnesium: sluimer.KnowledgeBase, picture: Any, language: str) -> None:
    ages = pa.table({"age": [12, 41, 67, 80], "insomnia": [True] * 4, "high_stress": [True, False, None, True]})
    drawn = picture(magnesium.screen(ages).report, Speaker(magnesium.knowledge, language))
    assert_all_is_in_it(drawn)
    root = ElementTree.fromstring(drawn)
    assert root.attrib["role"] == "img"
    assert root.attrib["aria-labelledby"] == "title desc"
    title, words = (root.findtext(f"{SVG}{name}") or "" for name in ("title", "desc"))
    assert title in words
    assert not re.search(r"url\((?!#)|@import|@font-face|<script|href=", drawn)
    assert drawn.count('id="title"') == drawn.count('id="desc"') == 1


def test_the_way_goes_from_all_rows_to_each_outcome(plant_care: sluimer.KnowledgeBase) -> None:
    report = report_of(plant_care, where="drooping is yes")
    drawn = picture_of_way(report, Speaker(plant_care.knowledge, "en"))
    said = [one for one, *_ in texts(drawn)]
    assert said[:2] == ["From answers to outcome", "4 persons"]
    assert {"An answer cannot be read", "Others, who are not meant here"} <= {*said}
    assert said.count("1 (25 %)") >= 2
    assert sum(sum(counts.values()) for counts in report.ways.values()) == report.advised == 2
    for outcome in report.outcomes:
        assert sum(counts[outcome] for counts in report.ways.values()) == report.outcomes[outcome]


def test_a_bar_has_a_part_for_each_state_with_its_number(plant_care: sluimer.KnowledgeBase) -> None:
    drawn = picture_of_items(report_of(plant_care), Speaker(plant_care.knowledge, "en"))
    bars = [rect for rect in ElementTree.fromstring(drawn).iter(f"{SVG}rect") if rect.attrib.get("class") == "withheld"]
    report = report_of(plant_care)
    held = [item for item, counts in report.states.items() if counts["withheld"]]
    assert len(bars) == 1 + len(held)  # one explains what it stands for
    numbers = report.states["water"]
    assert f"How much water: {numbers['given']} given, {numbers['open']} open, {numbers['withheld']} withheld" in drawn


@pytest.mark.parametrize("picture", PICTURES)
def test_nobody_is_drawn_too(plant_care: sluimer.KnowledgeBase, picture: Any) -> None:
    nobody = plant_care.screen(pa.table({"height": pa.array([], pa.float64())})).report
    assert_all_is_in_it(picture(nobody, Speaker(plant_care.knowledge, "nl")))


@pytest.mark.parametrize("picture", PICTURES)
def test_a_long_title_goes_on_on_the_next_line_and_is_only_text(
    plant_care: sluimer.KnowledgeBase, picture: Any
) -> None:
    long = Text((("nl", "<b>" + "Heel lang woord " * 20), ("en", "W" * 200 + "</text>&")))
    known = plant_care.knowledge
    topics = {
        name: replace(one, title=long, items=tuple(replace(item, title=long) for item in one.items))
        for name, one in known.vocabulary.topics.items()
    }
    verdicts = {name: replace(one, title=long) for name, one in known.manifest.verdicts.items()}
    told = replace(
        known,
        vocabulary=replace(known.vocabulary, topics=topics),
        manifest=replace(known.manifest, verdicts=verdicts),
    )
    for language in ("nl", "en"):
        assert_all_is_in_it(picture(report_of(plant_care), Speaker(told, language)))
