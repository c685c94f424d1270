"""The public face of a knowledge base, and of one consultation with it."""

import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, Protocol
from weakref import WeakValueDictionary

from sluimer.case import Case, CaseReader, Places
from sluimer.engines.consult.experta_adapter import STEP_LIMIT, Inference, Inferred
from sluimer.engines.consult.plan import make_plan
from sluimer.engines.consult.resolve import Resolver
from sluimer.knowledge.base import SCOPE, Knowledge
from sluimer.knowledge.frozen import frozen
from sluimer.knowledge.rule import Rule
from sluimer.knowledge.vocabulary import Fact, Scalar
from sluimer.knowledge_base.receipt import Receipt, Unlogged
from sluimer.meaning.advice import Advice, KnowledgeName
from sluimer.meaning.from_rules import make_net
from sluimer.meaning.logic import Truth
from sluimer.meaning.net import Net, rule_name
from sluimer.meaning.truth import ScoreRange
from sluimer.messages import KnowledgeError, Position, Problem, brief, language_among
from sluimer.messages.plain import Answers
from sluimer.read import choose, read_knowledge

if TYPE_CHECKING:
    from sluimer.explain.argument import DecisionProof
    from sluimer.explain.changes import Change, Changes
    from sluimer.explain.proof import Prover, RuleProof
    from sluimer.explain.settled import Settled
    from sluimer.explain.stakes import Stakes
    from sluimer.explain.summary import Summary
    from sluimer.explain.trace import Trace
    from sluimer.explain.why import Explainer, Explanation
    from sluimer.population import MappingGiven
    from sluimer.population.report.model import PopulationReport
    from sluimer.population.rules import PopulationRules
    from sluimer.population.screen import Screening


class Keeper(Protocol):
    """Whatever keeps decisions, such as `sluimer.audit.log.DecisionLog`; what it returns says whether it did."""

    def keep(self, consultation: "Consultation", person: str | None = None, language: str = "") -> Receipt | Unlogged:
        """Keep a decision, and the person it is about, for good."""


class KnowledgeBase:
    """Facts and rules, checked and ready to be consulted by any number of threads.

    It never changes, so a copy is itself; to another process it goes as the knowledge that it was made from.

    >>> import sluimer
    >>> kb = sluimer.load()
    >>> kb.consult({"age": 12}).advice.outcome.value
    'not_covered'
    """

    def __init__(self, knowledge: Knowledge, step_limit: int = STEP_LIMIT) -> None:
        self._knowledge = knowledge
        self._step_limit = step_limit
        self._origin: _Origin | None = None
        self._reader = CaseReader(knowledge.vocabulary)
        self._name = KnowledgeName.of(knowledge)
        self._net = make_net(knowledge)
        self._plan = make_plan(knowledge, self._net)
        self._inference = Inference(self._plan.program, knowledge.rules.values(), step_limit)
        self._resolver = Resolver(self._plan, self._inference.run({}), self._name)
        cautious = (rule.id for rule in knowledge.rules.values() if _holds_while_unknown(rule))
        self._cautious = tuple((rule, *self._plan.program.places[rule_name(rule)]) for rule in cautious)

    def __copy__(self) -> "KnowledgeBase":
        return self

    def __deepcopy__(self, _: object) -> "KnowledgeBase":
        return self

    def __reduce__(self) -> tuple[Any, ...]:
        return _receive, (self._parcel, self._step_limit, self._origin)

    def __repr__(self) -> str:
        name = self._name
        return f"<KnowledgeBase {name.name} {name.version}: {len(self._knowledge.rules)} rules, {name.digest[:19]}>"

    def _repr_html_(self) -> str:
        from sluimer.tell.pages.notebook import table

        return table(repr(self), self._name.as_dict().items())

    @cached_property
    def _parcel(self) -> bytes:
        import pickle  # it takes a while to load, and most programs send nothing
        from zlib import compress

        return compress(pickle.dumps(self._knowledge), 1)

    @property
    def name(self) -> KnowledgeName:
        """Which knowledge it is: its name, version and digest, and what was chosen of it."""
        return self._name

    @property
    def knowledge(self) -> Knowledge:
        """The facts, rules and sources themselves, as frozen data."""
        return self._knowledge

    @property
    def net(self) -> Net:
        """What the rules mean, as named conditions that any engine can read."""
        return self._net

    @cached_property
    def _population(self) -> "PopulationRules":
        from sluimer.population.rules import PopulationRules

        return PopulationRules.of(self._knowledge, self._net)

    @cached_property
    def _changes(self) -> "Changes":
        from sluimer.explain.changes import Changes

        return Changes(self.net, self._knowledge.vocabulary)

    def read_case(self, answers: str | bytes | Answers, file: str = "case") -> Case:
        """A case from answers as `consult` takes them, or from YAML or JSON (text, or its bytes). Raises CaseError.

        `file` is its name in messages.
        """
        if isinstance(answers, bytes):
            return self._reader.read_bytes(answers, file)
        if isinstance(answers, str):
            return self._reader.read_text(answers, file)
        return self._reader.read_mapping(answers, Places(file))

    def consult(
        self,
        case: Answers | Case,
        log: Keeper | None = None,
        person: str | None = None,
        language: str = "",
    ) -> "Consultation":
        """Run the rules for one person. Raises CaseError when the answers have problems.

        `case` is a mapping of fact ids to answers, or a model of pydantic, a dataclass or a row of pandas; or a Case.

        With a `log` the decision is in it before this returns, told in `language` (the advice here takes its own when
        it is told), and found again by `person`;
        raises LogError where it cannot be logged, unless the log is set to report that only, ValueError for a
        person without a log, and UnknownLanguageError for a language that the knowledge does not have.
        A Case must be what `read_case` makes of the answers in it; that of another knowledge base may not be.
        """
        if person is not None and log is None:
            raise ValueError("a person is named, but no log to keep the decision in")
        if language:
            language_among(language, self._knowledge.manifest.languages)
        checked = self._reader.recognised(case) if isinstance(case, Case) else self._reader.read_mapping(case)
        consultation = Consultation(self, checked, self._inference.run(checked.values))
        if log is not None:
            consultation._logged = log.keep(consultation, person, language)
        return consultation

    def screen(
        self,
        frame: object,
        keep: Iterable[str] = (),
        columns: Iterable[str] = ("states",),
        on_bad_row: str = "fail",
        *,
        where: str | None = None,
        by: Iterable[str] = (),
        items: Iterable[str] = (),
        explain: int = 0,
        mapping: "MappingGiven" = None,
    ) -> "Screening":
        """Advise every person of a frame: whatever has an Arrow C stream, such as one of Polars, pandas or pyarrow.

        Its columns are named by facts, or by the options of sets as `fact.option`; those of `keep` are carried along,
        and null is not asked. Beside the outcome `columns` may have `states`, `ranges`, `ranks`, `first`, `referrals`,
        `rules` and `questions`. A row with an answer that cannot be read has no result with `null`, and is set apart
        with `quarantine`.
        `where` says which persons are meant, such as `water is given`; the report counts `by` facts, options or columns
        that are kept, such as `sex` and `age:18,40,65`, outcomes and the states of `items`. For `explain` persons of
        each outcome `reasons` hold the answers and the consultation that they bring.
        With a `mapping` (the name of its file, or what would stand in it) columns are named and filled otherwise.
        Raises PopulationError, ValueError for other words, and TypeError for what has no Arrow stream.
        """
        from sluimer.population import ScreeningChoice, needs_arrow

        needs_arrow()
        from sluimer.population.screen import screen_frame

        choice = ScreeningChoice.of(
            keep, columns, on_bad_row, where=where, by=by, items=items, explain=explain, mapping=mapping
        )
        return screen_frame(self._population, frame, choice, self.consult)

    def screen_file(
        self,
        path: str | Path,
        out: str | Path | None = None,
        keep: Iterable[str] = (),
        columns: Iterable[str] = ("states",),
        on_bad_row: str = "fail",
        tell: Callable[[int], None] = lambda _: None,
        *,
        where: str | None = None,
        by: Iterable[str] = (),
        items: Iterable[str] = (),
        explain: int = 0,
        language: str = "",
        resume: bool = False,
        mapping: "MappingGiven" = None,
    ) -> "PopulationReport":
        """Advise every person of a Parquet, Arrow, CSV or JSON Lines file, and write the results in another one.

        As `screen` otherwise; `tell` is called with the number of rows that are done. Without `out` all is counted and
        nothing written. Reasons go to a file beside the results, told in `language`. With `resume` what is done is kept
        in a folder beside them, and the same call goes on from there after a run that was stopped. Raises OSError too,
        and UnknownLanguageError.
        """
        from sluimer.population import ScreeningChoice, needs_arrow

        needs_arrow()
        from sluimer.population.files import advise_file

        asked = ScreeningChoice.of(
            keep, columns, on_bad_row, where=where, by=by, items=items, explain=explain, resume=resume, mapping=mapping
        )
        if language:
            language_among(language, self._knowledge.manifest.languages)
        place = None if out is None else Path(out)
        return advise_file(self._population, Path(path), place, asked, self.consult, language, tell)


class Consultation:
    """What came of consulting a knowledge base for one person; it never changes.

    The rules have fired when it is made. Advice, trace and proofs are drawn up from that when they are first read.
    A copy is itself; to another process it goes as its answers and the name of its knowledge base
    (docs/decisions/0022).
    """

    __slots__ = ("__weakref__", "_advice", "_case", "_inferred", "_kb", "_logged")  # so no framework writes it out

    def __init__(self, kb: KnowledgeBase, case: Case, inferred: Inferred) -> None:
        self._kb = kb
        self._case = case
        self._inferred = inferred
        self._advice: Advice | None = None
        self._logged: Receipt | Unlogged | None = None

    def __copy__(self) -> "Consultation":
        return self

    def __deepcopy__(self, _: object) -> "Consultation":
        return self

    def __reduce__(self) -> tuple[Any, ...]:
        return _consult_again, (self._kb._origin or self._kb, self._case, self._logged)

    def __repr__(self) -> str:
        return f"<Consultation with {self._kb!r}>"

    def _repr_html_(self) -> str:
        from sluimer.tell.item_texts import item_text
        from sluimer.tell.pages.notebook import table
        from sluimer.tell.speaker import Speaker

        speaker = Speaker(self.knowledge, self.knowledge.manifest.languages[0])
        rows = [(item.topic, item.id, item.state, item_text(item, speaker)) for item in self.advice.items]
        return table(repr(self.advice), rows)

    @property
    def knowledge(self) -> Knowledge:
        """The facts, rules and sources that were consulted."""
        return self._kb.knowledge

    @property
    def logged(self) -> Receipt | Unlogged | None:
        """What the log said: that the decision is in it, or that it is not; None without a log."""
        return self._logged

    @property
    def case(self) -> Case:
        """The answers as they were read."""
        return self._case

    @property
    def advice(self) -> Advice:
        """What is given, withheld and open for the person, with the rules that determined it; it holds no texts."""
        if self._advice is None:
            self._advice = self._kb._resolver.resolve(self._inferred, self._case)
        return self._advice

    @property
    def summary(self) -> "Summary":
        """What stands on the first screen: the verdict, whom to call, what to take and do, what not, what next."""
        from sluimer.explain.summary import summary_of

        return summary_of(self.advice, self.knowledge, self.covered)

    def tell(self, reader: str = "person", language: str = "", target: str | None = None, full: bool = False) -> str:
        """The decision as plain text, or one item or topic of it, for a `person`, `professional` or `auditor`.

        The language is the first of the knowledge base by default. In `full` a professional is told also what may
        stop something that is stopped already. Raises ValueError for another reader, UnknownLanguageError and
        UnknownTargetError.
        """
        from sluimer.tell.outline import plain
        from sluimer.tell.readers import Reader, tell_to
        from sluimer.tell.speaker import Speaker

        speaker = Speaker(self.knowledge, language or self.knowledge.manifest.languages[0])
        return plain(tell_to(Reader(reader), self, speaker, target, full))

    def as_dict(self, language: str = "", full: bool = False) -> dict[str, object]:
        """The advice as plain data with its texts in one language of the knowledge base, the first by default.

        It holds what a person is to be told or asked, of an emergency that alone; with `full` also every rule that
        has, or may get, a say in an item, all that fired, and how good the ground of each rule is. Raises
        UnknownLanguageError.
        """
        from sluimer.tell.advice_data import advice_data

        return advice_data(self.advice, self.knowledge, language, full, self.covered)

    def to_json(self, language: str = "", full: bool = False) -> str:
        """The advice as JSON text, as `as_dict` gives it: equal advice is equal to the byte."""
        return json.dumps(self.as_dict(language, full), ensure_ascii=False, indent=2)

    @property
    def questions(self) -> tuple[str, ...]:
        """The facts still worth asking, the most important first; empty when the advice is settled.

        Some answers that would add little are not asked on purpose; docs/decisions/0010 names them.
        """
        return self.advice.questions

    def options(self, fact: str) -> tuple[str, ...]:
        """The options to show with a question, as declared; of a set whose options are assumed those that matter now.

        A program that shows a part of a set notes the answer as a part: what was ticked under `includes`, what was
        shown and not ticked under `excludes`. Raises UnknownTargetError.
        """
        declared = tuple(option.id for option in self._fact(fact).options)
        offered = self.advice.offered.get(fact, declared)
        return tuple(option for option in declared if option in offered)

    @property
    def truths(self) -> Mapping[str, Truth]:
        """For each rule whether its condition is true, false or unknown."""
        return {rule: self._inferred.truth(rule_name(rule)) for rule in self._kb.knowledge.rules}

    def truth_of(self, rule: str) -> Truth:
        """Whether the condition of one rule is true, false or unknown; raises KeyError for a rule that is left out."""
        return self._inferred.truth(rule_name(rule))

    @property
    def covered(self) -> Truth:
        """Whether the knowledge base is about this person; where it is false nothing but referrals can be given."""
        return self._inferred.truth(SCOPE)

    @property
    def values(self) -> Mapping[str, Scalar]:
        """The answer that counted in each slot of a fact, and each finding that is true or false."""
        return frozen(self._inferred.values)

    @property
    def scores(self) -> Mapping[str, ScoreRange]:
        """For each score the lowest and the highest total that are still possible."""
        return {name: self._inferred.score(name) for name in self.knowledge.vocabulary.scores}

    @property
    def trace(self) -> "Trace":
        """Each firing in order, with the values that made it true and its sources."""
        inferred = self._inferred
        from sluimer.explain.trace import make_trace  # what explains is read once somebody asks for it

        return make_trace(self._prover(), inferred.fired, tuple(sorted(inferred.ruled_out)), self._holding())

    @property
    def stopped(self) -> "Mapping[str, RuleProof]":
        """For each rule that did not fire the tests that stopped it."""
        prover = self._prover()
        return {name: prover.rule(name) for name, truth in self.truths.items() if truth is not True}

    def why(self, target: str) -> "tuple[Explanation, ...]":
        """What brought a rule, finding, item or topic. Raises UnknownTargetError."""
        return self._explainer().why(target)

    def why_not(self, target: str) -> "tuple[Explanation, ...]":
        """What stopped each rule that could have brought it, and what stands against it. Raises UnknownTargetError."""
        return self._explainer().why_not(target)

    def changes(self, target: str, state: str = "", most: int | None = 3, seconds: float = 10) -> "tuple[Change, ...]":
        """Every smallest set of at most `most` answers that would have to be different, or still be given.

        `target` is an item, or `outcome`; it would then be in this state, without one in any other than now. None is
        any number of answers: that and more than three need the extra `prove`, and take at most so many `seconds`.
        Raises UnknownTargetError for another target, ValueError for a state that it cannot have or `most` below 1,
        ModuleNotFoundError without that extra, and UndecidedError, with the changes `found`, where time is up.
        """
        finder = self._kb._changes
        return finder.towards(finder.goal(target, state, self._case.given), self._case.given, most, seconds)

    def settled(self, target: str, seconds: float = 10) -> "Settled":
        """Whether nothing that is still open can change an item, or the `outcome`: its state and its amount.

        Where that takes more than trying and the extra `prove` is not installed, or `seconds` are not enough, it is
        not decided. Raises UnknownTargetError for another target.
        """
        from sluimer.explain.settled import settle

        return settle(self._kb._changes, target, self._case.given, seconds)

    def sensitivity(self) -> "tuple[Change, ...]":
        """Every single answer that would change the advice, were it different or still given."""
        return self._kb._changes.alone(self._case.given)

    def stakes(self, fact: str) -> "Stakes":
        """What a question decides: which rules its answer can settle, and what waits. Raises UnknownTargetError."""
        from sluimer.explain.stakes import stakes_of

        name = self._fact(fact).id
        return stakes_of(name, self.knowledge, self._kb._plan, self._case, self._inferred, self.advice)

    def _fact(self, name: str) -> Fact:
        """A fact by its id; raises UnknownTargetError."""
        facts = self.knowledge.vocabulary.facts
        if name not in facts:
            from sluimer.explain.why import unknown_target

            raise unknown_target(name, facts, "not-a-question")
        return facts[name]

    @property
    def proof(self) -> "DecisionProof":
        """The proof of the whole decision: what stands for and against each item, and why other rules did not fire."""
        return self._proof("")

    def proof_of(self, target: str) -> "DecisionProof":
        """The proof of one item or topic, with every urgent referral. Raises UnknownTargetError."""
        return self._proof(brief(target))

    def _proof(self, target: str) -> "DecisionProof":
        from sluimer.explain.argument import prove_decision

        return prove_decision(self._explainer(), self.trace, target)

    def _prover(self) -> "Prover":
        from sluimer.explain.proof import Prover

        kb = self._kb
        values = {**self._inferred.values, **self.scores}
        return Prover(kb.knowledge, self._case, values, kb._plan.concluding)

    def _explainer(self) -> "Explainer":
        from sluimer.explain.why import Explainer

        return Explainer(self._prover(), self._kb._plan, self.advice)

    def _holding(self) -> tuple[str, ...]:
        """The rules with an effect that acts, or keeps things open, while their condition is unknown."""
        readings = self._inferred.readings
        return tuple([rule for rule, block, place in self._kb._cautious if readings[block][place] > 0])


def _holds_while_unknown(rule: Rule) -> bool:
    return any(effect.side.cautious for effect in rule.effects)


def load(
    path: str | Path | None = None,
    packs: Iterable[str] | None = None,
    settings: Mapping[str, str] | None = None,
    audience: str | None = None,
) -> KnowledgeBase:
    """The knowledge base in a folder, or the one that comes with Sluimer.

    `packs` leaves the other packs out; `settings` chooses otherwise than the knowledge base does by default;
    `audience` leaves out the texts that such readers may not be told.
    Raises KnowledgeError with every problem when it has any.
    """
    folder = None if path is None else Path(path).absolute()
    knowledge = read_knowledge(bundled_folder() if path is None else Path(path))
    kb = KnowledgeBase(choose(knowledge, packs, settings, audience))
    return _register(kb, _Origin(folder, kb._name))


@dataclass(frozen=True, slots=True)
class _Origin:
    """Where a knowledge base was loaded from, None for the one that comes with Sluimer, and what it is exactly."""

    folder: Path | None
    name: KnowledgeName


_LOADED: Final[WeakValueDictionary[KnowledgeName, KnowledgeBase]] = WeakValueDictionary()
"""The knowledge bases of this process that were loaded and are still held, to be found by what comes from another."""
_REMEMBERED: Final = 4
"""Knowledge bases that are held for what comes from other processes, though nobody else here holds them."""


def _register(kb: KnowledgeBase, origin: _Origin | None) -> KnowledgeBase:
    if origin is not None:
        kb._origin = origin
        _LOADED[origin.name] = kb
    return kb


@lru_cache(_REMEMBERED)
def _receive(parcel: bytes, step_limit: int, origin: _Origin | None) -> KnowledgeBase:
    """The knowledge base that was sent here: one that was loaded here too, or built anew and once for all that come."""
    here = _LOADED.get(origin.name) if origin else None
    if here is not None:
        return here
    import pickle
    from zlib import decompress

    knowledge: Knowledge = pickle.loads(decompress(parcel))  # noqa: S301  # it is part of a pickle, and no safer
    return _register(KnowledgeBase(knowledge, step_limit), origin)


def _consult_again(found: _Origin | KnowledgeBase, case: Case, logged: Receipt | Unlogged | None) -> Consultation:
    """A consultation that was sent here, made again from its answers."""
    kb = found if isinstance(found, KnowledgeBase) else _LOADED.get(found.name) or _load_again(found)
    consultation = Consultation(kb, case, kb._inference.run(case.values))
    consultation._logged = logged
    return consultation


@lru_cache(_REMEMBERED)
def _load_again(origin: _Origin) -> KnowledgeBase:
    """The knowledge base from where it was; raises KnowledgeError where that is another one by now."""
    name = origin.name
    kb = load(origin.folder, name.packs or None, dict(name.settings), name.audience or None)
    if kb._name != name:
        place = Position("sluimer" if origin.folder is None else str(origin.folder))
        raise KnowledgeError((Problem("another-knowledge", place, (("digest", name.digest),)),))
    return kb


def bundled_folder() -> Path:
    """The folder of the knowledge that comes with Sluimer: inside the package, or in a checkout beside it."""
    package = Path(__file__).parents[1]
    inside, checkout = package / "bundled", package.parent.name == "engine"  # beside any other stands somebody else's
    return package.parent.parent if checkout and not inside.is_dir() else inside
