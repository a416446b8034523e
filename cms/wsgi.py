"""The door for web servers such as gunicorn."""

import os
import sys

from django.core.wsgi import get_wsgi_application

from cms.settings.variables import VariablesError
from sitegen.patience import lose_patience

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "cms.settings.production")

CANNOT_START = 3
"""What gunicorn takes for "do not try again"."""

try:
    application = get_wsgi_application()
    lose_patience()
except VariablesError as missing:
    sys.stderr.write(f"{missing}\n")
    sys.exit(CANNOT_START)
