"""Rule packs: which rules are in force."""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path
from typing import TypeAlias

from quaranta import _core
from quaranta._errors import NotFoundError

__all__ = ["Pack", "Packs", "packs"]


class Pack:
    """A set of rules with its parameters and tests. Immutable.

    Examples
    --------
    >>> import quaranta as qr
    >>> pack = {pack.id: pack for pack in qr.packs()}["cn-county-2022"]
    >>> pack.historic, "HW-13" in pack.rules
    (True, True)
    """

    __slots__ = ("_core",)

    def __init__(self, core: _core.Pack) -> None:
        if not isinstance(core, _core.Pack):
            message = "a Pack is made by quaranta.packs() or Pack.load()"
            raise TypeError(message)
        self._core = core

    @classmethod
    def load(cls, folder: str | os.PathLike[str]) -> Pack:
        """Read the YAML files of a folder as one pack.

        Raises
        ------
        NotFoundError
            There is no such folder.
        InvalidArgumentError
            Something is wrong with the pack; the message says what, line by line.
        """
        path = Path(folder)
        if not path.is_dir():
            message = f"{path}: there is no such folder"
            raise NotFoundError(message)
        files = [
            (f"{path.resolve().name}/{file.name}", file.read_text(encoding="utf-8"))
            for file in sorted(path.glob("*.yaml"))
        ]
        return cls(_core.load_pack(files))

    @property
    def id(self) -> str:
        """Its name, such as ``"cn-county-2022"``."""
        return self._core.id

    @property
    def version(self) -> str:
        """Version of the pack."""
        return self._core.version

    @property
    def title(self) -> str:
        """Title in English."""
        return self._core.title

    @property
    def title_zh(self) -> str:
        """Title in Chinese."""
        return self._core.title_zh

    @property
    def historic(self) -> bool:
        """Whether its measures are over, so that it runs only by name."""
        return self._core.historic

    @property
    def hash(self) -> str:
        """SHA-256 of its files, as verdicts carry it."""
        return self._core.hash

    @property
    def rules(self) -> list[str]:
        """Ids of its rules."""
        return self._core.rules

    def __eq__(self, other: object) -> bool:
        if isinstance(other, Pack):
            return self.hash == other.hash
        return NotImplemented

    def __hash__(self) -> int:
        return hash(self.hash)

    def __repr__(self) -> str:
        historic = ", historic" if self.historic else ""
        return f"<Pack {self.id} {self.version}: {len(self.rules)} rules{historic}>"


# What a function takes as packs: ids of packs that ship with the library, or
# packs as loaded; None for all that ship and are not historic.
Packs: TypeAlias = str | Pack | Iterable[str | Pack] | None


def packs() -> list[Pack]:
    """Return the packs that ship with the library."""
    return [Pack(pack) for pack in _core.embedded_packs()]


def policy_of(chosen: Packs) -> _core.Policy:
    """Return the policy that the packs make."""
    if chosen is None:
        return _core.Policy([], [])
    if isinstance(chosen, str | Pack):
        chosen = [chosen]
    names: list[str] = []
    given: list[_core.Pack] = []
    for pack in chosen:
        if isinstance(pack, Pack):
            names.append(pack.id)
            given.append(pack._core)
        elif isinstance(pack, str):
            names.append(pack)
        else:
            message = f"packs: expected an id or a Pack, got {type(pack).__name__}"
            raise TypeError(message)
    return _core.Policy(names, given)
