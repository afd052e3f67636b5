"""Small drills: real processes on the test's own database, killed with -9. The large ones are in benchmarks/drills.py."""

import subprocess
import sys
from collections import Counter
from contextlib import contextmanager

import pytest
from django.db import connection

from tests.drills import audit, clients, rush, storm, town
from tests.drills.places import ROOT
from tests.factories import NOW, cast_ballot, make_contest, make_voter
from tests.processes import environ
from voting.actions.sealing import seal
from voting.models import LogLeaf, PendingCast, Publication, SealedCast

pytestmark = pytest.mark.django_db(transaction=True)
MOST_STEPS = 200
STEPS_OF_A_FILE = 3


def server_env(tmp_path):
    (tmp_path / "data").mkdir(exist_ok=True)
    return storm.server_env(tmp_path / "data", DATABASE_URL=environ(tmp_path)["DATABASE_URL"])


@contextmanager
def failpoints(tmp_path):
    """Asks a sealer to die at its n-th step; gives the step's name."""
    process = subprocess.Popen(
        [sys.executable, "-m", "tests.drills.failpoints"],
        cwd=ROOT,
        env=server_env(tmp_path),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )

    def die_at(step):
        process.stdin.write(f"{step}\n")
        process.stdin.flush()
        return process.stdout.readline().strip()

    try:
        yield die_at
    finally:
        process.communicate(timeout=30)


def progress(round):
    """What of a sealing is done: leaves in the log, and published ones."""
    return LogLeaf.objects.filter(round=round).count(), list(Publication.objects.values_list("size", flat=True))


def finished(folder):
    return sorted(path.name for path in folder.rglob("[!.]*") if path.is_file())


def test_no_ballot_is_lost_or_doubled_while_servers_are_killed(tmp_path):
    round, people = town.make_town(48)
    with storm.fleet(server_env(tmp_path), servers=2, sealers=1) as servers:
        report = storm.run(round, people, servers, clients=4)
    assert servers.kills["servers"] > 0
    assert Counter(wish.status in clients.ANSWERED for wish in report.answered) == {True: 60}
    assert not report.findings, report.findings
    assert report.again_differs == 0
    assert report.compared > 0


def test_a_sealer_that_is_killed_at_any_step_leaves_a_whole_log(tmp_path):
    round, district = make_contest()
    for _ in range(22):
        cast_ballot(make_voter(round, district), round, district, ["P01"])
    connection.close()
    names, step, before, files = [], 0, progress(round), []
    with failpoints(tmp_path) as die_at:
        while not names or names[-1] != "done":
            step += 1
            names.append(die_at(step))
            assert not names[-1].startswith("failed"), names
            assert len(names) < MOST_STEPS
            if progress(round) != before:  # what is done is not done again: the next one has less to do
                step, before = 0, progress(round)
                assert not audit.look(round)
            if files != (files := finished(tmp_path / "data")):
                step = max(0, step - STEPS_OF_A_FILE)
    assert not audit.look(round, published=tmp_path / "data")
    assert {"COMMIT", "after COMMIT", "os.rename .checkpoint.new", "announced"} <= set(names)
    assert (SealedCast.objects.count(), PendingCast.objects.count()) == (12, 10)
    town.close(round, NOW)
    seal(now=NOW)
    assert not PendingCast.objects.exists()
    assert not audit.look(round)


@pytest.mark.parametrize("skews", [(-0.5, 0.5)])
def test_at_the_deadline_no_ballot_is_taken_late_and_none_that_was_taken_is_left_out(tmp_path, skews):
    """Servers whose clocks go wrong by half a second: where the database has a clock of its own, that decides."""
    sealers = 1
    if connection.vendor == "sqlite":  # the database's clock is the server's, and the servers seal
        skews, sealers = (0.0,), 0
    round, people = town.make_town(60)
    with storm.fleet(server_env(tmp_path), servers=2, skews=skews, sealers=sealers) as servers:
        found = rush.rush(round, people, servers, seconds=1.5, clients=4)
    assert found.taken > 0
    assert found.closed > 0
    assert (found.others, found.late, found.early) == ([], 0, 0)
    assert found.counted == found.taken
    assert not found.findings, found.findings
