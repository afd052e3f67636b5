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
    expect(resident.locator("main")).to_contain_text("“A bench at the ferry” came back to you")
    assert_accessible(resident)
    resident.get_by_role("link", name="A bench at the ferry", exact=True).click()
    expect(resident.locator("main")).to_contain_text("Say on which side of the river.")
    assert_accessible(resident)
    resident.get_by_role("link", name="Change it and send it again").click()
    resident.locator("[name=place]").fill("Ferry steps, on the north side")
    send(resident)

    open_review(moderator)
    expect(moderator.locator("main")).to_contain_text("on the north side")
    moderator.get_by_role("button", name=re.compile("^Publish")).click()

    visitor = open_window()
    visitor.goto("/rounds/ideas-2027/proposals/?q=fèrry")
    expect(visitor.locator("main")).to_contain_text("A bench at the ferry")


def test_an_idea_is_proposed_by_keyboard_alone(open_window, sign_in, assert_accessible):
    """Given a resident without a mouse, an idea is typed, given a picture, looked at and sent."""
    page = sign_in(open_window(scheme="dark"), "kim@example.org")
    page.goto("/rounds/ideas-2027/propose/")
    reach(page, "[name=title]")
    for text in ("Lamps on the towpath", "So that one can walk home.", "It is dark there from four o’clock."):
        page.keyboard.type(text)
        page.keyboard.press("Tab")
    page.keyboard.type("Riverside")
    page.keyboard.press("Tab")
    page.keyboard.type("Towpath, from the lock to the bridge")
    reach(page, "details.fold summary")
    page.keyboard.press("Enter")
    reach(page, "[name=scene]:checked")
    page.keyboard.press("ArrowDown")
    reach(page, "button[name=preview]")
    page.keyboard.press("Enter")
    expect(page.locator("#preview")).to_be_focused()
    expect(page.locator("#preview")).to_contain_text("Lamps on the towpath")
    expect(page.locator("[name=scene]:checked")).to_be_visible()
    assert_accessible(page)  # the preview, and the pictures to choose from
    reach(page, "main form .act button:first-child")
    page.keyboard.press("Enter")
    page.wait_for_url("**/sent/")
    expect(page.locator("main")).to_contain_text("Lamps on the towpath")


def reach(page, selector):
    """Press Tab until this has the focus."""
    wanted = page.locator(selector).first
    for _ in range(80):
        page.keyboard.press("Tab")
        if wanted.evaluate("one => one === document.activeElement"):
            return
    raise AssertionError(selector)


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
