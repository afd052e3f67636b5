"""Ballots of numbers in a browser: an order that is moved about, points that are given one by one."""

import re

import pytest
from playwright.sync_api import expect

from tests.journeys.looks import both_looks

ORDER = "/rounds/vote-order/vote/riverside/"
POINTS = "/rounds/vote-points/vote/riverside/"


def press(page, verb, name):
    page.get_by_role("button", name=re.compile(f"{verb}.*{name}")).click()


def card(page, name):
    return page.locator("article", has_text=name)


def lines(page):
    return page.locator(".review .t").all_inner_texts()


@both_looks
@pytest.mark.parametrize("path", [ORDER, POINTS])
def test_axe_finds_nothing_after_each_thing_one_can_do(open_window, sign_in, assert_accessible, path, width, scheme):
    page = sign_in(open_window(width=width, scheme=scheme), "kim@example.org")
    page.goto(path)
    if path == ORDER:
        steps = [
            ("Add", "Shade trees"),
            ("Add", "Swimming steps"),
            ("Move up", "Swimming steps"),
            ("Take out", "Shade"),
        ]
    else:
        steps = [("One more", "Shade trees"), ("One more", "Shade trees"), ("One less", "Shade trees")]
    for verb, name in steps:
        press(page, verb, name)
        assert_accessible(page)
    press(page, "", "Check my ballot")
    expect(page.locator("h1")).to_have_text("Is this your ballot?")
    assert_accessible(page)


def test_an_order_is_put_together_moved_and_cast(open_window, sign_in):
    """Given three places, when a voter fills and moves them, then the ballot is in that order, and closes its gaps."""
    page = sign_in(open_window(width=360), "ada@example.org")
    page.goto(ORDER)
    for name in ("Swimming steps", "Shade trees", "A safe crossing"):
        press(page, "Add", name)
    expect(page.locator("[data-said]")).to_have_text("Added. 0 more to choose.")
    expect(card(page, "A repair workshop")).to_contain_text("Ballot full")
    press(page, "Move up", "A safe crossing")
    expect(page.locator("[data-said]")).to_have_text("Your place 2. 0 more to choose")
    expect(page.locator(":focus")).to_contain_text("Move up: A safe crossing")
    expect(card(page, "Shade trees")).to_contain_text("Your place 3")
    press(page, "Take out", "Swimming steps")
    expect(card(page, "A safe crossing")).to_contain_text("Your place 1")
    page.reload()
    press(page, "", "Check my ballot")
    assert lines(page) == ["A safe crossing\nplace 1", "Shade trees\nplace 2"]
    press(page, "", "Cast my ballot")
    expect(page.locator("h1")).to_contain_text("Thank you")


def test_points_are_given_by_keyboard_until_none_is_left(open_window, sign_in):
    page = sign_in(open_window(), "ada@example.org")
    page.goto(POINTS)
    more = page.get_by_role("button", name="One more: Shade trees")
    more.focus()
    for _ in range(6):
        page.keyboard.press("Enter")
    expect(page.locator("[data-said]")).to_have_text("5 points is the most for one idea.")
    page.get_by_label("Points: Swimming steps").fill("5")
    expect(page.locator("[data-left]")).to_have_text("0 points left")
    page.get_by_role("button", name="One more: A safe crossing").dispatch_event("click")
    expect(page.locator("[data-said]")).to_have_text("All points are given. Take some away elsewhere first.")
    page.get_by_label("Points: Swimming steps").fill("9")
    expect(page.locator("[data-left]")).to_have_text("4 points too many")
    press(page, "", "Check my ballot")
    expect(page.locator("main")).to_contain_text("You gave 14 points; there are 10 to give. Take 4 away.")
    page.get_by_label("Points: Swimming steps").fill("2")
    press(page, "", "Check my ballot")
    assert lines(page) == ["Shade trees\n5 points", "Swimming steps\n2 points"]


@pytest.mark.parametrize(("path", "numbers"), [(ORDER, ("2", "1")), (POINTS, ("4", "5"))])
def test_without_scripts_the_same_ballot_is_cast(open_window, sign_in, path, numbers):
    page = sign_in(open_window(javascript=False, width=360), "lin@example.org")
    page.goto(path)
    for code, number in zip(("P01", "P03"), numbers, strict=True):
        field = page.locator(f"[name=mark-{code}]")
        field.select_option(number) if path == ORDER else field.fill(number)
    press(page, "", "Check my ballot")
    assert [line.splitlines()[0] for line in lines(page)] == ["Shade trees", "Swimming steps"]
    press(page, "", "Cast my ballot")
    expect(page.locator("h1")).to_contain_text("Thank you")
