"""An award falls through: the outcome stays, its money goes to who is next by the rule, or is carried over."""

from datetime import timedelta

import pytest

from budgets.actions.reallocating import reallocate
from budgets.actions.spending import commit
from budgets.queries.statements import award_statements, district_statements, round_deliveries
from city.actions.cases import approve, open_case
from city.actions.kinds import kind_of
from city.models import AuditEntry, Round
from city.rules.phases import PhaseKind, Verb
from city.rules.refusal import Kind, Refused
from city.rules.roles import Role
from tests.factories import (
    NOW,
    add_phase,
    cast_ballot,
    make_award,
    make_commitment,
    make_contest,
    make_official,
    make_voter,
)
from voting.actions.counting import count_outcome
from voting.actions.sealing import seal
from voting.models import Award, Fallthrough
from voting.queries.decisions import fallthroughs, next_in_line
from voting.queries.told import told

pytestmark = pytest.mark.django_db
COSTS = (6_000_00, 4_000_00, 5_000_00, 1_000_00, 2_000_00)


@pytest.fixture
def round():
    """10,000 to spend. P01 (6,000) and P02 (4,000) are funded; P03 (5,000), P04 (1,000), P05 (2,000) are not."""
    round, district = make_contest(COSTS)
    ballots = [["P01", "P02"]] * 6 + [["P01", "P02", "P03"]] * 5 + [["P04", "P05"]] * 4
    for choices in ballots:
        cast_ballot(make_voter(round, district), round, district, choices)
    round.phases.update(closes_at=NOW - timedelta(days=20), opens_at=NOW - timedelta(days=30))
    add_phase(round, PhaseKind.DELIVERING, opens=-5, days=300)
    round = Round.objects.get()
    seal(now=NOW)
    count_outcome(actor=None, now=NOW, round=round, district=district)
    Round.objects.update(certified_at=NOW)
    return Round.objects.get()


def award_of(code):
    return Award.objects.select_related("outcome__round", "outcome__district", "proposal").get(proposal__code=code)


def decide(award, **given):
    about = {"is_carried_over": False, "reason": "The owner does not sell the land."}
    return reallocate(**{"actor": None, "now": NOW, "award": award} | about | given)


def refusal(award, **given):
    with pytest.raises(Refused) as caught:
        decide(award, **given)
    return caught.value.kind, caught.value.reasons[0].code


def test_who_is_next_by_the_rule_gets_it_and_the_outcome_stays(round):
    before = told(round.outcomes.get())
    made = decide(award_of("P01"))
    assert (made.freed_minor, made.is_carried_over) == (6_000_00, False)
    given = [(one.proposal.code, one.amount_minor, one.position) for one in made.in_place.all()]
    assert given == [("P03", 5_000_00, 3), ("P04", 1_000_00, 4)]
    assert told(round.outcomes.get()) == before
    assert [one.award.proposal.code for one in fallthroughs(round)] == ["P01"]
    sums = {one.award.proposal.code: one.delivery.awarded_minor for one in award_statements(round)}
    assert sums == {"P01": 0, "P02": 4_000_00, "P03": 5_000_00, "P04": 1_000_00}
    assert district_statements(round)[0].delivery.awarded_minor == 10_000_00
    assert round_deliveries()[round.pk].awarded_minor == 10_000_00
    entry = AuditEntry.objects.get(verb="reallocate")
    assert entry.reason == "The owner does not sell the land."
    assert entry.after


def test_what_is_ordered_is_owed_and_the_rest_is_free(round):
    make_commitment(award_of("P01"), 3_500_00)
    made = decide(award_of("P01"))
    assert made.freed_minor == 2_500_00
    assert [one.proposal.code for one in made.in_place.all()] == ["P04"]
    assert award_of("P01").due_minor == 3_500_00
    officer = make_official(Role.FINANCE_OFFICER)
    with pytest.raises(Refused) as caught:
        commit(
            actor=officer,
            now=NOW,
            award=award_of("P01"),
            payee="A",
            purpose="B",
            amount_minor=1,
            committed_on=NOW.date(),
        )
    assert caught.value.reasons[0].code == "over"


def test_money_can_be_carried_over(round):
    made = decide(award_of("P02"), is_carried_over=True)
    assert list(made.in_place.all()) == []
    assert district_statements(round)[0].unawarded_minor == 4_000_00


def test_who_stood_in_can_fall_through_as_well(round):
    decide(award_of("P01"))
    assert [one.code for one, _cost in next_in_line(award_of("P03"), 5_000_00)] == ["P05"]
    decide(award_of("P03"))
    assert Award.objects.get(proposal__code="P05").in_place_of.award == award_of("P03")


def test_without_a_ballot_nobody_is_next():
    assert next_in_line(make_award(), 5_000_00) == []


def test_what_keeps_it_from_being_decided(round, election_officer):
    assert refusal(award_of("P02"), actor=election_officer) == (Kind.FORBIDDEN, "takes_two")
    make_commitment(award_of("P02"), 3_500_00)
    assert refusal(award_of("P02")) == (Kind.CONFLICT, "nothing_fits")
    make_commitment(award_of("P02"), 500_00)
    assert refusal(award_of("P02")) == (Kind.CONFLICT, "all_ordered")
    decide(award_of("P01"))
    assert refusal(award_of("P01")) == (Kind.CONFLICT, "fallen")
    Round.objects.update(certified_at=None)
    assert refusal(award_of("P01")) == (Kind.CONFLICT, "not_now")


@pytest.mark.parametrize(
    ("is_carried_over", "says"),
    [
        (True, "“A bench” falls through in {round}; its €6,000 are carried over to a later round."),
        (False, "“A bench” falls through in {round}; of its €6,000, who is next by the rule gets: Trees."),
    ],
)
def test_two_officers_decide(round, election_officer, is_carried_over, says):
    award = award_of("P01")
    arguments = {"award": award.pk, "title": "A bench", "freed_minor": 6_000_00, "next": ["Trees"]}
    case = open_case(
        actor=election_officer,
        now=NOW,
        verb=Verb.REALLOCATE,
        round=round,
        subject=award,
        reason="No land.",
        arguments={**arguments, "is_carried_over": is_carried_over},
    )
    assert kind_of(case).told(case) == says.format(round=round.title)
    approve(actor=make_official(Role.ELECTION_OFFICER), now=NOW, case=case)
    made = Fallthrough.objects.get()
    assert (made.case, made.reason, made.is_carried_over) == (case, "No land.", is_carried_over)
