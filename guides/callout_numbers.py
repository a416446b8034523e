"""Numbers of callouts: they run on over all pictures of a guide, in reading order."""

from collections.abc import Iterable
from dataclasses import replace
from functools import lru_cache

from sitegen.documents.base import Picture
from sitegen.documents.callouts import numbered
from sitegen.documents.nodes import Step, StepGroup

__all__ = ["with_numbered_callouts"]


def with_numbered_callouts(groups: Iterable[StepGroup]) -> tuple[StepGroup, ...]:
    """Return the ways through of one guide, the callouts of their pictures numbered."""
    ways = tuple(groups)
    shown = [picture for way in ways for step in way.steps for picture in step.pictures]
    if not any(picture.callouts for picture in shown):
        return ways
    pictures = iter(numbered(shown))
    return tuple(
        replace(
            way,
            steps=tuple(
                _alike(step, tuple(next(pictures) for _ in step.pictures)) for step in way.steps
            ),
        )
        for way in ways
    )


@lru_cache(maxsize=4096)
def _alike(step: Step, pictures: tuple[Picture, ...]) -> Step:
    """Return one object for the steps that come out alike in many guides."""
    return replace(step, pictures=pictures) if pictures else step
