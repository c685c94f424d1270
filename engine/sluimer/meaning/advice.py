"""The shape of advice: what is given, withheld and open, and the rules that determined it."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field

from sluimer.knowledge.base import Knowledge
from sluimer.knowledge.rule import Number, Range
from sluimer.knowledge.vocabulary import Scalar, Urgency
from sluimer.meaning.logic import Truth
from sluimer.meaning.model import Outcome, State
from sluimer.meaning.truth import ScoreRange


@dataclass(frozen=True, repr=False)
class ItemAdvice:
    """One item that is given, open or withheld, with every rule that has a say in it.

    `limit` is what its text says of the most there may be; `unit` is that of range and limit.
    `rules` are those that indicate it, `withheld_by` those that bar it, `limited_by` those that cut its range,
    `undecided` those that wait for an answer, and `open_on` the facts they wait for. `superseded_by` are the given
    referrals that withhold it: those that supersede it, and those that are an emergency.
    """

    topic: str
    id: str
    state: State
    urgency: Urgency | None = None
    range: Range | None = None
    limit: Number | None = None
    unit: str = ""
    rank: int | None = None
    rules: tuple[str, ...] = ()
    limited_by: tuple[str, ...] = ()
    withheld_by: tuple[str, ...] = ()
    superseded_by: tuple[str, ...] = ()
    undecided: tuple[str, ...] = ()
    open_on: tuple[str, ...] = ()

    @property
    def urgent(self) -> bool:
        """Whether it is an emergency where it is given."""
        return self.urgency is Urgency.NOW

    def __repr__(self) -> str:
        return f"<ItemAdvice {self.id}: {self.state}>"


def item_advice(said: Mapping[str, object], **more: object) -> ItemAdvice:
    """What is said of one item, each field by its name; the others are as they are by default.

    A frozen dataclass sets its fields one by one, past its own lock, which took a third of a whole consultation.
    """
    made = object.__new__(ItemAdvice)
    made.__dict__.update(said, **more)
    return made


@dataclass(frozen=True, slots=True)
class HeldContradiction:
    """Answers of one person that cannot all be true, by their slots, and the facts to ask again."""

    id: str
    facts: tuple[str, ...]
    answers: tuple[tuple[str, Scalar], ...]


@dataclass(frozen=True, slots=True)
class KnowledgeName:
    """Which knowledge gave the advice: its name, its version, the digest of its exact content, and what was chosen."""

    name: str
    version: str
    digest: str
    packs: tuple[str, ...] = ()
    settings: tuple[tuple[str, str], ...] = ()
    audience: str = ""

    @classmethod
    def of(cls, knowledge: Knowledge) -> "KnowledgeName":
        """Which knowledge this is."""
        manifest, settings = knowledge.manifest, tuple(knowledge.settings.items())
        chosen = (knowledge.packs, settings, knowledge.audience.id)
        return cls(manifest.name, manifest.version, knowledge.digest, *chosen)

    def as_dict(self) -> dict[str, object]:
        """The knowledge as plain data."""
        return {
            "name": self.name,
            "version": self.version,
            "digest": self.digest,
            "packs": list(self.packs),
            "settings": dict(self.settings),
            "audience": self.audience or None,
        }


@dataclass(frozen=True, repr=False)
class Advice:
    """What came of one person's answers: urgent referrals first, then the items in the order of their topics.

    It holds no texts, so that equal advice is equal in every language; a consultation tells it. Of a question about a
    set whose options are assumed, `offered` are the options that matter now; of any other question all do.
    """

    outcome: Outcome
    items: tuple[ItemAdvice, ...]
    findings: Mapping[str, Truth]
    questions: tuple[str, ...]
    fired: tuple[str, ...]
    knowledge: KnowledgeName
    scores: Mapping[str, ScoreRange] = field(default_factory=dict)
    contradictions: tuple[HeldContradiction, ...] = ()
    offered: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    def __repr__(self) -> str:
        counts = Counter(item.state for item in self.items)
        states = ", ".join(f"{counts[state]} {state}" for state in State if counts[state])
        return f"<Advice {self.outcome}: {states or 'no items'}; {len(self.questions)} questions>"

    def item(self, name: str) -> ItemAdvice | None:
        """The item with this id, or None where it is not indicated."""
        return next((item for item in self.items if item.id == name), None)

    def in_state(self, state: State | str) -> tuple[ItemAdvice, ...]:
        """The items in one state, in the order of the advice; raises ValueError for what is no state."""
        wanted = State(state)
        return tuple(item for item in self.items if item.state is wanted)

    @property
    def emergencies(self) -> tuple[ItemAdvice, ...]:
        """What is given that cannot wait."""
        return tuple(item for item in self.in_state(State.GIVEN) if item.urgent)


def determining(item: ItemAdvice) -> tuple[str, ...]:
    """The rules that put an item in its state: those against it while it is withheld, else those for it."""
    if item.state is State.WITHHELD:
        return item.withheld_by
    if item.state is State.OPEN:
        return (*item.rules, *item.undecided)
    return (*item.rules, *item.limited_by)
