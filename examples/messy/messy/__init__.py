"""The same kind of facts as the example county, as clerks and apps send them."""

import sys
from pathlib import Path

# Its generator stands beside this folder.
sys.path.append(str(Path(__file__).resolve().parents[2] / "county"))
