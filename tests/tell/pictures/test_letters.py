"""Words in a picture: how wide they are, where a line ends, and that nothing of them is cut or covered."""

from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

import sluimer
from conftest import EXAMPLES
from sluimer.tell.pictures.decision_chain import chain_of_decision
from sluimer.tell.pictures.graph import Edge, Graph, Node, NodeKind
from sluimer.tell.pictures.letters import width, wrapped
from sluimer.tell.pictures.svg import HEIGHT, PAD, SMALL, svg
from sluimer.tell.speaker import Speaker
from strategies.pictures import SVG, boxes, cover
from tries import IN_PART


@given(st.text("abcm iW_-/é漢", max_size=60), st.integers(30, 200))
def test_no_line_is_wider_than_the_room_and_no_letter_is_lost(words: str, room: int) -> None:
    lines = wrapped(words, room, HEIGHT)
    assert all(width(line, HEIGHT) <= room for line in lines)
    assert "".join("".join(lines).split()) == "".join(words.split())


def test_an_id_goes_on_behind_a_sign_and_a_word_only_where_it_is_wider_than_the_room() -> None:
    assert wrapped("Zorgverlener (clinician_before_start)", 140, HEIGHT) == (
        "Zorgverlener",
        "(clinician_before_",
        "start)",
    )
    assert wrapped("magnesiumsupplement", 60, HEIGHT) != ("magnesiumsupplement",)
    assert wrapped("", 60, HEIGHT) == ("",)


def drawn_words(picture: str) -> list[tuple[float, float, float, float]]:
    """The sides of the words at each edge: left, top, right, bottom."""
    texts = [text for text in ElementTree.fromstring(picture).iter(f"{SVG}text") if text.get("class") == "word"]
    sides = ((float(text.attrib["x"]), float(text.attrib["y"]), width(text.text or "", SMALL)) for text in texts)
    return [(x - wide / 2, y - SMALL, x + wide / 2, y) for x, y, wide in sides]


@IN_PART
@pytest.mark.parametrize("language", ["nl", "en"])
@pytest.mark.parametrize("name", ["anna", "bert", "carla"])
def test_in_a_whole_decision_words_keep_within_boxes_and_clear_of_them_and_of_each_other(
    name: str, language: str
) -> None:
    kb = sluimer.load()
    consultation = kb.consult(kb.read_case((EXAMPLES / f"{name}.yaml").read_text(encoding="utf-8")))
    picture = svg(chain_of_decision(consultation, Speaker(kb.knowledge, language)))
    words = drawn_words(picture)
    assert not [(one, box) for one in words for box in boxes(picture) if cover(one, box)]
    assert not [(one, other) for at, one in enumerate(words) for other in words[:at] if cover(one, other)]
    for group in ElementTree.fromstring(picture).iter(f"{SVG}g"):
        [box] = group.iter(f"{SVG}rect")
        inside = float(box.attrib["width"]) - 2 * PAD
        lines = [text.text or "" for text in group.iter(f"{SVG}text")]
        assert float(box.attrib["width"]) < 50 or all(width(line, HEIGHT) <= inside + 1 for line in lines)


def test_a_box_grows_with_its_longest_word_and_the_space_with_the_words_at_an_edge() -> None:
    nodes = (Node("a", NodeKind.FACT, "Thrombocytenaggregatieremmers"), Node("b", NodeKind.RULE, "b"))
    label = "volumeverdelingscoëfficiënt ten minste 18"
    picture = svg(Graph(nodes, (Edge("a", "b", label),)))
    assert "Thrombocytenaggregatieremmers</text>" in picture
    [first, *_] = boxes(picture)
    assert first[2] - first[0] > width("Thrombocytenaggregatieremmers", HEIGHT)
    assert not [(word, box) for word in drawn_words(picture) for box in boxes(picture) if cover(word, box)]


def test_many_edges_with_words_at_one_box_are_all_read() -> None:
    nodes = (Node("a", NodeKind.FACT, "a"), *(Node(str(at), NodeKind.RULE, "r") for at in range(2)))
    edges = tuple(Edge("a", str(at % 2), f"boven {at}") for at in range(8))
    words = drawn_words(svg(Graph(nodes, edges)))
    assert len(words) == 8
    assert not [(one, other) for at, one in enumerate(words) for other in words[:at] if cover(one, other)]
