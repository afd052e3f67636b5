import pytest

from city.models import AuditEntry, Round
from city.rules.phases import PhaseKind
from city.rules.refusal import Kind, Refused
from proposals.models import Proposal
from tests.factories import NOW, cast_ballot, make_contest, make_voter
from voting.actions.amending import amend
from voting.models import Amendment
from voting.queries.changes import amendments
from voting.queries.contests import contest, contests

pytestmark = pytest.mark.django_db


@pytest.fixture
def round():
    return make_contest()[0]


@pytest.fixture
def proposal(round):
    return Proposal.objects.get(code="P02")


def refusal(**given):
    with pytest.raises(Refused) as caught:
        amend(actor=None, now=NOW, **given)
    return caught.value.kind, caught.value.reasons[0].code


def test_the_ballot_changes_and_the_manifest_stays_byte_for_byte(round, proposal):
    before = Round.objects.values("manifest", "manifest_hash").get()
    amend(actor=None, now=NOW, proposal=proposal, title=" A  bench ", cost_minor=5_500_00, reason="It was misprinted.")
    assert Round.objects.values("manifest", "manifest_hash").get() == before
    listed = contest(round, proposal.district.code).projects["P02"]
    assert (listed.title, listed.cost_minor) == ("A bench", 5_500_00)
    assert contests(round)[0].projects["P02"] == listed
    proposal.refresh_from_db()
    assert (proposal.title, proposal.valuation.cost_minor) == ("A bench", 5_500_00)


def test_the_row_tells_old_and_new_and_why(proposal):
    old = proposal.title
    made = amend(actor=None, now=NOW, proposal=proposal, title=old, cost_minor=5_500_00, reason="It was misprinted.")
    assert (made.old_title, made.new_title, made.old_cost_minor, made.new_cost_minor) == (old, old, 5_000_00, 5_500_00)
    entry = AuditEntry.objects.get(verb="amend")
    assert (entry.reason, bool(entry.before), bool(entry.after)) == ("It was misprinted.", True, True)


def test_a_second_amendment_starts_from_the_first(round, proposal):
    amend(actor=None, now=NOW, proposal=proposal, title="One", cost_minor=5_500_00)
    second = amend(actor=None, now=NOW, proposal=proposal, title="Two", cost_minor=5_500_00)
    assert second.old_title == "One"
    assert contest(round, proposal.district.code).projects["P02"].title == "Two"
    assert [one.new_title for one in amendments(round)] == ["One", "Two"]
    assert amendments(round, "elsewhere") == []


def test_ballots_are_checked_against_the_new_cost():
    round, district = make_contest(ballot_kind="knapsack")
    voter = make_voter(round, district)
    proposal = Proposal.objects.get(code="P01")
    amend(actor=None, now=NOW, proposal=proposal, title=proposal.title, cost_minor=6_000_00)
    with pytest.raises(Refused) as caught:
        cast_ballot(voter, round, district, ["P01", "P02"])
    assert caught.value.reasons[0].code == "over_budget"


@pytest.mark.parametrize(
    ("title", "cost_minor", "code"),
    [("", 1, "blank"), ("A bench", 0, "not_money"), ("A bench", 10_000_01, "too_dear"), (None, 5_000_00, "same")],
)
def test_what_makes_no_sense_is_refused(proposal, title, cost_minor, code):
    title = proposal.title if title is None else title
    assert refusal(proposal=proposal, title=title, cost_minor=cost_minor) == (Kind.CONFLICT, code)


def test_not_before_the_round_is_frozen_nor_after_the_vote(round, proposal):
    Round.objects.get().phases.update(kind=PhaseKind.CHALLENGING.value)
    assert refusal(proposal=proposal, title="New", cost_minor=5_000_00) == (Kind.CONFLICT, "not_now")
    open_round, _ = make_contest(frozen=False)
    unlisted = open_round.proposals.first()
    assert refusal(proposal=unlisted, title="New", cost_minor=5_000_00) == (Kind.CONFLICT, "not_now")
    assert not Amendment.objects.exists()
