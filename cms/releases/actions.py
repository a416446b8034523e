"""What may be done to releases, each in one place: roll back, and release again."""

from pathlib import Path

from django.conf import settings

from cms.models import ReleaseEvent, User
from sitegen.release.last_failure import read_failure
from sitegen.release.lock import locked
from sitegen.release.losing import accept_loss
from sitegen.release.rollback import Rollback, forget_rollback
from sitegen.release.switch import current_release
from sitegen.tasks import wake_release
from sitegen.withdrawing import roll_back_safely

__all__ = ["PERMISSION", "accept", "may_act", "release_again", "roll_back"]

PERMISSION = "cms.roll_back_release"


def may_act(user: User) -> bool:
    """Tell whether somebody may roll back and release again; others only read."""
    return bool(user.has_perm(PERMISSION))


def roll_back(wanted: str, user: User) -> Rollback:
    """Serve the release ``wanted`` again, without what has been withdrawn since.

    Raises SitegenError when it is gone, not whole, or cannot be made without that. The one
    place of the editor that calls the generator's rollback.
    """
    folder = Path(settings.LOA_VAR)
    done = roll_back_safely(folder, wanted)
    ReleaseEvent.objects.create(
        user=user,
        action=ReleaseEvent.Action.ROLLED_BACK,
        wanted=wanted,
        served=done.now,
        before=done.before,
    )
    return done


def release_again(user: User, action: ReleaseEvent.Action = ReleaseEvent.Action.ASKED) -> None:
    """Ask the worker for a release of everything published, also when that ends a rollback."""
    folder = Path(settings.LOA_VAR)
    with locked(folder):
        forget_rollback(folder / "releases")
        served = current_release(folder / "releases")
    ReleaseEvent.objects.create(user=user, action=action, served=served, before=served)
    wake_release()


def accept(user: User, asked: str) -> bool:
    """Let the release that waits for an answer go out, and ask the worker for it.

    ``asked`` is the token of the question that the officer read; False when another question,
    or none, waits by now.
    """
    releases = Path(settings.LOA_VAR) / "releases"
    with locked(Path(settings.LOA_VAR)):
        failure = read_failure(releases)
        if failure is None or failure.loss is None or failure.loss.token != asked:
            return False
        accept_loss(releases, failure.loss)
    release_again(user, ReleaseEvent.Action.ACCEPTED)
    return True
