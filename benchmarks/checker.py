"""What pabulib-checker says of every real election as we write it again, and how long it takes.

    make bench     or     PYTHONPATH=. .venv/bin/python benchmarks/checker.py

The checker recounts elections by equal shares in its own way, some for half a minute; so the tests leave seven out.
"""

import sys
from contextlib import redirect_stdout
from io import StringIO
from time import process_time

from pabulib.checker import Checker

from benchmarks.counting import FOLDER
from tests.voting.rules.pabulib.test_real_files import rewritten


def main() -> None:
    paths = sorted(FOLDER.glob("*.pb"))
    if not paths:
        print(f"skipped, for the elections are not in {FOLDER} (set PABULIB_DIR)")
        return
    refused, slowest = [], (0.0, "")
    for path in paths:
        begun = process_time()
        with redirect_stdout(StringIO()):
            result = Checker().process_files([rewritten(path)[1]])
        slowest = max(slowest, (process_time() - begun, path.name))
        if result["metadata"]["valid"] != 1:
            refused.append(path.name)
    print(f"accepted: {len(paths) - len(refused)} of {len(paths)}; slowest: {slowest[1]}, {slowest[0]:.1f} s")
    for name in refused:
        print(f"  refused: {name}")
    sys.exit(bool(refused))


if __name__ == "__main__":
    main()
