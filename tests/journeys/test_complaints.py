"""A stolen ballot, told with a browser: a complaint, a case, another count beside the first; and a certified result."""

import re

from playwright.sync_api import expect


def complain(page, code, assert_accessible):
    """Make a complaint from the page of results; gives the address of its own page."""
    page.goto("/rounds/vote-disputed/results/")
    expect(page.locator("main")).to_contain_text("Provisional, open to challenge until")
    expect(page.locator("h1 + .deck")).to_contain_text("86,000")
    page.get_by_role("link", name="Complain", exact=True).click()
    assert_accessible(page)
    page.get_by_role("button", name="Send the complaint").click()
    expect(page.locator("#form-errors")).to_contain_text("Say what is wrong.")
    assert_accessible(page)
    page.get_by_label("What is wrong?").fill("I voted for the ramp, and my receipt says that it was replaced.")
    page.get_by_label("Code of your receipt").fill(code)
    page.get_by_role("button", name="Send the complaint").click()
    expect(page.locator("main")).to_contain_text("It waits for an answer")
    assert_accessible(page)
    return page.url


def ask_to_void(page, assert_accessible):
    page.goto("/desk/rounds/vote-disputed/complaints/")
    page.get_by_role("link", name="Complaint 1").click()
    expect(page.locator("main")).to_contain_text("Another ballot counts in its place")
    assert_accessible(page)
    page.get_by_role("link", name="Void a ballot").click()
    assert len(page.get_by_label("Code of the ballot").input_value()) == 19
    page.get_by_label("Why?").fill("Its voter did not cast it.")
    page.get_by_role("button", name="Ask for it").click()


def test_a_replaced_ballot_is_voided_and_both_outcomes_stand(open_window, site, sign_in, assert_accessible):
    """Given somebody whose ballot was replaced, when two officers void the other, then the result changes in public."""
    resident = open_window(javascript=False, width=360)
    own = complain(resident, (site.mails.parent / "receipt.txt").read_text(), assert_accessible)

    first = sign_in(open_window(), "election_officer@city.example")
    ask_to_void(first, assert_accessible)
    resident.goto(own)
    expect(resident.locator("main")).to_contain_text("An officer opened a case")
    second = sign_in(open_window(javascript=False), "second_officer@city.example")
    second.goto("/desk/cases/")
    second.get_by_role("button", name=re.compile("Approve and do it.*The disputed vote")).click()
    expect(second.locator("body")).to_contain_text("Done: The ballot with the code")

    second.goto("/desk/rounds/vote-disputed/complaints/1/")
    second.get_by_label("Yes, it is upheld").check()
    second.get_by_label("The answer").last.fill("Somebody else cast the second ballot. It is voided.")
    second.get_by_role("button", name="Answer in public").click()
    expect(second.locator("body")).to_contain_text("The answer is public now.")
    resident.goto(own)
    expect(resident.locator("main")).to_contain_text("Your complaint is upheld")

    page = open_window(scheme="dark")
    page.goto("/rounds/vote-disputed/results/")
    for _try in range(20):  # the sealer counts anew within seconds
        if "counted anew" in page.locator("main").inner_text():
            break
        page.wait_for_timeout(500)
        page.reload()
    main = page.locator("main")
    expect(main).to_contain_text("Its voter did not cast it.")
    expect(main).to_contain_text("Count 2, the one that holds")
    expect(page.locator("#versions")).to_contain_text("Funded before, and not now: “Swimming steps”")
    expect(page.locator("h1 + .deck")).to_contain_text("64,000")
    assert_accessible(page)


def test_two_officers_certify_and_anybody_takes_the_protocol_home(open_window, sign_in, assert_accessible):
    """Given a counted round to which nobody can object any more, two officers certify it; the protocol is public."""
    first = sign_in(open_window(javascript=False, width=360), "election_officer@city.example")
    first.goto("/desk/rounds/vote-2025/")
    first.get_by_role("link", name="Ask to certify the result").click()
    first.get_by_label("Why?").fill("Nobody objected.")
    first.get_by_role("button", name="Ask for it").click()
    second = sign_in(open_window(), "second_officer@city.example")
    second.goto("/desk/cases/")
    second.get_by_role("button", name=re.compile("Approve and do it.*The vote of 2025 becomes final")).click()

    page = open_window(width=360)
    page.goto("/rounds/vote-2025/results/")
    expect(page.locator("main")).to_contain_text("Certified result")
    assert_accessible(page)
    with page.expect_download() as download:
        page.get_by_role("link", name="The protocol that officers sign (PDF)").click()
    assert download.value.path().read_bytes().startswith(b"%PDF")
    page.goto("/rounds/")
    expect(page.locator("main")).to_contain_text("Its certificate: the protocol (PDF)")
    assert_accessible(page)
