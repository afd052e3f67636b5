"""How a new city gets its officers, and how an official shows that it is them, told with a browser."""

import pytest
from playwright.sync_api import expect

from tests.journeys.conftest import Site
from tests.looks.city import embedded, manage, served
from tests.signing import app_code


@pytest.fixture(scope="module")
def new_city(tmp_path_factory):
    """A city in which nobody is anybody yet, served; and the link its console shows."""
    folder = tmp_path_factory.mktemp("new")
    mails = folder / "mails"
    mails.mkdir()
    environment = embedded(folder, EMAIL_URL=f"filemail:///{mails}", CITY_NAME="Newtown")
    manage(environment, "migrate", "--verbosity", "0")
    link = manage(environment, "first_officers", capture_output=True, text=True).stdout.strip()
    with served(environment) as address:
        yield Site(address, mails), link


def sign_up(page, site, email, assert_accessible):
    page.get_by_role("link", name="Sign up", exact=True).click()
    page.get_by_label("E-mail").fill(email)
    page.get_by_role("button", name="Send me a code").click()
    page.get_by_label("Code from the e-mail").fill(site.code_for(email))
    page.get_by_role("button", name="Go on").click()
    page.wait_for_url("**/first-run/**")
    assert_accessible(page)


def set_up_app(page, assert_accessible):
    """Set an app up by the letters that stand on the page; gives its secret."""
    page.get_by_role("link", name="Set up an app").click()
    assert_accessible(page)
    secret = page.locator(".secret").inner_text()
    page.get_by_label("Code from your app").fill("000000")
    page.get_by_role("button", name="Set it up").click()
    expect(page.locator("main")).to_contain_text("This code does not fit")
    assert page.locator(".secret").inner_text() == secret
    assert_accessible(page)
    page.get_by_label("Code from your app").fill(app_code(secret))
    page.get_by_role("button", name="Set it up").click()
    expect(page.get_by_role("heading", name="Is it you?")).to_be_visible()
    page.get_by_label("Code from your app").fill(app_code(secret))
    page.get_by_role("button", name="Go on").click()
    expect(page.get_by_role("heading", name="Recovery codes")).to_be_visible()
    assert page.locator(".codes li").count() == 10
    assert_accessible(page)
    return secret


@pytest.mark.parametrize("scheme", ["light"])
def test_two_people_become_the_first_officers(open_window, new_city, assert_accessible, scheme):
    """Given the link of a new city, two people sign up, set up an app and take the office; then the link is dead."""
    site, link = new_city
    for email, width in (("anna@city.example", 360), ("ben@city.example", 1280)):
        page = open_window(width=width, scheme=scheme)
        page.goto(link)
        assert_accessible(page)
        sign_up(page, site, email, assert_accessible)
        page.get_by_role("link", name="Choose one").click()
        assert_accessible(page)
        set_up_app(page, assert_accessible)
        page.get_by_role("link", name="Go on").click()
        page.get_by_role("button", name="Become an election officer").click()
        expect(page.get_by_role("heading", name="The desk")).to_be_visible()
    assert open_window().goto(link).status == 404
