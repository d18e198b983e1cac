"""What the tests share: the county, its verdicts and its plan."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

import quaranta as qr

ROOT = Path(__file__).resolve().parents[3]
COUNTY = ROOT / "examples/county"
PACK = "cn-county-2022"
AS_OF = "2022-04-10T17:00:00+08:00"


def built(path: str) -> Path:
    """Return a program of the build; a test without it fails."""
    program = Path(os.environ.get("QUARANTA_BUILD_DIR", ROOT / "build/dev")) / path
    assert program.is_file(), f"{program} is not built: scripts/build dev"
    return program


@pytest.fixture(scope="session")
def root() -> Path:
    return ROOT


@pytest.fixture(scope="session")
def county() -> qr.World:
    return qr.read(COUNTY / "data")


@pytest.fixture(scope="session")
def arrivals(county: qr.World) -> qr.World:
    return qr.read_arrivals(COUNTY / "arrivals.csv", zone=county.zone)


@pytest.fixture(scope="session")
def report(county: qr.World) -> qr.Report:
    return qr.check(county, packs=PACK, as_of=AS_OF)


@pytest.fixture(scope="session")
def plan(county: qr.World, arrivals: qr.World) -> qr.Plan:
    return qr.place(county, arrivals, packs=PACK, as_of=AS_OF)
