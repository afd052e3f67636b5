"""The desk: a registrar sees the person, and where they live. Their own pages are in voting/views/registrar.py."""

from django.utils.translation import gettext_lazy as _

from city.models.people import Level
from voting.actions.attesting import METHOD
from voting.views.checks.proof import Check

CHECK = Check(
    code=METHOD,
    level=Level.ATTESTED,
    method=_("At the desk"),
    title=_("Come to the city’s desk"),
    words=_(
        "Bring your identity card or a neighbour who vouches for you, and a letter that shows your address. Without an"
        " e-mail address you can vote there as well."
    ),
)
