"""`sluimer log init`: a new log, with a new key where there is none."""

from sluimer.commands.log import LogPlace, needs_library
from sluimer.commands.output import standard_output
from sluimer.messages.texts import word
from sluimer.tell.outline import Line, Outline, Tone


def init(place: LogPlace) -> None:
    """Make a log, and its key, where they are not there yet.

    A log that is there needs the key that it was made with: for that one no other is made.
    """
    language, where = place.language(), place.place
    needs_library(where)
    from sluimer.audit.log import create_log, is_log, write_new_key

    there = is_log(where)
    new_key = not there and place.key_file is not None and not place.key_file.exists()
    key = write_new_key(place.key_file) if new_key and place.key_file else place.key()
    log = create_log(where, key)
    log.close()
    standard_output().lines(_told(log.name, str(place.key_file or ""), there, new_key, language))


def _told(log: str, file: str, there: bool, new_key: bool, language: str) -> Outline:
    made = Line(word("log-found" if there else "log-made", language, log=log), tone=Tone.HOLDS)
    keyed = Line(word("log-key-made" if new_key else "log-key-found", language, file=file), tone=Tone.HOLDS)
    advice = [Line(word(key, language), 1) for key in ("log-key-apart", "log-key-lost")]
    return (made, *([keyed] if file else []), *advice)
