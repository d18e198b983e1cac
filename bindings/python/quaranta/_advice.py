"""What an audit and moves have in common: people in place who should move."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol, TypeVar

from quaranta._result import Result, Told
from quaranta._tables import Listing

__all__ = ["Advice", "Cleaning", "Without"]


@dataclass(frozen=True, slots=True)
class Without(Told):
    """People for whom there is no room by the rules.

    Attributes
    ----------
    party : str
        Id of the party, or of the person who is alone.
    people, rooms : tuple of str
        Who, and where they are now.
    reason : str
        Such as ``"NO_GRADE"``.
    en, zh : str
        The same as a sentence; see `text`.
    """

    party: str
    people: tuple[str, ...]
    rooms: tuple[str, ...]
    reason: str
    en: str
    zh: str


@dataclass(frozen=True, slots=True)
class Cleaning(Told):
    """Rooms that are empty after the moves: terminal disinfection before others come.

    Attributes
    ----------
    site : str
        Id of the site.
    floors, rooms : tuple of str
        Ids.
    whole_floor : bool
        Nobody is on the floor any more.
    en, zh : str
        The same as a sentence; see `text`.
    """

    site: str
    floors: tuple[str, ...]
    rooms: tuple[str, ...]
    whole_floor: bool
    en: str
    zh: str


class _Core(Protocol):
    @property
    def as_of(self) -> str: ...
    @property
    def people(self) -> int: ...
    @property
    def rooms(self) -> int: ...
    @property
    def cleaning(
        self,
    ) -> list[tuple[str, tuple[str, ...], tuple[str, ...], bool, str, str]]: ...
    def headline(self, lang: str) -> list[str]: ...
    def conditions(self, lang: str) -> list[str]: ...
    def doubts(self, lang: str) -> list[str]: ...
    def lines(self, lang: str, most: int) -> list[str]: ...
    def to_json(self) -> str: ...


CoreT = TypeVar("CoreT", bound=_Core)


class Advice(Result[CoreT]):
    """Who should move, of those who are in a room now."""

    __slots__ = ()

    @property
    def people(self) -> int:
        """How many people are in a room."""
        return self._core.people

    @property
    def rooms(self) -> int:
        """How many rooms they are in."""
        return self._core.rooms

    @property
    def cleaning(self) -> Listing[Cleaning]:
        """What is disinfected after the moves."""
        return Listing(Cleaning, (Cleaning(*row) for row in self._core.cleaning))
