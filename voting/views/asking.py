"""Asking for an act on a vote: what it does, why, and then somebody else approves it."""

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from city.models import Round, User
from city.queries.permissions import may
from city.rules.phases import Verb
from city.views.asking import ask_for
from city.views.proof import reauthenticated
from voting.forms.asking import FORMS
from voting.views.access import for_officers, in_round

DECKS = {
    Verb.FREEZE: gettext_lazy("Costs, ballots, purses and the rule are fixed for good: nobody can change them then."),
    Verb.EXTEND: gettext_lazy("People get more time to vote, for instance after the site could not be reached."),
    Verb.CLOSE_EARLY: gettext_lazy("Nobody can vote any more once this is approved. Ballots that are in count."),
    Verb.AMEND: gettext_lazy(
        "For an error on the ballot. Ballots that are in stay as they are, and voters are told what changed and why."
    ),
    Verb.WITHDRAW_LISTED: gettext_lazy(
        "For an idea that cannot be built any more. It stays on the page with your reason, and nobody can choose it."
    ),
    Verb.VOID: gettext_lazy(
        "For a ballot that its voter did not cast. It counts no more, and the voter may vote again while the vote is"
        " open. Nobody sees what it says."
    ),
    Verb.CLOSE_STATION: gettext_lazy(
        "The papers of one district at one station are counted, and what two people read in them joins the count. The"
        " numbers are public."
    ),
    Verb.CERTIFY: gettext_lazy("The result becomes final. It is done once and cannot be taken back."),
    Verb.CANCEL: gettext_lazy(
        "The round is called off for good, and your reason is public. A vote that is open closes at once; all that is"
        " published stays to be read. The round can be held again."
    ),
    Verb.DESTROY_KEY: gettext_lazy(
        "The key is all that could connect the roll with ballots. Once it is destroyed nobody can, and it cannot be"
        " undone."
    ),
}

# What an act does to ballots that are in already: whoever asks for it knows before.
EFFECTS = {
    Verb.EXTEND: gettext_lazy("They stay in and count. Whoever cast one may change it until the new closing."),
    Verb.CLOSE_EARLY: gettext_lazy("They count as they are. Nobody can change one any more."),
    Verb.AMEND: gettext_lazy(
        "They stay as they are and count, also where they would cost too much now. A new ballot, and one that is"
        " changed, is held to the new cost. The winners are worked out with the new cost."
    ),
    Verb.WITHDRAW_LISTED: gettext_lazy(
        "They stay as they are. The idea counts for nothing on them; all else they say counts. On a ranking its place"
        " stays empty: nothing moves up. Whoever named it may choose anew until the vote closes."
    ),
}


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@in_round
@for_officers
@reauthenticated
def ask(request: HttpRequest, round: Round, user: User, kind: str) -> HttpResponse:
    """Open a case of this kind in the round."""
    verb = next((verb for verb in FORMS if verb.value == kind), None)
    if verb is None:
        raise Http404
    if not may(user, verb, round):
        raise PermissionDenied
    form = FORMS[verb](request.POST or None, request.FILES or None, round=round)
    crumbs = [(reverse("frontend:desk"), _("The desk")), (reverse("voting:desk_round", args=[round.slug]), round.title)]
    return ask_for(request, user, verb, form, crumbs, str(DECKS[verb]), EFFECTS.get(verb, ""))
