"""Votes on paper, told with a browser: typing by the keyboard alone, and a device that is handed over."""

import re

from playwright.sync_api import expect

from tests.voting.boxes import make_person


def type_paper(page, serial, line):
    """Nine digits, Enter, the numbers, Enter: nothing else is touched."""
    page.keyboard.type(serial)
    page.keyboard.press("Enter")
    page.keyboard.type(line)
    page.keyboard.press("Enter")


def disputed(page):
    """The serial of the paper that two people read otherwise."""
    return re.sub(r"\D", "", page.locator(".queue .t").first.inner_text())


def test_a_third_person_types_a_paper_by_the_keyboard_alone(open_window, sign_in, assert_accessible):
    """Given a paper two people read otherwise, when a third types it, a slip is found at once and Enter goes on."""
    page = sign_in(open_window(), "registrar@city.example")
    page.goto("/desk/paper/vote-paper/type/")
    serial = disputed(page)
    expect(page.get_by_label("Serial of the paper")).to_be_focused()
    slip = serial[:-1] + str((int(serial[-1]) + 1) % 10)
    type_paper(page, slip, "2")
    expect(page.locator("main")).to_contain_text("This serial has a slip in it")
    expect(page.get_by_label("Serial of the paper")).to_be_focused()
    assert_accessible(page)
    page.keyboard.press("Control+A")
    loads = []
    page.on("request", lambda request: loads.append(request.url) if request.is_navigation_request() else None)
    page.keyboard.type(serial)
    page.keyboard.press("Tab")
    page.keyboard.press("Control+A")
    page.keyboard.type("2")
    page.keyboard.press("Enter")
    expect(page.get_by_role("status").first).to_contain_text("Typed: ")
    expect(page.get_by_label("Serial of the paper")).to_be_focused()
    assert len(loads) == 2, "a paper is one form sent and one page read"
    expect(page.locator(".queue .t")).to_have_count(0)


def test_a_device_is_handed_over_and_somebody_votes_alone(open_window, sign_in, assert_accessible):
    """Given somebody on the roll without a log-in, when a helper hands a device over, they vote, and it forgets them."""
    page = sign_in(open_window(width=360, javascript=False), "helper@city.example")
    page.goto("/desk/")
    page.get_by_role("link", name=re.compile("Open.*Help somebody to vote, The vote on paper")).click()
    person = make_person(1)
    page.get_by_label("Full name").fill(person.name)
    page.get_by_label("Birth date").fill(person.born_on.isoformat())
    page.get_by_label("Postcode").fill(person.postcode)
    page.get_by_role("button", name="Hand the device over").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("This device is yours now")
    page.get_by_role("link", name="Begin").click()
    page.locator("input[name=choices][value=P01]").check()
    page.locator("#ballot button[type=submit], button[form=ballot]").first.click()
    page.get_by_role("button", name=re.compile("Cast")).click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Your ballot is in")
    page.goto("/desk/")
    expect(page).to_have_url(re.compile("/accounts/login/"))
    page.goto("/rounds/vote-paper/assisted/")
    page.get_by_role("button", name="I am done").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Give the device back")
    page.goto("/rounds/vote-paper/vote/riverside/")
    expect(page).to_have_url(re.compile("/accounts/login/"))
    other = open_window(width=360)
    other.goto("/rounds/vote-paper/live/")
    expect(other.locator("main")).to_contain_text("How the ballots came")
    assert_accessible(other)
