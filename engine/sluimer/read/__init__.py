"""From YAML to checked knowledge: every problem in one pass, with its place and what to do."""

from sluimer.read.choose import choose
from sluimer.read.find import find_knowledge
from sluimer.read.folder import (
    Files,
    case_files,
    check_files,
    check_knowledge,
    declared_in,
    digest_of_texts,
    parse_files,
    read_files,
    read_from_texts,
    read_knowledge,
    read_sources,
    read_texts,
)

__all__ = [
    "Files",
    "case_files",
    "check_files",
    "check_knowledge",
    "choose",
    "declared_in",
    "digest_of_texts",
    "find_knowledge",
    "parse_files",
    "read_files",
    "read_from_texts",
    "read_knowledge",
    "read_sources",
    "read_texts",
]
