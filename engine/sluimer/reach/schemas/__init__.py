"""The published forms: a JSON Schema, with a number, of each document that a program sends or gets."""

import json
from functools import cache
from pathlib import Path
from typing import Any, Final

from sluimer.knowledge_base import KnowledgeBase
from sluimer.language.shape import Answers
from sluimer.schema.names import Names
from sluimer.schema.shapes import schema_of, without

Schema = dict[str, Any]
_DIALECT: Final = "https://json-schema.org/draft/2020-12/schema"
_ENDING: Final = ".schema.json"
_FILES: Final = {path.name.removesuffix(_ENDING): path for path in sorted(Path(__file__).parent.glob(f"*{_ENDING}"))}
FORMS: Final = tuple(_FILES)
"""The forms that are the same for every knowledge base; that of the case is made for each."""
NAMES: Final = tuple(sorted(f"{form}{_ENDING}" for form in ("case", *FORMS)))
"""The file names of the schemas."""
_FOR_EDITORS: Final = ("errorMessage", "patternErrorMessage", "enumDescriptions", "propertyNames")


def json_schemas(base: KnowledgeBase) -> dict[str, Schema]:
    """Each schema by its file name: of the case for this knowledge base, and of all that is told of one."""
    return {name: json_schema(name, base) for name in NAMES}


def json_schema(name: str, base: KnowledgeBase) -> Schema:
    """One of the schemas, by its file name."""
    form = name.removesuffix(_ENDING)
    return case_schema(base) if form == "case" else published(form)


def case_schema(base: KnowledgeBase) -> Schema:
    """What the case of a person may be, for one knowledge base."""
    made = schema_of(Answers(), Names(base.knowledge, (), base.knowledge.manifest.languages[0]))
    about = (
        f"The answers of one person, for {base.name.name} {base.name.version}; a fact that is left out was not asked."
    )
    head = {"$schema": _DIALECT, "$id": "urn:sluimer:schema:case:1", "title": "sluimer-case-1", "description": about}
    return {**head, **without(made, _FOR_EDITORS)}


def published(form: str) -> Schema:
    """The schema of a form that is the same for every knowledge base."""
    found: Schema = json.loads(_text(form))
    return found


@cache
def _text(form: str) -> str:
    return _FILES[form].read_text(encoding="utf-8")
