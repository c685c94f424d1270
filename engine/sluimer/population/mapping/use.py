"""From a source as it came to one that is named by facts: by a mapping, or by the codes that columns are called by."""

import json
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path

from sluimer.case import CaseReader
from sluimer.files.source import read_file
from sluimer.knowledge.vocabulary import Vocabulary
from sluimer.messages import PopulationError, Problems, shown
from sluimer.population.choice import MappingGiven, ScreeningChoice
from sluimer.population.mapping.codes import by_code
from sluimer.population.mapping.model import PopulationMapping
from sluimer.population.mapping.read import MappingReader
from sluimer.population.mapping.source import mapped
from sluimer.population.reading.source import PersonSource


def as_facts(
    source: PersonSource, choice: ScreeningChoice, vocabulary: Vocabulary, cases: CaseReader
) -> tuple[PersonSource, ScreeningChoice]:
    """The source with columns that are named by facts, and the choice with the mapping as it was read and all it keeps.

    Raises PopulationError with every problem of the mapping, and of the columns beside it.
    """
    if choice.mapping is None:
        return by_code(source, vocabulary, choice.keep), choice
    problems = Problems()
    said = read_mapping(choice.mapping, vocabulary, cases, problems)
    keep = tuple(dict.fromkeys((*choice.keep, *said.keep)))
    return mapped(source, said, cases, keep, problems), replace(choice, keep=keep, mapping=said)


def read_mapping(
    given: MappingGiven, vocabulary: Vocabulary, cases: CaseReader, problems: Problems
) -> PopulationMapping:
    """The mapping in a file, in plain data, or read before; raises PopulationError where it cannot be read at all."""
    if isinstance(given, PopulationMapping):
        return given
    data = isinstance(given, Mapping)
    text = json.dumps(given, ensure_ascii=False, default=str) if data else None
    file = "mapping" if data else shown(given)
    if text is None:
        text = read_file(Path(str(given)), file, problems)
    said = MappingReader(vocabulary, cases, date.today()).read(text, file, problems) if text is not None else None
    if said is None:
        raise PopulationError(problems.sorted())
    return said
