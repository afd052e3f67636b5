"""What authors are told by mail, in their own language."""

from city.actions.mail import post_letter
from proposals.models import Proposal


def tell_author(proposal: Proposal, letter: str, reason: str = "") -> None:
    """Post the letter to the author, if the proposal has one."""
    if proposal.author is not None:
        context = {"proposal": proposal, "reason": reason}
        post_letter(to=proposal.author, letter=letter, context=context, language=proposal.language)
