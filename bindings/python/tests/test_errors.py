"""Errors belong to Python's own families and say what was wrong."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from pathlib import Path
from typing import Any, cast

import pytest
import quaranta as qr
from support import AS_OF, PACK

SITE = qr.read({"Site": [{"id": "S1", "status": "OPEN"}]})
PEOPLE = qr.read_arrivals([{"id": "P1"}])


def place(as_of: str = AS_OF, region: str = "") -> qr.Plan:
    world = qr.read({"Region": [{"id": "CN-1"}], "Site": [{"id": "S1"}]})
    return qr.place(world, PEOPLE, packs=PACK, as_of=as_of, region=region)


CASES: list[
    tuple[Callable[[], object], type[qr.QuarantaError], type[Exception], str]
] = [
    (lambda: qr.read("nowhere"), qr.NotFoundError, LookupError, "nowhere"),
    (lambda: qr.read({"Chair": []}), qr.NotFoundError, LookupError, "Chair"),
    (lambda: SITE.table("Chair"), qr.NotFoundError, LookupError, "Chair"),
    (
        lambda: qr.read({"Room": [{"label": "1"}]}, zone="Mars/Base"),
        qr.NotFoundError,
        LookupError,
        "Mars/Base",
    ),
    (
        lambda: qr.read({}, complete=["Site.chairs"]),
        qr.InvalidArgumentError,
        ValueError,
        "Site.chairs",
    ),
    (
        lambda: qr.read({"Room": {"label": ["1"], "beds": []}}),
        qr.InvalidArgumentError,
        ValueError,
        "columns differ in length",
    ),
    (
        lambda: qr.check(SITE, packs=PACK),
        qr.InvalidArgumentError,
        ValueError,
        "pass as_of",
    ),
    (
        lambda: qr.check(SITE, packs=PACK, as_of=dt.datetime(2022, 4, 10)),
        qr.InvalidArgumentError,
        ValueError,
        "no zone",
    ),
    (
        lambda: qr.check(SITE, packs=PACK, as_of="2022-04-10 17:00"),
        qr.InvalidArgumentError,
        ValueError,
        "2022-04-10 17:00",
    ),
    (
        lambda: qr.check(SITE, packs="cn-county-2020", as_of=AS_OF),
        qr.NotFoundError,
        LookupError,
        "cn-county-202",
    ),
    (
        lambda: qr.check(SITE, packs=PACK, as_of=AS_OF, rules=["HW-0"]),
        qr.NotFoundError,
        LookupError,
        "HW-0",
    ),
    (
        lambda: qr.check(SITE, packs=PACK, as_of="2019-01-01T00:00:00Z"),
        qr.PreconditionError,
        RuntimeError,
        "in force",
    ),
    (
        lambda: qr.check(SITE, packs=PACK, as_of=AS_OF).verdicts("MAYBE"),
        qr.InvalidArgumentError,
        ValueError,
        "MAYBE",
    ),
    (
        lambda: place("2019-01-01T00:00:00Z"),
        qr.PreconditionError,
        RuntimeError,
        "in force",
    ),
    (lambda: place(region="CN-2"), qr.NotFoundError, LookupError, "CN-2"),
    (lambda: place().explain("P9"), qr.NotFoundError, LookupError, "P9"),
    (
        lambda: place().explain("P1", lang=cast("qr.Language", "fr")),
        qr.InvalidArgumentError,
        ValueError,
        "fr",
    ),
    (
        lambda: qr.brief(
            qr.check(SITE, packs=PACK, as_of=AS_OF), format=cast("Any", "docx")
        ),
        qr.InvalidArgumentError,
        ValueError,
        "docx",
    ),
    (lambda: qr.Pack.load("nowhere"), qr.NotFoundError, LookupError, "nowhere"),
]


@pytest.mark.parametrize(("act", "own", "family", "words"), CASES)
def test_an_error_has_its_family_and_names_what_was_wrong(
    act: Callable[[], object],
    own: type[qr.QuarantaError],
    family: type[Exception],
    words: str,
) -> None:
    with pytest.raises(own) as caught:
        act()
    assert isinstance(caught.value, family)
    assert isinstance(caught.value, qr.QuarantaError)
    assert words in str(caught.value)
    assert caught.value.code.isupper()


def test_a_file_that_is_no_world_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "world.xyz"
    file.write_text("x")
    with pytest.raises(ValueError, match=r"expected a folder, a \.binpb or a \.sqlite"):
        qr.read(file)


def test_a_world_that_cannot_be_written_says_so(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(qr.PreconditionError):
        SITE.write(tmp_path / "file" / "world")


@pytest.mark.parametrize(
    "act",
    [
        lambda: qr.check(cast("qr.World", {}), packs=PACK),
        lambda: qr.check(SITE, packs=cast("str", [3])),
        lambda: qr.check(SITE, packs=PACK, as_of=cast("str", 3)),
        lambda: qr.brief(cast("qr.Report", SITE)),
        lambda: qr.World(cast("qr._core.World", None)),
        lambda: qr.Pack(cast("qr._core.Pack", None)),
        lambda: qr.Report(cast("qr._core.CheckReport", None)),
        lambda: qr.Plan(cast("qr._core.Plan", None)),
        lambda: qr.Capacity(cast("qr._core.Capacity", None)),
    ],
)
def test_a_wrong_type_is_a_type_error(act: Callable[[], object]) -> None:
    with pytest.raises(TypeError):
        act()
