"""Django's settings. What an operator may choose comes from config/env.py."""

from datetime import timedelta

from omnipresence.config import env
from omnipresence.config.files import file_headers
from omnipresence.config.headers import HEADERS, PARAMETERS

ENVIRONMENT = env.read()

DEBUG = False
SECRET_KEY = ENVIRONMENT.secret_key
# What was signed with an earlier key is still believed: tokens, grants, cursors, links.
SECRET_KEY_FALLBACKS = ENVIRONMENT.secret_key_fallbacks
ALLOWED_HOSTS = ENVIRONMENT.allowed_hosts
DATABASES = ENVIRONMENT.databases
CACHES = {"default": ENVIRONMENT.cache}
TALLY_FILE = ENVIRONMENT.tally_file
RATE_LIMITS = ENVIRONMENT.rate_limits
DEFAULT_AUTO_FIELD = "omnipresence.base.fields.UnsignedBigAutoField"
ROOT_URLCONF = "omnipresence.config.urls"
WSGI_APPLICATION = "omnipresence.config.wsgi.application"
# A proxy in front ends TLS and says so; from anybody else the header means nothing.
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if ENVIRONMENT.proxies else None
APPEND_SLASH = False
USE_TZ = True
TIME_ZONE = "UTC"
USE_I18N = False

INSTALLED_APPS = [
    # simplejwt imports both; their tables hold nothing of the product.
    "django.contrib.contenttypes",
    "django.contrib.auth",
    "rest_framework",
    "drf_spectacular",
    "django_filters",
    "django_tasks",
    "django_tasks_db",
    "omnipresence.base",
    "omnipresence.audit",
    "omnipresence.accounts",
    "omnipresence.notifications",
    "omnipresence.roster",
    "omnipresence.schedule",
    "omnipresence.presence",
    "omnipresence.sync",
    "omnipresence.imports",
    "omnipresence.webhooks",
    "omnipresence.selfservice",
    "omnipresence.config",
]

# Whether webhooks may lead into private networks, and go without TLS.
WEBHOOKS_ALLOW_PRIVATE = ENVIRONMENT.webhooks_allow_private

# Who may read /metrics from elsewhere than the machine itself.
METRICS_TOKEN = ENVIRONMENT.metrics_token

MIDDLEWARE = [
    "omnipresence.config.metrics.RequestMetrics",
    "omnipresence.config.middleware.SecurityHeaders",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.gzip.GZipMiddleware",
    "django.middleware.common.CommonMiddleware",
]

AUTH_USER_MODEL = "accounts.User"
PASSWORD_HASHERS = ["django.contrib.auth.hashers.BCryptSHA256PasswordHasher"]
if env.TESTING:
    # The same algorithm at its lowest cost: a quarter of a second per sign-in adds up over a test run.
    PASSWORD_HASHERS = ["omnipresence.accounts.hashers.CheapBCrypt"]

# Bodies: everything but /sync is small. /sync has its own limits, before and after inflation.
DATA_UPLOAD_MAX_MEMORY_SIZE = 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 200

# The PWA, served from its build beside the API.
PWA_DIST = env.ROOT / "pwa" / "dist"
WHITENOISE_ROOT = PWA_DIST if PWA_DIST.is_dir() else None
WHITENOISE_INDEX_FILE = True
WHITENOISE_USE_FINDERS = False
WHITENOISE_AUTOREFRESH = False
WHITENOISE_ALLOW_ALL_ORIGINS = False
WHITENOISE_MAX_AGE = 0
WHITENOISE_IMMUTABLE_FILE_TEST = r"^.*/assets/.+-[0-9A-Za-z_-]{8,}\..+$"
WHITENOISE_ADD_HEADERS_FUNCTION = file_headers
STATIC_URL = "/static/"

REST_FRAMEWORK = {
    "DEFAULT_AUTHENTICATION_CLASSES": [
        "omnipresence.accounts.authentication.AccessTokenAuthentication",
        "omnipresence.accounts.authentication.ApiKeyAuthentication",
    ],
    "DEFAULT_PERMISSION_CLASSES": ["omnipresence.accounts.permissions.RoleRule"],
    "DEFAULT_RENDERER_CLASSES": ["rest_framework.renderers.JSONRenderer"],
    "DEFAULT_PARSER_CLASSES": ["omnipresence.base.parsing.StrictJSONParser"],
    "EXCEPTION_HANDLER": "omnipresence.base.http.handle_exception",
    "DEFAULT_SCHEMA_CLASS": "omnipresence.base.contract.ApiSchema",
    "DEFAULT_THROTTLE_RATES": {
        # Each try costs a quarter of a second of bcrypt; 500 tablets are through within five minutes.
        "sign-in-address": "120/min",
        "sign-in-account": "10/min",
        # Nobody guesses a signed token; a school of 500 tablets behind one address comes back within a minute.
        "refresh": "1200/min",
        "password": "10/min",
        # Calendars ask every few minutes at most; nobody guesses 256 bits.
        "calendar": "60/min",
        # A school's pupils share an address and come within minutes; wrong tries have a limit of their own.
        "self-service-address": "300/min",
        "self-service-link": "600/min",
        # A minute's rest at most for a school behind one address; for who guesses, a tenth of the speed.
        "self-service-wrong": "30/min",
    },
    "UNAUTHENTICATED_USER": None,
    "COERCE_DECIMAL_TO_STRING": False,
    # Whose address counts: what that many proxies in front say, or else that of the connection.
    "NUM_PROXIES": ENVIRONMENT.proxies,
    "URL_FORMAT_OVERRIDE": None,
}

SIMPLE_JWT = {
    "ACCESS_TOKEN_LIFETIME": timedelta(minutes=15),
    "REFRESH_TOKEN_LIFETIME": timedelta(days=30),
    "ALGORITHM": "HS256",
    "AUDIENCE": "omnipresence",
    "ISSUER": "omnipresence",
    "USER_ID_CLAIM": "sub",
    "UPDATE_LAST_LOGIN": False,
}

SPECTACULAR_SETTINGS = {
    "TITLE": "Omnipresence",
    "VERSION": "1",
    "DESCRIPTION": "Who was present, where and when. Marks that were made offline arrive through `/sync`.",
    "OAS_VERSION": "3.1.0",
    "SERVE_INCLUDE_SCHEMA": False,
    "SCHEMA_PATH_PREFIX": r"/api/v1",
    "COMPONENT_SPLIT_REQUEST": True,
    "ENUM_GENERATE_CHOICE_DESCRIPTION": False,
    "SORT_OPERATIONS": True,
    "ENUM_NAME_OVERRIDES": {
        "SessionStatus": ["scheduled", "in_progress", "completed"],
        "CountsAs": ["present", "absent", "other"],
        "SelfServiceKind": ["check_in", "registration"],
        "RuleType": ["absence", "conflict", "data_quality"],
        "DeliveryStatus": ["pending", "delivered", "failed"],
    },
    "PATH_CONVERTER_OVERRIDES": {
        "id": {"type": "integer", "format": "int64", "minimum": 1, "maximum": 2**63 - 1},
        "code": {"type": "string", "pattern": "^[a-z][a-z0-9_]{0,49}$"},
        "token": {"type": "string", "minLength": 1, "maxLength": 200},
    },
    "LICENSE": {"name": "MIT", "identifier": "MIT"},
    "CONTACT": {"name": "Whoever operates this server"},
    "POSTPROCESSING_HOOKS": [
        "drf_spectacular.hooks.postprocess_schema_enums",
        "omnipresence.config.contract.finish.finish",
    ],
    "APPEND_COMPONENTS": {"headers": HEADERS, "parameters": PARAMETERS},
    "SERVERS": [{"url": "/", "description": "This server"}],
}

# Jobs lie in the same database (base/jobs.py, base/job_runner.py).
TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}

# `check --deploy` looks for Django's own middleware. SecurityHeaders does what the first two are for, on files and
# errors too, and HTTPS is the proxy's; no cookie signs anybody in, so there is no request to forge (W003).
SILENCED_SYSTEM_CHECKS = ["security.W001", "security.W002", "security.W003"]

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "text": {"()": "omnipresence.config.logs.LineFormatter"},
        "json": {"()": "omnipresence.config.logs.JsonFormatter"},
    },
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": ENVIRONMENT.log_format}},
    "root": {"handlers": ["console"], "level": "INFO"},
    # fontTools tells every step of every PDF.
    "loggers": {"django.request": {"level": "ERROR"}, "fontTools": {"level": "WARNING"}},
}
