"""Render: one document in, bytes out; no database, no clock, no network."""
