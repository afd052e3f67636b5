"""Every page there is, by who may see it; "" is anybody. test_accessibility.py holds the list against the site map."""

import re

TO_REVIEW, TO_VALUE = 901, 902  # proposals of town.py: what waits for a moderator, and what for an answer of the city
MODERATORS_OFFICE = 903  # an office that could be taken back
IMPORT = 904  # a list with a fault

PUBLIC = [
    "/",
    "/rounds/",
    "/rounds/vote-2026/",
    "/rounds/vote-2025/",
    "/rounds/ideas-2027/",
    "/rounds/ideas-2027/proposals/",
    "/rounds/ideas-2027/proposals/?q=nothing-like-it",
    "/rounds/vote-2026/proposals/",
    "/rounds/vote-2026/proposals/1/",
    "/rounds/vote-2025/proposals/?view=table&q=a",
    "/rounds/vote-2026/proposals/?view=map",
    "/rounds/vote-2026/live/?district=riverside&sort=votes",
    "/rounds/vote-2026/live/?district=*",
    "/rounds/vote-2026/live/",
    "/rounds/vote-2025/live/",
    "/rounds/vote-quiet/live/",
    "/rounds/vote-2026/results/",
    "/rounds/vote-2025/results/",
    "/rounds/vote-2025/results/?district=riverside&why=P05",
    "/rounds/vote-2025/results/?step=2",
    "/rounds/vote-2026/complain/",
    "/rounds/vote-2025/complain/",
    "/rounds/vote-quiet/complaints/",
    "/rounds/vote-quiet/complaints/?reference=C-1",
    "/rounds/vote-2025/log/check/",
    "/rounds/vote-2026/log/check/",
    "/rounds/vote-2026/register/",
    "/rounds/vote-2026/roll/",
    "/rounds/vote-2025/log/",
    "/rounds/vote-2025/log/?find=CRP1-9J6D-G5TY-C10P",
    "/rounds/vote-2025/log/leaves/",
    "/rounds/vote-2025/log/leaves/?show=acts",
    "/rounds/vote-2025/log/5/",
    "/rounds/vote-2025/log/checkpoints/",
    "/rounds/vote-2025/log/compare/?old=2",
    "/rounds/vote-2025/log/compare/?old=2000",
    "/rounds/ideas-2027/log/",
    "/help/checking/",
    "/rounds/vote-paper/paper/",
    "/rounds/vote-2026/paper/",
    "/rounds/vote-paper/live/",
    "/rounds/vote-paper/assisted/",
    "/budgets/",
    "/budgets/vote-2025/",
    "/budgets/vote-2025/?q=nothing-like-it",
    "/budgets/vote-2026/",
    "/receipt/",
    "/help/counting/",
    "/help/counting/?rule=mes-cost&v=0-1&v=1-1&v=2-4",
    "/accounts/login/",
    "/accounts/signup/",
    "/nowhere/",
]
RESIDENT = [
    "/me/",
    "/rounds/ideas-2027/propose/",
    "/rounds/vote-2026/register/",
    "/rounds/vote-2026/register/roll/",
    "/rounds/vote-2026/register/roll/?code",
    "/rounds/vote-2026/vote/",
    "/rounds/vote-2026/vote/riverside/",
    "/accounts/logout/",
    "/accounts/2fa/",
    "/accounts/2fa/totp/activate/",
    "/accounts/2fa/webauthn/",
    "/accounts/2fa/webauthn/add/",
    "/me/sessions/",
    "/me/export/",
    "/me/erase/",
    "/me/confirm/",
]
MODERATOR = [
    "/accounts/2fa/",
    "/accounts/2fa/reauthenticate/",
    "/desk/",
    "/desk/proposals/",
    "/desk/proposals/1/",
    f"/desk/proposals/{TO_REVIEW}/",
]
REVIEWER = ["/desk/proposals/", f"/desk/proposals/{TO_VALUE}/"]
OFFICER = [
    "/desk/",
    "/desk/rounds/vote-2026/",
    "/desk/rounds/ideas-2027/",
    "/desk/rounds/vote-2025/",
    "/desk/rounds/ideas-2027/rule/",
    "/desk/rounds/vote-2026/rule/",
    "/desk/rounds/ideas-2027/terms/",
    "/desk/rounds/vote-2026/terms/",
    "/desk/rounds/ideas-2027/manifest/",
    "/desk/rounds/vote-2026/manifest/",
    "/desk/rounds/vote-2026/preview/",
    "/desk/rounds/vote-2026/preview/riverside/",
    "/desk/rounds/vote-2026/ask/extend/",
    "/desk/rounds/vote-2026/ask/withdraw_listed/",
    "/desk/rounds/vote-2026/ask/amend/",
    "/desk/rounds/vote-quiet/complaints/",
    "/desk/rounds/vote-quiet/complaints/1/",
    "/desk/rounds/vote-quiet/complaints/1/ask/void/",
    "/desk/rounds/vote-2025/rerun/",
    "/desk/paper/vote-paper/",
    "/desk/paper/vote-paper/station/",
    "/desk/paper/vote-paper/print/",
    "/desk/cases/",
    "/desk/roles/",
    "/desk/roles/grant/",
    f"/desk/roles/{MODERATORS_OFFICE}/revoke/",
    f"/desk/roles/{MODERATORS_OFFICE}/reset-factor/",
    "/desk/audit/",
]
REGISTRAR = [
    "/desk/",
    "/desk/roll/",
    "/desk/roll/vote-2026/",
    "/desk/roll/vote-2025/",
    "/desk/roll/vote-2026/attest/",
    "/desk/roll/vote-2026/find/",
    "/desk/roll/vote-2026/import/",
    f"/desk/roll/vote-2026/import/{IMPORT}/",
    "/desk/paper/vote-paper/",
    "/desk/paper/vote-paper/check/",
    "/desk/paper/vote-paper/type/",
    "/desk/paper/vote-paper/reread/",
]
HELPER = ["/desk/", "/desk/assist/vote-paper/"]
FINANCE = ["/desk/", "/desk/budgets/vote-2025/"]

ADDRESSES = {
    "": PUBLIC,
    "kim@example.org": RESIDENT,
    "moderator@city.example": MODERATOR,
    "reviewer@city.example": REVIEWER,
    "election_officer@city.example": OFFICER,
    "finance_officer@city.example": FINANCE,
    "registrar@city.example": REGISTRAR,
    "helper@city.example": HELPER,
}

# Routes without a page of their own: acts, files, what speaks to machines; then pages that a story ends on and looks at
# (test_vote.py, test_propose.py, test_officials.py, test_complaints.py), the style guide (test_styleguide.py), and those of allauth that nobody is led to.
ELSEWHERE = re.compile(
    r"api/|healthz|readyz|\^pictures/|brand\.css$|brand/logo$|.*\.(csv|json|pdf|py|zip)$|rounds/.*/log/checkpoint$"
    r"|desk/.*/(publish|return|hide|value|count|order|pay|fall-through|approve|decline|withdraw)/$"
    r"|rounds/.*/(check|cast|done|sent|edit|withdraw|end|complaints/<slug:reference>)/$"
    r"|styleguide/$"
    r"|first-run/|me/(go-on/|sessions/end/|export\.json)$"
    r"|accounts/2fa/(authenticate/|totp/deactivate/|recovery-codes/|webauthn/(reauthenticate|keys)/)"
    r"|\^?accounts/(login/code|inactive|reauthenticate|email|confirm-email|\^?password|\(email\|)"
)
