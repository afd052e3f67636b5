"""Which device it is, in the words its owner would use: from what a browser says about itself."""

# The first that is named decides: Edge also calls itself Chrome, and Chrome also Safari.
BROWSERS = {
    "Edg": "Edge",
    "OPR/": "Opera",
    "SamsungBrowser": "Samsung Internet",
    "Firefox": "Firefox",
    "FxiOS": "Firefox",
    "Chrome": "Chrome",
    "CriOS": "Chrome",
    "Safari": "Safari",
}
SYSTEMS = {
    "Android": "Android",
    "iPhone": "iPhone",
    "iPad": "iPad",
    "CrOS": "ChromeOS",
    "Windows": "Windows",
    "Mac OS X": "Mac",
    "Linux": "Linux",
}


def browser_of(user_agent: str) -> str:
    """The name of the browser; empty where it is none we know."""
    return _named(BROWSERS, user_agent)


def system_of(user_agent: str) -> str:
    """What it runs on; empty where it is nothing we know."""
    return _named(SYSTEMS, user_agent)


def _named(names: dict[str, str], user_agent: str) -> str:
    return next((name for mark, name in names.items() if mark in user_agent), "")
