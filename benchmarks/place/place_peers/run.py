"""One peer on one problem of county size, as a process of its own.

    python -m place_peers.run SOLVER LIMIT < {"problem": TEXT, "assignments": [...]}

prints the levels that the peer reached from that start within LIMIT seconds, as
JSON. Building the formulation is not counted, loading it into the solver is.
"""

from __future__ import annotations

import dataclasses
import json
import sys

from place_peers.hall import HallModel
from place_peers.model import solve_levels
from place_peers.problem import read
from place_peers.solvers import open_session


def main() -> None:
    """Run."""
    solver, limit = sys.argv[1:]
    given = json.load(sys.stdin)
    formulation = HallModel(read(given["problem"].splitlines()))
    start = formulation.start(given["assignments"])
    solved = solve_levels(
        formulation.model,
        lambda model: open_session(solver, model),
        float(limit),
        start,
    )
    print(json.dumps([dataclasses.asdict(level) for level in solved]))


if __name__ == "__main__":
    main()
