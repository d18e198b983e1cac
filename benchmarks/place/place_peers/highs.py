"""HiGHS behind `model.Session`."""

from __future__ import annotations

import math

import highspy
import numpy as np

from place_peers.model import GAP, NEARLY, Form, Model, Outcome


class Highs:
    """HiGHS with its defaults."""

    def __init__(self, model: Model) -> None:
        self._highs = highspy.Highs()  # type: ignore[no-untyped-call]
        self._highs.setOptionValue("output_flag", False)
        self._highs.setOptionValue("mip_abs_gap", GAP)
        self._highs.setOptionValue("mip_rel_gap", 0.0)
        self._columns = len(model.lower)
        lp = highspy.HighsLp()
        lp.num_col_ = self._columns
        lp.num_row_ = len(model.rows)
        lp.col_cost_ = np.zeros(self._columns)
        lp.col_lower_ = np.array(model.lower, dtype=float)
        lp.col_upper_ = np.array(model.upper, dtype=float)
        lp.row_lower_ = np.array(
            [-math.inf if low is None else low for _, low, _ in model.rows]
        )
        lp.row_upper_ = np.array(
            [math.inf if high is None else high for _, _, high in model.rows]
        )
        lp.integrality_ = [highspy.HighsVarType.kInteger] * self._columns
        lp.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
        lp.a_matrix_.start_ = np.cumsum([0] + [len(form) for form, _, _ in model.rows])
        lp.a_matrix_.index_ = np.array(
            [of for form, _, _ in model.rows for of in form], dtype=np.int32
        )
        lp.a_matrix_.value_ = np.array(
            [each for form, _, _ in model.rows for each in form.values()], dtype=float
        )
        self._highs.passModel(lp)

    def at_most(self, form: Form, high: int) -> None:
        """Add a row."""
        self._highs.addRow(
            -math.inf,
            float(high),
            len(form),
            np.array(list(form), dtype=np.int32),
            np.array(list(form.values()), dtype=float),
        )

    def solve(self, form: Form, limit: float, start: list[int] | None) -> Outcome:
        """Minimise the form."""
        costs = np.zeros(self._columns)
        for of, factor in form.items():
            costs[of] = factor
        columns = np.arange(self._columns, dtype=np.int32)
        self._highs.clearSolver()
        self._highs.changeColsCost(self._columns, columns, costs)
        self._highs.setOptionValue("time_limit", self._highs.getRunTime() + limit)
        if start is not None:
            solution = highspy.HighsSolution()
            solution.col_value = [float(value) for value in start]
            solution.value_valid = True
            self._highs.setSolution(solution)
        self._highs.run()
        status = self._highs.getModelStatus()
        info = self._highs.getInfo()
        bound = None
        if math.isfinite(info.mip_dual_bound):
            bound = math.ceil(info.mip_dual_bound - NEARLY)
        values = None
        if (
            info.primal_solution_status
            == highspy.SolutionStatus.kSolutionStatusFeasible
        ):
            values = [round(value) for value in self._highs.getSolution().col_value]
        return Outcome(
            status == highspy.HighsModelStatus.kOptimal,
            bound,
            values,
            status == highspy.HighsModelStatus.kInfeasible,
        )
