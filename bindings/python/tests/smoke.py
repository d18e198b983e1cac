"""What a new user does first, without pytest: ``smoke.py SOURCE bare|xlsx``.

Run by ``scripts/wheel`` in an environment that holds the wheel and nothing else.
"""

from __future__ import annotations

import doctest
import importlib
import importlib.util
import pkgutil
import sys
import tempfile
from pathlib import Path

import quaranta as qr


def examples() -> int:
    """Run the examples of every docstring; return how many there were."""
    tried = 0
    for module in pkgutil.iter_modules(qr.__path__, "quaranta."):
        if module.ispkg or module.name.endswith(("._core", ".__main__")):
            continue
        result = doctest.testmod(importlib.import_module(module.name))
        assert result.failed == 0, module.name
        tried += result.attempted
    return tried


def county(source: Path) -> None:
    """Read the example county, check it, place its flight."""
    world = qr.read(source / "examples/county/data")
    assert world.tables["Room"] == 1270, world
    as_of = "2022-04-10T17:00:00+08:00"
    report = qr.check(world, packs="cn-county-2022", as_of=as_of, rules=["HW-13"])
    assert sum(report.counts.values()) > 0, report
    people = qr.read_arrivals(source / "examples/county/arrivals.csv", zone=world.zone)
    plan = qr.place(world, people, packs="cn-county-2022", as_of=as_of)
    assert len(plan.rooms) > 100, plan


def workbook(folder: Path, *, installed: bool) -> None:
    """Write a world as a workbook and read it, or be told what is missing."""
    world = qr.read({"Site": [{"id": "S1", "rooms_total": 20}]})
    if not installed:
        (folder / "sites.xlsx").write_bytes(b"PK\x03\x04")
        issues = [issue.detail for issue in qr.read(folder).issues]
        assert any('pip install "quaranta[xlsx]"' in text for text in issues), issues
        return
    world.write(folder / "world.xlsx")
    again = qr.read(folder)
    assert again.table("Site").to_dicts() == world.table("Site").to_dicts(), again


def main(source: Path, extra: str) -> None:
    """Run everything; an assertion says what failed."""
    for name in ("numpy", "pandas", "polars", "pyarrow"):
        assert importlib.util.find_spec(name) is None, name
    assert examples() > 30
    county(source)
    with tempfile.TemporaryDirectory() as folder:
        workbook(Path(folder), installed=extra == "xlsx")


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2])
