"""The city's list: what is read, and what is said about everything that is wrong with it."""

import tracemalloc
from datetime import date
from itertools import chain

import pytest
from hypothesis import given
from hypothesis import strategies as st

from voting.rules.identity import Person
from voting.rules.roll.report import MOST_FAULTS, Report
from voting.rules.roll.rows import Fault, Layout, Listed, day, repeats, rows

TODAY = date(2026, 6, 1)
HEADER = "family_name,given_names,birth_date,postcode,district,email,phone\n"
ADA = "Lindholt,Ada,1984-05-31,7301 AB,riverside,ada@example.org,+31 6 12345678\n"


def read(*lines):
    return list(rows(lines, {"riverside", "north"}, TODAY))


def faults(*lines):
    return [(fault.line, fault.column, fault.code) for fault in read(HEADER, *lines) if isinstance(fault, Fault)]


def changed(**cells):
    given = dict(zip(HEADER.strip().split(","), ADA.strip().split(","), strict=True)) | cells
    return ",".join(given.values()) + "\n"


def test_a_row_becomes_a_person():
    layout, listed = read(HEADER, ADA)
    assert isinstance(layout, Layout)
    person = Person("Ada Lindholt", date(1984, 5, 31), "7301 AB")
    assert listed == Listed(2, person, "riverside", "ada@example.org", "+31 6 12345678")


def test_columns_in_any_order_separated_by_semicolons_with_others_between():
    layout, listed = read(
        "Shoe size;District;postcode;Birth Date;given_names;family_name\n", "44;north;1;31.5.1984;Ada;Holm\n"
    )
    assert layout.ignored == ("shoe_size",)
    assert (listed.person, listed.email, listed.phone) == (Person("Ada Holm", date(1984, 5, 31), "1"), "", "")


def test_a_name_may_hold_a_line_break_and_empty_lines_are_left_out():
    broken = ADA.replace("Ada", '"Ada\nMaria"').splitlines(keepends=True)
    _, first, second = read(HEADER, *broken, "\n", ",,,,,,\n", ADA)
    assert (first.line, second.line) == (2, 6)
    assert first.person.name.split() == ["Ada", "Maria", "Lindholt"]


@pytest.mark.parametrize(
    ("cells", "fault"),
    [
        ({"family_name": "", "given_names": " "}, ("family_name", "no_name")),
        ({"family_name": "L1ndholt"}, ("family_name", "figure_in_name")),
        ({"given_names": "Ada 2"}, ("given_names", "figure_in_name")),
        ({"given_names": "A" * 201}, ("given_names", "too_long")),
        ({"given_names": "Ad\udce4"}, ("given_names", "not_utf8")),
        ({"birth_date": "05/31/1984"}, ("birth_date", "bad_date")),
        ({"birth_date": "1984-02-30"}, ("birth_date", "bad_date")),
        ({"birth_date": ""}, ("birth_date", "bad_date")),
        ({"birth_date": "1884-05-31"}, ("birth_date", "impossible_age")),
        ({"birth_date": "2026-06-02"}, ("birth_date", "impossible_age")),
        ({"postcode": "-"}, ("postcode", "no_postcode")),
        ({"district": "Riverside"}, ("district", "unknown_district")),
        ({"email": "ada@"}, ("email", "bad_email")),
        ({"phone": "call me"}, ("phone", "bad_phone")),
    ],
)
def test_every_fault_is_named_with_line_and_column(cells, fault):
    assert faults(ADA, changed(**cells)) == [(3, *fault)]


@pytest.mark.parametrize("cells", [{"family_name": ""}, {"given_names": ""}, {"email": "", "phone": ""}])
def test_what_may_be_empty_is_no_fault(cells):
    assert faults(changed(**cells)) == []


def test_all_faults_of_a_row_are_named_at_once():
    assert {code for _line, _column, code in faults(changed(postcode="", district="x", birth_date="x"))} == {
        "no_postcode",
        "unknown_district",
        "bad_date",
    }


def test_missing_columns_and_cells_are_named():
    assert [
        (fault.line, fault.column, fault.code) for fault in read("family_name,given_names,birth_date,postcode\n")
    ] == [(1, "district", "missing_column")]
    assert faults("Lindholt,Ada\n") == [(2, "", "cells")]
    assert {fault.code for fault in read()} == {"missing_column"}


def test_a_file_that_cannot_go_on_ends_with_a_fault():
    assert faults(ADA, 'Lindholt,"Ada\n', *["x" * 500 + "\n"] * 30) == [(3, "", "broken_row")]
    assert [fault.code for fault in read('"' + "x" * 20_000 + "\n")] == ["broken_row"]


def test_the_same_key_twice_is_found_with_both_lines():
    assert repeats([5, 7, 5, 7, 5], [2, 3, 4, 5, 6]) == [(4, 2), (5, 3), (6, 4)]
    assert repeats([], []) == repeats([1], [2]) == []


@pytest.mark.parametrize("text", ["1984-05-31", "31.05.1984", "31.5.1984", "1984-5-31"])
def test_a_day_is_read_in_both_ways(text):
    assert day(text) == date(1984, 5, 31)


def test_a_report_keeps_the_first_faults_and_counts_all():
    report = Report(rows=3)
    for line in range(MOST_FAULTS + 7):
        report.blame(Fault(line, "email", "bad_email", {"typed": "x"}))
    assert (report.fault_count, len(report.faults)) == (MOST_FAULTS + 7, MOST_FAULTS)
    assert Report.from_json(report.as_json()) == report


@given(st.lists(st.text(), max_size=12))
def test_whatever_comes_in_is_answered_and_never_a_crash(lines):
    assert all(isinstance(row, Fault | Layout | Listed) for row in read(*lines))
    assert all(isinstance(row, Fault | Layout | Listed) for row in read(HEADER, *lines))


def test_a_long_list_is_read_in_a_little_memory():
    lines = chain([HEADER], (changed(given_names=f"Ada {'abc'[number % 3] * 3}") for number in range(20_000)))
    tracemalloc.start()
    count = sum(isinstance(row, Listed) for row in rows(lines, {"riverside"}, TODAY))
    _now, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert count == 20_000
    assert most < 1_000_000
