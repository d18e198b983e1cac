"""Documentation and examples run, and the examples agree."""

from __future__ import annotations

import contextlib
import doctest
import importlib
import inspect
import io
import json
import os
import pkgutil
import re
import subprocess
import sys
from pathlib import Path

import pytest
import quaranta as qr
from support import AS_OF, COUNTY, PACK, built

NOTEBOOK = "examples/notebooks/county.ipynb"


def cells(path: Path) -> list[str]:
    """Return the code of a notebook, which is committed without outputs."""
    notebook = json.loads(path.read_text(encoding="utf-8"))
    assert notebook["nbformat"] == 4
    code = [cell for cell in notebook["cells"] if cell["cell_type"] == "code"]
    assert all(c["outputs"] == [] and c["execution_count"] is None for c in code)
    return ["".join(cell["source"]) for cell in code]


def test_the_notebook_and_the_program_write_the_same_bytes(
    root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("QUARANTA_ROOT", str(root))
    monkeypatch.chdir(tmp_path)
    names: dict[str, object] = {}
    printed = io.StringIO()
    with contextlib.redirect_stdout(printed):
        for number, cell in enumerate(cells(root / NOTEBOOK), 1):
            exec(compile(cell, f"{NOTEBOOK}[{number}]", "exec"), names)
    assert "F7C-001" in printed.getvalue()

    program = tmp_path / "cpp"
    command = [built("examples/cpp/county"), COUNTY / "data", COUNTY / "arrivals.csv"]
    subprocess.run([*command, program], check=True, capture_output=True)
    for name in ("verdicts.json", "plan.json"):
        ours = (tmp_path / "out" / name).read_bytes()
        assert len(ours) > 10_000
        assert ours == (program / name).read_bytes()


def test_the_examples_are_short(root: Path) -> None:
    assert sum(len(cell.splitlines()) for cell in cells(root / NOTEBOOK)) < 80
    for name in ("county.cc", "evenings.cc"):
        program = root / "examples/cpp" / name
        assert len(program.read_text(encoding="utf-8").splitlines()) < 80


def test_two_evenings_print_what_python_says(county: qr.World, tmp_path: Path) -> None:
    saved = tmp_path / "plan.json"
    busses = [COUNTY / "arrivals_overload.csv", COUNTY / "arrivals.csv"]
    run = subprocess.run(
        [built("examples/cpp/evenings"), COUNTY / "data", *busses, saved],
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert run.returncode == 0, run.stderr
    tonight, tomorrow = (qr.read_arrivals(bus, zone=county.zone) for bus in busses)
    plan = qr.place(county, tonight, packs=PACK, as_of=AS_OF)
    assert plan.to_json() == saved.read_text(encoding="utf-8")
    next_day = qr.place(
        county, tomorrow, packs=PACK, as_of="2022-04-11T17:00:00+08:00", keep=saved
    )
    assert run.stdout.splitlines() == [
        *plan.headline(),
        *(act.text() for act in plan.relaxations),
        *qr.verify(saved, county, packs=PACK).lines,
        *next_day.night(),
    ]
    assert "Nobody moves." in run.stdout


def test_the_notebook_has_strict_types(root: Path, tmp_path: Path) -> None:
    script = tmp_path / "county.py"
    script.write_text("\n".join(cells(root / NOTEBOOK)), encoding="utf-8")
    command = [sys.executable, "-m", "mypy", "--config-file", "pyproject.toml"]
    environment = {**os.environ, "PYTHONPATH": ""}
    run = subprocess.run(
        [*command, script], cwd=root, capture_output=True, text=True, env=environment
    )
    assert run.returncode == 0, run.stdout


MODULES = ["quaranta"] + [
    f"quaranta.{module.name}"
    for module in pkgutil.iter_modules(qr.__path__)
    if module.name not in {"_core", "__main__"} and not module.ispkg
]


@pytest.mark.parametrize("name", MODULES)
def test_examples_in_docstrings_are_true(name: str) -> None:
    result = doctest.testmod(importlib.import_module(name), raise_on_error=False)
    assert result.failed == 0


def test_every_public_class_and_function_is_documented() -> None:
    for name in qr.__all__:
        thing = getattr(qr, name)
        if inspect.isclass(thing) or inspect.isfunction(thing):
            assert (thing.__doc__ or "").strip(), name


def blocks(path: Path) -> str:
    text = path.read_text(encoding="utf-8")
    return "\n".join(
        re.findall(r"^```python\n(.*?)^```", text, re.DOTALL | re.MULTILINE)
    )


@pytest.mark.parametrize(
    "page",
    [
        "docs/guides/audit.md",
        "docs/guides/moves.md",
        "docs/guides/python.md",
        "docs/guides/second-evening.md",
        "docs/concepts/horizon.md",
    ],
)
def test_the_blocks_of_a_page_run_in_order(
    root: Path, page: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    source = blocks(root / page)
    assert source.count("\n") > 10
    (tmp_path / "examples").symlink_to(root / "examples")
    (tmp_path / "packs").symlink_to(root / "packs")
    monkeypatch.chdir(tmp_path)
    runner = doctest.DocTestRunner(optionflags=doctest.NORMALIZE_WHITESPACE)
    test = doctest.DocTestParser().get_doctest(source, {}, page, page, 0)
    assert len(test.examples) > 5
    report = io.StringIO()
    runner.run(test, out=report.write)
    assert runner.failures == 0, report.getvalue()
