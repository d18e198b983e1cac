"""A county's export of observations in GB18030: we read and clean it, others read it.

    PYTHONPATH=build/release/python .venv/bin/python benchmarks/data/csv_peers.py \
        --rows 1000000 --rounds 5

Writes the file from a seed, then lets every tool read it in turn, round after
round, so that a busy machine is busy for all of them. Ours (`quaranta.read` of
the folder) decodes, splits, types and cleans every cell and builds the linked
world with its issue list; the others only read: pandas and polars are told the
encoding, DuckDB decodes itself where it has the extension and otherwise gets
the file decoded by Python, which counts. Tools that are not installed are left
out, and said so. Every tool has to find all rows.

Prints the least and the median time per tool; the last line is JSON:
{"pandas_over_ours": median of pandas / median of ours}.
"""

from __future__ import annotations

import argparse
import datetime as dt
import importlib
import importlib.util
import json
import random
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

HEADER = "编号,隔离编号,姓名,测量时间,时段,监测方式,体温,症状,测量人,录入时间"
SURNAMES = "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许何吕施张孔曹严华金魏陶姜"
GIVEN = "伟芳娜秀英敏静丽强磊军洋勇艳杰娟涛明超兰霞平刚桂玲建国志红文华"
SLOTS = ("上午", "下午", "夜间")
KINDS = ("自报", "测温", "设备")
SYMPTOMS = ("无",) * 28 + ("发热", "咳嗽", "乏力", "发热、咳嗽", "咽痛|流涕")
ODD = ("*", "不详", "", "约37", "37以上", "３６．５", "36.8℃", "/", "未测", "380")


def rows(count: int, seed: int) -> Iterator[str]:
    """Yield the lines of the file, header first."""
    rng = random.Random(seed)
    pick = rng.random
    people = [
        rng.choice(SURNAMES) + "".join(rng.choices(GIVEN, k=rng.randint(1, 2)))
        for _ in range(50_000)
    ]
    yield HEADER + "\r\n"
    start = dt.datetime(2022, 3, 1, 7, 0)
    per_day = max(1, count // 30)
    for i in range(count):
        at = start + dt.timedelta(days=i // per_day, minutes=int(pick() * 840))
        late = at + dt.timedelta(minutes=1 + int(pick() * 90))
        person = int(pick() * len(people))
        room = f"{1 + person % 12}{person % 40:02d}"
        temperature = f"{36 + pick() * 1.4:.1f}"
        if pick() < 0.01:
            temperature = ODD[int(pick() * len(ODD))]
        symptoms = SYMPTOMS[int(pick() * len(SYMPTOMS))] if pick() > 0.01 else "*"
        yield (
            f"OB{i:08d},S{1 + person % 10}/{room}/{person},{people[person]},"
            f"{at.year}/{at.month}/{at.day} {at.hour}:{at.minute:02d},"
            f"{SLOTS[0 if at.hour < 12 else 1]},{KINDS[int(pick() * 3)]},{temperature},"
            f"{symptoms},N{person % 160:03d},{late:%Y-%m-%d %H:%M:%S}\r\n"
        )


def write(path: Path, count: int, seed: int) -> None:
    """Write the file."""
    with path.open("w", encoding="gb18030", newline="") as file:
        file.writelines(rows(count, seed))


def _ours(folder: Path, _: Path) -> int:
    import quaranta as qr

    world = qr.read(folder, zone="Asia/Shanghai")
    return len(world.table("Observation"))


def _pandas(_: Path, file: Path) -> int:
    import pandas as pd

    return len(pd.read_csv(file, encoding="gb18030"))


def _polars(_: Path, file: Path) -> int:
    import polars as pl

    return pl.read_csv(
        file, encoding="gb18030", infer_schema_length=10_000, ignore_errors=True
    ).height


def _duckdb(folder: Path, file: Path) -> int:
    import duckdb as db

    connection = db.connect()
    try:
        connection.execute("load encodings")
        source, option = file, ", encoding='gb18030'"
    except db.Error:  # the extension comes by network only: Python decodes
        source, option = folder.parent / "decoded.csv", ""
        source.write_bytes(file.read_bytes().decode("gb18030").encode())
    connection.execute(
        f"create table t as select * from read_csv('{source}', header=true{option})"
    )
    found = connection.execute("select count(*) from t").fetchone()
    return int(found[0]) if found else 0


TOOLS: dict[str, Callable[[Path, Path], int]] = {
    "ours": _ours,
    "pandas": _pandas,
    "polars": _polars,
    "duckdb": _duckdb,
}


def main() -> int:
    """Run the comparison."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("--rows", type=int, default=1_000_000)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--seed", type=int, default=2022)
    parser.add_argument("--only", nargs="*", choices=TOOLS, help="these tools only")
    args = parser.parse_args()
    modules = {name: "quaranta" if name == "ours" else name for name in TOOLS}
    tools = {
        name: tool
        for name, tool in TOOLS.items()
        if (not args.only or name in args.only)
        and importlib.util.find_spec(modules[name])
    }
    for name in TOOLS.keys() - tools.keys():
        print(f"{name}: left out")
    for name in tools:
        importlib.import_module(modules[name])  # outside the time
    times: dict[str, list[float]] = {name: [] for name in tools}
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch) / "county"
        folder.mkdir()
        file = folder / "observations.csv"
        write(file, args.rows, args.seed)
        size = file.stat().st_size
        print(f"{args.rows} rows, {size / 1e6:.1f} MB of GB18030, {args.rounds} rounds")
        for _ in range(args.rounds):
            for name, tool in tools.items():
                begin = time.perf_counter()
                found = tool(folder, file)
                times[name].append(time.perf_counter() - begin)
                if found != args.rows:
                    print(f"{name} found {found} rows of {args.rows}", file=sys.stderr)
                    return 1
    for name, taken in times.items():
        median = statistics.median(taken)
        print(
            f"{name:8} min {min(taken):6.2f} s  median {median:6.2f} s  "
            f"{args.rows / median / 1e6:5.2f} M rows/s"
        )
    if "ours" in times and "pandas" in times:
        ratio = statistics.median(times["pandas"]) / statistics.median(times["ours"])
        print(json.dumps({"pandas_over_ours": round(ratio, 3)}))
    return 0


if __name__ == "__main__":
    sys.exit(main())
