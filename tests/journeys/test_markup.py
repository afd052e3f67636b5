"""html-validate on what the server sends."""

import json
import subprocess
from pathlib import Path

import pytest

from tests.journeys.addresses import ADDRESSES
from tests.processes import node

ROOT = Path(__file__).resolve().parents[2]
CHECK = ["node_modules/html-validate/bin/html-validate.mjs", "--config", "tests/journeys/markup.json"]


@pytest.mark.parametrize("who", ADDRESSES)
def test_every_page_is_valid(open_window, sign_in, tmp_path, who):
    page = open_window()
    if who:
        sign_in(page, who)
    for number, path in enumerate(ADDRESSES[who]):
        answer = page.request.get(path)
        assert answer.status == (404 if "nowhere" in path else 200), path
        (tmp_path / f"{number:02}.html").write_text(answer.text())
    report = tmp_path / "report.json"
    words = [*node(), *CHECK, "--formatter", f"json={report}", str(tmp_path)]
    subprocess.run(words, cwd=ROOT, check=False, stdout=subprocess.DEVNULL)
    found = [
        f"{ADDRESSES[who][int(Path(page['filePath']).stem)]}:{message['line']}: {message['ruleId']}: {message['message']}"
        for page in json.loads(report.read_text())
        for message in page["messages"]
    ]
    assert found == [], "\n".join(found)
