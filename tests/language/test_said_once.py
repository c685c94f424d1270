"""What a shape says is what the reader, the schema, the reference and the interview say: a change of it changes all."""

import runpy
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from io import StringIO
from pathlib import Path

import jsonschema
import pytest
import yaml

from conftest import ROOT
from sluimer import KnowledgeBase
from sluimer.commands.author.fill import Filler
from sluimer.commands.author.interview import Interview, StoppedError
from sluimer.commands.output import Paper
from sluimer.language.forms import RULE
from sluimer.language.shape import Form, Key, Many, Name, Number, OneOf, Said, Shape, Table, Texts, Word, YesNo
from sluimer.messages import Problems
from sluimer.read import form
from sluimer.read.lexicon import Lexicon
from sluimer.read.nodes import parse
from sluimer.schema.names import Names
from sluimer.schema.shapes import definitions, schema_of
from sluimer.tell.speaker import Speaker

PLANT = Form(
    "plant",
    Said("een plant", "a plant"),
    (
        Key("name", Word(), Said("hoe hij heet", "what it is called"), needed=True),
        Key("light", OneOf(("dim", "bright")), Said("hoeveel licht", "how much light"), needed=True),
        Key("shade", Number(share=True), Said("hoeveel ervan weg is", "how much is gone"), only_with=("bright",)),
        Key("lamp", YesNo(), Said("met een lamp", "with a lamp"), needed_with=("dim",)),
        Key("asks", Many(Name("fact")), Said("wat erbij hoort", "what goes with it")),
    ),
    decided_by="light",
)
"""A form that is no part of the language."""
SOUND = "name: fern\nlight: bright\n"
REFERENCE = runpy.run_path(str(ROOT / "docs" / "generate.py"))


def _read(shape: Form, text: str, base: KnowledgeBase) -> list[str]:
    """The problems that the reader has with a text."""
    problems = Problems()
    node = parse(text, "plant.yaml", problems)
    assert node is not None
    form.fields(shape, node, "plant", Lexicon(problems, ("nl", "en"), {"fact": base.knowledge.vocabulary.facts}))
    return [problem.code for problem in problems.sorted()]


def _fits_schema(shape: Form, text: str, base: KnowledgeBase) -> bool:
    names = Names(base.knowledge, (), "en")
    schema = schema_of(shape, names)
    whole = {**schema, "definitions": definitions(schema, names)}
    return jsonschema.Draft7Validator(whole).is_valid(yaml.safe_load(text))


def _asked(shape: Form, replies: str, base: KnowledgeBase) -> str:
    """What an interview about the whole form prints."""
    printed = StringIO()
    interview = Interview(Speaker(base.knowledge, "en"), Paper(printed), StringIO(replies))
    with suppress(StoppedError):
        interview.hold(lambda one: Filler(one, Names(base.knowledge, (), "en")).form(shape, shape.names))
    return printed.getvalue()


def _with(name: str, change: Callable[[Key], Key]) -> Form:
    return replace(PLANT, keys=tuple(change(key) if key.name == name else key for key in PLANT.keys))


def _holds(shape: Shape) -> Callable[[Key], Key]:
    return lambda key: replace(key, holds=shape)


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        (SOUND, []),
        ("light: bright\n", ["missing-key"]),
        ("name: fern\nlight: dark\n", ["unknown-value"]),
        ("name: [fern]\nlight: bright\n", ["not-a-word"]),
        ("name: fern\nlight: bright\nshade: 120\n", ["not-a-percentage"]),
        ("name: fern\nlight: dim\n", ["missing-key"]),
        ("name: fern\nlight: dim\nlamp: yes\n", []),
        ("name: fern\nlight: dim\nlamp: maybe\n", ["not-yes-no"]),
        ("name: fern\nlight: dim\nlamp: yes\nshade: 20\n", ["key-of-other-kind"]),
        ("name: fern\nlight: bright\nasks: [thirsty, angry]\n", ["unknown-fact"]),
        ("name: fern\nlight: bright\ncolour: red\n", ["unknown-key"]),
    ],
)
def test_the_reader_and_the_schema_agree_on_a_form_they_never_saw(
    text: str, codes: list[str], plant_care: KnowledgeBase
) -> None:
    """What must be there, what goes with what, and what each value may be."""
    text = text.replace("thirsty", next(iter(plant_care.knowledge.vocabulary.facts)))
    assert _read(PLANT, text, plant_care) == codes
    assert _fits_schema(PLANT, text, plant_care) is (not codes)


@pytest.mark.parametrize(
    ("changed", "text", "code", "row", "question"),
    [
        (
            _with("asks", lambda key: replace(key, needed=True)), SOUND, "missing-key",
            "| `asks` | yes | the name of a fact, or a list of them |", "What goes with it (asks)",
        ),
        (
            _with("light", _holds(OneOf(("dim", "glaring")))), SOUND, "unknown-value",
            "`dim` or `glaring`", "glaring",
        ),
        (_with("name", _holds(YesNo())), SOUND, "not-yes-no", "| `name` | yes | `yes` or `no` |", "(name)\nyes or no"),
        (
            _with("name", _holds(Texts())), SOUND, "not-a-mapping",
            "| `name` | yes | a text in each language |", "English",
        ),
        (
            replace(PLANT, keys=(*PLANT.keys, Key("pot", Word(), Said("de pot", "the pot"), needed=True))), SOUND,
            "missing-key", "| `pot` | yes | a word | the pot |", "The pot (pot)",
        ),
        (
            _with("asks", _holds(Table(Texts()))), SOUND + "asks: [a]\n", "not-a-mapping",
            "names, each with a text in each language", "What goes with it (asks)",
        ),
    ],
)  # fmt: skip
def test_a_changed_shape_changes_what_is_read_shown_written_and_asked(
    changed: Form, text: str, code: str, row: str, question: str, plant_care: KnowledgeBase
) -> None:
    """Nothing but the shape is changed."""
    assert code in _read(changed, text, plant_care)
    assert not _fits_schema(changed, text, plant_care)
    assert row in REFERENCE["_section"](changed, "en")
    printed = _asked(changed, "yes\nfern\nbright\ndim\nyes\n\n\n\n\n", plant_care)
    assert question.casefold() in printed.casefold(), printed


def test_a_key_that_a_rule_would_need_is_missed_in_every_rule(
    plants: Path, problems_of: Callable[[Path], list[str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    """No reader of rules has to be told of it."""
    reviewed = Key("reviewed", YesNo(), Said("nagekeken", "reviewed"), needed=True)
    monkeypatch.setattr("sluimer.read.rules.RULE", replace(RULE, keys=(*RULE.keys, reviewed)))
    assert {problem.rpartition(" ")[2] for problem in problems_of(plants)} == {"missing-key"}
