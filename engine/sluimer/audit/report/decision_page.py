"""One decision as a page: what was told, the arguments for and against side by side, the picture, and every step."""

from sluimer.explain.argument import DecisionProof
from sluimer.knowledge_base import Consultation
from sluimer.meaning.model import State
from sluimer.tell.auditor import ground_told, steps_told
from sluimer.tell.outline import Outline, parted
from sluimer.tell.pages.html import STYLE, lines_html, picture
from sluimer.tell.pages.page import page, shown
from sluimer.tell.person import tell_person
from sluimer.tell.pictures.decision_chain import chain_of_decision
from sluimer.tell.pictures.graph import Graph
from sluimer.tell.pictures.svg import svg
from sluimer.tell.professional import ItemTold, items_told
from sluimer.tell.speaker import Speaker

MOST_NODES = 30
"""In a picture that fits a page."""

_STYLE = """
table.sides { table-layout: fixed; margin-top: .3rem; } table.sides th { background: #f2f4f7; }
section { margin-bottom: 1.2rem; } h3 { margin-bottom: .2rem; }
"""


def decision_page(title: str, about: Outline, consultation: Consultation, speaker: Speaker) -> str:
    """The whole page; `about` says which decision it is and whether it is what was logged."""
    body = lines_html(about) + decision_body(consultation, speaker)
    return page(title, body, speaker.language, STYLE + _STYLE)


def decision_body(consultation: Consultation, speaker: Speaker) -> str:
    """What was told, why, how it hangs together, and every step."""
    proof = consultation.proof
    told = items_told(proof, consultation, speaker, full=True)
    steps = parted(*steps_told(proof, speaker))
    items = "".join(_item(one, speaker) for one in (*told.urgent, *told.others))
    account = (*told.scope, *(line for one in (*told.urgent, *told.others) for line in one.lines), *steps)
    sections = {
        "page-told": lines_html(tell_person(proof, consultation, speaker)),
        "page-picture": _pictures(proof, consultation, speaker),
        "page-arguments": lines_html(told.scope) + items,
        "page-steps": lines_html(parted(steps, *ground_told(account, proof, speaker))),
    }
    return "".join(_section(key, content, speaker) for key, content in sections.items() if content)


def _section(key: str, content: str, speaker: Speaker) -> str:
    wide = ' class="wide"' if key == "page-picture" else ""
    return f"<section{wide}>\n<h2>{shown(speaker.say(key))}</h2>\n{content}</section>\n"


def _item(told: ItemTold, speaker: Speaker) -> str:
    """An item with what speaks for it on the left, and what against it on the right."""
    heads = "".join(f'<th scope="col">{shown(speaker.say(key))}</th>' for key in ("arguments-for", "arguments-against"))
    sides = "".join(f"<td>{lines_html(side)}</td>" for side in (told.supporting, told.opposing))
    columns = f'<col style="width: {_share(told.supporting, told.opposing)}%"><col>'
    table = f'<table class="sides">\n{columns}\n<tr>{heads}</tr>\n<tr>{sides}</tr>\n</table>\n'
    head = f'<h3 class="{told.head.tone}">{shown(told.head.text)}</h3>\n'
    return f"<section>\n{head}{lines_html(told.beside)}{table}{lines_html(told.lacking)}</section>\n"


def _share(one: Outline, other: Outline) -> int:
    """How much of the width a side gets: half, or most of it where the other has nothing to say."""
    if len(one) == len(other) == 1:
        return 50
    return 75 if len(other) == 1 else 25 if len(one) == 1 else 50


def _pictures(proof: DecisionProof, consultation: Consultation, speaker: Speaker) -> str:
    """The main topic, then every other of which something is decided; all of it in one picture would be unreadable."""
    main = consultation.knowledge.manifest.main_topic
    decided: dict[str, list[str]] = {main: []}
    for each in proof.items:
        if each.advice.state is not State.OPEN:
            decided.setdefault(each.advice.topic, []).append(each.advice.id)
    graphs = [graph for topic, items in decided.items() for graph in _graphs(topic, items, consultation, speaker)]
    return "".join(picture(svg(graph), graph.title) for graph in graphs if graph.edges)


def _graphs(topic: str, items: list[str], consultation: Consultation, speaker: Speaker) -> list[Graph]:
    """A topic in one picture, or where it would not fit a page each item of which something is decided."""
    whole = chain_of_decision(consultation, speaker, topic)
    if len(whole.nodes) <= MOST_NODES:
        return [whole]
    return [chain_of_decision(consultation, speaker, item) for item in items]
