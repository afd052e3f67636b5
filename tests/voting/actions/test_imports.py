from datetime import UTC, datetime, timedelta

import pytest

from city.models import AuditEntry, District, Envelope, Round
from city.rules.refusal import Kind, Refused
from proposals.models import Category, Feasibility, Proposal, StatusName
from tests.factories import NOW, make_round
from tests.voting.rules.pabulib.files import parse, text
from voting.actions.imports import import_round
from voting.models import ImportedBallot, Outcome, Tally
from voting.queries.contests import contest
from voting.queries.outcomes import stored
from voting.queries.tallies import standing
from voting.rules.contest import Limits

pytestmark = pytest.mark.django_db


def election(**changes):
    found, report = parse(text(**changes))
    assert found, report.faults
    return found


def load(*elections, slug="parks", is_open=False, actor=None, now=NOW):
    return import_round(actor=actor, now=now, elections=elections, slug=slug, is_open=is_open)


def refusal(*elections, **options):
    before = Round.objects.count()
    with pytest.raises(Refused) as caught:
        load(*elections, **options)
    assert (Round.objects.count(), District.objects.count()) == (before, 0)
    return caught.value


NORTH = {"subunit": "North", "projects": ["project_id;cost;name", "A/1;10;Swing", "B;20;Slide", "C;30;Sand"]}


def test_an_election_becomes_a_closed_round(election_officer):
    round = load(election(subunit="Old Tówn", language="en", max_length="2"), actor=election_officer)
    assert (round.title, round.summary, round.language) == ("Marenholt 2025, Old Tówn", "Parks of Marenholt", "en")
    assert (round.is_imported, round.is_closed(NOW), round.ballot_kind) == (True, True, "approval")
    assert round.max_choices == 2
    voting = round.phases.get()
    assert (voting.opens_at, voting.closes_at) == (datetime(2025, 3, 1, tzinfo=UTC), datetime(2026, 1, 1, tzinfo=UTC))
    district = District.objects.get()
    assert (district.code, district.name, district.is_citywide) == ("marenholt-old-town", "Old Tówn", False)
    assert Envelope.objects.get().amount_minor == 1000_00
    assert AuditEntry.objects.filter(verb="import", actor=election_officer).count() == 1


def test_its_projects_are_on_the_ballot_with_their_costs():
    round = load(election())
    trees = Proposal.objects.get(code="B")
    assert (trees.title, trees.status, trees.cost_minor, trees.category.code) == ("Trees", "listed", 500_50, "parks")
    assert Category.objects.count() == 2
    area = contest(round, "marenholt")
    assert (area.envelope_minor, area.currency, [*area.projects]) == (1000_00, "EUR", ["A/1", "B", "C"])


def test_its_ballots_are_counted_and_tallied():
    round = load(election())
    texts = list(ImportedBallot.objects.order_by("number").values_list("ballot", flat=True))
    assert texts == ['{"choices":["A/1","B"]}', '{"choices":["C"]}', '{"choices":["A/1","B"]}']
    assert (Tally.objects.get().counts, Tally.objects.get().ballots) == ({"A/1": 2, "B": 2, "C": 1}, 3)
    assert standing(round, NOW).tally == {"marenholt": {"A/1": 2, "B": 2, "C": 1}}
    official, compared = Outcome.objects.order_by("-is_official")
    assert (official.rule, official.is_official, stored(official).winners) == ("greedy", True, ["A/1", "B"])
    assert (compared.rule, compared.is_official, stored(compared).winners) == ("mes-cost", False, ["A/1"])
    assert official.parameters["ties"] == compared.parameters["ties"] == "id"
    assert official.losers["C"]["missing"] == 700_50


@pytest.mark.parametrize(
    ("changes", "ballot", "counts"),
    [
        ({"vote_type": "ordinal"}, '{"choices":["B","A/1"]}', {"A/1": 3, "B": 3, "C": 1}),
        (
            {"vote_type": "cumulative", "votes": ["voter_id;vote;points", "1;C;1", "2;B;2", "3;B,A/1;5,2"]},
            '{"choices":[{"p":"A/1","w":2},{"p":"B","w":5}]}',
            {"A/1": 2, "B": 7, "C": 1},
        ),
    ],
)
def test_rankings_and_points(changes, ballot, counts):
    load(election(**changes))
    assert ImportedBallot.objects.get(number=3).ballot == ballot
    assert Tally.objects.get().counts == counts


def test_a_withdrawn_project_stays_on_the_ballot_and_counts_for_nothing():
    rows = [
        "project_id;cost;latitude;longitude;name",
        f"A/1;999999999;1;;{'x' * 400}",
        "B;0;52.12345678;21;",
        "C;900;;;",
    ]
    round = load(election(projects=rows))
    assert contest(round, "marenholt").withdrawn == {"A/1"}
    assert Tally.objects.get().counts == {"A/1": 0, "B": 2, "C": 1}
    withdrawn, free = Proposal.objects.filter(code__in=["A/1", "B"]).order_by("code")
    assert (withdrawn.valuation.feasibility, withdrawn.latitude, len(withdrawn.title)) == ("unfeasible", None, 300)
    assert (free.valuation.reason, str(free.latitude)) == (
        "It costs nothing, so there is no money to give.",
        "52.123457",
    )
    assert stored(Outcome.objects.get(is_official=True)).winners == ["C"]


def test_a_vote_that_seems_to_end_in_the_future_is_over_all_the_same():
    now = datetime(2025, 3, 1, 12, tzinfo=UTC)
    voting = load(election(), now=now).phases.get()
    assert (voting.opens_at, voting.closes_at) == (now - timedelta(days=1), now)


def test_a_city_from_its_district_files():
    round = load(election(subunit="South"), election(**NORTH))
    assert round.title == "Marenholt 2025"
    assert list(District.objects.values_list("code", flat=True)) == ["marenholt-south", "marenholt-north"]
    assert Proposal.objects.filter(round=round, code="A/1").count() == 2
    assert Tally.objects.count() == 2
    assert Outcome.objects.count() == 4


def test_districts_that_limit_ballots_in_different_ways():
    south, north = election(subunit="South", max_length="1"), election(**NORTH, max_sum_cost="60")
    assert refusal(south, north, is_open=True).reasons[0].code == "limits_differ"
    round = load(south, north)
    assert (round.ballot_kind, round.max_choices) == ("approval", None)


def test_districts_that_choose_one_and_ask_for_it_in_different_ways():
    one = {"vote_type": "choose-1", "votes": ["voter_id;vote", "1;B"], "num_votes": "1"}
    round = load(election(subunit="South", min_length="1", **one), election(**NORTH, **one))
    assert (round.ballot_kind, round.min_choices, round.max_choices) == ("choose-one", 0, 1)


def test_rankings_keep_the_vector_they_were_scored_by():
    votes = ["voter_id;vote;points", "1;B,C;5,2", "2;C;5", "3;A/1,C;5,2"]
    round = load(election(vote_type="ordinal", votes=votes))
    assert (round.ballot_kind, round.scoring) == ("ranking", [5, 2])
    assert Tally.objects.get().counts == {"A/1": 5, "B": 5, "C": 9}


@pytest.mark.parametrize(
    ("changes", "code", "words"),
    [
        ({}, "same_place", "Two files are about Marenholt."),
        ({"subunit": "North"}, "repeated_projects", "3 projects stand both in Marenholt and in North"),
        ({**NORTH, "currency": "PLN"}, "currencies", "different currencies"),
        ({**NORTH, "vote_type": "ordinal"}, "kinds", "different kinds of ballot"),
    ],
)
def test_files_that_cannot_be_one_round(changes, code, words):
    refused = refusal(election(), election(**changes))
    assert [reason.code for reason in refused.reasons] == [code]
    assert words in refused.reasons[0].message


def test_who_may_not_and_what_is_taken(resident):
    assert refusal(election(), actor=resident).kind == Kind.FORBIDDEN
    make_round(slug="parks")
    refused = refusal(election())
    assert (refused.kind, refused.reasons[0].field) == (Kind.CONFLICT, "slug")


def test_a_district_of_an_earlier_election_is_the_same_district():
    load(election(subunit="South"))
    load(election(subunit="South", instance="2026"), slug="again")
    assert District.objects.get().envelopes.count() == 2


def test_projects_for_a_vote_of_our_own():
    rows = ["project_id;cost;name", "A/1;300;Bench", "B;999999999;Trees", "C;1001;Ramp"]
    round = load(election(projects=rows, max_sum_cost="1000"), is_open=True)
    assert (round.is_imported, round.is_voting(NOW), round.ballot_kind) == (False, True, "knapsack")
    assert round.is_voting(NOW + timedelta(days=13, hours=23))
    assert round.is_closed(NOW + timedelta(days=14))
    assert [*contest(round, "marenholt").projects] == ["A/1"]
    assert contest(round, "marenholt").limits == Limits()
    assert round.may_vote_in == "home_and_city"
    published = Proposal.objects.filter(status=StatusName.PUBLISHED).order_by("code")
    assert [proposal.valuation.feasibility for proposal in published] == [Feasibility.UNFEASIBLE, Feasibility.FEASIBLE]
    assert not ImportedBallot.objects.exists()
    assert not Outcome.objects.exists()


@pytest.mark.parametrize(
    ("unit", "code"),
    [
        ("Łódź", "lodz"),
        ("東京", "130016b2599b"),
        ("東京 1", "1-"),
        ("Old " * 40, "old-old-old-old-old-old-old-old-old-old-old-old-old-"),
    ],
)
def test_districts_have_codes_for_addresses(unit, code):
    load(election(unit=unit))
    found = District.objects.get().code
    assert found.startswith(code)
    assert len(found) <= 64
