"""The program of the wheel is the program of the build."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from support import AS_OF, COUNTY, PACK, built

COMMANDS: list[list[str | Path]] = [
    ["--version"],
    ["packs", "list"],
    ["schema", "Room"],
    ["check", COUNTY / "data", "--pack", PACK, "--as-of", AS_OF, "--lang", "zh"],
    ["capacity", COUNTY / "data", "--pack", PACK, "--as-of", AS_OF, "--format", "json"],
    ["check", "nowhere"],
    ["cook"],
]


@pytest.mark.parametrize("arguments", COMMANDS, ids=lambda a: str(a[0]))
def test_output_and_exit_code_are_those_of_the_program(
    arguments: list[str | Path],
) -> None:
    ours, theirs = (
        subprocess.run([*command, *arguments], capture_output=True, check=False)
        for command in ([sys.executable, "-m", "quaranta"], [built("src/cli/quaranta")])
    )
    assert ours.returncode == theirs.returncode
    assert ours.stdout == theirs.stdout
    assert ours.stderr == theirs.stderr
    assert ours.stdout or ours.stderr
