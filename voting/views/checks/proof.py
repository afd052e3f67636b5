"""What a check is: a way to prove who one is and where one lives."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse

from city.models import Round, User
from city.models.people import Level


@dataclass(frozen=True)
class Check:
    """`code` stands on the roll and in addresses, `method` in counts; `show` is its page, None where it has none."""

    code: str
    level: Level
    method: Any
    title: Any
    words: Any
    show: Callable[[HttpRequest, Round, User], HttpResponse] | None = None

    @property
    def has_page(self) -> bool:
        return self.show is not None
