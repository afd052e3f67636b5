"""Every part in every state is accessible, by day and at dusk: the style guide, which only the demonstration shows."""

import re

import pytest
from playwright.sync_api import expect

from frontend.brand import style_sheet
from tests.looks.city import embedded, manage, served

BRANDED = {"light": "rgb(122, 31, 92)", "dark": "rgb(175, 121, 157)"}


@pytest.fixture(scope="module")
def guide(tmp_path_factory):
    """The address of the style guide, in a demonstration without a city."""
    environment = embedded(tmp_path_factory.mktemp("guide"), DEMO="1")
    manage(environment, "migrate", "--verbosity", "0")
    with served(environment) as address:
        yield f"{address}/styleguide/"


@pytest.mark.parametrize(("width", "theme"), [(320, "dark"), (1280, "light")])
def test_every_part_is_accessible(open_window, assert_accessible, guide, width, theme):
    page = open_window(width=width, scheme=theme)
    page.goto(f"{guide}?theme={theme}")
    assert_accessible(page)


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_every_part_is_accessible_in_a_citys_own_colours(open_window, assert_accessible, guide, settings, theme):
    settings.BRAND_MAIN, settings.BRAND_ACCENT = ["7A1F5C"], ["E07B00"]
    page = open_window(scheme=theme)
    page.route(re.compile(r"/built/main\.\w+\.css"), append(style_sheet()))
    page.goto(f"{guide}?theme={theme}")
    expect(page.locator("main a.btn").first).to_have_css("background-color", BRANDED[theme])
    assert_accessible(page)


def append(sheet):
    def answer(route):
        response = route.fetch()
        route.fulfill(response=response, body=response.text() + sheet)

    return answer


def test_money_runs_from_right_to_left_where_words_do(open_window, guide):
    page = open_window()
    page.goto(guide)
    first, last = page.locator("#purses .purse.big text").first, page.locator("#purses .purse.big text").nth(3)
    assert first.bounding_box()["x"] < last.bounding_box()["x"]
    page.evaluate("document.documentElement.dir = 'rtl'")
    assert first.bounding_box()["x"] > last.bounding_box()["x"]
    assert page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth") <= 0
