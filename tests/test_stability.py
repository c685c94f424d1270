"""What docs/stability.md promises is there, and what the documents let people import is promised."""

import re
from pkgutil import resolve_name

import pytest
import yaml

import sluimer
from conftest import ROOT
from sluimer.audit import record
from sluimer.audit.log.entry import FORMAT

PAGE = (ROOT / "docs/stability.md").read_text(encoding="utf-8")
ROWS = dict(re.findall(r"^\| `(sluimer[\w.]*)` \| (`.*`) \|$", PAGE, flags=re.M))
PROMISED = {place: re.findall(r"`(\w+)`", names) for place, names in ROWS.items()}


@pytest.mark.parametrize("place", PROMISED)
def test_each_promised_name_is_there(place: str) -> None:
    found = resolve_name(place)
    fields = getattr(found, "__dataclass_fields__", {})
    assert [name for name in PROMISED[place] if name not in fields and not hasattr(found, name)] == []


def test_all_that_the_package_offers_is_promised_and_nothing_else() -> None:
    assert PROMISED["sluimer"] == sorted(sluimer.__all__)
    assert len(PROMISED) > 8


def test_what_a_document_imports_is_promised() -> None:
    pages = [ROOT / "README.md", *(ROOT / "docs").glob("*.md"), *(ROOT / "examples/embedding").glob("*.py")]
    texts = [path.read_text(encoding="utf-8") for path in pages]
    imported = [
        found for text in texts for found in re.findall(r"^(?:>>> )?from (sluimer[\w.]*) import (.+)$", text, re.M)
    ]
    names = [(place, name.strip()) for place, listed in imported for name in listed.split(",")]
    assert [(place, name) for place, name in names if name not in PROMISED.get(place, [])] == []
    assert len(names) > 8


def test_the_forms_that_are_named_are_those_that_are_written() -> None:
    assert f"`{record.FORMAT}`" in PAGE
    assert f"`{FORMAT}`" in PAGE


def test_the_citation_is_of_this_version_and_has_what_it_needs() -> None:
    citation = yaml.safe_load((ROOT / "CITATION.cff").read_text(encoding="utf-8"))
    assert citation["version"] == sluimer.__version__
    assert {"cff-version", "message", "title", "authors"} <= citation.keys()
    assert f'license = "{citation["license"]}"' in (ROOT / "pyproject.toml").read_text(encoding="utf-8")
