"""A vote of our own, from the freeze to the bundle, checked by the program that shares nothing with us."""

import io
import json
import re
import zipfile
from datetime import timedelta

import pytest
from django.core.management import CommandError, call_command

from city.models import Envelope, Round
from city.rules.phases import PhaseKind
from tests.conftest import unprotect
from tests.factories import (
    NOW,
    add_phase,
    cast_ballot,
    make_contest,
    make_district,
    make_envelope,
    make_proposal,
    make_voter,
)
from voting import verify
from voting.actions.amending import amend
from voting.actions.bundling import bundle
from voting.actions.counting import count_outcome
from voting.actions.freezing import freeze
from voting.actions.rescheduling import close_early
from voting.actions.sealing import seal
from voting.actions.voiding import void
from voting.models import SealedCast
from voting.queries.bundles import bundle_path, newest_path, unbundled
from voting.queries.changes import find_cast

LATER = NOW + timedelta(hours=1)

pytestmark = pytest.mark.django_db


def told(path):
    out = io.StringIO()
    report = verify.Report(out)
    verify.check_bundle(path, report)
    return out.getvalue().splitlines(), report.code


@pytest.fixture
def contest():
    """A closed vote: 26 voters in three mixes, a recast, an amendment, a void, and a district in which two voted."""
    round, small = make_contest((4_000_00, 5_000_00), slug="spring", frozen=False)
    north = make_district("north")
    make_envelope(round, north, 10_000_00)
    ideas = [make_proposal(round, north, cost_minor=cost) for cost in (3_000_00, 4_000_00, 6_000_00)]
    freeze(actor=None, now=NOW, round=round)
    voters = [make_voter(round, north) for _ in range(26)]
    receipts = [cast_ballot(voter, round, north, ["P01", "P02"]) for voter in voters[:22]]
    seal(now=NOW)
    ideas[1].refresh_from_db()
    amend(actor=None, now=NOW, proposal=ideas[1], title="Wider steps", cost_minor=4_500_00, reason="Dearer stone.")
    # not of the voter who votes again, whose new ballot would count
    void(actor=None, now=NOW, cast=find_cast(round, receipts[1].h), reason="Somebody else cast it.")
    for voter in voters[22:]:
        cast_ballot(voter, round, north, ["P03"])
    cast_ballot(voters[0], round, north, ["P03"], prev=1)
    for _ in range(2):
        cast_ballot(make_voter(round, small), round, small, ["P01"])
    seal(now=NOW)
    close(round)
    return Round.objects.get(), north


def close(round):
    close_early(actor=None, now=NOW, round=round, reason="The case says so.")
    seal(now=LATER)
    for envelope in Envelope.objects.filter(round=round):
        count_outcome(actor=None, now=LATER, round=envelope.round, district=envelope.district)
    seal(now=LATER)


def make_due():
    """Make the bundles that are due, as the sealer does."""
    return [bundle(round=round, state=state) for round, state in list(unbundled())]


def test_the_bundle_of_a_whole_vote_is_well_and_shows_no_ballot_of_a_small_contest(contest):
    (path,) = make_due()
    lines, code = told(path)
    assert [line for line in lines if line.startswith("FAULT")] == []
    assert code == 0
    assert any(line.startswith("NOT RECOUNTABLE district") for line in lines)
    assert any(line.startswith("ok north.pb: 25 ballots") for line in lines)
    assert make_due() == []
    with zipfile.ZipFile(path) as packed:
        names = packed.namelist()
        openings = [json.loads(line) for line in packed.read("spring/openings.jsonl").splitlines()]
        outcome = json.loads(packed.read("spring/outcome.json"))
    assert {json.loads(row["ballot"])["district"] for row in openings} == {"north"}
    assert len([name for name in names if name.endswith(".pb")]) == 1
    assert len(outcome["contests"]) == 2
    before = path.read_bytes()
    path.unlink()
    (again,) = make_due()
    assert again.read_bytes() == before == newest_path(contest[0]).read_bytes()


def test_while_people_vote_and_before_the_count_there_is_none():
    round, district = make_contest(slug="spring")
    for _ in range(20):
        cast_ballot(make_voter(round, district), round, district, ["P01"])
    seal(now=NOW)
    assert list(unbundled()) == []
    round.phases.update(closes_at=NOW)
    seal(now=NOW)
    assert list(unbundled()) == []


def test_a_void_after_the_close_has_it_made_anew_once_it_is_counted(contest):
    round, north = contest
    (first,) = make_due()
    cast = SealedCast.objects.filter(round=round, district=north).latest("position")
    add_phase(round, PhaseKind.CHALLENGING, opens=0, days=14)
    void(actor=None, now=LATER, cast=cast, reason="As the case says.")
    assert make_due() == []
    seal(now=LATER)
    count_outcome(actor=None, now=LATER, round=round, district=north)
    seal(now=LATER)
    (second,) = make_due()
    assert first.exists()
    assert second != first
    assert told(second)[1] == told(first)[1] == 0
    assert newest_path(round).read_bytes() == second.read_bytes()


def test_the_command_checks_it_too(contest):
    (path,) = make_due()
    out = io.StringIO()
    call_command("verify", "spring", stdout=out)
    assert "ok outcome north: greedy, 2 funded, our own count says the same" in out.getvalue()
    unprotect("voting_sealedcast")
    SealedCast.objects.filter(seq=2).update(ballot='{"choices":[]}')
    path.unlink()
    make_due()
    out = io.StringIO()
    with pytest.raises(CommandError, match="faults found"):
        call_command("verify", "spring", stdout=out)
    assert re.search(r"FAULT openings\.jsonl:\d+: it does not give the h of leaf", out.getvalue())
    assert path == bundle_path(contest[0], int(path.stem.split("-")[1]))
