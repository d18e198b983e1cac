"""Invented identities, so that a reader has something to protect and to doubt."""

from __future__ import annotations

from county.rng import SplitMix64

_SURNAMES = "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨"
_GIVEN = "伟芳娜敏静丽强磊军洋勇艳杰娟涛明超秀霞平刚桂英"
_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)


def name(rng: SplitMix64) -> str:
    """Return an invented name."""
    return rng.choice(_SURNAMES) + rng.choice(_GIVEN) + rng.choice(_GIVEN)


def id_number(rng: SplitMix64, birth_year: int) -> str:
    """Return a number of the right shape, check digit of ISO 7064 included.

    The area 999999 belongs to nobody.
    """
    day = f"{birth_year:04d}{rng.range(1, 12):02d}{rng.range(1, 28):02d}"
    body = f"999999{day}{rng.below(1000):03d}"
    total = sum(int(d) * w for d, w in zip(body, _WEIGHTS, strict=True))
    return body + "10X98765432"[total % 11]


def truncated(number: str) -> int:
    """Return what Excel keeps of a number that was typed as one: 15 digits."""
    return int(number[:15] + "000")


def phone(rng: SplitMix64) -> str:
    """Return a telephone number that no operator has given out."""
    return f"100{rng.below(10**8):08d}"


def guid(rng: SplitMix64) -> str:
    """Return 128 random bits as Go.Data and SORMAS write them."""
    bits = f"{rng.next():016x}{rng.next():016x}"
    return f"{bits[:8]}-{bits[8:12]}-{bits[12:16]}-{bits[16:20]}-{bits[20:]}"
