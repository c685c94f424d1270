"""One decision as a page: what was told, the arguments for and against side by side, the picture, and every step."""

from base64 import b64encode
from collections.abc import Iterator
from dataclasses import dataclass

from sluimer.explain.argument import DecisionProof
from sluimer.knowledge_base import Consultation
from sluimer.meaning.model import State
from sluimer.tell.auditor import ground_sections, index_section, step_sections, summary_section
from sluimer.tell.outline import Outline, parted
from sluimer.tell.pages.page import page
from sluimer.tell.person import tell_person
from sluimer.tell.pictures.decision_chain import chain_of_decision
from sluimer.tell.pictures.graph import Graph
from sluimer.tell.pictures.svg import svg
from sluimer.tell.professional import ItemAccounts, item_accounts
from sluimer.tell.speaker import Speaker

MOST_NODES = 30
"""In a picture that fits a page."""


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture that stands in the page itself, where its ids and looks touch nothing else; its data is Base64."""

    title: str
    data: str


@dataclass(frozen=True, slots=True)
class DecisionAccount:
    """What is read first, what was told, why, how it hangs together, and every step; `titles` stand above these."""

    titles: dict[str, str]
    first: Outline
    told: Outline
    pictures: tuple[Picture, ...]
    accounts: ItemAccounts
    steps: Outline


def decision_page(title: str, about: Outline, consultation: Consultation, speaker: Speaker) -> str:
    """The whole page; `about` says which decision it is and whether it is what was logged."""
    return page(
        "decision", speaker.language, title=title, about=about, decision=decision_account(consultation, speaker)
    )


def decision_account(consultation: Consultation, speaker: Speaker) -> DecisionAccount:
    """All that there is to say of a decision, for a page that is about it or holds it."""
    proof = consultation.proof
    accounts, steps = item_accounts(proof, speaker, full=True, with_ids=True), parted(*step_sections(proof, speaker))
    account = (*accounts.scope, *(line for each in accounts.items for line in each.lines), *steps)
    titles = {name: speaker.say(f"page-{name}") for name in ("told", "picture", "arguments", "steps")}
    return DecisionAccount(
        {**titles, **{key: speaker.say(key) for key in ("arguments-for", "arguments-against")}},
        parted(summary_section(consultation, speaker), index_section(proof, speaker)),
        tell_person(proof, consultation, speaker),
        tuple(_pictures(proof, consultation, speaker)),
        accounts,
        parted(steps, *ground_sections(account, proof, speaker)),
    )


def _pictures(proof: DecisionProof, consultation: Consultation, speaker: Speaker) -> Iterator[Picture]:
    """The main topic, then every other of which something is decided; all of it in one picture would be unreadable."""
    main = consultation.knowledge.manifest.main_topic
    decided: dict[str, list[str]] = {main: []}
    for each in proof.items:
        if each.advice.state is not State.OPEN:
            decided.setdefault(each.advice.topic, []).append(each.advice.id)
    for topic, items in decided.items():
        for graph in _graphs(topic, items, consultation, speaker):
            if graph.edges:
                yield Picture(graph.title, b64encode(svg(graph).encode()).decode())


def _graphs(topic: str, items: list[str], consultation: Consultation, speaker: Speaker) -> list[Graph]:
    """A topic in one picture, or where it would not fit a page each item of which something is decided."""
    whole = chain_of_decision(consultation, speaker, topic)
    if len(whole.nodes) <= MOST_NODES:
        return [whole]
    return [chain_of_decision(consultation, speaker, item) for item in items]
