"""What a round's own rows say for its manifest."""

from collections.abc import Mapping, Sequence
from types import MappingProxyType

from city.models import Envelope, Round
from city.rules.phases import PhaseKind
from voting.rules.manifest import DistrictPart, Terms
from voting.rules.outcomes import PUBLISHED_TIES
from voting.rules.outcomes.counting import rule_parameters
from voting.rules.terms import Draft, Season

NO_LOG: Mapping[str, str] = MappingProxyType({})


def terms(
    round: Round,
    parts: Sequence[DistrictPart],
    *,
    key_hash: str,
    log: Mapping[str, str] = NO_LOG,
    tie_order: str = PUBLISHED_TIES,
) -> Terms:
    """The terms of a round with a voting phase; `key_hash` is "" and `log` empty for a round that has none."""
    voting = round.stretch(PhaseKind.VOTING)
    if voting is None:
        raise RuntimeError("a round without a voting phase cannot be frozen")
    return Terms(
        round=round.slug,
        currency=round.currency,
        kind=round.ballot_kind,
        limits=_limits(round),
        scoring=round.scoring,
        rule=round.rule,
        parameters=rule_parameters(round.rule, round.rule_parameters),
        seed=round.tie_seed,
        tie_order=tie_order,
        may_vote_in=round.may_vote_in,
        may_vote_in_count=round.may_vote_in_count,
        min_level=round.min_level,
        visibility=round.visibility,
        k=round.k,
        mmd_minutes=round.mmd_minutes,
        opens_at=voting.opens_at,
        closes_at=voting.closes_at,
        key_hash=key_hash,
        districts=parts,
        min_age=round.min_age,
        postcodes=round.postcodes,
        log=log,
    )


def _limits(round: Round) -> dict[str, int | None]:
    return {
        "min_choices": round.min_choices,
        "max_choices": round.max_choices,
        "min_spend": round.min_spend_minor,
        "max_spend": round.max_spend_minor,
        "points": round.points,
        "max_points_each": round.max_points_each,
    }


def drafted(round: Round) -> Draft:
    """The terms of a round that is not frozen, as officials set them."""
    purses = Envelope.objects.filter(round=round).values_list("district__code", "amount_minor")
    return Draft(
        kind=round.ballot_kind,
        min_choices=round.min_choices,
        max_choices=round.max_choices,
        min_spend_minor=round.min_spend_minor,
        max_spend_minor=round.max_spend_minor,
        points=round.points,
        max_points_each=round.max_points_each,
        scoring=round.scoring,
        may_vote_in=round.may_vote_in,
        may_vote_in_count=round.may_vote_in_count,
        min_level=round.min_level,
        min_age=round.min_age,
        postcodes=round.postcodes,
        visibility=round.visibility,
        k=round.k,
        seasons={stretch.kind: Season(stretch.opens_at, stretch.closes_at) for stretch in round.stretches},
        purses=dict(purses),
    )
