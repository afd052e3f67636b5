"""How people come onto the roll, told with a browser."""

import re

from playwright.sync_api import expect

HEADER = "family_name;given_names;birth_date;postcode;district;email"
# Nora votes at the North Gate: of Riverside's ballots other journeys know how many there are.
FAULTY = [
    "Quist;Nora;31/05/1984;7301 AB;north-gate;nora@list.example",
    "Quist;Tom;1986-01-02;7301 AB;Riverside;tom@list.example",
    "Quist;Pia;1988-03-04;;riverside;pia@list.example",
]
MENDED = [
    "Quist;Nora;31.05.1984;7301 AB;north-gate;nora@list.example",
    "Quist;Tom;1986-01-02;7301 AB;riverside;tom@list.example",
    "Quist;Pia;1988-03-04;7301 AB;riverside;pia@list.example",
]


def hand_in(page, lines):
    file = {"name": "residents.csv", "mimeType": "text/csv", "buffer": "\n".join([HEADER, *lines, ""]).encode()}
    page.get_by_label("The list").set_input_files(file)
    page.get_by_role("button", name="Hand it in").click()


def test_a_list_with_faults_is_mended_and_somebody_on_it_votes(site, open_window, sign_in, assert_accessible):
    """Given a list with three faults, when it is mended, then who is on it gets a code at the list's address, and votes."""
    registrar = sign_in(open_window(), "registrar@city.example")
    registrar.goto("/desk/")
    registrar.get_by_role("link", name=re.compile(r"Open\s*: The roll, The vote of 2026")).click()
    registrar.get_by_role("link", name="Import the city’s list").click()
    hand_in(registrar, FAULTY)
    expect(registrar.get_by_role("heading", level=1)).to_have_text("3 faults, and nothing was taken up")
    expect(registrar.locator("tbody tr")).to_have_count(3)
    expect(registrar.locator("tbody")).to_contain_text("Line 2, birth_date")
    assert_accessible(registrar)
    registrar.get_by_role("link", name="Hand in the mended list").click()
    hand_in(registrar, MENDED)
    expect(registrar.get_by_role("heading", level=1)).to_have_text("The list is taken up")
    assert_accessible(registrar)

    newcomer = sign_in(open_window(javascript=False, width=360), "newcomer@example.org")
    newcomer.goto("/rounds/vote-2026/vote/")
    expect(newcomer.get_by_role("heading", level=1)).to_have_text("You are not on the roll yet")
    newcomer.get_by_role("link", name="Can I vote here?").click()
    newcomer.get_by_role("link", name="Begin").click()
    newcomer.get_by_label("Full name").fill("QUIST, Nóra")
    newcomer.get_by_label("Birth date").fill("1984-05-31")
    newcomer.get_by_label("Postcode").fill("7301ab")
    newcomer.get_by_role("button", name="Send me the code").click()
    newcomer.get_by_label("Code").fill("0000-0000")
    newcomer.get_by_role("button", name="Go on").click()
    expect(newcomer.locator("main")).to_contain_text("This is not the code we sent last")
    newcomer.get_by_label("Code").fill(site.code_for("nora@list.example"))
    newcomer.get_by_role("button", name="Go on").click()
    newcomer.wait_for_url("**/rounds/vote-2026/vote/north-gate/")
    expect(newcomer.get_by_role("status").first).to_contain_text("You are on the roll of North Gate")
    newcomer.locator("input[name=choices][value=P01]").check()
    newcomer.locator("#ballot button[type=submit], button[form=ballot]").first.click()
    newcomer.get_by_role("button", name=re.compile("Cast")).click()
    expect(newcomer.locator("main")).to_contain_text("version 1")


def test_somebody_comes_to_the_desk(open_window, sign_in, assert_accessible):
    """Given somebody with papers, when a registrar attests them, then they are found on the roll, and only they."""
    registrar = sign_in(open_window(width=360), "registrar@city.example")
    registrar.goto("/desk/roll/vote-2026/attest/")
    registrar.get_by_role("button", name="Put on the roll").click()
    expect(registrar.locator("#form-errors")).to_contain_text("Type the full name")
    assert_accessible(registrar)
    registrar.get_by_label("Full name").fill("Gerda Ohm")
    registrar.get_by_label("Birth date").fill("3.4.1950")
    registrar.get_by_label("Postcode").fill("7309")
    registrar.get_by_label("District").select_option(label="Riverside")
    registrar.get_by_role("button", name="Put on the roll").click()
    expect(registrar.get_by_role("status")).to_contain_text("On the roll of Riverside")
    registrar.get_by_label("Full name").fill("Gerda Ohm")
    registrar.get_by_label("Birth date").fill("3.4.1950")
    registrar.get_by_label("Postcode").fill("1000")
    registrar.get_by_label("District").select_option(label="Riverside")
    registrar.get_by_role("button", name="Put on the roll").click()
    expect(registrar.get_by_label("Somebody else has this name and birth date")).to_be_visible()
    assert_accessible(registrar)
    registrar.goto("/desk/roll/vote-2026/find/")
    for postcode, found in (("7309", "On the roll of Riverside"), ("1000", "Not known")):
        registrar.get_by_label("Full name").fill("Gerda Ohm")
        registrar.get_by_label("Birth date").fill("3.4.1950")
        registrar.get_by_label("Postcode").fill(postcode)
        registrar.get_by_role("button", name="Look").click()
        expect(registrar.get_by_role("status")).to_contain_text(found)
        assert_accessible(registrar)
