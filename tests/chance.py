"""Chance that is the same in every run: no test fails one time in twenty."""

import os
import random

import pytest


def draw_alike(name: str, patch: pytest.MonkeyPatch) -> None:
    """Let all that `secrets`, `uuid4` and `SystemRandom` draw in this process follow from the name, until undone."""
    drawn = random.Random(name)
    patch.setattr(os, "urandom", drawn.randbytes)
    patch.setattr(random, "_urandom", drawn.randbytes)  # what SystemRandom draws from, and so `secrets`
