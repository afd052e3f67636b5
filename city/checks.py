"""What `manage.py check --deploy` refuses: secrets that anybody can read, and the demonstration's open doors."""

from typing import Any

from django.conf import settings
from django.core import checks

SHORTEST = 32
# Beginnings of what stands in examples, compared in small letters.
KNOWN = ("django-insecure", "secret", "change", "insecure", "default", "example", "test", "password", "your", "xxx")


def check_secret(**_options: Any) -> list[checks.CheckMessage]:
    """An error where SECRET_KEY is one that anybody could guess."""
    key = settings.SECRET_KEY
    if len(key) >= SHORTEST and not key.lower().startswith(KNOWN):
        return []
    told = "SECRET_KEY is too short, or one that stands in examples: whoever knows it can sign in as anybody."
    hint = "Leave SECRET_KEY out: a good one is made and kept in DATA_DIR. Or set 50 random characters."
    return [checks.Error(told, hint=hint, id="city.E001")]


def check_demonstration(**_options: Any) -> list[checks.CheckMessage]:
    """An error where the demonstration, whose officials' second codes are printed, would face the public."""
    if not (settings.DEMO and settings.IS_HTTPS):
        return []
    hint = "Unset DEMO. To show the demonstration, run it on a machine of your own."
    told = "DEMO is set where BASE_URL is https: everybody can read the second code of the demonstration's officials."
    return [checks.Error(told, hint=hint, id="city.E002")]
