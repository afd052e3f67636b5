"""How final the result of a round is, in words and for programs."""

from datetime import datetime
from typing import Any

from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext

from city.models import Round
from city.rules.phases import PhaseKind
from voting.rules.certainty import Certainty, Facts, State, certainty

LABELS: dict[State, Any] = {
    State.UNCOUNTED: gettext_lazy("Not counted yet"),
    State.PROVISIONAL: gettext_lazy("Provisional result"),
    State.UNDER_CHALLENGE: gettext_lazy("Provisional, open to challenge"),
    State.CERTIFIED: gettext_lazy("Certified result"),
    State.KEY_DESTROYED: gettext_lazy("Certified, key destroyed"),
    State.CANCELLED: gettext_lazy("Cancelled round"),
    State.IMPORTED: gettext_lazy("Held elsewhere, counted here"),
}
SENTENCES: dict[State, Any] = {
    State.UNCOUNTED: gettext_lazy("There is no result yet."),
    State.PROVISIONAL: gettext_lazy(
        "The ballots are counted. The result becomes final when two election officers certify it."
    ),
    State.UNDER_CHALLENGE: gettext_lazy(
        "The ballots are counted. Anyone may object until %(until)s; after that two election officers certify the"
        " result."
    ),
    State.CERTIFIED: gettext_lazy("Two election officers made this result final on %(since)s."),
    State.KEY_DESTROYED: gettext_lazy(
        "The result is final. On %(since)s the key that could connect voters with ballots was destroyed."
    ),
    State.CANCELLED: gettext_lazy("This round was cancelled on %(since)s. What was counted decides nothing."),
    State.IMPORTED: gettext_lazy("Held elsewhere, and counted again here from what was published."),
}


def certainty_of(round: Round, now: datetime, *, is_counted: bool = True) -> Certainty:
    """How final the round's result is at `now`. Reads nothing besides the round and its phases."""
    facts = Facts(
        is_imported=round.is_imported,
        is_counted=is_counted,
        certified_at=round.certified_at,
        key_destroyed_at=round.key_destroyed_at,
        cancelled_at=round.cancelled_at,
        challenging=round.stretch(PhaseKind.CHALLENGING),
    )
    return certainty(facts, now)


def label(found: Certainty) -> str:
    """The state in two words or three."""
    return str(LABELS[found.state])


def sentence(found: Certainty) -> str:
    """The state in a sentence, with its moment."""
    moments = {name: _moment(at) for name, at in (("since", found.since), ("until", found.until)) if at}
    return str(SENTENCES[found.state]) % moments if moments else str(SENTENCES[found.state])


def as_json(found: Certainty) -> dict[str, Any]:
    """The state for programs: moments in UTC, null where there are none."""
    return {"state": found.state.value, "since": found.since, "until": found.until}


def comment(found: Certainty) -> str:
    """The state as a file in English says it, the same in every language of the site."""
    when = found.until or found.since
    told = f" {when:%Y-%m-%dT%H:%M:%SZ}" if when else ""
    return f"State of the result: {found.state.value.replace('_', ' ')}{' until' if found.until else ''}{told}."


def _moment(at: datetime) -> str:
    return date_format(localtime(at), pgettext("date format", "j F Y, H:i")) or _("an unknown day")
