"""Who writes too often is told to wait: across processes, by person and by part of the network."""

import time
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import DatabaseError, connection
from django.db.utils import OperationalError
from django.urls import reverse

from city.models import WriteCount
from city.rules.limits import Limit, parse_limits
from config import limits
from config.limits import seconds_to_wait
from tests.factories import make_contest, make_user, make_voter

URL = "/accounts/login/"


@pytest.fixture
def tight(settings):
    """Three a minute a person, five a minute a part of the network; allauth's own limits out of the way."""
    settings.WRITE_LIMITS = dict.fromkeys(settings.WRITE_LIMITS, parse_limits("3/m 5/m"))
    settings.ACCOUNT_RATE_LIMITS = False


def statuses(client, times, address="192.0.2.1", url=URL):
    return [client.post(url, REMOTE_ADDR=address).status_code for _ in range(times)]


@pytest.mark.django_db
def test_a_part_of_the_network_is_counted_as_one(client, tight):
    assert statuses(client, 3, "192.0.2.1") + statuses(client, 3, "192.0.2.200") == [200] * 5 + [429]
    assert statuses(client, 1, "192.0.3.1") == [200]
    assert statuses(client, 6, "2001:db8:1:2::1")[-1] == 429
    assert statuses(client, 1, "2001:db8:1:ffff::1") == [429]
    assert statuses(client, 1, "2001:db8:2::1") == [200]


@pytest.mark.django_db
def test_a_person_is_counted_wherever_they_are(client, tight, resident):
    client.force_login(resident)
    url = "/me/sessions/end/"
    assert [client.post(url, REMOTE_ADDR=f"192.0.{n}.1").status_code for n in range(4)] == [302, 302, 302, 429]
    client.force_login(make_user())
    assert statuses(client, 1, url=url) == [302]


@pytest.mark.django_db
def test_kinds_are_counted_apart_and_looking_is_not_counted(client, tight, resident):
    client.force_login(resident)
    statuses(client, 4, url="/me/sessions/end/")
    assert client.get("/me/").status_code == 200
    round, _ = make_contest()
    assert client.post(reverse("proposals:propose", args=[round.slug])).status_code == 422


@pytest.mark.django_db
def test_the_page_says_how_long_and_so_does_the_header(client, tight):
    statuses(client, 5)
    answer = client.post(URL, REMOTE_ADDR="192.0.2.1")
    assert 1 <= int(answer["Retry-After"]) <= 60
    assert "Wait a minute, go back and try again: what you typed is still there." in answer.content.decode()


@pytest.mark.django_db
def test_a_program_gets_problem_json(client, tight):
    round, district = make_contest()
    client.force_login(make_voter(round, district))
    url = f"/api/v1/rounds/{round.slug}/ballots"
    answers = [client.post(url, {}, content_type="application/json") for _ in range(4)]
    assert [answer.status_code for answer in answers][-2:] == [422, 429]
    assert answers[-1]["Content-Type"] == "application/problem+json"
    assert int(answers[-1]["Retry-After"]) >= 1
    assert "seconds" in answers[-1].json()["detail"]


@pytest.mark.django_db
def test_a_vote_costs_one_count_more(client, django_assert_num_queries, settings):
    settings.REDIS_URL = ""
    with django_assert_num_queries(1):
        seconds_to_wait([("a", Limit(1, 60)), ("b", Limit(1, 60))])


@pytest.mark.django_db
def test_a_limit_passes_and_what_is_old_is_dropped(monkeypatch, settings):
    settings.REDIS_URL = ""
    now = time.time()
    monkeypatch.setattr(limits.time, "time", lambda: now)
    counted = [("key", Limit(2, 60))]
    assert [seconds_to_wait(counted) for _ in range(3)] == [0, 0, 60]
    monkeypatch.setattr(limits.time, "time", lambda: now + 59.5)
    assert seconds_to_wait(counted) == 1
    monkeypatch.setattr(limits.time, "time", lambda: now + 60)
    assert seconds_to_wait(counted) == 0
    monkeypatch.setattr(limits, "TIDY_EVERY", 1)
    monkeypatch.setattr(limits.time, "time", lambda: now + 300)
    seconds_to_wait([("another", Limit(2, 60))])
    assert list(WriteCount.objects.values_list("key", flat=True)) == ["another"]


@pytest.mark.django_db
def test_the_table_of_counts_tells_nobody_who_wrote(client, tight, resident, settings):
    settings.REDIS_URL = ""
    client.force_login(resident)
    statuses(client, 2, url="/me/sessions/end/")
    rows = str(list(WriteCount.objects.values_list()))
    assert "192.0.2" not in rows
    assert all(len(key) == 64 for key in WriteCount.objects.values_list("key", flat=True))


@pytest.mark.django_db
@pytest.mark.parametrize("error", [OperationalError("locked"), DatabaseError("away")])
def test_where_the_count_fails_nobody_is_held_up(client, tight, monkeypatch, caplog, error):
    def fail(*_):
        raise error

    monkeypatch.setattr(limits, "_in_database", fail)
    monkeypatch.setattr(limits, "_in_redis", fail)
    assert statuses(client, 8) == [200] * 8
    assert "writes are not counted" in caplog.text


@pytest.mark.django_db(transaction=True)
def test_of_many_at_the_same_moment_no_more_than_the_limit_pass():
    counted = [("together", Limit(10, 600)), ("alone", Limit(1000, 600))]

    def write(_):
        try:
            return seconds_to_wait(counted) == 0
        finally:
            connection.close()

    with ThreadPoolExecutor(8) as pool:
        assert sum(pool.map(write, range(64))) == 10
