"""The pages of the peer behind a server, for wget to read."""

from django.core.wsgi import get_wsgi_application

application = get_wsgi_application()
