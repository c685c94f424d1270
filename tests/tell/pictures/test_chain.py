"""The picture of a chain: what is in it, that nothing in it covers something else, and that no text acts as code."""

import re
from dataclasses import replace
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

import sluimer
from sluimer.knowledge.text import Text
from sluimer.tell.pictures.chain import chain_of_rule
from sluimer.tell.pictures.graph import Edge, Graph, Node, NodeKind, joined
from sluimer.tell.pictures.mermaid import mermaid
from sluimer.tell.pictures.svg import svg
from sluimer.tell.speaker import Speaker
from strategies.pictures import SVG, boxes, cover

BUNDLED = Speaker(sluimer.load().knowledge, "nl")

names = st.text(max_size=60)


def edges_of(graph: Graph) -> set[str]:
    """Each edge as a line."""
    return {f"{edge.first} -{edge.label}-> {edge.last}" for edge in graph.edges}


def test_the_chain_goes_from_the_facts_to_what_is_built_on_the_rule(plant_care: sluimer.KnowledgeBase) -> None:
    graph = chain_of_rule("drooping-means-thirsty", Speaker(plant_care.knowledge, "en"))
    assert edges_of(graph) == {
        "fact:drooping -yes-> rule:drooping-means-thirsty",
        "rule:drooping-means-thirsty --> finding:thirsty",
        "finding:thirsty --> rule:thirst-or-pests-mean-stress",
        "finding:thirsty --> rule:thirsty-plants-get-water",
        "rule:thirst-or-pests-mean-stress --> finding:stressed",
        "rule:thirsty-plants-get-water -advises-> item:water",
    }
    assert [node.id for node in graph.nodes if node.focus] == ["rule:drooping-means-thirsty"]


def test_a_rule_deep_down_shows_every_rule_and_answer_it_builds_on(plant_care: sluimer.KnowledgeBase) -> None:
    graph = chain_of_rule("thirst-or-pests-mean-stress", Speaker(plant_care.knowledge, "en"))
    assert {"fact:drooping", "fact:pests.mites", "rule:drooping-means-thirsty"} <= {node.id for node in graph.nodes}
    layers = graph.layers()
    assert all(layers[edge.first] < layers[edge.last] for edge in graph.edges)


@pytest.mark.parametrize("rule", BUNDLED.knowledge.rules)
def test_every_bundled_rule_has_a_picture_in_which_nothing_covers_anything(rule: str) -> None:
    """All of it inside the frame, and all named in words too."""
    graph = chain_of_rule(rule, BUNDLED)
    picture = svg(graph)
    root = ElementTree.fromstring(picture)
    found = boxes(picture)
    assert not [(one, other) for at, one in enumerate(found) for other in found[:at] if cover(one, other)]
    wide, high = (float(root.attrib[key]) for key in ("width", "height"))
    assert all(left >= 0 and top >= 0 and right <= wide and bottom <= high for left, top, right, bottom in found)
    told = root.findtext(f"{SVG}desc") or ""
    assert all(node.label in told for node in graph.nodes)


@given(names, names)
def test_no_text_acts_as_code_in_a_picture(title: str, label: str) -> None:
    """Whatever an author writes, an SVG is one well-formed picture and Mermaid has one line for each thing."""
    nodes = [Node("rule:a", NodeKind.RULE, title, True), Node("item:b", NodeKind.ITEM, label)]
    graph = joined(title, nodes, [Edge("rule:a", "item:b", "advises")], {})
    root = ElementTree.fromstring(svg(graph))
    tags = {child.tag.removeprefix(SVG) for child in root.iter()}
    assert tags == {"svg", "title", "desc", "style", "rect", "path", "g", "text", "defs", "marker"}
    lines = mermaid(graph).split("\n")
    assert len(lines) == 6
    assert all(
        re.fullmatch(r'  n\d(\[/?"[^"\[\]{}|<>&;\\`]*(#\d+;[^"\[\]{}|<>&;\\`]*)*"/?\])', line) for line in lines[1:3]
    )


def test_a_title_of_markup_is_shown_and_not_obeyed(plant_care: sluimer.KnowledgeBase) -> None:
    knowledge = plant_care.knowledge
    evil = replace(knowledge.rules["sun-is-better"], title=Text((("en", '<script>"]\n  click n0</script>'),)))
    speaker = Speaker(replace(knowledge, rules={**knowledge.rules, evil.id: evil}), "en")
    graph = chain_of_rule(evil.id, speaker)
    assert "<script" not in svg(graph)
    assert "script" in svg(graph)
    assert not re.search(r"^\s*click", mermaid(graph), re.MULTILINE)
