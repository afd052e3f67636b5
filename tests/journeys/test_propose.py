"""How an idea becomes a proposal, told with a browser."""

import re

from playwright.sync_api import expect


def test_an_idea_is_written_returned_mended_and_published(open_window, sign_in, assert_accessible):
    """Given a resident and a moderator, an idea goes back once with a reason and is then seen by everybody."""
    resident = sign_in(open_window(width=360), "kim@example.org")
    resident.goto("/rounds/ideas-2027/propose/")
    resident.locator("[name=title]").fill("A bench at the ferry")
    send(resident)
    expect(resident.locator("[name=title]")).to_have_value("A bench at the ferry")
    assert_accessible(resident)  # the form with everything that is missing
    fill_the_rest(resident)
    send(resident)
    expect(resident.locator("main")).to_contain_text("A bench at the ferry")
    assert_accessible(resident)

    moderator = sign_in(open_window(), "moderator@city.example")
    open_review(moderator)
    assert_accessible(moderator)
    moderator.locator("[name=reason]").first.fill("Say on which side of the river.")
    moderator.get_by_role("button", name=re.compile("^Return")).click()

    resident.goto("/me/")
    resident.get_by_role("link", name=re.compile("A bench at the ferry")).first.click()
    expect(resident.locator("main")).to_contain_text("Say on which side of the river.")
    assert_accessible(resident)
    resident.get_by_role("link", name=re.compile("Change it")).first.click()
    resident.locator("[name=place]").fill("Ferry steps, on the north side")
    send(resident)

    open_review(moderator)
    expect(moderator.locator("main")).to_contain_text("on the north side")
    moderator.get_by_role("button", name=re.compile("^Publish")).click()

    visitor = open_window()
    visitor.goto("/rounds/ideas-2027/proposals/?q=fèrry")
    expect(visitor.locator("main")).to_contain_text("A bench at the ferry")


def send(page):
    page.locator("main form button[type=submit]").first.click()


def open_review(moderator):
    moderator.goto("/desk/proposals/")
    moderator.get_by_role("link", name=re.compile("A bench at the ferry")).click()


def fill_the_rest(page):
    page.locator("[name=summary]").fill("Somewhere to sit while the boat is late.")
    page.locator("[name=body]").fill("The ferry is late every morning and nobody can sit.")
    page.locator("[name=place]").fill("Ferry steps")
    page.locator("select[name=district]").select_option(label="Riverside")
    page.locator("[name=cost]").fill("1 200")
