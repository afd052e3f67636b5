"""What a round is about right now, in words: a headline, a sentence or two, and what one can do."""

from collections.abc import Callable
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from city.queries.money import format_money
from frontend.figures import format_day
from frontend.overview import Overview
from frontend.stages import Stage
from voting.queries.certainty import certainty_of, sentence


@dataclass(frozen=True)
class Way:
    """Somewhere to go from here."""

    label: str
    url: str


@dataclass(frozen=True)
class Telling:
    """The first of the ways is the obvious one."""

    headline: str
    deck: str
    ways: list[Way]


def tell(overview: Overview) -> Telling:
    """Tell the round as it stands."""
    return TELLINGS[overview.stage](overview)


def _coming(overview: Overview) -> Telling:
    opens = overview.proposing or overview.voting
    when = _("It opens on %(day)s.") % {"day": format_day(opens.opens_at)} if opens else _("Its dates are not set yet.")
    return Telling(overview.round.title, _join(when, overview.round.summary), [])


def _proposing(overview: Overview) -> Telling:
    count = overview.counts["public"]
    ideas = ngettext("One idea is in.", "%(count)s ideas are in.", count) % {"count": count}
    headline = _("%(sum)s to spend. What is missing on your street?") % {"sum": _purse(overview)}
    ways = [
        _way(overview, _("Propose something"), "proposals:propose"),
        _way(overview, _("See what is proposed"), "proposals:proposals"),
    ]
    return Telling(headline, _join(ideas, overview.round.summary), ways)


def _checking(overview: Overview) -> Telling:
    count = overview.counts["public"]
    headline = ngettext(
        "One idea is in. Now the city checks it.", "%(count)s ideas are in. Now the city checks them.", count
    )
    how = _("Officials look at whether each can be done, and what it costs.")
    voting = overview.voting
    when = ""
    if voting and voting.opens_at > overview.now:
        when = _("You can vote from %(day)s.") % {"day": format_day(voting.opens_at)}
    return Telling(headline % {"count": count}, _join(how, when), [_ideas(overview)])


def _voting(overview: Overview) -> Telling:
    count = overview.counts["listed"]
    ideas = ngettext(
        "One idea of your neighbours is on the ballot, checked and priced by the city.",
        "%(count)s ideas of your neighbours are on the ballot, checked and priced by the city.",
        count,
    )
    headline = _("%(sum)s of this city’s money. You say what it builds.") % {"sum": _purse(overview)}
    ways = [
        _way(overview, _("Vote"), "voting:vote"),
        _way(overview, _("Watch the count"), "voting:live"),
        _ideas(overview),
    ]
    return Telling(headline, _join(ideas % {"count": count}, overview.round.summary), ways)


def _counting(overview: Overview) -> Telling:
    if overview.round.is_imported:
        deck = _("This election was held elsewhere. Nobody has counted it again here yet.")
        return Telling(overview.round.title, _join(deck, overview.round.summary), [_ideas(overview)])
    headline = _("The vote is closed. Now it is counted.")
    deck = _("As soon as the last ballots are in the count, every winner stands here.")
    return Telling(headline, deck, [_way(overview, _("See how many voted"), "voting:live"), _ideas(overview)])


def _decided(overview: Overview) -> Telling:
    headline = ngettext("One idea is funded", "%(count)s ideas are funded", len(overview.awards))
    return _awarded(overview, headline, [_results(overview), _money(overview)])


def _building(overview: Overview) -> Telling:
    headline = ngettext("One idea is being built", "%(count)s ideas are being built", len(overview.awards))
    return _awarded(overview, headline, [_money(overview), _results(overview)])


def _built(overview: Overview) -> Telling:
    headline = ngettext("One idea is built and paid", "%(count)s ideas are built and paid", len(overview.awards))
    return _awarded(overview, headline, [_money(overview), _results(overview)])


def _cancelled(overview: Overview) -> Telling:
    headline = _("%(round)s was cancelled") % {"round": overview.round.title}
    deck = _("Nobody votes in it any more, and it gives no money to anybody. What was published stays here.")
    return Telling(headline, deck, [_ideas(overview)])


def _awarded(overview: Overview, headline: str, ways: list[Way]) -> Telling:
    round, money = overview.round, overview.delivery
    shared = _("They share %(awarded)s of the %(sum)s that were set aside.") % {
        "awarded": format_money(money.awarded_minor, round.currency),
        "sum": _purse(overview),
    }
    if round.certified_at and money.paid_minor:
        state = _("So far %(paid)s are paid.") % {"paid": format_money(money.paid_minor, round.currency)}
    else:
        state = sentence(certainty_of(round, overview.now))
    return Telling(headline % {"count": len(overview.awards)}, _join(shared, state), [*ways, _ideas(overview)])


def _purse(overview: Overview) -> str:
    return format_money(overview.total_minor, overview.round.currency)


def _join(*sentences: str) -> str:
    return " ".join(filter(None, sentences))


def _way(overview: Overview, label: str, name: str) -> Way:
    return Way(label, reverse(name, args=[overview.round.slug]))


def _ideas(overview: Overview) -> Way:
    count = overview.counts["public"]
    label = ngettext("See the one idea", "See all %(count)s ideas", count) % {"count": count}
    return _way(overview, label, "proposals:proposals")


def _results(overview: Overview) -> Way:
    return _way(overview, _("See the results"), "voting:results")


def _money(overview: Overview) -> Way:
    return _way(overview, _("Follow the money"), "budgets:round")


TELLINGS: dict[Stage, Callable[[Overview], Telling]] = {
    Stage.COMING: _coming,
    Stage.PROPOSING: _proposing,
    Stage.CHECKING: _checking,
    Stage.VOTING: _voting,
    Stage.COUNTING: _counting,
    Stage.DECIDED: _decided,
    Stage.BUILDING: _building,
    Stage.BUILT: _built,
    Stage.CANCELLED: _cancelled,
}
