"""Reader of how a knowledge base is shown: sections of questions."""

from collections.abc import Iterator
from dataclasses import replace

from sluimer.knowledge.base import Manifest
from sluimer.knowledge.presentation import QuestionSection
from sluimer.knowledge.text import NO_TEXT
from sluimer.language.forms import MANIFEST
from sluimer.read import form
from sluimer.read.form import Fields
from sluimer.read.lexicon import Lexicon
from sluimer.read.nodes import Node


def with_presentation(manifest: Manifest, fields: Fields, lexicon: Lexicon) -> Manifest:
    """The manifest with what it says of how it is shown, in which facts are named."""
    return replace(manifest, sections=tuple(_sections(fields.nodes.get("sections"), lexicon)))


def _sections(node: Node | None, lexicon: Lexicon) -> Iterator[QuestionSection]:
    """The sections in their order; a question that stands in two of them would be asked twice."""
    where: dict[str, str] = {}
    for name, one in form.declared(MANIFEST, "sections", node, lexicon):
        facts = one.get("facts", tuple[str, ...]())
        for fact in facts:
            if where.setdefault(fact, name) != name:
                words = {"name": fact, "section": name, "other": where[fact]}
                lexicon.problems.add("asked-in-two-sections", one.place("facts"), **words)
        yield QuestionSection(name, one.get("title", NO_TEXT), facts, one.get("introduction", NO_TEXT))
