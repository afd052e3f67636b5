from itertools import combinations, pairwise
from random import Random

from frontend.callouts import LINE, call_out, needed_height
from frontend.outlines import WIDTH


def test_labels_stand_on_both_sides_and_apart():
    anchors = [(x * 20.0, 100.0) for x in range(11)]
    callouts = call_out(anchors, needed_height(11))
    assert [callout.anchor for callout in callouts] == ["end"] * 6 + ["start"] * 5
    for side in ("end", "start"):
        heights = sorted(float(callout.y) for callout in callouts if callout.anchor == side)
        assert all(below - above >= LINE - 0.1 for above, below in pairwise(heights))


def test_no_words_lie_on_the_map():
    for callout in call_out([(10.0, 10.0), (300.0, 20.0)], 100):
        assert float(callout.x) < 0 if callout.anchor == "end" else float(callout.x) > WIDTH


def turn(a, b, c):
    return (b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0])


def test_lines_of_one_side_do_not_cross():
    rng = Random(7)
    for _ in range(20):
        anchors = [(rng.uniform(0, WIDTH), rng.uniform(0, 300)) for _ in range(16)]
        ends = [((float(c.line_x), float(c.line_y)), c.anchor) for c in call_out(anchors, 300)]
        for (a, (b, side)), (c, (d, other)) in combinations(list(zip(anchors, ends, strict=True)), 2):
            is_crossing = turn(a, b, c) * turn(a, b, d) < 0 and turn(c, d, a) * turn(c, d, b) < 0
            assert side != other or not is_crossing


def test_one_label_is_enough():
    assert len(call_out([(5.0, 5.0)], 40)) == 1
