"""What results have in common: sentences, JSON, and who made them."""

from __future__ import annotations

from datetime import datetime
from typing import ClassVar, Generic, Protocol, TypeVar

from quaranta._check import Language

__all__ = ["Result", "Told"]


class Told:
    """What has a sentence of its own."""

    __slots__ = ()

    en: str
    zh: str

    def text(self, lang: Language = "en") -> str:
        """Return the sentence, in English or Chinese."""
        if lang not in ("en", "zh"):
            message = f'lang: expected "en" or "zh", got {lang!r}'
            raise ValueError(message)
        return self.zh if lang == "zh" else self.en


class _Core(Protocol):
    @property
    def as_of(self) -> str: ...
    def headline(self, lang: str) -> list[str]: ...
    def conditions(self, lang: str) -> list[str]: ...
    def doubts(self, lang: str) -> list[str]: ...
    def to_json(self) -> str: ...


CoreT = TypeVar("CoreT", bound=_Core)


class Result(Generic[CoreT]):
    """What the desk found or proposes; a proposal until a named person signs."""

    __slots__ = ("_core",)

    _core_type: ClassVar[type]
    _made_by: ClassVar[str]

    def __init__(self, core: CoreT) -> None:
        if not isinstance(core, self._core_type):
            name = type(self).__name__
            article = "an" if name[0] in "AEIOU" else "a"
            message = f"{article} {name} is made by quaranta.{self._made_by}()"
            raise TypeError(message)
        self._core = core

    @property
    def as_of(self) -> datetime:
        """Knowledge time: what was on record by then."""
        return datetime.fromisoformat(self._core.as_of)

    def headline(self, lang: Language = "en") -> list[str]:
        """Return the first sentences: what lacks or is wrong, and what to do now."""
        return self._core.headline(lang)

    def conditions(self, lang: Language = "en") -> list[str]:
        """Return what must come true before it can be carried out."""
        return self._core.conditions(lang)

    def doubts(self, lang: Language = "en") -> list[str]:
        """Return what could not be known, and what was assumed instead."""
        return self._core.doubts(lang)

    def to_json(self) -> str:
        """Return all of it as JSON; the same bytes as the program writes."""
        return self._core.to_json()
