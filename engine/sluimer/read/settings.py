"""Reader of settings: where they are declared, and where a rule or a case names some."""

from collections.abc import Iterator, Mapping

from sluimer.knowledge.base import Setting
from sluimer.knowledge.text import NO_TEXT
from sluimer.language.forms import SETTING
from sluimer.messages import Problems, listed
from sluimer.read import form
from sluimer.read.nodes import Node
from sluimer.read.options import read_options


def declared_settings(node: Node | None, languages: tuple[str, ...], problems: Problems) -> dict[str, Setting]:
    """The settings that a knowledge base declares, each with its options and the one that counts by default."""
    settings = {}
    for key, value in form.pairs(node, "settings", problems) if node else ():
        name = form.identifier(key, "setting", "_", problems)
        setting = _declared(key.text, value, languages, problems)
        if name:
            settings[name] = setting
    return settings


def _declared(name: str, node: Node, languages: tuple[str, ...], problems: Problems) -> Setting:
    fields = form.fields(node, name, SETTING.names, problems)
    title, options = fields.require("title", problems), fields.require("options", problems)
    default = fields.require("default", problems)
    choices = tuple(read_options(options, "option", languages, problems))
    known = [option.id for option in choices]
    words = {"what": "default", "known": listed(known)}
    return Setting(
        name,
        form.text(title, "title", languages, problems) if title else NO_TEXT,
        choices,
        (form.reference(default, "unknown-value", known, problems, **words) or "") if default and known else "",
    )


def read_settings(
    node: Node, declared: Mapping[str, Setting], problems: Problems
) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Each setting that is named here, with one or more of its options."""
    for setting, value in _named(node, "setting", declared, problems):
        options, words = _options(setting)
        yield setting.id, form.references(value, "unknown-value", options, problems, **words)


def read_choice(node: Node, declared: Mapping[str, Setting], problems: Problems) -> Iterator[tuple[str, str]]:
    """Each setting that is named here, with the one option that is chosen."""
    for setting, value in _named(node, "settings", declared, problems):
        options, words = _options(setting)
        option = form.reference(value, "unknown-value", options, problems, **words)
        if option:
            yield setting.id, option


def _named(
    node: Node, what: str, declared: Mapping[str, Setting], problems: Problems
) -> Iterator[tuple[Setting, Node]]:
    for key, value in form.pairs(node, what, problems):
        name = form.reference(key, "unknown-setting", declared, problems, known=listed(declared))
        if name:
            yield declared[name], value


def _options(setting: Setting) -> tuple[list[str], dict[str, str]]:
    options = [option.id for option in setting.options]
    return options, {"what": setting.id, "known": listed(options)}
