"""Pictures of streets and squares."""

from frontend.scenes.chance import Chance
from frontend.scenes.parts import bench, bike, circle, far, lamp, line, num, path, rect, row, sky, tree
from frontend.scenes.people import SKINS, TOPS, anyone, family, rider, sitter


def trees(chance: Chance) -> str:
    """Broad trees on a street of houses."""
    back = sky(382, 52, 26) + row(chance, -10, 480, 232, 108, 152)
    ground = rect(0, 232, 480, 26, "k-stone") + rect(0, 258, 480, 42, "k-road")
    spots = (120, 250, 392)
    crowns = "".join(tree(x, 246, chance.between(122, 140), chance.between(38, 45)) for x in spots)
    soil = "".join(f'<ellipse cx="{x}" cy="247" rx="17" ry="4.5" class="k-soil"/>' for x in spots)
    people = bench(166, 252) + sitter(184, 238, chance.pick(TOPS), chance.pick(SKINS)) + family(chance, 312, 254, 60)
    return back + ground + crowns + soil + people + bike(30, 262, 1, chance.pick(("st-c1", "st-c2", "st-c4")))


def crossing(chance: Chance) -> str:
    """A raised crossing in front of a school."""
    back = sky(368, 58, 28) + row(chance, -6, 110, 196, 84, 108) + tree(146, 200, 78, 24)
    ground = rect(0, 196, 480, 16, "k-stone") + rect(0, 212, 480, 72, "k-road") + rect(0, 284, 480, 16, "k-stone")
    stripes = "".join(path(f"M{186 + i * 26} 214 h16 l{-8 + i * 3} 68 h-20Z", "k-paper") for i in range(6))
    sign = (
        line("M170 206 V130", "post", 4) + rect(158, 108, 24, 26, "k-c2", 3) + path("M170 112 l8 16 h-16Z", "k-paper")
    )
    children = "".join(anyone(chance, x, 250, chance.between(42, 47)) for x in (214, 240, 266))
    guard = (
        anyone(chance, 296, 256, 66)
        + line("M290 232 l-14 -16", "arm", 4)
        + circle(273, 205, 11, "k-c1")
        + rect(268, 203, 10, 4, "k-paper")
    )
    return back + _school() + tree(446, 200, 92, 28) + ground + stripes + sign + children + guard + _car(398, chance)


def _school() -> str:
    body = (
        rect(196, 98, 210, 98, "k-wall3")
        + path("M188 98 L228 66 H374 L414 98Z", "k-roof")
        + rect(276, 52, 50, 46, "k-wall3")
    )
    clock = (
        path("M270 52 L301 26 L332 52Z", "k-roof")
        + circle(301, 68, 10, "k-paper")
        + line("M301 68 v-6 M301 68 h5", "rail", 2)
    )
    panes = "".join(
        rect(x, 114, 16, 26, "k-lit" if x in (236, 342) else "k-win") + rect(x, 152, 16, 26, "k-win")
        for x in (210, 236, 342, 368)
    )
    return (
        body
        + clock
        + panes
        + rect(284, 142, 34, 54, "k-ink")
        + rect(288, 146, 12, 50, "k-c1")
        + rect(302, 146, 12, 50, "k-c1")
    )


def _car(x: float, chance: Chance) -> str:
    return (
        path(f"M{num(x)} 262 q0 -12 12 -14 l10 -16 q3 -4 8 -4 h52 v42 h-82Z", chance.pick(("k-c2", "k-c4", "k-c5")))
        + path(f"M{num(x + 26)} 246 l8 -13 h26 v13Z", "k-sky")
        + circle(x + 26, 272, 10, "k-ink") + circle(x + 26, 272, 4, "k-stone") + circle(x + 6, 258, 3, "k-lamp")
    )  # fmt: skip


def cycling(chance: Chance) -> str:
    """A wide lane for bicycles."""
    back = sky(356, 60, 30) + row(chance, -10, 480, 190, 74, 120)
    ground = rect(0, 190, 480, 20, "k-stone") + rect(0, 210, 480, 64, "k-c4") + rect(0, 274, 480, 26, "k-road")
    marks = "".join(rect(x, 240, 34, 4, "k-paper") for x in range(10, 480, 80))
    riders = "".join(_cyclist(chance, x, base) for x, base in ((60, 234), (212, 264), (344, 232)))
    rack = line("M420 210 v-16 q0 -8 8 -8 t8 8 v16 M440 210 v-16 q0 -8 8 -8 t8 8 v16", "rail", 3)
    return (
        back
        + ground
        + marks
        + tree(24, 206, 88, 26)
        + tree(300, 204, 84, 25)
        + rack
        + anyone(chance, 160, 206, 54)
        + riders
    )


def _cyclist(chance: Chance, x: float, base: float) -> str:
    body = path(f"M{num(x + 8)} {num(base - 42)} q8 -14 16 -12 l12 16 -4 6 -9 -9 -5 16 h-10Z", chance.pick(TOPS))
    head = circle(x + 25, base - 62, 6.4, chance.pick(SKINS)) + path(
        f"M{num(x + 18)} {num(base - 62)} a7 7 0 0 1 14 0Z", chance.pick(("k-c1", "k-c3", "k-ink"))
    )
    leg = line(f"M{num(x + 12)} {num(base - 28)} l10 10 -4 14", "leg", 4.2)
    return bike(x, base, 1, chance.pick(("st-c1", "st-c2"))) + leg + body + head


def market(chance: Chance) -> str:
    """Stalls on a square."""
    back = sky(360, 56, 30) + far(160, seed=chance.below(12)) + row(chance, -10, 480, 196, 60, 112)
    ground = rect(0, 196, 480, 104, "k-stone") + path("M0 300 L120 196 H360 L480 300Z", "k-stone2")
    stalls = "".join(
        _stall(x, paint)
        for x, paint in zip(
            (40, 180, 320),
            chance.pick((("k-c1", "k-c2", "k-c3"), ("k-c4", "k-c1", "k-c5"), ("k-c3", "k-c5", "k-c2"))),
            strict=True,
        )
    )
    people = (
        anyone(chance, 96, 250, 62)
        + family(chance, 226, 276, 64)
        + anyone(chance, 380, 252, 60)
        + anyone(chance, 300, 284, 66)
    )
    return back + ground + stalls + people


def _stall(x: float, paint: str) -> str:
    awning = "".join(
        path(f"M{num(x + i * 20)} 166 h20 v22 q-10 12 -20 0Z", "k-paper" if i % 2 else paint) for i in range(6)
    )
    goods = "".join(circle(x + 14 + i * 13, 218, 6, ("k-c1", "k-c3", "k-leaf2")[i % 3]) for i in range(8))
    poles = line(f"M{num(x + 4)} 188 v60 M{num(x + 116)} 188 v60", "rail", 3)
    return poles + goods + rect(x, 220, 120, 28, "k-wall3") + awning


def shelter(chance: Chance) -> str:
    """A dry place to wait for the bus."""
    back = sky(372, 60, 30) + row(chance, -10, 480, 206, 80, 132)
    ground = rect(0, 206, 480, 36, "k-stone") + rect(0, 242, 480, 58, "k-road")
    roof = rect(150, 128, 170, 10, "k-roof2") + path("M150 128 q84 -26 170 0Z", "k-leaf2")
    frame = (
        rect(160, 138, 150, 74, "k-sky2")
        + line("M158 138 v82 M312 138 v82 M158 212 h154", "rail", 4)
        + rect(176, 196, 92, 6, "k-wall3")
    )
    people = (
        sitter(188, 196, chance.pick(TOPS), chance.pick(SKINS))
        + sitter(226, 196, chance.pick(TOPS), chance.pick(SKINS))
        + anyone(chance, 288, 220, 62)
    )
    sign = line("M346 226 V130", "post", 4) + circle(346, 124, 15, "k-c3") + rect(339, 120, 14, 8, "k-ink", 2)
    bus = (
        rect(380, 176, 120, 84, "k-c1", 10)
        + rect(392, 188, 40, 30, "k-sky", 4)
        + rect(440, 188, 40, 30, "k-lit", 4)
        + circle(410, 262, 12, "k-ink")
        + circle(410, 262, 5, "k-stone")
    )
    return (
        back
        + ground
        + tree(60, 228, 110, 32)
        + frame
        + roof
        + people
        + sign
        + bus
        + rider(112, 222, chance.pick(TOPS), chance.pick(SKINS))
    )


def pavement(chance: Chance) -> str:
    """A pavement being laid."""
    back = sky(360, 58, 30) + row(chance, -10, 480, 184, 84, 130)
    ground = (
        rect(0, 184, 480, 116, "k-stone2")
        + path("M0 236 L300 214 V300 H0Z", "k-stone")
        + rect(0, 286, 480, 14, "k-road")
    )
    joints = line("M0 258 L300 240 M0 280 L300 268 M60 232 v68 M120 228 v72 M180 224 v76 M240 219 v81", "mull", 2)
    heap = path("M330 262 q30 -50 64 0Z", "k-soil") + "".join(
        rect(410 + i % 2 * 4, 252 - i * 9, 44, 8, "k-stone") for i in range(4)
    )
    barrow = (
        path("M256 236 h44 l-8 20 h-28Z", "k-c3") + circle(296, 262, 8, "k-ink") + line("M256 240 l-22 -6", "rail", 3)
    )
    people = (
        anyone(chance, 226, 262, 66)
        + sitter(320, 258, chance.pick(TOPS), chance.pick(SKINS))
        + family(chance, 70, 262, 62)
        + rider(142, 252, chance.pick(TOPS), chance.pick(SKINS))
    )
    return back + ground + joints + heap + barrow + people + lamp(440, 200, 92)
