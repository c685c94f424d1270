"""From YAML to checked knowledge: every problem in one pass, with its place and what to do."""

from sluimer.read.choose import choose
from sluimer.read.folder import (
    Files,
    case_files,
    check_files,
    check_knowledge,
    digest_of_texts,
    languages_of,
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
    "digest_of_texts",
    "languages_of",
    "parse_files",
    "read_files",
    "read_from_texts",
    "read_knowledge",
    "read_sources",
    "read_texts",
]
