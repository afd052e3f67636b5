from city.rules.phases import Verb
from city.rules.roles import VERBS, Role, may

RESIDENTS_OWN = {Verb.SUBMIT, Verb.WITHDRAW, Verb.CAST}


def test_nobody_may_anything_by_default():
    assert not any(may(frozenset(), verb) for verb in Verb)


def test_every_role_says_what_it_carries():
    assert set(VERBS) == set(Role)


def test_every_act_of_an_official_has_a_role_and_no_act_of_a_resident_has():
    carried = {verb for verbs in VERBS.values() for verb in verbs}
    assert carried == set(Verb) - RESIDENTS_OWN


def test_who_publishes_does_not_count():
    assert may(frozenset({Role.MODERATOR}), Verb.PUBLISH)
    assert not may(frozenset({Role.MODERATOR}), Verb.COUNT)
