"""How pages are looked at. Colours know no width and layouts no hour, so two looks show both of each."""

import pytest

both_looks = pytest.mark.parametrize(("width", "scheme"), [(360, "dark"), (1280, "light")])
