"""Writes the page: the knowledge, what reads and what shows it in one file, with a policy that names them by hash."""

import json
import re
from base64 import b64encode
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from types import MappingProxyType
from typing import TYPE_CHECKING, Final

from sluimer.knowledge.vocabulary import Fact, Kind
from sluimer.knowledge_base import KnowledgeBase
from sluimer.messages import language_among
from sluimer.messages.texts import WORDS, section, template
from sluimer.reach.page.bundle import small
from sluimer.reach.page.shown import shown_knowledge
from sluimer.reach.portable import portable
from sluimer.tell.pages.page import templates
from sluimer.tell.speaker import Speaker

if TYPE_CHECKING:
    from markupsafe import Markup

_OWN: Final = "page-"
"""How the names of its own texts begin in the files."""
_BORROWED: Final = re.compile("(grade|verified)-.*")
"""What the page says in words of `tell`."""


def advice_page(
    kb: KnowledgeBase, languages: Iterable[str] = (), elsewhere: Mapping[str, str] = MappingProxyType({})
) -> str:
    """The page of a knowledge base, in all of its languages where none is named; raises UnknownLanguageError.

    Its first language is that of the form on paper, for browsers that run no scripts. `elsewhere` says at which address
    the page stands in other languages.
    """
    kept = _kept(kb, languages)
    speaker = Speaker(kb.knowledge, kept[0])
    manifest = kb.knowledge.manifest
    made = templates("sluimer.reach.page", "").get_template("page.html.jinja")
    return made.render(
        language=speaker.language,
        title=speaker.text(manifest.title),
        scope=speaker.text(manifest.scope.because),
        notice=speaker.text(manifest.notice),
        words=page_words(speaker.language),
        elsewhere=[(one, address, page_words(one)["language"]) for one, address in elsewhere.items()],
        sections=list(_paper(speaker)),
        style=Inline.of(small("page.css")),
        script=Inline.of(small("alone.js")),
        knowledge=_as_data(shown_knowledge(portable(kb, kept), kb.knowledge.rules)),
        texts=_as_data({one: page_words(one) for one in kept}),
    )


def page_words(language: str) -> dict[str, str]:
    """What the page itself says in a language, and how the strength of sources is told; in English what that lacks."""
    own = {key.removeprefix(_OWN): key for key in section("reach", "page")}
    borrowed = {key: key for key in section("tell") if _BORROWED.fullmatch(key)}
    return {name: template(WORDS, key, language) for name, key in (own | borrowed).items()}


@dataclass(frozen=True, slots=True)
class Inline:
    """A script or a style as it stands in a page, and its hash as the policy of the page names it."""

    text: "Markup"
    hash: "Markup"

    @classmethod
    def of(cls, text: str) -> "Inline":
        """A text of ours in a page, in which nothing could end it early."""
        from markupsafe import Markup

        digest = b64encode(sha256(text.encode()).digest()).decode()
        return cls(Markup(text), Markup(f"'sha256-{digest}'"))  # noqa: S704  # files of this package


def _kept(kb: KnowledgeBase, languages: Iterable[str]) -> list[str]:
    declared = kb.knowledge.manifest.languages
    wanted = {language_among(one, declared) for one in languages}
    return [one for one in declared if one in wanted or not wanted]


def advice_element(kb: KnowledgeBase, languages: Iterable[str] = ()) -> str:
    """The module that puts the page in a page of somebody else, as the element `<sluimer-advice>`.

    It speaks the languages of this knowledge base, all where none is named, and reads the knowledge itself from where
    the element says. Raises UnknownLanguageError.
    """
    words = {one: page_words(one) for one in _kept(kb, languages)}
    constants = {"STYLE": small("page.css"), "WORDS": words}
    told = "".join(f"const {name} = {json.dumps(one, ensure_ascii=False)};\n" for name, one in constants.items())
    return told + small("element.js")


def _as_data(value: object) -> "Markup":
    """JSON that stands in a page as data: no sign in it begins a tag."""
    from markupsafe import Markup

    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    return Markup(text.replace("<", "\\u003c"))  # noqa: S704  # as above


@dataclass(frozen=True, slots=True)
class PaperQuestion:
    """A question on paper, with what can be ticked or filled in."""

    question: str
    note: str
    options: Sequence[str]


@dataclass(frozen=True, slots=True)
class PaperSection:
    """The questions of one subject on paper."""

    title: str
    facts: Sequence[PaperQuestion]


def _paper(speaker: Speaker) -> Iterable[PaperSection]:
    """All questions, by the sections of the knowledge; what stands in none comes last."""
    facts, sections = speaker.knowledge.vocabulary.facts, speaker.knowledge.manifest.sections
    for one in sections:
        yield PaperSection(speaker.text(one.title), [_on_paper(facts[fact], speaker) for fact in one.facts])
    placed = {fact for one in sections for fact in one.facts}
    others = [_on_paper(fact, speaker) for name, fact in facts.items() if name not in placed]
    if others:
        yield PaperSection("", others)


def _on_paper(fact: Fact, speaker: Speaker) -> PaperQuestion:
    words = page_words(speaker.language)
    options = {
        Kind.YES_NO: [words["yes"], words["no"]],
        Kind.NUMBER: [words["paper-number"].format(unit=speaker.unit(fact.unit)).strip()],
    }.get(fact.kind, [speaker.text(one.label) for one in fact.options])
    none = [words["none"]] if fact.kind is Kind.SET else []
    told = [*options, *none, words["unknown"], words["declined"]]
    return PaperQuestion(speaker.text(fact.question), speaker.text(fact.note), told)
