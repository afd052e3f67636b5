from budgets.rules.delivery import Delivery, Progress


def test_what_is_left_and_what_is_unpaid():
    delivery = Delivery(awarded_minor=100, committed_minor=70, paid_minor=20)
    assert (delivery.left_minor, delivery.unpaid_minor) == (30, 50)


def test_deliveries_add_up():
    assert Delivery(100, 70, 20) + Delivery(10, 7, 2) == Delivery(110, 77, 22)


def test_paid_means_all_of_it_and_more_than_nothing():
    assert Delivery(100, 100, 100).is_paid
    assert not Delivery(100, 100, 99).is_paid
    assert not Delivery().is_paid


def test_how_far_the_money_has_come():
    assert Delivery(100).progress is Progress.WAITING
    assert Delivery(100, 1).progress is Progress.UNDER_WAY
    assert Delivery(100, 100, 100).progress is Progress.PAID
