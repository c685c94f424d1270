"""The program `sluimer`, which can be stopped from its first moment on: to read its parts takes a good half second."""

import signal


def run() -> None:
    """Run the program; while its parts are read, Ctrl-C ends it without a word."""
    ours = signal.getsignal(signal.SIGINT) is signal.default_int_handler  # in the background a shell has it ignored
    if ours:
        signal.signal(signal.SIGINT, signal.SIG_DFL)
    from sluimer.commands.main import run as program

    if ours:
        signal.signal(signal.SIGINT, signal.default_int_handler)
    program()
