"""Django's settings, made at run time: no database, no accounts, everything on loopback."""

from pathlib import Path
from typing import Any

import django
from django.conf import settings

from caseloom.web.languages import A_YEAR, COOKIE, LANGUAGES, load_catalogues

WEB = Path(__file__).parent

MIDDLEWARE = [
    "caseloom.web.headers.Headers",
    "django.middleware.locale.LocaleMiddleware",
    "caseloom.web.gate.LoopbackOnly",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "caseloom.web.entrance.TokenHolders",
    "caseloom.web.failures.Sentences",
]


def configure(*, port: int, secret: str) -> None:
    """Set Django up once for this process.

    `port` names the cookies, so that two servers on one machine do not log each other out;
    `secret` signs them. A second call changes nothing.
    """
    if settings.configured:
        return
    settings.configure(**shell(port=port, secret=secret))
    django.setup()
    load_catalogues()


def shell(*, port: int, secret: str) -> dict[str, Any]:
    """The settings as a mapping; separate from `configure` so that tests can read them."""
    return {
        "DEBUG": False,
        "SECRET_KEY": secret,
        "DATABASES": {},
        "INSTALLED_APPS": [],
        "MIDDLEWARE": MIDDLEWARE,
        "ROOT_URLCONF": "caseloom.web.urls",
        "ALLOWED_HOSTS": ["127.0.0.1", "localhost"],
        "APPEND_SLASH": False,
        "TEMPLATES": [_templates()],
        "SESSION_ENGINE": "django.contrib.sessions.backends.signed_cookies",
        "SESSION_SERIALIZER": "django.contrib.sessions.serializers.JSONSerializer",
        "SESSION_COOKIE_NAME": f"caseloom-{port}",
        "SESSION_COOKIE_HTTPONLY": True,
        "SESSION_COOKIE_SAMESITE": "Lax",
        "SESSION_EXPIRE_AT_BROWSER_CLOSE": True,
        "CSRF_COOKIE_NAME": f"caseloom-csrf-{port}",
        "CSRF_COOKIE_HTTPONLY": True,
        "CSRF_COOKIE_SAMESITE": "Strict",
        "CSRF_FAILURE_VIEW": "caseloom.web.failures.stale_form",
        "USE_I18N": True,
        "USE_TZ": True,
        "LANGUAGE_CODE": "en",
        "LANGUAGES": LANGUAGES,
        "LANGUAGE_COOKIE_NAME": COOKIE,
        "LANGUAGE_COOKIE_AGE": A_YEAR,
        "LOGGING": _logging(),
    }


def _templates() -> dict[str, Any]:
    return {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [WEB / "templates", WEB / "pages", WEB],
        "APP_DIRS": False,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.csrf",
                "caseloom.web.frame.frame",
            ],
            "builtins": ["django.templatetags.i18n", "django.templatetags.l10n", "caseloom.web.tags"],
        },
    }


def _logging() -> dict[str, Any]:
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {"wordless": {"()": "caseloom.web.logs.Wordless"}},
        "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "wordless"}},
        "loggers": {
            "django": {"handlers": ["console"], "level": "ERROR", "propagate": False},
            "waitress": {"handlers": ["console"], "level": "ERROR", "propagate": False},
        },
    }
