"""Codes for a camera. That a camera reads them is the library's promise; that we draw what it says is ours."""

import re

from django.template import engines
from qrcode import QRCode
from qrcode.constants import ERROR_CORRECT_M

from frontend.qr import squares

ADDRESS = "https://purse.example/receipt/#" + "5a" * 32


def drawn(path, size):
    """The modules that the path covers."""
    rows = [[False] * size for _ in range(size)]
    for x, y, width in re.findall(r"M(\d+) (\d+)h(\d+)v1h-\d+z", path):
        for step in range(int(width)):
            rows[int(y)][int(x) + step] = True
    return rows


def test_the_path_covers_the_dark_modules_and_no_others():
    code = QRCode(border=4, error_correction=ERROR_CORRECT_M)
    code.add_data(ADDRESS)
    found = squares(ADDRESS)
    assert drawn(found.path, found.size) == code.get_matrix()


def test_a_code_has_a_name_and_stands_on_white():
    html = engines["django"].from_string("{% qr text label %}").render({"text": ADDRESS, "label": "A <code>"})
    assert 'aria-label="A &lt;code&gt;"' in html
    assert 'fill="#fff"' in html
    assert ADDRESS not in html
