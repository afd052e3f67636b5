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
    "/rounds/vote-2025/log/check/",
    "/rounds/vote-2026/log/check/",
    "/rounds/vote-2026/register/",
    "/rounds/vote-2026/roll/",
    "/budgets/",
    "/budgets/vote-2025/",
    "/budgets/vote-2025/?q=nothing-like-it",
    "/budgets/vote-2026/",
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
    "/desk/rounds/vote-2026/ask/extend/",
    "/desk/rounds/vote-2026/ask/amend/",
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
]
FINANCE = ["/desk/", "/desk/budgets/vote-2025/"]

ADDRESSES = {
    "": PUBLIC,
    "kim@example.org": RESIDENT,
    "moderator@city.example": MODERATOR,
    "reviewer@city.example": REVIEWER,
    "election_officer@city.example": OFFICER,
    "finance_officer@city.example": FINANCE,
    "registrar@city.example": REGISTRAR,
}

# Routes without a page of their own: acts, files, what speaks to machines; then pages that a story ends on and looks at
# (test_vote.py, test_propose.py, test_officials.py), the style guide (test_styleguide.py), and those of allauth that nobody is led to.
ELSEWHERE = re.compile(
    r"api/|healthz|readyz|\^pictures/|brand\.css$|brand/logo$|.*\.(csv|json)$"
    r"|desk/.*/(publish|return|hide|value|count|order|pay|approve|decline|withdraw)/$"
    r"|rounds/.*/(check|cast|done|sent|edit|withdraw)/$"
    r"|styleguide/$"
    r"|first-run/|me/(go-on/|sessions/end/|export\.json)$"
    r"|accounts/2fa/(authenticate/|totp/deactivate/|recovery-codes/|webauthn/(reauthenticate|keys)/)"
    r"|\^?accounts/(login/code|inactive|reauthenticate|email|confirm-email|\^?password|\(email\|)"
)
