"""What commands of ours have in common."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from sitegen.errors import SitegenError

__all__ = ["PlainCommand"]


class PlainCommand(BaseCommand):
    """Begins at once, and says a refusal of ours in its own words.

    Checking the whole code first would take twice as long as most commands; the worker and
    ``migrate`` do it.
    """

    requires_system_checks = []

    def execute(self, *args: Any, **options: Any) -> str | None:
        """Run; what we refuse is no fault of the program."""
        try:
            return super().execute(*args, **options)
        except SitegenError as error:
            raise CommandError(str(error)) from error
