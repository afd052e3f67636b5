"""Pages that guests share: made once, never older than their numbers, and never anybody's own."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from time import sleep

import pytest
from django.http import HttpResponse
from django.middleware.csrf import get_token
from django.test import Client

from city.models import Phase, Round, User
from city.rules.phases import PhaseKind
from city.rules.roles import Role
from city.views.shared import kept_for_residents, shared
from tests.factories import NOW, cast_ballot, make_contest, make_official, make_outcome, make_user, make_voter
from voting.actions.turnout import keep_turnout
from voting.models import Complaint

URL, ROUND, RESULTS = (f"/rounds/spring/{page}" for page in ("live/", "", "results/"))
AT_ONCE = 6


@pytest.fixture(autouse=True)
def kept(settings):
    settings.PAGE_SECONDS = 60


@pytest.fixture
def contest(db):
    return make_contest(slug="spring", title="A first title")


def retitle():
    Round.objects.update(title="Another title")


@pytest.mark.django_db
def test_guests_are_shown_what_was_made_for_the_first(contest):
    first = Client().get(URL)
    retitle()
    again = Client().get(URL)
    assert again.content == first.content
    assert again["ETag"] == first["ETag"]
    assert again["Content-Type"] == first["Content-Type"]
    assert "no-cache" in again["Cache-Control"]


@pytest.mark.django_db
def test_a_page_kept_costs_one_question(contest, client, django_assert_num_queries):
    client.get(URL)
    with django_assert_num_queries(1):
        client.get(URL)


@pytest.mark.django_db
def test_who_has_the_page_is_told_that_it_is_the_same(contest, client):
    first = client.get(URL)
    assert client.get(URL, headers={"If-None-Match": first["ETag"]}).status_code == 304


@pytest.mark.django_db
def test_a_ballot_makes_another_page(contest, client):
    first = client.get(URL)
    cast_ballot(make_voter(*contest), *contest, ["P01"])
    keep_turnout(round=contest[0], now=NOW)
    moved = client.get(URL, headers={"If-None-Match": first["ETag"]})
    assert moved.status_code == 200
    assert moved["ETag"] != first["ETag"]


@pytest.mark.django_db
def test_other_filters_and_other_languages_are_other_pages(contest, client):
    assert client.get(f"{URL}?sort=votes")["ETag"] != client.get(URL)["ETag"]


@pytest.mark.django_db
def test_who_is_signed_in_has_a_page_of_their_own(contest, client):
    client.get(URL)
    retitle()
    client.force_login(make_user())
    own = client.get(URL)
    assert "Another title" in own.content.decode()
    assert "ETag" not in own
    assert "Another title" not in Client().get(URL).content.decode()


def signed_in(user):
    client = Client()
    client.force_login(user)
    return client


@pytest.mark.django_db
def test_residents_share_what_is_the_same_for_them_until_a_number_moves(contest, django_assert_num_queries):
    first, other = (signed_in(make_user()) for _ in range(2))
    for one in (first, other):
        one.get(ROUND)  # notes that they are there, once a day
    Round.objects.update(k=17)
    with django_assert_num_queries(4):
        assert "17 or more at a time" not in main(other.get(ROUND))
    cast_ballot(make_voter(*contest), *contest, ["P01"])
    keep_turnout(round=contest[0], now=NOW)
    assert "17 or more at a time" in main(other.get(ROUND))


@pytest.mark.django_db
def test_residents_share_results_until_somebody_complains(contest):
    round, district = contest
    make_outcome(round, district)
    Phase.objects.filter(round=round, kind=PhaseKind.VOTING).update(closes_at=NOW - timedelta(days=1))
    first, other, official = (signed_in(one) for one in (make_user(), make_user(), make_official(Role.MODERATOR)))
    assert "A first title" in main(first.get(RESULTS))
    retitle()
    assert "A first title" in main(other.get(RESULTS))
    assert "Another title" in main(other.get(f"{RESULTS}?district={district.code}"))
    assert "Another title" in main(official.get(RESULTS))
    Complaint.objects.create(round=round, number=1, reference_hash="ab", sealed="words", language="en", made_at=NOW)
    assert "Another title" in main(other.get(RESULTS))


@pytest.mark.django_db
def test_an_official_sees_at_once_what_they_did_and_no_guest_gets_an_old_part_of_a_new_page(contest):
    signed_in(make_user()).get(ROUND)
    Round.objects.update(k=17)
    for one in (signed_in(make_official(Role.MODERATOR)), Client()):
        assert "17 or more at a time" in main(one.get(ROUND))


@pytest.mark.django_db
def test_where_the_masthead_leads_is_worked_out_once_for_residents_and_anew_for_others(contest):
    resident = signed_in(make_user())
    assert "/rounds/spring/vote/" in masthead(resident)
    Round.objects.update(slug="summer")
    assert "/rounds/spring/vote/" in masthead(resident)
    for one in (signed_in(make_official(Role.MODERATOR)), Client()):
        assert "/rounds/summer/vote/" in masthead(one)


def masthead(client):
    return client.get("/rounds/").content.decode().partition("<header")[2].partition("</header>")[0]


def main(page):
    return page.content.decode().partition("<main")[2].partition("</main>")[0]


@pytest.mark.parametrize(
    "answer",
    [
        lambda request: HttpResponse(status=404),
        lambda request: HttpResponse(get_token(request)),
        lambda request: with_a_cookie(),
    ],
)
def test_what_is_one_visitors_own_is_never_kept(rf, answer):
    made = []

    @shared()
    def view(request):
        made.append(request)
        return answer(request)

    for _ in range(2):
        assert "ETag" not in view(rf.get("/"))
    assert len(made) == 2


def with_a_cookie():
    answer = HttpResponse("for you")
    answer.set_cookie("own", "1")
    return answer


@pytest.mark.parametrize(("seconds", "method"), [(0, "get"), (60, "post"), (60, "head")])
def test_nothing_is_kept_where_it_is_off_or_something_else_is_asked(rf, settings, seconds, method):
    settings.PAGE_SECONDS = seconds
    made = []

    @shared()
    def view(request):
        made.append(request)
        return HttpResponse("page")

    for _ in range(2):
        view(getattr(rf, method)("/"))
    assert len(made) == 2


class Slow:
    """Makes a page, and takes its time."""

    def __init__(self):
        self.times = 0

    def __call__(self, *_request):
        self.times += 1
        sleep(0.1)
        return HttpResponse("page")


def test_a_page_is_made_once_for_guests_who_ask_at_once(rf):
    slow = Slow()
    with ThreadPoolExecutor(AT_ONCE) as pool:
        answers = list(pool.map(shared()(slow), [rf.get("/") for _ in range(AT_ONCE)]))
    assert {answer.content for answer in answers} == {b"page"}
    assert slow.times == 1


def test_a_part_is_made_once_for_residents_who_ask_at_once(rf):
    request, slow = rf.get("/"), Slow()
    request.user = User()
    request.user.holds_office = False
    with ThreadPoolExecutor(AT_ONCE) as pool:
        answers = list(pool.map(lambda _: kept_for_residents(request, "mark", slow), range(AT_ONCE)))
    assert {answer.content for answer in answers} == {b"page"}
    assert slow.times == 1
