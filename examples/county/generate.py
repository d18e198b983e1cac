"""Write the county of the examples: ``python3 generate.py [--seed N] [--out DIR]``.

The same seed gives the same bytes on every machine; nothing reads the clock.
See README.md for what is published, what is invented and what is missing on
purpose.
"""

from __future__ import annotations

import argparse
from pathlib import Path

from county import care, fixtures, logs, papers, people, places, staffing, tables
from county.book import Book
from county.coming import Coming
from county.flight import Flight
from county.overload import Overload

DEFAULT_SEED = 20220410
HERE = Path(__file__).resolve().parent


def build(seed: int = DEFAULT_SEED) -> tuple[Book, Flight]:
    """Return all records of the county, and the flight that lands there."""
    book = Book(seed)
    places.make(book)
    fixtures.make(book)
    members = people.make(book)
    care.make(book, members)
    staffing.make(book)
    logs.make(book, members)
    papers.make(book, members)
    return book, Flight(book)


def write(out: Path, seed: int = DEFAULT_SEED) -> list[Path]:
    """Write every file below ``out`` and return the paths."""
    book, flight = build(seed)
    data = out / "data"
    data.mkdir(parents=True, exist_ok=True)
    written = []
    for record, (stem, columns) in tables.TABLES.items():
        written.append(data / f"{stem}.csv")
        tables.write_file(written[-1], columns, book.rows[record])
    written.append(out / "arrivals.csv")
    tables.write_file(written[-1], tables.ARRIVALS, flight.people)
    written.append(out / "arrivals_overload.csv")
    tables.write_file(written[-1], tables.ARRIVALS, Overload(book).people)
    written.append(out / "arrivals_days.csv")
    tables.write_file(written[-1], tables.ARRIVALS, Coming(book).people)
    return written


def main() -> None:
    """Run the command line."""
    parser = argparse.ArgumentParser(description="Write the example county.")
    parser.add_argument("--seed", type=int, default=DEFAULT_SEED)
    parser.add_argument("--out", type=Path, default=HERE)
    args = parser.parse_args()
    for path in write(args.out, args.seed):
        print(path)


if __name__ == "__main__":
    main()
