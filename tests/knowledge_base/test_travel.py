"""Everything public can be copied, pickled and serialised, small; nothing of it is left behind uncollected."""

import copy
import dataclasses
import gc
import json
import pickle
import shutil
import weakref
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path
from typing import Any

import pytest

import sluimer
from sluimer import Consultation, KnowledgeBase, Position, Problem, StepLimitError
from sluimer.audit.log import DecisionLog
from sluimer.knowledge.frozen import FrozenDict
from sluimer.tell.pages.notebook import table

STRESSED = {"light": "shade", "pests": ["mites"], "moisture": 5, "drooping": "unknown"}


def _public(consultation: Consultation, target: str) -> dict[str, Any]:
    """One of each public class that holds data."""
    return {
        "advice": consultation.advice,
        "item": consultation.advice.items[0],
        "case": consultation.case,
        "trace": consultation.trace,
        "firing": consultation.trace.firings[0],
        "proof": consultation.proof,
        "explanation": consultation.why_not(target)[0],
        "values": consultation.values,
        "findings": consultation.advice.findings,
        "stopped": dict(consultation.stopped),
        "problem": Problem("no-packs", Position("case", path="/a"), (("known", "`a`"),)),
        "knowledge": consultation.knowledge,
    }


NAMES = [
    *("advice", "item", "case", "trace", "firing", "proof", "explanation", "values", "findings", "stopped", "problem"),
    "knowledge",
]


def _sent(value: Any) -> Any:
    return pickle.loads(pickle.dumps(value))


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("copied", [copy.copy, copy.deepcopy, _sent])
def test_a_copy_is_equal_and_says_the_same(plant_care: KnowledgeBase, name: str, copied: Callable[[Any], Any]) -> None:
    value = _public(plant_care.consult(STRESSED), "water")[name]
    again = copied(value)
    assert again == value
    assert type(again) is type(value)
    if hasattr(value, "as_dict"):
        assert again.as_dict() == value.as_dict()


@pytest.mark.parametrize("name", [name for name in NAMES if name not in ("values", "findings", "stopped")])
def test_each_is_plain_data_for_json(plant_care: KnowledgeBase, name: str) -> None:
    """As `dataclasses.asdict` makes it, which web frameworks call."""
    assert json.dumps(dataclasses.asdict(_public(plant_care.consult(STRESSED), "water")[name]))


def test_mappings_that_cannot_change_are_plain_to_others(plant_care: KnowledgeBase) -> None:
    values = plant_care.consult(STRESSED).values
    assert json.loads(json.dumps(values)) == dict(values)
    for change in ("clear", "popitem"):
        with pytest.raises(TypeError):
            getattr(values, change)()
    with pytest.raises(TypeError):
        values |= {"light": "sun"}  # type: ignore[operator]  # that is the test
    assert type(_sent(values)) is FrozenDict
    assert hash(_sent(values)) == hash(values)


@pytest.mark.parametrize(
    ("name", "most"),
    [
        ("firing", 1_000),
        ("item", 2_000),
        ("explanation", 33_000),  # with the words of every statement that it names
        ("advice", 16_000),
        ("trace", 11_000),
        ("case", 2_000),
    ],
)
def test_each_is_small_when_it_is_sent(magnesium: KnowledgeBase, name: str, most: int) -> None:
    """No knowledge goes with it; the bundled one alone is half a million bytes."""
    consultation = magnesium.consult({"age": 58, "insomnia": True, "kidney_problems": True})
    assert len(pickle.dumps(_public(consultation, "dose")[name])) < most


def test_a_consultation_that_was_sent_tells_the_same_texts(magnesium: KnowledgeBase) -> None:
    for case in ({"age": 41}, {"age": 58, "insomnia": True, "kidney_problems": True}):
        consultation = magnesium.consult(case)
        again = _sent(consultation)
        for language in ("nl", "en"):
            assert again.to_json(language, full=True) == consultation.to_json(language, full=True)
            assert again.tell("auditor", language) == consultation.tell("auditor", language)


def test_advice_is_a_plain_value(plant_care: KnowledgeBase) -> None:
    """It holds no texts, so that two of one content are equal whatever they were made with."""
    advice = plant_care.consult(STRESSED).advice
    other = dataclasses.replace(advice, outcome=sluimer.Outcome.NOT_COVERED)
    assert other != advice
    assert dataclasses.replace(other, outcome=advice.outcome) == advice


def test_a_knowledge_base_and_a_consultation_are_their_own_copies(plant_care: KnowledgeBase) -> None:
    """They never change."""
    for value in (plant_care, plant_care.consult(STRESSED)):
        assert copy.copy(value) is copy.deepcopy(value) is value


def test_a_log_is_its_own_copy_and_goes_nowhere(lite: DecisionLog) -> None:
    """Its key would go along; what it shows of itself is which log it is, and where."""
    assert copy.copy(lite) is copy.deepcopy(lite) is lite
    with pytest.raises(TypeError, match="open it there"):
        pickle.dumps(lite)
    assert repr(lite) == f"<DecisionLog {lite.id} in {lite.name}>"


def test_a_loaded_knowledge_base_that_comes_back_is_the_one_that_went(plants: Path) -> None:
    """So that a thousand consultations from other processes share it."""
    kb = sluimer.load(plants)
    assert _sent(kb) is kb
    again = _sent(kb.consult(STRESSED))
    assert again.knowledge is kb.knowledge
    assert again.advice == kb.consult(STRESSED).advice


def test_a_knowledge_base_made_by_hand_is_built_once_for_all_that_come(plant_care: KnowledgeBase) -> None:
    """And is never taken for the loaded one, though both may have one digest."""
    rules = dict(plant_care.knowledge.rules)
    rules.pop("thirsty-plants-get-water")
    made = KnowledgeBase(dataclasses.replace(plant_care.knowledge, rules=rules))
    one, other = _sent(made.consult(STRESSED)), _sent(made)
    assert one.knowledge is other.knowledge
    assert "thirsty-plants-get-water" not in one.knowledge.rules


def test_a_step_limit_goes_along(plant_care: KnowledgeBase) -> None:
    thirsty = {"indoors": True, "drooping": True, "moisture": 30, "light": "shade"}
    with pytest.raises(StepLimitError):
        _sent(KnowledgeBase(plant_care.knowledge, step_limit=1)).consult(thirsty)


def test_a_consultation_is_made_again_from_the_files_where_nobody_holds_them(plants: Path) -> None:
    """A few hundred bytes, with what was chosen; where the folder is gone, the error says what to do."""
    kb = sluimer.load(plants, packs=["book"])
    sent, advice, digest = pickle.dumps(kb.consult(STRESSED)), kb.consult(STRESSED).advice, kb.knowledge.digest
    del kb
    assert len(sent) < 1_500
    again = pickle.loads(sent)
    assert (again.advice, again.knowledge.digest) == (advice, digest)
    assert {rule.pack for rule in again.knowledge.rules.values()} == {"book"}


def test_a_consultation_of_what_is_gone_says_so(plants: Path, tmp_path: Path) -> None:
    moved = tmp_path / "elsewhere"
    shutil.copytree(plants, moved)
    manifest = moved / "rules" / "knowledge.yaml"
    manifest.write_text(manifest.read_text(encoding="utf-8") + "# of our own\n", encoding="utf-8")
    kb = sluimer.load(moved)
    sent = pickle.dumps(kb.consult(STRESSED))
    del kb
    shutil.rmtree(moved)
    with pytest.raises(sluimer.KnowledgeError):
        pickle.loads(sent)


def test_a_receipt_travels_with_its_decision(plant_care: KnowledgeBase, lite: DecisionLog) -> None:
    consultation = plant_care.consult(STRESSED, log=lite, person="fern")
    assert _sent(consultation).logged == consultation.logged
    assert [logged.number for logged in lite.decisions()] == [1]


def test_another_process_can_be_sent_a_knowledge_base_and_send_consultations_back(plants: Path) -> None:
    """As `executor.map(kb.consult, people)` does, in a process that shares nothing with this one."""
    kb = sluimer.load(plants)
    people: list[dict[str, object]] = [STRESSED, {}]
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as pool:
        back = list(pool.map(kb.consult, people, chunksize=2))
    assert [one.knowledge is kb.knowledge for one in back] == [True, True]
    assert [one.advice for one in back] == [kb.consult(person).advice for person in people]


ERRORS: list[Exception] = [
    sluimer.CaseError((Problem("not-a-name", Position("case"), (("name", "3"),)),)),
    sluimer.KnowledgeError(()),
    sluimer.LogError(()),
    sluimer.PopulationError(()),
    sluimer.UndecidedError(("somebody",)),
    sluimer.UnknownTargetError(()),
    sluimer.UnknownLanguageError("de", ("nl",)),
    StepLimitError(3, ("a", "b")),
]


@pytest.mark.parametrize("error", ERRORS, ids=lambda error: type(error).__name__)
@pytest.mark.parametrize("copied", [copy.copy, copy.deepcopy, _sent])
def test_each_error_reaches_whoever_waits_for_it(error: Exception, copied: Callable[[Any], Any]) -> None:
    again = copied(error)
    assert type(again) is type(error)
    assert (str(again), vars(again)) == (str(error), vars(error))


@pytest.mark.parametrize("error", ERRORS, ids=lambda error: type(error).__name__)
def test_each_error_tells_the_same_where_it_arrives_as_text(error: Exception) -> None:
    """As Celery sends it: what it was made of as JSON, or as text where that cannot be."""
    again = type(error)(*json.loads(json.dumps(error.args)))
    assert str(again) == str(error)
    if isinstance(again, sluimer.CaseError):
        assert (again.problems, again.render("nl")) == ((), str(error))


def test_every_public_error_was_tried() -> None:
    public = [getattr(sluimer, name) for name in sluimer.__all__]
    errors = {one for one in public if isinstance(one, type) and issubclass(one, sluimer.SluimerError)}
    assert errors - {sluimer.SluimerError} == {type(error) for error in ERRORS}


def _done(kb: KnowledgeBase) -> None:
    consultation = kb.consult(STRESSED)
    _ = consultation.advice, consultation.trace, consultation.proof, consultation.why("water")


def _refused(kb: KnowledgeBase) -> None:
    with pytest.raises(sluimer.CaseError):
        kb.consult({"lihgt": "sun"})


def _stopped(kb: KnowledgeBase) -> None:
    with pytest.raises(StepLimitError):
        KnowledgeBase(kb.knowledge, step_limit=0).consult({"drooping": True, "indoors": True, "moisture": 30})


@pytest.mark.parametrize("act", [_done, _refused, _stopped])
def test_nothing_waits_for_the_collector(plant_care: KnowledgeBase, act: Callable[[KnowledgeBase], None]) -> None:
    """Also where a consultation fails: what is done with is gone at once."""
    act(plant_care)
    gc.collect()
    gc.disable()
    try:
        act(plant_care)
        left = [one for one in _unreachable() if type(one).__module__.startswith(("sluimer", "experta"))]
    finally:
        gc.enable()
    assert left == []


def _unreachable() -> list[object]:
    """What the collector finds that nobody can reach."""
    gc.set_debug(gc.DEBUG_SAVEALL)
    try:
        gc.collect()
        return list(gc.garbage)
    finally:
        gc.set_debug(0)
        gc.garbage.clear()


def test_a_knowledge_base_that_nobody_holds_is_gone(plants: Path) -> None:
    """What finds it again does not keep it."""
    kb = sluimer.load(plants)
    seen = weakref.ref(kb)
    del kb
    assert seen() is None


@pytest.mark.parametrize("name", NAMES)
def test_each_is_shown_on_one_short_line(magnesium: KnowledgeBase, name: str) -> None:
    """And a case names no answer, so that none gets into somebody's log by accident."""
    value = _public(magnesium.consult({"age": 58, "kidney_problems": True}), "dose")[name]
    if name not in ("values", "findings", "stopped", "problem"):
        assert len(repr(value)) < 100
        assert "58" not in repr(value)
        assert "kidney" not in repr(value) or name in ("firing", "explanation")


def test_a_knowledge_base_and_a_consultation_are_shown_on_one_short_line(plant_care: KnowledgeBase) -> None:
    assert repr(plant_care).startswith("<KnowledgeBase house-plants 1.0.0: 8 rules, sha256:")
    assert repr(plant_care.consult({})).startswith("<Consultation with <KnowledgeBase house-plants")
    assert repr(plant_care.consult({}).advice).startswith("<Advice answers_needed: ")
    assert max(len(repr(one)) for one in (plant_care, plant_care.consult({}), plant_care.consult({}).advice)) < 150


def test_a_notebook_shows_text_and_nothing_else(
    plants: Path, change: Callable[[str, str | None, str], None], plant_care: KnowledgeBase
) -> None:
    """Whatever an author wrote, nothing of it becomes markup."""
    item = plant_care.knowledge.vocabulary.items["water"]
    change("facts/advice.yaml", item.text.in_language("nl"), "<script>alert(1)</script> & {range} {start}")
    kb = sluimer.load(plants)
    thirsty = kb.consult({"indoors": True, "drooping": True, "moisture": 20, "light": "shade"})
    assert "&lt;script&gt;alert(1)&lt;/script&gt; &amp; " in thirsty._repr_html_()
    assert "<script" not in thirsty._repr_html_()
    assert "\u202e" not in table("plants", [("\u202ewater",)])
    assert kb._repr_html_().startswith("<table><caption>&lt;KnowledgeBase house-plants")


def test_the_version_is_that_of_the_package() -> None:
    from importlib.metadata import version

    assert sluimer.__version__ == version("sluimer")


def test_a_view_of_a_web_framework_returns_what_is_public(plant_care: KnowledgeBase) -> None:
    """By the type it declares and without one: what FastAPI does is asked of its own parts."""
    encoders = pytest.importorskip("fastapi.encoders")
    pydantic = pytest.importorskip("pydantic")
    for name, value in _public(plant_care.consult(STRESSED), "water").items():
        assert json.dumps(encoders.jsonable_encoder(value))
        if name not in ("values", "findings", "stopped", "knowledge"):
            adapter = pydantic.TypeAdapter(type(value))
            read = adapter.validate_python(dataclasses.asdict(value))
            assert json.loads(adapter.dump_json(read))


def test_a_view_that_returns_a_consultation_fails_and_tells_nothing(plant_care: KnowledgeBase) -> None:
    """It would be the whole knowledge, and all answers, to whoever asked."""
    encoders = pytest.importorskip("fastapi.encoders")
    with pytest.raises(ValueError, match="Consultation"):
        encoders.jsonable_encoder(plant_care.consult(STRESSED))
