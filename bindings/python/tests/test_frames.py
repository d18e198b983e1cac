"""Frames of pandas, polars and pyarrow, in and out."""

from __future__ import annotations

import ctypes
import datetime as dt
import gc
from collections.abc import Callable, Iterator
from typing import NoReturn, cast

import pandas as pd
import polars as pl
import pyarrow as pa
import pytest
import quaranta as qr
from hypothesis import given, settings
from hypothesis import strategies as st

UTC = dt.UTC


def rooms_of(rows: object) -> list[dict[str, object]]:
    world = qr.read({"Room": cast("qr.Rows", rows)})
    return world.table("Room").to_dicts()


def sample() -> pa.Table:
    """A table of every type of column that a field can take."""
    return pa.table(
        {
            "site_id": pa.array(["S1"] * 4),
            "label": pa.array(["301", "302", "303", "304"], pa.large_string()),
            "use": pa.array(
                ["ISOLATION", None, "STAFF", "ISOLATION"]
            ).dictionary_encode(),
            "beds": pa.array([1, None, 2, 3], pa.int16()),
            "area_m2": pa.array([18.5, None, float("nan"), 20.0], pa.float32()),
            "window_limiter": pa.array([True, None, False, True]),
            "disinfected_at": pa.array(
                [dt.datetime(2022, 4, 10, 9, 30, tzinfo=UTC), None, None, None],
                pa.timestamp("ms", "Asia/Shanghai"),
            ),
            "remark": pa.nulls(4),
        }
    )


EXPECTED: list[dict[str, object]] = [
    {
        "id": "S1/301",
        "site_id": "S1",
        "label": "301",
        "use": "ISOLATION",
        "beds": 1,
        "area_m2": 18.5,
        "window_limiter": True,
        "disinfected_at": "2022-04-10T17:30:00+08:00",
    },
    {"id": "S1/302", "site_id": "S1", "label": "302"},
    {
        "id": "S1/303",
        "site_id": "S1",
        "label": "303",
        "use": "STAFF",
        "beds": 2,
        "window_limiter": False,
    },
    {
        "id": "S1/304",
        "site_id": "S1",
        "label": "304",
        "use": "ISOLATION",
        "beds": 3,
        "area_m2": 20,
        "window_limiter": True,
    },
]


class OnlyStream:
    """Nothing but the one method that the interface asks for."""

    def __init__(self, table: pa.Table) -> None:
        self._table = table

    def __arrow_c_stream__(self, requested_schema: object | None = None) -> object:
        return self._table.__arrow_c_stream__(requested_schema)


PRODUCERS: dict[str, Callable[[pa.Table], object]] = {
    "pyarrow": lambda table: table,
    "record batch": lambda table: table.combine_chunks().to_batches()[0],
    "reader": lambda table: table.to_reader(max_chunksize=3),
    "pandas": lambda table: table.to_pandas(),
    "pandas with Arrow types": lambda table: table.to_pandas(
        types_mapper=pd.ArrowDtype
    ),
    "polars": pl.from_arrow,
    "stream alone": OnlyStream,
}


@pytest.mark.parametrize("producer", PRODUCERS)
def test_every_producer_brings_the_same_rows(producer: str) -> None:
    assert rooms_of(PRODUCERS[producer](sample())) == EXPECTED


@pytest.mark.parametrize("producer", PRODUCERS)
def test_slices_begin_where_they_begin(producer: str) -> None:
    sliced = sample().slice(1, 2)
    assert rooms_of(PRODUCERS[producer](sliced)) == EXPECTED[1:3]
    assert rooms_of(PRODUCERS[producer](sample()[2:][1:])) == EXPECTED[3:]


def test_chunks_with_dictionaries_of_their_own_are_told_apart() -> None:
    chunks = [
        pa.DictionaryArray.from_arrays(pa.array(codes, pa.int8()), pa.array(names))
        for codes, names in [
            ([0, 1], ["ISOLATION", "STAFF"]),
            ([1, None], ["STORE", "ISOLATION"]),
            ([0, 0], [None, "STAFF"]),
        ]
    ]
    table = pa.table(
        {
            "site_id": ["S1"] * 6,
            "label": list("123456"),
            "use": pa.chunked_array(chunks),
        }
    )
    uses = [row.get("use") for row in rooms_of(table)]
    assert uses == ["ISOLATION", "STAFF", "ISOLATION", None, None, None]


def test_string_views_long_and_short_are_texts() -> None:
    remarks = [
        "",
        "twelve bytes",
        "a text that does not fit in a view",
        None,
        "消毒" * 9,
    ]
    table = pa.table(
        {
            "site_id": pa.array(["S1"] * 5, pa.string_view()),
            "label": pa.array(list("12345"), pa.string_view()),
            "remark": pa.array(remarks, pa.string_view()),
        }
    )
    for part in (slice(0, 5), slice(2, 5)):
        rows = rooms_of(table[part])
        assert [row.get("remark") for row in rows] == [
            remark or None for remark in remarks[part]
        ]
    frame = pl.DataFrame(
        {"site_id": ["S1"] * 5, "label": list("12345"), "remark": remarks}
    )
    assert [row.get("remark") for row in rooms_of(frame)] == [
        remark or None for remark in remarks
    ]


def test_room_numbers_and_counts_with_gaps_may_be_numbers() -> None:
    frame = pd.DataFrame(
        {"site_id": ["S1", "S1"], "label": [304, 305], "beds": [2.0, None]}
    )
    first, second = rooms_of(frame)
    assert (first["id"], first["beds"]) == ("S1/304", 2)
    assert second["id"] == "S1/305"
    assert "beds" not in second


def test_local_timestamps_are_read_in_the_zone_given() -> None:
    frame = pd.DataFrame(
        {
            "site_id": ["S1"],
            "label": ["304"],
            "disinfected_at": pd.to_datetime(["2022-04-10 09:30"]),
        }
    )
    (row,) = qr.read({"Room": frame}, zone="Asia/Shanghai").table("Room").to_dicts()
    assert row["disinfected_at"] == "2022-04-10T09:30:00+08:00"
    unknown = qr.read({"Room": frame})
    assert "zone_missing" in [issue.code for issue in unknown.issues]


def test_dates_come_as_dates_or_as_midnights() -> None:
    day = dt.date(2022, 4, 8)
    for column in (
        pa.array([day]),
        pa.array([day], pa.date64()),
        pa.array([dt.datetime(2022, 4, 8)], pa.timestamp("ns")),
        pa.array(["2022-04-08"]),
    ):
        world = qr.read({"Person": pa.table({"id": ["P1"], "last_exposure": column})})
        (row,) = world.table("Person").to_dicts()
        assert row["last_exposure"] == "2022-04-08"


def test_lists_pass_both_ways() -> None:
    symptoms = [["FEVER", "COUGH"], None, []]
    for kind in (pa.list_(pa.string()), pa.large_list(pa.string_view())):
        table = pa.table(
            {"id": ["P1", "P2", "P3"], "symptoms": pa.array(symptoms, kind)}
        )
        world = qr.read({"Person": table[1:]})
        assert world.table("Person").to_arrow()["symptoms"].to_pylist() == symptoms[1:]


def test_what_cannot_be_read_is_an_issue_of_its_column_or_cell() -> None:
    table = pa.table(
        {
            "site_id": ["S1"],
            "label": ["304"],
            "beds": pa.array([dt.timedelta(1)]),
            "colour": ["red"],
            "area_m2": [float("inf")],
            "床位": pa.array([2]),
        }
    )
    world = qr.read({"Room": table})
    found = {(issue.code, issue.column, issue.row) for issue in world.issues}
    assert ("unsupported_type", "beds", None) in found
    assert ("unknown_header", "colour", None) in found
    assert ("bad_value", "area_m2", 1) in found


def test_notes_pass_through_frames(county: qr.World) -> None:
    rows: dict[str, qr.Rows] = {
        "Site": [
            {"id": "S1", "rooms_total": "150余", "dist_residential_m": "*"},
            {"id": "S2", "rooms_total": 12, "dist_residential_m": "不详"},
        ]
    }
    world = qr.read(rows)
    before = world.table("Site").to_dicts()
    assert {"state": "masked", "raw": "*"} in before[0].values()
    for frame in frames_of(world.table("Site")):
        assert qr.read({"Site": frame}).table("Site").to_dicts() == before
    assert county.table("Site").to_arrow().column_names[0] == "id"


def frames_of(table: qr.Table) -> Iterator[qr.Rows]:
    yield cast("qr.Rows", table.to_arrow())
    yield cast("qr.Rows", table.to_polars())
    yield cast("qr.Rows", table.to_pandas())
    yield table
    yield table.to_dicts()


def test_a_county_that_passed_through_frames_has_the_same_verdicts(
    county: qr.World, report: qr.Report
) -> None:
    read = [
        {name: list(frames_of(county.table(name)))[i] for name in county.tables}
        for i in range(5)
    ]
    for tables in read:
        again = qr.check(qr.read(tables), packs="cn-county-2022", as_of=report.as_of)
        assert again.to_json() == report.to_json()


def test_tables_say_what_their_columns_are() -> None:
    table = qr.read({"Room": sample()}, zone="Asia/Shanghai").table("Room")
    schema = pa.schema(table)
    assert schema == table.to_arrow().schema
    assert schema.field("beds").type == pa.int64()
    assert schema.field("use").type == pa.dictionary(pa.int32(), pa.large_string())
    assert pa.types.is_timestamp(schema.field("disinfected_at").type)
    empty = qr.read({}).table("Room").to_arrow()
    assert empty.num_rows == 0
    assert empty.schema.field("beds").type == pa.int64()


def test_unknown_stays_unknown_in_pandas() -> None:
    frame = qr.read({"Room": sample()}).table("Room").to_pandas()
    assert frame["window_limiter"].isna().tolist() == [False, True, False, False]
    assert frame["beds"].tolist()[0] == 1
    assert frame["beds"].isna().tolist()[1]


def test_frames_outlive_the_world() -> None:
    world = qr.read({"Room": sample()})
    frame = world.table("Room").to_arrow()
    stream = pa.RecordBatchReader.from_stream(world.table("Room"))
    del world
    gc.collect()
    assert frame["id"].to_pylist() == ["S1/301", "S1/302", "S1/303", "S1/304"]
    assert stream.read_all().equals(frame)


def test_a_stream_is_used_once() -> None:
    capsule = sample().__arrow_c_stream__()

    class Twice:
        def __arrow_c_stream__(self, requested_schema: object | None = None) -> object:
            return capsule

    assert len(rooms_of(Twice())) == 4
    with pytest.raises(qr.InvalidArgumentError, match=r"Room: .*used up"):
        rooms_of(Twice())


def test_a_capsule_that_nobody_reads_is_released() -> None:
    table = qr.read({"Room": sample()}).table("Room")
    for _ in range(100):
        del _
        capsule = table.__arrow_c_stream__()
        schema = table.__arrow_c_schema__()
        del capsule, schema
    assert len(table) == 4


def test_a_capsule_of_another_name_is_refused() -> None:
    class Wrong:
        def __arrow_c_stream__(self, requested_schema: object | None = None) -> object:
            new = ctypes.pythonapi.PyCapsule_New
            new.restype = ctypes.py_object
            new.argtypes = [ctypes.c_void_p, ctypes.c_char_p, ctypes.c_void_p]
            return new(1, b"something_else", None)

    with pytest.raises(ValueError, match="incorrect name"):
        rooms_of(Wrong())


def test_a_producer_that_fails_midway_speaks_for_itself() -> None:
    def batches() -> Iterator[pa.RecordBatch]:
        yield from sample().to_batches()
        message = "the disk is on fire"
        raise OSError(message)

    reader = pa.RecordBatchReader.from_batches(sample().schema, batches())
    with pytest.raises(qr.InvalidArgumentError, match="the disk is on fire"):
        rooms_of(reader)


def test_a_single_column_is_no_table() -> None:
    with pytest.raises(qr.InvalidArgumentError, match="expected structs"):
        rooms_of(pa.chunked_array([[1, 2]]))


def test_pandas_without_pyarrow_goes_by_its_columns() -> None:
    class Alone(pd.DataFrame):
        def __arrow_c_stream__(
            self, requested_schema: object | None = None
        ) -> NoReturn:
            message = "`Import pyarrow` failed"
            raise ImportError(message)

    frame = Alone(
        {
            "site_id": ["S1", "S1"],
            "label": ["304", "305"],
            "beds": pd.array([2, None], dtype="Int64"),
            "disinfected_at": pd.to_datetime(pd.Series(["2022-04-10T09:30:00Z", None])),
        }
    )
    assert rooms_of(frame) == [
        {
            "id": "S1/304",
            "site_id": "S1",
            "label": "304",
            "beds": 2,
            "disinfected_at": "2022-04-10T09:30:00Z",
        },
        {"id": "S1/305", "site_id": "S1", "label": "305"},
    ]


def cells() -> st.SearchStrategy[dict[str, object]]:
    """Rows whose values mean themselves."""
    text = st.text(st.characters(codec="utf-8", categories=["L"]), min_size=1)
    return st.fixed_dictionaries(
        {
            "beds": st.none() | st.integers(-(2**31), 2**31 - 1),
            "area_m2": st.none() | st.floats(0, 1e6, width=32),
            "window": st.none() | st.booleans(),
            "remark": st.none() | text.map("r:{}".format),
            "disinfected_at": st.none()
            | st.datetimes(
                dt.datetime(1971, 1, 1),
                dt.datetime(2100, 1, 1),
                timezones=st.just(UTC),
            ),
        }
    )


KINDS: dict[str, list[pa.DataType]] = {
    "beds": [pa.int32(), pa.int64(), pa.float64()],
    "area_m2": [pa.float32(), pa.float64()],
    "window": [pa.bool_()],
    "remark": [
        pa.string(),
        pa.large_string(),
        pa.string_view(),
        pa.dictionary(pa.int16(), pa.string()),
    ],
    "disinfected_at": [pa.timestamp("us", "UTC")],
}


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_any_table_passes_through_unchanged(data: st.DataObject) -> None:
    rows = data.draw(st.lists(cells(), min_size=1, max_size=24))
    columns = {
        name: pa.array([row[name] for row in rows], data.draw(st.sampled_from(kinds)))
        for name, kinds in KINDS.items()
    }
    columns["site_id"] = pa.array(["S1"] * len(rows))
    columns["label"] = pa.array([f"{i}" for i in range(len(rows))])
    whole = pa.table(columns)
    begin = data.draw(st.integers(0, len(rows)))
    part = whole.slice(begin, data.draw(st.integers(0, len(rows) - begin)))
    size = data.draw(st.integers(1, 8))
    chunked = pa.Table.from_batches(part.to_batches(max_chunksize=size), whole.schema)
    out = qr.read({"Room": cast("qr.Rows", chunked)}).table("Room").to_arrow()
    for name in KINDS:
        assert out[name].to_pylist() == part[name].to_pylist(), name
