"""The program `sluimer`, which can be stopped from its first moment on: to read its parts takes a while."""

import gc
import signal


def run() -> None:
    """Run the program; while its parts are read, Ctrl-C ends it without a word.

    What is read lives till the end, so it is seldom looked through for what nobody needs any more, and not once more
    when the process ends.
    """
    gc.set_threshold(100_000, 50, 100)
    ours = signal.getsignal(signal.SIGINT) is signal.default_int_handler  # in the background a shell has it ignored
    if ours:
        signal.signal(signal.SIGINT, signal.SIG_DFL)
    from sluimer.commands.main import run as program

    if ours:
        signal.signal(signal.SIGINT, signal.default_int_handler)
    try:
        program()
    finally:
        gc.freeze()
