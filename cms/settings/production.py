"""Settings of a server that citizens depend on. Complete and strict; dev and test relax it."""

import os
from datetime import timedelta

from django.conf.locale import LANG_INFO

from cms import rest_api
from cms.settings.environment import ROOT, read
from sitegen.languages import LANGUAGES as LOA_LANGUAGES
from sitegen.languages import SOURCE

env = read(os.environ)

SECRET_KEY = env.secret_key
ALLOWED_HOSTS = list(env.allowed_hosts)
DEBUG = False

LOA_VAR = env.var
LOA_MIRROR_ADDRESS = env.mirror_address
LOA_NOTICE = env.demo_notice
LOA_MAY_LOAD_DEMO = False  # its accounts have a password that everybody can read
LOA_MAX_PIXELS = 40_000_000  # a phone takes 12 million; more is a mistake or an attack
LOA_MAX_UPLOAD_BYTES = 20 * 1024 * 1024

INSTALLED_APPS = [
    "guides",
    "cms",
    "media",
    "sitegen",
    "wagtail_localize",
    "wagtail_localize.locales",
    "wagtail.contrib.redirects",
    "wagtail.contrib.settings",
    "wagtail.sites",
    "wagtail.users",
    "wagtail.snippets",
    "wagtail.documents",
    "wagtail.images",
    "wagtail.search",
    "wagtail.admin",
    "wagtail",
    "modelcluster",
    "taggit",
    "axes",
    "django_tasks",
    "django_tasks_db",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
]
rest_api.leave_out(INSTALLED_APPS)

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "cms.session.middleware.SessionEndMiddleware",
    "cms.refusals.RefusalMiddleware",
    "cms.gates.middleware.LiveWordsMiddleware",
    "cms.typed.without_control_letters",
    "cms.saving.middleware.OneByOneMiddleware",
    "axes.middleware.AxesMiddleware",
]
CSRF_FAILURE_VIEW = "cms.session.views.csrf_failure"

ROOT_URLCONF = "cms.urls"
WSGI_APPLICATION = "cms.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ],
        },
    },
]

DATABASES = {
    "default": {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": LOA_VAR / "loa.sqlite3",
        "OPTIONS": {
            # Officers, the worker and the scheduler write side by side.
            "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;",
            "transaction_mode": "IMMEDIATE",
            "timeout": 20,
        },
    },
}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_USER_MODEL = "cms.User"
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "django.contrib.auth.backends.ModelBackend",
]
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator",
        "OPTIONS": {"max_similarity": 0.6},
    },
    {"NAME": "cms.session.passwords.DemoPasswordValidator"},
    {"NAME": "cms.session.passwords.EasyPatternValidator"},
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 12},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]

# Guessing passwords: so many wrong tries at one name, or from one address, then a pause.
AXES_HANDLER = "cms.session.throttle.OfficeHandler"
AXES_LOCKOUT_CALLABLE = "cms.session.throttle.locked_out"
AXES_CLIENT_IP_CALLABLE = "cms.session.throttle.client_address"
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"], "ip_address"]
AXES_FAILURE_LIMIT = 6
LOA_ADDRESS_LIMIT = 60  # an office of many people shares one address
AXES_COOLOFF_TIME = timedelta(minutes=15)
AXES_RESET_COOL_OFF_ON_FAILURE_DURING_LOCKOUT = False  # nobody is kept out by another's tries
AXES_RESET_ON_SUCCESS = True
AXES_SENSITIVE_PARAMETERS = ["username"]  # some type the password there; the address is logged
LOA_TRUSTED_PROXIES = env.trusted_proxies

# Languages: the editor speaks Vietnamese; content has every language of sitegen.languages.
LANGUAGE_CODE = SOURCE
TIME_ZONE = "Asia/Ho_Chi_Minh"
USE_I18N = True
USE_TZ = True
for _row in LOA_LANGUAGES.values():
    LANG_INFO.setdefault(
        _row.code,
        {
            "bidi": False,
            "code": _row.code,
            "name": _row.name_english,
            "name_local": _row.name_own,
            "fallback": [SOURCE],
        },
    )
LANGUAGES = [(row.code, row.name) for row in LOA_LANGUAGES.values()]
WAGTAIL_CONTENT_LANGUAGES = LANGUAGES
WAGTAILADMIN_PERMITTED_LANGUAGES = [("vi", "Tiếng Việt"), ("en", "English")]
WAGTAIL_I18N_ENABLED = True
LOCALE_PATHS = [ROOT / "cms" / "locale"]
FORMAT_MODULE_PATH = ["cms.formats"]
WAGTAILLOCALIZE_SYNC_LIVE_STATUS_ON_TRANSLATE = False  # a page full of source text stays a draft

# Files: uploads are private; only baked pictures ever leave, under digest names.
STATIC_URL = "/static/"
STATIC_ROOT = LOA_VAR / "static"
MEDIA_URL = "/media/"
MEDIA_ROOT = LOA_VAR / "uploads" / "public"
LOA_MEDIA_ACCEL = env.media_accel
LOA_PRIVATE_ROOT = LOA_VAR / "uploads" / "private"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
DATA_UPLOAD_MAX_NUMBER_FIELDS = 20_000  # a catalogue of a thousand rows in one form

WAGTAIL_SITE_NAME = "Loa"
WAGTAIL_DATE_FORMAT = "%d/%m/%Y"
WAGTAIL_DATETIME_FORMAT = "%d/%m/%Y %H:%M"
WAGTAIL_USER_TIME_ZONES = [TIME_ZONE]
WAGTAILADMIN_BASE_URL = env.editor_address.rstrip("/")
WAGTAIL_ALLOW_UNICODE_SLUGS = False  # slugs come from sitegen.slugs
WAGTAILIMAGES_IMAGE_MODEL = "media.Illustration"
WAGTAILIMAGES_EXTENSIONS = ["png", "jpg", "jpeg", "webp"]
WAGTAILIMAGES_MAX_UPLOAD_SIZE = LOA_MAX_UPLOAD_BYTES
WAGTAILIMAGES_MAX_IMAGE_PIXELS = LOA_MAX_PIXELS
WAGTAILIMAGES_IMAGE_FORM_BASE = "media.forms.IllustrationForm"
WAGTAILDOCS_EXTENSIONS = ["pdf", "docx", "xlsx", "odt", "ods", "csv", "zip"]
WAGTAILDOCS_SERVE_METHOD = "serve_view"
WAGTAILDOCS_MAX_UPLOAD_SIZE = LOA_MAX_UPLOAD_BYTES
WAGTAILDOCS_DOCUMENT_FORM_BASE = "media.attachments.forms.AttachmentForm"
WAGTAIL_ENABLE_UPDATE_CHECK = False  # nothing phones home
WAGTAIL_ENABLE_WHATS_NEW_BANNER = False
WAGTAIL_GRAVATAR_PROVIDER_URL = None
WAGTAILEMBEDS_FINDERS: list[dict[str, str]] = []
WAGTAILAPI_DOCS_ENABLED = False
WAGTAILSEARCH_BACKENDS = {"default": {"BACKEND": "cms.search"}}
LOGIN_URL = "wagtailadmin_login"

# Mail: what cannot be sent is not offered.
EMAIL_HOST = env.mail.host
EMAIL_PORT = env.mail.port
EMAIL_HOST_USER = env.mail.user
EMAIL_HOST_PASSWORD = env.mail.password
EMAIL_USE_TLS = env.mail.security == "starttls"
EMAIL_USE_SSL = env.mail.security == "ssl"
EMAIL_TIMEOUT = 20  # seconds
DEFAULT_FROM_EMAIL = SERVER_EMAIL = env.mail.sender or "loa@localhost"
WAGTAIL_PASSWORD_RESET_ENABLED = bool(env.mail.host)
WAGTAILADMIN_USER_PASSWORD_RESET_FORM = "cms.session.resetting.ResetForm"  # noqa: S105  # a name

TASKS = {
    "default": {
        "BACKEND": "django_tasks_db.DatabaseBackend",
        "QUEUES": ["default", "release"],
    },
}

# Strict transport and headers.
SECURE_SSL_REDIRECT = True
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
SECURE_HSTS_SECONDS = 31_536_000
SECURE_HSTS_INCLUDE_SUBDOMAINS = True
SECURE_HSTS_PRELOAD = True
SECURE_REFERRER_POLICY = "same-origin"
SESSION_COOKIE_SECURE = True
CSRF_COOKIE_SECURE = True
CSRF_TRUSTED_ORIGINS = [WAGTAILADMIN_BASE_URL]
X_FRAME_OPTIONS = "SAMEORIGIN"
SILENCED_SYSTEM_CHECKS = ["security.W019"]  # the editor shows its own preview in a frame

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{asctime} {levelname} {name}: {message}", "style": "{"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
    "loggers": {
        "loa": {"level": "INFO"},
        "django_tasks_db": {"level": "WARNING"},
        "django_tasks": {"level": "WARNING"},
    },
}
