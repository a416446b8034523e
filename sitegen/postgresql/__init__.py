"""Django's PostgreSQL whose connections can be given up, the ENGINE of installations with a server."""
