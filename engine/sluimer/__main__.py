"""`python -m sluimer` is the same as `sluimer`."""

from sluimer_command import run

if __name__ == "__main__":
    run()
