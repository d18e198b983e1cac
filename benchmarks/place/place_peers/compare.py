"""Holds plans of `Place` against a peer, level by level.

    python -m place_peers.compare --program place_bench --family tiny --count 500

For every level the peer finds the least value that any plan can have which has
our plan's values in all levels before: exactly what the level's bound speaks of
(plan.h). Our value must not be below it (the plan would break a rule), our bound
not above it, and equal to both where our status says so. Prints a line for every
plan that is worse than it could be, and a tally; exits 1 on a fault.
"""

from __future__ import annotations

import argparse
import dataclasses
import json
import math
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator
from typing import Any

from place_peers.hall import HallModel, UnsupportedError
from place_peers.model import Level, Model, Session, evaluate
from place_peers.problem import Problem, read, read_batch
from place_peers.rooms import RoomModel
from place_peers.solvers import NAMES, open_session


@dataclasses.dataclass
class Tally:
    """What was seen."""

    instances: int = 0
    levels: int = 0
    proven: int = 0  # instances of which we prove every level that is compared
    best: int = 0  # instances with the best value in every level
    undecided: int = 0  # levels that the peer did not finish
    left_out: int = 0
    worse: Counter[str] = dataclasses.field(default_factory=Counter)
    faults: list[str] = dataclasses.field(default_factory=list)

    def line(self) -> str:
        """Say it in one line."""
        worse = ", ".join(f"{name} {n}" for name, n in sorted(self.worse.items()))
        return (
            f"{self.instances} instances, best plan in {self.best}, "
            f"worse in {self.instances - self.best}, "
            f"proven in {self.proven}; {self.levels} levels"
            + (f", {self.undecided} undecided" if self.undecided else "")
            + (f", {self.left_out} instances left out" if self.left_out else "")
            + f"; first level worse: {worse or 'none'}; faults {len(self.faults)}"
        )


class NoSuchPlanError(Exception):
    """No plan has the values of the levels frozen so far."""


class Peer:
    """Least values of levels, each given ours in those before."""

    def __init__(self, model: Model, session: Session, start: list[int] | None) -> None:
        self._model = model
        self._session = session
        self._start = start
        self._best = start

    def least(self, level: Level, limit: float) -> tuple[bool, int | None]:
        """Whether it is proven, and the least value found."""
        trivial = self._model.least(level.form)
        if not level.form:
            return True, level.constant
        if self._best is None or evaluate(level.form, self._best) > trivial:
            outcome = self._session.solve(level.form, limit, self._best)
            if outcome.values is not None:
                self._best = outcome.values
            if outcome.infeasible:
                raise NoSuchPlanError
            if not outcome.proven or outcome.values is None:
                bound = outcome.bound
                return False, None if bound is None else bound + level.constant
        assert self._best is not None
        return True, evaluate(level.form, self._best) + level.constant

    def freeze(self, level: Level, value: int) -> None:
        """From now on the level has this value."""
        form = level.form
        self._session.at_most(form, value - level.constant)
        self._session.at_most(
            {of: -factor for of, factor in form.items()}, level.constant - value
        )
        if self._best is not None and evaluate(form, self._best) != (
            value - level.constant
        ):
            self._best = self._start


def judge(
    peer: Peer,
    levels: list[Level],
    ours: list[dict[str, Any]],
    limit: float,
    *,
    claims: bool = False,
) -> Iterator[tuple[str, str]]:
    """Yield ("fault" | "worse" | "undecided", what) level by level.

    With `claims` a level is not solved if it is 0, or if counting alone shows that
    it can be no less.
    """
    certain = True  # every level so far is OPTIMAL
    for level, mine in zip(levels, ours, strict=False):
        name = f"{level.name} {level.part}"
        if (mine["name"], mine["part"], mine["key"]) != (
            level.name,
            level.part,
            level.key,
        ):
            yield "fault", f"{name}: ours is {mine['name']} {mine['part']}"
            return
        value, bound, status = mine["value"], mine["bound"], mine["status"]
        certain = certain and status == "OPTIMAL"
        if bound > value or (status != "FEASIBLE") != (bound == value):
            yield "fault", f"{name}: {value} of at least {bound} is {status}"
        if (status == "OPTIMAL") != certain:
            yield "fault", f"{name}: {status} after a level that is not OPTIMAL"
        if claims and (value == 0 or value == bound == mine["counted"]):
            peer.freeze(level, value)
            continue
        try:
            proven, least = peer.least(level, limit)
        except NoSuchPlanError:
            yield "fault", f"{name}: no plan has the values of the levels before"
            return
        if not proven:
            yield "undecided", name
            if least is not None and value < least:
                yield "fault", f"{name}: {value}, and {least} is the least possible"
        elif least is not None:
            if value < least:
                yield "fault", f"{name}: {value}, and {least} is the least possible"
            if bound > least:
                yield "fault", f"{name}: bound {bound}, and {least} is possible"
            if mine["own"] > least:
                what = f"the verifier's bound {mine['own']}"
                yield "fault", f"{name}: {what}, and {least} is possible"
            if value > least:
                yield "worse", f"{name}: {value}, and {least} is possible"
        if not level.form and value != level.constant:
            return
        peer.freeze(level, value)


def mistakes(
    model: Model, plan: list[int], ours: list[dict[str, Any]]
) -> Iterator[str]:
    """Yield the rows that our plan breaks, and the levels with other values."""
    for form, low, high in model.rows:
        value = evaluate(form, plan)
        if (low is not None and value < low) or (high is not None and value > high):
            yield f"the plan has {value} where a row asks for {low} to {high}"
    for level, mine in zip(model.levels, ours, strict=False):
        value = evaluate(level.form, plan) + level.constant
        if value != mine["value"]:
            yield f"{level.name} {level.part}: {mine['value']}, counted as {value}"


def compare(
    problem: Problem, ours: dict[str, Any], arguments: argparse.Namespace, tally: Tally
) -> None:
    """Compare one plan and count what is seen."""
    where = f"{ours['family']} {ours['seed']}"
    for violation in ours["violations"]:
        tally.faults.append(f"{where}: {violation}")
    start = None
    try:
        if arguments.formulation == "rooms":
            model = RoomModel(problem).model
        else:
            hall = HallModel(problem)
            model, start = hall.model, hall.start(ours["assignments"])
            for fault in mistakes(model, start, ours["levels"]):
                tally.faults.append(f"{where}: {fault}")
    except UnsupportedError:
        tally.left_out += 1
        return
    levels = [level for level in model.levels if level.name not in arguments.without]
    levels = levels[: _first_gap(model.levels, levels)]
    peer = Peer(model, open_session(arguments.solver, model), start)
    seen = list(
        judge(peer, levels, ours["levels"], arguments.limit, claims=arguments.claims)
    )
    tally.instances += 1
    tally.levels += len(levels)
    mine = ours["levels"][: len(levels)]
    tally.proven += all(level["status"] == "OPTIMAL" for level in mine)
    tally.undecided += sum(kind == "undecided" for kind, _ in seen)
    worse = [what for kind, what in seen if kind == "worse"]
    tally.best += not worse
    if worse:
        tally.worse[worse[0].split(" ")[0]] += 1
        if arguments.verbose:
            print(f"worse: {where}: {worse[0]}", flush=True)
    for kind, what in seen:
        if kind == "fault":
            tally.faults.append(f"{where}: {what}")


def _first_gap(every: list[Level], kept: list[Level]) -> int:
    """Levels are compared as far as none before them is left out."""
    for index, (one, other) in enumerate(zip(every, kept, strict=False)):
        if one is not other:
            return index
    return len(kept)


def plans(arguments: argparse.Namespace) -> Iterator[tuple[Problem, dict[str, Any]]]:
    """Problems and our plans, from the program."""
    command = [arguments.program, "batch", arguments.family]
    command += [str(arguments.first), str(arguments.count), *arguments.options.split()]
    if arguments.formulation == "hall":
        command.append("--assignments")
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as program:
        assert program.stdout is not None
        for text, result in read_batch(program.stdout):
            yield read(text.splitlines()), json.loads(result)
            if time.monotonic() > arguments.deadline:
                program.terminate()
                return
    if program.returncode != 0:
        raise RuntimeError(f"{' '.join(command)}: exit {program.returncode}")


def main(words: list[str] | None = None) -> int:
    """Run; 1 on a fault."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--program", required=True, help="place_bench")
    parser.add_argument("--family", required=True)
    parser.add_argument("--first", type=int, default=1, help="the first seed")
    parser.add_argument("--count", type=int, default=100)
    parser.add_argument("--solver", choices=NAMES, default="cp-sat-1")
    parser.add_argument("--formulation", choices=("rooms", "hall"), default="rooms")
    parser.add_argument("--without", nargs="*", default=[], help="levels not compared")
    parser.add_argument(
        "--claims", action="store_true", help="only levels that counting leaves open"
    )
    parser.add_argument("--limit", type=float, default=60.0, help="seconds a level")
    parser.add_argument("--budget", type=float, default=math.inf, help="seconds in all")
    parser.add_argument("--options", default="", help="for place_bench")
    parser.add_argument("--verbose", action="store_true")
    arguments = parser.parse_args(words)
    arguments.deadline = time.monotonic() + arguments.budget
    tally = Tally()
    for problem, ours in plans(arguments):
        compare(problem, ours, arguments, tally)
    for fault in tally.faults:
        print(f"fault: {fault}")
    title = f"{arguments.family} against {arguments.solver} ({arguments.formulation})"
    print(f"{title}: {tally.line()}")
    return 1 if tally.faults or not tally.instances else 0


if __name__ == "__main__":
    sys.exit(main())
