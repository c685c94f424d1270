"""Pages of HTML that need nothing beside them and print on paper, made from the templates beside this file.

Every text comes in one way, through `shown`; the page around it stands in `base.html.jinja`, with what it may do.
"""

from functools import cache
from typing import TYPE_CHECKING

from sluimer.tell.outline import printable

if TYPE_CHECKING:
    from jinja2 import Environment
    from markupsafe import Markup


def page(template: str, language: str, **values: object) -> str:
    """The page that a template makes of these values, in each of which nothing is more than text."""
    return templates("sluimer.tell.pages").get_template(f"{template}.html.jinja").render(language=language, **values)


def shown(value: object) -> "Markup":
    """A text as HTML, with nothing in it that cannot be seen, such as a sign that turns the letters round.

    What templates themselves have made of it stays as it is.
    """
    from html import escape

    from markupsafe import Markup

    return value if isinstance(value, Markup) else Markup(escape(printable(str(value))))  # noqa: S704  # it is escaped


@cache
def templates(package: str, folder: str = "templates") -> "Environment":
    """The templates in a folder of a package, whose values all come in through `shown`."""
    from jinja2 import Environment, PackageLoader, StrictUndefined  # it takes long to load

    return Environment(
        loader=PackageLoader(package, folder),
        autoescape=True,
        undefined=StrictUndefined,
        finalize=shown,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
