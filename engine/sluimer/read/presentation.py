"""Reader of how a knowledge base is shown: verdicts, the frame of the first screen, and sections of questions."""

from collections.abc import Iterator, Mapping
from dataclasses import replace

from sluimer.knowledge.base import Manifest
from sluimer.knowledge.frozen import frozen
from sluimer.knowledge.presentation import QuestionSection, VerdictTexts
from sluimer.knowledge.text import NO_TEXT
from sluimer.language.forms import MANIFEST, VERDICT, VERDICT_OF
from sluimer.read import form
from sluimer.read.form import Fields
from sluimer.read.lexicon import Lexicon
from sluimer.read.nodes import Node


def with_presentation(manifest: Manifest, fields: Fields, lexicon: Lexicon) -> Manifest:
    """The manifest with what it says of how it is shown, in which facts and topics are named."""
    return replace(
        manifest,
        verdicts=frozen(_verdicts(fields.nodes.get("verdicts"), lexicon)),
        frame=fields.later("frame", lexicon, tuple[str, ...]()),
        sections=tuple(_sections(fields.nodes.get("sections"), lexicon)),
    )


def _verdicts(node: Node | None, lexicon: Lexicon) -> Mapping[str, VerdictTexts]:
    written = form.fields(VERDICT_OF, node, "verdicts", lexicon).nodes if node else {}
    read = {name: form.fields(VERDICT, one, name, lexicon) for name, one in written.items()}
    return {name: VerdictTexts(one.get("title", NO_TEXT), one.get("line", NO_TEXT)) for name, one in read.items()}


def _sections(node: Node | None, lexicon: Lexicon) -> Iterator[QuestionSection]:
    """The sections in their order; a question that stands in two of them would be asked twice."""
    where: dict[str, str] = {}
    for name, one in form.declared(MANIFEST, "sections", node, lexicon):
        facts = one.get("facts", tuple[str, ...]())
        for fact in facts:
            if where.setdefault(fact, name) != name:
                words = {"name": fact, "section": name, "other": where[fact]}
                lexicon.problems.add("asked-in-two-sections", one.place("facts"), **words)
        yield QuestionSection(
            name, one.get("title", NO_TEXT), facts, one.get("introduction", NO_TEXT), one.get("sensitive", False)
        )
