"""Elections of every kind, drawn by hypothesis."""

from datetime import date

from hypothesis import strategies as st

from voting.rules.ballots import KINDS
from voting.rules.contest import Contest, Limits, Project
from voting.rules.pabulib.election import Election, Listing
from voting.rules.pabulib.meta import vote_type
from voting.rules.pabulib.rows import composed

WITHDRAWN_MINOR = 999_999_999_00
words = st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"]), max_size=12).map(
    lambda text: composed(composed(text).strip())
)
codes = words.filter(lambda code: code and "," not in code)
items = words.map(lambda text: text.replace(",", "").strip())
lists = st.lists(items.filter(bool), max_size=2).map(tuple)
numbers = st.none() | st.integers(0, 3)


@st.composite
def elections(draw):
    """An election that a file could hold: what is in it is what a reader would make of it."""
    kind = draw(st.sampled_from([*KINDS]))
    listings = [draw(_listing(code)) for code in draw(st.lists(codes, min_size=1, max_size=4, unique=True))]
    projects = {listing.code: draw(_project(listing)) for listing in listings}
    envelope_minor = draw(st.integers(1, 10**9))
    contest = Contest(
        district="",
        envelope_minor=envelope_minor,
        currency="EUR",
        kind=kind,
        projects=projects,
        limits=Limits(
            min_choices=draw(st.integers(0, 1)),
            max_choices=1 if kind == "choose-one" else draw(st.none() | st.integers(1, len(projects))),
            max_spend_minor=draw(st.integers(0, 10**9)) if kind == "knapsack" else None,
            points=draw(st.none() | st.integers(1, 10)) if kind == "points" else None,
        ),
        withdrawn=frozenset(code for code in projects if projects[code].cost_minor == WITHDRAWN_MINOR),
    )
    ballots = draw(st.lists(_ballot(kind, [*projects]), max_size=6))
    columns = draw(st.lists(st.sampled_from(["age", "sex", "hobby"]), unique=True))
    voters = {name: [draw(_said(name)) for _ in ballots] for name in columns}
    return Election(
        meta=draw(_meta(contest)),
        place="",
        begins_on=date(2025, 3, 1),
        ends_on=date(2025, 12, 31),
        contest=contest,
        listings={listing.code: listing for listing in listings},
        ballots=ballots,
        voters=voters,
    )


def _listing(code):
    point = st.none() | st.decimals(-90, 90, places=4)
    return st.builds(
        Listing,
        code=st.just(code),
        selected=numbers,
        categories=lists,
        beneficiaries=lists,
        neighborhood=words,
        description=words,
        latitude=point,
        longitude=point,
        more=st.dictionaries(st.sampled_from(["proposer", "height"]), words.filter(bool)),
    )


def _project(listing):
    return st.builds(
        Project,
        code=st.just(listing.code),
        title=words.map(lambda title: title or listing.code),
        cost_minor=st.integers(0, 10**9) | st.just(WITHDRAWN_MINOR),
        category=st.just((listing.categories or ("",))[0]),
    )


def _ballot(kind, named):
    chosen = st.lists(st.sampled_from(named), unique=True)
    if kind == "points":
        chosen = chosen.flatmap(
            lambda codes: st.tuples(
                *(st.fixed_dictionaries({"p": st.just(code), "w": st.integers(1, 9)}) for code in codes)
            )
        ).map(list)
    return chosen.map(KINDS[kind].canonical)


def _said(name):
    return {"age": st.integers(-1, 130).map(str), "sex": st.sampled_from(["M", "F", ""])}.get(name, words)


def _meta(contest):
    needed = ("description", "country", "unit", "instance", "rule")
    own = {
        "currency": st.just("EUR"),
        "vote_type": st.just(vote_type(contest)),
        "date_begin": st.just("01.03.2025"),
        "date_end": st.just("2025"),
    }
    return st.fixed_dictionaries(
        {key: words.filter(bool) for key in needed} | own, optional={"edition": words.filter(bool)}
    )
