import pytest

from city.rules.devices import browser_of, system_of

IPHONE = "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 Version/18.0 Mobile Safari/604.1"
EDGE = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 Chrome/130.0.0.0 Safari/537.36 Edg/130.0.0.0"
ANDROID = "Mozilla/5.0 (Linux; Android 14; K) AppleWebKit/537.36 Chrome/130.0.0.0 Mobile Safari/537.36"


@pytest.mark.parametrize(
    ("said", "browser", "system"),
    [
        (IPHONE, "Safari", "iPhone"),
        (EDGE, "Edge", "Windows"),
        (ANDROID, "Chrome", "Android"),
        ("Mozilla/5.0 (X11; Linux x86_64; rv:130.0) Gecko/20100101 Firefox/130.0", "Firefox", "Linux"),
        ("curl/8.5", "", ""),
        ("", "", ""),
    ],
)
def test_a_device_is_named_as_its_owner_would(said, browser, system):
    assert (browser_of(said), system_of(said)) == (browser, system)
