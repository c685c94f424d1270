"""From YAML to checked knowledge: every problem in one pass, with its place and what to do."""

from sluimer.read.choose import choose
from sluimer.read.folder import (
    Files,
    case_files,
    check_files,
    check_knowledge,
    languages_of,
    parse_files,
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
    "languages_of",
    "parse_files",
    "read_knowledge",
    "read_sources",
    "read_texts",
]
