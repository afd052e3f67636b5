"""A small town for the browser: `manage.py shell` runs this file and so fills the server's database.

Riverside votes by knapsack, and nineteen of its people have voted: the twentieth fills the first mix.
"""

import json
from datetime import timedelta
from pathlib import Path

import pytest
from allauth.account.models import EmailAddress
from django.conf import settings

from city.actions.cases import decline, open_case
from city.models import District, RoleGrant, User
from city.rules.phases import PhaseKind, Verb
from city.rules.roles import Role
from proposals.models import StatusName
from tests.chance import draw_alike
from tests.factories import (
    NOW,
    add_phase,
    cast_ballot,
    make_category,
    make_contest,
    make_district,
    make_envelope,
    make_official,
    make_proposal,
    make_residency,
    make_round,
    make_user,
    make_voter,
)
from tests.journeys.addresses import IMPORT, MODERATORS_OFFICE, TO_REVIEW, TO_VALUE
from tests.voting.boxes import Boxes, enrol_person, make_person
from voting.actions.complaining import complain
from voting.actions.counting import count_outcome
from voting.actions.freezing import freeze
from voting.actions.log import enter
from voting.actions.roll import enrol
from voting.actions.sealing import seal
from voting.actions.voiding import void
from voting.models import PendingCast, RollImport, SealedCast
from voting.queries.changes import find_cast
from voting.queries.complaints import Words
from voting.rules.log.leaves import Ruling, rescheduled
from voting.rules.roll.report import Report
from voting.rules.roll.rows import Fault

TITLES = ["Swimming steps", "A ramp for the footbridge", "Shade trees", "A repair workshop", "A safe crossing"]
COSTS = (86_000_00, 64_000_00, 48_000_00, 38_000_00, 54_000_00)
ENVELOPE = 240_000_00
SQUARE = {"type": "Polygon", "coordinates": [[[0, 0], [1, 0], [1, 1], [0, 1], [0, 0]]]}


def fill():
    riverside = make_district("riverside", boundary=SQUARE)
    north = make_district("north-gate", name="North Gate")
    fill_voting(riverside, north)
    fill_approval(riverside)
    fill_choosing_one(riverside)
    fill_numbered(riverside)
    fill_quiet(riverside)
    fill_paper(riverside)
    fill_proposing(riverside, north)
    fill_decided(riverside)
    fill_disputed(riverside)
    for role in set(Role) - {Role.AUDITOR, Role.COMMUNICATIONS}:
        official = make_official(role)
        official.email = f"{role.value}@city.example"
        official.save()
        if role is Role.MODERATOR:
            RoleGrant.objects.filter(user=official).update(id=MODERATORS_OFFICE)
    ask_for_an_office()
    for name in ("fresh", "keys"):  # officials who have no second factor yet
        make_user(f"{name}@city.example").grants.create(role=Role.MODERATOR.value)
    for user in User.objects.all():
        EmailAddress.objects.create(user=user, email=user.email, primary=True)


def ask_for_an_office():
    """Two cases: one waits, the other was declined."""
    first, second = (make_official(Role.ELECTION_OFFICER) for _ in range(2))
    second.email = "second_officer@city.example"
    second.save()
    reader = make_user("reader@city.example", name="Okko")
    asked = {"actor": first, "now": NOW, "verb": Verb.GRANT, "subject": reader, "reason": "The books need a reader."}
    case = open_case(**asked, arguments={"role": Role.AUDITOR.value})
    decline(actor=second, now=NOW, case=case, reason="Not before the books are closed.")
    open_case(**asked, arguments={"role": Role.REGISTRAR.value})


def name_ideas(round, district):
    for title, proposal in zip(TITLES, round.proposals.filter(district=district).order_by("pk"), strict=True):
        proposal.title = title
        proposal.category = make_category("streets")
        proposal.save()


def fill_voting(riverside, north):
    round = make_round("vote-2026", title="The vote of 2026", ballot_kind="knapsack")
    add_phase(round, PhaseKind.DELIVERING, opens=40, days=300)
    make_envelope(round, riverside, ENVELOPE)
    make_envelope(round, north, 50_000_00)
    for title, cost in zip(TITLES, COSTS, strict=True):
        make_proposal(round, riverside, title=title, cost_minor=cost, category=make_category("streets"))
    make_proposal(round, north, title="Benches at the gate", cost_minor=20_000_00)
    freeze(actor=None, now=NOW, round=round)
    for number in range(19):
        voter = make_voter(round, riverside, f"neighbour{number}@example.org")
        cast_ballot(voter, round, riverside, ["P03", "P05"] if number % 2 else ["P01"])
    for name in ("ada", "noa", "kim", "lin"):
        make_voter(round, riverside, f"{name}@example.org")
    make_user("stranger@example.org")
    make_user("newcomer@example.org")
    RollImport.objects.create(
        pk=IMPORT,
        round=round,
        user=make_user("clerk@city.example"),
        name="residents.csv",
        handed_in_at=NOW,
        finished_at=NOW,
        report=Report(fault_count=1, faults=[Fault(2, "postcode", "no_postcode")]).as_json(),
    )


def fill_approval(riverside):
    """A vote for at most two ideas, together dearer than the purse: approval does not ask what fits."""
    round = make_round("vote-streets", title="Two for the streets", opens=-3, max_choices=2)
    make_envelope(round, riverside, ENVELOPE)
    for title, cost in zip(TITLES, COSTS, strict=True):
        make_proposal(round, riverside, title=title, cost_minor=cost * 2, category=make_category("streets"))
    freeze(actor=None, now=NOW, round=round)
    make_voter(round, riverside, "pia@example.org")
    for name in ("ada", "noa", "lin"):
        enrol(actor=None, now=NOW, round=round, residency=User.objects.get(email=f"{name}@example.org").residency)


def fill_choosing_one(riverside):
    round = make_round("vote-one", title="One for all", opens=-3, ballot_kind="choose-one", max_choices=1)
    make_envelope(round, riverside, ENVELOPE)
    for title, cost in zip(TITLES, COSTS, strict=True):
        make_proposal(round, riverside, title=title, cost_minor=cost, category=make_category("streets"))
    freeze(actor=None, now=NOW, round=round)
    enrol(actor=None, now=NOW, round=round, residency=User.objects.get(email="kim@example.org").residency)


def fill_numbered(riverside):
    """Two votes with numbers on the ballot: places one to three, and ten points of which an idea takes five at most."""
    kinds = {"vote-order": {"ballot_kind": "ranking", "scoring": [3, 2, 1]}}
    kinds["vote-points"] = {"ballot_kind": "points", "points": 10, "max_points_each": 5}
    for slug, fields in kinds.items():
        round = make_round(slug, title=f"The {slug.replace('-', ' of ')}", opens=-3, **fields)
        make_envelope(round, riverside, ENVELOPE)
        for title, cost in zip(TITLES, COSTS, strict=True):
            make_proposal(round, riverside, title=title, cost_minor=cost, category=make_category("streets"))
        freeze(actor=None, now=NOW, round=round)
        for name in ("ada", "kim", "lin"):
            enrol(actor=None, now=NOW, round=round, residency=User.objects.get(email=f"{name}@example.org").residency)


def fill_quiet(riverside):
    """A vote whose counts nobody sees before it closes, with a receipt that stands in its log."""
    round = make_round("vote-quiet", title="The quiet vote", opens=-5, visibility="hidden")
    make_envelope(round, riverside, ENVELOPE)
    make_proposal(round, riverside, title="A quiet room", cost_minor=COSTS[0])
    freeze(actor=None, now=NOW, round=round)
    complain(
        actor=None, now=NOW, round=round, words=Words("Nobody told me that the library is shut.", "kim@example.org")
    )
    voters = [make_voter(round, riverside, f"quiet{number}@example.org") for number in range(20)]
    receipts = {receipt.h: receipt for receipt in (cast_ballot(voter, round, riverside, ["P01"]) for voter in voters)}
    seal(now=NOW)
    keep("recorded", receipts[SealedCast.objects.filter(round=round).first().h])


def fill_paper(riverside):
    """A vote that also takes paper: five papers, of which two people read the first otherwise."""
    boxes = Boxes(
        papers=5,
        costs=COSTS,
        district=riverside,
        slug="vote-paper",
        title="The vote on paper",
        opens=-6,
        envelope_minor=ENVELOPE,
    )
    name_ideas(boxes.round, riverside)
    for number in range(3):
        enrol_person(boxes.round, riverside, make_person(number))
    boxes.give(make_person(0))
    boxes.type(boxes.unread().first().serial, "1", "2")


def fill_proposing(riverside, north):
    round = make_round("ideas-2027", title="Ideas for 2027", phase=PhaseKind.PROPOSING, days=60)
    for district in (riverside, north):
        make_envelope(round, district, ENVELOPE)
    for number in range(14):
        make_proposal(round, riverside, title=f"Idea number {number}", cost_asked_minor=5_000_00 + number)
    submitted = {"status": StatusName.SUBMITTED, "cost_asked_minor": 900_00}
    make_proposal(round, north, pk=TO_REVIEW, title="Waiting to be read", **submitted)
    make_proposal(round, north, pk=TO_VALUE, title="Waiting for an answer")


def fill_decided(riverside):
    round, _ = make_contest(
        COSTS, district=riverside, slug="vote-2025", title="The vote of 2025", envelope_minor=ENVELOPE
    )
    name_ideas(round, riverside)
    for number in range(25):
        user = make_user(f"former{number}@example.org")
        enrol(actor=None, now=NOW, round=round, residency=make_residency(user, riverside))
        cast_ballot(user, round, riverside, ["P01", "P02"] if number % 3 else ["P03"])
    keep_receipts(round, riverside)
    closes_at, closed_at = round.stretch(PhaseKind.VOTING).closes_at, NOW - timedelta(days=380)
    ruling = Ruling("The vote of last year, held today.", NOW)
    enter(round=round, leaf=rescheduled(closes=closed_at, old_closes=closes_at, ruling=ruling))
    round.phases.update(opens_at=NOW - timedelta(days=400), closes_at=closed_at)
    add_phase(round, PhaseKind.DELIVERING, opens=-370, days=900)
    round = type(round).objects.get(pk=round.pk)
    seal(now=NOW)
    count_outcome(actor=None, now=NOW, round=round, district=District.objects.get(code="riverside"))


def keep_receipts(round, district):
    """Receipts of four who voted last year: one counts, one was replaced, one is void, and one somebody made vanish."""
    voters = [make_voter(round, district, f"keeper{number}@example.org") for number in range(4)]
    counted, replaced, voided, missing = (cast_ballot(voter, round, district, ["P01", "P02"]) for voter in voters)
    PendingCast.objects.filter(h=missing.h).delete()
    cast_ballot(voters[1], round, district, ["P02"], prev=1)
    cast = find_cast(round, voided.h)
    void(actor=None, now=NOW, cast=cast, reason="It was cast at a terminal that somebody had left open.")
    for name, receipt in {"counted": counted, "replaced": replaced, "voided": voided, "missing": missing}.items():
        keep(name, receipt)


def keep(name, receipt):
    """As its voter saved it."""
    (settings.DATA_DIR / f"{name}.json").write_text(json.dumps(receipt.as_json(), indent=2))


def fill_disputed(riverside):
    """A vote that somebody stole a ballot in: with it P01 wins by one vote, without it P02 does, being cheaper."""
    about = {"slug": "vote-disputed", "title": "The disputed vote", "envelope_minor": 90_000_00}
    round, _ = make_contest(COSTS, district=riverside, **about)
    name_ideas(round, riverside)
    for number in range(24):
        user = make_user(f"disputed{number}@example.org")
        enrol(actor=None, now=NOW, round=round, residency=make_residency(user, riverside))
        cast_ballot(user, round, riverside, ["P01" if number % 2 else "P02"])
    ida = make_user("ida@example.org")
    enrol(actor=None, now=NOW, round=round, residency=make_residency(ida, riverside))
    receipt = cast_ballot(ida, round, riverside, ["P02"])
    cast_ballot(ida, round, riverside, ["P01"], prev=1)
    Path(settings.DATA_DIR, "receipt.txt").write_text(receipt.short_code)
    round.phases.update(opens_at=NOW - timedelta(days=12), closes_at=NOW - timedelta(hours=2))
    add_phase(round, PhaseKind.CHALLENGING, opens=-0.1, days=14)
    seal(now=NOW)
    count_outcome(actor=None, now=NOW, round=type(round).objects.get(pk=round.pk), district=riverside)


draw_alike("town", pytest.MonkeyPatch())
fill()
