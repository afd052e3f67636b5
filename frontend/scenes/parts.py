"""The parts pictures are made of. Each returns SVG; colours are classes, so that a picture has a day and a dusk."""

from itertools import product

from frontend.scenes.chance import Chance

WIDTH, HEIGHT = 480, 300
FAR_HEIGHTS = (38, 54, 44, 62, 40, 50, 34, 58, 46, 52, 36, 48)


def num(value: float) -> str:
    """A coordinate with at most one decimal."""
    return f"{value:.1f}".removesuffix(".0")


def rect(x: float, y: float, w: float, h: float, fill: str, rx: float = 0) -> str:
    rounded = f' rx="{num(rx)}"' if rx else ""
    return f'<rect x="{num(x)}" y="{num(y)}" width="{num(w)}" height="{num(h)}" class="{fill}"{rounded}/>'


def path(d: str, fill: str) -> str:
    return f'<path d="{d}" class="{fill}"/>'


def box(x: float, y: float, w: float, h: float) -> str:
    """A rectangle as a piece of a path."""
    return f"M{num(x)} {num(y)}h{num(w)}v{num(h)}h{num(-w)}z"


def circle(x: float, y: float, r: float, fill: str) -> str:
    return f'<circle cx="{num(x)}" cy="{num(y)}" r="{num(r)}" class="{fill}"/>'


def line(d: str, kind: str, width: float) -> str:
    return f'<path d="{d}" class="{kind}" stroke-width="{num(width)}"/>'


def sky(x: float = 380, y: float = 70, r: float = 34, w: float = WIDTH, h: float = HEIGHT) -> str:
    """Sky, a band of lighter air and the one coin of every picture: the sun, or at dusk the moon."""
    air = (
        f"M0 {num(h * 0.42)} C{num(w * 0.25)} {num(h * 0.36)} {num(w * 0.4)} {num(h * 0.5)} {num(w * 0.62)} {num(h * 0.42)} "
        f"S{num(w * 0.9)} {num(h * 0.38)} {num(w)} {num(h * 0.44)} V{num(h)} H0Z"
    )
    return rect(0, 0, w, h, "k-sky") + path(air, "k-sky2") + circle(x, y, r, "k-sun")


def cloud(x: float, y: float, scale: float = 1) -> str:
    a, b, c = 20 * scale, 17 * scale, 13 * scale
    d = (
        f"M{num(x)} {num(y)} a{num(a)} {num(a)} 0 0 1 {num(1.9 * a)} {num(-0.4 * a)} a{num(b)} {num(b)} 0 0 1 {num(1.5 * a)} {num(0.4 * a)} "
        f"a{num(c)} {num(c)} 0 0 1 {num(0.1 * a)} {num(1.3 * a)} h{num(-3.3 * a)} a{num(0.7 * a)} {num(0.7 * a)} 0 0 1 {num(-0.2 * a)} {num(-1.3 * a)}Z"
    )
    return path(d, "k-paper")


def far(base: float, w: float = WIDTH, seed: int = 0) -> str:
    """The pale town on the horizon."""
    roofs, x, i = "", -8.0, seed
    while x < w:
        width, height = 26 + ((i * 7) % 3) * 7, FAR_HEIGHTS[i % 12] * 0.8
        ridge = base - height - (12 if i % 2 else 6)
        roofs += f"M{num(x)} {num(base)} V{num(base - height)} L{num(x + width / 2)} {num(ridge)} L{num(x + width)} {num(base - height)} V{num(base)}Z"
        x += width + (i % 3)
        i += 1
    return path(roofs, "k-far")


def church(x: float, base: float, h: float = 120) -> str:
    onion = (
        f"M{num(x - 2)} {num(base - h * 0.62)} C{num(x - 2)} {num(base - h * 0.8)} {num(x + 10)} {num(base - h * 0.78)} {num(x + 13)} {num(base - h)} "
        f"C{num(x + 16)} {num(base - h * 0.78)} {num(x + 28)} {num(base - h * 0.8)} {num(x + 28)} {num(base - h * 0.62)}Z"
    )
    return (
        rect(x, base - h * 0.62, 26, h * 0.62, "k-far")
        + path(onion, "k-far")
        + rect(x + 10, base - h * 0.54, 6, 12, "k-lit", 3)
    )


def house(
    x: float,
    base: float,
    w: float,
    h: float,
    kind: str = "gable",
    wall: str = "k-wall",
    roof: str = "k-roof",
    cols: int = 2,
    rows: int = 2,
    *,
    door: bool = False,
) -> str:
    """A house front; `kind` is gable, step, hip or flat."""
    body = (
        rect(x, base - h, w, h, wall)
        + ROOFS[kind](x, base - h, w, wall, roof)
        + _windows(x, base, w, h, cols, rows, door=door)
    )
    return body + (rect(x + w * 0.4, base - h * 0.22, w * 0.2, h * 0.22, "k-ink") if door else "")


def _windows(x: float, base: float, w: float, h: float, cols: int, rows: int, *, door: bool) -> str:
    """Panes in rows, every third of them lit: two paths, however many panes."""
    pane, top = w / (cols * 2 + 1), base - h * 0.88
    step = h * (0.62 if door else 0.8) / rows
    panes = {"k-win": "", "k-lit": ""}
    for r, c in product(range(rows), range(cols)):
        fill = "k-win" if (r + c + int(x)) % 3 else "k-lit"
        panes[fill] += box(x + pane * (1 + 2 * c), top + r * step, pane, step * 0.6)
    return "".join(path(d, fill) for fill, d in panes.items() if d)


def _gable(x: float, top: float, w: float, _wall: str, roof: str) -> str:
    return path(f"M{num(x - 3)} {num(top)} L{num(x + w / 2)} {num(top - w * 0.55)} L{num(x + w + 3)} {num(top)}Z", roof)


def _step(x: float, top: float, w: float, wall: str, _roof: str) -> str:
    rise, tread = f"{num(w * 0.14)}", f"{num(w / 7)}"
    up = f" v-{rise} h{tread}" * 3
    down = f" h{tread} v{rise}" * 3
    return path(f"M{num(x)} {num(top)}{up} v-{rise} h{tread} v{rise}{down}Z", wall)


def _hip(x: float, top: float, w: float, _wall: str, roof: str) -> str:
    d = f"M{num(x - 3)} {num(top)} L{num(x + w * 0.18)} {num(top - w * 0.34)} H{num(x + w * 0.82)} L{num(x + w + 3)} {num(top)}Z"
    return path(d, roof)


def _flat(x: float, top: float, w: float, _wall: str, roof: str) -> str:
    return rect(x - 2, top - 5, w + 4, 6, roof)


ROOFS = {"gable": _gable, "step": _step, "hip": _hip, "flat": _flat}


def row(chance: Chance, start: float, end: float, base: float, low: float, high: float) -> str:
    """Houses side by side from `start` to `end`, no two neighbours alike."""
    walls, kinds = ("k-wall", "k-wall2", "k-wall3", "k-wall4"), ("step", "gable", "hip", "gable", "flat")
    drawn, x, turn = "", start, chance.pick(range(12))
    while x < end:
        width = chance.between(50, 88)
        height = chance.between(low, high)
        roof = "k-roof" if turn % 3 else "k-roof2"
        drawn += house(
            x,
            base,
            width,
            height,
            kinds[turn % 5],
            walls[turn % 4],
            roof,
            3 if width > 68 else 2,
            3 if height > 90 else 2,
            door=height > 80,
        )
        x, turn = x + width, turn + 1 + chance.pick((0, 0, 1))
    return drawn


def tree(x: float, base: float, h: float = 90, r: float = 30) -> str:
    cy = base - h + r
    trunk = (
        f"M{num(x)} {num(base)} V{num(cy)} M{num(x)} {num(cy + r * 0.9)} l{num(r * 0.4)} {num(-r * 0.5)} "
        f"M{num(x)} {num(cy + r * 0.7)} l{num(-r * 0.35)} {num(-r * 0.45)}"
    )
    light = (
        f"M{num(x - r * 0.1)} {num(cy - r * 0.78)} a{num(r * 0.8)} {num(r * 0.8)} 0 0 1 {num(r * 0.78)} {num(r * 0.95)} "
        f"a{num(r * 0.95)} {num(r * 0.95)} 0 0 0 {num(-r * 0.78)} {num(-r * 0.95)}Z"
    )
    crown = (
        circle(x, cy, r, "k-leaf")
        + circle(x - r * 0.62, cy + r * 0.42, r * 0.6, "k-leaf")
        + circle(x + r * 0.6, cy + r * 0.45, r * 0.58, "k-leaf")
    )
    return line(trunk, "trunk", 7) + crown + path(light, "k-leaf2")


def poplar(x: float, base: float, h: float = 90, w: float = 20, fill: str = "k-leaf") -> str:
    top, shoulder, hip, foot = (num(base - h * part) for part in (1, 0.7, 0.2, 0.14))
    crown = (
        f"M{num(x)} {top} C{num(x + w)} {shoulder} {num(x + w * 0.8)} {hip} {num(x)} {foot} "
        f"C{num(x - w * 0.8)} {hip} {num(x - w)} {shoulder} {num(x)} {top}Z"
    )
    return line(f"M{num(x)} {num(base)} v{num(-h * 0.3)}", "trunk", 7) + path(crown, fill)


def bush(x: float, base: float, r: float = 16) -> str:
    return path(f"M{num(x - r)} {num(base)} a{num(r)} {num(r)} 0 0 1 {num(2 * r)} 0Z", "k-leaf") + path(
        f"M{num(x)} {num(base)} a{num(r * 0.7)} {num(r * 0.7)} 0 0 1 {num(1.4 * r)} 0Z", "k-leaf2"
    )


def bike(x: float, base: float, scale: float = 1, paint: str = "st-c1") -> str:
    r, axle = 15 * scale, base - 15 * scale
    wheels = "".join(
        f'<circle cx="{num(cx)}" cy="{num(axle)}" r="{num(r)}" class="wh" stroke-width="2.8"/>'
        for cx in (x, x + 44 * scale)
    )
    frame = (
        f"M{num(x)} {num(axle)} L{num(x + 13 * scale)} {num(axle - 20 * scale)} H{num(x + 34 * scale)} L{num(x + 18 * scale)} {num(axle)}Z "
        f"M{num(x + 18 * scale)} {num(axle)} L{num(x + 11 * scale)} {num(axle - 25 * scale)} m{num(-5 * scale)} 0 h{num(11 * scale)} "
        f"M{num(x + 44 * scale)} {num(axle)} L{num(x + 33 * scale)} {num(axle - 26 * scale)} h{num(8 * scale)}"
    )
    return wheels + line(frame, paint, 2.6 * scale)


def lamp(x: float, base: float, h: float = 110) -> str:
    return (
        line(f"M{num(x)} {num(base)} V{num(base - h)} q0 -12 12 -12", "post", 4)
        + path(f"M{num(x + 6)} {num(base - h - 12)} h14 l4 8 h-22Z", "k-ink")
        + circle(x + 13, base - h - 2, 4, "k-lamp")
    )


def waves(y: float, h: float, w: float = WIDTH) -> str:
    crests = "".join(
        f"M{x} {num(y + h * depth)} q9 -5 18 0 t18 0 t18 0"
        for depth, shift in ((0.22, 20), (0.45, 90), (0.68, 40), (0.86, 120))
        for x in range(-40 + shift, int(w), 150)
    )
    return rect(0, y, w, h, "k-water") + line(crests, "wave", 2.4)


def glint(x: float, y: float, lines: int = 5) -> str:
    """The coin's reflection on water."""
    return "".join(rect(x - 22 + i * 4, y + i * 9, 44 - i * 8, 3, "k-sun", 1.5) for i in range(lines))


def bench(x: float, base: float) -> str:
    return line(f"M{num(x)} {num(base - 14)} h44 m-40 0 v14 m36 -14 v14 m-40 -22 h44", "rail", 3.4)


def flower(x: float, base: float, h: float, fill: str) -> str:
    return line(
        f"M{num(x)} {num(base)} q-2 {num(-h * 0.5)} 0 {num(-h)} M{num(x)} {num(base - 6)} q8 -4 10 -12", "stem", 2.4
    ) + circle(x, base - h, 5, fill)


def swimmer(x: float, y: float, skin: str, cap: str) -> str:
    return (
        circle(x, y, 8, skin)
        + path(f"M{num(x - 8)} {num(y - 1)} a8 8 0 0 1 16 0Z", cap)
        + line(f"M{num(x + 10)} {num(y + 6)} q12 -12 22 0", "arm", 4)
        + line(f"M{num(x - 18)} {num(y + 9)} q9 -4 18 0 t18 0 t18 0", "wave", 2.4)
    )


def gull(x: float, y: float) -> str:
    return path(f"M{num(x)} {num(y)} l22 0 q-2 7 -11 7 t-11 -7Z m8 -3 q4 -12 12 -10 q4 2 7 2 q-4 4 -6 8Z", "k-paper")
