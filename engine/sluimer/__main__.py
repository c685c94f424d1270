"""`python -m sluimer` is the same as `sluimer`."""

from sluimer.commands.main import run

if __name__ == "__main__":
    run()
