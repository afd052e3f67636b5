"""Pictures of houses and what happens in them."""

from frontend.scenes.chance import Chance
from frontend.scenes.parts import bike, circle, far, line, num, path, rect, row, sky, tree
from frontend.scenes.people import SKINS, TOPS, anyone, family, person, rider, sitter


def workshop(chance: Chance) -> str:
    """A workshop with its door open."""
    back = sky(362, 58, 28) + far(150, seed=chance.below(12))
    hall = path(
        "M40 108 L92 76 L144 108 L196 76 L248 108 L300 76 L352 108 V250 H40Z",
        chance.pick(("k-wall", "k-wall4", "k-wall3")),
    ) + path(
        "M34 110 L92 70 L98 76 L40 114Z M144 108 L196 70 L202 76 L148 112Z M248 108 L300 70 L306 76 L252 112Z", "k-roof"
    )
    chimney = rect(352, 86, 34, 164, "k-wall3") + rect(348, 78, 42, 10, "k-roof")
    sign = rect(216, 124, 126, 16, "k-paper") + "".join(rect(224 + i * 16, 130, 11, 4, "k-ink") for i in range(7))
    street = (
        rect(0, 250, 480, 50, "k-stone")
        + bike(238, 268, 1.25, chance.pick(("st-c1", "st-c2", "st-c4")))
        + anyone(chance, 322, 270, 64)
    )
    return back + hall + chimney + _bench_room(chance) + _panes() + sign + street + tree(430, 256, 120, 36)


def _bench_room(chance: Chance) -> str:
    room = rect(70, 150, 122, 100, "k-inside") + rect(66, 142, 130, 9, "k-ink") + line("M84 164 h94", "rail", 2.4)
    tools = line(
        "".join(f"M{x} 164 v{h}" for x, h in ((96, 16), (110, 24), (124, 14), (138, 20), (152, 26), (166, 15))),
        "rail",
        4,
    )
    people = anyone(chance, 112, 250, 64) + anyone(chance, 152, 250, 62)
    bench = (
        rect(90, 219, 5, 31, "k-ink")
        + rect(170, 219, 5, 31, "k-ink")
        + rect(84, 212, 96, 7, "k-stone2")
        + rect(120, 200, 18, 12, "k-c1")
        + rect(142, 204, 14, 8, "k-c4")
    )
    return room + tools + people + bench


def _panes() -> str:
    return "".join(
        rect(x, 150, 34, 46, "k-win" if x == 262 else "k-lit") + line(f"M{x + 17} 150 v46 M{x} 173 h34", "mull", 2)
        for x in (216, 262, 308)
    )


def library(chance: Chance) -> str:
    """Books behind a wide window."""
    back = sky(376, 56, 28) + far(160, seed=chance.below(12)) + tree(440, 250, 118, 34)
    front = (
        rect(50, 92, 320, 158, chance.pick(("k-wall2", "k-wall4", "k-wall3")))
        + path("M40 94 L210 40 L380 94Z", "k-roof")
        + circle(210, 74, 10, "k-lit")
    )
    window = rect(76, 116, 176, 106, "k-inside") + "".join(rect(80, y, 168, 4, "k-roof") for y in (148, 182))
    books = "".join(
        rect(84 + i * 9, base - h, 7, h, chance.pick(TOPS))
        for base in (148, 182)
        for i, h in enumerate(chance.pick((18, 22, 25, 20)) for _ in range(18))
    )
    readers = (
        sitter(104, 216, chance.pick(TOPS), chance.pick(SKINS))
        + anyone(chance, 190, 222, 50)
        + line("M76 116 v106 M164 116 v106 M252 116 v106", "rail", 3)
    )
    door = rect(284, 140, 56, 110, "k-ink") + rect(290, 146, 44, 104, "k-lit")
    street = rect(0, 250, 480, 50, "k-stone") + path("M276 250 h72 l16 14 h-104Z", "k-stone2")
    return (
        back
        + front
        + window
        + books
        + readers
        + door
        + street
        + family(chance, 130, 278, 62)
        + rider(236, 272, chance.pick(TOPS), chance.pick(SKINS))
        + anyone(chance, 384, 274, 62)
    )


def mural(chance: Chance) -> str:
    """A painted wall, and its painter."""
    back = sky(384, 54, 26) + row(chance, -20, 60, 232, 110, 140) + row(chance, 400, 480, 232, 90, 120)
    wall = rect(66, 62, 340, 174, "k-wall2") + rect(60, 54, 352, 10, "k-roof")
    sun = (
        circle(150, 130, 36, "k-c3")
        + path("M66 236 V190 Q140 150 220 186 T406 160 V236Z", "k-c4")
        + path("M66 236 V216 Q180 176 280 214 T406 200 V236Z", "k-c2")
    )
    bird = path(
        "M250 116 q30 -34 62 -10 q22 -16 46 -8 q-20 8 -26 26 q-12 26 -48 22 q-34 -4 -34 -30Z",
        chance.pick(("k-c1", "k-c5")),
    ) + circle(304, 112, 4, "k-paper")
    scaffold = line("M210 236 V150 M290 236 V150 M204 196 h92", "rail", 3.4)
    people = (
        person(246, 196, 56, chance.pick(TOPS), chance.pick(SKINS))
        + line("M252 170 l16 -14", "arm", 4)
        + anyone(chance, 120, 268, 64)
        + family(chance, 356, 270, 62)
    )
    return back + wall + sun + bird + scaffold + rect(0, 236, 480, 64, "k-stone") + people


def roofs(chance: Chance) -> str:
    """Solar panels on the roofs."""
    back = sky(356, 70, 36) + far(150, seed=chance.below(12)) + rect(0, 240, 480, 60, "k-stone")
    homes = "".join(
        _solar_home(x, wall)
        for x, wall in zip(
            (20, 166, 312),
            chance.pick((("k-wall", "k-wall2", "k-wall3"), ("k-wall3", "k-wall4", "k-wall"))),
            strict=True,
        )
    )
    people = family(chance, 156, 270, 60) + anyone(chance, 300, 276, 64) + anyone(chance, 66, 274, 62)
    return back + homes + people + tree(460, 252, 96, 28)


def _solar_home(x: float, wall: str) -> str:
    front = rect(x + 8, 150, 118, 90, wall) + path(f"M{num(x)} 152 L{num(x + 36)} 92 H{num(x + 134)} V152Z", "k-roof")
    panels = "".join(path(f"M{num(x + 42 + i * 22)} 100 h18 l-2 40 h-20Z", "k-c2") for i in range(4)) + line(
        f"M{num(x + 38)} 120 h86", "mull", 2
    )
    panes = rect(x + 22, 170, 22, 28, "k-lit") + rect(x + 92, 170, 22, 28, "k-win") + rect(x + 56, 188, 24, 52, "k-ink")
    return front + panels + panes


def care(chance: Chance) -> str:
    """A rescue station and its people."""
    back = sky(368, 56, 28) + far(160, seed=chance.below(12)) + rect(0, 240, 480, 60, "k-road")
    station = (
        rect(40, 96, 250, 144, "k-wall2")
        + rect(32, 86, 266, 12, "k-roof")
        + "".join(rect(x, 140, 92, 100, "k-ink") for x in (60, 174))
    )
    van = (
        rect(170, 168, 132, 76, "k-c1", 8)
        + rect(264, 178, 32, 28, "k-sky", 4)
        + rect(182, 200, 70, 10, "k-paper")
        + rect(210, 154, 26, 14, "k-c2", 4)
        + "".join(circle(x, 246, 13, "k-dk") + circle(x, 246, 5, "k-stone") for x in (200, 276))
    )
    tower = (
        rect(330, 60, 42, 180, "k-wall") + path("M322 62 L351 34 L380 62Z", "k-roof") + rect(343, 84, 16, 24, "k-lit")
    )
    cross = circle(351, 140, 16, "k-paper") + rect(347, 130, 8, 20, "k-c1") + rect(341, 136, 20, 8, "k-c1")
    people = (
        anyone(chance, 104, 240, 62)
        + anyone(chance, 138, 262, 64)
        + anyone(chance, 330, 270, 64)
        + family(chance, 410, 276, 62)
    )
    return back + station + van + tower + cross + people + tree(452, 246, 104, 30)


def lesson(chance: Chance) -> str:
    """A room where people learn something together."""
    walls = rect(0, 0, 480, 300, "k-inside") + rect(0, 226, 480, 74, "k-wall3")
    window = (
        rect(330, 40, 110, 110, "k-sky")
        + circle(404, 72, 20, "k-sun")
        + path("M330 150 V120 Q370 100 440 124 V150Z", "k-leaf2")
        + line("M385 40 v110 M330 95 h110", "rail", 4)
    )
    board = (
        rect(96, 44, 180, 104, "k-c4")
        + line("M96 44 h180 v104 h-180Z", "rail", 5)
        + line("M118 76 h70 M118 96 h110 M118 116 h54", "wave", 3.4)
    )
    teacher = anyone(chance, 256, 226, 78)
    tables = "".join(
        rect(x, 228, 104, 8, "k-wall") + line(f"M{x + 10} 236 v40 M{x + 94} 236 v40", "rail", 4) for x in (40, 190, 340)
    )
    pupils = "".join(anyone(chance, x, 264, 62) for x in (70, 116, 222, 268, 372, 416))
    return walls + window + board + teacher + pupils + tables
