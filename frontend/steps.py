"""Where something stands on its way, as the line of steps shows it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import pgettext


@dataclass(frozen=True)
class Step:
    """One step: `state` is done, on or next; with its days, or a word about it, where it has any."""

    name: str
    state: str
    opens_at: datetime | None = None
    closes_at: datetime | None = None
    note: str = ""


def sentence(steps: Sequence[Step]) -> str:
    """Where the way stands, in words; nothing where there are no steps."""
    count = len(steps)
    for number, step in enumerate(steps, start=1):
        if step.state != "done":
            where = {"name": step.name, "n": number, "count": count}
            if step.state == "on":
                return _("%(name)s, step %(n)s of %(count)s") % where
            return _("Next: %(name)s, step %(n)s of %(count)s") % where
    return _("All %(count)s steps are done") % {"count": count} if steps else ""


def vote_steps(at: int) -> list[Step]:
    """The four steps of a vote for somebody who is at the nth; 5 once the ballot is cast."""
    names = [_("District"), _("Choose"), _("Check"), pgettext("step of a vote", "Cast")]
    return [Step(name, _state(number, at)) for number, name in enumerate(names, start=1)]


def _state(number: int, at: int) -> str:
    if number == at:
        return "on"
    return "done" if number < at else "next"
