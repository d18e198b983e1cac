"""What is copied between frames and worlds, by the addresses of buffers."""

from __future__ import annotations

import gc
import weakref

import numpy as np
import polars as pl
import pyarrow as pa
import pytest
import quaranta as qr

ROWS = 2_000


def rooms() -> pa.Table:
    """Rooms whose columns are laid out as ours."""
    blanks = np.arange(ROWS) % 7 == 0
    return pa.table(
        {
            "site_id": pa.array([f"S{i % 9}" for i in range(ROWS)]),
            "label": pa.array([f"{i}" for i in range(ROWS)], pa.large_string()),
            "beds": pa.array(np.arange(ROWS), mask=blanks),
            "area_m2": pa.array(np.arange(ROWS) / 8),
            "window_limiter": pa.array(np.arange(ROWS) % 3 == 0, mask=blanks),
            "disinfected_at": pa.array(np.arange(ROWS), pa.timestamp("us", "UTC")),
        }
    )


def addresses(column: pa.ChunkedArray) -> list[int | None]:
    (chunk,) = column.chunks
    return [buffer and buffer.address for buffer in chunk.buffers()]


@pytest.mark.parametrize("name", rooms().column_names)
def test_a_column_of_one_chunk_goes_in_and_out_without_a_copy(name: str) -> None:
    table = rooms()
    out = qr.read({"Room": table}).table("Room").to_arrow()
    assert out[name].equals(table[name])
    assert out[name].type == table[name].type
    assert addresses(out[name]) == addresses(table[name])


def test_slices_are_not_copied_either() -> None:
    table = rooms().slice(800, 1_000)
    out = qr.read({"Room": table}).table("Room").to_arrow()
    for name, width in (("beds", 8), ("area_m2", 8), ("site_id", 4), ("label", 8)):
        assert out[name].equals(table[name]), name
        begin = addresses(table[name])[1]
        assert begin is not None
        assert addresses(out[name])[1] == begin + 800 * width, name


def test_chunks_are_copied_into_one() -> None:
    table = rooms()
    chunked = pa.concat_tables([table.slice(0, 700), table.slice(700)])
    out = qr.read({"Room": chunked}).table("Room").to_arrow()
    for name in table.column_names:
        assert out[name].num_chunks == 1
        assert out[name].to_pylist() == table[name].to_pylist()


def test_numbers_of_polars_are_not_copied() -> None:
    frame = pl.DataFrame(
        {
            "site_id": ["S1"] * ROWS,
            "label": [f"{i}" for i in range(ROWS)],
            "beds": np.arange(ROWS),
        }
    )
    out = qr.read({"Room": frame}).table("Room").to_arrow()
    begin = addresses(pa.table(frame)["beds"])[1]
    assert addresses(out["beds"])[1] == begin
    assert out["label"].to_pylist() == frame["label"].to_list()


def test_an_odd_cell_does_not_cost_a_copy() -> None:
    table = rooms()
    labels = table["label"].to_pylist()
    labels[5] = "*"
    remarks = pa.array(["房间三"] * (ROWS - 1) + ["不详"])
    table = table.set_column(1, "label", pa.array(labels)).append_column(
        "remark", remarks
    )
    world = qr.read({"Room": table})
    out = world.table("Room").to_arrow()
    assert out["label"].to_pylist()[4:7] == ["4", None, "6"]
    assert addresses(out["label"])[1:] == addresses(table["label"])[1:]
    assert out["remark"].null_count == 1
    assert addresses(out["remark"])[1:] == addresses(table["remark"])[1:]


def test_a_world_keeps_what_it_borrows_and_lets_it_go() -> None:
    numbers = np.arange(ROWS)
    column = pa.array(numbers)
    alive = weakref.ref(numbers)
    table = pa.table(
        {"site_id": ["S1"] * ROWS, "label": list(map(str, numbers)), "beds": column}
    )
    del numbers, column
    world = qr.read({"Room": table})
    del table
    gc.collect()
    assert alive() is not None
    frame = world.table("Room").to_arrow()
    del world
    gc.collect()
    assert alive() is not None
    assert frame["beds"].to_pylist() == list(range(ROWS))
    del frame
    gc.collect()
    assert alive() is None


def test_a_world_does_not_change_the_frame_it_borrows() -> None:
    # Two rows of one key that disagree leave a cell unknown.
    table = pa.table({"site_id": ["S1", "S1"], "label": ["301", "301"], "beds": [1, 2]})
    world = qr.read({"Room": table})
    assert "beds" not in world.table("Room").to_arrow().drop_null().to_pylist()
    assert table["beds"].to_pylist() == [1, 2]
    assert len(world.table("Room")) == 1


def test_a_frame_of_blanks_weighs_nothing() -> None:
    count = 3_000_000
    table = pa.table(
        {"id": pa.array(np.arange(count)).cast(pa.string()), "age": pa.nulls(count)}
    )
    before = pa.total_allocated_bytes()
    frame = qr.read({"Person": table}).table("Person").to_arrow()
    assert frame.num_rows == count
    assert frame["age"].null_count == count
    assert frame["symptoms"].null_count == count
    # Small things of pyarrow's own aside.
    assert pa.total_allocated_bytes() - before < count
