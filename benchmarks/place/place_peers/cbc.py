"""CBC of COIN-OR behind `model.Session`."""

from __future__ import annotations

import math
import shutil
import subprocess
import tempfile
from pathlib import Path

from place_peers.model import GAP, NEARLY, Form, Model, Outcome


class Cbc:
    """The program `cbc` of COIN-OR, through files."""

    def __init__(self, model: Model) -> None:
        program = shutil.which("cbc")
        if program is None:
            raise FileNotFoundError("cbc is not installed: scripts/setup --with peers")
        self._program = program
        self._model = model
        self._extra: list[tuple[Form, int | None, int | None]] = []

    def at_most(self, form: Form, high: int) -> None:
        """Add a row."""
        self._extra.append((form, None, high))

    def solve(self, form: Form, limit: float, start: list[int] | None) -> Outcome:
        """Minimise the form."""
        with tempfile.TemporaryDirectory() as folder:
            model, solution = Path(folder, "model.mps"), Path(folder, "solution.txt")
            self._write(model, form)
            command = [self._program, str(model), "-allowableGap", str(GAP)]
            command += ["-ratioGap", "0", "-timeMode", "elapsed"]
            if limit < math.inf:
                command += ["-seconds", f"{limit:.2f}"]
            begin: list[str] = []
            if start is not None:
                first = Path(folder, "start.txt")
                lines = ["Stopped on iterations - objective value 0"]
                lines += [f"{i} x{i} {value} 0" for i, value in enumerate(start)]
                first.write_text("\n".join(lines) + "\n", encoding="ascii")
                begin = ["-mipstart", str(first)]
            end = ["-solve", "-solution", str(solution)]
            run = subprocess.run(
                command + begin + end, capture_output=True, text=True, check=False
            )
            if run.returncode != 0:
                # 2.10 looks for names of columns that its own preprocessing
                # added to a start ("Illegal index"): once more without one.
                run = subprocess.run(
                    command + end, capture_output=True, text=True, check=True
                )
            return self._outcome(form, solution, run.stdout)

    def _outcome(self, form: Form, solution: Path, log: str) -> Outcome:
        head, *rest = solution.read_text(encoding="ascii").splitlines()
        if head.startswith(("Infeasible", "Integer infeasible")):
            return Outcome(False, None, None, infeasible=True)
        values = [0] * len(self._model.lower)
        for line in rest:
            words = line.replace("**", " ").split()
            values[int(words[1].removeprefix("x"))] = round(float(words[2]))
        if head.startswith("Optimal"):
            value = sum(each * values[of] for of, each in form.items())
            return Outcome(True, value, values)
        bound = None
        for line in log.splitlines():
            if line.startswith("Lower bound:"):
                bound = math.ceil(float(line.split()[-1]) - NEARLY)
        if not rest or "no integer solution" in head:
            return Outcome(False, bound, None)
        return Outcome(False, bound, values)

    def _write(self, path: Path, form: Form) -> None:
        rows = [row for row in self._model.rows + self._extra if row[0]]
        columns: list[list[str]] = [[] for _ in self._model.lower]
        lines = ["NAME place FREE", "ROWS", " N cost"]
        right = ["RHS"]
        for index, (terms, low, high) in enumerate(rows):
            kind = "E" if low == high else "L" if low is None else "G"
            lines.append(f" {kind} r{index}")
            right.append(f" rhs r{index} {high if low is None else low}")
            for of, factor in terms.items():
                columns[of].append(f" x{of} r{index} {factor}")
        lines += ["COLUMNS", " marker 'MARKER' 'INTORG'"]
        bounds = ["BOUNDS"]
        for of, entries in enumerate(columns):
            lines.append(f" x{of} cost {form.get(of, 0)}")
            lines += entries
            bounds.append(f" LO bnd x{of} {self._model.lower[of]}")
            bounds.append(f" UP bnd x{of} {self._model.upper[of]}")
        lines += [" marker 'MARKER' 'INTEND'", *right, *bounds, "ENDATA"]
        path.write_text("\n".join(lines) + "\n", encoding="ascii")
