"""How people check what became of their ballots: in the browser, and without scripts."""

import json
import re

import pytest
from playwright.sync_api import expect

PAGE = "/receipt/"
FATES = {
    "recorded": "Recorded: in the public log",
    "counted": "It is in the public log, and in every count of its district",
    "replaced": "Replaced by a later ballot",
    "voided": "It was cast at a terminal that somebody had left open.",
    "missing": "Missing: it should be in the log, and is not",
}


def kept(site, name):
    """A receipt that somebody saved."""
    return site.mails.parent / f"{name}.json"


def altered(site, folder):
    """The receipt that counts, with another choice."""
    receipt = json.loads(kept(site, "counted").read_text())
    receipt["ballot"]["choices"] = ["P03"]
    return saved(folder, "altered", receipt)


def forged(site, folder):
    """The receipt that counts, with the promise for another ballot."""
    receipt = json.loads(kept(site, "counted").read_text())
    receipt["promise"] = json.loads(kept(site, "voided").read_text())["promise"]
    return saved(folder, "forged", receipt)


def saved(folder, name, receipt):
    path = folder / f"{name}.json"
    path.write_text(json.dumps(receipt))
    return path


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


@pytest.mark.parametrize(("javascript", "scheme"), [(True, "dark"), (False, "light")])
def test_what_became_of_ballots_of_every_fate(site, open_window, assert_accessible, tmp_path, javascript, scheme):
    """Given receipts of every fate and two that are wrong, each is told apart, with scripts and without."""
    page = open_window(width=360, javascript=javascript, scheme=scheme)
    for name, words in FATES.items():
        expect(check(page, kept(site, name))).to_contain_text(words)
        assert_accessible(page)
    for file, words in ((altered, "This receipt was changed"), (forged, "This receipt is not from us")):
        expect(check(page, file(site, tmp_path))).to_contain_text(words)
        assert_accessible(page)


def test_a_browser_remembers_the_log_and_says_what_is_no_receipt(site, open_window):
    page = open_window()
    expect(check(page, kept(site, "counted")).locator(".checks .good")).to_have_count(4)
    expect(check(page, kept(site, "replaced")).locator(".checks .good")).to_have_count(5)  # the log as remembered
    page.goto(PAGE)
    page.get_by_label("Or its text").fill("my ballot")
    page.get_by_role("button", name="Check it").click()
    expect(page.locator("[data-said]")).to_contain_text("This is no receipt")


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
