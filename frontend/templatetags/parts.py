"""The parts pages are put together from, those that take words of any length. Always there: no load needed."""

from collections.abc import Sequence
from typing import Any

from django import template
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.translation import gettext as _

from city.models import Round
from frontend.steps import Step, sentence, vote_steps
from voting.queries.certainty import certainty_of, label
from voting.queries.certainty import sentence as sentence_of

register = template.Library()
ICONS = {"wait": "clock", "over": "stop", "good": "check"}


@register.simple_block_tag
def capture(content: str) -> str:
    """{% capture as deck %}…{% endcapture %}: words with markup, kept to be handed to another part."""
    return content


@register.simple_block_tag
def crumbs(content: str) -> str:
    """{% crumbs %}<a href="…">Rounds</a>{% endcrumbs %}: the way down to a page whose head is its own."""
    return render_to_string("components/crumbs.html", {"content": content})


@register.simple_block_tag
def pagehead(
    content: str, heading: str, *, crumbs: str = "", kicker: str = "", ways: str = "", steps: Sequence[Step] = ()
) -> str:
    """{% pagehead heading crumbs=crumbs kicker=kicker ways=ways steps=… %}deck{% endpagehead %}: how a page begins.

    `crumbs`, `kicker` and `ways` (buttons and links) are captured; `steps` are where its round stands.
    """
    parts = {"heading": heading, "crumbs": crumbs, "kicker": kicker, "ways": ways, "steps": steps, "deck": content}
    return render_to_string("components/pagehead.html", {name: _filled(part) for name, part in parts.items()})


@register.simple_block_tag
def banner(content: str, title: str, state: str = "", icon: str = "") -> str:
    """{% banner title "wait" icon="open" %}two lines at most{% endbanner %}; state: wait, over, good or none."""
    context = {"title": title, "state": state, "icon": icon or ICONS.get(state, ""), "content": _filled(content)}
    return render_to_string("components/banner.html", context)


@register.simple_block_tag
def emptystate(content: str, title: str = "", *, paint: str = "c2", is_open: object = False) -> str:
    """{% emptystate title paint="c2" %}<p>a kind sentence</p> a way on{% endemptystate %}: nothing to show yet."""
    context = {"title": title, "content": _filled(content), "paint": paint, "is_open": is_open}
    return render_to_string("components/emptystate.html", context)


@register.simple_block_tag
def tile(content: str, figure: str) -> str:
    """{% tile "53%" %}what it is a figure of{% endtile %}; tiles stand in a div of class tiles."""
    return render_to_string("components/tile.html", {"figure": figure, "content": content})


@register.inclusion_tag("components/steps.html")
def steps(of: Sequence[Step], label: str, look: str = "") -> dict[str, Any]:
    """{% steps overview.seasons label %}: coins on a line; where it is narrow a sentence tells where."""
    return {"steps": of, "label": label, "look": look, "sentence": sentence(of)}


@register.inclusion_tag("components/steps.html")
def votesteps(at: int) -> dict[str, Any]:
    """{% votesteps 2 %}: the four steps of a vote; 5 once the ballot is cast."""
    return steps(vote_steps(at), _("Steps to vote"), "few")


@register.inclusion_tag("components/certainty.html")
def certainty(round: Round, *, is_counted: object = True) -> dict[str, Any]:
    """{% certainty round %}: how final its result is, with the last moment to object while people may."""
    found = certainty_of(round, timezone.now(), is_counted=bool(is_counted))
    return {"state": found.state.value, "label": label(found), "until": found.until}


@register.simple_tag
def certainty_sentence(round: Round) -> str:
    """{% certainty_sentence round %}: the same in a sentence."""
    return sentence_of(certainty_of(round, timezone.now()))


def _filled(part: Any) -> Any:
    """The part, or nothing where it holds but blanks."""
    return part if not isinstance(part, str) or part.strip() else ""
