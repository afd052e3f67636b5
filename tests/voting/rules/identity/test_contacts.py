from itertools import combinations

import pytest

from voting.rules.identity import mailbox, telephone

MAILBOXES = {
    "ada@example.org": [
        "Ada@Example.org",
        "ADA@EXAMPLE.ORG",
        " ada@example.org ",
        "ada+vote@example.org",
        "ada+a+b@example.org",
    ],
    "adalind@gmail.com": [
        "ada.lind@gmail.com",
        "a.d.a.l.i.n.d@GMAIL.com",
        "adalind+2@googlemail.com",
        "Ada.Lind@googlemail.com",
    ],
    "ada@proton.me": ["ada@pm.me", "ada@protonmail.com", "ada+x@proton.me"],
    "ada.lind@example.org": ["ａｄａ.lind@example.org", "ada\u200b.lind@example.org"],
    "+@example.org": ["+@example.org"],
}
TELEPHONES = {
    ("49", "49301234567"): [
        "030 1234567",
        "+49 30 1234567",
        "+49 (0)30 123 45 67",
        "0049301234567",
        "030/1234567",
        "+49-30-1234567",
    ],
    ("31", "31612345678"): ["06 12345678", "06-12 34 56 78", "+31 6 12345678", "0031 6 1234 5678", "+31 (0)6 12345678"],
    ("36", "3612345678"): ["06 1 234 5678", "+36 1 234 5678", "0036-1-234-5678"],
    ("39", "3961234567"): ["06 123 4567", "+39 06 123 4567"],
    ("1", "12125550123"): ["(212) 555-0123", "+1 212 555 0123", "1-212-555-0123"],
    ("48", "48601234567"): ["601 234 567", "+48 601 234 567", "０601234567"],
    ("", "301234567"): ["030 1234567", "0301234567"],
}


@pytest.mark.parametrize(("kept", "typed"), [(kept, typed) for kept, all_ in MAILBOXES.items() for typed in all_])
def test_one_mailbox_is_one_however_written(kept, typed):
    assert mailbox(typed) == kept


def test_dots_count_where_a_provider_counts_them():
    assert mailbox("ada.lind@example.org") != mailbox("adalind@example.org")
    assert len({mailbox(one) for one in MAILBOXES}) == len(MAILBOXES)


@pytest.mark.parametrize(
    ("country", "kept", "typed"),
    [(country, kept, typed) for (country, kept), all_ in TELEPHONES.items() for typed in all_],
)
def test_one_telephone_is_one_however_dialled(country, kept, typed):
    assert telephone(typed, country) == kept


def test_different_telephones_stay_different():
    numbers = ["+49 30 1234567", "+49 30 1234568", "+31 30 1234567", "089 1234567"]
    assert all(telephone(one, "49") != telephone(other, "49") for one, other in combinations(numbers, 2))
