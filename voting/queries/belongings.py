"""The rights of a person to vote, for them to take along; never a ballot."""

from django.utils.translation import gettext_lazy as _

from city.models import Round, User
from city.queries.belongings import Part, Row, register
from voting.queries.roll import entries_of


def rights_of(user: User) -> list[Row]:
    """The rolls the person is on. Only while a round's key is there can that be told."""
    rounds = {round.pk: round.title for round in Round.objects.filter(is_imported=False)}
    entries = entries_of(user, Round.objects.filter(pk__in=rounds))
    return [
        {
            "round": rounds[pk],
            "district": entry.district.name,
            "method": entry.method,
            "level": entry.get_level_display(),
            "verified": entry.verified_on,
        }
        for pk, entry in entries.items()
    ]


register(
    Part(
        "rights_to_vote",
        _("Where you may vote"),
        {
            "round": _("Round"),
            "district": _("District"),
            "method": _("How it was proved"),
            "level": _("How well"),
            "verified": _("On"),
        },
        rights_of,
    )
)
