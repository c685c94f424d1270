"""The schemas, one for each sort of file."""

from collections.abc import Iterable
from typing import Final

from sluimer.knowledge.base import Knowledge
from sluimer.language.files import HOLDS, Sort, sort_of
from sluimer.language.shape import Shape
from sluimer.schema.names import Names, Schema
from sluimer.schema.shapes import definitions, schema_of

FOLDER: Final = "schemas"


def make_schemas(knowledge: Knowledge, cases: Iterable[str]) -> dict[str, Schema]:
    """The schema of each sort of file, by its file name, described in the first language of the knowledge base."""
    names = Names(knowledge, tuple(cases), knowledge.manifest.languages[0])
    return {_file_of(sort): _document(sort, shape, names) for sort, shape in HOLDS.items()}


def _document(sort: Sort, shape: Shape, names: Names) -> Schema:
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
    return _file_of(sort_of(name))


def _file_of(sort: Sort) -> str:
    return f"{sort}.schema.json"
