"""Write messy files: ``python3 messy_files.py --out DIR [--seed N]``.

Three folders below DIR: ``county`` (one county as its clerks send it), ``sources``
(exports of other programs) and ``nightly`` (forty small counties). The same seed
gives the same cells on every machine. Needs xlsxwriter and pyarrow.
"""

from __future__ import annotations

import argparse
from pathlib import Path

from messy import counties, county, sources

DEFAULT_SEED = 20220410


def write(out: Path, seed: int = DEFAULT_SEED) -> None:
    """Write all three folders below ``out``."""
    county.write(out / "county", seed)
    sources.write(out / "sources", seed)
    counties.write(out / "nightly", seed)


def main() -> None:
    """Run the command line."""
    parser = argparse.ArgumentParser(description="Write messy files.")
    parser.add_argument("--seed", type=int, default=DEFAULT_SEED)
    parser.add_argument("--out", type=Path, required=True)
    args = parser.parse_args()
    write(args.out, args.seed)
    print(args.out)


if __name__ == "__main__":
    main()
