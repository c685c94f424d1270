"""A new log, with a new key where there is none."""

from sluimer.commands.log_place import NamedLog, needs_library
from sluimer.commands.paper import standard_output
from sluimer.messages.texts import word
from sluimer.tell.outline import Line, Outline, Tone


def make_log(named: NamedLog, language: str) -> None:
    """Make a log, and its key, where they are not there yet; raises LogError.

    A log that is there needs the key that it was made with: for that one no other is made.
    """
    place = named.place
    needs_library(place)
    from sluimer.audit.log import create_log, is_log, write_new_key

    there = is_log(place)
    new_key = not there and named.key_file is not None and not named.key_file.exists()
    key = write_new_key(named.key_file) if new_key and named.key_file else named.key()
    log = create_log(place, key)
    log.close()
    standard_output().lines(_told(log.name, str(named.key_file or ""), there, new_key, language))


def _told(log: str, file: str, there: bool, new_key: bool, language: str) -> Outline:
    made = Line(word("log-found" if there else "log-made", language, log=log), tone=Tone.HOLDS)
    keyed = Line(word("log-key-made" if new_key else "log-key-found", language, file=file), tone=Tone.HOLDS)
    advice = [Line(word(key, language), 1) for key in ("log-key-apart", "log-key-lost")]
    return (made, *([keyed] if file else []), *advice)
