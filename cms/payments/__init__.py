"""Payments: an account is shown to citizens only after a second person has compared it."""
