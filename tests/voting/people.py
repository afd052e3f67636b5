"""Residents of a round, as the city's list has them."""

from datetime import date
from io import StringIO

from tests.factories import NOW, make_contest, make_district
from voting.actions.importing import import_roll
from voting.rules.identity import Person

ADA = Person("Ada Lindholt", date(1984, 5, 31), "7301 AB")
BO = Person("Bo Fjordal", date(1990, 1, 2), "7301 AC")
HEADER = "family_name,given_names,birth_date,postcode,district,email,phone"
LIST = (
    HEADER,
    "Lindholt,Ada,1984-05-31,7301 AB,riverside,ada@list.example,06 11111111",
    "Fjordal,Bo,1990-01-02,7301 AC,riverside,,",
)


def make_listed(*more, lines=LIST, **fields):
    """A frozen round that is voting, its district, and the list of it: Ada with an address, Bo without."""
    round, district = make_contest(district=make_district("riverside"), **fields)
    report = import_roll(actor=None, now=NOW, round=round, lines=file(*lines, *more))
    assert report.faults == []
    return round, district


def file(*lines):
    return StringIO("\n".join(lines) + "\n")
