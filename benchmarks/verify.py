"""How long it takes to check a whole vote: voting/verify.py, and the same in a browser.

    PYTHONPATH=. .venv/bin/python benchmarks/verify.py [--voters 100000]
    PYTHONPATH=. .venv/bin/python benchmarks/verify.py --files ../shared/data/pabulib [--rules mes-cost,greedy]

With --files it counts real elections by verify.py and by manage.py count, and says where they differ.
"""

import argparse
import functools
import http.server
import os
import random
import subprocess
import sys
import tempfile
import threading
import time
import zipfile
from collections import Counter
from pathlib import Path
from typing import Any

from playwright.sync_api import sync_playwright

from tests.voting.bundles import Bundle
from tests.voting.teller import Teller
from voting import verify
from voting.rules.contest import Project
from voting.rules.manifest import DistrictPart
from voting.rules.outcomes.counting import count
from voting.rules.pabulib.reader import read

ROOT = Path(__file__).resolve().parents[1]
MIX = 500
PROJECTS = 40
CHROMIUM = os.environ.get("CHROMIUM_PATH", "/usr/bin/chromium")
RECOUNT = """([script, bundle]) => new Promise((resolve) => {
  const worker = new Worker(script, { type: "module" });
  const lines = [];
  worker.addEventListener("message", ({ data }) => {
    if (data.line) lines.push(`${data.line.kind} ${data.line.name}: ${data.line.said}`);
    if (data.faults !== undefined) resolve([data.faults, lines]);
  });
  worker.postMessage({ address: new URL(bundle, location.href).href });
})"""


class QuickTeller(Teller):
    """Keeps its counts as they grow; every choice is an approval."""

    def __init__(self, **terms: Any) -> None:
        super().__init__(**terms)
        self.counts, self.last = Counter(), {}

    def seal(self, waiting: list[str], tally: bool = True) -> None:  # noqa: FBT001, FBT002 - as in Teller
        for h in waiting:
            row = self.casts[h]
            choices = row.pop("choices")
            self.counts.subtract(self.last.get(row["slot"], []))
            self.counts.update(choices)
            self.last[row["slot"]] = choices
        super().seal(waiting, tally)

    def tally(self, district: str) -> None:
        told = [{"p": code, "n": self.counts[code]} for code in sorted(self.contests[district].projects)]
        self.add("tally", district=district, ballots=len(self.last), counts=told, voids=0)


def bundle_of(voters: int, rule: str) -> Bundle:
    """A vote with this many ballots and one change of mind in twenty, in mixes of 500."""
    chance = random.Random(7)
    codes = [f"P{number:02}" for number in range(PROJECTS)]
    projects = [Project(code, f"Idea {code}", chance.randrange(10_000, 150_000) * 100) for code in codes]
    teller = QuickTeller(rule=rule, k=10, parts=[DistrictPart("north", voters * 10_00, projects)])
    teller.roll(voters + voters // 10, voters)
    waiting = []
    casts = [*((voter, 1) for voter in range(voters)), *((voter, 2) for voter in range(0, voters, 20))]
    for voter, seq in casts:
        choices = sorted(chance.sample(codes, chance.randint(1, 10)))
        h = teller.cast(voter, choices, seq)
        teller.casts[h]["choices"] = choices
        waiting.append(h)
        if len(waiting) == MIX:
            teller.seal(waiting)
            waiting = []
    if waiting:
        teller.seal(waiting)
    teller.roll(voters + voters // 10, voters)
    teller.close()
    teller.result("north")
    return teller.bundle()


class Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, *_words: object) -> None:
        """Say nothing."""


def pack(bundle: Bundle, path: Path) -> None:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, content in bundle.files().items():
            packed.writestr(f"spring/{name}", content)


def timed_program(path: Path) -> tuple[float, float, float, str]:
    """Seconds, those of them on the processor, memory at its highest in MB, the last line."""
    before = time.perf_counter()
    command = [sys.executable, "-I", str(ROOT / "voting" / "verify.py"), str(path)]
    with tempfile.TemporaryFile("w+") as said:
        child = subprocess.Popen(command, stdout=said, stderr=subprocess.DEVNULL)
        _, _, usage = os.wait4(child.pid, 0)
        child.returncode = 0  # it has been waited for
        said.seek(0)
        last = said.read().splitlines()[-1]
    return time.perf_counter() - before, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024, last


def timed_browser(folder: Path, name: str) -> tuple[float, str]:
    """Seconds in Chromium, and what it said last."""
    handler = functools.partial(Quiet, directory=str(folder))
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=CHROMIUM)
            page = browser.new_page()
            page.set_default_timeout(600_000)
            page.goto(f"http://127.0.0.1:{server.server_port}/index.html")
            before = time.perf_counter()
            faults, lines = page.evaluate(RECOUNT, ["recount.js", name])
            took = time.perf_counter() - before
            browser.close()
    finally:
        server.shutdown()
    return took, f"{faults} faults; {lines[-1]}"


def whole_vote(voters: int) -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        script = (ROOT / "frontend/static/built/recount.js").read_bytes()
        (folder / "recount.js").write_bytes(script)
        (folder / "index.html").write_text("<!doctype html><title>recount</title>")
        for rule in ("greedy", "equal-shares"):
            path = folder / f"{rule}.zip"
            pack(bundle_of(voters, rule), path)
            print(f"{rule}: {voters:,} voters, bundle of {path.stat().st_size / 1e6:.1f} MB")
            seconds, busy, memory, said = timed_program(path)
            print(f"  verify.py   {seconds:6.1f} s ({busy:.1f} s on the processor)   {memory:5.0f} MB   {said}")
            seconds, said = timed_browser(folder, path.name)
            print(f"  in Chromium {seconds:6.1f} s   {said}")


def real_files(folder: Path, rules: list[str]) -> int:
    """Count each file twice: by verify.py and by the software."""
    different = 0
    for path in sorted(folder.glob("*.pb"), key=lambda path: path.stat().st_size):
        with path.open("rb") as stream:
            election, _ = read(stream)
        with path.open("rb") as stream:
            own = verify.Pabulib(stream).election()
        for rule in rules:
            result = count(election.contest, election.ballots, rule, is_explained=False)
            before = time.perf_counter()
            outcome = verify.decide(own, verify.settings_of(rule, {}, None), verify.Report())
            took = time.perf_counter() - before
            is_same = (result.winners, result.spent) == (outcome.winners, outcome.spent)
            different += not is_same
            print(f"{'same' if is_same else 'DIFFERENT':9} {took:7.1f} s {rule:16} {path.name[:60]}", flush=True)
    print(f"{different} different")
    return different


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--voters", type=int, default=100_000)
    parser.add_argument("--files", type=Path)
    parser.add_argument("--rules", default="greedy,greedy-no-skip,greedy-density,mes-cost,mes-cardinality")
    options = parser.parse_args()
    if options.files:
        sys.exit(1 if real_files(options.files, options.rules.split(",")) else 0)
    whole_vote(options.voters)


if __name__ == "__main__":
    main()
