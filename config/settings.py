"""Every knob of a Common Purse, read from the environment, each with a default that works.

Embedded default: SQLite in `var/`, an in-process channel layer, no service. With DATABASE_URL and REDIS_URL
set the same code runs on PostgreSQL and Redis. docs/settings.md lists what a city may set.
"""

import sys
from pathlib import Path
from urllib.parse import urlsplit

import environ

from city.rules.limits import parse_limits
from city.rules.sessions import FRESH, RESIDENT
from config.policy import headers
from config.secret import stored_secret

BASE_DIR = Path(__file__).resolve().parent.parent
env = environ.Env()

# The place
DATA_DIR = Path(env("DATA_DIR", default=str(BASE_DIR / "var")))
KEY_DIR = Path(env("KEY_DIR", default=str(DATA_DIR / "keys")))
RECEIPT_SIGNING_KEY_FILE = env("RECEIPT_SIGNING_KEY_FILE", default="")  # nothing: receipt.pem in KEY_DIR
LOG_SIGNING_KEY_FILE = env("LOG_SIGNING_KEY_FILE", default="")  # nothing: log.pem in KEY_DIR
DEBUG = env.bool("DEBUG", default=False)
DEMO = env.bool("DEMO", default=False)
TESTING = "pytest" in sys.modules
BASE_URL = env("BASE_URL", default="http://127.0.0.1:8000").rstrip("/")
IS_HTTPS = BASE_URL.startswith("https://")
SECRET_KEY = env("SECRET_KEY", default="") or stored_secret(DATA_DIR / "secret_key")
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", default=[urlsplit(BASE_URL).hostname, "127.0.0.1", "localhost", "[::1]"])
CSRF_TRUSTED_ORIGINS = [BASE_URL]
TRUSTED_PROXY_COUNT = env.int("TRUSTED_PROXY_COUNT", default=0)

# The city
CITY_NAME = env("CITY_NAME", default="Marenholt" if DEMO else "Your city")
COUNTRY = env("COUNTRY", default="Worldwide")  # as Pabulib calls an election of no one country
BRAND_LOGO = env("BRAND_LOGO", default="")
BRAND_MAIN = env.list("BRAND_MAIN", default=[])
BRAND_ACCENT = env.list("BRAND_ACCENT", default=[])
CURRENCY = env("CURRENCY", default="EUR")
MAP_FILE = env("MAP_FILE", default=str(BASE_DIR / "demo" / "map.geojson" if DEMO else DATA_DIR / "map.geojson"))
TIME_ZONE = env("CITY_TIME_ZONE", default="Europe/Brussels" if DEMO else "UTC")
USE_TZ = True
KNOWN_LANGUAGES = {"en": "English", "de": "Deutsch", "es": "Español", "fr": "Français", "nl": "Nederlands"}
KNOWN_LANGUAGES |= {"pl": "Polski"}
LANGUAGES = [(code, KNOWN_LANGUAGES.get(code, code)) for code in env.list("LANGUAGES", default=["en"])]
LANGUAGE_CODE = LANGUAGES[0][0]
LOCALE_PATHS = [BASE_DIR / "frontend" / "locale"]

# The rooms
INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.humanize",
    "django.contrib.messages",
    "django.contrib.sessions",
    "django.contrib.staticfiles",
    "django.forms",
    "servestatic",
    "channels",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "django_tasks_db",
    "city",
    "proposals",
    "voting",
    "budgets",
    "frontend",
    "demo",
]
MIDDLEWARE = [
    "config.headers.headers",
    "django.middleware.security.SecurityMiddleware",
    "django.middleware.gzip.GZipMiddleware",  # pages; static files are compressed beforehand
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "config.busy.BusyMiddleware",
    "config.signed_in.SignedInMiddleware",
    "config.limits.LimitsMiddleware",
]
ROOT_URLCONF = "config.urls"
ASGI_APPLICATION = "config.asgi.application"
TEMPLATE_LOADERS = [
    "django.template.loaders.filesystem.Loader",
    "django.template.loaders.app_directories.Loader",  # Django's form widgets, allauth's pages
]
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "frontend" / "templates"],
        "OPTIONS": {
            "loaders": TEMPLATE_LOADERS if DEBUG else [("django.template.loaders.cached.Loader", TEMPLATE_LOADERS)],
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "frontend.context.frame",
            ],
            "builtins": [
                "django.templatetags.i18n",
                "django.templatetags.static",
                "frontend.templatetags.words",
                "frontend.templatetags.purse",
                "frontend.templatetags.parts",
                "frontend.templatetags.standings",
            ],
        },
    }
]
FORM_RENDERER = "frontend.rendering.FormRenderer"

# The database. Ballots must be on the disk before they are acknowledged: FULL, never NORMAL (docs/decisions).
DATABASES = {"default": env.db_url("DATABASE_URL", default=f"sqlite:///{DATA_DIR / 'db.sqlite3'}")}
DATABASES["default"]["TEST"] = {}
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    DATABASES["default"]["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA secure_delete=ON;"
        " PRAGMA foreign_keys=ON; PRAGMA cache_size=-65536",
    }
    DATABASES["default"]["TEST"]["NAME"] = str(DATA_DIR / "test.sqlite3")
else:
    DATABASES["default"]["OPTIONS"] = {
        "pool": False if TESTING else {"min_size": 1, "max_size": 16, "timeout": 10},
        # What a connection asks for the fifth time is planned once, and kept (decision 32).
        "server_side_binding": True,
        "prepare_threshold": 5,
    }

# Redis, where there is one: hints between processes, never a record of anything.
REDIS_URL = env("REDIS_URL", default="")
if REDIS_URL:
    CHANNEL_LAYERS = {
        "default": {
            "BACKEND": "channels_redis.pubsub.RedisPubSubChannelLayer",
            "CONFIG": {"hosts": [{"address": REDIS_URL, "socket_timeout": None, "socket_connect_timeout": 5}]},
        }
    }
    REDIS = {
        "BACKEND": "django.core.cache.backends.redis.RedisCache",
        "LOCATION": REDIS_URL,
        "OPTIONS": {"socket_connect_timeout": 1, "socket_timeout": 1},  # a ballot does not wait for a cache
    }
    CACHES = {"default": REDIS, "memory": REDIS}
else:
    CHANNEL_LAYERS = {"default": {"BACKEND": "channels.layers.InMemoryChannelLayer"}}
    # What every process must know alike (tries to sign in, codes that were used) is in the database; what no database
    # may hold (when somebody changed a ballot), or is worked out quickly again, in the memory of the process.
    CACHES = {
        "default": {
            "BACKEND": "django.core.cache.backends.db.DatabaseCache",
            "LOCATION": "city_cache",
            "OPTIONS": {"MAX_ENTRIES": 100_000},
        },
        "memory": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"},
    }

# What only this process needs to know (pages just made, sums that take long), and how many sockets it may hold.
CACHES["near"] = {"BACKEND": "django.core.cache.backends.locmem.LocMemCache", "LOCATION": "near"}
PAGE_SECONDS = env.int("PAGE_SECONDS", default=0 if TESTING else 5)
SOCKETS, SOCKETS_PER_NETWORK = env.int("SOCKETS", default=20_000), env.int("SOCKETS_PER_NETWORK", default=2_000)

# Work to be done later: written in the same transaction as its cause.
TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}

# Which acts take two people: each room lists its own (city/actions/kinds.py).
CASE_KINDS = [f"{room}.actions.case_kinds.KINDS" for room in ("city", "voting", "budgets")]

# Assets: built by esbuild into frontend/static/built, then hashed and compressed by collectstatic.
STATIC_URL = "/static/"
STATIC_ROOT = BASE_DIR / "staticfiles"
STATICFILES_DIRS = [BASE_DIR / "frontend" / "static"]
IS_COLLECTED = (STATIC_ROOT / "staticfiles.json").exists() and not DEBUG
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "servestatic.storage.CompressedManifestStaticFilesStorage"
        if IS_COLLECTED or "collectstatic" in sys.argv
        else "django.contrib.staticfiles.storage.StaticFilesStorage"
    },
}
SERVESTATIC_USE_FINDERS = not IS_COLLECTED
SERVESTATIC_AUTOREFRESH = not IS_COLLECTED

# People
AUTH_USER_MODEL = "city.User"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/me/"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*"]
ACCOUNT_EMAIL_VERIFICATION = "mandatory"
ACCOUNT_EMAIL_VERIFICATION_BY_CODE_ENABLED = True
ACCOUNT_EMAIL_VERIFICATION_BY_CODE_TIMEOUT = 600
ACCOUNT_EMAIL_VERIFICATION_SUPPORTS_RESEND = True
ACCOUNT_LOGIN_BY_CODE_ENABLED = True
ACCOUNT_LOGIN_BY_CODE_TIMEOUT = 600
ACCOUNT_LOGIN_BY_CODE_SUPPORTS_RESEND = True
ALLAUTH_USER_CODE_FORMAT = {"numeric": True, "length": 8, "dashed": True}  # digits are typed fastest on a phone
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_LOGOUT_ON_GET = False
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_SESSION_REMEMBER = True
ACCOUNT_DEFAULT_HTTP_PROTOCOL = "https" if IS_HTTPS else "http"
ALLAUTH_TRUSTED_PROXY_COUNT = TRUSTED_PROXY_COUNT  # its limits per address are for people's, not the proxy's
ACCOUNT_ADAPTER = "config.accounts.AccountAdapter"
ACCOUNT_FORMS = {
    "login": "frontend.forms.SignInForm",
    "request_login_code": "frontend.forms.RequestCodeForm",
    "confirm_login_code": "frontend.forms.SignInCodeForm",
    "signup": "frontend.forms.SignUpForm",
    "confirm_email_verification_code": "frontend.forms.AddressCodeForm",
}
ACCOUNT_EMAIL_NOTIFICATIONS = True  # who has a second factor hears of every change to it
ACCOUNT_REAUTHENTICATION_TIMEOUT = int(FRESH.total_seconds())
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_ADAPTER = "config.accounts.SecondFactorAdapter"
MFA_TOTP_TOLERANCE = 1  # a code may be thirty seconds old: people type, and clocks drift
MFA_FORMS = {
    "authenticate": "frontend.forms.SecondFactorForm",
    "reauthenticate": "frontend.forms.AgainForm",
    "activate_totp": "frontend.forms.AppForm",
    "add_webauthn": "frontend.forms.PasskeyForm",
}
SESSION_COOKIE_AGE = int(RESIDENT.absolute.total_seconds())
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"  # no third cookie

# The roll
ATTESTS_PER_DAY = env.int("ATTESTS_PER_DAY", default=200)
CHECK_OFFS_PER_DAY = env.int("CHECK_OFFS_PER_DAY", default=600)
ASSISTS_PER_DAY = env.int("ASSISTS_PER_DAY", default=40)
ROLL_PER_CONTACT = env.int("ROLL_PER_CONTACT", default=4)
PHONE_COUNTRY = env("PHONE_COUNTRY", default="")
ROLL_UPLOAD_MB = env.int("ROLL_UPLOAD_MB", default=200)

# Mail
EMAIL_CONFIG = env.email_url("EMAIL_URL", default="consolemail://")
vars().update(EMAIL_CONFIG)
DEFAULT_FROM_EMAIL = env("DEFAULT_FROM_EMAIL", default=f"Common Purse <noreply@{urlsplit(BASE_URL).hostname}>")

BALLOT_NOTICES = env.bool("BALLOT_NOTICES", default=not DEMO)  # invented residents read no mail

# Headers and cookies: nothing inline, nothing from elsewhere.
SESSION_COOKIE_NAME = "__Host-sid" if IS_HTTPS else "sid"
CSRF_COOKIE_NAME = "__Host-csrf" if IS_HTTPS else "csrf"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SECURE_SSL_REDIRECT = IS_HTTPS
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
SECURE_HSTS_SECONDS = 63_072_000 if IS_HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = IS_HTTPS
SECURE_REFERRER_POLICY = "same-origin"
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if TRUSTED_PROXY_COUNT else None
SECURE_REDIRECT_EXEMPT = [r"^(healthz|readyz)$"]  # asked for from inside
X_FRAME_OPTIONS = "DENY"
HEADERS = headers(BASE_URL, SECURE_REFERRER_POLICY, X_FRAME_OPTIONS, SECURE_HSTS_SECONDS)

# How often anybody may write: a person, and all people of one part of the network (docs/settings.md).
WRITE_LIMITS = {
    "codes": parse_limits(env("LIMIT_CODES", default="30/10m 300/10m")),
    "proposals": parse_limits(env("LIMIT_PROPOSALS", default="60/h 600/h")),
    "complaints": parse_limits(env("LIMIT_COMPLAINTS", default="10/h 60/h")),
    "casts": parse_limits(env("LIMIT_CASTS", default="300/h 6000/m")),
    "writes": parse_limits(env("LIMIT_WRITES", default="120/m 1200/m")),
}

LOG_LEVEL = env("LOG_LEVEL", default="INFO")
SELDOM = ["channels_redis.pubsub", "config.limits", "voting.consumers", "voting.live", "voting.management.sealer"]
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{asctime} {levelname} {name} {message}", "style": "{"}},
    # During an outage of Redis or the database these would say the same every second, for every viewer.
    "filters": {"seldom": {"()": "config.logs.Seldom", "loggers": SELDOM}},
    # The handler has the level as well: Django gives a logger of its own one that LOG_LEVEL does not reach.
    "handlers": {
        "console": {
            "class": "logging.StreamHandler",
            "formatter": "line",
            "filters": ["seldom"],
            "level": LOG_LEVEL,
        }
    },
    "root": {"handlers": ["console"], "level": LOG_LEVEL},
    "loggers": {"django.server": {"level": "WARNING"}, "django_tasks_db": {"level": "WARNING"}},
}
