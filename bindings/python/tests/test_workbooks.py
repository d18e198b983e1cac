"""Workbooks as cells: types kept, failures kept, bombs refused unread."""

from __future__ import annotations

import builtins
import datetime as dt
import re
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter
from quaranta import _foreign
from quaranta._foreign import Failed, Limits
from quaranta._xlsx import write_book

SHEET = "xl/worksheets/sheet1.xml"


@pytest.fixture
def book(tmp_path: Path) -> Path:
    """A workbook with a cell of every type; its second sheet is hidden."""
    path = tmp_path / "book.xlsx"
    with xlsxwriter.Workbook(str(path)) as made:
        day = made.add_format({"num_format": "yyyy-mm-dd"})
        time = made.add_format({"num_format": "yyyy/m/d hh:mm"})
        sheet = made.add_worksheet("人员")
        sheet.merge_range(0, 0, 0, 3, "台账")
        sheet.write_string(1, 0, "0012")
        sheet.write_number(1, 1, 110101199003071000)
        sheet.write_boolean(1, 2, True)
        sheet.write_datetime(1, 3, dt.date(2022, 4, 5), day)
        sheet.write_datetime(2, 0, dt.datetime(2022, 4, 5, 22, 50), time)
        sheet.write_formula(2, 1, "=1/0", None, "#DIV/0!")
        sheet.write_formula(2, 2, "=B2*2", None, "")
        sheet.write_formula(2, 3, "=1+1", None, 2)
        sheet.merge_range(3, 0, 5, 0, "S1")
        made.add_worksheet("藏").hide()
        made.add_chartsheet("图")
    return path


def damaged(book: Path, change: Callable[[str, bytes], bytes | None]) -> str:
    """Return a copy of a workbook with some parts changed or left out."""
    path = book.with_name("damaged.xlsx")
    with (
        zipfile.ZipFile(book) as source,
        zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as target,
    ):
        for name in source.namelist():
            data = change(name, source.read(name))
            if data is not None:
                target.writestr(name, data)
    return str(path)


def replaced(book: Path, old: bytes, new: bytes, part: str = SHEET) -> str:
    seen = []

    def change(name: str, data: bytes) -> bytes:
        if name != part:
            return data
        seen.append(old in data)
        return data.replace(old, new)

    path = damaged(book, change)
    assert seen == [True]
    return path


def refused(path: str, error: type[Exception], text: str, limits: Limits) -> None:
    with pytest.raises(error, match=text):
        _foreign.read(path, limits)


def test_cells_keep_their_type_and_failed_ones_say_why(book: Path) -> None:
    (first, hidden), frames = _foreign.read(str(book), Limits())
    assert (first.name, hidden.name, frames) == ("人员", "藏", [])
    assert first.rows[0][0] == "台账"
    text, number, truth, day = first.rows[1]
    assert (text, number, truth) == ("0012", 110101199003071000.0, True)
    assert (type(text), type(number), type(truth)) == (str, float, bool)
    assert type(day) is dt.date
    assert first.rows[2][0] == dt.datetime(2022, 4, 5, 22, 50)
    assert isinstance(first.rows[2][1], Failed)
    assert first.rows[2][1] == "#DIV/0!"
    assert first.rows[2][2] == "=B2*2"  # nobody computed it
    assert isinstance(first.rows[2][2], Failed)
    assert first.rows[2][3] == 2.0
    assert first.merged == [(0, 0, 0, 3), (3, 0, 3, 0)]  # no cells below


def test_a_cell_far_outside_is_refused_before_a_grid_is_made(book: Path) -> None:
    wide = replaced(book, b'r="D2"', b'r="XFD1048576"')
    refused(wide, qr_limit(), "sheet '人员' has more than 4096 columns", Limits())
    refused(wide, qr_limit(), "cells", Limits(columns=20_000))
    # A cell without a reference stands where it is written.
    unnamed = damaged(
        book,
        lambda name, data: (
            re.sub(rb'<c r="\w+"', b"<c", data).replace(b'row r="3"', b'row r="99999"')
            if name == SHEET
            else data
        ),
    )
    refused(unnamed, qr_limit(), "more than 1000 rows", Limits(rows=1000))
    assert len(_foreign.grids(unnamed, Limits())[0].rows) == 99999


def test_a_merged_block_over_the_whole_sheet_costs_nothing(book: Path) -> None:
    path = replaced(book, b'ref="A1:D1"', b'ref="A1:XFD1048576"')
    (first, _), _ = _foreign.read(path, Limits())
    assert first.merged[0] == (0, 0, len(first.rows) - 1, 3)


def test_bombs_are_refused_by_what_they_unpack_to(book: Path) -> None:
    path = damaged(
        book, lambda name, data: data + b" " * (64 << 20) if name == SHEET else data
    )
    assert Path(path).stat().st_size < 1 << 20
    limits = Limits(unzipped_bytes=1 << 20)
    refused(path, qr_limit(), "unpacked it is larger", limits)
    # What the archive says of its own size is not believed.
    lying = bytearray(Path(path).read_bytes())
    size = (64 << 20).to_bytes(4, "little")
    length = zipfile.ZipFile(path).getinfo(SHEET).file_size.to_bytes(4, "little")
    assert length[3] == size[3]
    for begin in (lying.find(length), lying.rfind(length)):
        lying[begin : begin + 4] = (100).to_bytes(4, "little")
    Path(path).write_bytes(bytes(lying))
    refused(path, qr_limit(), "unpacked it is larger", limits)


@pytest.mark.parametrize(
    ("change", "text"),
    [
        (lambda n, d: d[:300] if n == SHEET else d, "cannot be read"),
        (lambda n, d: None if n == SHEET else d, "cannot be read"),
        (lambda n, d: None if n == "xl/workbook.xml" else d, "no worksheet"),
        (
            lambda n, d: b"<!DOCTYPE x>" + d if n == "xl/workbook.xml" else d,
            "no part of a workbook",
        ),
    ],
)
def test_damage_is_named(
    book: Path, change: Callable[[str, bytes], bytes | None], text: str
) -> None:
    refused(damaged(book, change), ValueError, text, Limits())


def test_other_files_are_no_workbooks(tmp_path: Path) -> None:
    for name, data, text in (
        ("page.xls", b"<html><table></table></html>", "whatever its name says"),
        ("cut.xlsx", b"PK\x03\x04 and nothing more", "damaged"),
        ("old.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "read|damaged"),
    ):
        (tmp_path / name).write_bytes(data)
        refused(str(tmp_path / name), ValueError, text, Limits())
    refused(str(tmp_path / "x.docx"), NotImplementedError, "is not read", Limits())


def test_no_cut_of_a_workbook_does_more_than_raise_an_error(book: Path) -> None:
    data = book.read_bytes()
    cut = book.with_name("cut.xlsx")
    outcomes = set()
    for end in range(0, len(data), 97):
        cut.write_bytes(data[:end])
        try:
            _foreign.read(str(cut), Limits())
        except (ValueError, RuntimeError) as error:
            outcomes.add(type(error).__name__)
        else:
            outcomes.add("read")
    assert outcomes == {"InvalidArgumentError"}


def test_sheets_and_bytes_are_limited(book: Path) -> None:
    refused(str(book), qr_limit(), "more than 1 sheets", Limits(sheets=1))
    refused(str(book), qr_limit(), "more than 100 bytes", Limits(file_bytes=100))


def test_a_missing_library_is_named_with_the_line_that_gets_it(
    book: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real: Callable[..., object] = builtins.__import__

    def hide(name: str, *args: object) -> object:
        if name.split(".")[0] in {"python_calamine", "pyarrow", "polars", "duckdb"}:
            raise ModuleNotFoundError(name)
        return real(name, *args)

    monkeypatch.setattr(builtins, "__import__", hide)
    refused(str(book), RuntimeError, r'pip install "quaranta\[xlsx\]"', Limits())
    frame = book.with_name("rooms.parquet")
    frame.write_bytes(b"PAR1")
    refused(str(frame), RuntimeError, r'pip install "quaranta\[parquet\]"', Limits())


def test_parquet_is_read_by_any_library_within_limits(tmp_path: Path) -> None:
    import polars

    path = tmp_path / "people.parquet"
    polars.DataFrame({"编号": ["P1", "P2"], "年龄": [41, None]}).write_parquet(path)
    for reader in (_foreign._by_pyarrow, _foreign._by_polars):
        frame: Any = reader(str(path), Limits())
        assert polars.DataFrame(frame).rows() == [("P1", 41), ("P2", None)]
        with pytest.raises(RuntimeError, match="more than 1 rows"):
            reader(str(path), Limits(rows=1))
    path.write_bytes(b"PAR1 and no more")
    refused(str(path), ValueError, "cannot be read", Limits())


def test_what_is_written_opens_again_with_its_types(tmp_path: Path) -> None:
    path = tmp_path / "out.xlsx"
    rows: list[list[object]] = [["编号", "床位"], ["=1+1", 2], ["0012", 1.5]]
    rows += [["", None], [True, "@x"], [dt.date(2022, 4, 5), 2**60]]
    write_book(path, [("房间", rows)])
    (sheet,) = _foreign.grids(path, Limits())
    assert sheet.name == "房间"
    assert sheet.rows[0] == ["编号", "床位"]
    assert sheet.rows[1] == ["=1+1", 2.0]  # text, no formula
    assert not isinstance(sheet.rows[1][0], Failed)
    assert sheet.rows[2] == ["0012", 1.5]
    assert sheet.rows[4] == [True, "@x"]
    assert sheet.rows[5] == [dt.date(2022, 4, 5), str(2**60)]
    with zipfile.ZipFile(path) as parts:
        assert b"<f>" not in parts.read(SHEET)
    again = tmp_path / "again.xlsx"
    write_book(again, [("房间", rows)])
    assert again.read_bytes() == path.read_bytes()


def qr_limit() -> type[Exception]:
    import quaranta

    return quaranta.LimitExceededError
