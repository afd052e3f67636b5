"""People: no faces, mixed skin tones and ages. Heights in pixels of a 480 by 300 picture."""

from frontend.scenes.chance import Chance
from frontend.scenes.parts import circle, line, num, path

TOPS = ("k-c1", "k-c2", "k-c3", "k-c4", "k-c5")
SKINS = ("k-sk1", "k-sk2", "k-sk3")
HAIRS = ("k-ink", "k-ink", "k-roof", "k-paper")


def person(
    x: float,
    base: float,
    h: float = 58,
    top: str = "k-c1",
    skin: str = "k-sk1",
    hair: str = "k-ink",
    *,
    leg: str = "",
    dress: bool = False,
) -> str:
    """Someone standing or walking at x, feet on `base`."""
    u = h / 58
    body = _dress(x, base, u, top, leg) if dress else _trousers(x, base, u, top, leg)
    cap = f"M{num(x - 5.8 * u)} {num(base - 50 * u)} a{num(5.8 * u)} {num(5.8 * u)} 0 0 1 {num(11.6 * u)} 0 q{num(-6 * u)} {num(-3.4 * u)} {num(-11.6 * u)} 0Z"
    return body + circle(x, base - 50 * u, 5.6 * u, skin) + path(cap, hair)


def _dress(x: float, base: float, u: float, top: str, leg: str) -> str:
    skirt = f"M{num(x - 5 * u)} {num(base - 40 * u)} h{num(10 * u)} l{num(6 * u)} {num(26 * u)} h{num(-22 * u)}Z"
    legs = f"M{num(x - 3 * u)} {num(base - 14 * u)} V{num(base)} M{num(x + 3 * u)} {num(base - 14 * u)} V{num(base)}"
    return path(skirt, top) + line(legs, f"leg {leg}".strip(), 4.4 * u)


def _trousers(x: float, base: float, u: float, top: str, leg: str) -> str:
    legs = (
        f"M{num(x - u)} {num(base - 24 * u)} L{num(x - 5.2 * u)} {num(base)} "
        f"M{num(x + u)} {num(base - 24 * u)} L{num(x + 5.6 * u)} {num(base)}"
    )
    coat = (
        f"M{num(x - 6 * u)} {num(base - 38 * u)} q0 {num(-5 * u)} {num(6 * u)} {num(-5 * u)} "
        f"q{num(6 * u)} 0 {num(6 * u)} {num(5 * u)} l{num(u)} {num(17 * u)} h{num(-14 * u)}Z"
    )
    return line(legs, f"leg {leg}".strip(), 4.4 * u) + path(coat, top)


def sitter(x: float, seat: float, top: str = "k-c1", skin: str = "k-sk2", hair: str = "k-ink") -> str:
    """Someone sitting; `seat` is the height of the bench, the feet hang 20 below."""
    body = f"M{num(x)} {num(seat - 12)} q0 -6 6 -6 q6 0 6 6 l1 14 h12 v16 h-6 v-9 h-14 q-5 0 -5 -7Z"
    cap = f"M{num(x)} {num(seat - 25)} a6 6 0 0 1 12 0 q-6 -4 -12 0Z"
    return path(body, top) + circle(x + 6, seat - 25, 6, skin) + path(cap, hair)


def anyone(chance: Chance, x: float, base: float, h: float = 60) -> str:
    """A grown-up or a child, dressed by chance."""
    return person(x, base, h, chance.pick(TOPS), chance.pick(SKINS), chance.pick(HAIRS), dress=chance.below(3) == 0)


def family(chance: Chance, x: float, base: float, h: float = 60) -> str:
    """A grown-up with a child by the hand."""
    return (
        anyone(chance, x, base, h)
        + anyone(chance, x + h * 0.36, base, h * 0.66)
        + line(
            f"M{num(x + h * 0.06)} {num(base - h * 0.44)} q{num(h * 0.12)} {num(h * 0.08)} {num(h * 0.24)} {num(h * 0.05)}",
            "arm",
            3,
        )
    )


def crowd(chance: Chance, y: float, start: float = 36, end: float = 470, step: float = 38) -> str:
    """Heads and shoulders seen from behind."""
    drawn, x, i = "", start, 0
    while x < end:
        head = y + (i % 3) * 9
        shoulders = f"M{num(x - 13)} {num(head + 40)} v-16 q0 -15 13 -15 t13 15 v16Z"
        hair = f"M{num(x - 9)} {num(head + 2)} a9 9.5 0 0 1 18 0Z"
        drawn += (
            path(shoulders, chance.pick((*TOPS, "k-ink")))
            + circle(x, head, 8.5, chance.pick(SKINS))
            + path(hair, chance.pick(HAIRS))
        )
        x, i = x + step, i + 1
    return drawn


def rider(x: float, axle: float, top: str = "k-c3", skin: str = "k-sk3") -> str:
    """Someone in a wheelchair, the wheel's centre at (x, axle)."""
    body = f"M{num(x - 8)} {num(axle - 28)} q0 -7 7 -7 q7 0 7 7 l1 16 h14 v16 h-6 v-9 h-18 q-5 0 -5 -6Z"
    cap = f"M{num(x - 7.4)} {num(axle - 43)} a6.4 6.4 0 0 1 12.8 0 q-6 -4 -12.8 0Z"
    wheel = f'<circle cx="{num(x)}" cy="{num(axle)}" r="13" class="wh" stroke-width="2.8"/>'
    return (
        wheel
        + path(body, top)
        + circle(x - 1, axle - 43, 6.4, skin)
        + path(cap, "k-ink")
        + line(f"M{num(x - 14)} {num(axle - 26)} v22", "rail", 2.6)
    )
