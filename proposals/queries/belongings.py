"""The proposals of a person, for them to take along."""

from django.utils.translation import gettext_lazy as _

from city.models import User
from city.queries.belongings import Part, Row, register
from proposals.models import Proposal

COLUMNS = ("title", "summary", "body", "place", "language", "cost_asked_minor", "submitted_at", "published_at")


def proposals_of(user: User) -> list[Row]:
    own = Proposal.objects.filter(author=user).select_related("round")
    return [
        {"round": one.round.title, "status": one.get_status_display()} | {name: getattr(one, name) for name in COLUMNS}
        for one in own
    ]


register(
    Part(
        "proposals",
        _("Your proposals"),
        {
            "round": _("Round"),
            "status": _("Status"),
            "title": _("Title"),
            "summary": _("In short"),
            "body": _("In full"),
            "place": _("Place"),
            "language": _("Language"),
            "cost_asked_minor": _("Your estimate, in cents or the like"),
            "submitted_at": _("Sent in"),
            "published_at": _("Published"),
        },
        proposals_of,
    )
)
