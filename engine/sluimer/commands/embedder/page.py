"""`sluimer page`: one file that asks and advises in any browser, without a connection."""

from dataclasses import replace

from sluimer.commands.embedder.compile import Languages, OfFolder, Out, chosen_languages, put_out
from sluimer.commands.knowledge import KnowledgeChoice
from sluimer.reach.page import advice_page


def page(folder: OfFolder, out: Out, languages: Languages, choice: KnowledgeChoice) -> None:
    """Print the page of a knowledge base, or write it in a file and tell so. Raises OSError."""
    session = replace(choice, knowledge=folder or choice.knowledge).session(None)
    wanted = chosen_languages(languages, session)
    put_out(advice_page(session.base, wanted), out, wanted, session)
