import pytest

from city.checks import check_demonstration, check_secret


@pytest.mark.parametrize("key", ["short", "secret", "change-me-" + "x" * 50, "django-insecure-" + "a8" * 30])
def test_a_secret_that_anybody_could_guess_is_refused(settings, key):
    settings.SECRET_KEY = key
    assert [found.id for found in check_secret()] == ["city.E001"]


def test_a_secret_of_its_own_is_none(settings):
    settings.SECRET_KEY = "v9Kq0sXo4mWc2yJr8TnZb6Lh1GdEfPaU"
    assert check_secret() == []


@pytest.mark.parametrize(
    ("demo", "https", "found"), [(True, True, ["city.E002"]), (True, False, []), (False, True, [])]
)
def test_the_demonstration_does_not_face_the_public(settings, demo, https, found):
    settings.DEMO, settings.IS_HTTPS = demo, https
    assert [message.id for message in check_demonstration()] == found
