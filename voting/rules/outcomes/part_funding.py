"""Part-funding: what is left at the end goes to the first project that did not fit, where it is enough of its cost.

The project is no winner: its entry among the losers says {"reason": "part_funded", "cost", "amount", "missing"} (in
equal shares, its entry `then` does), and so does the course of the count, under "part_funded". The city has to find
what is missing elsewhere.
"""

from voting.rules.outcomes.allowance import Allowance
from voting.rules.outcomes.profile import Profile
from voting.rules.outcomes.rule import Decision


def fund_part(profile: Profile, allowance: Allowance, decision: Decision, percent: int) -> None:
    """Give what is left to the project that came next, where that is at least `percent` of its cost; 0 is never."""
    code = next((code for code, entry in decision.losers.items() if entry["reason"] == "no_room"), None)
    if not percent or code is None:
        return
    refusal = allowance.refusal(code)
    if refusal is None or refusal["reason"] != "no_room":
        return
    cost, amount = profile.projects[code].cost_minor, refusal["left"]
    if amount and amount * 100 >= percent * cost:
        part = {"cost": cost, "amount": amount, "missing": cost - amount}
        decision.losers[code] = {"reason": "part_funded", **part}
        decision.course["part_funded"] = {"project": code, **part}
