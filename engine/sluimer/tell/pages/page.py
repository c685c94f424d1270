"""A page of HTML that needs nothing beside it, and prints on paper: its head, and how any text comes in."""

from html import escape
from typing import Final

from sluimer.tell.outline import printable

POLICY: Final = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'"
"""What a browser may do for a page: show its own looks and pictures. It runs nothing, loads nothing, sends nothing."""
_STYLE = """
body { font: 16px/1.5 system-ui, sans-serif; margin: 2rem auto; max-width: 75rem; padding: 0 1rem; color: #1c2530; }
table { border-collapse: collapse; width: 100%; margin: 1rem 0 2rem; }
th, td { text-align: left; vertical-align: top; padding: .4rem .6rem; border-bottom: 1px solid #ccd4dd; }
code { overflow-wrap: anywhere; }
@media print { body { margin: 0; font-size: 11px; } tr { break-inside: avoid; } }
"""


def page(title: str, body: str, language: str, style: str = "") -> str:
    """The whole page; the title is text, the body is HTML."""
    return (
        f'<!doctype html>\n<html lang="{shown(language)}">\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{POLICY}">\n'
        f'<meta name="viewport" content="width=device-width">\n<title>{shown(title)}</title>\n'
        f"<style>{_STYLE}{style}</style>\n</head>\n<body>\n<h1>{shown(title)}</h1>\n{body}</body>\n</html>\n"
    )


def shown(text: str) -> str:
    """A text as HTML, with nothing in it that cannot be seen, such as a sign that turns the letters round."""
    return escape(printable(text))
