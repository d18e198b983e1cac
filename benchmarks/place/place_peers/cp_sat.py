"""CP-SAT of OR-Tools behind `model.Session`."""

from __future__ import annotations

import math

from ortools.sat.python import cp_model

from place_peers.model import NEARLY, Form, Model, Outcome


class CpSat:
    """OR-Tools CP-SAT: `workers` threads and linearisation level 2."""

    def __init__(self, model: Model, workers: int = 8) -> None:
        self._model = cp_model.CpModel()
        self._vars = [
            self._model.new_int_var(low, high, "")
            for low, high in zip(model.lower, model.upper, strict=True)
        ]
        self._workers = workers
        for form, low, high in model.rows:
            self._add(form, low, high)

    def _sum(self, form: Form) -> cp_model.LinearExpr:
        return cp_model.LinearExpr.weighted_sum(
            [self._vars[of] for of in form], list(form.values())
        )

    def _add(self, form: Form, low: int | None, high: int | None) -> None:
        self._model.add_linear_constraint(
            self._sum(form),
            cp_model.INT_MIN if low is None else low,
            cp_model.INT_MAX if high is None else high,
        )

    def at_most(self, form: Form, high: int) -> None:
        """Add a row."""
        self._add(form, None, high)

    def solve(self, form: Form, limit: float, start: list[int] | None) -> Outcome:
        """Minimise the form."""
        self._model.minimize(self._sum(form))
        self._model.clear_hints()  # type: ignore[no-untyped-call]
        if start is not None:
            for of, value in zip(self._vars, start, strict=True):
                self._model.add_hint(of, value)
        solver = cp_model.CpSolver()
        solver.parameters.num_workers = self._workers
        solver.parameters.linearization_level = 2
        solver.parameters.random_seed = 1
        if limit < math.inf:
            solver.parameters.max_time_in_seconds = limit
        status = solver.solve(self._model)
        if status not in (cp_model.OPTIMAL, cp_model.FEASIBLE):
            return Outcome(False, None, None, status == cp_model.INFEASIBLE)
        return Outcome(
            status == cp_model.OPTIMAL,
            math.ceil(solver.best_objective_bound - NEARLY),
            [solver.value(of) for of in self._vars],
        )
