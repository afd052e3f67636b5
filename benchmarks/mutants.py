"""Deliberate faults, each put into a copy of the source: do the tests notice?

Prints each with the test that fails for it; exit 1 where one is not noticed. Takes some minutes; what is measured is
not speed but whether the tests would see.

    PYTHONPATH=. python benchmarks/mutants.py [WORD]      those alone whose description has the word
"""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.drills.faults import FAULTS, Fault
from tests.drills.places import ROOT, end_well

FAILED = re.compile(r"^(?:FAILED|ERROR) (\S+)", re.MULTILINE)
LINKED = ("node_modules", "staticfiles")


def copy_source(folder: Path) -> Path:
    files = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, check=True, capture_output=True, text=True).stdout
    for name in filter(None, files.split("\0")):
        target = folder / name
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(ROOT / name, target)
    for name in LINKED:
        if (ROOT / name).exists():
            (folder / name).symlink_to(ROOT / name)
    return folder


def noticed_by(fault: Fault, root: Path) -> str:
    """The first test that fails with the fault in place; empty where none does."""
    kept = (root / fault.path).read_text()
    fault.spoil(root)
    try:
        line = [sys.executable, "-m", "pytest", "-q", "-x", "--reuse-db", "--tb=no", *fault.tests]
        told = subprocess.run(line, cwd=root, env=os.environ, check=False, capture_output=True, text=True).stdout
    finally:
        (root / fault.path).write_text(kept)
    found = FAILED.search(told)
    return found[1] if found else ""


def main(word: str = "") -> int:
    end_well()
    missed = 0
    with TemporaryDirectory(prefix="faults-") as folder:
        root = copy_source(Path(folder))
        os.environ.update(DATA_DIR=str(root / "var"), PYTHONDONTWRITEBYTECODE="1", DATABASE_URL="", REDIS_URL="")
        del os.environ["DATABASE_URL"]
        for fault in (fault for fault in FAULTS if word in fault.what):
            test = noticed_by(fault, root)
            missed += not test
            print(f"{'noticed' if test else 'MISSED '} {fault.what}: {test}", flush=True)
    print(f"{missed} missed")
    return int(missed > 0)


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
