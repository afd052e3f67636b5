"""Pictures of parks and gardens."""

from frontend.scenes.chance import Chance
from frontend.scenes.parts import bench, bush, circle, cloud, far, flower, line, num, path, poplar, rect, row, sky, tree
from frontend.scenes.people import SKINS, TOPS, anyone, crowd, family, person, sitter

PETALS = ("k-c1", "k-c3", "k-c5", "k-paper")


def garden(chance: Chance) -> str:
    """A planted hollow that holds the rain."""
    back = (
        sky(362, 62, 28)
        + far(172, seed=chance.below(12))
        + row(chance, 20, 140, 176, 66, 96)
        + row(chance, 330, 380, 170, 70, 84)
    )
    green = rect(0, 172, 480, 128, "k-leaf2") + path("M0 214 Q120 186 250 206 T480 196 V300 H0Z", "k-leaf")
    pond = path(
        "M120 252 C150 222 230 226 262 236 C320 252 400 226 420 252 C436 276 330 288 250 282 C170 290 100 276 120 252Z",
        "k-water",
    ) + line("M190 252 q9 -5 18 0 t18 0 M300 262 q9 -5 18 0 t18 0 M230 270 q9 -5 18 0", "wave", 2.4)
    deck = path("M30 214 L150 214 L196 250 L76 250Z", "k-stone") + line(
        "".join(f"M{44 + i * 28} 214 l46 36" for i in range(4)), "mull", 2
    )
    plants = "".join(
        flower(x, y, chance.between(26, 46), chance.pick(PETALS))
        for x, y in ((128, 256), (140, 262), (276, 240), (292, 242), (404, 244), (418, 250), (432, 256), (350, 246))
    )
    reeds = line(
        "".join(f"M{262 + i * 5} 296 q{-3 + i % 3 * 3} -18 {-4 + i % 4 * 3} {-26 - i % 3 * 8}" for i in range(11)),
        "stem",
        2.4,
    )
    rain = line(
        "".join(f"M{x} {y} l-5 16" for x, y in ((250, 86), (274, 92), (298, 86), (262, 112), (288, 116), (240, 114))),
        "rain",
        2.6,
    )
    return (
        back
        + green
        + pond
        + deck
        + plants
        + reeds
        + tree(452, 206, 104, 30)
        + tree(206, 204, 74, 22)
        + family(chance, 92, 240, 60)
        + rain
        + cloud(232, 46)
    )


def lights(chance: Chance) -> str:
    """Low lamps along a park path, at dusk in either theme."""
    back = (
        rect(0, 0, 480, 300, "k-dusk")
        + circle(chance.between(330, 370), 58, 24, "k-sun")
        + path("M0 150 Q120 118 240 142 T480 128 V300 H0Z", "k-dusk2")
    )
    trunks = "".join(
        poplar(x, 196, h, w, "k-dusk3") for x, h, w in ((24, 110, 22), (60, 84, 18), (420, 110, 22), (456, 90, 20))
    )
    ground = rect(0, 192, 480, 108, "k-dusk3") + path("M206 192 H262 L420 300 H60Z", "k-path")
    lamps = "".join(
        _path_lamp(x, base, h)
        for x, base, h in (
            (188, 206, 64),
            (286, 206, 64),
            (142, 236, 100),
            (338, 236, 100),
            (74, 276, 150),
            (408, 276, 150),
        )
    )
    people = person(226, 262, 66, chance.pick(TOPS), chance.pick(SKINS), "k-dk", leg="l-dk") + person(
        256, 262, 62, chance.pick(TOPS), chance.pick(SKINS), "k-dk", leg="l-dk", dress=True
    )
    return back + trunks + ground + lamps + people


def _path_lamp(x: float, base: float, h: float) -> str:
    side = 1 if x < 240 else -1
    beam = f"M{num(x + side * 10)} {num(base - h + 4)} L{num(x + side * (10 + h * 0.62))} {num(base)} H{num(x - side * h * 0.12)}Z"
    return (
        path(beam, "k-beam")
        + line(f"M{num(x)} {num(base)} V{num(base - h)} h{side * 14}", "post-l", 2 + h / 50)
        + circle(x + side * 12, base - h + 3, 3 + h / 40, "k-lampon")
    )


def stage(chance: Chance) -> str:
    """A small bandstand with musicians and listeners."""
    back = (
        sky(356, 54, 28)
        + far(186, seed=chance.below(12))
        + tree(40, 216, 110, 32)
        + tree(442, 216, 124, 36)
        + rect(0, 206, 480, 94, "k-leaf")
    )
    roof = (
        path("M128 122 Q240 26 352 122Z", chance.pick(("k-c5", "k-c2", "k-c4")))
        + path("M168 104 Q240 48 312 104 L290 122 H190Z", "k-paper")
        + path("M128 122 Q240 26 352 122 L346 128 Q240 44 134 128Z", "k-roof")
    )
    floor = (
        rect(140, 122, 9, 94, "k-ink")
        + rect(331, 122, 9, 94, "k-ink")
        + rect(118, 208, 244, 22, "k-wall")
        + rect(108, 228, 264, 12, "k-stone2")
    )
    lamps = "".join(circle(150 + i * 20, 132 + (6 if i % 2 else 3), 3.4, "k-lamp") for i in range(10))
    band = anyone(chance, 212, 208, 66) + anyone(chance, 246, 208, 66) + anyone(chance, 286, 208, 64)
    instruments = (
        path("M252 172 l16 -6 2 8 -16 8Z", "k-roof")
        + line("M254 174 l30 -12", "rail", 2)
        + rect(276, 176, 14, 20, "k-c5", 3)
    )
    return back + roof + floor + lamps + band + instruments + crowd(chance, 248)


def playground(chance: Chance) -> str:
    """A slide, a swing and somebody on it."""
    back = (
        sky(366, 58, 30)
        + far(176, seed=chance.below(12))
        + row(chance, -10, 90, 190, 66, 90)
        + tree(440, 206, 120, 34)
        + rect(0, 190, 480, 110, "k-leaf2")
        + path("M60 236 Q240 204 430 240 L460 300 H20Z", "k-c3" if chance.below(2) else "k-stone")
    )
    tower = (
        rect(120, 150, 54, 8, "k-wall3")
        + path("M112 120 L147 88 L182 120Z", chance.pick(("k-c1", "k-c2", "k-c5")))
        + line("M120 250 V120 M174 250 V120 M120 172 h-26 M120 196 h-26 M120 220 h-26 M94 250 V150", "rail", 4)
    )
    slide = path("M174 152 q30 4 50 60 q8 24 34 26 v10 q-36 0 -46 -30 q-18 -46 -38 -50Z", "k-c1")
    swing = line("M290 252 L312 128 H398 L420 252 M334 128 L322 216 M352 128 L340 216 M376 128 V222", "rail", 4) + rect(
        318, 214, 26, 5, "k-ink"
    )
    children = (
        sitter(322, 214, chance.pick(TOPS), chance.pick(SKINS))
        + anyone(chance, 147, 150, 36)
        + anyone(chance, 228, 262, 40)
        + family(chance, 60, 272, 62)
    )
    return back + tower + slide + swing + children + anyone(chance, 392, 270, 62)


def pitch(chance: Chance) -> str:
    """A ball and a place to play it."""
    back = sky(362, 56, 30) + row(chance, -10, 480, 166, 54, 92) + poplar(30, 176, 80, 18) + poplar(452, 176, 92, 20)
    field = rect(0, 166, 480, 134, "k-leaf") + path(
        "M60 186 H420 L474 296 H6Z", chance.pick(("k-leaf2", "k-wall", "k-c2"))
    )
    marks = line("M60 186 H420 L474 296 H6Z M240 186 V296 M200 240 a42 22 0 1 0 80 0 a42 22 0 1 0 -80 0", "wave", 3)
    goal = line("M196 186 V136 H284 V186", "rail", 4) + line(
        "M206 140 v44 M222 140 v44 M240 140 v44 M258 140 v44 M274 140 v44 M198 152 h84 M198 168 h84", "mull", 1.6
    )
    players = "".join(anyone(chance, x, y, 58) for x, y in ((110, 250), (190, 274), (300, 244), (372, 270)))
    return (
        back
        + field
        + marks
        + goal
        + players
        + circle(238, 268, 9, "k-paper")
        + path("M238 262 l5 4 -2 6 h-6 l-2 -6Z", "k-ink")
    )


def allotment(chance: Chance) -> str:
    """Beds of vegetables that neighbours share."""
    back = sky(364, 60, 30) + far(168, seed=chance.below(12)) + row(chance, 330, 480, 186, 64, 96)
    ground = rect(0, 184, 480, 116, "k-leaf2")
    shed = (
        rect(30, 118, 92, 74, "k-wall3")
        + path("M20 120 L76 82 L132 120Z", "k-roof")
        + rect(60, 142, 28, 50, "k-c4")
        + rect(96, 136, 18, 18, "k-lit")
    )
    beds = "".join(_bed(chance, x, y) for x, y in ((40, 232), (190, 218), (330, 232), (120, 274), (280, 276)))
    people = (
        anyone(chance, 164, 214, 60)
        + sitter(306, 224, chance.pick(TOPS), chance.pick(SKINS))
        + family(chance, 436, 266, 60)
    )
    return back + tree(270, 196, 96, 28) + ground + shed + beds + people


def _bed(chance: Chance, x: float, y: float) -> str:
    crop = chance.pick(("k-c1", "k-leaf", "k-c3", "k-c5"))
    plants = "".join(
        line(f"M{num(x + 10 + i * 14)} {num(y)} v-12", "stem", 2.4) + circle(x + 10 + i * 14, y - 14, 5.5, crop)
        for i in range(7)
    )
    return plants + path(f"M{num(x)} {num(y)} h104 l6 16 h-116Z", "k-soil") + rect(x - 6, y + 14, 116, 6, "k-wall3")


def dogs(chance: Chance) -> str:
    """A meadow where dogs may run."""
    back = (
        sky(360, 58, 30)
        + far(176, seed=chance.below(12))
        + tree(60, 206, 116, 34)
        + tree(430, 210, 104, 30)
        + rect(0, 190, 480, 110, "k-leaf2")
        + path("M0 240 Q160 206 480 236 V300 H0Z", "k-leaf")
    )
    fence = line("".join(f"M{x} 208 v-26" for x in range(8, 480, 26)) + "M0 190 h480 M0 200 h480", "rail", 2.4)
    pack = _dog(150, 262, 1, "k-wall3") + _dog(250, 244, 0.8, "k-ink") + _dog(330, 274, 1.1, "k-paper")
    return (
        back + fence + pack + anyone(chance, 110, 268, 64) + anyone(chance, 404, 262, 62) + circle(216, 226, 5, "k-c1")
    )


def _dog(x: float, base: float, s: float, coat: str) -> str:
    body = f"M{num(x)} {num(base - 24 * s)} h{num(34 * s)} l{num(6 * s)} {num(-12 * s)} h{num(12 * s)} l{num(4 * s)} {num(8 * s)} h{num(-8 * s)} l{num(-6 * s)} {num(18 * s)} h{num(-42 * s)}Z"
    legs = f"M{num(x + 4 * s)} {num(base - 12 * s)} V{num(base)} M{num(x + 12 * s)} {num(base - 12 * s)} L{num(x + 9 * s)} {num(base)} M{num(x + 34 * s)} {num(base - 12 * s)} V{num(base)} M{num(x + 26 * s)} {num(base - 12 * s)} L{num(x + 29 * s)} {num(base)} M{num(x)} {num(base - 22 * s)} q{num(-10 * s)} {num(-4 * s)} {num(-10 * s)} {num(-14 * s)}"
    return line(legs, "rail", 3.4 * s) + path(body, coat)


def rest(chance: Chance) -> str:
    """Benches and a table with a board to play on."""
    back = (
        sky(364, 58, 30)
        + far(174, seed=chance.below(12))
        + row(chance, -10, 120, 188, 70, 100)
        + tree(178, 212, 128, 38)
        + tree(420, 214, 112, 32)
    )
    ground = rect(0, 188, 480, 112, "k-leaf2") + path("M0 270 Q200 226 480 258 V300 H0Z", "k-stone")
    table = (
        rect(226, 232, 76, 6, "k-stone")
        + rect(258, 238, 12, 30, "k-stone2")
        + "".join(rect(238 + i * 8, 227, 5, 6, "k-ink" if i % 2 else "k-paper") for i in range(7))
    )
    seats = rect(188, 246, 32, 5, "k-wall3") + rect(308, 246, 32, 5, "k-wall3")
    people = (
        sitter(196, 246, chance.pick(TOPS), chance.pick(SKINS), "k-paper")
        + sitter(316, 246, chance.pick(TOPS), chance.pick(SKINS), "k-paper")
        + family(chance, 400, 276, 62)
    )
    return (
        back
        + ground
        + seats
        + table
        + people
        + bench(60, 262)
        + sitter(76, 248, chance.pick(TOPS), chance.pick(SKINS))
        + bush(352, 246, 18)
    )


def gym(chance: Chance) -> str:
    """Bars and machines under the sky."""
    back = (
        sky(362, 56, 30)
        + far(176, seed=chance.below(12))
        + tree(52, 210, 118, 34)
        + poplar(446, 200, 92, 20)
        + rect(0, 190, 480, 110, "k-leaf")
        + path("M50 226 H430 L470 300 H10Z", "k-wall3")
    )
    bars = line("M110 256 V130 H206 V256 M158 130 V256", "rail", 5) + line(
        "M290 262 V176 h60 v86 M290 196 h60", "rail", 5
    )
    wheel = line("M392 262 v-70", "rail", 5) + '<circle cx="392" cy="180" r="22" class="wh" stroke-width="5"/>'
    people = (
        person(134, 196, 58, chance.pick(TOPS), chance.pick(SKINS))
        + line("M128 160 l0 -28 M140 160 l0 -28", "arm", 4)
        + anyone(chance, 232, 274, 64)
        + anyone(chance, 320, 274, 62)
        + anyone(chance, 424, 270, 62)
    )
    return back + bars + wheel + people
