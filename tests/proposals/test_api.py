import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.factories import NOW, make_category, make_proposal, make_user

pytestmark = pytest.mark.django_db
LIST = "/api/v1/rounds/spring/proposals"
FIELDS = {
    "id", "url", "round", "district", "category", "status", "code", "title", "summary", "place", "scene", "language", "author",
    "currency", "cost_asked_minor", "cost_minor", "submitted_at", "published_at", "answer",
}  # fmt: skip


def test_what_is_public_and_of_that_only_what_is_named(visitor, round, district, waiting):
    made = make_proposal(
        round,
        district,
        title="Steps",
        author=make_user("secret@example.org", name="Ada"),
        category=make_category(),
        scene="boats",
        cost_asked_minor=5_00,
        cost_minor=8_00,
    )
    answer = visitor.get(LIST).json()
    assert {key: answer[key] for key in ("count", "page", "pages")} == {"count": 1, "page": 1, "pages": 1}
    (row,) = answer["proposals"]
    assert set(row) == FIELDS
    assert row["id"] == made.pk
    assert row["url"].endswith(f"/rounds/spring/proposals/{made.pk}/")
    assert (row["round"], row["district"], row["category"], row["author"]) == ("spring", "riverside", "parks", "Ada")
    assert (row["currency"], row["cost_asked_minor"], row["cost_minor"]) == ("EUR", 5_00, 8_00)
    assert row["scene"] == "boats"
    assert set(row["answer"]) == {"feasibility", "cost_minor", "reason", "valued_at"}
    detail = visitor.get(f"/api/v1/proposals/{made.pk}").json()
    assert detail == {**row, "body": "A longer text."}
    assert "secret" not in str(detail)


def test_an_imported_proposal_has_no_author(visitor, round, district):
    make_proposal(round, district)
    (row,) = visitor.get(LIST).json()["proposals"]
    assert (row["author"], row["category"], row["answer"], row["cost_minor"]) == ("", "", None, None)


@pytest.mark.parametrize(
    ("query", "found"),
    [("search=STÉPS", 1), ("district=riverside", 2), ("district=hill", 0), ("category=parks", 1), ("page=9", 2)],
)
def test_search_and_filters(query, found, visitor, round, district):
    make_proposal(round, district, title="Steps")
    make_proposal(round, district, title="Trees", category=make_category())
    assert len(visitor.get(f"{LIST}?{query}").json()["proposals"]) == found


def test_pages(visitor, round, district):
    for number in range(51):
        make_proposal(round, district, title=str(number), published_at=NOW)
    pages = [visitor.get(f"{LIST}?page={page}").json() for page in (1, 2)]
    assert [len(page["proposals"]) for page in pages] == [50, 1]
    assert len({row["id"] for page in pages for row in page["proposals"]}) == 51


def test_what_is_not_public_is_not_there(visitor, waiting):
    answer = visitor.get(f"/api/v1/proposals/{waiting.pk}")
    assert answer.status_code == 404
    assert answer["Content-Type"] == "application/problem+json"
    assert visitor.get("/api/v1/rounds/nowhere/proposals").status_code == 404
    assert visitor.get(f"/api/v1/proposals/{10**30}").status_code == 404
    for query in ("page=0", "page=x", "district=%00", "search=" + "x" * 201):
        assert visitor.get(f"{LIST}?{query}").status_code == 422


def test_nothing_searched_for_breaks_it(visitor, round, district):
    assert visitor.get(f"{LIST}?search=%00%FF'%22%25_").json()["count"] == 0


def test_the_list_costs_the_same_at_1_and_at_30(visitor, round, district):
    costs = []
    for more in (1, 29):
        for _ in range(more):
            make_proposal(round, district, author=make_user(), category=make_category(), cost_minor=900)
        with CaptureQueriesContext(connection) as queries:
            visitor.get(LIST)
        costs.append(len(queries))
    assert costs[0] == costs[1] <= 4
