import pytest
from django.db import OperationalError

from tests.factories import make_contest

pytestmark = pytest.mark.django_db


def test_the_rounds_are_listed_with_their_phases(visitor):
    make_contest(slug="spring")
    (listed,) = visitor.get("/api/v1/rounds").json()
    assert (listed["slug"], listed["currency"], listed["ballot_kind"]) == ("spring", "EUR", "approval")
    assert [phase["kind"] for phase in listed["phases"]] == ["voting"]
    assert "tie_seed" not in listed


def test_the_list_costs_the_same_queries_for_one_round_and_for_thirty(visitor, django_assert_max_num_queries):
    for _ in range(30):
        make_contest()
    with django_assert_max_num_queries(2):
        assert len(visitor.get("/api/v1/rounds").json()) == 30


def test_a_round_shows_its_envelopes(visitor):
    _, district = make_contest(slug="spring")
    shown = visitor.get("/api/v1/rounds/spring").json()
    assert shown["envelopes"] == [
        {"district": district.code, "name": district.name, "is_citywide": False, "amount_minor": 10_000_00}
    ]


def test_a_round_that_is_not_there_is_a_problem(visitor):
    answer = visitor.get("/api/v1/rounds/nowhere")
    assert (answer.status_code, answer["Content-Type"]) == (404, "application/problem+json")
    assert answer.json()["status"] == 404


@pytest.mark.parametrize(
    ("error", "status"), [(OperationalError("database is locked"), 503), (RuntimeError("a secret"), 500)]
)
def test_what_breaks_is_a_problem_without_its_inside(visitor, monkeypatch, caplog, error, status):
    def fail():
        raise error

    monkeypatch.setattr("city.api.rounds", fail)
    answer = visitor.get("/api/v1/rounds")
    assert (answer.status_code, answer["Content-Type"]) == (status, "application/problem+json")
    assert str(error) not in answer.content.decode()
    assert str(error) in caplog.text
    assert answer.get("Retry-After") == ("5" if status == 503 else None)
