"""How people vote, told with a browser."""

import re

from playwright.sync_api import expect

BALLOT = "/rounds/vote-2026/vote/riverside/"


def test_a_ballot_is_seen_in_another_window_and_counted_with_the_next_mix(open_window, sign_in):
    """Given a watcher, when the twentieth voter casts, then the watcher's numbers move without a reload."""
    watcher = open_window()
    watcher.goto("/rounds/vote-2026/live/?district=riverside")
    cast, trees = watcher.locator("[data-live-cast]").first, watcher.locator("tr[data-code=P03] [data-votes]").first
    expect(cast).to_have_text("19")
    before = trees.inner_text()

    voter = sign_in(open_window(width=360), "ada@example.org")
    voter.goto("/rounds/vote-2026/vote/")
    voter.wait_for_url(f"**{BALLOT}")
    voter.get_by_role("button", name=re.compile("Add.*Shade trees")).click()
    voter.get_by_role("button", name=re.compile("Check my ballot")).click()
    expect(voter.get_by_role("heading", level=1)).to_be_visible()
    voter.get_by_role("button", name=re.compile("Cast")).click()
    expect(voter.locator("main")).to_contain_text("version 1")

    expect(cast).to_have_text("20", timeout=5000)  # two seconds are promised; the rest is for a busy machine
    expect(watcher.locator("[data-live-sealed]").first).to_have_text("10")
    assert trees.inner_text() != before


def test_the_whole_vote_without_javascript(open_window, sign_in):
    """Given a browser without scripts, a voter chooses too much, is told by how much, and casts what fits."""
    voter = sign_in(open_window(javascript=False, width=360), "noa@example.org")
    voter.goto(BALLOT)
    for code in ("P01", "P02", "P03", "P05"):
        voter.locator(f"input[name=choices][value={code}]").check()
    voter.locator("#ballot button[type=submit], button[form=ballot]").first.click()
    expect(voter.locator("main")).to_contain_text("Over by €12,000")
    expect(voter.locator("input[name=choices][value=P01]")).to_be_checked()
    voter.locator("input[name=choices][value=P02]").uncheck()
    voter.locator("#ballot button[type=submit], button[form=ballot]").first.click()
    expect(voter.locator("main")).to_contain_text("Not cast yet")
    voter.get_by_role("button", name=re.compile("Cast")).click()
    expect(voter.locator("main")).to_contain_text("version 1")

    voter.goto(BALLOT)
    expect(voter.locator("main")).to_contain_text("version 1")
    voter.locator("input[name=choices][value=P02]").check()
    voter.locator("#ballot button[type=submit], button[form=ballot]").first.click()
    voter.get_by_role("button", name=re.compile("Cast")).click()
    expect(voter.locator("main")).to_contain_text("version 2")


def test_a_draft_stays_in_the_browser_until_it_is_cast(open_window, sign_in):
    """Given a choice that was not sent, when the page is opened again, then the choice is still there."""
    voter = sign_in(open_window(), "kim@example.org")
    voter.goto(BALLOT)
    voter.get_by_role("button", name=re.compile("Add.*Swimming steps")).click()
    voter.reload()
    expect(voter.locator("input[name=choices][value=P01]")).to_be_checked()
    for name in ("A safe crossing", "Shade trees"):
        voter.get_by_role("button", name=re.compile(f"Add.*{name}")).click()
    expect(voter.locator("article[data-code=P02]")).to_contain_text("Over by €12,000")


def test_a_vote_by_approval_asks_how_many_and_not_what_fits(open_window, sign_in, assert_accessible):
    """Given a vote for at most two ideas, the third is refused with a reason and two go in, whatever they cost."""
    voter = sign_in(open_window(width=360), "ada@example.org")
    voter.goto("/rounds/vote-streets/vote/riverside/")
    for name in ("Swimming steps", "A ramp for the footbridge"):
        voter.get_by_role("button", name=re.compile(f"Add.*{name}")).click()
    expect(voter.locator("article[data-code=P03]")).to_contain_text("3 of 2")
    assert_accessible(voter)
    voter.get_by_role("button", name=re.compile("Check my ballot")).click()
    expect(voter.locator("main")).to_contain_text("Not cast yet")
    assert_accessible(voter)
    voter.get_by_role("button", name=re.compile("Cast")).click()
    expect(voter.locator("main")).to_contain_text("version 1")
    assert_accessible(voter)
    voter.goto("/rounds/vote-streets/vote/riverside/done/")
    assert_accessible(voter)


def test_who_is_not_on_the_roll_is_told_what_to_do(open_window, sign_in, assert_accessible):
    stranger = sign_in(open_window(), "stranger@example.org")
    stranger.goto(BALLOT)
    expect(stranger.locator("main")).to_contain_text("not on the roll")
    assert_accessible(stranger)
