"""All that is tied to a person's account, for them to read and to take along. Each room registers its part."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from city.models import AuditEntry, RoleGrant, SignIn, User

Row = Mapping[str, Any]


@dataclass(frozen=True)
class Part:
    """One kind of thing: its name for programs, its title for people, a label for each column, and a person's rows."""

    key: str
    title: Any
    labels: Mapping[str, Any]
    rows: Callable[[User], list[Row]]


PARTS: list[Part] = []


def register(part: Part) -> None:
    """Called where a room's `queries/belongings.py` is imported, which the city does when everything is loaded."""
    PARTS.append(part)


def belongings(user: User) -> dict[str, list[Row]]:
    """The rows of every part, by its key."""
    return {part.key: part.rows(user) for part in PARTS}


def account_of(user: User) -> list[Row]:
    return [{"email": user.email, "name": user.name, "language": user.language, "joined": user.joined_at}]


def residency_of(user: User) -> list[Row]:
    home = getattr(user, "residency", None)
    if home is None:
        return []
    proof = {"method": home.method, "level": home.get_level_display(), "verified": home.verified_on}
    return [{"district": home.district.name, **proof}]


def offices_of(user: User) -> list[Row]:
    grants = RoleGrant.objects.filter(user=user).select_related("round")
    return [{"role": grant.role, "round": grant.round.title if grant.round else ""} for grant in grants]


def sign_ins_of(user: User) -> list[Row]:
    found = SignIn.objects.filter(user=user)
    return [{"device": str(one), "since": one.began_at, "seen": one.seen_at} for one in found]


def acts_of(user: User) -> list[Row]:
    """What the record says the person did. Casting a ballot is not in it."""
    acts = AuditEntry.objects.filter(actor=user)
    return [
        {"number": act.number, "at": act.at, "verb": act.verb, "subject": f"{act.subject_kind} {act.subject_key}"}
        for act in acts
    ]


for _part in (
    Part(
        "account",
        _("Your account"),
        {
            "email": _("E-mail address"),
            "name": _("Name shown in public"),
            "language": _("Language"),
            "joined": _("Since"),
        },
        account_of,
    ),
    Part(
        "residency",
        _("Where you live"),
        {"district": _("District"), "method": _("How it was proved"), "level": _("How well"), "verified": _("On")},
        residency_of,
    ),
    Part("offices", _("Your offices"), {"role": _("Office"), "round": _("In this round alone")}, offices_of),
    Part(
        "sign_ins",
        _("Where you are signed in"),
        {"device": _("Device"), "since": _("Since"), "seen": _("Last seen")},
        sign_ins_of,
    ),
    Part(
        "acts",
        _("What you did, as the record has it"),
        {"number": _("Entry"), "at": _("When"), "verb": _("What"), "subject": _("To what")},
        acts_of,
    ),
):
    register(_part)
