"""axe on every page of the slice: on a phone in the dark, and on a desk in the light."""

import pytest

PUBLIC = [
    "/",
    "/rounds/",
    "/rounds/vote-2026/",
    "/rounds/vote-2025/",
    "/rounds/ideas-2027/",
    "/rounds/ideas-2027/proposals/",
    "/rounds/ideas-2027/proposals/?q=nothing-like-it",
    "/rounds/vote-2026/proposals/",
    "/rounds/vote-2026/live/",
    "/rounds/vote-2026/results/",
    "/rounds/vote-2025/results/",
    "/budgets/",
    "/budgets/vote-2025/",
    "/accounts/login/",
    "/accounts/signup/",
    "/nowhere/",
]
RESIDENT = ["/me/", "/rounds/ideas-2027/propose/", "/rounds/vote-2026/vote/riverside/"]
MODERATOR = ["/desk/", "/desk/proposals/"]
OFFICER = ["/desk/rounds/vote-2026/", "/desk/rounds/ideas-2027/", "/desk/rounds/vote-2025/"]


@pytest.mark.parametrize(("width", "scheme"), [(360, "dark"), (1280, "light")])
class TestEveryPage:
    def test_of_the_public(self, open_window, assert_accessible, width, scheme):
        page = open_window(width=width, scheme=scheme)
        for path in PUBLIC:
            page.goto(path)
            assert_accessible(page)

    def test_of_a_proposal(self, open_window, assert_accessible, width, scheme):
        page = open_window(width=width, scheme=scheme)
        page.goto("/rounds/vote-2026/proposals/")
        page.locator("main article a").first.click()
        assert_accessible(page)

    @pytest.mark.parametrize(
        ("email", "paths"),
        [
            ("kim@example.org", RESIDENT),
            ("moderator@city.example", MODERATOR),
            ("election_officer@city.example", OFFICER),
        ],
    )
    def test_of_who_is_signed_in(self, open_window, sign_in, assert_accessible, width, scheme, email, paths):
        page = sign_in(open_window(width=width, scheme=scheme), email)
        for path in paths:
            page.goto(path)
            assert_accessible(page)
