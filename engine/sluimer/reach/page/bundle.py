"""The modules of the page as one script, before it is made small.

`python docs/generate.py` makes it small and keeps it in `small/`, so that who writes a page needs nothing for that.
"""

import re
from pathlib import Path
from typing import Final

OPENERS: Final = ("alone.js", "element.js")
"""What opens the page: as a file of its own, or as an element in a page of others."""
_HERE: Final = Path(__file__).parent
_ENGINE: Final = tuple(_HERE.parent / "js" / name for name in ("sluimer.js", "screen.js"))
_IMPORT: Final = re.compile(r"^import [^;]*;$", re.MULTILINE)
_EXPORT: Final = re.compile(r"^export (?=(?:class|const|function) (\w+))", re.MULTILINE)


def bundle(opener: str) -> str:
    """The modules as one: what those of the engine export are names in the page, and nothing else of them is."""
    engine = "".join(_scoped(_read(path)) for path in _ENGINE)
    page = "\n".join(_joined(_read(_HERE / name)) for name in ("page.js", opener))
    return f"(() => {{\n{engine}{page}}})();\n"


def _scoped(module: str) -> str:
    """A module in a scope of its own, and the names that it exports."""
    names = ", ".join(_EXPORT.findall(module))
    return f"const {{ {names} }} = (() => {{\n{_joined(module)}return {{ {names} }};\n}})();\n"


def _joined(module: str) -> str:
    """A module without the words that tie it to others."""
    return _EXPORT.sub("", _IMPORT.sub("", module))


def style() -> str:
    """How the page looks."""
    return _read(_HERE / "page.css")


def small(name: str) -> str:
    """A script or a style as it stands in a page."""
    return _read(_HERE / "small" / name)


def _read(path: Path) -> str:
    return path.read_text(encoding="utf-8")
