import re

import pytest

from tests.factories import NOW, make_category, make_contest, make_district
from tests.voting.views.test_results import decide, look, text
from voting.actions.freezing import freeze
from voting.actions.studying import study
from voting.models import Outcome
from voting.views.stages import tell, towers

pytestmark = pytest.mark.django_db

# In a purse of 10,000 the first two cost 4,000 each, the third 3,000. Ten voters hold 1,000 each by equal shares.
COSTS = (4_000_00, 4_000_00, 3_000_00)
BALLOTS = [["P01", "P02"]] * 6 + [["P03"]] * 4


@pytest.fixture
def contest():
    return make_contest(COSTS, slug="vote", district=make_district("riverside"), envelope_minor=10_000_00)


@pytest.fixture
def round(contest):
    return decide(contest, BALLOTS, "mes-cost")


def test_the_count_is_told_purchase_by_purchase(client, round):
    first, second = look(client, "?step=1"), look(client, "?step=2")
    assert {page.context["course"].stage.card.code for page in (first, second)} == {"P01", "P02"}
    assert "Purchase 1 of 2" in text(first)
    assert "It has 6 votes." in text(first)
    assert len(second.context["course"].stage.bought) == 2
    assert second.context["course"].stage.left_minor == 2_000_00


@pytest.mark.parametrize(
    ("step", "number"), [("", 1), ("0", 1), ("2", 2), ("99", 2), ("-1", 1), ("x", 1), ("9" * 400, 1)]
)
def test_a_step_there_is_not_leads_to_one_there_is(client, round, step, number):
    assert look(client, f"?step={step}").context["course"].stage.number == number


def test_equal_shares_are_drawn_as_what_voters_hold(client, round):
    course = look(client, "?by=mes-cost&step=2").context["course"]
    assert course.by == "mes-cost"
    assert course.stage.share_minor == 1_000_00
    assert [(tower.width, tower.paid > 0) for tower in course.stage.towers] == [(40, True), (60, False)]
    assert "4 voters chose it. Each of them paid" in " ".join(course.stage.sentences)


def test_towers_fill_the_picture():
    first, second = towers([[30, 200, 50], [70, 100, 0]])
    assert (first.x, first.width, first.held, first.paid, first.kept, first.top, first.base) == (
        0,
        30,
        100,
        25,
        75,
        0,
        25,
    )
    assert (second.x, second.width, second.held, second.top) == (30, 70, 50, 50)
    assert towers([]) == []


@pytest.mark.parametrize(
    ("step", "said"),
    [
        (
            {"supporters": 1, "price": "100", "paid_price": 1, "paid_less": 0},
            "One voter chose it. Each of them paid €1.",
        ),
        (
            {"supporters": 3, "price": "200", "paid_price": 2, "paid_less": 1},
            "3 voters chose it. 2 of them paid €2 each. One had less left and paid all of it.",
        ),
        (
            {"supporters": 2, "time": "12345/100"},
            "2 voters chose it. Everybody had been given €1.23 when the people who chose it held what it costs.",
        ),
        ({"score": 7, "worth": 7}, "It has 7 votes. It is part of the set that gathers most."),
        ({"score": 1}, "It has one vote. Of the ideas that still fitted, none had more."),
    ],
)
def test_every_rule_tells_its_steps(step, said):
    assert " ".join(tell(step, "EUR")) == said


def test_a_studied_outcome_says_how_near_a_loser_came_and_what_other_rules_would_fund(client, round):
    study.call(Outcome.objects.get(round=round, is_official=True).pk)
    page = look(client, "?why=P03")
    assert page.context["why"].nearness == "With 2 votes more or a price of €2,000 it would have won."
    other = next(one for one in page.context["others"] if [card.code for card in one.gained] == ["P03"])
    assert len(other.lost) == 1
    assert "The same ballots by other rules" in text(page)


def test_before_it_is_studied_nothing_is_said_of_other_rules(client, round):
    page = look(client)
    assert page.context["others"] == []
    assert page.context["why"].nearness == ""
    assert "by other rules" not in text(page)


def test_it_is_said_who_got_how_much_and_whether_a_group_could_complain(client, round):
    page = look(client)
    shares = page.context["shares"]
    assert [(one.choices, one.voters) for one in shares.served] == [(0, 4), (1, 0), (2, 6)]
    assert shares.mean_minor == 4_800_00
    assert re.fullmatch(
        r"4 voters can: their part of the purse is €4,000, enough for Idea \d+ at €3,000. None of them has any idea funded.",
        shares.claim,
    )


def test_kinds_of_ideas_are_set_beside_the_votes_for_them(client):
    round, district = make_contest(COSTS, slug="vote", envelope_minor=10_000_00, frozen=False)
    for proposal, name in zip(round.proposals.order_by("pk"), ("streets", "streets", "green"), strict=True):
        proposal.category = make_category(name)
        proposal.save()
    decide((freeze(actor=None, now=NOW, round=round), district), BALLOTS)
    parts = look(client).context["shares"].parts
    assert [(part.votes_share, part.spent_share) for part in parts] == [(0.75, 1.0), (0.25, 0.0)]


def test_where_few_voted_no_figure_tells_how(client, contest):
    decide(contest, BALLOTS[:3])
    page = look(client)
    assert page.context["shares"] is None
    assert page.context["others"] == []
