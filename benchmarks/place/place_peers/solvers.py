"""The peers by name, each loaded only when asked for.

Two of them in one process do not go together: the wheels of OR-Tools and HiGHS
bring two versions of one shared library.
"""

from __future__ import annotations

from place_peers.model import Model, Session

# "cp-sat-1" has one worker, for many small models; the other has eight.
NAMES = ("cp-sat", "cp-sat-1", "highs", "cbc")


def open_session(name: str, model: Model) -> Session:
    """Load the model into the solver of that name."""
    if name in ("cp-sat", "cp-sat-1"):
        from place_peers.cp_sat import CpSat

        return CpSat(model, workers=8 if name == "cp-sat" else 1)
    if name == "highs":
        from place_peers.highs import Highs

        return Highs(model)
    if name == "cbc":
        from place_peers.cbc import Cbc

        return Cbc(model)
    raise ValueError(f"no solver is called {name}")
