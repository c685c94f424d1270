"""`sluimer page`: one file that asks and advises in any browser, without a connection."""

from dataclasses import replace
from typing import Annotated

from sluimer.commands.embedder.compile import Languages, OfFolder, Out, chosen_languages, put_out
from sluimer.commands.knowledge import KnowledgeChoice
from sluimer.commands.parameters import CommandOption
from sluimer.reach.page import advice_element, advice_page

Element = Annotated[bool, CommandOption("--element", help="option-element")]


def page(folder: OfFolder, out: Out, languages: Languages, element: Element, choice: KnowledgeChoice) -> None:
    """Print the page of a knowledge base, or write it in a file and tell so. Raises OSError."""
    session = replace(choice, knowledge=folder or choice.knowledge).session(None)
    wanted = chosen_languages(languages, session)
    make = advice_element if element else advice_page
    put_out(make(session.base, wanted), out, wanted, session)
