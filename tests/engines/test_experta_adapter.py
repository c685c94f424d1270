"""Each hazard of experta, met as it comes from the shelf, and mended by the adapter.

Every remedy is shown beside the stock behaviour, so that a test here fails if the hazard is gone (and the remedy can
go too) as well as when the remedy is.
"""

import gc
import logging
import os
import subprocess
import sys
import weakref
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from functools import partial
from importlib.metadata import version
from typing import Any

import pytest

from sluimer import CaseError, KnowledgeBase, StepLimitError
from sluimer.engines.consult import experta_adapter
from sluimer.engines.consult.compile import Readings, Stratum, Weigh
from sluimer.engines.consult.experta_adapter import Inference, host_left_alone
from tries import IN_FULL

with host_left_alone():
    from experta import Fact, KnowledgeEngine, Rule

THIRSTY: Mapping[str, object] = {"indoors": True, "drooping": True, "moisture": 30, "light": "shade", "height": 20}
THIRSTY_FIRES = ("drooping-means-thirsty", "thirst-or-pests-mean-stress", "thirsty-plants-get-water")


def _in_fresh_process(script: str, seed: int = 0) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "PYTHONHASHSEED": str(seed)}
    return subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, timeout=60, check=False, env=environment
    )


LENT = "import collections, collections.abc\ncollections.Mapping = collections.abc.Mapping\n"


@pytest.mark.skipif(version("frozendict") != "1.2", reason="a current frozendict needs nothing to be lent")
def test_stock_experta_does_not_import_and_through_the_adapter_it_does() -> None:
    """frozendict 1.2 asks for `collections.Mapping`, which is lent for the import alone."""
    stock = _in_fresh_process("import experta")
    assert stock.returncode != 0
    assert "Mapping" in stock.stderr
    ours = _in_fresh_process(
        "import collections\nimport sluimer, experta\nprint(hasattr(collections, 'Mapping'), experta.__name__)"
    )
    assert (ours.stdout, ours.stderr) == ("False experta\n", "")


def test_an_alias_that_the_host_set_itself_stays() -> None:
    """What was not lent is not taken back."""
    ours = _in_fresh_process(f"{LENT}import sluimer\nprint(collections.Mapping is collections.abc.Mapping)")
    assert (ours.stdout, ours.stderr) == ("True\n", "")


def test_the_alias_is_taken_back_when_the_import_fails() -> None:
    """Also then the host is left as it was."""
    import collections

    def fail_inside() -> None:
        with host_left_alone():
            assert hasattr(collections, "Mapping")
            raise ImportError

    with pytest.raises(ImportError):
        fail_inside()
    assert not hasattr(collections, "Mapping")


def test_stock_experta_configures_the_root_logger_and_the_adapter_leaves_it() -> None:
    """`logging.basicConfig()` at import would take the host's own configuration its chance."""
    state = "import logging\nroot = logging.getLogger()\nprint(len(root.handlers), root.level, root.disabled)"
    untouched = _in_fresh_process(state).stdout
    assert _in_fresh_process(f"{LENT}import experta\n{state}").stdout != untouched
    assert _in_fresh_process(f"import sluimer\n{state}").stdout == untouched


def test_handlers_of_the_host_stay() -> None:
    """Those that were there before, in the same order."""
    root = logging.getLogger()
    before = list(root.handlers)
    with host_left_alone():
        root.addHandler(logging.NullHandler())
    assert root.handlers == before


STOCK_ORDER = f"""{LENT}
from experta import Fact, KnowledgeEngine, Rule
fired = []
class Engine(KnowledgeEngine):
    pass
for number in range(8):
    def act(self, number=number):
        fired.append(number)
    setattr(Engine, f"rule_{{number}}", Rule(Fact(a=True))(act))
engine = Engine()
engine.reset()
engine.declare(Fact(a=True))
engine.run()
print(fired)
"""

OUR_ORDER = """
import sluimer
kb = sluimer.load()
case = {"age": 70, "kidney_problems": True, "trouble_falling_asleep": True, "medicines": ["ppi"], "poor_diet": True}
print([firing.rule for firing in kb.consult(case).trace.firings])
"""


@IN_FULL
def test_stock_firing_order_differs_between_processes_and_ours_never() -> None:
    """Rules of equal salience come in the order of hashes; every rule of ours has a salience of its own."""
    seeds = range(6)
    assert len({_in_fresh_process(STOCK_ORDER, seed).stdout for seed in seeds}) > 1
    ours = {_in_fresh_process(OUR_ORDER, seed).stdout for seed in seeds}
    assert len(ours) == 1
    assert len(ours.pop().split(",")) > 3


def test_every_rule_has_a_salience_of_its_own(plant_care: KnowledgeBase) -> None:
    """Safety goes before advice within a stratum."""
    rules = [activation.rule for activation in plant_care._inference._productions.activations.values()]
    salience = {rule.__name__: rule.salience for rule in rules}
    assert len(set(salience.values())) == len(plant_care.knowledge.rules)
    assert salience["wet-soil-stops-water"] > salience["sun-is-better"]


class _StockThatFails(KnowledgeEngine):  # type: ignore[misc]  # experta has no types
    @Rule(Fact(a=True))  # type: ignore[untyped-decorator]  # the same
    def fails(self) -> None:
        raise ZeroDivisionError


def _watched(kb: KnowledgeBase, watch: Callable[[], None]) -> Inference:
    """An inference with somebody who looks on whenever rules are weighed."""

    def weigh(real: Weigh, said: Readings, outside: Sequence[int]) -> None:
        watch()
        real(said, outside)

    def watched(stratum: Stratum) -> Stratum:
        return replace(stratum, weigh=partial(weigh, stratum.weigh))

    program = kb._plan.program
    blocks = [replace(block, strata=tuple(map(watched, block.strata))) for block in program.blocks]
    return Inference(replace(program, blocks=tuple(blocks)), kb.knowledge.rules.values())


def _fail() -> None:
    raise ZeroDivisionError


def test_a_failed_consultation_leaves_stock_running_and_ours_clean(plant_care: KnowledgeBase) -> None:
    """The next person gets what a first person would have got."""
    stock = _StockThatFails()
    stock.reset()
    stock.declare(Fact(a=True))
    with pytest.raises(ZeroDivisionError):
        stock.run()
    assert stock.running

    broken: list[bool] = []
    ours = _watched(plant_care, lambda: None if not broken else _fail())
    before = ours.run({"drooping": True})
    broken.append(True)
    with pytest.raises(ZeroDivisionError):
        ours.run({"light": "sun", "drooping": True})
    broken.clear()
    assert ours.run({"drooping": True}) == before
    assert before.fired == ("ask-for-the-light", *THIRSTY_FIRES)


class _StockOfTwo(KnowledgeEngine):  # type: ignore[misc]  # experta has no types
    @Rule(Fact(a=True))  # type: ignore[untyped-decorator]  # the same
    def first(self) -> None:
        self.declare(Fact(b=True))

    @Rule(Fact(b=True))  # type: ignore[untyped-decorator]  # the same
    def second(self) -> None:
        self.declare(Fact(c=True))


def test_stock_stops_at_its_steps_in_silence_and_ours_raises_with_what_fired(plant_care: KnowledgeBase) -> None:
    """Half an inference must never pass for a whole one."""
    stock = _StockOfTwo()
    stock.reset()
    stock.declare(Fact(a=True))
    stock.run(1)
    assert Fact(c=True) not in stock.facts.values()

    ours = KnowledgeBase(plant_care.knowledge, step_limit=2)
    with pytest.raises(StepLimitError) as raised:
        ours.consult(THIRSTY)
    assert raised.value.limit == 2
    assert raised.value.fired == THIRSTY_FIRES[:2]
    assert str(raised.value) == (
        "stopped after 2 firings; the last were `drooping-means-thirsty`, `thirst-or-pests-mean-stress`"
    )


def test_a_limit_that_is_just_enough_is_enough(plant_care: KnowledgeBase) -> None:
    """And the error does not poison the knowledge base."""
    ours = KnowledgeBase(plant_care.knowledge, step_limit=3)
    assert ours.consult(THIRSTY).advice.fired == THIRSTY_FIRES
    with pytest.raises(StepLimitError):
        ours.consult({"drooping": True, "pests": ["aphids", "mites"], "light": "shade"})
    assert ours.consult(THIRSTY).advice.fired == THIRSTY_FIRES


class _StockOfOne(KnowledgeEngine):  # type: ignore[misc]  # experta has no types
    fired = 0

    @Rule(Fact(drooping=True))  # type: ignore[untyped-decorator]  # the same
    def one(self) -> None:
        self.fired += 1


def _stock_with(**fields: object) -> _StockOfOne:
    stock = _StockOfOne()
    stock.reset()
    stock.declare(Fact(**fields))
    stock.run()
    return stock


def test_stock_takes_1_for_true_and_ours_refuses_it(plant_care: KnowledgeBase) -> None:
    """A count of one is no yes."""
    assert _stock_with(drooping=1).fired == 1
    with pytest.raises(CaseError):
        plant_care.consult({"drooping": 1})
    with pytest.raises(CaseError):
        plant_care.consult({"height": True})


def test_stock_takes_unknown_fields_and_ours_refuses_them(plant_care: KnowledgeBase) -> None:
    """A misspelt name is no silence."""
    assert _stock_with(droopign=True).fired == 0
    with pytest.raises(CaseError) as raised:
        plant_care.consult({"droopign": True})
    assert raised.value.problems[0].near == "drooping"


def test_stock_drops_duplicate_facts_and_ours_never_takes_one_for_another(plant_care: KnowledgeBase) -> None:
    """Two facts with equal values are two facts; a finding that two rules conclude is concluded once."""
    stock = _stock_with(drooping=True)
    assert stock.declare(Fact(drooping=True)) is None
    both = plant_care.consult({"drooping": True, "pests": ["mites"], "indoors": True})
    assert both.advice.findings == {"thirsty": True, "stressed": True}
    assert len(both.advice.fired) == len(set(both.advice.fired))


def test_firings_are_data(plant_care: KnowledgeBase) -> None:
    """Each with the tests that made it true and its sources, where stock experta has lines in a log."""
    first, *_ = plant_care.consult(THIRSTY).trace.firings
    (test,) = first.tests
    assert (first.number, first.rule, first.cites) == (1, "drooping-means-thirsty", ("B2",))
    assert (test.fact, test.value, str(test.origin), test.truth) == ("drooping", True, "answered", True)


def test_stock_writes_persons_to_the_log_of_the_host_and_ours_nothing(
    plant_care: KnowledgeBase, caplog: pytest.LogCaptureFixture
) -> None:
    """A host that logs at INFO must not find anybody's health in its log."""
    with caplog.at_level(logging.DEBUG):
        _stock_with(drooping=True)
        assert "drooping=True" in caplog.text
        caplog.clear()
        assert plant_care.consult(THIRSTY).to_json()
        assert caplog.text == ""


def _survivors(kind: type) -> int:
    gc.collect()
    return sum(isinstance(thing, kind) for thing in gc.get_objects())


@IN_FULL
def test_stock_keeps_persons_alive_and_ours_forgets_them(plant_care: KnowledgeBase) -> None:
    """Stock rules hang on the class and keep the last engine; caches keep facts. Nothing of ours outlives one."""
    stock = _stock_with(drooping=True)
    kept = weakref.ref(stock)
    del stock
    gc.collect()
    assert kept() is not None

    consultation = weakref.ref(plant_care.consult(THIRSTY))
    for _ in range(50):
        plant_care.consult(THIRSTY).trace.as_dict()
    assert _survivors(experta_adapter._Values) == 0
    assert _survivors(experta_adapter._Engine) == 0
    assert consultation() is None


def test_a_consultation_leaves_the_classes_of_the_adapter_as_they_were(plant_care: KnowledgeBase) -> None:
    """No state on a class, so that threads cannot meet there."""
    classes: list[type[Any]] = [
        experta_adapter._Engine, experta_adapter._BlockMatcher, experta_adapter._BySalience, experta_adapter._Values,
    ]  # fmt: skip
    before = [dict(vars(each)) for each in classes]
    plant_care.consult(THIRSTY)
    assert [dict(vars(each)) for each in classes] == before


def _fired_inside(kb: KnowledgeBase) -> Callable[[], tuple[str, ...]]:
    return lambda: kb.consult(THIRSTY).advice.fired


def test_a_consultation_within_a_consultation_disturbs_neither(plant_care: KnowledgeBase) -> None:
    """Engines share no agenda: somebody consults for another person while rules are weighed."""
    inside = _fired_inside(plant_care)
    seen: list[tuple[str, ...]] = []
    outer = _watched(plant_care, lambda: seen.append(inside()))
    assert outer.run({"drooping": True}).fired == ("ask-for-the-light", *THIRSTY_FIRES)
    assert set(seen) == {THIRSTY_FIRES}


@pytest.mark.parametrize("name", ["self", "cls", "values", "update", "items", "copy", "engine", "class", "from"])
def test_a_fact_may_have_any_name(name: str, plant_care: KnowledgeBase) -> None:
    """Names of Python and of experta mean nothing here."""
    inferred = plant_care._inference.run({name: True, "drooping": True})
    assert inferred.values[name] is True
    assert inferred.fired == ("ask-for-the-light", *THIRSTY_FIRES)
