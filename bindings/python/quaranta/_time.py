"""Knowledge time, as the functions take it."""

from __future__ import annotations

from datetime import datetime

from quaranta._errors import InvalidArgumentError
from quaranta._world import World


def as_of_text(as_of: str | datetime | None, world: World) -> str:
    """Return RFC 3339 text; by default the latest time recorded in the world."""
    if as_of is None:
        as_of = world.latest
        if as_of is None:
            message = "no time is recorded in the world: pass as_of"
            raise InvalidArgumentError(message)
    if isinstance(as_of, str):
        return as_of
    if not isinstance(as_of, datetime):
        message = f"as_of: expected str or datetime, got {type(as_of).__name__}"
        raise TypeError(message)
    if as_of.utcoffset() is None:
        message = (
            f"as_of: {as_of.isoformat()} has no zone; rules count local days, so "
            "pass a datetime with tzinfo or text with an offset"
        )
        raise InvalidArgumentError(message)
    return as_of.isoformat()
