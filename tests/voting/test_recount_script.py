"""The recount in the browser against the same tamperings: what it finds, and what it leaves to the program."""

import json
import subprocess
import zipfile
from pathlib import Path

import pytest

from tests.processes import node
from tests.voting.bundles import with_sums
from tests.voting.tampered_files import FILES
from tests.voting.tamperings import TAMPERINGS
from tests.voting.teller import Teller, story

ROOT = Path(__file__).resolve().parents[2]
# What only verify.py looks at: the roll, papers, the trail of acts, dates, keys, the .pb files, earlier results.
LEFT_TO_THE_PROGRAM = {
    "a leaf has a key more",
    "a station has more papers",
    "a station gives no reason",
    "a cost is amended in secret",
    "an extension is none",
    "a moment is none",
    "the close is another",
    "there are fewer on the roll than voted",
    "the whole roll is shorter",
    "the roll does not add up",
    "another key is destroyed",
    "the trail of acts is cut",
    "the trail of acts is another",
    "a result has another winner",
    "a result is of another rule",
    "the file has another ballot",
    "the file has another cost",
    "a new key was not signed by the old",
    "the file selects another",
    "the file of a small contest is shown",
    "the file is none",
}


def pack(files, path):
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, content in files.items():
            packed.writestr(f"spring/{name}", content)
    return path


def recounted(paths):
    command = [*node(), "tests/frontend/recount.mjs", *map(str, paths)]
    answer = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    return [json.loads(line) for line in answer.stdout.splitlines()]


@pytest.fixture(scope="module")
def answers(tmp_path_factory):
    """What the script says of the whole vote and of each tampering, by its name."""
    folder, whole, paths = tmp_path_factory.mktemp("bundles"), story(), {}
    paths[""] = pack(whole.files(), folder / "whole.zip")
    for number, (name, (tamper, _)) in enumerate(TAMPERINGS.items()):
        bundle = whole.copy()
        bundle.signers = list(bundle.signers)
        tamper(bundle)
        paths[name] = pack(bundle.files(), folder / f"{number}.zip")
    for name, (tamper, _, is_summed) in FILES.items():
        files = whole.files()
        tamper(files)
        paths[name] = pack(with_sums(files) if is_summed else files, folder / f"file-{len(paths)}.zip")
    return dict(zip(paths, recounted(paths.values()), strict=True))


def test_a_whole_vote_is_well(answers):
    assert answers[""]["faults"] == 0
    assert "ok outcome north: 3 funded: P02, P03, P04; our own count says the same" in answers[""]["lines"]


def test_every_tampering_is_found_but_those_left_to_the_program(answers):
    missed = {name for name, answer in answers.items() if name and not answer["faults"]}
    assert missed == LEFT_TO_THE_PROGRAM


@pytest.mark.parametrize("kind", ["ranking", "points", "knapsack", "choose-one"])
def test_every_kind_of_ballot_is_read(tmp_path, kind):
    teller = Teller(kind=kind, rule="greedy")
    teller.roll()
    choices = {"points": [{"p": "P01", "w": 3}], "ranking": ["P03", "P01"]}.get(kind, ["P01"])
    teller.seal([teller.cast(voter, choices) for voter in range(4)])
    teller.tally("south")
    teller.roll()
    teller.close()
    teller.result("north")
    teller.result("south")
    (answer,) = recounted([pack(teller.bundle().files(), tmp_path / "bundle.zip")])
    assert answer["faults"] == 0, answer["lines"]
