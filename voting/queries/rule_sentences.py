"""Each outcome rule in four sentences, for people who vote by it."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy

from voting.rules.outcomes import PRESETS

Sentences = tuple[str | Promise, ...]

SENTENCES: dict[str, Sentences] = {
    "greedy": (
        gettext_lazy("The ideas stand in a row, those with most votes in front."),
        gettext_lazy("The first is bought, then the next, as long as the purse can pay."),
        gettext_lazy("An idea that costs more than is left does not get any of it."),
        gettext_lazy("It is easy to follow, but a group that is a little larger can take the whole purse."),
    ),
    "equal-shares": (
        gettext_lazy("The purse is shared out: every voter holds the same part of it."),
        gettext_lazy("An idea is bought when the people who chose it can pay for it together, in equal parts."),
        gettext_lazy("Who has paid has less left for the next idea, so others have their turn."),
        gettext_lazy("Each group gets about as much of the purse as it has voters."),
    ),
    "phragmen": (
        gettext_lazy("All voters are given money at the same speed, from nothing."),
        gettext_lazy("The moment the people who chose an idea hold what it costs, it is bought."),
        gettext_lazy("They then hold nothing, and begin to save for the next."),
        gettext_lazy("It ends when the next idea would cost more than the purse has."),
    ),
    "max-welfare": (
        gettext_lazy("Every set of ideas that the purse can pay for is weighed, by reckoning, not one by one."),
        gettext_lazy("The set that gathers most votes in all is bought."),
        gettext_lazy("Cheap ideas do well: several of them gather more votes than a dear one."),
        gettext_lazy("Nobody is looked after in particular, so a small group may get nothing."),
    ),
}


def rule_sentences(preset: str) -> Sentences:
    """How this preset's rule goes about it; nothing for a rule without words of its own."""
    return SENTENCES.get(PRESETS[preset].rule.code, ()) if preset in PRESETS else ()
