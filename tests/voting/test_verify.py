"""A bundle that is well is said to be; every tampering is refused, with the line where it stands."""

import ast
import io
import re
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from tests.voting.bundles import LOG, Signer, with_sums
from tests.voting.tampered_files import FILES
from tests.voting.tampered_log import reballot, recast
from tests.voting.tamperings import TAMPERINGS
from tests.voting.teller import Teller, story
from voting import verify
from voting.rules.constraints import Constraints
from voting.rules.contest import Project
from voting.rules.manifest import DistrictPart

SCRIPT = Path(verify.__file__)


@pytest.fixture(scope="module")
def whole():
    """One whole vote; tests change copies."""
    return story()


def told(path):
    """The lines for this bundle, and the exit code."""
    out = io.StringIO()
    report = verify.Report(out)
    verify.check_bundle(path, report)
    return out.getvalue().splitlines(), report.code


def faults_of(bundle, folder, files=None):
    lines, code = told(bundle.write(folder, files))
    assert code == 1
    return [line for line in lines if line.startswith("FAULT")]


def test_a_whole_vote_is_well_as_a_folder_and_as_a_zip(whole, tmp_path):
    lines, code = told(whole.write(tmp_path / "spring"))
    assert code == 0
    assert "NOT RECOUNTABLE district south (n<3): 2 casts, totals only" in lines
    assert "ok north.pb: 14 ballots, each counts" in lines
    assert [line for line in lines if not line.startswith(("ok ", "NOT RECOUNTABLE"))] == []
    with zipfile.ZipFile(tmp_path / "bundle.zip", "w") as packed:
        for name, content in whole.files().items():
            packed.writestr(f"spring/{name}", content)
    assert told(tmp_path / "bundle.zip") == (lines, 0)


@pytest.mark.parametrize("name", TAMPERINGS)
def test_a_tampering_by_who_holds_the_keys_is_refused_with_its_line(whole, tmp_path, name):
    bundle = whole.copy()
    bundle.signers = list(bundle.signers)
    tamper, expected = TAMPERINGS[name]
    tamper(bundle)
    found = faults_of(bundle, tmp_path)
    assert any(re.search(expected, line) for line in found), found


@pytest.mark.parametrize("name", FILES)
def test_a_changed_file_is_refused_with_its_line(whole, tmp_path, name):
    tamper, expected, is_summed = FILES[name]
    files = whole.files()
    tamper(files)
    found = faults_of(whole, tmp_path, with_sums(files) if is_summed else files)
    assert any(re.search(expected, line) for line in found), found


def test_there_are_forty_tamperings_and_more():
    assert len(TAMPERINGS) + len(FILES) > 90


def test_what_others_wrote_brings_no_line_of_its_own(whole, tmp_path):
    bundle = whole.copy()
    bundle.leaf("cast")["district"] = "west\nALL IS WELL\x1b[2J"
    lines, code = told(bundle.write(tmp_path))
    assert code == 1
    assert "ALL IS WELL" not in lines
    assert not any("\x1b" in line for line in lines)


# Run as readers run it: a program of its own, with whatever their machine has.


def run(*words, path=""):
    """Its lines and exit code, on a Python without any package and with only these programs."""
    command = [sys.executable, "-I", "-S", str(SCRIPT), *map(str, words)]
    answer = subprocess.run(command, env={"PATH": path}, capture_output=True, text=True, check=False)
    assert "Traceback" not in answer.stderr
    return answer.stdout.splitlines(), answer.returncode


def test_without_cryptography_and_openssl_the_signature_is_not_checked(whole, tmp_path):
    lines, code = run(whole.write(tmp_path))
    assert code == 2
    assert lines[-1] == "ALL IS WELL, but the signature was not checked"
    assert any(line.startswith("NOT CHECKED the signature") for line in lines)


def test_openssl_checks_the_signature_where_cryptography_is_missing(whole, tmp_path):
    if shutil.which("openssl") is None:
        pytest.skip("no openssl here")
    path = str(Path(shutil.which("openssl")).parent)
    assert run(whole.write(tmp_path / "well"), path=path)[1] == 0
    bundle = whole.copy()
    bundle.signers = [Signer(LOG.name, "thief")]
    lines, code = run(bundle.write(tmp_path / "forged"), path=path)
    assert code == 1
    assert lines[-1] == "1 FAULTS"


def test_what_is_no_bundle_is_a_fault(tmp_path):
    (tmp_path / "noise.zip").write_bytes(b"noise")
    assert run(tmp_path / "noise.zip")[1] == run(tmp_path / "nowhere")[1] == run(tmp_path)[1] == 1


def test_it_stands_alone_and_runs_on_an_old_python():
    tree = ast.parse(SCRIPT.read_text(), feature_version=(3, 9))
    imported = {name.name for node in ast.walk(tree) if isinstance(node, ast.Import) for name in node.names}
    imported |= {node.module for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)}
    assert {name.split(".")[0] for name in imported} <= sys.stdlib_module_names


def test_it_counts_a_file(tmp_path):
    path = tmp_path / "spring.pb"
    path.write_text(story().pbs["north"])
    lines, code = run(path, "--rule", "greedy", "--set", "ties=cost,votes,id")
    assert code == 0
    assert lines[0].split() == ["1.", "P04", "25000"]
    assert lines[-1] == "ok greedy: 3 of 5 projects, 85000 of 100000 (minor units), 14 ballots"
    assert run(path, "--rule", "phragmen")[1] == run(path, "--rule", "greedy", "--set", "x=y")[1] == 1


@pytest.mark.parametrize("rule", ["equal-shares", "mes-cost", "greedy-density", "phragmen", "max-welfare"])
def test_every_rule_is_counted_again_or_said_not_to_be(tmp_path, rule):
    constraints = Constraints(min_votes=1, caps={"parks": 60_000}, incompatible=[("P03", "P04")])
    teller = Teller(rule=rule, constraints=constraints)
    teller.roll()
    teller.seal([teller.cast(voter, [f"P0{1 + voter % 4}", "P05"]) for voter in range(9)])
    teller.tally("south")
    teller.close()
    teller.result("north")
    teller.result("south")
    lines, code = told(teller.bundle().write(tmp_path))
    assert code == 0, lines
    assert (f"NOT RECOMPUTED rule {rule} in district north: only sums are checked" in lines) == (
        rule in {"phragmen", "max-welfare"}
    )


@pytest.mark.parametrize("kind", ["ranking", "points", "knapsack", "choose-one"])
def test_every_kind_of_ballot_is_counted(tmp_path, kind):
    parts = [DistrictPart("north", 100_000, [Project("P01", "Trees", 30_000), Project("P02", "Ramp", 90_000)])]
    limits = {"min_choices": 1, "max_choices": 2, "min_spend": 0, "points": 5}
    scoring = (3, 1) if kind == "ranking" else ()
    teller = Teller(kind=kind, parts=parts, limits=limits, scoring=scoring)
    teller.roll()
    choices = {"ranking": ["P02", "P01"], "points": [{"p": "P01", "w": 4}, {"p": "P02", "w": 1}]}.get(kind, ["P01"])
    teller.seal([teller.cast(voter, choices) for voter in range(4)])
    teller.close()
    teller.result("north")
    lines, code = told(teller.bundle().write(tmp_path / "well"))
    assert code == 0, lines
    too_much = {
        "ranking": ["P01", "P02", "P03"],
        "points": [{"p": "P01", "w": 6}],
        "knapsack": ["P01", "P02"],
        "choose-one": ["P01", "P02"],
    }[kind]
    bundle = teller.bundle()
    reballot(bundle, 0, choices=too_much)
    recast(bundle, 0)
    assert any(line.startswith("FAULT openings.jsonl:1: ") for line in faults_of(bundle, tmp_path / "over"))
