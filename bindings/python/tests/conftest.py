"""What the tests share: the county, its verdicts and its plan."""

from __future__ import annotations

from pathlib import Path

import pytest
import quaranta as qr
from support import AS_OF, COUNTY, PACK, ROOT


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
