"""Where things are, and when it is."""

from __future__ import annotations

import os
from pathlib import Path

ROOT = Path(__file__).resolve().parents[3]
COUNTY = ROOT / "examples/county"
PACK = "cn-county-2022"
AS_OF = "2022-04-10T17:00:00+08:00"


def built(path: str) -> Path:
    """Return a program of the build; a test without it fails."""
    program = Path(os.environ.get("QUARANTA_BUILD_DIR", ROOT / "build/dev")) / path
    assert program.is_file(), f"{program} is not built: scripts/build dev"
    return program
