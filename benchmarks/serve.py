"""What the service does on one core: the most a second, the wait at a steady rate, and memory over many requests.

Beside it stands a bare endpoint of FastAPI in the same run, since a machine may be busy: `python benchmarks/serve.py`.
`wrk` (of Debian) asks as fast as it can; a generator of our own asks at a steady rate, and counts from when it was due.
"""

import argparse
import asyncio
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from sluimer.audit.log import create_log, write_new_key

CASE = json.dumps({"age": 58, "insomnia": True, "kidney_problems": True, "goals": ["better_sleep"], "sex": "male"})
HELLO = """
import sys, uvicorn
from fastapi import FastAPI
app = FastAPI()
@app.post("/v1/advice")
async def hello():
    return {"hello": "world"}
uvicorn.run(app, port=int(sys.argv[1]), access_log=False, log_level="critical")
"""
LUA = 'wrk.method = "POST"\nwrk.headers["Content-Type"] = "application/json"\nwrk.body = [[%s]]\n'
PORT = 18_080
CORES = sorted(os.sched_getaffinity(0))


@dataclass(frozen=True)
class Server:
    """A server that runs; `pid` is the process that answers."""

    pid: int

    def seconds(self) -> float:
        """How long it has computed."""
        fields = Path(f"/proc/{self.pid}/stat").read_text(encoding="ascii").rpartition(") ")[2].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")

    def megabytes(self) -> float:
        """How much memory it holds."""
        status = Path(f"/proc/{self.pid}/status").read_text(encoding="ascii")
        return int(re.findall(r"VmRSS:\s+(\d+)", status)[0]) / 1024


@contextmanager
def running(words: list[str], supervised: bool) -> Iterator[Server]:
    """A server on the first core, from when it answers."""
    process = subprocess.Popen(words, stderr=subprocess.DEVNULL)
    os.sched_setaffinity(process.pid, CORES[:1])
    try:
        asyncio.run(_answers())
        yield Server(_worker(process.pid) if supervised else process.pid)
    finally:
        process.terminate()
        process.wait()


async def _answers() -> None:
    for _ in range(600):
        try:
            reader, writer = await asyncio.open_connection("127.0.0.1", PORT)
            await _ask(reader, writer)
            writer.close()
        except OSError:
            await asyncio.sleep(0.1)
        else:
            return
    sys.exit("it never answered")


def _worker(supervisor: int) -> int:
    children = Path(f"/proc/{supervisor}/task/{supervisor}/children").read_text(encoding="ascii").split()
    return next(int(pid) for pid in children if b"spawn_main" in Path(f"/proc/{pid}/cmdline").read_bytes())


async def _ask(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    head = (
        f"POST /v1/advice HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: {len(CASE)}\r\n\r\n"
    )
    writer.write((head + CASE).encode())
    answered = await reader.readuntil(b"\r\n\r\n")
    if not answered.startswith(b"HTTP/1.1 200"):
        sys.exit(answered.decode())
    [length] = re.findall(rb"(?i)content-length: (\d+)", answered)
    await reader.readexactly(int(length))


async def steady(rate: int, seconds: float, connections: int = 32) -> list[float]:
    """The milliseconds from when each request was due until it was answered, at so many a second."""
    begun, waits, left = time.perf_counter() + 0.1, [], iter(range(int(rate * seconds)))

    async def line() -> None:
        reader, writer = await asyncio.open_connection("127.0.0.1", PORT)
        for number in left:
            due = begun + number / rate
            await asyncio.sleep(max(due - time.perf_counter(), 0))
            await _ask(reader, writer)
            waits.append((time.perf_counter() - due) * 1000)
        writer.close()

    await asyncio.gather(*(line() for _ in range(connections)))
    return sorted(waits)


def fastest(seconds: int, folder: Path) -> tuple[float, int]:
    """Requests a second as fast as they can be asked, and how many there were."""
    (folder / "case.lua").write_text(LUA % CASE, encoding="utf-8")
    words = ["wrk", "-t1", "-c8", f"-d{seconds}", "-s", str(folder / "case.lua"), f"http://127.0.0.1:{PORT}/v1/advice"]
    told = subprocess.run(words, capture_output=True, text=True, check=True).stdout
    return float(re.findall(r"Requests/sec:\s+([\d.]+)", told)[0]), int(re.findall(r"(\d+) requests in", told)[0])


def measure(name: str, server: Server, options: argparse.Namespace, folder: Path) -> None:
    """Print a line about one server."""
    fastest(1, folder)
    before = server.seconds()
    rate, count = fastest(options.seconds, folder)
    cpu = (server.seconds() - before) / count * 1000
    steadily = min(options.rate, int(rate * 2 / 3))  # more than it can do would only pile up
    waits = asyncio.run(steady(steadily, options.seconds))
    p50, p99 = waits[len(waits) // 2], waits[int(len(waits) * 0.99)]
    waited = f"{p50:7.1f} ms {p99:7.1f} ms at {steadily}/s"
    print(f"{name:28} {rate:8.0f}/s  {cpu:6.2f} ms of the core each  {waited}", flush=True)


def memory(server: Server, options: argparse.Namespace, folder: Path) -> None:
    """Print how much memory it holds as it answers more and more."""
    done, told = 0, [f"{server.megabytes():.1f}"]
    while done < options.requests:
        done += fastest(options.seconds, folder)[1]
        told.append(f"{done}: {server.megabytes():.1f}")
    print("memory in MB, by requests: " + ", ".join(told))


def main() -> None:
    """Measure a bare endpoint, the service, and the service with a log."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=int, default=5)
    parser.add_argument(
        "--rate",
        type=int,
        default=100,
        help="requests a second, at most two thirds of what it can",
    )
    parser.add_argument("--requests", type=int, default=0, help="for the memory")
    options = parser.parse_args()
    if not shutil.which("wrk"):
        sys.exit("install wrk first, such as Debian's package wrk")
    os.sched_setaffinity(0, CORES[1:] or CORES)
    print(f"{'':28} {'most':>10}  {'':27}  p50 and p99 at a steady rate")
    serve = [sys.executable, "-m", "sluimer", "serve", "--port", str(PORT), "--quiet", "--max-at-once", "1000"]
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        with running([sys.executable, "-c", HELLO, str(PORT)], supervised=False) as server:
            measure("FastAPI, hello", server, options, folder)
        with running(serve, supervised=True) as server:
            measure("advice", server, options, folder)
            if options.requests:
                memory(server, options, folder)
        place, key = folder / "log.db", folder / "log.key"
        create_log(place, write_new_key(key)).close()
        with running([*serve, "--log", str(place), "--key-file", str(key)], supervised=True) as server:
            measure("advice, with a log (SQLite)", server, options, folder)


if __name__ == "__main__":
    main()
