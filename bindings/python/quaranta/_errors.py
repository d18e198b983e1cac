"""What goes wrong, in Python's own families.

Catch `ValueError`, `LookupError` or `RuntimeError` as you would anywhere, or
`QuarantaError` for all of them. A wrong Python type is a `TypeError`. A full
house, an undecidable rule or an unreadable cell is no error but a value: see
`Plan.unplaced`, `Report.verdicts` and `World.issues`.
"""

from __future__ import annotations

from typing import ClassVar

__all__ = [
    "InternalError",
    "InvalidArgumentError",
    "LimitExceededError",
    "NotFoundError",
    "OutOfRangeError",
    "PreconditionError",
    "QuarantaError",
    "UnimplementedError",
]


class QuarantaError(Exception):
    """Base of all errors of this library.

    Attributes
    ----------
    code : str
        The same name as in C++, such as ``"NOT_FOUND"``.
    """

    code: ClassVar[str] = "INTERNAL"


class InvalidArgumentError(QuarantaError, ValueError):
    """An argument means nothing: the message names it and what was expected."""

    code = "INVALID_ARGUMENT"


class OutOfRangeError(QuarantaError, ValueError):
    """A number is beyond its range."""

    code = "OUT_OF_RANGE"


class NotFoundError(QuarantaError, LookupError):
    """A file, record, region, rule or pack of that name does not exist."""

    code = "NOT_FOUND"


class PreconditionError(QuarantaError, RuntimeError):
    """The act is not allowed now, such as placing people with no pack in force."""

    code = "FAILED_PRECONDITION"


class LimitExceededError(QuarantaError, RuntimeError):
    """A limit on size, steps or memory was reached."""

    code = "RESOURCE_EXHAUSTED"


class UnimplementedError(QuarantaError, NotImplementedError):
    """Nobody has built it yet."""

    code = "UNIMPLEMENTED"


class InternalError(QuarantaError, RuntimeError):
    """A mistake of ours; please report it."""

    code = "INTERNAL"
