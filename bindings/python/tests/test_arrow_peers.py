"""pandas, polars, DuckDB and pyarrow give worlds and take them."""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Callable
from typing import cast

import duckdb
import pandas as pd
import polars as pl
import pyarrow as pa
import pytest
import quaranta as qr

UTC = dt.UTC


def random_rooms(seed: int, count: int) -> pa.Table:
    rng = random.Random(seed)

    def some(make: Callable[[], object]) -> list[object]:
        return [None if rng.random() < 0.3 else make() for _ in range(count)]

    begin = dt.datetime(2022, 4, 1, tzinfo=UTC)
    return pa.table(
        {
            "site_id": pa.array([f"S{rng.randint(1, 3)}" for _ in range(count)]),
            "label": pa.array([f"{i}" for i in range(count)]),
            "use": pa.array(some(lambda: rng.choice(["ISOLATION", "STAFF"]))),
            "beds": pa.array(some(lambda: rng.randint(0, 4)), pa.int64()),
            "area_m2": pa.array(some(lambda: rng.randint(0, 400) / 8), pa.float64()),
            "window_limiter": pa.array(some(lambda: rng.random() < 0.5), pa.bool_()),
            "disinfected_at": pa.array(
                some(lambda: begin + dt.timedelta(seconds=rng.randint(0, 10**6))),
                pa.timestamp("us", "UTC"),
            ),
            "remark": pa.array(
                some(lambda: rng.choice(["r1", "房间 2", "a longer remark of words"]))
            ),
        }
    )


def rows_of(table: object) -> list[dict[str, object]]:
    """Return the rows of any frame as Python values, blanks as None."""
    names = random_rooms(0, 0).column_names
    rows: list[dict[str, object]] = pa.table(table).select(names).to_pylist()
    for row in rows:
        at = row["disinfected_at"]
        if isinstance(at, dt.datetime):
            row["disinfected_at"] = at.astimezone(UTC)
    return rows


def from_duckdb(table: pa.Table) -> object:
    connection = duckdb.connect()
    connection.execute("SET TimeZone = 'UTC'")
    connection.register("given", table)
    return connection.sql(
        "SELECT * EXCLUDE (use), "
        "CASE WHEN use IS NULL THEN NULL ELSE use::ENUM('STAFF', 'ISOLATION') END "
        "AS use FROM given ORDER BY label::int"
    )


def from_duckdb_with_views(table: pa.Table) -> object:
    connection = duckdb.connect()
    connection.execute("SET TimeZone = 'UTC'")
    connection.execute("SET produce_arrow_string_view = true")
    connection.execute("SET arrow_output_version = '1.5'")
    connection.register("given", table)
    return connection.sql("SELECT * FROM given ORDER BY label::int")


def to_duckdb(rooms: qr.Table) -> object:
    connection = duckdb.connect()
    connection.execute("SET TimeZone = 'UTC'")
    connection.register("rooms", pa.RecordBatchReader.from_stream(rooms))
    return connection.sql("SELECT * FROM rooms")


PRODUCERS: dict[str, Callable[[pa.Table], object]] = {
    "pyarrow": lambda table: table,
    "pyarrow in chunks": lambda table: pa.Table.from_batches(
        table.to_batches(max_chunksize=7), table.schema
    ),
    "pandas": lambda table: table.to_pandas(),
    "pandas with Arrow types": lambda table: table.to_pandas(
        types_mapper=pd.ArrowDtype
    ),
    "pandas with categories": lambda table: table.to_pandas().astype(
        {"site_id": "category", "use": "category", "remark": "category"}
    ),
    "polars": pl.from_arrow,
    "polars with categories": lambda table: pl.DataFrame(table).with_columns(
        pl.col("site_id", "use", "remark").cast(pl.Categorical)
    ),
    "polars in chunks": lambda table: pl.concat(
        [pl.DataFrame(table.slice(0, 11)), pl.DataFrame(table.slice(11))],
        rechunk=False,
    ),
    "duckdb": from_duckdb,
    "duckdb with views": from_duckdb_with_views,
}

CONSUMERS: dict[str, Callable[[qr.Table], object]] = {
    "pyarrow": pa.table,
    "pyarrow reader": lambda table: pa.RecordBatchReader.from_stream(table).read_all(),
    "pandas": lambda table: table.to_pandas(),
    "polars": pl.DataFrame,
    "duckdb": to_duckdb,
    "itself": lambda table: qr.read({"Room": table}).table("Room"),
}


@pytest.mark.parametrize("producer", PRODUCERS)
@pytest.mark.parametrize("count", [0, 1, 40, 5_000])
def test_what_a_producer_gives_is_what_the_world_holds(
    producer: str, count: int
) -> None:
    table = random_rooms(count, count)
    world = qr.read({"Room": cast("qr.Rows", PRODUCERS[producer](table))})
    assert rows_of(world.table("Room")) == rows_of(table)
    assert {issue.code for issue in world.issues} <= {"missing_table"}


@pytest.mark.parametrize("consumer", CONSUMERS)
@pytest.mark.parametrize("producer", ["pyarrow", "polars with categories", "duckdb"])
def test_what_the_world_holds_is_what_a_consumer_gets(
    producer: str, consumer: str
) -> None:
    table = random_rooms(7, 300)
    world = qr.read({"Room": cast("qr.Rows", PRODUCERS[producer](table))})
    taken = CONSUMERS[consumer](world.table("Room"))
    assert rows_of(taken) == rows_of(table)


def test_duckdb_counts_over_a_world_and_back() -> None:
    rooms = qr.read({"Room": random_rooms(1, 500)}).table("Room")
    connection = duckdb.connect()
    connection.register("rooms", pa.table(rooms))
    counts = connection.sql("SELECT count(beds) AS known FROM rooms")
    known = 500 - rooms.to_arrow()["beds"].null_count
    assert pa.table(counts).to_pylist() == [{"known": known}]
    most = connection.sql(
        "SELECT site_id, 'all' || site_id AS label, max(beds)::int8 AS beds "
        "FROM rooms GROUP BY 1 ORDER BY 1"
    )
    beds = pa.table(most)["beds"].to_pylist()
    world = qr.read({"Room": cast("qr.Rows", most)})
    assert world.table("Room").to_arrow()["beds"].to_pylist() == beds
    assert len(beds) == 3


def test_a_lazy_query_that_fails_midway_says_why() -> None:
    query = duckdb.sql(
        "SELECT 'S1' AS site_id, i::varchar AS label, "
        "CASE WHEN i < 9000 THEN 1 ELSE error('the well is dry') END AS beds "
        "FROM range(10000) t(i)"
    )
    with pytest.raises((qr.QuarantaError, duckdb.Error), match="the well is dry"):
        qr.read({"Room": cast("qr.Rows", query)})


def test_an_unreadable_column_fails_only_the_rules_that_read_it(
    county: qr.World, report: qr.Report
) -> None:
    # The county, its rooms' window limiters in a type that nobody reads.
    rooms = county.table("Room").to_arrow()
    at = rooms.column_names.index("window_limiter")
    spoilt = rooms.set_column(
        at, "window_limiter", pa.array([b"?"] * rooms.num_rows, pa.binary())
    )
    tables = {name: county.table(name) for name in county.tables}
    world = qr.read({**tables, "Room": spoilt})
    assert ("unsupported_type", "window_limiter") in {
        (issue.code, issue.column) for issue in world.issues
    }
    again = qr.check(world, packs="cn-county-2022", as_of=report.as_of)
    before = outcomes(report)
    after = outcomes(again)
    changed = {
        key: (before[key], after.get(key))
        for key in before
        if before[key] != after.get(key)
    }
    assert changed
    assert {rule for rule, _, _ in changed} == rules_reading(again, "window_limiter")
    assert {new for _, new in changed.values()} == {"UNKNOWN"}
    assert before.keys() == after.keys()


def outcomes(report: qr.Report) -> dict[tuple[str, str, str | None], str]:
    return {
        (verdict.rule, verdict.subject, verdict.day): verdict.outcome
        for verdict in report.verdicts()
    }


def rules_reading(report: qr.Report, field: str) -> set[str]:
    return {
        verdict.rule
        for verdict in report.verdicts()
        if any(missing.endswith(f".{field}") for missing in verdict.missing)
    }
