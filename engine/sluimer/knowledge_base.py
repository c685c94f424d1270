"""The public face of a knowledge base, and of one consultation with it."""

from collections.abc import Iterable, Mapping
from functools import cached_property
from pathlib import Path

from sluimer.advice.layout import Layout, arrange
from sluimer.advice.model import SCOPE, Advice
from sluimer.advice.resolve import Resolver, Truths
from sluimer.case import Case, CaseReader
from sluimer.consult.experta_adapter import STEP_LIMIT, Inference, Inferred
from sluimer.consult.plan import make_plan
from sluimer.explain.proof import Prover
from sluimer.explain.trace import Trace, make_trace
from sluimer.explain.why import Explainer, Explanation
from sluimer.knowledge.base import Knowledge
from sluimer.knowledge.rule import Avoid, Limit, Withhold
from sluimer.logic import Truth
from sluimer.read import read_knowledge, select_packs


class KnowledgeBase:
    """Facts and rules, checked and ready to be consulted by any number of threads.

    >>> import sluimer
    >>> kb = sluimer.load()
    >>> kb.consult({"age": 12}).advice.outcome.value
    'not_covered'
    """

    def __init__(self, knowledge: Knowledge, step_limit: int = STEP_LIMIT) -> None:
        self._knowledge = knowledge
        self._reader = CaseReader(knowledge.vocabulary)
        self._layout = arrange(knowledge)
        self._inference = Inference(make_plan(knowledge), step_limit)
        self._resolver = Resolver(self._layout, _truths(self._inference.run({})))

    @property
    def knowledge(self) -> Knowledge:
        """The facts, rules and sources themselves, as frozen data."""
        return self._knowledge

    def read_case(self, text: str, file: str = "case") -> Case:
        """A case from YAML or JSON text; `file` is its name in messages. Raises CaseError."""
        return self._reader.read_text(text, file)

    def consult(self, case: Mapping[str, object] | Case) -> "Consultation":
        """Run the rules for one person. Raises CaseError when the answers have problems."""
        checked = case if isinstance(case, Case) else self._reader.read_mapping(case)
        inferred = self._inference.run(checked.values)
        advice = self._resolver.resolve(_truths(inferred), checked)
        return Consultation(self._knowledge, self._layout, checked, inferred, advice)


class Consultation:
    """What came of consulting a knowledge base for one person; it never changes."""

    def __init__(
        self, knowledge: Knowledge, layout: Layout, case: Case, inferred: Inferred, advice: Advice
    ) -> None:
        self._knowledge = knowledge
        self._layout = layout
        self._inferred = inferred
        self.case = case
        self.advice = advice

    @property
    def questions(self) -> tuple[str, ...]:
        """The facts still worth asking, the most important first; empty when no answer can change the advice."""
        return self.advice.questions

    @property
    def truths(self) -> Mapping[str, Truth]:
        """For each rule whether its condition is true, false or unknown."""
        return {name: truth for name, truth in self._inferred.truths.items() if name != SCOPE}

    @cached_property
    def trace(self) -> Trace:
        """Each firing in order, with the values that made it true and its sources."""
        ruled_out = tuple(step.id for step in self._inferred.steps if not step.truth)
        return make_trace(self._prover, self.advice.fired, ruled_out, self._holding())

    def why(self, target: str) -> tuple[Explanation, ...]:
        """What brought a rule, finding, item or topic. Raises UnknownTargetError."""
        return self._explainer.why(target)

    def why_not(self, target: str) -> tuple[Explanation, ...]:
        """What stopped each rule that could have brought it, and what stands against it. Raises UnknownTargetError."""
        return self._explainer.why_not(target)

    @cached_property
    def _prover(self) -> Prover:
        return Prover(self._knowledge, self.case, self._inferred.values, self._layout.concluding)

    @cached_property
    def _explainer(self) -> Explainer:
        return Explainer(self._prover, self._layout, self.advice)

    def _holding(self) -> tuple[str, ...]:
        """The rules with an effect that acts, or keeps things open, while their condition is unknown."""
        truths = self._inferred.truths
        return tuple(
            rule.id
            for rule in self._knowledge.rules.values()
            if truths[rule.id] is None and any(isinstance(effect, Withhold | Avoid | Limit) for effect in rule.effects)
        )


def _truths(inferred: Inferred) -> Truths:
    fired = tuple([step.id for step in inferred.steps if step.truth])
    return Truths(inferred.truths, inferred.values, fired)


def load(path: str | Path | None = None, packs: Iterable[str] | None = None) -> KnowledgeBase:
    """The knowledge base in a folder, or the one that comes with Sluimer; `packs` leaves the other packs out.

    Raises KnowledgeError with every problem when it has any.
    """
    knowledge = read_knowledge(Path(path) if path is not None else bundled_folder())
    return KnowledgeBase(knowledge if packs is None else select_packs(knowledge, packs))


def bundled_folder() -> Path:
    """The folder of the knowledge that comes with Sluimer: inside the package, or in a checkout beside it."""
    package = Path(__file__).parent
    inside = package / "bundled"
    return inside if inside.is_dir() else package.parent.parent
