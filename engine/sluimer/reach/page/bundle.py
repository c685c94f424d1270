"""The modules of the page as one script, before it is made small.

`python docs/generate.py` makes it small and keeps it in `small/`, so that who writes a page needs nothing for that.
"""

import re
from pathlib import Path
from typing import Final

OPENERS: Final = ("alone.js", "element.js")
"""What opens the page: as a file of its own, or as an element in a page of others."""
_HERE: Final = Path(__file__).parent
_ENGINE: Final = _HERE.parent / "js" / "sluimer.js"
_IMPORT: Final = re.compile(r"^import .*?;$", re.MULTILINE)
_EXPORT: Final = re.compile(r"^export (?=(?:class|const|function) (\w+))", re.MULTILINE)


def bundle(opener: str) -> str:
    """The three modules as one: what the engine exports are names in the page, and nothing else of it is."""
    engine, *own = (_read(path) for path in (_ENGINE, _HERE / "page.js", _HERE / opener))
    names = ", ".join(_EXPORT.findall(engine))
    inside = _EXPORT.sub("", engine)
    page = _EXPORT.sub("", _IMPORT.sub("", "\n".join(own)))
    return f"(() => {{\nconst {{ {names} }} = (() => {{\n{inside}return {{ {names} }};\n}})();\n{page}}})();\n"


def style() -> str:
    """How the page looks."""
    return _read(_HERE / "page.css")


def small(name: str) -> str:
    """A script or a style as it stands in a page."""
    return _read(_HERE / "small" / name)


def _read(path: Path) -> str:
    return path.read_text(encoding="utf-8")
