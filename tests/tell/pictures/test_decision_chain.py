"""The picture of a decision: what is in it, what is drawn otherwise, and that it can be read."""

from collections.abc import Callable
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

import sluimer
from conftest import EXAMPLES
from sluimer import Consultation, KnowledgeBase, State, UnknownTargetError
from sluimer.knowledge.base import Knowledge
from sluimer.tell.pictures.decision_chain import chain_of_decision
from sluimer.tell.pictures.graph import Graph, Manner, NodeKind
from sluimer.tell.pictures.mermaid import mermaid
from sluimer.tell.pictures.svg import svg
from sluimer.tell.speaker import Speaker
from strategies.knowledge import knowledge_bases
from strategies.people import persons
from strategies.pictures import SVG, boxes, cover

KB = sluimer.load()
LANDSCAPE, SMALLEST = 1050, 0.6
"""The pixels of a landscape page, and how much smaller its letters may become to be read."""


def person(name: str) -> Consultation:
    """The consultation of one of the examples."""
    return KB.consult(KB.read_case((EXAMPLES / f"{name}.yaml").read_text(encoding="utf-8")))


@pytest.fixture
def drawn(plant_care: KnowledgeBase) -> Callable[..., Graph]:
    """The picture of the decision about a plant with these answers."""

    def graph(text: str, target: str | None = None) -> Graph:
        consultation = plant_care.consult(plant_care.read_case(text))
        return chain_of_decision(consultation, Speaker(plant_care.knowledge, "en"), target)

    return graph


def edges_of(graph: Graph) -> set[str]:
    """Each edge as a line, between labels."""
    labels = {node.id: node.label for node in graph.nodes}
    return {f"{labels[edge.first]} -{edge.manner}-> {labels[edge.last]}" for edge in graph.edges}


def test_it_goes_from_the_answers_through_findings_and_rules_to_the_item(drawn: Callable[..., Graph]) -> None:
    graph = drawn("drooping: yes\nindoors: yes\nmoisture: 20\nheight: 250\n", "water")
    assert {
        "Drooping: yes -leads-> Thirsty: yes (by: drooping-means-thirsty)",
        "Thirsty: yes (by: drooping-means-thirsty) -leads-> thirsty-plants-get-water",
        "thirsty-plants-get-water -leads-> How much water: given, 100 to 250 ml a week",
        "Height: 250 -leads-> tall-plants-drink-less",
        "tall-plants-drink-less -limits-> How much water: given, 100 to 250 ml a week",
    } == edges_of(graph)
    assert [node.label for node in graph.nodes if node.focus] == ["How much water: given, 100 to 250 ml a week"]


def test_an_assumed_and_an_implied_answer_are_marked_and_what_implies_is_shown(drawn: Callable[..., Graph]) -> None:
    graph = drawn("indoors: yes\nmoisture: 70\ndrooping: yes\n", "water")
    assert "Gardener agreed: no, assumed -leads-> Wet soil (needed: all of 2; 2 so far)" in edges_of(graph)
    assert "Wet soil (needed: all of 2; 2 so far) -stops-> How much water: withheld" in edges_of(graph)
    implied = drawn("indoors: yes\nmoisture: 5\n", "water")
    assert "Moisture: 5 percent -leads-> Drooping: yes, implied" in edges_of(implied)


def test_what_is_unknown_and_holds_something_open_is_seen_as_such(drawn: Callable[..., Graph]) -> None:
    graph = drawn("drooping: yes\nindoors: yes\nmoisture: unknown\n", "water")
    assert "Moisture: asked, not known -may-lead-> Wet soil (needed: all of 2; 1 so far, 1 still possible)" in edges_of(
        graph
    )
    assert "Wet soil (needed: all of 2; 1 so far, 1 still possible) -may-stop-> How much water: still open" in edges_of(
        graph
    )
    unsure = {node.label for node in graph.nodes if node.unsure}
    assert {"Moisture: asked, not known", "Wet soil (needed: all of 2; 1 so far, 1 still possible)"} <= unsure
    assert "Drooping: yes" not in unsure


def test_what_is_not_called_for_shows_what_it_lacked(drawn: Callable[..., Graph]) -> None:
    graph = drawn("drooping: no\nindoors: yes\nmoisture: 20\n", "water")
    assert "thirsty-plants-get-water -lacks-> How much water: not called for" in edges_of(graph)


def test_outside_the_scope_the_scope_is_drawn(drawn: Callable[..., Graph]) -> None:
    lines = edges_of(drawn("indoors: no\n"))
    assert any(line.startswith("Indoors: no -leads-> Whom this advice is about") for line in lines)
    assert any("Whom this advice is about -stops->" in line for line in lines)


def test_only_an_item_or_topic_has_a_picture(drawn: Callable[..., Graph]) -> None:
    with pytest.raises(UnknownTargetError):
        drawn("indoors: yes\n", "thirsty")


@pytest.mark.parametrize("name", ["anna", "bert", "carla"])
def test_the_whole_decision_has_every_topic_in_each_state_of_its_items(name: str) -> None:
    consultation = person(name)
    graph = chain_of_decision(consultation, Speaker(KB.knowledge, "en"))
    kinds = {NodeKind.ITEM: State.GIVEN, NodeKind.OPEN: State.OPEN, NodeKind.STOP: State.WITHHELD}
    for kind, state in kinds.items():
        labels = " ".join(node.label for node in graph.nodes if node.kind is kind)
        speaker = Speaker(KB.knowledge, "en")
        shown = [(item.id, item.topic) for item in consultation.advice.in_state(state)]
        assert all(speaker.item(item) in labels or speaker.name(topic) in labels for item, topic in shown)


@pytest.mark.parametrize("name", ["anna", "bert", "carla"])
def test_nothing_covers_anything_and_each_manner_has_a_line_of_its_own(name: str) -> None:
    graph = chain_of_decision(person(name), Speaker(KB.knowledge, "nl"))
    picture = svg(graph)
    found = boxes(picture)
    assert not [(one, other) for at, one in enumerate(found) for other in found[:at] if cover(one, other)]
    drawn = {path.get("class") for path in ElementTree.fromstring(picture).iter(f"{SVG}path")}
    assert {f"edge {edge.manner}" for edge in graph.edges} <= drawn


@pytest.mark.parametrize("name", ["anna", "bert", "carla"])
@pytest.mark.parametrize("topic", KB.knowledge.vocabulary.topics)
def test_the_picture_of_a_topic_is_readable_on_a_page(name: str, topic: str) -> None:
    picture = svg(chain_of_decision(person(name), Speaker(KB.knowledge, "nl"), topic))
    assert float(ElementTree.fromstring(picture).attrib["width"]) * SMALLEST <= LANDSCAPE


@given(st.data(), knowledge_bases())
def test_every_decision_can_be_drawn_and_nothing_drawn_stands_alone(data: st.DataObject, knowledge: Knowledge) -> None:
    """Arrows go from left to right, and every item of the advice has a box of its kind."""
    consultation = KnowledgeBase(knowledge).consult(data.draw(persons(knowledge)))
    graph = chain_of_decision(consultation, Speaker(knowledge, "nl"))
    layers = graph.layers()
    assert all(layers[edge.first] < layers[edge.last] for edge in graph.edges)
    ends = {edge.first for edge in graph.edges} | {edge.last for edge in graph.edges}
    assert [node.id for node in graph.nodes if node.id not in ends] == []
    assert svg(graph).startswith("<svg")
    assert len(mermaid(graph).splitlines()) >= 1 + len(graph.nodes) + len(graph.edges)
    withheld = [item for item in consultation.advice.items if item.state is State.WITHHELD]
    stopping = [edge for edge in graph.edges if edge.manner is Manner.STOPS]
    assert bool(withheld) <= bool(stopping)
