"""How a new city gets its officers, and how an official shows that it is them, told with a browser."""

import re

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


def test_two_people_become_the_first_officers(open_window, new_city, assert_accessible):
    """Given the link of a new city, two people sign up, set up an app and take the office; then the link is dead."""
    site, link = new_city
    for email, width in (("anna@city.example", 360), ("ben@city.example", 1280)):
        page = open_window(width=width)
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


def ask_for_code(page, site, email):
    """Sign in by the code from the mail, as far as it goes."""
    page.goto("/accounts/login/?next=/desk/")
    page.get_by_label("E-mail").fill(email)
    page.get_by_role("button", name="Send me a code").click()
    page.get_by_label("Code from the e-mail").fill(site.code_for(email))
    page.get_by_role("button", name="Go on").click()
    page.wait_for_url(re.compile(r"^(?!.*/accounts/login/)"))


def test_an_official_without_a_second_factor_reaches_nothing_but_its_set_up(open_window, site, assert_accessible):
    """Given an official who has only a mailbox, every way to the desk ends where a second factor is set up."""
    page = open_window(width=360, scheme="dark")
    ask_for_code(page, site, "fresh@city.example")
    for path in ("/desk/", "/desk/proposals/", "/desk/rounds/vote-2025/"):
        page.goto(path)
        assert page.url.endswith("/accounts/2fa/")
        expect(page.locator("main")).to_contain_text("the desk opens after that")
    assert_accessible(page)
    set_up_app(page, assert_accessible)
    page.get_by_role("link", name="To the desk").click()
    expect(page.get_by_role("heading", name="The desk")).to_be_visible()


def test_an_official_shows_the_app_and_an_act_asks_for_it_again(open_window, site, assert_accessible):
    """Given an official with an app, signing in asks for its code; a wrong one is told so."""
    page = open_window(scheme="dark")
    ask_for_code(page, site, "election_officer@city.example")
    expect(page.get_by_role("heading", name="One more step")).to_be_visible()
    assert_accessible(page)
    page.get_by_label("Code from your app").fill("000000")
    page.get_by_role("button", name="Sign in").click()
    expect(page.locator("main")).to_contain_text("This code does not fit")
    assert_accessible(page)
    page.get_by_label("Code from your app").fill(app_code())
    page.get_by_role("button", name="Sign in").click()
    expect(page.get_by_role("heading", name="The desk")).to_be_visible()


def test_a_passkey_opens_the_desk(open_window, site, assert_accessible):
    """Given a device that knows passkeys, and the site at a name, one is made, used to sign in, and removed no more."""
    page = open_window()
    device = page.context.new_cdp_session(page)
    device.send("WebAuthn.enable")
    options = {"protocol": "ctap2", "transport": "internal", "hasUserVerification": True, "isUserVerified": True}
    device.send("WebAuthn.addVirtualAuthenticator", {"options": options | {"automaticPresenceSimulation": True}})
    home = site.url.replace("127.0.0.1", "localhost")
    page.goto(f"{home}/accounts/login/?next=/desk/")
    page.get_by_label("E-mail").fill("keys@city.example")
    page.get_by_role("button", name="Send me a code").click()
    page.get_by_label("Code from the e-mail").fill(site.code_for("keys@city.example"))
    page.get_by_role("button", name="Go on").click()
    page.get_by_role("link", name="Add a passkey").click()
    assert_accessible(page)
    page.get_by_label("What to call it").fill("My phone")
    page.get_by_role("button", name="Add a passkey").click()
    page.get_by_role("button", name="Use a passkey").click()  # to see the recovery codes
    expect(page.get_by_role("heading", name="Recovery codes")).to_be_visible()
    page.get_by_role("link", name="To the desk").click()
    expect(page.get_by_role("heading", name="The desk")).to_be_visible()
    page.goto(f"{home}/accounts/2fa/webauthn/")
    expect(page.locator("main")).to_contain_text("My phone")
    assert_accessible(page)
    page.get_by_role("link", name="Remove it").click()
    expect(page.locator("body")).to_contain_text("An official needs a second factor")
