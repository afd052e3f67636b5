"""What to look at first, and with which log-in."""

from time import time

from demo.codes import code_at
from demo.people import APP_SECRET, DOMAIN, NEWCOMER, OFFICIALS, VISITORS
from demo.place import PLACE_OF
from demo.purses import FIFTH_PURSE, SEVENTH_PURSE, SIXTH_PURSE

FIFTH, SIXTH, SEVENTH = (f"/rounds/{purse.slug}" for purse in (FIFTH_PURSE, SIXTH_PURSE, SEVENTH_PURSE))

RESIDENT, MODERATOR, ELECTION = VISITORS[0].email, f"moderator@{DOMAIN}", f"election@{DOMAIN}"
REGISTRAR = f"registrar@{DOMAIN}"
FACTS = f"come onto the roll ({NEWCOMER.name}, {NEWCOMER.person.born_on}, {NEWCOMER.person.postcode})"
# Who looks, and the stops: an address, what is there, and the log-in it asks for.
STOPS = (
    (
        "As a resident",
        (
            (f"{SIXTH}/proposals/?view=map", "what people propose, on the map", ""),
            (f"{SIXTH}/vote/", f"vote, as {RESIDENT}; change your mind until the close", RESIDENT),
            (f"{SIXTH}/register/", f"as {NEWCOMER.email}: {FACTS}", NEWCOMER.email),
            (f"{SEVENTH}/propose/", "propose something for your street, and choose its picture", RESIDENT),
            (f"{SIXTH}/live/", "watch the count move; open it in a second window", ""),
        ),
    ),
    (
        "As an official",
        (
            ("/desk/proposals/", f"six proposals wait for {MODERATOR}", MODERATOR),
            ("/desk/proposals/?status=published", f"prices to work out, for parks@{DOMAIN}", f"parks@{DOMAIN}"),
            (
                "/desk/cases/",
                f"more time for the vote? A second officer decides: election2@{DOMAIN}",
                f"election2@{DOMAIN}",
            ),
            ("/desk/audit/", f"every act, by whom and why, for audit@{DOMAIN}", f"audit@{DOMAIN}"),
            (f"/desk/rounds/{FIFTH_PURSE.slug}/", f"the round that is decided, for {ELECTION}", ELECTION),
            (f"/desk/roll/{SIXTH_PURSE.slug}/", f"the roll, the list and the desk, for registrar@{DOMAIN}", REGISTRAR),
            (f"/desk/budgets/{FIFTH_PURSE.slug}/", f"orders and invoices, for finance@{DOMAIN}", f"finance@{DOMAIN}"),
            ("/desk/", "every official's own desk", MODERATOR),
        ),
    ),
    (
        "As a journalist",
        (
            (f"{FIFTH}/proposals/?view=table", "everything that was asked for, in a table", ""),
            (f"{FIFTH}/results/", "who won, who did not, and why", ""),
            ("/budgets/", "every round's money", ""),
            (f"/budgets/{FIFTH_PURSE.slug}/", "from vote to order to invoice: early, late, cheaper and stopped", ""),
        ),
    ),
)


def tour(address: str) -> str:
    """Describe the demonstration in lines of text: `address` is where it is served, without a / at the end."""
    lines = [
        f"Marenholt is open at {address}",
        f"                 and at {address.replace('127.0.0.1', 'localhost')}",
        "Nobody in it is real. Sign in with an e-mail code: it appears on this console.",
        "",
    ]
    for who, stops in STOPS:
        lines += [who, *(f"  {address}{path:<42} {what}" for path, what, _login in stops), ""]
    lines += ["Log-ins", *_log_ins(), "", *_second_factor(), ""]
    return "\n".join(lines)


def _log_ins() -> list[str]:
    """List who may sign in to look round: address, name, and where they live or what they do."""
    people = [(visitor.email, visitor.name, f"lives in {PLACE_OF[visitor.district].name}") for visitor in VISITORS]
    people.append((NEWCOMER.email, NEWCOMER.name, "on the city’s list, not on any roll yet"))
    people += [(official.email, official.name, official.title) for official in OFFICIALS]
    return [f"  {email:<34}{name:<20}{what}" for email, name, what in people]


def _second_factor() -> list[str]:
    """Say how an official gets past the second question without an authenticator app, and with one."""
    return [
        "Officials are asked for a second code as well. Either way will do:",
        f"  in another terminal   make demo-code   prints the one of this moment (now: {code_at(time())})",
        f"  in an authenticator app, as a key typed in:   {APP_SECRET}",
    ]
