"""JSON Schema of the files of one knowledge base, so that an editor completes names and underlines wrong ones."""

from sluimer.schema.files import FOLDER, make_schemas, schema_of_file

__all__ = ["FOLDER", "make_schemas", "schema_of_file"]
