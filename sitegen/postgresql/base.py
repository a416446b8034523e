"""The backend: Django's own, on our driver. Django asks for a module and a class of these names."""

from django.db.backends.postgresql import base

from sitegen.postgresql import driver

__all__ = ["DatabaseWrapper"]


class DatabaseWrapper(base.DatabaseWrapper):
    """A database whose connections wait no longer than ``sitegen.patience`` says."""

    Database = driver
