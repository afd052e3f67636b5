"""What authors are told by mail, in their own language."""

from django.conf import settings
from django.template.loader import render_to_string
from django.utils.translation import override

from city.actions.mail import post
from proposals.models import Proposal


def tell_author(proposal: Proposal, letter: str, reason: str = "") -> None:
    """Post the letter, a template whose first line is the subject, to the author, if the proposal has one."""
    author = proposal.author
    if author is None:
        return
    with override(author.language or proposal.language):
        context = {"proposal": proposal, "reason": reason, "base_url": settings.BASE_URL}
        text = render_to_string(letter, context)
    subject, _, body = text.strip().partition("\n")
    post(to=author, subject=subject, text=body.strip() + "\n")
