"""Pictures by the water."""

from frontend.scenes.chance import Chance
from frontend.scenes.parts import (
    church,
    circle,
    far,
    glint,
    gull,
    house,
    line,
    num,
    path,
    poplar,
    rect,
    row,
    sky,
    swimmer,
    waves,
)
from frontend.scenes.people import SKINS, TOPS, anyone, family, person, rider, sitter


def steps(chance: Chance) -> str:
    """Stone steps that go down into the river."""
    x = chance.between(310, 366)
    back = sky(x, 78, 36) + church(chance.between(200, 250), 150, 104) + far(152, seed=chance.below(12))
    town = (
        row(chance, 16, 130, 168, 58, 84)
        + poplar(206, 166, 70, 15)
        + poplar(226, 166, 54, 12)
        + rect(0, 164, 480, 10, "k-stone2")
    )
    stairs = "".join(
        path(
            f"M0 {166 + i * 19} H{232 - i * 14} L{222 - i * 14} {185 + i * 19} H0Z", "k-stone2" if i % 2 else "k-stone"
        )
        for i in range(6)
    )
    rail = line("M196 168 L150 262 M196 140 V168 M150 232 V262 M196 140 L150 232", "rail", 3)
    people = (
        anyone(chance, 60, 185, 62)
        + anyone(chance, 94, 204, 58)
        + sitter(128, 226, chance.pick(TOPS), chance.pick(SKINS))
    )
    water = (
        swimmer(302, 232, chance.pick(SKINS), "k-c1") + swimmer(392, 262, chance.pick(SKINS), "k-c3") + gull(430, 206)
    )
    return back + town + waves(174, 126) + glint(x, 186) + stairs + rail + people + water


def ramp(chance: Chance) -> str:
    """A gentle ramp over a canal."""
    x = chance.between(320, 370)
    back = sky(x, 68, 34) + far(176, seed=chance.below(12)) + church(72, 176, 104)
    green = (
        poplar(30, 186, 70, 16) + poplar(56, 186, 88, 18) + poplar(446, 186, 80, 18) + rect(0, 182, 480, 10, "k-leaf")
    )
    deck = path("M0 196 L150 138 H330 L480 196 V206 L332 152 H148 L0 208Z", "k-c1") + path(
        "M156 150 H324 V206 Q240 136 156 206Z", "k-stone2"
    )
    posts = "".join(f"M{x} {num(_deck_height(x))} v-24" for x in range(0, 481, 30))
    rails = line("M0 172 L150 114 H330 L480 172", "rail", 3.2) + line(posts, "rail", 2)
    piers = "".join(rect(x, 152, 22, 120, "k-stone") + rect(x - 4, 262, 30, 12, "k-stone2") for x in (136, 322))
    people = rider(226, 124, chance.pick(TOPS), chance.pick(SKINS)) + family(chance, 278, 138, 60)
    boat = (
        path("M40 238 h64 q-4 16 -18 16 h-30 q-12 0 -16 -16Z", "k-c3")
        + line("M72 238 v-38", "rail", 3)
        + path("M75 202 l20 30 h-20Z", "k-paper")
    )
    return back + green + waves(190, 110) + glint(x, 202, 4) + deck + rails + piers + people + boat + gull(424, 246)


def _deck_height(x: float) -> float:
    return 196 - (58 * x / 150 if x < 150 else 58 if x <= 330 else 58 * (480 - x) / 150)


def fountain(chance: Chance) -> str:
    """A fountain to drink from on a square."""
    back = (
        sky(362, 64, 32)
        + far(170, seed=chance.below(12))
        + row(chance, -10, 150, 206, 70, 110)
        + row(chance, 330, 480, 206, 70, 100)
    )
    square = rect(0, 206, 480, 94, "k-stone") + path("M60 300 L190 206 H290 L420 300Z", "k-stone2")
    bowl = (
        path("M166 236 h148 q-8 34 -40 34 h-68 q-32 0 -40 -34Z", "k-wall4")
        + path("M174 236 h132 q-4 10 -66 10 t-66 -10Z", "k-water")
        + rect(228, 150, 24, 88, "k-wall4")
        + path("M206 156 h68 q-6 18 -34 18 t-34 -18Z", "k-wall4")
    )
    jets = line(
        "M240 150 v-26 M232 152 q-24 -34 -40 4 M248 152 q24 -34 40 4 M214 170 q-14 20 -14 62 M266 170 q14 20 14 62",
        "wave",
        3,
    )
    people = (
        family(chance, 112, 272, 64)
        + anyone(chance, 344, 262, 62)
        + sitter(384, 262, chance.pick(TOPS), chance.pick(SKINS))
    )
    return back + square + bowl + jets + people + gull(150, 230)


def hero() -> str:
    """The town itself: 640 by 440."""
    w, h = 640, 440
    town = (
        house(14, 250, 70, 120, "step", "k-wall", "k-roof", 3, 4) + house(84, 250, 58, 92, "gable", "k-wall2", "k-roof", 2, 3)
        + house(142, 250, 74, 136, "step", "k-wall3", "k-roof", 3, 4) + house(560, 250, 90, 118, "step", "k-wall2", "k-roof", 3, 4)
        + house(494, 250, 66, 86, "gable", "k-wall", "k-roof", 2, 3)
    )  # fmt: skip
    return (
        sky(500, 104, 52, w, h) + church(262, 214, 150) + far(218, w, 3) + town + poplar(236, 252, 90, 19)
        + rect(0, 248, w, 12, "k-stone2") + waves(260, 180, w) + glint(500, 276, 6) + _hero_bridge() + _hero_quay() + _hero_boat()
        + swimmer(300, 372, "k-sk2", "k-c1") + gull(566, 392)
    )  # fmt: skip


def _hero_bridge() -> str:
    posts = "".join(
        f"M{x} {y} v22" for x, y in ((262, 210), (290, 194), (318, 188), (346, 188), (374, 196), (400, 212))
    )
    people = person(322, 202, 44, "k-c3", "k-sk3") + person(344, 204, 42, "k-c2", "k-sk1", dress=True)
    arch = path("M236 258 Q330 168 424 258 L412 262 Q330 190 248 262Z", "k-c1")
    return arch + line("M232 238 Q330 144 428 238", "rail", 3) + line(posts, "rail", 2) + people


def _hero_quay() -> str:
    stairs = "".join(
        path(
            f"M0 {262 + i * 23} H{226 - i * 17} L{214 - i * 17} {285 + i * 23} H0Z", "k-stone2" if i % 2 else "k-stone"
        )
        for i in range(8)
    )
    return (
        stairs + person(40, 285, 76, "k-c2", "k-sk2", "k-paper") + person(78, 308, 72, "k-c1", "k-sk1", dress=True)
        + person(132, 285, 70, "k-c4", "k-sk3") + person(156, 285, 44, "k-c3", "k-sk3")
    )  # fmt: skip


def _hero_boat() -> str:
    hull = path("M398 344 h120 q-8 26 -34 26 h-54 q-24 0 -32 -26Z", "k-c5") + rect(398, 338, 120, 8, "k-paper")
    sails = (
        line("M452 338 V252", "rail", 4)
        + path("M457 256 l50 72 h-50Z", "k-paper")
        + path("M447 268 l-34 60 h34Z", "k-c3")
    )
    return hull + sails + person(492, 342, 50, "k-c1", "k-sk2")


def pool(chance: Chance) -> str:
    """An open-air pool with lanes."""
    back = (
        sky(372, 58, 30)
        + far(150, seed=chance.below(12))
        + row(chance, 20, 150, 164, 50, 70)
        + poplar(200, 166, 74, 16)
    )
    deck = rect(0, 160, 480, 140, "k-stone") + path("M70 190 H410 L470 300 H10Z", "k-water")
    lanes = line("M138 190 L108 300 M206 190 L196 300 M274 190 L284 300 M342 190 L372 300", "wave", 2.4)
    edge = line("M70 190 H410", "rail", 3) + line("M404 206 v-34 q0 -10 10 -10 M418 206 v-34 q0 -10 -10 -10", "rail", 3)
    people = (
        swimmer(158, 228, chance.pick(SKINS), "k-c1")
        + swimmer(246, 262, chance.pick(SKINS), "k-c3")
        + swimmer(330, 236, chance.pick(SKINS), "k-c2")
    )
    onlookers = anyone(chance, 40, 200, 60) + family(chance, 440, 214, 58)
    tower = (
        rect(100, 112, 8, 50, "k-c1")
        + rect(88, 104, 32, 10, "k-c1")
        + circle(104, 92, 6, "k-sk2")
        + rect(98, 97, 12, 9, "k-c3", 3)
    )
    return back + deck + lanes + edge + tower + people + onlookers
