"""Every setting of the desk, read once from the environment; a wrong value stops the start.

Each field of ``Environment`` is one variable with the prefix AMENDS_ (AMENDS_SECRET_KEY, ...),
from the process environment or a ``.env`` file. AMENDS_<NAME>_FILE names a file that holds it.
"""

import os
import sys
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

from csp.constants import NONE, SELF
from pydantic import Field, ValidationError
from pydantic_settings import BaseSettings, SettingsConfigDict


class Environment(BaseSettings):
    """The operator's settings; docs/operate.md explains each."""

    model_config = SettingsConfigDict(env_prefix="AMENDS_", env_file=".env", extra="ignore")

    home: Path = Field(default=Path("var"), description="folder of database, files and keys")
    secret_key: str = Field(min_length=32, description="signs sessions and public links")
    vault_key: str = Field(min_length=32, description="encrypts what sources need to sign in")
    database_url: str = Field(
        default="",
        pattern=r"^$|^postgres(ql)?://",
        description="postgres://... ; empty: SQLite in home",
    )
    hosts: str = Field(default="127.0.0.1,localhost,[::1]", description="names we answer to")
    base_url: str = Field(default="http://127.0.0.1:8000", description="how customers reach us")
    is_https: bool = Field(default=False, description="secure cookies and HSTS")
    debug: bool = Field(default=False, description="never in production")
    allow_hosts: str = Field(default="", description="host:port of trusted private servers")
    draft_url: str = Field(default="", description="address of a model that may draft replies")
    draft_model: str = Field(default="", description="name of that model")
    draft_key: str = Field(default="", description="key of that model")
    embedded_worker: bool = Field(default=False, description="the web process works too")
    proxies: int = Field(default=0, ge=0, le=5, description="reverse proxies in front of us")


def _secrets_from_files() -> dict[str, Any]:
    suffix = "_FILE"
    named = {
        k: v for k, v in os.environ.items() if k.startswith("AMENDS_") and k.endswith(suffix)
    }
    return {
        k.removeprefix("AMENDS_").removesuffix(suffix).lower(): _read_secret(k, v)
        for k, v in named.items()
    }


def _read_secret(name: str, path: str) -> str:
    try:
        return Path(path).read_text(encoding="utf-8").strip()
    except (OSError, UnicodeDecodeError) as error:
        sys.exit(f"These settings are missing or wrong:\n  {name}: cannot be read: {error}")


def _read_environment() -> Environment:
    try:
        return Environment(**_secrets_from_files())
    except ValidationError as error:
        lines = [
            f"AMENDS_{'_'.join(str(p) for p in e['loc']).upper()}: {e['msg']}"
            for e in error.errors()
        ]
        sys.exit("These settings are missing or wrong:\n  " + "\n  ".join(lines))


ENVIRONMENT = _read_environment()
HOME = ENVIRONMENT.home.absolute()
SECRET_KEY = ENVIRONMENT.secret_key
DEBUG = ENVIRONMENT.debug
ALLOWED_HOSTS = [h.strip() for h in ENVIRONMENT.hosts.split(",") if h.strip()]
BASE_URL = ENVIRONMENT.base_url.rstrip("/")
CSRF_TRUSTED_ORIGINS = [BASE_URL]
# The connectors know no Django: a line that stands in .env alone must reach them as well.
os.environ.setdefault("AMENDS_ALLOW_HOSTS", ENVIRONMENT.allow_hosts)

INSTALLED_APPS = [
    "amends",
    "amends.casebook",
    "amends.web",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django_htmx",
    "template_partials",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "axes",
    "rules",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "amends.web.short_way.ShortWayMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "amends.web.language.ReaderLanguageMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "axes.middleware.AxesMiddleware",
    "amends.web.storable.StorableMiddleware",
]

ROOT_URLCONF = "amends.urls"
WSGI_APPLICATION = "amends.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "django.template.context_processors.i18n",
                "amends.web.frame.frame",
            ],
        },
    }
]


def _postgres(url: str) -> dict[str, Any]:
    parts = urlsplit(url)
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.lstrip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": parts.hostname or "",
        "PORT": str(parts.port or ""),
        "CONN_MAX_AGE": 600,
        "CONN_HEALTH_CHECKS": True,
    }


def _sqlite(home: Path) -> dict[str, Any]:
    return {
        "ENGINE": "amends.casebook.sqlite",
        "NAME": home / "amends.sqlite3",
        "CONN_MAX_AGE": None,
        "OPTIONS": {
            "timeout": 30,
            "transaction_mode": "IMMEDIATE",
            "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL;"
            "PRAGMA mmap_size=134217728; PRAGMA cache_size=-16000; PRAGMA temp_store=MEMORY;",
        },
    }


DATABASES = {
    "default": _postgres(ENVIRONMENT.database_url)
    if ENVIRONMENT.database_url
    else _sqlite(HOME)
}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_USER_MODEL = "casebook.User"
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "rules.permissions.ObjectPermissionBackend",
    "amends.web.logins.DeskBackend",
]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}", "OPTIONS": options}
    for name, options in (
        ("UserAttributeSimilarityValidator", {"user_attributes": ("email", "name")}),
        ("MinimumLengthValidator", {}),
        ("CommonPasswordValidator", {}),
    )
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "inbox"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_ADAPTER = "amends.web.accounts.ClosedAdapter"
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_LOGOUT_ON_GET = False
ACCOUNT_SESSION_REMEMBER = True
# axes answers with its page after eight passwords; allauth counts the codes of second factors.
ACCOUNT_RATE_LIMITS = {"login_failed": "20/m/ip,8/5m/key"}
ALLAUTH_TRUSTED_PROXY_COUNT = ENVIRONMENT.proxies
MFA_ADAPTER = "amends.web.accounts.SealedAdapter"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_ALLOW_UNVERIFIED_EMAIL = True  # addresses come by invitation
MFA_TOTP_ISSUER = "Amends"
MFA_TOTP_TOLERANCE = 1
# The desk sends no mail of its own: a link for a new password comes from a colleague.
EMAIL_BACKEND = "django.core.mail.backends.dummy.EmailBackend"
PASSWORD_RESET_TIMEOUT = 24 * 3600
AXES_FAILURE_LIMIT = 8
AXES_COOLOFF_TIME = 0.25
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_USERNAME_CALLABLE = "amends.web.logins.login_of"
AXES_RESET_ON_SUCCESS = True
AXES_IPWARE_PROXY_COUNT = ENVIRONMENT.proxies
AXES_LOCKOUT_TEMPLATE = "account/locked.html"
AXES_VERBOSE = False

LANGUAGE_CODE = "en"
LANGUAGES = [("ar", "العربية"), ("fa", "فارسی"), ("en", "English")]
LOCALE_PATHS = [Path(__file__).parent / "locale"]
USE_I18N = True
USE_TZ = True
TIME_ZONE = "UTC"

STATIC_URL = "/static/"
STATIC_ROOT = HOME / "static"
MEDIA_ROOT = HOME / "files"
FILE_UPLOAD_PERMISSIONS = 0o600
DATA_UPLOAD_MAX_MEMORY_SIZE = 4 * 1024 * 1024

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "manifest-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
    }
}
X_FRAME_OPTIONS = "DENY"
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SECURE_SSL_REDIRECT = ENVIRONMENT.is_https
SECURE_HSTS_SECONDS = 31536000 if ENVIRONMENT.is_https else 0
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if ENVIRONMENT.proxies else None
LANGUAGE_COOKIE_NAME = "language"

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "handlers": {"console": {"class": "logging.StreamHandler"}},
    "root": {"handlers": ["console"], "level": "INFO"},
    "loggers": {
        "django.server": {"level": "WARNING"},
        # At WARNING it writes the path of each 4xx, and the path of a public link is its token.
        "django.request": {"level": "ERROR"},
        "axes": {"level": "WARNING"},
        # At INFO it writes every address whole, and some services want their key in it.
        "httpx2": {"level": "WARNING"},
    },
}
