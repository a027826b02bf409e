"""All settings, from the environment only; the table of variables stands in README.md.

With nothing configured `manage.py` starts embedded servers and sets DATABASE_URL, DATABASE_OWNER_URL and REDIS_URL
before this file is read.
"""

import hashlib
from pathlib import Path

import django_stubs_ext
import pghistory
from csp.constants import NONE, SELF
from django.utils.translation import gettext_lazy as _

from core import env, file_storage, logs, outside
from embedded import paths

django_stubs_ext.monkeypatch()

BASE_DIR = Path(__file__).resolve().parent.parent
VAR_DIR = paths.var_dir()

DEBUG = env.flag("KARTOTEKA_DEBUG")
TESTING = env.flag("KARTOTEKA_TESTING")
SECRET_KEY = env.text("KARTOTEKA_SECRET_KEY") or env.generated_secret(VAR_DIR / "secret_key")
SECRET_KEY_FALLBACKS = env.words("KARTOTEKA_OLD_SECRET_KEYS")

# Where the product is reached. On a loopback host it is a trial: demo accounts exist and plain HTTP is right.
HOST = env.text("KARTOTEKA_HOST", "localhost")
LOOPBACK_NAMES = ("localhost", "127.0.0.1", "[::1]")
ON_LOOPBACK = HOST in {"localhost", "127.0.0.1", "::1"}
ALLOWED_HOSTS = env.words("KARTOTEKA_ALLOWED_HOSTS", LOOPBACK_NAMES if ON_LOOPBACK else ())
# Where links in letters lead; never taken from a request. `up` keeps the address it has found free.
ADDRESS_FILE = VAR_DIR / "address"
PUBLIC_URL = (env.text("KARTOTEKA_URL") or env.kept(ADDRESS_FILE, "http://localhost:8000")).rstrip("/")
CSRF_TRUSTED_ORIGINS = env.words("KARTOTEKA_ORIGINS")
DEMO_ACCOUNTS = env.flag("KARTOTEKA_DEMO_ACCOUNTS", default=ON_LOOPBACK) and ON_LOOPBACK
HTTPS = env.flag("KARTOTEKA_HTTPS", default=not ON_LOOPBACK)
if env.flag("KARTOTEKA_BEHIND_PROXY"):
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    ALLAUTH_TRUSTED_PROXY_COUNT = 1

INSTALLED_APPS = [
    "crm",
    "imports",
    "reports",
    "desk",
    "office",
    "quality",
    "sales",
    "messaging",
    "campaigns",
    "segmentation",
    "interactions",
    "consents",
    "customers",
    "listing",
    "files",
    "accounts",
    "journal",
    "core",
    "import_export",
    "pghistory",
    "pgtrigger",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.postgres",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
    "django_htmx",
]

MIDDLEWARE = [
    "crm.monitoring.middleware.MonitoringMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "crm.headers.HeadersMiddleware",
    "csp.middleware.CSPMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.gzip.GZipMiddleware",
    "accounts.middleware.CookiesOfPagesMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
    "accounts.middleware.PreferencesMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "accounts.middleware.SecurityMiddleware",
    "customers.merged_away.MergedAwayMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "crm.bad_values.BadValuesMiddleware",
]

ROOT_URLCONF = "crm.urls"
WSGI_APPLICATION = "crm.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "builtins": ["core.templatetags.ui"],
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "accounts.context.shell",
                "accounts.context.company",
            ],
        },
    }
]

# Two roles: the application may not drop, truncate or alter; the owner migrates (docs/decisions/0004).
DATABASE_URL = env.text("DATABASE_URL", "postgresql://kartoteka_app@localhost/kartoteka")
DATABASE_OWNER_URL = env.text("DATABASE_OWNER_URL", DATABASE_URL)
# PgBouncer between us and the database hands each transaction another connection: nothing may outlive one, and the
# limit of time stands with the role (docs/scale-out.md).
DB_POOLER = env.flag("KARTOTEKA_DB_POOLER")
# Web pages answer quickly or not at all: `up` gives the web server 5,000; jobs and commands have no limit.
SESSION_OPTIONS = f"-c statement_timeout={env.whole('KARTOTEKA_STATEMENT_TIMEOUT_MS', 0)}"
CONNECTION_OPTIONS = {
    # A server that is back is asked at the next page, not when a growing pause of the pool has ended.
    "pool": {"min_size": 0, "max_size": env.whole("KARTOTEKA_DB_POOL", 8), "timeout": 10, "reconnect_timeout": 3},
    **({} if DB_POOLER else {"options": SESSION_OPTIONS}),
}
DATABASES = {
    "default": {
        **env.postgres(DATABASE_URL, CONNECTION_OPTIONS),
        "CONN_HEALTH_CHECKS": True,
        "DISABLE_SERVER_SIDE_CURSORS": DB_POOLER,
    },
    "owner": {**env.postgres(DATABASE_OWNER_URL), "TEST": {"MIRROR": "default"}},
}
# A copy that follows the database, for reports; behind by more seconds than these it is not read (docs/scale-out.md).
DATABASE_REPLICA_URL = env.text("DATABASE_REPLICA_URL")
REPLICA_LAG_SECONDS = env.whole("KARTOTEKA_REPLICA_LAG_SECONDS", 30)
if DATABASE_REPLICA_URL:
    DATABASES["replica"] = env.replica(DATABASE_REPLICA_URL, SESSION_OPTIONS)
DATABASE_ROUTERS = ["core.replica.ReadsReplica", "core.db.OwnerMigrates"]
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# History: event tables name their own indexes, and a foreign key there would only slow the trigger down.
PGHISTORY_FOREIGN_KEY_FIELD = pghistory.ForeignKey(db_index=False)
# Triggers come by migrations alone; `manage.py check` would ask the database otherwise.
PGTRIGGER_INSTALL_ON_MIGRATE = False

# Queue, cache and rate limits. Cache in the same Valkey under another prefix: nothing in it is missed when lost.
REDIS_URL = env.text("REDIS_URL", "redis://localhost:6379/0")
REDIS_PREFIX = env.text("KARTOTEKA_REDIS_PREFIX", "kartoteka")
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.redis.RedisCache",
        "LOCATION": REDIS_URL,
        "KEY_PREFIX": f"{REDIS_PREFIX}:cache",
    }
}
# RabbitMQ may wake up workers in its place (amqp://…); limits and cache stay where they are (docs/scale-out.md).
CELERY_BROKER_URL = env.text("CELERY_BROKER_URL") or REDIS_URL
CELERY_BROKER_TRANSPORT_OPTIONS = (
    {"global_keyprefix": f"{REDIS_PREFIX}:queue:", "visibility_timeout": 3600}
    if CELERY_BROKER_URL.startswith(("redis", "valkey", "unix"))
    else {"confirm_publish": True}
)
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_DEFAULT_QUEUE = "interactive"
CELERY_TASK_CREATE_MISSING_QUEUES = True
CELERY_WORKER_HIJACK_ROOT_LOGGER = False
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_WORKER_CONSUMER = "crm.consumer:Consumer"
CELERY_TIMEZONE = "UTC"
CELERY_BROKER_CONNECTION_MAX_RETRIES = None  # a queue that comes back after a day finds its workers waiting
# A worker not heard of for the lease is taken for dead, and its job goes on elsewhere.
JOB_LEASE_SECONDS = env.whole("KARTOTEKA_JOB_LEASE_SECONDS", 60)
JOB_HEARTBEAT_SECONDS = env.whole("KARTOTEKA_JOB_HEARTBEAT_SECONDS", 10)

# People.
AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["accounts.backends.EmailBackend"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
    {"NAME": "accounts.passwords.HouseWordsValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "home"
LOGOUT_REDIRECT_URL = "account_login"
ACCOUNT_ADAPTER = "accounts.adapter.AccountAdapter"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*", "password2*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False
ACCOUNT_SESSION_REMEMBER = None
ACCOUNT_LOGOUT_ON_PASSWORD_CHANGE = True
ACCOUNT_LOGIN_ON_PASSWORD_RESET = False
ACCOUNT_FORMS = {
    "login": "accounts.forms.LoginForm",
    "reset_password": "accounts.forms.ResetPasswordForm",
    "reset_password_from_key": "accounts.forms.ResetPasswordKeyForm",
    "change_password": "accounts.forms.ChangePasswordForm",
}
# Second factor: codes of an app, codes on paper, passkeys. Clocks may differ by one step of 30 seconds.
MFA_ADAPTER = "accounts.second_factor.adapter.SecondFactorAdapter"
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes", "webauthn"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_TOTP_TOLERANCE = 1
MFA_ALLOW_UNVERIFIED_EMAIL = True  # allauth's own table of addresses is empty here
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = ON_LOOPBACK
MFA_FORMS = {
    "authenticate": "accounts.second_factor.forms.AuthenticateForm",
    "reauthenticate": "accounts.second_factor.forms.ReauthenticateForm",
    "activate_totp": "accounts.second_factor.forms.ActivateTotpForm",
    "add_webauthn": "accounts.second_factor.forms.AddPasskeyForm",
    "edit_webauthn": "accounts.second_factor.forms.RenamePasskeyForm",
    "login_webauthn": "accounts.second_factor.forms.SignInByPasskeyForm",
    "authenticate_webauthn": "accounts.second_factor.forms.AuthenticateByPasskeyForm",
    "reauthenticate_webauthn": "accounts.second_factor.forms.ReauthenticateByPasskeyForm",
}
# How long «it is you» holds before important acts ask again, seconds.
ACCOUNT_REAUTHENTICATION_TIMEOUT = 900
# Attempts, per address of the network and per e-mail.
ACCOUNT_RATE_LIMITS = {
    "login": "30/m/ip",
    "login_failed": "10/m/ip,5/5m/key",
    "reset_password": "20/m/ip,5/h/key",
    "reset_password_from_key": "20/m/ip",
    "change_password": "5/m/user",
    "reauthenticate": "10/m/user",
}

# What one person may ask for: (how many, in how many seconds).
PERSONAL_LIMITS = {"search": (120, 60), "export": (30, 3600), "import": (60, 3600)}

# Languages and time.
LANGUAGE_CODE = "ru"
LANGUAGES = [("ru", _("Russian")), ("en", _("English"))]
LOCALE_PATHS = [BASE_DIR / "locale"]
USE_I18N = True
USE_TZ = True
TIME_ZONE = env.text("KARTOTEKA_TIME_ZONE", "Europe/Moscow")
USE_THOUSAND_SEPARATOR = True
FORMAT_MODULE_PATH = ["core.formats"]

# Static files: hashed names, compressed once when `up` starts.
STATIC_URL = "/static/"
STATIC_ROOT = VAR_DIR / "static"
# Pictures of the guide are shown by the help pages.
STATICFILES_DIRS = [BASE_DIR / "static", ("guide", BASE_DIR / "docs" / "guide" / "img")]
PLAIN_STATIC = DEBUG or TESTING
STORAGES = {
    "default": file_storage.choose(VAR_DIR / "files"),
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if PLAIN_STATIC
        else "core.static.HashedStaticStorage"
    },
}
WHITENOISE_USE_FINDERS = PLAIN_STATIC
WHITENOISE_AUTOREFRESH = PLAIN_STATIC
WHITENOISE_ALLOW_ALL_ORIGINS = False
if not PLAIN_STATIC:
    STATIC_ROOT.mkdir(parents=True, exist_ok=True)  # whitenoise warns of a missing folder before the first collection

# Files people give. A whole request may be larger than one attachment: bases are imported by files.
MAX_FILE_BYTES = env.whole("KARTOTEKA_MAX_FILE_MB", 20) * 1024 * 1024
MAX_IMPORT_BYTES = env.whole("KARTOTEKA_MAX_IMPORT_MB", 256) * 1024 * 1024
MAX_UPLOAD_BYTES = env.whole("KARTOTEKA_MAX_UPLOAD_MB", 1024) * 1024 * 1024
FILE_UPLOAD_HANDLERS = [
    "files.uploads.RefuseHugeUploads",
    "django.core.files.uploadhandler.MemoryFileUploadHandler",
    "django.core.files.uploadhandler.TemporaryFileUploadHandler",
]

# Backups made at night and before an update; name a folder on another disk.
BACKUP_DIR = Path(env.text("KARTOTEKA_BACKUPS") or VAR_DIR / "backups")
# Whoever is erased goes on standing in earlier backups: none is kept longer, and the privacy policy says so.
BACKUP_DAYS = max(env.whole("KARTOTEKA_BACKUP_DAYS", 30), 1)

# Mail to staff: reset of a password, invitations. Without a host letters are kept as files under var/mail.
EMAIL_HOST = env.text("EMAIL_HOST")
EMAIL_PORT = env.whole("EMAIL_PORT", 587)
EMAIL_HOST_USER = env.text("EMAIL_HOST_USER")
EMAIL_HOST_PASSWORD = env.text("EMAIL_HOST_PASSWORD")
EMAIL_USE_SSL = env.flag("EMAIL_USE_SSL", default=EMAIL_PORT == 465)
EMAIL_USE_TLS = env.flag("EMAIL_USE_TLS", default=EMAIL_PORT == 587)
EMAIL_TIMEOUT = 20
EMAIL_BACKEND = f"django.core.mail.backends.{'smtp' if EMAIL_HOST else 'filebased'}.EmailBackend"
EMAIL_FILE_PATH = VAR_DIR / "mail"
DEFAULT_FROM_EMAIL = env.text("EMAIL_FROM", "Kartoteka <kartoteka@localhost>")
SERVER_EMAIL = DEFAULT_FROM_EMAIL

# Gateways lead to the Internet. Mail servers and providers' doors of the house's own network are named one by one.
PRIVATE_HOSTS = outside.Allowed.of(env.words("KARTOTEKA_PRIVATE_HOSTS"))

# Security headers.
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "object-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF],
        "font-src": [SELF],
        "connect-src": [SELF],
        "frame-src": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
        "base-uri": [NONE],
        "manifest-src": [SELF],
    }
}
X_FRAME_OPTIONS = "DENY"
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_SSL_REDIRECT = HTTPS
SECURE_REDIRECT_EXEMPT = [r"^healthz$", r"^readyz$", r"^metrics$"]
SECURE_HSTS_SECONDS = 31_536_000 if HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = True
# Two copies on one machine share the host, and cookies do not know ports: each copy names its own.
COOKIE_SUFFIX = "" if HTTPS else "_" + hashlib.sha256(str(VAR_DIR).encode()).hexdigest()[:8]
# With this prefix a browser takes the cookie from this very host alone, and only over HTTPS.
COOKIE_PREFIX = "__Host-" if HTTPS else ""
SESSION_COOKIE_NAME = f"{COOKIE_PREFIX}kartoteka_session{COOKIE_SUFFIX}"
CSRF_COOKIE_NAME = f"{COOKIE_PREFIX}kartoteka_csrf{COOKIE_SUFFIX}"
LANGUAGE_COOKIE_NAME = f"{COOKIE_PREFIX}kartoteka_language{COOKIE_SUFFIX}"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = LANGUAGE_COOKIE_SECURE = HTTPS
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = LANGUAGE_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = LANGUAGE_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_AGE = 60 * 60 * 24 * 14
# Use prolongs a session so far and no farther, seconds.
SESSION_LONGEST = 60 * 60 * 24 * 30
CSRF_FAILURE_VIEW = "crm.errors.csrf_failure"
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"

LOGGING = logs.config(env.text("KARTOTEKA_LOG_LEVEL", "INFO"))
