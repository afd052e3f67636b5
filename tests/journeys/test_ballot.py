"""How a ballot is filled in: by keyboard, by thumb, in two windows, without a connection."""

import re

import pytest
from playwright.sync_api import expect

from tests.journeys.looks import both_looks

BALLOT = "/rounds/vote-2026/vote/riverside/"
CASTING = "/rounds/vote-streets/vote/riverside/"  # the stories of test_vote.py count the other round's ballots
HIDDEN_BY_THE_TILL = """
() => {
  const till = document.querySelector("[data-till]");
  const focused = document.activeElement;
  if (till.contains(focused) || focused === document.body) return "";
  const [box, bar] = [focused.getBoundingClientRect(), till.getBoundingClientRect()];
  return box.bottom > bar.top + 1 && box.top < bar.bottom - 1 ? focused.outerHTML.slice(0, 90) : "";
}
"""
PLACES = "[...document.querySelectorAll('article h3, article [data-toggle], .sift')].map((one) => one.offsetTop)"
SIZES = (
    "[...document.querySelectorAll('article, article [data-toggle]')].map((one) => [one.offsetWidth, one.offsetHeight])"
)
SMALL = """
[...document.querySelectorAll("main :is(button, select, summary, input[type=search])")]
  .filter((one) => one.checkVisibility() && one.getBoundingClientRect().height < 44)
  .map((one) => one.outerHTML.slice(0, 90))
"""


def press(page, verb, name):
    page.get_by_role("button", name=re.compile(f"{verb}.*{name}")).click()


def tab_to(page, name):
    """Press Tab until the element of this name has the focus, which never lies under the till."""
    for _ in range(60):
        page.keyboard.press("Tab")
        assert page.evaluate(HIDDEN_BY_THE_TILL) == ""
        if name in page.evaluate("document.activeElement.textContent"):
            return
    raise AssertionError(f"no way to {name} by keyboard")


@pytest.fixture
def ballot(open_window, sign_in):
    """Opens a fresh ballot of Kim's, who never casts it."""

    def open_one(path=BALLOT, **window):
        page = sign_in(open_window(**window), "kim@example.org")
        page.goto(path)
        return page

    return open_one


@both_looks
def test_axe_finds_nothing_after_each_thing_one_can_do(ballot, assert_accessible, width, scheme):
    page = ballot(width=width, scheme=scheme)
    steps = [
        lambda: press(page, "Add", "Swimming steps"),
        lambda: [press(page, "Add", name) for name in ("Shade trees", "A safe crossing")],
        lambda: page.get_by_role("button", name=re.compile("Does not fit.*ramp")).dispatch_event("click"),
        lambda: page.locator("summary", has_text="A ramp for the footbridge").click(),
        lambda: press(page, "Shortlist", "Shade trees"),
        lambda: press(page, "", "^Shortlist 1"),
        lambda: press(page, "", "Still fit"),
        lambda: page.get_by_label("Order").select_option("dear"),
        lambda: page.context.set_offline(True),
        lambda: press(page, "", "Check my ballot"),
    ]
    for step in steps:
        step()
        assert_accessible(page)
    assert page.evaluate(SMALL) == []


def test_the_keyboard_alone_votes(open_window, sign_in):
    """Given no mouse, a voter adds an idea, checks and casts, and never loses sight of the focus."""
    page = sign_in(open_window(width=360), "lin@example.org")
    page.goto(CASTING)
    tab_to(page, "Add: Shade trees")
    page.keyboard.press("Enter")
    expect(page.locator(":focus")).to_contain_text("Take out: Shade trees")
    tab_to(page, "Check my ballot")
    page.keyboard.press("Enter")
    expect(page.locator("main")).to_contain_text("Is this your ballot?")
    for _ in range(30):
        page.keyboard.press("Tab")
        if "Cast my ballot" in page.evaluate("document.activeElement.textContent"):
            break
    page.keyboard.press("Enter")
    expect(page.locator("main")).to_contain_text("Thank you. Your ballot is in.")

    page.evaluate("history.go(-2)")
    expect(page.locator("main")).to_contain_text("Ballot in, version 1")
    press(page, "Add", "Swimming steps")
    expect(page.locator("main")).to_contain_text("Changed, not cast yet: version 1 still counts")


def test_every_change_is_said_and_moves_nothing(ballot):
    page = ballot(width=360)
    places, sizes = page.evaluate(PLACES), page.evaluate(SIZES)
    press(page, "Add", "Swimming steps")
    expect(page.locator("[data-said]")).to_have_text("Added. €154,000 left.")
    press(page, "Add", "Shade trees")
    press(page, "Add", "A safe crossing")
    expect(page.locator("article[data-code=P02]")).to_contain_text("Over by €12,000")
    press(page, "Take out", "Shade trees")
    expect(page.locator("[data-said]")).to_have_text("Taken out. €100,000 left.")
    assert page.evaluate(PLACES) == places
    assert page.evaluate(SIZES) == sizes


def test_what_does_not_fit_says_why_and_stays_out(ballot):
    page = ballot()
    for name in ("Swimming steps", "Shade trees", "A safe crossing"):
        press(page, "Add", name)
    blocked = page.get_by_role("button", name=re.compile("Does not fit.*A ramp"))
    expect(blocked).to_have_attribute("aria-disabled", "true")
    blocked.dispatch_event("click")
    expect(page.locator("[data-said]")).to_have_text("Over by €12,000. Take an idea out to make room.")
    expect(page.locator("input[value=P02]")).not_to_be_checked()


def test_choosing_another_one_swaps_it(ballot):
    page = ballot("/rounds/vote-one/vote/riverside/")
    press(page, "Add", "Swimming steps")
    press(page, "Add", "Shade trees")
    expect(page.locator("input[value=P01]")).not_to_be_checked()
    expect(page.locator("input[value=P03]")).to_be_checked()
    press(page, "Take out", "Shade trees")
    expect(page.locator("input:checked")).to_have_count(0)


def test_stars_are_kept_on_the_device_and_are_no_choice(ballot):
    page = ballot()
    press(page, "Shortlist", "A repair workshop")
    page.reload()
    press(page, "", "^Shortlist 1")
    expect(page.locator("article:visible")).to_have_count(1)
    expect(page.locator("[data-shown]")).to_contain_text("kept on this device and nowhere else")
    expect(page.locator("input:checked")).to_have_count(0)


def test_a_star_given_on_an_ideas_own_page_is_on_the_ballot(ballot):
    page = ballot()
    page.get_by_role("link", name="Swimming steps").click()
    page.locator("[data-shortlist]").click()
    expect(page.locator("[data-shortlist]")).to_have_attribute("aria-pressed", "true")
    page.goto(BALLOT)
    press(page, "", "^Shortlist 1")
    expect(page.locator("article:visible")).to_contain_text("Swimming steps")


def test_the_order_follows_the_price_and_returns_to_ones_own(ballot):
    page = ballot()
    codes = "[...document.querySelectorAll('article')].map((one) => one.dataset.code)"
    own = page.evaluate(codes)
    page.get_by_label("Order").select_option("cheap")
    assert page.evaluate(codes) == ["P04", "P03", "P05", "P02", "P01"]
    page.get_by_label("Order").select_option("own")
    assert page.evaluate(codes) == own


def test_reading_on_keeps_the_ballot(ballot):
    page = ballot()
    press(page, "Add", "Shade trees")
    page.locator("summary", has_text="Shade trees").click()
    expect(page.locator("article[data-code=P03] [data-full-text]")).to_be_visible()
    page.get_by_role("link", name="Shade trees").first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Shade trees")
    page.go_back()
    expect(page.locator("input[value=P03]")).to_be_checked()


def test_without_a_connection_nothing_is_lost_and_nothing_pretended(ballot):
    page = ballot()
    press(page, "Add", "Shade trees")
    page.context.set_offline(True)
    press(page, "", "Check my ballot")
    expect(page.locator("[data-offline]")).to_be_visible()
    page.context.set_offline(False)
    expect(page.locator("[data-offline]")).to_be_hidden()
    press(page, "", "Check my ballot")
    expect(page.locator("main")).to_contain_text("Is this your ballot?")
    page.context.set_offline(True)
    press(page, "", "Cast my ballot")
    expect(page.locator("main")).to_contain_text("nothing can be cast now")
    press(page, "", "Cast my ballot")
    expect(page.locator("main")).to_contain_text("Not cast yet")


def test_who_was_signed_out_meanwhile_finds_the_choices_again(ballot, cookies):
    page = ballot()
    press(page, "Add", "Shade trees")
    page.context.clear_cookies(name="sid")
    press(page, "", "Check my ballot")
    expect(page).to_have_url(re.compile("/accounts/login/"))
    way_back = re.search(r"next=([^&]+)", page.url)[1]
    page.context.add_cookies(cookies["kim@example.org"][0])
    page.goto(way_back)
    expect(page.locator("input[value=P03]")).to_be_checked()


def test_two_windows_show_one_ballot_and_a_double_click_casts_once(open_window, sign_in):
    """Given two windows of one ballot, when one casts it by a double click, then the other says it is the older."""
    page = sign_in(open_window(), "noa@example.org")
    page.goto(CASTING)
    other = page.context.new_page()
    other.goto(CASTING)
    press(page, "Add", "Shade trees")
    expect(other.locator("input[value=P03]")).to_be_checked()
    press(page, "", "Check my ballot")
    page.get_by_role("button", name="Cast my ballot").dblclick()
    expect(page.locator("h1")).to_contain_text("Thank you")
    expect(page.locator("main")).to_contain_text("Your ballot is in, version 1")
    expect(other.locator("[data-overtaken]")).to_contain_text("Version 1 of this ballot was cast")
    other.get_by_role("link", name="Open it again").click()
    expect(other.locator("main")).to_contain_text("Ballot in, version 1")
