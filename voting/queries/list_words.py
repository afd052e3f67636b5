"""What is wrong with a city's list, in words: which line, which column, what, and what to do about it."""

from django.utils.translation import gettext as _

from voting.rules.eligibility import OLDEST
from voting.rules.roll.rows import LONGEST_CELL, Fault


def sentence(fault: Fault) -> str:
    """The fault in a sentence that says what to do."""
    return _sentences()[fault.code] % {"column": fault.column, **fault.values}


def place(fault: Fault) -> str:
    """Where it is: the line and, where it is about one, the column."""
    words = {"line": fault.line, "column": fault.column}
    if not fault.line:
        return _("The list")
    return _("Line %(line)s, %(column)s") % words if fault.column else _("Line %(line)s") % words


def _sentences() -> dict[str, str]:
    return {
        "missing_column": _("The first line names no column “%(column)s”. Add it, spelled so."),
        "broken_row": _("From here on the file cannot be read: a quotation mark is not closed, or a cell is too long."),
        "cells": _(
            "This line has %(found)s cells, the first line has %(expected)s. Look for a separator too many or too few."
        ),
        "too_long": _("No cell is longer than %(most)s signs. Shorten it.") % {"most": LONGEST_CELL},
        "not_utf8": _("This cell is not UTF-8. Save the list again as “CSV UTF-8”."),
        "no_name": _("Somebody without a name. Write the family name, the given names, or both."),
        "figure_in_name": _("“%(typed)s” has a figure in it. Names have none: look whether columns have slipped."),
        "no_postcode": _("The postcode is missing. Write it as on letters."),
        "unknown_district": _(
            "The city has no district “%(typed)s”. Write the code of a district, as in its addresses."
        ),
        "bad_email": _("“%(typed)s” is no e-mail address. Correct it, or leave the cell empty."),
        "bad_phone": _("“%(typed)s” is no telephone number. Correct it, or leave the cell empty."),
        "bad_date": _("“%(typed)s” is no day. Write it as 1984-05-31 or 31.05.1984."),
        "impossible_age": _(
            "Somebody born on %(typed)s would be over %(oldest)s years old or not born yet. Check the year."
        )
        % {"typed": "%(typed)s", "oldest": OLDEST},
        "repeated": _("The same person stands in line %(earlier)s already. Take one of the two lines out."),
        "refused": "%(why)s",
        "broken_off": _("Something of ours broke. Hand the list in again: who is known already is not doubled."),
    }
