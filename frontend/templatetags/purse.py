"""Purses, pictures and the other drawn parts. Always there: no load needed."""

from collections.abc import Iterable, Mapping
from math import ceil
from typing import Any

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from frontend import scenes
from frontend.figures import format_share
from frontend.ground import ground
from frontend.maps import draw
from frontend.pictures import picture_name
from frontend.qr import squares
from frontend.shares import has_room, lay_out, percent, series_of
from proposals.rules.scenes import pick_scene

Segments = Iterable[Mapping[str, Any]]
register = template.Library()
TIGHT = 60  # percent; on a phone words fit in the rest of a purse filled up to here, and in a bag at least so wide
MOST_COINS = 8
FULL = 99.9  # percent; what is missing is a rounding


@register.inclusion_tag("drawn/purse.html")
def purse(
    segments: Segments,
    total: int,
    label: str,
    rest: str = "",
    size: str = "",
    *,
    shut: bool = False,
    clasp: bool = True,
) -> dict[str, Any]:
    """{% purse segments total label %}: lengths of money in a bag that holds `total`.

    A segment is a dict: `amount`, and where wanted `series` (1 to 8, 0 plain), `code` (shown in a coin), `title`.
    `label` is a full sentence. `size`: big, mid or thin. `rest`: words in what is left. `shut`: counted, or spent.
    """
    parts = lay_out(segments, total)
    used = float(parts[-1].end) if parts else 0.0
    return {
        "parts": parts,
        "label": label,
        "rest": rest,
        "size": size,
        "shut": shut,
        "clasp": clasp,
        "has_codes": size != "thin",
        "rest_middle": percent((100 + used) / 2),
        "is_rest_tight": used > TIGHT,
        "is_full": used > FULL,
    }


@register.inclusion_tag("drawn/shares.html")
def shares(segments: Segments, total: int) -> dict[str, Any]:
    """{% shares segments total %}: who gets how much of a purse: words under each length where all have room.

    Segments as for `purse`, each with `title`, `words` (its sum) and `url`. On a phone, and without room, a list.
    """
    segments = list(segments)
    parts = lay_out(segments, total)
    return {
        "rows": list(zip(segments, parts, strict=True)),
        "fits": all(has_room(part, segment) for part, segment in zip(parts, segments, strict=True)),
    }


@register.inclusion_tag("drawn/cutoff.html")
def cutoff(inside: Segments, outside: Segments, envelope: int, label: str) -> dict[str, Any]:
    """{% cutoff winners losers envelope label %}: the purse with each winner's picture, the rest outside.

    Both at one scale. Segments as for `purse`, with `scene` and `seed` for the pictures.
    """
    outside = list(outside)
    beyond = sum(segment["amount"] for segment in outside)
    scale = max(envelope + beyond, 1)
    return {
        "inside": lay_out(inside, scale),
        "outside": lay_out([{"amount": envelope}, *outside], scale)[1:],
        "edge": percent(100 * envelope / scale),
        "middle": percent(50 * envelope / scale),
        "label": label,
    }


@register.inclusion_tag("drawn/asked.html")
def asked(segments: Segments, envelope: int, label: str, holds: str) -> dict[str, Any]:
    """{% asked segments envelope label holds %}: all that is asked for, loose, above an empty purse at one scale."""
    segments = list(segments)
    scale = max(sum(segment["amount"] for segment in segments), envelope, 1)
    width = 100 * envelope / scale
    return {
        "parts": lay_out(segments, scale),
        "width": percent(width),
        "is_tight": width < TIGHT,
        "label": label,
        "holds": holds,
    }


@register.inclusion_tag("drawn/qr.html")
def qr(text: str, label: str) -> dict[str, Any]:
    """{% qr address label %}: a code for a camera that says the text."""
    return {"code": squares(text), "label": label}


@register.simple_tag
def icon(name: str, size: str = "") -> SafeString:
    """{% icon "check" %}: check plus minus stop open shut star search clock pause play key mail arrow; size "l"."""
    return format_html(
        '<svg class="ic {}" aria-hidden="true" focusable="false"><use href="#i-{}"></use></svg>', size, name
    )


@register.simple_tag
def chip(code: str, series: int) -> SafeString:
    """{% chip code series %}: a swatch of the series that holds the number in a coin; series 0 did not fit."""
    look = f"s s{series}" if series else "out none"
    return format_html('<span class="chip {}"><b class="coin">{}</b></span>', look, code)


@register.simple_tag
def swatch(series: int) -> SafeString:
    """{% swatch series %}: a small square of the series, beside words."""
    return format_html('<i class="swatch s s{}"></i>', series)


@register.simple_tag
def bar(value: float, whole: float, series: int, *, highest: bool = False) -> SafeString:
    """{% bar votes ballots series %}: one bar on an axis from 0 to `whole`; the number stands beside it.

    With highest=True the axis ends at the highest value there is, and grows with it.
    """
    return format_html(
        '<progress class="bar s{}" value="{}" max="{}" data-bar{} aria-hidden="true"></progress>',
        series,
        value,
        max(whole, 1),
        " data-highest" if highest else "",
    )


@register.inclusion_tag("drawn/plot.html")
def plot(label: str, rows: int, sets: int = 1) -> dict[str, Any]:
    """{% plot label rows sets=2 %}: room for the chart of a table with so many rows (static/js/charts.js).

    `sets` of bars side by side; bars that lie in one another count as one.
    """
    return {"label": label, "height": max(150, rows * (sets * 20 + 14) + 90)}


@register.inclusion_tag("drawn/people.html")
def people(part: float, whole: float) -> dict[str, Any]:
    """{% people served voters %}: ten people, as many of them filled as the share says; the figure stands beside."""
    filled = round(10 * part / whole) if whole else 0
    return {"people": [{"x": 22 * place, "is_in": place < filled} for place in range(10)]}


@register.inclusion_tag("drawn/coins.html")
def coins(filled: float, total: float) -> dict[str, Any]:
    """{% coins 2.1 2.8 %}: a coin for each of a voter's choices (the last begun), filled as far as they came true."""
    number = min(ceil(total - 0.05), MOST_COINS) or 1
    parts = [min(max(filled - place, 0.0), 1.0) for place in range(number)]
    drawn = [{"x": 34 * place, "width": percent(30 * part) if part else ""} for place, part in enumerate(parts)]
    return {"coins": drawn, "width": 34 * number}


@register.filter(name="percent")
def percent_of(value: float) -> str:
    """{{ tower.x|percent }}: a length for an attribute, 35.833%."""
    return f"{percent(value)}%"


@register.filter
def series(place: int) -> int:
    """{{ forloop.counter|series }}: the series of the nth project, 1 to 8."""
    return series_of(place)


@register.inclusion_tag("drawn/picture.html")
def scene(key: str, label: str = "", seed: int = 0, *, is_first: bool = False) -> dict[str, Any]:
    """{% scene key label seed %}: the picture of a proposal; without a label it is decoration. The seed varies it.

    `is_first`: among the first things seen, so it does not wait to be scrolled to.
    """
    width, height = scenes.size_of(key)
    return {"name": picture_name(key, seed), "label": label, "width": width, "height": height, "is_first": is_first}


@register.filter
def picture(key: str, seed: int) -> str:
    """{{ key|picture:seed }}: the name a picture is fetched by."""
    return picture_name(key, seed)


@register.filter
def scene_for(words: str) -> str:
    """{{ proposal.title|scene_for }}: the key of the picture that suits the words."""
    return pick_scene(words)


@register.inclusion_tag("drawn/picture.html")
def door(*, is_open: object = False, paint: str = "c4") -> dict[str, Any]:
    """{% door is_open=True paint="c2" %}: ajar with light and a person, or closed. Paint: c1, c2 or c4."""
    return {**scene(f"{'open' if is_open else 'shut'}-{paint}"), "look": "door"}


@register.inclusion_tag("drawn/map.html")
def districtmap(
    districts: Segments,
    label: str = "",
    on: str = "",
    point: tuple[float, float] | None = None,
    pins: Segments = (),
) -> dict[str, Any]:
    """{% districtmap districts label on=code point=place pins=pins %}: the city from GeoJSON, as frontend/maps.py says.

    Districts that have a `url` are links, and so are pins; `on` lights one district up, `point` pins one place. A
    district may bring a `share` (part, whole) in place of the words of its `value`.
    """
    drawing = draw([_told(district) for district in districts], point, list(pins), ground())
    return {"drawing": drawing, "label": label or _("Map of the districts"), "on": on}


def _told(district: Mapping[str, Any]) -> Mapping[str, Any]:
    """The district with its share in words."""
    if "share" not in district:
        return district
    part, whole = district["share"]
    return {"value": format_share(part, whole, digits=1), **district}
