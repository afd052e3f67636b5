"""A column that repeats other columns in the form in which they are searched."""

from typing import Any

from django.db import models

from proposals.rules.texts import fold


class FoldedTextField(models.TextField[str, str]):
    """The folded texts of the fields in `of`, written whenever the row is: nobody who writes can forget it.

    Both databases compare accents in ways of their own; text folded here is found alike on both.
    """

    def __init__(self, *args: Any, of: tuple[str, ...], **kwargs: Any) -> None:
        self.of = of
        super().__init__(*args, **{"editable": False, "blank": True} | kwargs)

    def deconstruct(self) -> Any:
        name, path, args, kwargs = super().deconstruct()
        return name, path, args, kwargs | {"of": self.of}

    def pre_save(self, model_instance: models.Model, add: bool) -> str:  # noqa: ARG002, FBT001 - Django's signature
        return fold("\n".join(getattr(model_instance, field) for field in self.of))
