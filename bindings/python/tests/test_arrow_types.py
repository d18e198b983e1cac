"""Random columns of every Arrow type, against what pyarrow says they hold."""

from __future__ import annotations

import datetime as dt
import decimal
import math
import random
from collections.abc import Callable
from typing import cast

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pytest
import quaranta as qr

UTC = dt.UTC

ZONES = ["UTC", "Asia/Shanghai", "America/New_York", "+05:30"]
UNITS = ["s", "ms", "us", "ns"]


def whole(low: int, high: int) -> Callable[[random.Random], int]:
    return lambda rng: rng.choice([low, high, rng.randint(low, high), 0, 7])


def real(rng: random.Random) -> float:
    return rng.choice([0.0, -1.5, 2.0**-20, 1e9, float("nan"), rng.uniform(0, 99)])


def text(rng: random.Random) -> str:
    # Texts that mean themselves: no masks, no words for "unknown".
    return rng.choice(
        ["r1", "a longer remark, 2", "房间三", "é", "0-1", "y" * 30 + "1"]
    )


def day(rng: random.Random) -> dt.date:
    return dt.date(2022, 1, 1) + dt.timedelta(rng.randint(-30_000, 9_000))


def second(rng: random.Random) -> dt.datetime:
    return dt.datetime(2022, 1, 1, tzinfo=UTC) + dt.timedelta(
        seconds=rng.randint(-(10**9), 10**9)
    )


def money(scale: int) -> Callable[[random.Random], decimal.Decimal]:
    return lambda rng: decimal.Decimal(rng.randint(-(10**6), 10**6)).scaleb(-scale)


def symptoms(rng: random.Random) -> list[str]:
    return [rng.choice(["FEVER", "COUGH"]) for _ in range(rng.randint(0, 2))]


Maker = Callable[[random.Random], object]
COLUMNS: list[tuple[str, str, pa.DataType, Maker]] = [
    *(
        ("Room", "beds", kind, whole(low, high))
        for kind, low, high in [
            (pa.int8(), -128, 127),
            (pa.int16(), -(2**15), 2**15 - 1),
            (pa.int32(), -(2**31), 2**31 - 1),
            (pa.int64(), -(2**63), 2**63 - 1),
            (pa.uint8(), 0, 255),
            (pa.uint16(), 0, 2**16 - 1),
            (pa.uint32(), 0, 2**32 - 1),
            (pa.uint64(), 0, 2**63 - 1),
            (pa.float64(), -(2**53), 2**53),
            (pa.dictionary(pa.int8(), pa.int32()), 0, 9),
        ]
    ),
    ("Room", "beds", pa.decimal128(30, 0), money(0)),
    ("Room", "beds", pa.decimal256(60, 0), money(0)),
    ("Room", "area_m2", pa.float64(), real),
    ("Room", "area_m2", pa.float32(), real),
    ("Room", "area_m2", pa.int32(), whole(-9, 9)),
    ("Room", "area_m2", pa.uint64(), whole(0, 2**50)),
    ("Room", "area_m2", pa.decimal32(9, 2), money(2)),
    ("Room", "area_m2", pa.decimal64(18, 3), money(3)),
    ("Room", "area_m2", pa.decimal128(38, 6), money(6)),
    ("Room", "area_m2", pa.decimal256(76, 12), money(12)),
    ("Room", "window_limiter", pa.bool_(), lambda rng: rng.random() < 0.5),
    ("Room", "remark", pa.string(), text),
    ("Room", "remark", pa.large_string(), text),
    ("Room", "remark", pa.string_view(), text),
    *(
        ("Room", "remark", pa.dictionary(index, value), text)
        for index in (pa.int8(), pa.uint16(), pa.int32(), pa.int64())
        for value in (pa.string(), pa.large_string())
    ),
    ("Room", "remark", pa.null(), lambda _: None),
    ("Person", "last_exposure", pa.date32(), day),
    ("Person", "last_exposure", pa.date64(), day),
    *(
        ("Room", "disinfected_at", pa.timestamp(unit, zone), second)
        for unit in UNITS
        for zone in ZONES
    ),
    *(
        ("Person", "symptoms", kind(item), symptoms)
        for kind in (pa.list_, pa.large_list, pa.list_view, pa.large_list_view)
        for item in (pa.string(), pa.large_string(), pa.string_view())
    ),
    ("Person", "symptoms", pa.list_(pa.string(), 1), lambda _: ["FEVER"]),
]


def expected(value: object, kind: pa.DataType) -> object:
    """Return a value of pyarrow as its field has it."""
    if isinstance(value, float) and math.isnan(value):
        return None
    if isinstance(value, decimal.Decimal):
        return int(value) if kind.scale == 0 else float(value)
    if isinstance(value, dt.datetime):
        return value.astimezone(UTC)
    return value


def chunked(
    values: list[object], kind: pa.DataType, rng: random.Random
) -> pa.ChunkedArray:
    """Return the values in slices of arrays that begin and end elsewhere."""
    chunks = []
    rest = values
    while True:
        size = rng.randint(0, 12) if rng.random() < 0.7 else len(rest)
        part, rest = rest[:size], rest[size:]
        before, after = (values[: rng.randint(0, 9)] for _ in range(2))
        array = pa.array(before + part + after, kind)
        chunks.append(array.slice(len(before), len(part)))
        if not rest:
            break
    return pa.chunked_array(chunks, kind)


def read_back(record: str, field: str, column: pa.ChunkedArray) -> list[object]:
    count = len(column)
    key = (
        {"site_id": ["S1"] * count, "label": [f"{i}" for i in range(count)]}
        if record == "Room"
        else {"id": [f"P{i}" for i in range(count)]}
    )
    table = pa.table({**key, field: column})
    world = qr.read({record: cast("qr.Rows", table)})
    out = world.table(record).to_arrow()[field]
    return [expected(value, column.type) for value in out.to_pylist()]


@pytest.mark.parametrize(
    ("record", "field", "kind", "make"),
    COLUMNS,
    ids=[f"{field}-{kind}" for _, field, kind, _ in COLUMNS],
)
def test_every_type_holds_what_pyarrow_says(
    record: str, field: str, kind: pa.DataType, make: Maker
) -> None:
    rng = random.Random(f"{field} {kind}")
    for blanks in (0, 0.3, 1):
        for _ in range(4):
            values = [
                None if rng.random() < blanks else make(rng)
                for _ in range(rng.randint(0, 60))
            ]
            column = chunked(values, kind, rng)
            said = [expected(value, kind) for value in column.to_pylist()]
            assert read_back(record, field, column) == said


@pytest.mark.parametrize("kind", [pa.int64(), pa.string(), pa.float64()])
def test_runs_hold_what_pyarrow_says(kind: pa.DataType) -> None:
    rng = random.Random(3)
    values: list[object] = [rng.choice([None, 1, 2]) for _ in range(40)]
    if kind == pa.string():
        values = [None if value is None else f"r{value}" for value in values]
    field = {"int64": "beds", "string": "remark", "double": "area_m2"}[str(kind)]
    runs = pc.run_end_encode(pa.array(values, kind))
    for begin in (0, 1, 17):
        part = runs.slice(begin)
        assert read_back("Room", field, part) == values[begin:]


def test_half_floats_hold_what_pyarrow_says() -> None:
    values = [np.float16(value) for value in (0, 1.5, -2.25, 65504, 6e-8, 0.1)]
    column = pa.array([*values, None, np.float16("nan")], pa.float16())
    assert read_back("Room", "area_m2", column) == [*map(float, values), None, None]


def test_nulls_of_a_dictionary_may_be_codes_or_values() -> None:
    for index in (pa.int8(), pa.uint8(), pa.int32(), pa.uint32(), pa.int64()):
        column = pa.DictionaryArray.from_arrays(
            pa.array([0, 1, None, 2, 0], index), pa.array(["r1", None, "r3"])
        )
        said = ["r1", None, None, "r3", "r1"]
        assert read_back("Room", "remark", column) == said
        assert read_back("Room", "remark", column.slice(2)) == said[2:]


def test_repeated_texts_of_a_dictionary_are_one() -> None:
    chunks = [
        pa.DictionaryArray.from_arrays(pa.array([0, 1, 1], pa.int8()), texts)
        for texts in (pa.array(["a1", "b1"]), pa.array(["b1", "a1"]))
    ]
    table = pa.table(
        {
            "site_id": ["S1"] * 6,
            "label": list("123456"),
            "remark": pa.chunked_array(chunks),
        }
    )
    out = qr.read({"Room": table}).table("Room").to_arrow()["remark"]
    assert out.to_pylist() == ["a1", "b1", "b1", "b1", "a1", "a1"]
    assert sorted(out.chunk(0).dictionary.to_pylist()) == ["a1", "b1"]


def test_rows_that_are_null_altogether_are_blank() -> None:
    rows = pa.StructArray.from_arrays(
        [pa.array(["S1", "S1"]), pa.array(["301", "302"]), pa.array([1, 2])],
        ["site_id", "label", "beds"],
        mask=pa.array([False, True]),
    )
    world = qr.read({"Room": cast("qr.Rows", pa.chunked_array([rows]))})
    first, second = world.table("Room").to_arrow()["beds"].to_pylist()
    assert (first, second) == (1, None)
