"""What results have in common: sentences, JSON, and who made them."""

from __future__ import annotations

from datetime import datetime
from typing import (
    TYPE_CHECKING,
    ClassVar,
    Generic,
    NoReturn,
    Protocol,
    Self,
    TypeVar,
)

if TYPE_CHECKING:
    from quaranta._check import Language

__all__ = ["Made", "Result", "Told"]


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


class _HasJson(Protocol):
    def to_json(self) -> str: ...


MadeT = TypeVar("MadeT", bound=_HasJson)


class Made(Generic[MadeT]):
    """What a function of the library made. Nothing changes it.

    Two are equal, and have one hash, if they are of one kind and their JSON is
    the same; either writes that JSON. A copy is the thing itself. It cannot be
    pickled: keep its JSON.
    """

    __slots__ = ("_core",)

    _core_type: ClassVar[type]
    _made_by: ClassVar[str]
    _read_by: ClassVar[str] = ""  # who takes the JSON, if anybody

    def __init__(self, core: MadeT) -> None:
        if not isinstance(core, self._core_type):
            message = f"{self._named()} is made by quaranta.{self._made_by}()"
            raise TypeError(message)
        self._core = core

    def to_json(self) -> str:
        """Return all of it as JSON; the same bytes as the program writes."""
        return self._core.to_json()

    def __eq__(self, other: object) -> bool:
        if type(other) is not type(self):
            return NotImplemented
        return self._core is other._core or self.to_json() == other.to_json()

    def __hash__(self) -> int:
        return hash(self.to_json())

    def __copy__(self) -> Self:
        return self

    def __deepcopy__(self, memo: dict[int, object]) -> Self:
        return self

    def __reduce__(self) -> NoReturn:
        message = (
            f"{self._named()} cannot be pickled: keep the text of to_json()"
            f"{self._read_by}"
        )
        raise TypeError(message)

    @classmethod
    def _named(cls) -> str:
        article = "an" if cls.__name__[0] in "AEIOU" else "a"
        return f"{article} {cls.__name__}"


class _Core(_HasJson, Protocol):
    @property
    def as_of(self) -> str: ...
    def headline(self, lang: str) -> list[str]: ...
    def conditions(self, lang: str) -> list[str]: ...
    def doubts(self, lang: str) -> list[str]: ...
    def lines(self, lang: str, most: int) -> list[str]: ...


CoreT = TypeVar("CoreT", bound=_Core)


class Result(Made[CoreT]):
    """What the desk found or proposes; a proposal until a named person signs."""

    __slots__ = ()

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

    def lines(self, lang: Language = "en", *, most: int = 20) -> list[str]:
        """Return it as it prints on a terminal; `most` 0: every line.

        Lists longer than `most` end with how many are left out.
        """
        return self._core.lines(lang, most)

    def text(self, lang: Language = "en", *, most: int = 20) -> str:
        """Return the same as one text."""
        return "\n".join(self.lines(lang, most=most))
