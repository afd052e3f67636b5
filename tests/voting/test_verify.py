"""A bundle that is well is said to be; every tampering is refused, with the line where it stands."""

import ast
import io
import json
import re
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from tests.voting.bundles import LOG, NEXT, Signer, Teller, story, with_sums
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


# Tampering by somebody who holds all keys: root, signature, checksums and the hash of the outcome are made anew.


def drop(items, place):
    del items[place]


def swap(items, one, other):
    items[one], items[other] = items[other], items[one]


def shown(bundle, which=-1):
    """The outcome of the district whose ballots are shown, and its last result leaf."""
    return bundle.outcome["contests"][0]


def rewin(bundle, **changes):
    shown(bundle).update(changes)
    bundle.rehash_outcome()


def reballot(bundle, place, **changes):
    opening = bundle.openings[place]
    opening["ballot"] = json.dumps(json.loads(opening["ballot"]) | changes, sort_keys=True, separators=(",", ":"))


def h_of(opening, rh):
    return verify.Opening(json.dumps(opening).encode()).cast_hash(bytes.fromhex(rh))


def recast(bundle, place, **changes):
    """Give a cast other contents and the hash that they have; its batch is put in order again."""
    opening = bundle.openings[place]
    opening.update(changes)
    bundle.leaves[opening["index"]]["h"] = h_of(opening, bundle.leaves[0]["manifest"])


def edit_pb(bundle, old, new):
    assert old in bundle.pbs["north"]
    bundle.pbs["north"] = bundle.pbs["north"].replace(old, new)


TAMPERINGS = {
    "a cast is taken out": (lambda b: drop(b.leaves, 2), r"leaves\.jsonl:6: 5 ballots; the recount gives|openings"),
    "a cast and its opening are taken out": (
        lambda b: (drop(b.leaves, 2), drop(b.openings, 0), [row.update(index=row["index"] - 1) for row in b.openings]),
        r"leaves\.jsonl:7: 5 ballots; the recount gives 4",
    ),
    "a cast is put in": (
        lambda b: b.leaves.insert(7, {"v": 1, "t": "cast", "district": "north", "h": "ff" * 32}),
        r"leaves\.jsonl:8: this cast has no opening",
    ),
    "a cast is of no district": (
        lambda b: b.leaf("cast").update(district="west"),
        r"leaves\.jsonl:3: there is no district",
    ),
    "two casts change places": (lambda b: swap(b.leaves, 2, 3), r"leaves\.jsonl:4: the casts of a batch do not ascend"),
    "a cast is there twice": (
        lambda b: b.leaf("cast", 1).update(h=b.leaf("cast")["h"]),
        r"leaves\.jsonl:4: this cast is in the log already",
    ),
    "a mix is too small": (
        lambda b: swap(b.leaves, 5, b.at("tally")),
        r"leaves\.jsonl:\d+: (a batch of 2 voters; 3 are the least|the batch of north)",
    ),
    "a mix has no tally": (
        lambda b: swap(b.leaves, b.at("tally"), b.at("amend")),
        r"leaves\.jsonl:8: the batch of north before it is not followed by its tally",
    ),
    "a tally has a vote more": (
        lambda b: b.leaf("tally", 1)["counts"][1].update(n=99),
        r"leaves\.jsonl:15: P02 99, recounted 8",
    ),
    "a tally has a vote of a withdrawn project": (
        lambda b: b.leaf("tally", 2)["counts"][4].update(n=1),
        r"P05 1, recounted 0",
    ),
    "a tally leaves a project out": (
        lambda b: drop(b.leaf("tally", 1)["counts"], 0),
        r"leaves\.jsonl:15: P01 None, recounted",
    ),
    "a tally has its projects in another order": (
        lambda b: b.leaf("tally", 1)["counts"].reverse(),
        r"its projects are not those of the ballot in the order",
    ),
    "a tally has more ballots": (
        lambda b: b.leaf("tally").update(ballots=6),
        r"leaves\.jsonl:8: 6 ballots; the recount gives 5",
    ),
    "a tally keeps a void back": (lambda b: b.leaf("tally", 2).update(voids=0), r"0 voids; 1 are in the log"),
    "a tally is no number": (
        lambda b: b.leaf("tally").update(ballots="5"),
        r"leaves\.jsonl:8: not of the form of a leaf",
    ),
    "a leaf has a key more": (
        lambda b: b.leaf("cast").update(at="2026-06-10T09:00:00Z"),
        r"leaves\.jsonl:3: not of the form",
    ),
    "a leaf is of no type": (lambda b: b.leaf("audit").update(t="cheat"), r"not a leaf of a known type"),
    "an opening is taken out": (lambda b: drop(b.openings, 4), r"leaves\.jsonl:7: this cast has no opening"),
    "an opening is there twice": (
        lambda b: b.openings.insert(4, b.openings[3]),
        r"openings\.jsonl:5: it opens leaf 5, which has none to open",
    ),
    "openings change places": (lambda b: swap(b.openings, 3, 4), r"leaves\.jsonl:6: this cast has no opening"),
    "an opening of a small contest is shown": (
        lambda b: b.openings.append({**b.openings[-1], "index": b.at("result") - 0}),
        r"openings\.jsonl:21: it opens leaf \d+, which has none to open",
    ),
    "an opening has another nonce": (
        lambda b: b.openings[2].update(nonce="00" * 32),
        r"openings\.jsonl:3: it does not give the h of leaf 4",
    ),
    "an opening has another slot": (
        lambda b: b.openings[2].update(slot="00" * 32),
        r"openings\.jsonl:3: it does not give the h of leaf 4",
    ),
    "an opening has another version": (
        lambda b: b.openings[2].update(seq=2),
        r"openings\.jsonl:3: it does not give the h",
    ),
    "an opening is not of its form": (
        lambda b: b.openings[2].update(seq=0),
        r"openings\.jsonl:3: not of the form of an opening",
    ),
    "a ballot has other choices": (
        lambda b: reballot(b, 2, choices=["P03"]),
        r"openings\.jsonl:3: it does not give the h of leaf 4",
    ),
    "a ballot is of another round": (
        lambda b: (reballot(b, 2, round="22" * 32), recast(b, 2)),
        r"openings\.jsonl:3: it is no ballot of this round, district and kind",
    ),
    "a ballot names a stranger": (
        lambda b: (reballot(b, 2, choices=["P99"]), recast(b, 2)),
        r"openings\.jsonl:3: 'P99' is not on this ballot",
    ),
    "a ballot names a project twice": (
        lambda b: (reballot(b, 2, choices=["P01", "P01"]), recast(b, 2)),
        r"openings\.jsonl:3: a project is named twice",
    ),
    "a ballot is not in order": (
        lambda b: (reballot(b, 2, choices=["P02", "P01"]), recast(b, 2)),
        r"openings\.jsonl:3: the projects are not in the order",
    ),
    "a ballot is not canonical": (
        lambda b: (b.openings[2].update(ballot=b.openings[2]["ballot"] + " "), recast(b, 2)),
        r"openings\.jsonl:3: not canonical JSON",
    ),
    "a version is left out": (
        lambda b: recast(b, 2, seq=2),
        r"leaves\.jsonl:\d+: the versions of slot \w+ in north are \[2\]",
    ),
    "a version is there twice": (
        lambda b: recast(b, [row["seq"] for row in b.openings].index(2), seq=1),
        r"openings\.jsonl:\d+: (version 1|a later version) of its slot is in already",
    ),
    "a ballot is cast after the close": (
        lambda b: (b.openings[-1].pop("station"), None),
        r"openings\.jsonl:20: after the close only paper is sealed",
    ),
    "a paper is counted before the close": (
        lambda b: b.openings[0].update(station="School"),
        r"openings\.jsonl:1: paper only after the close is sealed",
    ),
    "a station has more papers": (
        lambda b: b.leaf("paper").update(papers=3),
        r"leaves\.jsonl:\d+: 3 papers; 2 are in the log",
    ),
    "a station gives no reason": (
        lambda b: b.leaf("paper").pop("difference"),
        r"2 papers for 3 people, without a reason",
    ),
    "a station is hidden": (lambda b: drop(b.leaves, b.at("paper")), r"the station 'School' of north has no leaf"),
    "a void is of a cast that is none": (
        lambda b: b.leaf("void").update(h="ee" * 32),
        r"no such cast of this district",
    ),
    "a void is of another district": (
        lambda b: b.leaf("void").update(district="south"),
        r"no such cast of this district",
    ),
    "a void is there twice": (
        lambda b: b.leaf("void", 1).update(h=b.leaf("void")["h"]),
        r"leaves\.jsonl:\d+: this cast is voided already",
    ),
    "a void is taken out": (
        lambda b: b.leaf("void", 2).update(h=b.openings[-3]["slot"]),
        r"\d+ ballots; the recount gives \d+",
    ),
    "a void has no tally after it": (
        lambda b: drop(b.leaves, b.at("tally", -1)),
        r"(no tally of north after the last|ballots; the recount)",
    ),
    "an amendment is of another cost": (
        lambda b: b.leaf("amend").update(old_cost=1),
        r"leaves\.jsonl:9: 'P01' did not have this title and cost before",
    ),
    "a cost is amended in secret": (
        lambda b: b.leaf("amend").update(cost=36_000),
        r"FAULT (north\.pb:0: its budget or its costs|outcome\.json:1: north: \d+ spent|leaves)",
    ),
    "a project is withdrawn twice": (
        lambda b: b.leaves.insert(b.at("withdraw"), dict(b.leaf("withdraw"))),
        r"does not stand on the ballot, or is withdrawn already",
    ),
    "an extension is none": (
        lambda b: b.leaf("extend").update(closes="2026-06-13T18:00:00Z"),
        r"or the new moment is on the wrong side",
    ),
    "a moment is none": (
        lambda b: b.leaf("extend").update(at="2026-06-31"),
        r"not of the form of a leaf of the type 'extend'",
    ),
    "the close is another": (
        lambda b: b.leaf("close").update(closes="2026-06-14T18:00:00Z"),
        r"the vote closes at 2026-06-15T18:00:00Z",
    ),
    "the close hides a cast": (
        lambda b: b.leaf("close")["casts"][0].update(casts=17),
        r"the casts of a district are not",
    ),
    "there is no close": (lambda b: drop(b.leaves, b.at("close")), r"the log has no close"),
    "there are fewer on the roll than voted": (
        lambda b: [b.leaf("roll", which)["areas"][0].update(total=12, methods={}) for which in (0, 1)],
        r"north: 15 voters, 12 on the roll",
    ),
    "the whole roll is shorter": (
        lambda b: b.leaf("roll", 1).update(total=16, areas=[]),
        r"more ballots than 16 people may cast",
    ),
    "the roll does not add up": (
        lambda b: b.leaf("roll")["areas"][0].update(total=99),
        r"leaves\.jsonl:2: its districts have more",
    ),
    "there is no roll": (
        lambda b: [drop(b.leaves, b.at("roll", -1)), b.leaves.__setitem__(1, b.leaf("audit"))],
        r"no leaf says how many may vote",
    ),
    "another key is destroyed": (
        lambda b: b.leaf("keydestroy").update(key="00" * 32),
        r"another key was destroyed than that",
    ),
    "the trail of acts is cut": (
        lambda b: b.leaf("audit", 1).update(entries=11),
        r"the trail of acts has become shorter",
    ),
    "the trail of acts is another": (
        lambda b: b.leaf("audit", 1).update(entries=12),
        r"the trail of acts has become shorter, or",
    ),
    "a result has another winner": (
        lambda b: b.leaf("result").update(winners=["P01"]),
        r"leaves\.jsonl:\d+: winners P01; our own count: ",
    ),
    "a result is of another rule": (
        lambda b: b.leaf("result").update(rule="mes-cost"),
        r"by the rule 'mes-cost', not 'greedy'",
    ),
    "the outcome has another winner": (
        lambda b: rewin(b, winners=["P01", "P02"]),
        r"outcome\.json:1: north: winners P01, P02; our own",
    ),
    "the outcome has another order": (
        lambda b: rewin(b, winners=shown(b)["winners"][::-1]),
        r"outcome\.json:1: north: winners .*; our own count",
    ),
    "the outcome spends less": (lambda b: rewin(b, spent=1), r"outcome\.json:1: north: 1 spent; the winners cost \d+"),
    "the outcome has more ballots": (
        lambda b: rewin(b, ballots=99),
        r"outcome\.json:1: north: 99 ballots; the recount gives 14",
    ),
    "the outcome has another budget": (lambda b: rewin(b, budget=1), r"outcome\.json:1: north: a budget of 1"),
    "the outcome is by other parameters": (
        lambda b: rewin(b, parameters={**shown(b)["parameters"], "threshold": "3"}),
        r"or its parameters \(threshold\) are not",
    ),
    "the outcome pays a part": (lambda b: rewin(b, part_funded={"P05": 1}), r"a winner is withdrawn"),
    "the outcome is not the one in the log": (
        lambda b: shown(b).update(winners=[]),
        r"leaves\.jsonl:\d+: its outcome is not the one in outcome\.json",
    ),
    "the outcome forgets a district": (
        lambda b: drop(b.outcome["contests"], 1),
        r"its districts are not those of the manifest",
    ),
    "a small contest funds too much": (
        lambda b: (b.outcome["contests"][1].update(winners=["P01", "P03"], spent=70_000), b.rehash_outcome()),
        r"outcome\.json:1: south: 70000 spent; the winners cost 70000 of 50000",
    ),
    "a large contest is called small": (
        lambda b: (
            b.leaf("tally", -1).update(ballots=2),
            [leaf.update(ballots=2) for leaf in b.leaves if leaf["t"] == "result" and leaf["district"] == "north"],
        ),
        r"which has none to open",
    ),
    "the file has another ballot": (
        lambda b: edit_pb(b, "\n3;\n", "\n3;P01\n"),
        r"north\.pb:0: row 3 of its votes is not the ballot",
    ),
    "the file has another cost": (
        lambda b: edit_pb(b, "P03;400", "P03;401"),
        r"north\.pb:0: its budget or its costs are not",
    ),
    "the manifest is another": (
        lambda b: b.manifest.update(k=4),
        r"leaves\.jsonl:1: the log was opened for another manifest",
    ),
    "the manifest lacks its rule": (lambda b: b.manifest.pop("rule"), r"manifest\.json:1: rule is missing"),
    "the log begins anew": (
        lambda b: b.leaves.insert(5, dict(b.leaves[0])),
        r"leaves\.jsonl:6: the first leaf, and no other, opens the log",
    ),
    "the key is another": (
        lambda b: b.signers.__setitem__(0, Signer(LOG.name, "thief")),
        r"checkpoint:5: no right signature by",
    ),
    "a new key was not signed by the old": (
        lambda b: b.handovers.update({"handover-1": (b.handovers["handover-1"][0], [NEXT])}),
        r"leaves\.jsonl:\d+: no checkpoint signed by the old key covers this new key",
    ),
}


@pytest.mark.parametrize("name", TAMPERINGS)
def test_a_tampering_by_who_holds_the_keys_is_refused_with_its_line(whole, tmp_path, name):
    bundle = whole.copy()
    bundle.signers = list(bundle.signers)
    tamper, expected = TAMPERINGS[name]
    tamper(bundle)
    found = faults_of(bundle, tmp_path)
    assert any(re.search(expected, line) for line in found), found


# Tampering with the files themselves.


def replaced(name, old, new):
    def tamper(files):
        assert old in files[name]
        files[name] = files[name].replace(old, new, 1)

    return tamper


FILES = {
    "a file is changed": (
        replaced("outcome.json", b"EUR", b"HUF"),
        r"SHA256SUMS:\d+: outcome\.json does not have this",
        False,
    ),
    "a file is missing": (lambda f: f.pop("north.pb"), r"SHA256SUMS:\d+: there is no file 'north\.pb'", False),
    "a file is added": (lambda f: f.update({"more.txt": b"x"}), r"SHA256SUMS:0: more\.txt is in the bundle", False),
    "a leaf is changed": (
        replaced("leaves.jsonl", b'"ballots":5', b'"ballots":6'),
        r"checkpoint:3: its root is not that",
        True,
    ),
    "a leaf is cut off": (
        lambda f: f.update({"leaves.jsonl": f["leaves.jsonl"].rsplit(b"\n", 2)[0] + b"\n"}),
        r"checkpoint:2: it covers \d+ leaves; there are \d+",
        True,
    ),
    "a leaf is not canonical": (
        replaced("leaves.jsonl", b'"v":1}', b'"v": 1}'),
        r"leaves\.jsonl:1: not canonical JSON",
        True,
    ),
    "the last line has no end": (
        lambda f: f.update({"leaves.jsonl": f["leaves.jsonl"][:-1]}),
        r"the line has no end",
        True,
    ),
    "the log is another": (replaced("checkpoint", b"spring", b"summer"), r"checkpoint:1: it is of the log", True),
    "the checkpoint is none": (lambda f: f.update(checkpoint=b"hello"), r"checkpoint:1: not a signed note", True),
    "the root is another": (replaced("checkpoint", b"\n", b"\n1"), r"checkpoint:2: it covers", True),
    "the file selects another": (
        replaced("north.pb", b"Kiosk;;1", b"Kiosk;;0"),
        r"north\.pb:0: its selected projects",
        True,
    ),
    "the file of a small contest is shown": (
        lambda f: f.update({"south.pb": f["north.pb"]}),
        r"south\.pb:0: so few ballots",
        True,
    ),
    "the openings are gone": (lambda f: f.pop("openings.jsonl"), r"openings\.jsonl:0: is missing", True),
    "the openings are noise": (
        lambda f: f.update({"openings.jsonl": b"[]\n"}),
        r"openings\.jsonl:1: not of the form",
        True,
    ),
    "the outcome is no JSON": (
        lambda f: f.update({"outcome.json": b"{"}),
        r"outcome\.json:1: not canonical JSON",
        True,
    ),
    "the outcome has another form": (
        lambda f: f.update({"outcome.json": b"{}"}),
        r"outcome\.json:1: not of the form",
        True,
    ),
    "the manifest is no JSON": (
        lambda f: f.update({"manifest.json": b"[" * 99_999}),
        r"manifest\.json:1: not canonical",
        True,
    ),
    "the file is none": (lambda f: f.update({"north.pb": b"PROJECTS\n"}), r"north\.pb:0: cannot be read", True),
}


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
