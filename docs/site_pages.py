"""What the site has beside docs/: pages and files of the repository that are linked, the live page, and no connection.

A hook of MkDocs, named in mkdocs.yml. A file of the repository stands in the site where it stands in the repository;
those of docs/ stand at the top.
"""

import re
from collections.abc import Iterator
from pathlib import Path
from posixpath import dirname, join, normpath, relpath
from typing import Any

from mkdocs.structure.files import File

import sluimer
from sluimer.reach.page import advice_page

ROOT = Path(__file__).parents[1]
TOP = ("README.md", "CONTRIBUTING.md", "CHANGELOG.md", "SECURITY.md")
LINK = re.compile(r"(?<=\]\()([^)#:\s]+)|(?<= src=\")([^\":]+)")
"""Where a page leads or takes a picture from, within the repository."""
CODE = {".py": "python", ".mjs": "js", ".sh": "sh"}
POLICY = (
    "default-src 'self'; script-src 'self' 'unsafe-inline'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; "
    "object-src 'none'; base-uri 'self'; form-action 'none'"
)
"""The browser holds it that nothing comes from elsewhere."""


def on_files(files: Any, config: Any) -> Any:
    """Add what is not in docs/."""
    files.append(File.generated(config, "advice.html", content=advice_page(sluimer.load())))
    for place in sorted(_linked()):
        path = ROOT / place
        if path.is_dir():
            files.append(File.generated(config, _in_site(place), content=_contents(path)))
        elif not place.startswith("docs/"):
            files.append(File.generated(config, place, abs_src_path=str(path)))
    return files


def _linked() -> set[str]:
    """The places in the repository to which pages lead, and the pages at its top."""
    found: set[str] = set()
    waiting = [*TOP, *(path.relative_to(ROOT).as_posix() for path in (ROOT / "docs").rglob("*.md"))]
    while waiting:
        place = waiting.pop()
        if place in found:
            continue
        found.add(place)
        waiting += [*_links(place), *_below(place)]
    return found


def _links(place: str) -> Iterator[str]:
    if place.endswith(".md"):
        for link in LINK.finditer((ROOT / place).read_text(encoding="utf-8")):
            yield normpath(join(dirname(place), link[0]))


def _below(place: str) -> Iterator[str]:
    path = ROOT / place
    if path.is_dir():
        yield from (each.relative_to(ROOT).as_posix() for each in path.iterdir() if each.is_file())


def _in_site(place: str) -> str:
    """Where something of the repository stands in the site; a folder is a page about its files."""
    inside = place.removeprefix("docs/")
    return f"{inside}/index.md" if (ROOT / place).is_dir() else inside


def _contents(folder: Path) -> str:
    """A page about the files of a folder: the title of each page, and programs in full."""
    files = sorted(each for each in folder.iterdir() if each.is_file())
    return f"# {folder.name.capitalize()}\n\n" + "\n".join(map(_content, files))


def _content(file: Path) -> str:
    text = file.read_text(encoding="utf-8")
    if file.suffix in CODE:
        return f"## {file.name}\n\n```{CODE[file.suffix]}\n{text}```\n"
    if file.suffix == ".md":
        return f"1. [{text.splitlines()[0].removeprefix('# ')}]({file.name})"
    return f"- [{file.name}]({file.name})"


def on_page_markdown(markdown: str, page: Any, **_: Any) -> str:
    """Lead to where things stand in the site."""
    at = page.file.src_uri
    if at.endswith("/index.md"):
        return markdown
    here = dirname(f"docs/{at}" if (ROOT / "docs" / at).exists() else at)
    return LINK.sub(lambda link: relpath(_in_site(normpath(join(here, link[0]))), dirname(at) or "."), markdown)


def on_post_page(output: str, page: Any, config: Any) -> str:
    """Say which language a page is in, and forbid it every connection to elsewhere."""
    language = "nl" if page.file.src_uri in config.extra["dutch"] else "en"
    policy = f'<meta http-equiv="Content-Security-Policy" content="{POLICY}">'
    spoken = re.sub(r'(?<=<html )lang="\w+"', f'lang="{language}"', output, count=1)
    return spoken.replace("<head>", f"<head>{policy}", 1)
