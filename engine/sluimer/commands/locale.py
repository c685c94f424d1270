"""The language in which a person is spoken to: as `--lang` or the environment choose it, else that of the locale."""

import os
from collections.abc import Sequence

from sluimer.commands.options import LANGUAGE_VARIABLE
from sluimer.commands.parameters import Mistake
from sluimer.messages import Language, known_language, listed, spoken
from sluimer.messages.texts import COMPLETE, FIRST


def chosen_language(lang: str | None, declared: tuple[str, ...] = ()) -> str:
    """The language asked for, else that of the locale, else the first; one that is not there is a mistake."""
    known = tuple(dict.fromkeys((*spoken(), *declared)))
    if lang is None:
        return _language_of_locale(known) or (*declared, *spoken())[0]
    meant = known_language(lang, known)
    if meant is None:
        name = LANGUAGE_VARIABLE if os.environ.get(LANGUAGE_VARIABLE) == lang else "--lang"
        raise Mistake("no-such-language", name, value=lang, known=listed(known))
    return meant


def message_language(language: str | None) -> Language:
    """The language that problems are told in: the one chosen, else that of the locale, where they speak it."""
    known = spoken()
    if language:
        return known_language(language, known) or COMPLETE
    return _language_of_locale(known) or FIRST


def language_of(words: Sequence[str] = ()) -> Language:
    """The language of what is said about a command: as these words or the environment choose it."""
    for before, option in zip(("", *words), words, strict=False):
        chosen = option.removeprefix("--lang=") if option.startswith("--lang=") else option
        if (before == "--lang" or chosen != option) and known_language(chosen, spoken()):
            return message_language(chosen)
    return message_language(os.environ.get(LANGUAGE_VARIABLE) or None)


def _language_of_locale(known: Sequence[str]) -> str | None:
    """The one of these languages that the locale names, as POSIX reads it."""
    named = (os.environ.get(variable) for variable in ("LC_ALL", "LC_MESSAGES", "LANG"))
    return known_language(next(filter(None, named), ""), known)
