"""Every effect is known wherever effects are told of: each place that one of them lacks fails here."""

import json
from typing import get_args

import pytest

from conftest import ROOT
from sluimer.audit.record import check_record
from sluimer.knowledge.rule import Effect, Side
from sluimer.language import forms
from sluimer.messages.texts import section, spoken
from strategies import knowledge as generated

EFFECTS = {effect.kind: effect for effect in get_args(Effect)}
PACKAGE = ROOT / "engine" / "sluimer"


@pytest.mark.parametrize("kind", EFFECTS)
def test_an_effect_is_a_word_of_the_language_that_rules_may_use(kind: str) -> None:
    assert kind in {key.name for key in forms.EFFECT.keys}


@pytest.mark.parametrize("kind", EFFECTS)
def test_an_effect_has_words_and_an_arrow_in_each_language(kind: str) -> None:
    for language in spoken():
        words = section("tell", language=language)
        assert any(key == f"effect-{kind}" or key.startswith(f"effect-{kind}-") for key in words)
        assert f"arrow-{kind}" in words


@pytest.mark.parametrize("side", [side for side in Side if side not in (Side.CONCLUDES, Side.ASKS)])
def test_what_acts_on_items_is_told_as_an_argument_that_holds_and_as_one_that_may(side: Side) -> None:
    for language in spoken():
        assert {f"argument-{side}", f"argument-may-{side}"} <= section("tell", language=language).keys()


@pytest.mark.parametrize("kind", EFFECTS)
def test_an_effect_is_in_the_form_of_a_record_and_among_what_is_generated(kind: str) -> None:
    assert kind in check_record.FORMS.partition("\neffect ")[2].partition("\n\n")[0]
    assert EFFECTS[kind].__name__ in vars(generated)
    schema = json.loads((PACKAGE / "audit/record/decision.schema.json").read_text(encoding="utf-8"))
    assert kind in json.dumps(schema["$defs"]["effect"])
