"""A copy of a log in one file: whole, as the log is at one moment, and readable by nobody else."""

import os
from pathlib import Path

from sluimer.audit.log.decision_log import DecisionLog
from sluimer.audit.log.entry import Head
from sluimer.audit.log.opening import open_log
from sluimer.messages import log_error


def back_up(log: DecisionLog, where: str | Path) -> Head:
    """Copy a log into a new file of SQLite, also while others write, and say where the copy ends.

    Copying the file by hand would miss what stands in the journal beside it. Raises LogError where the copy cannot be
    made whole, where there is such a file already, and for a log of PostgreSQL, which has programs of its own for it.
    """
    path = Path(where)
    if not log.store.is_sqlite:
        raise log_error("log-backup-server", log.name)
    try:
        os.close(os.open(path, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600))
    except OSError as error:
        raise log_error("log-backup-unwritable", str(path), reason=error.strerror or error) from error
    try:
        log.store.copy_to(path)
        with open_log(path, log.key) as copy:
            return copy.head()
    except BaseException:
        path.unlink(missing_ok=True)
        raise
