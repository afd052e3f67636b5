"""What `manage.py check` says about the brand of a city."""

from typing import Any

from django.conf import settings
from django.core import checks

from frontend.brand import LOGO_KINDS, faults, logo


def check_brand(**_options: Any) -> list[checks.CheckMessage]:
    """An error for each colour that would make pages hard to read; a warning where the city's mark is missing."""
    found: list[checks.CheckMessage] = [checks.Error(what, hint=hint, id="frontend.E001") for what, hint in faults()]
    if settings.BRAND_LOGO and logo() is None:
        told = f"BRAND_LOGO: there is no {settings.BRAND_LOGO} in DATA_DIR that can be shown."
        hint = f"Put a file there and name it without a folder; it ends in {', '.join(LOGO_KINDS)}."
        found.append(checks.Warning(told, hint=hint, id="frontend.W001"))
    return found
