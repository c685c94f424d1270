"""The same case gives the same advice and the same trace, to the byte, in every process."""

import os
import subprocess  # whole processes, each with a hash seed of its own
import sys
from hashlib import sha256

from tries import FULL, IN_FULL

PROCESSES = 20 if FULL else 6
CASE = """
age: 58
sex: female
life_stage: [postmenopausal]
kidney_problems: no
conditions: {includes: [hypertension], excludes: [heart_block]}
medicines: [ppi, levothyroxine, loop_diuretic]
goals: [better_sleep, daytime_cramps]
trouble_falling_asleep: yes
night_leg_cramps: yes
high_stress: unknown
anxiety: declined
current_form: citrate
current_dose: 300 mg/day
side_effects: [diarrhoea]
caffeine_after_14: yes
"""

_PROGRAM = """
import json, sys
import sluimer
kb = sluimer.load()
consultation = kb.consult(kb.read_case(sys.stdin.read()))
trace = json.dumps(consultation.trace.as_dict(), ensure_ascii=False, indent=1)
sys.stdout.reconfigure(encoding="utf-8")
print(consultation.to_json("nl", full=True), consultation.to_json("en", full=True), trace, sep="\\n")
"""


@IN_FULL
def test_processes_with_other_hash_seeds_say_the_same_to_the_byte() -> None:
    """Advice in both languages and the whole trace; a set anywhere in the output would show here."""
    outputs = _outputs([str(1000 * number) for number in range(PROCESSES)])
    assert len(outputs) == PROCESSES
    assert len({sha256(output).hexdigest() for output in outputs}) == 1
    assert b'"fired"' in outputs[0]


def test_a_set_in_the_output_would_show() -> None:
    """The seeds do what they are for: they change the order of a set of names."""
    program = "print(list({'dose', 'form', 'timing', 'use', 'habits', 'food'}))"
    orders = {_run(program, "", str(seed)) for seed in range(0, 5000, 1000)}
    assert len(orders) > 1


def _outputs(seeds: list[str]) -> list[bytes]:
    """Two at a time: one waits for its start while the other computes."""
    outputs = []
    for first, second in zip(seeds[::2], seeds[1::2], strict=True):
        running = [_start(_PROGRAM, seed) for seed in (first, second)]
        outputs += [_finished(process, CASE) for process in running]
    return outputs


def _run(program: str, text: str, seed: str) -> bytes:
    return _finished(_start(program, seed), text)


def _start(program: str, seed: str) -> "subprocess.Popen[bytes]":
    return subprocess.Popen(  # this same Python, our own program
        [sys.executable, "-c", program],
        env={**os.environ, "PYTHONHASHSEED": seed},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )


def _finished(process: "subprocess.Popen[bytes]", text: str) -> bytes:
    output, errors = process.communicate(text.encode())
    assert process.returncode == 0, errors.decode()
    return output
