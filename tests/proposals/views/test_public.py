from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from city.rules.phases import PhaseKind
from city.rules.roles import Role
from proposals.models import Feasibility, Valuation
from tests.factories import (
    NOW,
    add_phase,
    make_category,
    make_contest,
    make_district,
    make_envelope,
    make_official,
    make_proposal,
    make_round,
    make_user,
)

pytestmark = pytest.mark.django_db
LIST = "/rounds/spring/proposals/"


def titles(response):
    return [card.proposal.title for card in response.context["cards"]]


def page_of(proposal):
    return f"/rounds/{proposal.round.slug}/proposals/{proposal.pk}/"


def test_everyone_sees_what_is_public(visitor, round, district, published, waiting):
    make_proposal(round, district, status="hidden", title="Hidden")
    make_proposal(make_round(), district, title="Elsewhere")
    assert titles(visitor.get(LIST)) == ["Steps"]


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("q=lodz", ["Łódź"]),
        ("q=LÓDŹ+ferry", ["Łódź"]),
        ("q=lodz+absent", []),
        ("q=100%25", ["100% shade"]),
        ("q=_", []),
        ("district=hill", ["100% shade"]),
        ("category=parks", ["Łódź"]),
        ("district=hill&category=parks", []),
        ("order=newest", ["100% shade", "Łódź"]),
        ("order=cheapest", ["Łódź", "100% shade"]),
        ("order=cheapest&district=nowhere&page=99", ["Łódź", "100% shade"]),
    ],
)
def test_search_filters_and_order(query, found, visitor, round, district):
    hill = make_district("hill")
    make_envelope(round, hill)
    make_proposal(
        round,
        district,
        title="Łódź",
        place="At the Ferry",
        category=make_category(),
        cost_minor=500,
        cost_asked_minor=9,
    )
    make_proposal(round, hill, title="100% shade", published_at=NOW + timedelta(days=365))
    assert titles(visitor.get(f"{LIST}?{query}")) == found


def test_the_order_is_random_but_the_visitors_own(visitor, round, district):
    for number in range(30):
        make_proposal(round, district, title=str(number))
    first = titles(visitor.get(LIST))
    assert first != sorted(first, key=int)
    assert first == titles(visitor.get(LIST))
    others = [titles(visitor.get(LIST, headers={"user-agent": f"another {number}"})) for number in range(8)]
    assert any(first != other for other in others)  # a few of many share one of the 64 orders
    assert sorted(first + titles(visitor.get(f"{LIST}?page=2")), key=int) == [str(number) for number in range(30)]


def test_a_guest_gets_no_cookie_for_it_and_keeps_the_order_on_signing_in(visitor, round, district, resident):
    for number in range(9):
        make_proposal(round, district, title=str(number))
    as_guest = visitor.get(LIST)
    assert "sid" not in as_guest.cookies
    visitor.force_login(resident)
    assert titles(visitor.get(LIST)) == titles(as_guest)
    assert titles(visitor.get(LIST, headers={"user-agent": "updated"})) == titles(as_guest)


def test_pages_keep_the_filters(visitor, round, district):
    for number in range(25):
        make_proposal(round, district, title=f"Bench {number}")
    page = visitor.get(f"{LIST}?q=bench&order=newest").content.decode()
    assert "?q=bench&amp;order=newest&amp;page=2" in page
    assert "25 of 25 proposals fit." in page


def test_an_empty_list_teaches(visitor, round, district):
    page = visitor.get(LIST).content.decode()
    assert "Nobody has proposed anything yet" in page
    assert "/rounds/spring/propose/" in page
    assert "Nothing fits that" in visitor.get(f"{LIST}?q=x").content.decode()


def test_an_empty_list_out_of_season_says_when(visitor):
    round = make_round("later", PhaseKind.VOTING)
    assert "This round has no time for proposals." in visitor.get("/rounds/later/proposals/").content.decode()
    add_phase(round, PhaseKind.PROPOSING, opens=20, days=5)
    assert "Proposals are taken from" in visitor.get("/rounds/later/proposals/").content.decode()


def test_a_search_has_its_limits(visitor, round, district):
    make_proposal(round, district, title="Ferry")
    assert titles(visitor.get(f"{LIST}?q={'ferry+' * 3000}")) == ["Ferry"]
    assert titles(visitor.get(f"{LIST}?q={'f' * 60_000}&page=-1")) == []
    assert titles(visitor.get(f"{LIST}?q=%00")) == ["Ferry"]


def test_no_round_no_list(visitor):
    assert visitor.get(f"{LIST}{10**30}/").status_code == 404
    assert visitor.get("/rounds/nowhere/proposals/").status_code == 404


def test_the_list_costs_the_same_at_1_and_at_30(round, district, visitor):
    costs = []
    for more in (1, 29):
        for _ in range(more):
            make_proposal(round, district, author=make_user(), category=make_category(), cost_minor=900)
        with CaptureQueriesContext(connection) as queries:
            assert visitor.get(f"{LIST}?order=cheapest").status_code == 200
        costs.append(len(queries))
    assert costs[0] == costs[1] <= 12


def test_a_page_shows_the_answer_the_share_and_how_it_got_here(visitor, published):
    Valuation.objects.create(
        proposal=published, feasibility="feasible", cost_minor=3_600_00, reason="We can build it.", valued_at=NOW
    )
    page = visitor.get(page_of(published)).content.decode()
    for words in ("Steps", "by Ada", "36% of the €10,000 of Riverside", "€6,400 left", "We can build it.", "Priced"):
        assert words in page


def test_a_page_says_why_it_cannot_be_done(visitor, published):
    Valuation.objects.create(
        proposal=published, feasibility=Feasibility.UNFEASIBLE, reason="It would flood.", valued_at=NOW
    )
    page = visitor.get(page_of(published)).content.decode()
    assert "Not possible" in page
    assert "It would flood." in page


def test_while_people_vote_it_leads_to_the_ballot(visitor):
    round = make_contest(district=make_district("quay"))[0]
    proposal = round.proposals.get(code="P01")
    page = visitor.get(page_of(proposal)).content.decode()
    assert f"/rounds/{round.slug}/vote/quay/" in page
    assert "as number P01" in page
    assert "The vote closes" in page


@pytest.mark.parametrize("status", ["submitted", "returned", "hidden", "withdrawn"])
def test_what_is_not_public_is_for_its_author_and_officials_alone(status, round, district, resident, moderator):
    made = make_proposal(round, district, author=resident, status=status, return_reason="Say where.", published_at=None)
    other, elsewhere = make_user(), make_official(Role.MODERATOR, round=make_round())
    for person, answer in [(None, 404), (other, 404), (elsewhere, 404), (resident, 200), (moderator, 200)]:
        client = Client()
        if person:
            client.force_login(person)
        assert client.get(page_of(made)).status_code == answer


def test_a_proposal_lives_at_its_own_round_only(visitor, published):
    make_round("other")
    assert visitor.get(f"/rounds/other/proposals/{published.pk}/").status_code == 404


ATTACK = "<script>alert(1)</script><img src=x onerror=alert(1)>'\"{{ 7|add:7 }}"


def test_what_people_write_is_never_markup(visitor, round, district):
    author = make_user(name=ATTACK[:80])
    texts = dict.fromkeys(("title", "summary", "body", "place"), ATTACK)
    made = make_proposal(round, district, author=author, **texts)
    Valuation.objects.create(proposal=made, feasibility="unfeasible", reason=ATTACK, valued_at=NOW)
    for address in (page_of(made), LIST, f"{LIST}?q=%3Cscript%3Ealert(1)"):
        page = visitor.get(address).content.decode()
        assert "&lt;script&gt;alert(1)" in page
        assert "<script>" not in page
        assert "<img src=x" not in page
        assert "{{ 7|add:7 }}" in page


def test_in_a_table_and_on_the_map_stand_the_same(visitor, round, district):
    make_proposal(round, district, title="Trees", latitude=54.02, longitude=3.86)
    make_proposal(round, district, title="Steps")
    for view in ("", "table", "map"):
        page = visitor.get(f"{LIST}?view={view}&order=newest")
        assert titles(page) == ["Steps", "Trees"]
    assert [pin["code"] for pin in page.context["pins"]] == ["2"]
    assert page.context["pins"][0]["place"] == (3.86, 54.02)
    assert "not on the map" in page.content.decode()


def test_what_cannot_be_done_takes_no_share_of_the_purse(visitor, round, district):
    made = make_proposal(round, district, cost_asked_minor=5_00)
    assert "It would take" in visitor.get(page_of(made)).content.decode()
    Valuation.objects.create(proposal=made, feasibility="unfeasible", reason="The bridge is low.", valued_at=NOW)
    page = visitor.get(page_of(made)).content.decode()
    assert "It would take" not in page
    assert "The bridge is low." in page


def test_many_pins_have_no_room_for_numbers(visitor, round, district):
    for _ in range(17):
        make_proposal(round, district, latitude=54.02, longitude=3.86)
    assert {pin["code"] for pin in visitor.get(f"{LIST}?view=map").context["pins"]} == {""}


def test_the_map_of_one_district_shows_it_alone(visitor, round, district):
    make_envelope(round, make_district("hill"))
    make_envelope(round, make_district("everywhere", is_citywide=True))
    shown = [
        [place["code"] for place in visitor.get(f"{LIST}?view=map&{query}").context["places"]]
        for query in ("", "district=hill")
    ]
    assert shown == [["hill", "riverside"], ["hill"]]


def test_each_filter_that_is_on_can_be_taken_off(visitor, round, district):
    make_category()
    page = visitor.get(f"{LIST}?q=oak&district=riverside&category=parks&view=table&page=2&order=newest")
    assert page.context["chips"] == [
        ("“oak”", "?district=riverside&category=parks&view=table&order=newest"),
        ("Riverside", "?q=oak&category=parks&view=table&order=newest"),
        ("Parks", "?q=oak&district=riverside&view=table&order=newest"),
    ]


def test_a_link_to_it_can_be_passed_on_with_its_picture(visitor, published, waiting, resident, settings):
    settings.BASE_URL = "https://purse.example"
    page = visitor.get(page_of(published)).content.decode()
    picture = f"{published.scene_key}_{published.pk % 24}" if published.pk % 24 else published.scene_key
    assert f'<meta property="og:image" content="https://purse.example/pictures/{picture}.png">' in page
    assert f'data-share="https://purse.example{page_of(published)}"' in page
    visitor.force_login(resident)
    page = visitor.get(page_of(waiting)).content.decode()
    assert "/pictures/hero.png" in page
    assert "canonical" not in page
