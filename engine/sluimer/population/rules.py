"""A knowledge base as a population is advised by it: its planes, what is asked beside them, and what results name."""

import json
from dataclasses import dataclass

from sluimer.case import CaseReader
from sluimer.engines.planes import Planes
from sluimer.knowledge.base import Knowledge
from sluimer.knowledge.vocabulary import Vocabulary
from sluimer.meaning.advice import KnowledgeName
from sluimer.meaning.net import Net
from sluimer.population.choice import ScreeningChoice
from sluimer.population.cohort.groups import GroupWatcher
from sluimer.population.cohort.question import CohortQuestion, read_question
from sluimer.population.mapping.use import as_facts
from sluimer.population.planes import PopulationPlanes
from sluimer.population.reading.source import PersonSource
from sluimer.population.reasons import Consult
from sluimer.population.run import Beside, Screener

KNOWLEDGE_KEY = "sluimer"
"""The key in the metadata of a file under which it stands which knowledge its results come from."""


@dataclass(frozen=True, slots=True)
class PopulationRules:
    """A knowledge base as a population is advised by it."""

    name: KnowledgeName
    knowledge: Knowledge
    vocabulary: Vocabulary
    reader: CaseReader
    planes: Planes

    @classmethod
    def of(cls, knowledge: Knowledge, net: Net) -> "PopulationRules":
        """The rules of some knowledge, whose net this is."""
        vocabulary = knowledge.vocabulary
        return cls(KnowledgeName.of(knowledge), knowledge, vocabulary, CaseReader(vocabulary), PopulationPlanes(net))

    def screener(
        self, source: PersonSource, choice: ScreeningChoice, written: bool = True, consult: Consult | None = None
    ) -> Screener:
        """What advises the persons of a source, whatever its columns are called.

        Raises PopulationError for columns and mappings that cannot be used.
        """
        source, choice = as_facts(source, choice, self.vocabulary, self.reader)
        question = read_question(choice, self.knowledge, self.planes.net)
        net = question.within(self.planes.net)
        planes = self.planes if net is self.planes.net else self.compiled(net)
        beside = self.beside(question, planes, source)
        return Screener(planes, self.vocabulary, self.reader, source, choice, beside, written, consult)

    def compiled(self, net: Net) -> Planes:
        """The planes of the net in which a question is asked too."""
        known = {part.name for part in self.planes.net.parts}
        return PopulationPlanes(net, [part.name for part in net.parts if part.name not in known])

    def beside(self, question: CohortQuestion, planes: Planes, source: PersonSource) -> Beside:
        """What is asked beside the advice: counts by group, where the question has groups."""
        return Beside(question, (GroupWatcher(question, planes, source.file),) if question.groupings else ())

    def origin(self, source: PersonSource) -> dict[str, object]:
        """Where results come from, as plain data: the knowledge, and the mapping where there is one."""
        return {**self.name.as_dict(), **({"mapping": source.mapping} if source.mapping else {})}

    def metadata(self, source: PersonSource) -> dict[str, str]:
        """What a file says of where its results come from."""
        return {KNOWLEDGE_KEY: json.dumps(self.origin(source), sort_keys=True)}
