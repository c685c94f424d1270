"""The types of a JSON Schema in TypeScript, for the subset of the schema language that ours is written in."""

import json
from collections.abc import Iterator, Mapping
from typing import Any

Schema = Mapping[str, Any]
_PLAIN = {"string": "string", "number": "number", "integer": "number", "boolean": "boolean", "null": "null"}


def types(schema: Schema) -> str:
    """A declaration for each definition, and one for the whole, which is called by its title.

    >>> print(types({"title": "Door", "type": "object", "properties": {"open": {"type": "boolean"}}, "required": []}))
    export interface Door {
      open?: boolean;
    }
    <BLANKLINE>
    """
    named = {schema["title"]: schema, **schema.get("$defs", {})}
    return "\n".join(_comment(one, "") + _declaration(name, one) for name, one in named.items())


def _declaration(name: str, schema: Schema) -> str:
    if "properties" in schema:
        return f"export interface {name} {{\n{''.join(_members(schema))}}}\n"
    return f"export type {name} = {_type(schema)};\n"


def _members(schema: Schema) -> Iterator[str]:
    for name, one in schema["properties"].items():
        mark = "" if name in schema["required"] else "?"
        yield f"{_comment(one, '  ')}  {name}{mark}: {_type(one)};\n"


def _comment(schema: Schema, indent: str) -> str:
    return f"{indent}/** {schema['description']} */\n" if "description" in schema else ""


def _type(schema: Schema) -> str:
    if "$ref" in schema:
        return str(schema["$ref"]).rpartition("/")[2]
    if "anyOf" in schema:
        return " | ".join(map(_type, schema["anyOf"]))
    if "const" in schema or "enum" in schema:
        return " | ".join(json.dumps(one) for one in schema.get("enum", [schema.get("const")]))
    if isinstance(schema["type"], list):
        return " | ".join(_PLAIN[one] for one in schema["type"])
    if schema["type"] == "array":
        return _list(schema)
    if schema["type"] == "object":
        return f"{{ [name: string]: {_type(schema['additionalProperties'])} }}"
    return _PLAIN[schema["type"]]


def _list(schema: Schema) -> str:
    if "prefixItems" in schema:
        return f"[{', '.join(map(_type, schema['prefixItems']))}]"
    member = _type(schema["items"])
    return f"({member})[]" if " | " in member else f"{member}[]"
