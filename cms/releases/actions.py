"""What may be done to releases, each in one place: roll back, and release again.

A host of editors may have a mere copy of the releases, which loa-pull fetched. What is served is not
its to change: there each deed is a task for the worker, whose releases they are.
"""

from pathlib import Path

from django.conf import settings
from django_tasks import task

from cms.models import ReleaseEvent, User
from cms.releases.answers import CHANGED, answer
from sitegen.release.last_failure import read_failure
from sitegen.release.losing import Loss, accept_loss
from sitegen.release.rollback import Rollback, forget_rollback
from sitegen.release.switch import current_release
from sitegen.tasks import QUEUE, URGENT, wake_release
from sitegen.turns import in_turn, is_fetched
from sitegen.withdrawing import roll_back_safely

__all__ = ["PERMISSION", "accept", "is_copy", "may_act", "release_again", "roll_back"]

PERMISSION = "cms.roll_back_release"


def may_act(user: User) -> bool:
    """Tell whether somebody may roll back and release again; others only read."""
    return bool(user.has_perm(PERMISSION))


def is_copy() -> bool:
    """Tell whether the releases of this host were fetched from another."""
    return is_fetched(Path(settings.LOA_VAR))


def roll_back(wanted: str, user: User) -> Rollback | None:
    """Serve the release ``wanted`` again, without what has been withdrawn since.

    Raises SitegenError when it is gone, not whole, or cannot be made without that. None when
    the worker was asked to. The one place of the editor that calls the generator's rollback.
    """
    folder = Path(settings.LOA_VAR)
    if is_copy():
        roll_back_there.enqueue(wanted, user.pk)
        return None
    return _roll_back(folder, wanted, user)


def _roll_back(folder: Path, wanted: str, user: User) -> Rollback:
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
    if is_copy():
        release_again_there.enqueue(user.pk, str(action))
    else:
        _release_again(Path(settings.LOA_VAR), user, action)


def _release_again(folder: Path, user: User, action: ReleaseEvent.Action) -> None:
    with in_turn(folder):
        forget_rollback(folder / "releases")
        served = current_release(folder / "releases")
    ReleaseEvent.objects.create(user=user, action=action, served=served, before=served)
    wake_release()


def accept(user: User, asked: str) -> bool:
    """Let the release that waits for an answer go out, and ask the worker for it.

    ``asked`` is the token of the question that the officer read; False when another question,
    or none, waits by now.
    """
    folder = Path(settings.LOA_VAR)
    if not is_copy():
        return _accept(folder, user, asked)
    if is_open := _question(folder, asked) is not None:
        accept_there.enqueue(user.pk, asked)
    return is_open


def _accept(folder: Path, user: User, asked: str) -> bool:
    with in_turn(folder):
        loss = _question(folder, asked)
        if loss is None:
            return False
        accept_loss(folder / "releases", loss)
    _release_again(folder, user, ReleaseEvent.Action.ACCEPTED)
    return True


def _question(folder: Path, asked: str) -> Loss | None:
    failure = read_failure(folder / "releases")
    loss = failure.loss if failure else None
    return loss if loss and loss.token == asked else None


@task(queue_name=QUEUE, priority=URGENT)
def roll_back_there(wanted: str, user: int) -> str:
    """Roll back on the worker's host; return why it was refused, "" when it was done."""
    who = User.objects.get(pk=user)
    return answer("roll back", lambda: _roll_back(Path(settings.LOA_VAR), wanted, who))


@task(queue_name=QUEUE, priority=URGENT)
def release_again_there(user: int, action: str) -> str:
    """Release again on the worker's host; return why it was refused, "" when it was done."""
    who = User.objects.get(pk=user)
    deed = ReleaseEvent.Action(action)
    return answer("release again", lambda: _release_again(Path(settings.LOA_VAR), who, deed))


@task(queue_name=QUEUE, priority=URGENT)
def accept_there(user: int, asked: str) -> str:
    """Accept a loss on the worker's host; another question may wait there by now."""
    who = User.objects.get(pk=user)
    done: list[bool] = []
    said = answer("accept a loss", lambda: done.append(_accept(Path(settings.LOA_VAR), who, asked)))
    return said or ("" if all(done) else CHANGED)
