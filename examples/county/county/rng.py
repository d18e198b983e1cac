"""Seeded random numbers that are the same on every machine.

The same splitmix64 stream as the library's ``quaranta/core/random.h``
(Steele, Lea and Flood 2014), so that nothing depends on Python's own
generator.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeVar

T = TypeVar("T")

_MASK = (1 << 64) - 1
_GAMMA = 0x9E3779B97F4A7C15


def mix64(x: int) -> int:
    """Return one splitmix64 step of ``x``, a bijection on 64 bits."""
    x = (x + _GAMMA) & _MASK
    x = ((x ^ (x >> 30)) * 0xBF58476D1CE4E5B9) & _MASK
    x = ((x ^ (x >> 27)) * 0x94D049BB133111EB) & _MASK
    return x ^ (x >> 31)


def seeded_hash(seed: int, text: str) -> int:
    """Return FNV-1a of ``text`` under ``seed``, mixed."""
    h = 0xCBF29CE484222325 ^ mix64(seed)
    for byte in text.encode():
        h = ((h ^ byte) * 0x100000001B3) & _MASK
    return mix64(h)


class SplitMix64:
    """A stream of random numbers.

    Parameters
    ----------
    seed : int
        Start of the stream, taken modulo 2**64.
    name : str, optional
        Gives each table a stream of its own, so that a new table does not
        shift the numbers of the others.
    """

    def __init__(self, seed: int, name: str | None = None) -> None:
        self._state = seed & _MASK if name is None else seeded_hash(seed, name)

    def next(self) -> int:
        """Return the next 64 bits."""
        value = mix64(self._state)
        self._state = (self._state + _GAMMA) & _MASK
        return value

    def below(self, bound: int) -> int:
        """Return an unbiased integer in ``[0, bound)``; ``bound > 0``."""
        limit = bound * (_MASK // bound)
        value = self.next()
        while value >= limit:
            value = self.next()
        return value % bound

    def range(self, low: int, high: int) -> int:
        """Return an integer in ``[low, high]``, both included."""
        return low + self.below(high - low + 1)

    def chance(self, numerator: int, denominator: int) -> bool:
        """Return True with probability ``numerator / denominator``."""
        return self.below(denominator) < numerator

    def choice(self, items: Sequence[T]) -> T:
        """Return one of ``items``, which must not be empty."""
        return items[self.below(len(items))]

    def sample(self, items: Sequence[T], count: int) -> list[T]:
        """Return ``count`` different items, in the order of ``items``.

        Raises
        ------
        ValueError
            When there are fewer than ``count`` items.
        """
        if count > len(items):
            raise ValueError(f"cannot take {count} of {len(items)} items")
        order = list(range(len(items)))
        for i in range(len(order) - 1, 0, -1):
            j = self.below(i + 1)
            order[i], order[j] = order[j], order[i]
        return [items[i] for i in sorted(order[:count])]
