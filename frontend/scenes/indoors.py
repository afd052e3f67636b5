"""Pictures of rooms where people do something together."""

from frontend.scenes.chance import Chance
from frontend.scenes.parts import box, circle, line, num, path, rect
from frontend.scenes.people import SKINS, TOPS, anyone, family, rider, sitter


def _room(wall: str = "k-inside", floor: str = "k-wall3") -> str:
    return rect(0, 0, 480, 300, wall) + rect(0, 232, 480, 68, floor)


def _window(x: float, y: float, w: float, h: float) -> str:
    """A window on the sky with its one coin."""
    sky = rect(x, y, w, h, "k-sky") + circle(x + w * 0.68, y + h * 0.36, h * 0.19, "k-sun")
    hill = path(
        f"M{num(x)} {num(y + h)} v{num(-h * 0.24)} q{num(w / 2)} {num(-h * 0.2)} {num(w)} 0 v{num(h * 0.24)}Z",
        "k-leaf2",
    )
    return sky + hill + line(f"{box(x, y, w, h)} M{num(x + w / 2)} {num(y)} v{num(h)}", "rail", 4)


def kitchen(chance: Chance) -> str:
    """A kitchen for many, and a long table."""
    shelf = rect(36, 78, 200, 7, "k-roof") + "".join(
        rect(46 + i * 31, 78 - h, 20, h, chance.pick(TOPS), 3) for i, h in enumerate((22, 30, 18, 26, 20, 28))
    )
    stove = rect(40, 152, 190, 82, "k-wall4", 4) + rect(40, 146, 190, 8, "k-ink") + rect(62, 172, 60, 44, "k-ink", 5)
    stove += rect(150, 172, 60, 44, "k-ink", 5) + rect(68, 178, 48, 32, "k-lit", 4)
    pots = rect(58, 122, 44, 24, "k-c2", 4) + rect(120, 130, 34, 16, "k-c1", 4) + rect(172, 116, 40, 30, "k-stone2", 4)
    steam = line("M74 116 q-8 -10 0 -18 t0 -16 M190 108 q-8 -10 0 -18 t0 -16", "mull", 3)
    cooks = anyone(chance, 112, 252, 74) + anyone(chance, 190, 254, 72)
    sitting = "".join(sitter(x, 232, chance.pick(TOPS), chance.pick(SKINS)) for x in (272, 318, 364, 410))
    table = rect(252, 226, 206, 9, "k-wall2") + line("M270 235 v52 M440 235 v52", "rail", 5)
    plates = "".join(rect(x, 220, 22, 6, "k-paper", 3) for x in (268, 314, 360, 406)) + rect(
        338, 204, 14, 22, "k-c3", 4
    )
    return _room() + _window(300, 46, 132, 96) + shelf + stove + pots + steam + sitting + table + plates + cooks


def music(chance: Chance) -> str:
    """A room with instruments, and people who play them."""
    hung = "".join(_guitar(x, 66, chance.pick(("k-c1", "k-c3", "k-wall"))) for x in (64, 118, 172))
    drums = (
        circle(262, 234, 34, chance.pick(("k-c1", "k-c2", "k-c5")))
        + circle(262, 234, 26, "k-paper")
        + rect(212, 206, 36, 22, "k-c4", 4)
        + rect(276, 206, 36, 22, "k-c4", 4)
        + line("M216 228 v34 M308 228 v34 M196 262 V176 M328 262 V176", "rail", 3)
        + path("M174 178 q22 -10 44 0Z M306 178 q22 -10 44 0Z", "k-c3")
    )
    player = anyone(chance, 262, 206, 64)
    singer = anyone(chance, 128, 280, 74) + line("M150 280 V226 l-10 -8", "rail", 3) + circle(139, 217, 5, "k-ink")
    band = (
        anyone(chance, 394, 280, 72) + _guitar(400, 226, "k-c2") + rider(52, 268, chance.pick(TOPS), chance.pick(SKINS))
    )
    return _room("k-wall2", "k-wall") + _window(322, 40, 116, 90) + hung + player + drums + singer + band


def _guitar(x: float, y: float, paint: str) -> str:
    body = circle(x, y + 52, 15, paint) + circle(x, y + 33, 11, paint) + circle(x, y + 46, 5, "k-ink")
    return line(f"M{num(x)} {num(y + 40)} V{num(y - 6)}", "rail", 4) + body


def laundry(chance: Chance) -> str:
    """Machines along a wall, and a table to wait at."""
    machines = "".join(_machine(x, chance) for x in (30, 104, 178, 252))
    basket = path("M330 262 h62 l-8 30 h-46Z", "k-c3") + path("M334 262 q8 -22 26 -14 q20 -12 28 14Z", "k-paper")
    table = rect(360, 218, 110, 8, "k-wall2") + line("M372 226 v44 M458 226 v44", "rail", 4)
    people = (
        family(chance, 84, 284, 72)
        + anyone(chance, 232, 286, 74)
        + sitter(384, 226, chance.pick(TOPS), chance.pick(SKINS))
        + sitter(430, 226, chance.pick(TOPS), chance.pick(SKINS))
    )
    return _room("k-wall4", "k-stone2") + _window(350, 52, 104, 92) + machines + people + table + basket


def _machine(x: float, chance: Chance) -> str:
    front = (
        rect(x, 140, 68, 96, "k-paper", 5) + rect(x + 6, 148, 56, 12, "k-stone2", 3) + circle(x + 14, 154, 3.4, "k-c1")
    )
    drum = circle(x + 34, 198, 25, "k-ink") + circle(x + 34, 198, 19, "k-sky")
    clothes = path(f"M{num(x + 17)} 206 q8 -14 17 -4 q8 -12 17 2 a19 19 0 0 1 -34 2Z", chance.pick(TOPS))
    return front + drum + clothes


def climbing(chance: Chance) -> str:
    """A climbing wall with its ropes."""
    wall = path("M50 0 H330 L300 236 H70Z", "k-wall2") + path("M200 0 H330 L300 236 H214Z", "k-stone2")
    holds = "".join(
        circle(82 + column * 34 + chance.below(12), 30 + level * 34 + chance.below(14), 5.4, chance.pick(TOPS))
        for level in range(6)
        for column in range(6)
    )
    ropes = line("M138 0 V150 M252 0 V104", "rail", 2.6)
    climbers = _climber(138, 150, chance) + _climber(252, 104, chance)
    below = anyone(chance, 128, 272, 72) + anyone(chance, 262, 276, 74) + family(chance, 376, 280, 72)
    mats = rect(56, 236, 260, 14, "k-c2", 5) + rect(56, 244, 260, 10, "k-c1", 4)
    return _room("k-inside", "k-wall3") + _window(356, 44, 92, 100) + wall + holds + ropes + mats + climbers + below


def _climber(x: float, y: float, chance: Chance) -> str:
    limbs = line(f"M{num(x - 4)} {num(y + 4)} l-14 -16 M{num(x + 4)} {num(y + 4)} l15 -22", "arm", 4.4) + line(
        f"M{num(x - 3)} {num(y + 26)} l-12 12 4 14 M{num(x + 3)} {num(y + 26)} l15 4 -2 16", "leg", 5
    )
    return (
        limbs
        + rect(x - 8, y, 16, 30, chance.pick(TOPS), 6)
        + circle(x, y - 9, 7, chance.pick(SKINS))
        + path(f"M{num(x - 7)} {num(y - 10)} a7 7 0 0 1 14 0Z", chance.pick(("k-c1", "k-c3", "k-ink")))
    )
