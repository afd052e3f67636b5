"""What every answer says to a browser: nothing inline, nothing from elsewhere."""

CLOSED_TO_ALL = ("camera", "geolocation", "microphone", "payment", "usb")


def headers(base_url: str, referrer: str, framing: str, hsts_seconds: int) -> dict[str, str]:
    """The headers of every answer of a site at this address; HSTS where it is reached by TLS (0 seconds: it is not)."""
    policy = {
        "default-src": "'none'",
        "script-src": "'self'",
        "style-src": "'self'",
        "img-src": "'self' data:",
        "font-src": "'self'",
        "connect-src": f"'self' {base_url.replace('http', 'ws', 1)}",
        "form-action": "'self'",
        "base-uri": "'none'",
        "object-src": "'none'",
        "frame-ancestors": "'none'",
    }
    secure = {"Strict-Transport-Security": f"max-age={hsts_seconds}; includeSubDomains; preload"}
    return {
        "Content-Security-Policy": "; ".join(f"{name} {value}" for name, value in policy.items()),
        "Permissions-Policy": ", ".join(f"{name}=()" for name in CLOSED_TO_ALL),
        "Cross-Origin-Opener-Policy": "same-origin",
        "Cross-Origin-Resource-Policy": "same-origin",
        "Referrer-Policy": referrer,
        "X-Content-Type-Options": "nosniff",
        "X-Frame-Options": framing,
    } | (secure if hsts_seconds else {})
