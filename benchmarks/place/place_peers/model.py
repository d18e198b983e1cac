"""Integer programs, and levels one after the other."""

from __future__ import annotations

import dataclasses
import math
import time
from collections.abc import Callable, Iterable, Mapping
from typing import Protocol

# A linear form: variable -> factor.
Form = dict[int, int]

# All levels are integers: a gap below one is none.
GAP = 0.99
NEARLY = 1e-5


@dataclasses.dataclass
class Level:
    """A form plus a constant, to be as small as possible."""

    name: str
    part: int
    key: int
    form: Form
    constant: int = 0


class Model:
    """Integer variables with bounds, and rows `low <= form <= high`."""

    def __init__(self) -> None:
        self.lower: list[int] = []
        self.upper: list[int] = []
        self.rows: list[tuple[Form, int | None, int | None]] = []
        self.levels: list[Level] = []

    def variable(self, upper: int = 1, lower: int = 0) -> int:
        """Add a variable."""
        self.lower.append(lower)
        self.upper.append(upper)
        return len(self.lower) - 1

    def at_most(self, form: Mapping[int, int], high: int) -> None:
        """Add `form <= high`."""
        self.rows.append((dict(form), None, high))

    def at_least(self, form: Mapping[int, int], low: int) -> None:
        """Add `form >= low`."""
        self.rows.append((dict(form), low, None))

    def equal(self, form: Mapping[int, int], value: int) -> None:
        """Add `form == value`."""
        self.rows.append((dict(form), value, value))

    def least(self, form: Form) -> int:
        """Give the least value of the form by the bounds alone."""
        return sum(
            factor * (self.lower[of] if factor > 0 else self.upper[of])
            for of, factor in form.items()
        )


def ones(variables: Iterable[int]) -> Form:
    """Add the variables."""
    return dict.fromkeys(variables, 1)


def plus(*forms: Mapping[int, int]) -> Form:
    """Add the forms."""
    total: Form = {}
    for form in forms:
        for of, factor in form.items():
            total[of] = total.get(of, 0) + factor
    return total


def times(factor: int, form: Mapping[int, int]) -> Form:
    """Multiply the form by a factor."""
    return {of: factor * each for of, each in form.items()}


def evaluate(form: Mapping[int, int], values: list[int]) -> int:
    """Compute the form at these values."""
    return sum(factor * values[of] for of, factor in form.items())


@dataclasses.dataclass
class Outcome:
    """What a solver says of one level; nothing found: `values` is None."""

    proven: bool
    bound: int | None
    values: list[int] | None
    infeasible: bool = False  # no values satisfy the rows


class Session(Protocol):
    """A solver with the model loaded."""

    def solve(self, form: Form, limit: float, start: list[int] | None) -> Outcome:
        """Minimise the form within `limit` seconds."""
        ...

    def at_most(self, form: Form, high: int) -> None:
        """Add a row."""
        ...


@dataclasses.dataclass
class Solved:
    """A level as a solver left it. Without a solution `value` is None."""

    name: str
    part: int
    key: int
    value: int | None
    bound: int
    proven: bool  # this level, given the values of those before
    seconds: float


def solve_levels(
    model: Model,
    open_session: Callable[[Model], Session],
    limit: float = math.inf,
    start: list[int] | None = None,
) -> list[Solved]:
    """Minimise level by level; each is frozen at its value before the next.

    `limit` is for all levels together. A level whose trivial bound the last
    solution attains is proven without a run.
    """
    solved: list[Solved] = []
    best = start
    left = limit
    begin = time.perf_counter()
    session = open_session(model)
    opening = time.perf_counter() - begin
    for level in model.levels:
        least = model.least(level.form)
        begin = time.perf_counter()
        if not level.form:
            proven, bound = True, 0
        elif best is not None and evaluate(level.form, best) == least:
            proven, bound = True, least
        elif left <= 0.05:
            proven, bound = False, least
        else:
            outcome = session.solve(level.form, left, best)
            proven = outcome.proven
            bound = least if outcome.bound is None else max(least, outcome.bound)
            if outcome.values is not None and (
                best is None
                or evaluate(level.form, outcome.values) <= evaluate(level.form, best)
            ):
                best = outcome.values
        seconds = time.perf_counter() - begin + opening
        opening = 0.0
        left -= seconds
        value = None
        if best is not None or not level.form:
            value = evaluate(level.form, best or [])
        solved.append(
            Solved(
                level.name,
                level.part,
                level.key,
                None if value is None else value + level.constant,
                (value if proven and value is not None else bound) + level.constant,
                proven,
                seconds,
            )
        )
        if value is not None:
            session.at_most(level.form, value)
    return solved
