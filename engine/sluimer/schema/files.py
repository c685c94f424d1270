"""The five schemas: one for each sort of file."""

from collections.abc import Iterable, Mapping
from typing import Final

from sluimer.knowledge.base import Knowledge
from sluimer.language.forms import CASE, MANIFEST, RULE, STATEMENT, VOCABULARY
from sluimer.language.shape import Shape, Table
from sluimer.schema.names import Names, Schema
from sluimer.schema.shapes import definitions, schema_of

FOLDER: Final = "schemas"
_SHAPES: Final[Mapping[str, Shape]] = {
    "facts": VOCABULARY,
    "rules": Table(RULE, joint="-"),
    "ledger": Table(STATEMENT, joint=""),
    "cases": Table(CASE, joint="-"),
    "knowledge": MANIFEST,
}


def make_schemas(knowledge: Knowledge, cases: Iterable[str]) -> dict[str, Schema]:
    """The schema of each sort of file, by its file name, described in the first language of the knowledge base."""
    names = Names(knowledge, tuple(cases), knowledge.manifest.languages[0])
    return {f"{sort}.schema.json": _document(sort, shape, names) for sort, shape in _SHAPES.items()}


def _document(sort: str, shape: Shape, names: Names) -> Schema:
    schema = schema_of(shape, names)
    title = f"{names.knowledge.manifest.name}: {sort}"
    return {
        "$schema": "http://json-schema.org/draft-07/schema#",
        "title": title,
        **schema,
        "definitions": definitions(schema, names),
    }


def schema_of_file(name: str) -> str:
    """The file name of the schema for a file of a knowledge base, by its name from the folder of the whole."""
    if name == "rules/knowledge.yaml":
        return "knowledge.schema.json"
    if name.startswith("facts/"):
        return "facts.schema.json"
    if name.startswith("rules/ledger/"):
        return "ledger.schema.json"
    return "cases.schema.json" if name.endswith(".cases.yaml") else "rules.schema.json"
