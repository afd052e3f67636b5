"""What is published of voters: their ages in groups, and no trace of the order in which they came."""

import re
from collections.abc import Sequence
from dataclasses import replace
from hashlib import sha256

from voting.rules.pabulib.election import Election
from voting.rules.pabulib.fields import VOTES, in_order
from voting.rules.pabulib.writer import vote_rows

# The first age of each group; the last group ends with OLDEST.
GROUPS = (0, 18, 30, 45, 60, 75)
OLDEST = 120
GROUP = re.compile("[0-9]{1,3}-[0-9]{1,3}")
LONGEST_AGE = 3


def age_group(age: str) -> str:
    """Give the group of an age ("30-44"); a group stays as it is, and what is no age becomes nothing."""
    if GROUP.fullmatch(age):
        return age
    if not (age.isascii() and age.isdigit() and len(age) <= LONGEST_AGE and int(age) <= OLDEST):
        return ""
    ends = [first - 1 for first in GROUPS[1:]] + [OLDEST]
    return next(f"{first}-{last}" for first, last in zip(GROUPS, ends, strict=True) if int(age) <= last)


def grouped(ages: Sequence[str]) -> list[str]:
    """Give the group of each age."""
    known = {age: age_group(age) for age in {*ages}}
    return [known[age] for age in ages]


def anonymous(election: Election) -> Election:
    """Group the ages, and order the ballots by a hash of what their rows hold, so that no order tells anything."""
    voters = {name: grouped(cells) if name == "age" else cells for name, cells in election.voters.items()}
    rows = vote_rows(replace(election, voters=voters), in_order(voters, VOTES))
    hashes = [sha256(row.encode()).digest() for row in rows]
    order = sorted(range(len(hashes)), key=hashes.__getitem__)
    return replace(
        election,
        ballots=[election.ballots[place] for place in order],
        voters={name: [cells[place] for place in order] for name, cells in voters.items()},
    )
