"""The names the format knows, in the order its checker asks for."""

from collections.abc import Iterable

META = (
    *("description", "country", "unit", "district", "subunit", "instance", "num_projects", "num_votes", "budget"),
    *("vote_type", "rule", "date_begin", "date_end", "min_length", "max_length", "min_sum_cost", "max_sum_cost"),
    *("min_points", "max_points", "min_sum_points", "max_sum_points", "default_score", "min_project_cost"),
    *("max_project_cost", "min_project_score_threshold", "neighborhoods", "subdistricts", "categories", "edition"),
    *("language", "currency", "fully_funded", "experimental", "comment", "acknowledgments", "leftover_budget"),
    *("budget_per_category", "budget_per_neighborhood", "min_length_per_category", "max_length_per_category"),
    *("min_sum_cost_per_category", "max_sum_cost_per_category"),
)
PROJECTS = (
    *("project_id", "cost", "votes", "score", "name", "category", "beneficiaries", "selected", "neighborhood"),
    *("subunit", "district", "description", "proposer", "public_id", "latitude", "longitude"),
)
VOTES = (
    *("voter_id", "vote", "points", "age", "sex", "voting_method", "district", "neighborhood", "education"),
    *("topic_preference_transport", "topic_preference_culture", "topic_preference_nature", "district_preference"),
    *("time_taken_seconds", "format_easiness", "format_expressiveness", "format_rank"),
)


def in_order(names: Iterable[str], known: tuple[str, ...]) -> list[str]:
    """Sort names as the format has them; those it does not know come last, as they stand."""
    places = {name: place for place, name in enumerate(known)}
    return sorted(names, key=lambda name: places.get(name, len(places)))
