"""Settings in three parts: what never changes, what the environment says, what follows from both.

Only environment variables are read, all named `YIFA_…`; `docs/reference/settings.md` lists them.
"""

from __future__ import annotations

import os
import secrets
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlparse

from yifa.errors import BadInput, Text
from yifa.server.logs import logging_for

# --- what the environment says -------------------------------------------------------------


def _whole(name: str, default: str) -> int:
    """A whole number from the environment. Raises `BadInput`."""
    text = os.environ.get(name, default)
    if not (text.isascii() and text.isdigit() and 0 < int(text) < 10_000):
        raise BadInput(
            "number_setting",
            Text(f"{name} 应为正整数，不能是 {text}。", f"{name} is {text}: a whole number is meant."),
        )
    return int(text)


DATA = Path(os.environ.get("YIFA_DATA", "./var")).resolve()
DATABASE = os.environ.get("YIFA_DATABASE", "")
LAW_OVERLAY = os.environ.get("YIFA_LAW", "")
TRAINING = os.environ.get("YIFA_TRAINING", "") == "1"
DEBUG = os.environ.get("YIFA_DEBUG", "") == "1"
HTTPS = os.environ.get("YIFA_HTTPS", "") == "1"
MAX_FILE_MB = _whole("YIFA_MAX_FILE_MB", "50")
ROOTS = os.environ.get("YIFA_ROOTS", "")
SITE = os.environ.get("YIFA_SITE", "").rstrip("/")
FONTS = os.environ.get("YIFA_FONTS", "")
HASH = "sm3" if os.environ.get("YIFA_CRYPTO") == "sm" else "sha256"
SECOND_FACTOR = os.environ.get("YIFA_SECOND_FACTOR", "optional")
if SECOND_FACTOR not in ("optional", "required"):
    raise BadInput(
        "second_factor_setting",
        Text(
            f"YIFA_SECOND_FACTOR 应为 optional 或 required，不能是 {SECOND_FACTOR}。",
            f"YIFA_SECOND_FACTOR is {SECOND_FACTOR}: optional or required.",
        ),
    )
ALLOWED_HOSTS = os.environ.get("YIFA_HOSTS", "localhost,127.0.0.1,[::1]").split(",")


def _secret() -> str:
    """The signing key: from the environment, or made once and kept in the data folder (mode 600)."""
    if given := os.environ.get("YIFA_SECRET"):
        return given
    kept = DATA / "secret.key"
    if not kept.exists():
        DATA.mkdir(parents=True, exist_ok=True)
        try:
            descriptor = os.open(kept, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
        except FileExistsError:
            return kept.read_text(encoding="ascii")
        with os.fdopen(descriptor, "w", encoding="ascii") as target:
            target.write(secrets.token_urlsafe(48))
    return kept.read_text(encoding="ascii")


def _database(address: str) -> dict[str, Any]:
    """SQLite in the data folder, or PostgreSQL from `postgresql://user:pass@host:port/name?…`."""
    if not address:
        DATA.mkdir(parents=True, exist_ok=True)
        return {
            "ENGINE": "django.db.backends.sqlite3",
            "NAME": str(DATA / "yifa.sqlite3"),
            "TEST": {"NAME": str(DATA / "test.sqlite3")},
            "CONN_MAX_AGE": 600,  # a connection keeps the pages it has read: opened anew for each request, it would begin with none
            "OPTIONS": {
                "transaction_mode": "IMMEDIATE",
                "timeout": 20,
                "init_command": (
                    "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON; "
                    "PRAGMA cache_size=-65536; PRAGMA temp_store=MEMORY;"
                ),
            },
        }
    parts = urlparse(address)
    options = dict(pair.split("=", 1) for pair in parts.query.split("&") if "=" in pair)
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": parts.path.lstrip("/"),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": unquote(options.pop("host", parts.hostname or "")),
        "PORT": str(parts.port or ""),
        "CONN_MAX_AGE": 600,
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": options,
    }


SECRET_KEY = _secret()
LOGGING = logging_for(DATA)
DATABASES = {"default": _database(DATABASE)}

# --- what never changes --------------------------------------------------------------------

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "yifa.places",
    "yifa.people",
    "yifa.docket",
    "yifa.intake",
    "yifa.deadlines",
    "yifa.files",
    "yifa.jobs",
    "yifa.documents",
    "yifa.annual",
    "yifa.web",
    "yifa.api",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "axes",
    "csp",
    "django_htmx",
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "csp.middleware.CSPMiddleware",
    "yifa.server.edge.NotTooLarge",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "yifa.server.edge.MethodsTold",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "yifa.web.middleware.ErrorsAsPages",
    "yifa.web.middleware.SecondStep",
    "axes.middleware.AxesMiddleware",
]
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "yifa.web.language.words",
            ],
        },
    }
]
AUTHENTICATION_BACKENDS = ["axes.backends.AxesStandaloneBackend", "django.contrib.auth.backends.ModelBackend"]
LOGIN_URL = "/sign-in/"
LOGIN_REDIRECT_URL = "/"
LOGOUT_REDIRECT_URL = "/sign-in/"
SESSION_COOKIE_AGE = 8 * 3600
SESSION_SAVE_EVERY_REQUEST = False
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SECURE_SSL_REDIRECT = HTTPS
SECURE_HSTS_SECONDS = 365 * 24 * 3600 if HTTPS else 0
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if HTTPS else None
CSRF_FAILURE_VIEW = "yifa.server.edge.forged"
X_FRAME_OPTIONS = "DENY"
SECURE_REFERRER_POLICY = "same-origin"
AXES_FAILURE_LIMIT = 5
AXES_COOLOFF_TIME = 0.25
AXES_LOCKOUT_PARAMETERS = ["username"]
AXES_VERBOSE = False
AXES_LOCKOUT_TEMPLATE = "yifa/locked.html"
AXES_SENSITIVE_PARAMETERS = ["username", "ip_address", "code", "credential"]
# Of allauth only the second factor is used: no sign-up, no e-mail, none of its pages.
ACCOUNT_USER_MODEL_EMAIL_FIELD = None
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
MFA_ADAPTER = "yifa.web.second_factor.FactorAdapter"
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes", "webauthn"]
MFA_TOTP_TOLERANCE = 1
MFA_WEBAUTHN_USER_VERIFICATION = "preferred"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": ["'self'"],
        "img-src": ["'self'", "data:"],
        "object-src": ["'none'"],
        "base-uri": ["'none'"],
        "form-action": ["'self'"],
        "frame-ancestors": ["'none'"],
    }
}
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
DATA_UPLOAD_MAX_MEMORY_SIZE = 1024 * 1024
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = DEBUG
AUTH_USER_MODEL = "people.Officer"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
LANGUAGE_CODE = "zh-hans"
LANGUAGES = [("zh-hans", "简体中文"), ("en", "English")]
TIME_ZONE = "Asia/Shanghai"
USE_TZ = True
USE_I18N = True
STATIC_URL = "/static/"
ROOT_URLCONF = "yifa.server.urls"
