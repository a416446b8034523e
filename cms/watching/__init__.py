"""Watching: each request has a number, and what the server does can be read by machines."""
