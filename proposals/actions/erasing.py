"""What goes when an author has their account erased."""

from datetime import datetime

from city.actions.erasure import register_eraser
from city.models import User
from proposals.models import Proposal


def erase_unpublished(*, actor: User, now: datetime) -> None:  # noqa: ARG001 - every eraser is called alike
    """Remove what nobody but the author and the city ever saw. What was published stays, by a former user."""
    Proposal.objects.filter(author=actor, published_at=None, code="").delete()


register_eraser(erase_unpublished)
