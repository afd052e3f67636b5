"""Two officers and one act: one asks, the other approves, and only then it is done."""

import re
from datetime import datetime, timedelta

from playwright.sync_api import expect


def test_two_officers_extend_a_vote(open_window, sign_in, assert_accessible):
    """Given an officer without scripts who asks for a day more, when a second approves it, then the vote closes later."""
    first = sign_in(open_window(javascript=False, width=360), "election_officer@city.example")
    first.goto("/desk/rounds/vote-2026/")
    first.get_by_role("link", name="Extend the vote").click()
    field = first.get_by_label("The vote closes on")
    closes_at = datetime.fromisoformat(field.input_value()) + timedelta(days=1)
    field.fill(closes_at.strftime("%Y-%m-%dT%H:%M"))
    first.get_by_label("Why?").fill("The library was shut.")
    first.get_by_role("button", name="Ask for it").click()
    expect(first.locator("body")).to_contain_text("Somebody else with your office has to approve it now.")
    first.goto("/desk/rounds/vote-2026/")
    expect(first.locator("main")).to_contain_text("Waiting for a second person")

    second = sign_in(open_window(), "second_officer@city.example")
    second.goto("/desk/cases/")
    assert_accessible(second)
    second.get_by_role("button", name=re.compile("Approve and do it.*The vote of")).click()
    expect(second.locator("body")).to_contain_text("Done: The vote of The vote of 2026 closes later")
    second.goto("/desk/rounds/vote-2026/")
    expect(second.locator("main")).to_contain_text(f"{closes_at.day} {closes_at:%B}, {closes_at:%H:%M}")
