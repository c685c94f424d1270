"""What can be wrong with a command as it was typed, at the word that it is about."""

from collections.abc import Mapping
from typing import Final

from sluimer.messages.wording import Wording

_SHOWS: Final = ("`{command} --help` shows what it takes", "`{command} --help` toont wat erbij hoort")

COMMAND_LINE: Final[Mapping[str, Wording]] = {
    "no-such-command": Wording(
        "`{name}` is not a command of `{command}`", "`{name}` is geen opdracht van `{command}`", *_SHOWS
    ),
    "no-such-option": Wording(
        "`{name}` is not an option of `{command}`", "`{name}` is geen optie van `{command}`", *_SHOWS
    ),
    "argument-missing": Wording("`{command}` needs `{name}`", "`{command}` heeft `{name}` nodig", *_SHOWS),
    "argument-unwanted": Wording(
        "`{command}` has no place for `{name}`",
        "`{command}` heeft geen plaats voor `{name}`",
        "put quotes round what has spaces in it; `{command} --help` shows what it takes",
        "zet aanhalingstekens om iets met spaties erin; `{command} --help` toont wat erbij hoort",
    ),
    "value-missing": Wording("`{name}` needs a value behind it", "achter `{name}` hoort een waarde", *_SHOWS),
    "value-unwanted": Wording(
        "`{name}` takes no value", "bij `{name}` hoort geen waarde", "write `{name}` alone", "schrijf alleen `{name}`"
    ),
    "value-not-offered": Wording(
        "`{value}` cannot stand behind `{name}`",
        "`{value}` kan niet achter `{name}` staan",
        "choose from {known}",
        "kies uit {known}",
    ),
    "no-such-language": Wording(
        "`{value}` is not a language here", "`{value}` is geen taal hier", "choose from {known}", "kies uit {known}"
    ),
    "no-option-named": Wording(
        "`{value}` does not say which option",
        "`{value}` zegt niet welke keuze",
        "write `{name} NAME=OPTION`",
        "schrijf `{name} NAAM=KEUZE`",
    ),
    "value-not-a-number": Wording(
        "`{value}` is not a number that goes with `{name}`", "`{value}` is geen getal dat bij `{name}` past", *_SHOWS
    ),
}
