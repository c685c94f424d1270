"""Which language is meant: a region falls back to its language, and what is not there is an error."""

import json
import pickle
from collections.abc import Callable
from dataclasses import replace

import pytest

from sluimer import (
    CaseError,
    ItemAdvice,
    KnowledgeBase,
    Position,
    Problem,
    SluimerError,
    State,
    UnknownLanguageError,
)
from sluimer.audit.log import DecisionLog
from sluimer.audit.record import make_record
from sluimer.knowledge.text import Text
from sluimer.messages import language_among
from sluimer.tell.item_texts import item_text, reasons
from sluimer.tell.speaker import Speaker

THIRSTY = {"indoors": True, "drooping": True, "moisture": 20, "light": "shade"}


@pytest.mark.parametrize(
    ("wanted", "meant"),
    [
        *(("en", "en"), ("EN", "en"), ("en-GB", "en"), ("en_GB", "en"), ("en_GB.UTF-8", "en"), ("nl_BE@euro", "nl")),
        *(("NL", "nl"), ("nl-Latn-BE-x-plat", "nl"), (" nl ", "nl"), ("pt-BR", "pt-BR"), ("pt_br", "pt-BR")),
        ("zh-Hant-TW", "zh-Hant"),
    ],
)
def test_a_region_falls_back_to_its_language(wanted: str, meant: str) -> None:
    assert language_among(wanted, ("nl", "en", "pt-BR", "zh-Hant")) == meant


@pytest.mark.parametrize("wanted", ["de", "english", "n", "nll", "", "-", "C", "C.UTF-8", "en,nl", "pt", "zh", "x-nl"])
def test_what_is_not_there_is_an_error_that_names_what_is(wanted: str) -> None:
    """Nothing is guessed: not from a part of the name, and not from a language to one of its regions."""
    with pytest.raises(UnknownLanguageError) as raised:
        language_among(wanted, ("nl", "en", "pt-BR", "zh-Hant"))
    assert str(raised.value).endswith("choose from `nl`, `en`, `pt-BR`, `zh-Hant`")
    assert isinstance(raised.value, SluimerError)
    assert isinstance(raised.value, ValueError)


@pytest.mark.parametrize("wanted", [None, 5, b"nl", ["nl"]])
def test_what_is_no_text_is_no_language(wanted: object) -> None:
    with pytest.raises(UnknownLanguageError):
        language_among(wanted, ("nl", "en"))  # type: ignore[arg-type]  # what a caller can get wrong


def test_the_error_can_be_sent() -> None:
    again = pickle.loads(pickle.dumps(UnknownLanguageError("de", ("nl", "en"))))
    assert (again.language, again.known, str(again)) == (
        "de",
        ("nl", "en"),
        str(UnknownLanguageError("de", again.known)),
    )


def _problem() -> Problem:
    return CaseError((Problem("no-packs", Position("case"), (("known", "`a`"),)),)).problems[0]


def _water(kb: KnowledgeBase) -> ItemAdvice:
    return kb.consult(THIRSTY).advice.in_state(State.GIVEN)[0]


Telling = Callable[[KnowledgeBase, str], object]

TELLING: dict[str, Telling] = {
    "text": lambda kb, language: item_text(_water(kb), Speaker(kb.knowledge, language)),
    "reasons": lambda kb, language: reasons(_water(kb), Speaker(kb.knowledge, language)),
    "tell": lambda kb, language: kb.consult(THIRSTY).tell("person", language),
    "as_dict": lambda kb, language: kb.consult(THIRSTY).as_dict(language),
    "to_json": lambda kb, language: kb.consult(THIRSTY).to_json(language),
    "full": lambda kb, language: kb.consult(THIRSTY).to_json(language, full=True),
    "record": lambda kb, language: make_record(kb.consult(THIRSTY), language)["result"],
    "speaker": lambda kb, language: Speaker(kb.knowledge, language),
    "a text of the knowledge": lambda kb, language: kb.knowledge.vocabulary.items["water"].text.in_language(language),
    "message": lambda _, language: _problem().message(language),
    "help": lambda _, language: _problem().help(language),
    "render": lambda _, language: _problem().render(language),
    "problem": lambda _, language: _problem().as_dict(language),
    "error": lambda _, language: CaseError((_problem(),)).render(language),
}


@pytest.mark.parametrize("tell", TELLING.values(), ids=TELLING)
def test_all_that_takes_a_language_takes_its_regions_and_refuses_others(
    plant_care: KnowledgeBase, tell: Telling
) -> None:
    """An item that has no text to tell refuses it too, since the next one would have."""
    assert (
        tell(plant_care, "en_GB.UTF-8") == tell(plant_care, "en") != tell(plant_care, "NL-be") == tell(plant_care, "nl")
    )
    with pytest.raises(UnknownLanguageError):
        tell(plant_care, "de")


def test_a_withheld_item_has_no_text_in_any_language_that_there_is(plant_care: KnowledgeBase) -> None:
    water = plant_care.consult({}).advice.items[0]
    assert [item_text(water, Speaker(plant_care.knowledge, language)) for language in ("nl", "en")] == ["", ""]


def test_a_consultation_refuses_a_language_before_anything_is_kept(
    plant_care: KnowledgeBase, lite: DecisionLog
) -> None:
    """Also without a log; a region is kept as its language."""
    for log in (None, lite):
        with pytest.raises(UnknownLanguageError):
            plant_care.consult(THIRSTY, log=log, language="de")
    plant_care.consult(THIRSTY, log=lite, language="en-GB")
    assert [logged.part and logged.part["language"] for logged in lite.decisions()] == ["en"]


def test_the_json_says_its_language(plant_care: KnowledgeBase) -> None:
    """The first of the knowledge base where none was named."""
    consultation = plant_care.consult(THIRSTY)
    assert [json.loads(consultation.to_json(one))["language"] for one in ("", "en-US", "nl")] == ["nl", "en", "nl"]
    assert [_problem().as_dict(one)["language"] for one in ("en-US", "nl")] == ["en", "nl"]


def test_an_empty_text_is_empty_in_every_language() -> None:
    assert Text().in_language("de") == ""


def test_where_the_interface_alone_has_a_language_the_knowledge_speaks_its_first(plant_care: KnowledgeBase) -> None:
    """An English reader of a Dutch knowledge base reads Dutch advice in an English frame."""
    dutch = replace(plant_care.knowledge, manifest=replace(plant_care.knowledge.manifest, languages=("nl",)))
    speaker = Speaker(dutch, "en-GB")
    assert (speaker.say("yes"), speaker.text(Text((("nl", "kamer"),)))) == ("yes", "kamer")
