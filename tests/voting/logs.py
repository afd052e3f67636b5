"""Rounds with a published log."""

from tests.factories import NOW, cast_ballot, make_contest, make_district, make_voter
from voting.actions.log import append
from voting.actions.publishing import publish
from voting.actions.sealing import seal
from voting.rules.log import leaves


def make_log(*, votes=20, **fields):
    """A round that is voting, its district, and a log: its beginning, the roll, the audit, and ten ballots with their count."""
    district = fields.pop("district", None) or make_district("riverside")
    round, district = make_contest(district=district, **({"slug": "spring"} | fields))
    for _ in range(votes):
        cast_ballot(make_voter(round, district), round, district, ["P01"])
    seal(now=NOW)
    publish(round=round)
    return round, district


def add(round, *content, now=NOW):
    """Put leaves into the log and publish them."""
    append(round=round, now=now, leaves=list(content))
    publish(round=round)


def add_acts(round, count):
    """Acts of officials, one published state each: the ideas withdrawn are of nobody."""
    ruling = leaves.Ruling(reason="It cannot be built.", at=NOW, case=3)
    for number in range(count):
        add(round, leaves.withdrawn(district="riverside", code=f"P{number:02}", ruling=ruling))
