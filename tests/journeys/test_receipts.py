"""How people check what became of their ballots: in the browser."""

import json
import re

from playwright.sync_api import expect

PAGE = "/receipt/"


def kept(site, name):
    """A receipt that somebody saved last year."""
    return site.mails.parent / f"{name}.json"


def check(page, file):
    page.goto(PAGE)
    page.get_by_label("The file you saved").set_input_files(file)
    page.get_by_role("button", name="Check it").click()
    answer = page.locator("#answer")
    expect(answer.get_by_role("heading", name="What became of this ballot")).to_be_visible()
    return answer


def test_a_ballot_is_cast_and_its_receipt_is_checked_in_the_browser(open_window, sign_in, assert_accessible, tmp_path):
    """Given a receipt saved after voting, when it is checked, then it is pending and no more than its hash was sent."""
    voter = sign_in(open_window(width=360), "pia@example.org")
    voter.goto("/rounds/vote-streets/vote/riverside/")
    voter.get_by_role("button", name=re.compile("Add.*Shade trees")).click()
    voter.get_by_role("button", name=re.compile("Check my ballot")).click()
    voter.get_by_role("button", name=re.compile("Cast")).click()
    expect(voter.locator(".receipt svg.qr")).to_be_visible()
    address = voter.locator(".proof a").get_attribute("href")
    with voter.expect_download() as download:
        voter.get_by_role("button", name="For programs: JSON").click()
    file = tmp_path / "receipt.json"
    download.value.save_as(file)
    receipt = json.loads(file.read_text())

    checker = open_window(width=360)
    sent = []
    checker.on("request", lambda request: sent.append(f"{request.url} {request.post_data or ''}"))
    answer = check(checker, file)
    expect(answer).to_contain_text("Pending: stored")
    expect(answer).to_contain_text("The promise on it is signed with the key of this vote.")
    expect(answer).to_contain_text("Shade trees")
    assert any(receipt["h"] in one for one in sent)
    assert not any(receipt["nonce"] in one or receipt["h"] in one.split(" ")[0] for one in sent)
    assert_accessible(checker)

    checker.goto(address)
    expect(checker.locator("#answer")).to_contain_text("Pending: stored")
    expect(checker.locator("#answer")).to_contain_text("There was only a code")


def test_a_browser_that_saw_another_log_raises_the_alarm(site, open_window):
    """Given a browser that remembers a state of the log that never was, then it says that the log does not fit."""
    page = open_window()
    check(page, kept(site, "counted"))
    page.evaluate(
        """() => {
            const key = Object.keys(localStorage).find((one) => one.startsWith("log:"));
            const note = JSON.parse(localStorage.getItem(key));
            const other = note.replace(/\\n(\\d+)\\n/, (_, size) => `\\n${Number(size) + 1000}\\n`);
            localStorage.setItem(key, JSON.stringify(other));
            crypto.subtle.verify = async () => true;
        }"""
    )
    page.get_by_label("The file you saved").set_input_files(kept(site, "counted"))
    page.get_by_role("button", name="Check it").click()
    expect(page.locator("#answer")).to_contain_text("The log does not fit what was signed")
