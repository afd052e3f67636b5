"""The pages that are looked at: twenty main ones and their states, in the demonstration city."""

from collections.abc import Callable
from dataclasses import dataclass
from itertools import count

from playwright.sync_api import Page

RESIDENT = "resident@marenholt.example"
NEIGHBOUR = "neighbour@marenholt.example"
NEWCOMER = "newcomer@marenholt.example"
MODERATOR = "moderator@marenholt.example"
OFFICER = "election@marenholt.example"
SECOND_OFFICER = "election2@marenholt.example"
AUDITOR = "audit@marenholt.example"
REGISTRAR = "registrar@marenholt.example"
FINANCE = "finance@marenholt.example"
HELPER = "helper@marenholt.example"

_stations = count(1)
Steps = Callable[[Page], None]


@dataclass(frozen=True)
class Look:
    """One picture to take: whose eyes, which address, and what is done there before it is taken."""

    name: str
    path: str
    who: str = ""
    steps: Steps | None = None


def _open_first_proposal(page: Page) -> None:
    page.locator("main article h3 a").first.click()


def _open(name: str) -> Steps:
    """Follow the first link with these words."""
    return lambda page: page.get_by_role("link", name=name).first.click()


def _look_first(page: Page) -> None:
    page.locator("[name=title]").fill("A clock for the ferry landing")
    page.locator("[name=summary]").fill("So that people know when the boat comes, and whether to run.")
    page.locator("[name=body]").fill("The old one stopped in 2019.")
    page.locator("select[name=district]").select_option(label="Old Harbour")
    page.locator("button[name=preview]").click()
    page.locator("#preview").wait_for()


def _send_an_empty_proposal(page: Page) -> None:
    page.locator("main form button[type=submit]").last.click()
    page.locator("#form-errors").wait_for()


def _ask_for_nothing(page: Page) -> None:
    page.locator("main form button[type=submit]").click()
    page.locator("#form-errors").wait_for()


def _type_a_wrong_code(page: Page) -> None:
    page.get_by_label("E-mail").fill(f"wrong-{page.viewport_size['width']}@marenholt.example")
    page.locator("main form button[type=submit]").first.click()
    page.get_by_label("Code").fill("1234-5678")
    page.locator("main form button[type=submit]").first.click()
    page.locator("[aria-invalid=true]").wait_for()


def _choose_two(page: Page) -> None:
    for _ in range(2):
        page.locator("[data-toggle]:not([aria-disabled]):not(.ghost)").first.click()


def _check(page: Page) -> None:
    if not page.locator("input[name=choices]:checked").count():
        _choose_two(page)
    page.locator("button[type=submit]:visible", has_text="Check").first.click()


def _cast(page: Page) -> None:
    _check(page)
    page.locator("button[type=submit]", has_text="Cast").click()
    page.locator("[data-cast]").wait_for()


def _check_receipt(page: Page) -> None:
    _cast(page)
    text = page.locator("#plain").text_content()
    page.goto("/receipt/")
    page.locator("[name=receipt]").fill(text or "")
    page.locator("[data-receipt-form] button").click()
    _wait_for_answer(page)


def _wait_for_answer(page: Page) -> None:
    page.locator("#answer-head").wait_for()


def _open_first_in_inbox(page: Page) -> None:
    page.locator("main a[href*='/desk/proposals/']").first.click()


def _open_first_order(page: Page) -> None:
    page.locator("main a[href*='/order/']").first.click()


def _ask_too_much(page: Page) -> None:
    page.locator("[name=min_votes]").fill("fifty")
    page.locator("[name=part_funding]").fill("80")
    page.locator("[name=incompatible]").fill("the bench and the slide")
    page.locator("main form button[type=submit]").last.click()
    page.locator("#form-errors").wait_for()


def _complain(page: Page) -> None:
    page.locator("[name=text]").fill("The letter with my code came two days after the vote had opened.")
    page.locator("main form button[type=submit]").click()
    page.locator("dl.facts").wait_for()


def _type_a_day_nobody_can_read(page: Page) -> None:
    page.locator("[name=born_on]").fill("31/5/84")
    page.locator("main form button[type=submit]").click()
    page.locator("#form-errors").wait_for()


def _hand_in_a_list_with_faults(page: Page) -> None:
    rows = "family_name,given_names,birth_date,postcode,district\nHolm,Eva,1/2/50,,riverside\nHolm,Al,1951-02-01,7301,Hill\n"
    file = {"name": "residents.csv", "mimeType": "text/csv", "buffer": rows.encode()}
    page.locator("input[type=file]").set_input_files(file)
    page.locator("main form button[type=submit]").click()
    page.locator("main table").wait_for()


def _ask_for_points_without_any(page: Page) -> None:
    page.locator("[name=kind][value=points]").check()
    page.locator("[name=k]").fill("3")
    page.locator("main form button[type=submit]").last.click()
    page.locator("#form-errors").wait_for()


def _set_up_a_station(page: Page) -> None:
    """A station with papers of every district, so that the pages after this one have something to show."""
    number = next(_stations)
    page.locator("[name=name]").fill(f"The library on the quay, room {number}")
    page.locator("[name=code]").fill(f"library-{number}")
    page.locator("main form button[type=submit]").click()
    page.locator("[name=station]").select_option(f"library-{number}")
    page.locator("[name=amount]").fill("3")
    with page.expect_download():
        page.locator("main form button[type=submit]").click()


def _type_a_slip(page: Page) -> None:
    page.locator("[name=serial]").fill("123 456 789")
    page.locator("[name=line]").fill("3 7 12")
    page.locator("main form button[type=submit]").click()
    page.locator("[aria-invalid=true]").wait_for()


LOOKS = [
    Look("home", "/"),
    Look("rounds", "/rounds/"),
    Look("round-voting", "/rounds/sixth-purse/"),
    Look("round-proposing", "/rounds/seventh-purse/"),
    Look("round-decided", "/rounds/fifth-purse/"),
    Look("proposals", "/rounds/sixth-purse/proposals/"),
    Look("proposals-table", "/rounds/fifth-purse/proposals/?view=table"),
    Look("proposals-map", "/rounds/sixth-purse/proposals/?view=map&district=riverside"),
    Look("proposals-none", "/rounds/seventh-purse/proposals/?q=zeppelin"),
    Look("proposal", "/rounds/sixth-purse/proposals/", steps=_open_first_proposal),
    Look("proposal-funded", "/rounds/fifth-purse/proposals/?view=table", steps=_open("A playground by Block 4")),
    Look("proposal-not-funded", "/rounds/fifth-purse/proposals/?view=table", steps=_open("Wild flowers")),
    Look("proposal-not-possible", "/rounds/sixth-purse/proposals/?view=table", steps=_open("A zip line")),
    Look("propose", "/rounds/seventh-purse/propose/", RESIDENT),
    Look("propose-errors", "/rounds/seventh-purse/propose/", RESIDENT, _send_an_empty_proposal),
    Look("propose-preview", "/rounds/seventh-purse/propose/", RESIDENT, _look_first),
    Look("ballot", "/rounds/sixth-purse/vote/riverside/", RESIDENT, _choose_two),
    Look("ballot-check", "/rounds/sixth-purse/vote/riverside/", RESIDENT, _check),
    Look("ballot-receipt", "/rounds/sixth-purse/vote/old-harbour/", NEIGHBOUR, _cast),
    Look("receipt", "/receipt/"),
    Look("receipt-pending", "/rounds/sixth-purse/vote/old-harbour/", NEIGHBOUR, _check_receipt),
    Look("receipt-unknown", "/receipt/#CRP1-9J6D-G5TY-C10P", steps=_wait_for_answer),
    Look("ballot-refused", "/rounds/sixth-purse/vote/", NEWCOMER),
    Look("register", "/rounds/sixth-purse/register/", NEWCOMER),
    Look("register-match", "/rounds/sixth-purse/register/roll/", NEWCOMER),
    Look("register-match-errors", "/rounds/sixth-purse/register/roll/", NEWCOMER, _type_a_day_nobody_can_read),
    Look("register-code", "/rounds/sixth-purse/register/roll/?code", NEWCOMER),
    Look("roll", "/rounds/sixth-purse/roll/"),
    Look("desk-rolls", "/desk/roll/", REGISTRAR),
    Look("desk-roll", "/desk/roll/sixth-purse/", REGISTRAR),
    Look("desk-attest", "/desk/roll/sixth-purse/attest/", REGISTRAR),
    Look("desk-look-up", "/desk/roll/sixth-purse/find/", REGISTRAR),
    Look("desk-list", "/desk/roll/sixth-purse/import/", REGISTRAR),
    Look("desk-list-faults", "/desk/roll/sixth-purse/import/", REGISTRAR, _hand_in_a_list_with_faults),
    Look("desk-station", "/desk/paper/sixth-purse/station/", OFFICER),
    Look("desk-print", "/desk/paper/sixth-purse/station/", OFFICER, _set_up_a_station),
    Look("desk-paper", "/desk/paper/sixth-purse/", OFFICER),
    Look("desk-check-off", "/desk/paper/sixth-purse/check/", REGISTRAR),
    Look("desk-type", "/desk/paper/sixth-purse/type/", REGISTRAR),
    Look("desk-type-slip", "/desk/paper/sixth-purse/type/", REGISTRAR, _type_a_slip),
    Look("desk-reread", "/desk/paper/sixth-purse/reread/", REGISTRAR),
    Look("desk-assist", "/desk/assist/sixth-purse/", HELPER),
    Look("assisted", "/rounds/sixth-purse/assisted/"),
    Look("paper", "/rounds/sixth-purse/paper/"),
    Look("live", "/rounds/sixth-purse/live/"),
    Look("live-all", "/rounds/sixth-purse/live/?district=*"),
    Look("live-sorted", "/rounds/sixth-purse/live/?district=millfields&sort=votes"),
    Look("live-over", "/rounds/fifth-purse/live/"),
    Look("results", "/rounds/fifth-purse/results/"),
    Look("log", "/rounds/sixth-purse/log/"),
    Look("log-not-found", "/rounds/sixth-purse/log/?find=CRP1-9J6D-G5TY-C10P"),
    Look("log-leaves", "/rounds/sixth-purse/log/leaves/"),
    Look("log-acts", "/rounds/fifth-purse/log/leaves/?show=acts"),
    Look("log-leaf", "/rounds/sixth-purse/log/1/"),
    Look("log-checkpoints", "/rounds/sixth-purse/log/checkpoints/"),
    Look("log-compare", "/rounds/sixth-purse/log/compare/?old=2"),
    Look("checking", "/help/checking/"),
    Look("check", "/rounds/fifth-purse/log/check/"),
    Look("results-coming", "/rounds/sixth-purse/results/"),
    Look("budgets", "/budgets/"),
    Look("budget", "/budgets/fifth-purse/"),
    Look("budget-search", "/budgets/fifth-purse/?q=tree&state=under-way"),
    Look("budget-undecided", "/budgets/sixth-purse/"),
    Look("desk-budget", "/desk/budgets/fifth-purse/", FINANCE),
    Look("desk-order", "/desk/budgets/fifth-purse/", FINANCE, _open_first_order),
    Look("sign-in", "/accounts/login/"),
    Look("sign-in-wrong-code", "/accounts/login/", steps=_type_a_wrong_code),
    Look("sign-up", "/accounts/signup/"),
    Look("style-guide", "/styleguide/"),
    Look("me", "/me/", RESIDENT),
    Look("me-sessions", "/me/sessions/", RESIDENT),
    Look("me-export", "/me/export/", RESIDENT),
    Look("me-erase", "/me/erase/", RESIDENT),
    Look("second-factor", "/accounts/2fa/", MODERATOR),
    Look("second-factor-app", "/accounts/2fa/totp/activate/", RESIDENT),
    Look("second-factor-again", "/accounts/2fa/reauthenticate/", MODERATOR),
    Look("desk", "/desk/", MODERATOR),
    Look("inbox", "/desk/proposals/", MODERATOR),
    Look("review", "/desk/proposals/", MODERATOR, _open_first_in_inbox),
    Look("answer", "/desk/proposals/", "waterways@marenholt.example", _open("A kayak rack")),
    Look("desk-round", "/desk/rounds/fifth-purse/", OFFICER),
    Look("desk-round-open", "/desk/rounds/sixth-purse/", OFFICER),
    Look("desk-officer", "/desk/", SECOND_OFFICER),
    Look("cases", "/desk/cases/", SECOND_OFFICER),
    Look("ask-extend", "/desk/rounds/sixth-purse/ask/extend/", OFFICER),
    Look("ask-amend-errors", "/desk/rounds/sixth-purse/ask/amend/", OFFICER, _ask_for_nothing),
    Look("roles", "/desk/roles/", OFFICER),
    Look("ask-grant", "/desk/roles/grant/", OFFICER),
    Look("audit", "/desk/audit/", AUDITOR),
    Look("complain", "/rounds/sixth-purse/complain/"),
    Look("complain-errors", "/rounds/sixth-purse/complain/", steps=_ask_for_nothing),
    Look("complaint", "/rounds/sixth-purse/complain/", steps=_complain),
    Look("complaints", "/rounds/fifth-purse/complaints/"),
    Look("desk-complaints", "/desk/rounds/sixth-purse/complaints/", OFFICER),
    Look("desk-complaint", "/desk/rounds/sixth-purse/complaints/1/", OFFICER),
    Look("rerun", "/desk/rounds/fifth-purse/rerun/", OFFICER),
    Look("fall-through", "/desk/budgets/fifth-purse/", OFFICER, _open("It falls through")),
    Look("desk-rule", "/desk/rounds/seventh-purse/rule/", OFFICER),
    Look("desk-rule-errors", "/desk/rounds/seventh-purse/rule/", OFFICER, _ask_too_much),
    Look("desk-round-unfrozen", "/desk/rounds/seventh-purse/", OFFICER),
    Look("desk-terms", "/desk/rounds/seventh-purse/terms/", OFFICER),
    Look("desk-terms-errors", "/desk/rounds/seventh-purse/terms/", OFFICER, _ask_for_points_without_any),
    Look("desk-manifest", "/desk/rounds/seventh-purse/manifest/", OFFICER),
    Look("desk-manifest-frozen", "/desk/rounds/sixth-purse/manifest/", OFFICER),
    Look("desk-previews", "/desk/rounds/sixth-purse/preview/", OFFICER),
    Look("desk-preview", "/desk/rounds/sixth-purse/preview/riverside/", OFFICER, _choose_two),
    Look("ask-withdraw", "/desk/rounds/sixth-purse/ask/withdraw_listed/", OFFICER),
    Look("desk-rule-frozen", "/desk/rounds/fifth-purse/rule/", OFFICER),
    Look("results-shares", "/rounds/fifth-purse/results/?district=northgate&by=equal-shares&step=3"),
    Look("counting", "/help/counting/"),
    Look(
        "counting-shares", "/help/counting/?rule=mes-cost&v=0-1&v=0-2&v=1-1&v=1-2&v=2-1&v=3-3&v=4-3&v=5-4&v=6-4&v=7-5"
    ),
    Look("not-found", "/nowhere/"),
    Look("forbidden", "/desk/", RESIDENT),
]
