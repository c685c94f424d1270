"""Reader of settings: where they are declared, and where a rule or a case names some."""

from collections.abc import Iterator

from sluimer.knowledge.base import Setting
from sluimer.knowledge.text import NO_TEXT, Text
from sluimer.knowledge.vocabulary import Option
from sluimer.language.forms import MANIFEST
from sluimer.language.shape import Many
from sluimer.messages import listed
from sluimer.read import form
from sluimer.read.form import Fields
from sluimer.read.lexicon import Lexicon
from sluimer.read.nodes import Node


def declared_settings(node: Node | None, lexicon: Lexicon) -> dict[str, Setting]:
    """The settings that a knowledge base declares, each with its options and the one that counts by default."""
    return {
        name: Setting(name, fields.get("title", NO_TEXT), options_in(fields), _default(fields, lexicon))
        for name, fields in form.declared(MANIFEST, "settings", node, lexicon)
    }


def options_in(fields: Fields) -> tuple[Option, ...]:
    """The options that a form declares, each with its label."""
    labels: dict[str, Text] = fields.get("options", {})
    return tuple(Option(name, label) for name, label in labels.items())


def _default(fields: Fields, lexicon: Lexicon) -> str:
    node, known = fields.nodes.get("default"), [option.id for option in options_in(fields)]
    words = {"what": "default", "known": listed(known)}
    return (form.reference(node, "unknown-value", known, lexicon.problems, **words) or "") if node and known else ""


def named_settings(fields: Fields, key: str, lexicon: Lexicon) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Each setting that is named behind this key, with its options: more than one only where there may be many."""
    node, many = fields.nodes.get(key), isinstance(fields.form.table(key).value, Many)
    for name, value in form.pairs(node, key, lexicon.problems) if node else ():
        setting = lexicon.settings.get(form.name(name, "setting", key, lexicon) or "")
        if setting:
            known = [option.id for option in setting.options]
            words = {"what": setting.id, "known": listed(known)}
            parts = form.one_or_more(value, setting.id, lexicon.problems) if many else (value,)
            found = [form.reference(part, "unknown-value", known, lexicon.problems, **words) for part in parts]
            yield setting.id, tuple(dict.fromkeys(one for one in found if one))
