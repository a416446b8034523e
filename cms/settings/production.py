"""Settings of a server that citizens depend on. Complete and strict; dev and test relax it."""

import os
from datetime import timedelta

from django.conf.locale import LANG_INFO

from cms import rest_api
from cms.formats.vi.formats import *  # of languages that have none of their own
from cms.policy.rules import POLICY
from cms.settings.database import caches, database
from cms.settings.environment import ROOT, read
from cms.watching.logs import logging_of
from sitegen.languages import LANGUAGES as LOA_LANGUAGES
from sitegen.languages import SOURCE

env = read(os.environ)

SECRET_KEY = env.secret_key
ALLOWED_HOSTS = list(env.allowed_hosts)
DEBUG = False

LOA_SITE = env.site
LOA_VAR = env.var / "sites" / env.site if env.site else env.var
LOA_ROLES = env.roles
LOA_MIRROR_ADDRESS = env.mirror_address
LOA_RATING_ADDRESS = env.rating_address and f"{env.rating_address}danh-gia/"
LOA_DATA_LICENCE = env.data_licence
LOA_OUTPUTS = env.outputs
LOA_HANDS = env.hands
LOA_HANDS_BROKER = env.hands_broker
LOA_HANDS_HALL = env.hands_hall
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
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
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
    "cms.rating.door.without_the_reader",
    "cms.watching.middleware.WatchMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "cms.policy.middleware.InlineScriptsMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "cms.languages.middleware.EditorLanguageMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "cms.session.middleware.SessionEndMiddleware",
    "cms.doors.sessions.SeenMiddleware",
    "cms.doors.middleware.SecondFactorMiddleware",
    "cms.audit.noting.NotingMiddleware",
    "cms.refusals.RefusalMiddleware",
    "cms.unfit.UnfitMiddleware",
    "cms.offices.middleware.OwnPagesMiddleware",
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

DATABASES = {"default": database(env)}
CACHES = caches(env)
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

# The second step of the login, by allauth; its own pages for accounts are not served.
ACCOUNT_ADAPTER = "cms.doors.adapters.AccountAdapter"
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*"]
ACCOUNT_RATE_LIMITS = {"login_failed": "10/5m/key"}  # beside axes, which every process shares
ACCOUNT_FORMS = {"reauthenticate": "cms.doors.forms.PasswordAgain"}
MFA_ADAPTER = "cms.doors.adapters.FactorAdapter"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_TOTP_ISSUER = "Loa"
MFA_TOTP_TOLERANCE = 1  # a phone's clock may be half a minute off
MFA_FORMS = {
    "authenticate": "cms.doors.forms.CodeForm",
    "reauthenticate": "cms.doors.forms.CodeAgain",
    "activate_totp": "cms.doors.forms.StartForm",
    "authenticate_webauthn": "cms.doors.forms.KeyStep",
    "reauthenticate_webauthn": "cms.doors.forms.KeyAgain",
    "add_webauthn": "cms.doors.forms.KeyForm",
    "edit_webauthn": "cms.doors.forms.KeyNameForm",
}

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
STATIC_ROOT = env.var / "static"
MEDIA_URL = "/media/"
MEDIA_ROOT = env.var / "uploads" / "public"
LOA_MEDIA_ACCEL = "" if env.bucket else env.media_accel
LOA_PRIVATE_ROOT = env.var / "uploads" / "private"
LOA_BUCKET = env.bucket
LOA_BUCKET_REGION = env.bucket_region
LOA_BACKUP_FOLDER = env.backup_folder
LOA_BACKUP_KEY = env.backup_key
LOA_SIGNING_KEY = env.signing_key
STORAGES = {
    "default": {
        "BACKEND": "media.buckets.UploadBucket" if LOA_BUCKET else "media.storage.UploadFolder"
    },
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
DATA_UPLOAD_MAX_NUMBER_FIELDS = 20_000  # a catalogue of a thousand rows in one form

WAGTAIL_SITE_NAME = "Loa"
WAGTAIL_DATE_FORMAT = "%d/%m/%Y"
WAGTAIL_DATETIME_FORMAT = "%d/%m/%Y %H:%M"
WAGTAIL_USER_TIME_ZONES = [TIME_ZONE]
WAGTAIL_FINISH_WORKFLOW_ACTION = "cms.approval.finishing.publish_approved"
WAGTAILADMIN_BASE_URL = env.editor_address.rstrip("/")
WAGTAILAPI_BASE_URL = WAGTAILADMIN_BASE_URL
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
WAGTAIL_REDIRECTS_FILE_STORAGE = "cache" if env.database else "tmp_file"  # the next host reads it
LOGIN_URL = "wagtailadmin_login"
LOGIN_REDIRECT_URL = "wagtailadmin_home"

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
CONTENT_SECURITY_POLICY = POLICY
SILENCED_SYSTEM_CHECKS = ["security.W019"]  # the editor shows its own preview in a frame

LOGGING = logging_of(env.log)
LOA_SLOW_SECONDS = 2.0  # a request that takes longer has a line of its own in the log
LOA_WEBHOOK_INNER = env.webhook_inner
LOA_METRICS_FROM = env.metrics_from
LOA_METRICS_TOKEN = env.metrics_token
LOA_METRICS_FOLDER = env.metrics_folder
