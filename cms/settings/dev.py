"""Settings of one machine: production, with a known key and without transport security."""

import os

_DEFAULTS = {
    "LOA_SECRET_KEY": "only-for-one-machine-" + "x" * 40,
    "LOA_ALLOWED_HOSTS": "localhost,127.0.0.1",
    "LOA_EDITOR_ADDRESS": "http://127.0.0.1:8000/",
    "LOA_MIRROR_ADDRESS": "http://127.0.0.1:8080/",
    "LOA_RATING_ADDRESS": "http://127.0.0.1:8000/",
    "LOA_DEMO_NOTICE": (
        "Nội dung minh hoạ, viết lại từ tài liệu 2019–2023; không dùng để nộp hồ sơ."
    ),
}
for _name, _value in _DEFAULTS.items():
    os.environ.setdefault(_name, _value)

from cms.settings.production import *  # noqa: E402

DEBUG = True
LOA_MAY_LOAD_DEMO = True
STORAGES["staticfiles"] = {
    "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage",
}
SECURE_SSL_REDIRECT = False
SECURE_PROXY_SSL_HEADER = None  # type: ignore[assignment]  # there is no proxy here
SECURE_HSTS_SECONDS = 0
SESSION_COOKIE_SECURE = False
CSRF_COOKIE_SECURE = False
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = True  # keys of http://localhost
EMAIL_BACKEND = "django.core.mail.backends.console.EmailBackend"  # the worker prints letters
WAGTAIL_PASSWORD_RESET_ENABLED = True
LOA_VAR.mkdir(parents=True, exist_ok=True)
