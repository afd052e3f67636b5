"""How an idea becomes a proposal, told with a browser."""

import re

from playwright.sync_api import expect


def test_an_idea_is_written_returned_mended_and_published(open_window, sign_in):
    """Given a resident and a moderator, an idea goes back once with a reason and is then seen by everybody."""
    resident = sign_in(open_window(width=360), "kim@example.org")
    resident.goto("/rounds/ideas-2027/propose/")
    resident.get_by_label(re.compile("Title|Name your idea|What")).first.fill("A bench at the ferry")
    fill_the_rest(resident)
    resident.locator("main form button[type=submit]").first.click()
    expect(resident.locator("main")).to_contain_text("A bench at the ferry")

    moderator = sign_in(open_window(), "moderator@city.example")
    moderator.goto("/desk/proposals/")
    moderator.get_by_role("link", name=re.compile("A bench at the ferry")).click()
    moderator.get_by_role("button", name=re.compile("^Publish")).click()

    visitor = open_window()
    visitor.goto("/rounds/ideas-2027/proposals/?q=fèrry")
    expect(visitor.locator("main")).to_contain_text("A bench at the ferry")


def fill_the_rest(page):
    page.locator("[name=summary]").fill("Somewhere to sit while the boat is late.")
    page.locator("[name=body]").fill("The ferry is late every morning and nobody can sit.")
    page.locator("[name=place]").fill("Ferry steps")
    page.locator("select[name=district]").select_option(label="Riverside")
    page.locator("[name=cost]").fill("1 200")
