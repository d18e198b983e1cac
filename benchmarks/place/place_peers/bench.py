"""Placement beside CP-SAT, HiGHS and CBC: what scripts/bench_place runs.

Instance by instance, each solver in turn from the same first plan. README.md of
benchmarks/place says what the figures of the last line are.
"""

from __future__ import annotations

import argparse
import dataclasses
import json
import os
import statistics
import subprocess
import sys
from pathlib import Path
from typing import Any

from place_peers.chart import log_log

PEERS = ("cp-sat", "highs", "cbc")
NAMES = ("unplaced", "new_sites", "substitutes", "new_floors")
_PACKAGE = Path(__file__).parents[1]


@dataclasses.dataclass(frozen=True)
class Size:
    """How much is run."""

    limit: float  # seconds for a peer on one instance
    families: dict[str, int]  # instances of each
    cities: tuple[str, ...]  # the first is held to the bars
    growth: tuple[int, ...]
    ours: float = 300.0  # seconds after which our program is given up


FULL = Size(
    limit=45.0,
    families={"county": 10, "overload": 4, "region": 3},
    cities=("city", "city-full"),
    growth=(100, 200, 500, 1000, 2000, 5000, 10000),
)
QUICK = Size(
    limit=10.0,
    families={"county": 2, "overload": 1},
    cities=("growth-300",),
    growth=(100, 200, 300),
    ours=30.0,
)


@dataclasses.dataclass
class Level:
    """What one solver says of one level."""

    name: str
    value: int
    bound: int
    proven: bool
    seconds: float | None = None


@dataclasses.dataclass
class Run:
    """One solver on one instance."""

    levels: list[Level]
    seconds: float

    @property
    def proven(self) -> bool:
        """Every level is."""
        return all(level.proven for level in self.levels)

    @property
    def values(self) -> list[int]:
        """Of all levels."""
        return [level.value for level in self.levels]


class Bench:
    """Runs everything and keeps what came of it."""

    def __init__(self, program: str, size: Size) -> None:
        self.program, self.size = program, size
        self.runs: dict[tuple[str, int], dict[str, Run]] = {}

    def ask(self, mode: str, family: str, seed: int, *options: str) -> str | None:
        """Run our program; None if it takes too long."""
        command = [self.program, mode, family, str(seed), *options]
        try:
            return subprocess.run(
                command, capture_output=True, text=True, check=True,
                timeout=self.size.ours,
            ).stdout  # fmt: skip
        except subprocess.TimeoutExpired:
            return None

    def solve(self, family: str, seed: int, *options: str) -> dict[str, Any] | None:
        """Plan with our program; None if it takes too long."""
        text = self.ask("solve", family, seed, *options)
        if text is None:
            return None
        plan = dict(json.loads(text))
        if plan.get("violations"):
            raise ValueError(f"{family} {seed}: {plan['violations']}")
        return plan

    def instance(self, family: str, seed: int) -> None:
        """Run all solvers on one instance and print a line for each."""
        problem = self.ask("problem", family, seed)
        first = self.solve(
            family, seed, "--assignments", "--no-verify", "--nodes", "0", "--proof", "0"
        )
        if problem is None or first is None:
            raise TimeoutError(f"{family} {seed} takes more than {self.size.ours} s")
        given = json.dumps({"problem": problem, "assignments": first["assignments"]})
        runs = {}
        # In turn, so that none is always the one that runs on a warm machine.
        solvers = ("ours", *PEERS)
        start = seed % len(solvers)
        for solver in solvers[start:] + solvers[:start]:
            if solver == "ours":
                runs[solver] = self.ours(family, seed)
            else:
                runs[solver] = self.peer(solver, given)
        self.runs[family, seed] = runs
        for solver in solvers:
            print_run(f"{family} {seed}", solver, runs[solver])

    def ours(self, family: str, seed: int) -> Run:
        """Run our solver once, as each peer is."""
        plan = self.solve(family, seed)
        if plan is None:
            raise TimeoutError(f"{family} {seed} takes more than {self.size.ours} s")
        return ours_of(plan)

    def peer(self, solver: str, given: str) -> Run:
        """Run one peer."""
        output = subprocess.run(
            [sys.executable, "-m", "place_peers.run", solver, str(self.size.limit)],
            input=given,
            capture_output=True,
            text=True,
            check=True,
            env={**os.environ, "PYTHONPATH": str(_PACKAGE)},
        ).stdout
        levels = [
            Level(of["name"], of["value"], of["bound"], of["proven"], of["seconds"])
            for of in json.loads(output)
        ]
        return Run(levels, sum(level.seconds or 0.0 for level in levels))


def ours_of(plan: dict[str, Any]) -> Run:
    """Our plan, as far as the peers' levels go, with the bounds that hold.

    A bound that `Verify` was asked for and does not show does not count.
    """
    levels = [
        Level(
            of["name"],
            of["value"],
            bound := of["bound"] if of.get("shown", 1) else of["own"],
            of["status"] == "OPTIMAL" and bound == of["value"],
        )
        for of in plan["levels"]
        if of["name"] in NAMES
    ]
    return Run(levels, plan["seconds"])


def print_run(instance: str, solver: str, run: Run) -> None:
    """Print one line: per level value, bound where it differs, and seconds."""
    cells = []
    for name in NAMES:
        of = [level for level in run.levels if level.name == name]
        words = [
            f"{level.value}"
            + ("" if level.proven else f">={level.bound}")
            + ("" if not level.seconds else f" ({level.seconds:.2f})")
            for level in of
        ]
        cells.append(f"{name} {' '.join(words)}")
    proven = "proven" if run.proven else "open"
    head = f"{instance:<12} {solver:<7} {run.seconds:8.3f} s {proven:<7}"
    print(f"{head} {' | '.join(cells)}", flush=True)


def is_worse(ours: Run, peer: Run, *, bounds_too: bool) -> bool:
    """Say whether the peer's plan is better in the first level that differs.

    With `bounds_too`, up to there also whether its gap is the smaller one.
    """
    for mine, theirs in zip(ours.levels, peer.levels, strict=True):
        if bounds_too and mine.value - mine.bound > theirs.value - theirs.bound:
            return True
        if mine.value != theirs.value:
            return mine.value > theirs.value
        if bounds_too and mine.bound != theirs.bound:
            return False
    return False


def times_slower(ours: Run, peer: Run) -> float:
    """Divide the peer's time to prove by ours; 0 if we do not prove."""
    return peer.seconds / ours.seconds if ours.proven else 0.0


def gaps(plan: dict[str, Any]) -> tuple[float, ...]:
    """Find the gaps of people, new sites and new units, in per cent."""
    value = dict.fromkeys(NAMES, 0)
    bound = dict.fromkeys(NAMES, 0)
    for level in ours_of(plan).levels:
        value[level.name] += level.value
        bound[level.name] += level.bound
    most_placed = max(1, plan["people"] - bound["unplaced"])
    shares = [(value["unplaced"] - bound["unplaced"]) / most_placed]
    for name in ("new_sites", "new_floors"):
        shares.append((value[name] - bound[name]) / max(1, value[name]))
    return tuple(100 * share for share in shares)


def print_plan(instance: str, plan: dict[str, Any]) -> None:
    """Print what our program alone makes of a large instance."""
    run = ours_of(plan)
    print_run(instance, "ours", run)
    people, sites, units = gaps(plan)
    print(
        f"{'':<12} {plan['units']} units, {plan['cohorts']} cohorts, "
        f"{plan['rooms']} rooms, {plan['people']} people: first plan in "
        f"{1000 * plan['first_seconds']:.1f} ms; gap of people {people:.2f} %, "
        f"sites {sites:.2f} %, units {units:.2f} %",
        flush=True,
    )


def cities(bench: Bench) -> tuple[float, list[str]]:
    """Give the widest gap of the first one in per cent, and the bars missed."""
    widest, missed = 100.0, []
    for number, family in enumerate(bench.size.cities):
        plan = bench.solve(family, 1, "--first")
        if plan is None:
            print(f"{family} 1: no plan within {bench.size.ours:.0f} s")
            if number == 0:
                missed.append(f"{family}: no plan")
            continue
        print_plan(f"{family} 1", plan)
        if number > 0:
            continue
        widest = max(gaps(plan))
        if plan["seconds"] > 10:
            missed.append(f"{family}: {plan['seconds']:.1f} s, at most 10")
        if plan["first_seconds"] > 0.05:
            first = 1000 * plan["first_seconds"]
            missed.append(f"{family}: first plan in {first:.0f} ms, at most 50")
    return widest, missed


def growth(bench: Bench, chart: Path) -> None:
    """Plot time against units."""
    whole: list[tuple[float, float]] = []
    first: list[tuple[float, float]] = []
    for units in bench.size.growth:
        plan = bench.solve(f"growth-{units}", 1, "--first", "--no-verify")
        if plan is None:
            print(f"growth-{units}: no plan within {bench.size.ours:.0f} s")
            break
        print_plan(f"growth {units}", plan)
        whole.append((units, plan["seconds"]))
        first.append((units, plan["first_seconds"]))
    if len(whole) > 1:
        lines = {"plan with bounds": whole, "first plan": first}
        chart.write_text(log_log("Placement", "units", "seconds", lines))
        print(f"growth is drawn in {chart}")


def arrival(bench: Bench) -> float:
    """Microseconds for one arrival in the largest city that is run."""
    family = bench.size.cities[0]
    try:
        text = bench.ask("arrivals", family, 1)
        why = f"not done within {bench.size.ours:.0f} s"
    except subprocess.CalledProcessError as error:
        text, why = None, str(error.stderr).strip()
    if text is None:
        print(f"arrivals in {family}: {why}")
        return 1e6 * bench.size.ours
    seen = json.loads(text)
    print(
        f"arrivals {family}: {seen['arrivals']} parties, "
        f"mean {seen['mean_us']:.1f} us, 99 in 100 below {seen['p99_us']:.1f} us"
    )
    return float(seen["mean_us"])


def main() -> int:
    """Run."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--program", required=True, help="place_bench")
    parser.add_argument("--quick", action="store_true", help="a few small ones")
    parser.add_argument("--chart", type=Path, required=True, help="the SVG to write")
    arguments = parser.parse_args()
    bench = Bench(arguments.program, QUICK if arguments.quick else FULL)
    for family, count in bench.size.families.items():
        for seed in range(1, count + 1):
            bench.instance(family, seed)
    gap, missed = cities(bench)
    growth(bench, arguments.chart)
    microseconds = arrival(bench)

    county = [runs for (of, _), runs in bench.runs.items() if of == "county"]
    worse = sum(
        any(
            is_worse(runs["ours"], runs[peer], bounds_too=of == "overload")
            for peer in PEERS
        )
        for (of, _), runs in bench.runs.items()
    )
    proven = sum(runs["ours"].proven for runs in county)
    cp_sat = min(times_slower(runs["ours"], runs["cp-sat"]) for runs in county)
    cbc = statistics.median(times_slower(runs["ours"], runs["cbc"]) for runs in county)
    bars = {
        f"worse on {worse}, should be 0": worse == 0,
        f"county proven {proven} of {len(county)}": proven == len(county),
        f"CP-SAT min {cp_sat:.1f} x, at least 10": cp_sat >= 10,
        f"CBC median {cbc:.1f} x, at least 1": cbc >= 1,
        f"city gap {gap:.2f} %, at most 0.5": gap <= 0.5,
        f"one arrival {microseconds:.1f} us, less than 1000": microseconds < 1000,
    }
    print()
    for text in [text for text, kept in bars.items() if not kept] + missed:
        print(f"bar missed: {text}")
    print(
        f"bench-place: {len(bench.runs)} instances, worse on {worse}, "
        f"county proven {proven} of {len(county)}, CP-SAT min {cp_sat:.1f} x, "
        f"CBC median {cbc:.1f} x, city gap {gap:.2f} %, "
        f"one arrival {microseconds:.1f} us"
    )
    return 0


if __name__ == "__main__":
    sys.exit(main())
