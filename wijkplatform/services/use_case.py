"""A permission is named once, where the use case is written."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec, TypeVar, cast

from wijkplatform.domain.errors import NotAllowed
from wijkplatform.domain.people import Action, may
from wijkplatform.storage.work import Work

P = ParamSpec("P")
R = TypeVar("R")

USE_CASES: dict[str, Action] = {}
"""Every use case and the action it needs; tests walk this table."""


def use_case(
    action: Action,
) -> Callable[[Callable[Concatenate[Work, P], R]], Callable[Concatenate[Work, P], R]]:
    """Guard a use case: who may not do `action` gets `NotAllowed` before anything is read or written."""

    def guard(function: Callable[Concatenate[Work, P], R]) -> Callable[Concatenate[Work, P], R]:
        @wraps(function)
        def guarded(work: Work, *args: P.args, **kwargs: P.kwargs) -> R:
            if not may(work.actor.role, action):
                raise NotAllowed
            return function(work, *args, **kwargs)

        USE_CASES[f"{function.__module__}.{function.__qualname__}"] = action
        return cast("Callable[Concatenate[Work, P], R]", guarded)

    return guard
