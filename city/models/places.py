"""Places: the districts of the city."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class District(models.Model):
    """A part of the city, or (city-wide) all of it, that has a purse of its own in a round."""

    code = models.SlugField(max_length=64, unique=True)
    name = models.CharField(max_length=200)
    boundary = models.JSONField(_("GeoJSON geometry"), null=True, blank=True)
    is_citywide = models.BooleanField(default=False)
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["position", "name"]

    def __str__(self) -> str:
        return self.name
