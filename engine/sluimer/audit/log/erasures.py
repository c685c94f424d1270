"""The entries that say what was erased: all of them, or one by its number."""

from dataclasses import dataclass

from sluimer.audit.log.decision_log import DecisionLog
from sluimer.audit.log.logged_decision import LoggedDecision, erasure_entries, is_number, place
from sluimer.knowledge.data import data_of
from sluimer.messages import log_error


@dataclass(frozen=True, slots=True)
class Erasure:
    """One erasure: the number of its entry, when and why it was done, and the decisions whose facts were erased."""

    number: int
    time: str
    cause: str
    reason: str
    decisions: tuple[int, ...]

    def as_dict(self) -> dict[str, object]:
        """The erasure as plain data."""
        return data_of(self)


def erasures(log: DecisionLog) -> tuple[Erasure, ...]:
    """Every erasure that is sealed, in order. Raises LogError where the log cannot be read at all."""
    with log.store.reading() as connection:
        found = list(erasure_entries(connection, log.id, log.key))
    return tuple(
        Erasure(number, said["time"], said["cause"], said["reason"], tuple(said["numbers"]))
        for number, said in found
        if said["number"] == number
    )


def erasure_numbered(log: DecisionLog, name: str) -> Erasure | None:
    """The erasure that is this entry, where it is one. Raises LogError where the log cannot be read at all."""
    return next((one for one in erasures(log) if is_number(name) and one.number == int(name)), None)


def erasure_of(log: DecisionLog, logged: LoggedDecision) -> Erasure:
    """The entry that says why nothing is kept of a decision any more. Raises LogError where no entry says so."""
    found = next((one for one in erasures(log) if logged.number in one.decisions), None)
    if found is None:
        raise log_error("log-facts-missing", place(log.name, logged.number))
    return found
