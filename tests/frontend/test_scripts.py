"""The parts of the scripts that touch no page, tested by Node.js's own runner."""

import subprocess
from pathlib import Path

from tests.processes import node

ROOT = Path(__file__).resolve().parents[2]


def test_scripts():
    found = sorted(map(str, (ROOT / "tests" / "frontend" / "scripts").glob("*.test.js")))
    run = subprocess.run([*node(), "--test", *found], cwd=ROOT, capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stdout + run.stderr
