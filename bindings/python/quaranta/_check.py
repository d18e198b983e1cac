"""Verdicts: every record against the rules in force there and then."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Literal, TypeAlias

from quaranta import _core, _html
from quaranta._arguments import core_of, id_of, ids_of
from quaranta._errors import NotFoundError
from quaranta._policy import Packs, policy_of
from quaranta._result import Made
from quaranta._tables import Listing
from quaranta._time import as_of_text
from quaranta._world import World

__all__ = ["Language", "Question", "Report", "Verdict", "check"]

Language: TypeAlias = Literal["en", "zh"]


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a rule says of a subject.

    Attributes
    ----------
    rule : str
        Such as ``"HW-13"``.
    subject : str
        Such as ``"Site:S1"``.
    outcome : str
        ``PASS``, ``FAIL``, ``UNKNOWN``, ``NOT_APPLICABLE``, ``NOT_DUE``,
        ``WAIVED`` or ``ERROR``.
    day : str or None
        ISO date, for rules that judge each day.
    missing : tuple of str
        The facts that would decide an unknown, such as
        ``"Room:S1/304.window_limiter"``.
    causes : tuple of str
        Why each of these is missing, such as ``"not_recorded"``.
    clause : str
        What decided a failure or an unknown.
    values : tuple of pairs of str
        Its operands and what they were; masked when personal.
    because : tuple of str
        The records that a failure rests on.
    measure : str
        The figure of the rule.
    due_at, due_stage : str
        When, or from which stage on, a verdict that is not due will be.
    waiver : str
        The waiver in force.
    error : str
        What is broken about the rule.
    title, title_zh : str
        The rule in one line.
    pack : str
        The pack that the rule is from.
    """

    rule: str
    subject: str
    outcome: str
    day: str | None
    missing: tuple[str, ...]
    causes: tuple[str, ...]
    clause: str
    values: tuple[tuple[str, str], ...]
    because: tuple[str, ...]
    measure: str
    due_at: str | None
    due_stage: str
    waiver: str
    error: str
    title: str
    title_zh: str
    pack: str

    def __repr__(self) -> str:
        day = f" {self.day}" if self.day else ""
        rest = self.missing or self.because
        why = f" ({', '.join(rest[:3])}{', ...' if len(rest) > 3 else ''})"
        return f"<{self.outcome} {self.rule} {self.subject}{day}{why if rest else ''}>"


@dataclass(frozen=True, slots=True)
class Question:
    """A field that unknown verdicts wait for.

    Attributes
    ----------
    field : str
        Such as ``"Room.window_limiter"``.
    facts : int
        Cells that are missing.
    verdicts : int
        Unknown verdicts that wait for any of them.
    alone : int
        Of these, waiting for nothing else.
    examples : tuple of str
        Up to five of the cells.
    """

    field: str
    facts: int
    verdicts: int
    alone: int
    examples: tuple[str, ...]


class Report(Made[_core.CheckReport]):
    """All verdicts of a check, with counts. Made by `check`."""

    __slots__ = ()
    _core_type = _core.CheckReport
    _made_by = "check"

    @property
    def as_of(self) -> datetime:
        """Knowledge time: what counts as recorded, late or not yet due."""
        return datetime.fromisoformat(self._core.as_of)

    @property
    def counts(self) -> dict[str, int]:
        """Verdicts by outcome; all seven outcomes are there."""
        return self._core.counts

    @property
    def expired_packs(self) -> list[str]:
        """Packs past their review date, historic ones left out."""
        return self._core.expired_packs

    def verdicts(self, outcome: str | None = None) -> Listing[Verdict]:
        """Return the verdicts by rule, subject and day.

        Parameters
        ----------
        outcome : str, optional
            Only these, such as ``"FAIL"``.
        """
        rows = self._core.verdicts(outcome.upper() if outcome else "")
        return Listing(Verdict, (_verdict(row) for row in rows))

    def ask_first(self, n: int = 10) -> Listing[Question]:
        """Return the questions that would decide most unknowns, largest first."""
        rows = self._core.questions(n)
        return Listing(
            Question,
            (
                Question(
                    field=row["field"],
                    facts=row["facts"],
                    verdicts=row["verdicts"],
                    alone=row["alone"],
                    examples=tuple(row["examples"]),
                )
                for row in rows
            ),
        )

    def explain(
        self,
        subject: str,
        rule: str = "",
        lang: Language = "en",
        *,
        elements: int = 5,
    ) -> str:
        """Return why the verdicts on a record are what they are.

        The rule is run again with every sub-expression: what it was, what
        decided (``>``), the elements that offend, and for each missing fact
        whether it alone could decide.

        Parameters
        ----------
        subject : str
            Such as ``"Site:S1"``.
        rule : str, optional
            Only this rule.
        lang : {"en", "zh"}
            The language of the text.
        elements : int
            How many elements of a list are shown, those that decided first.

        Raises
        ------
        NotFoundError
            No verdict of the report is about that record and rule.

        Examples
        --------
        >>> import quaranta as qr
        >>> world = qr.read(
        ...     {
        ...         "Site": [{"id": "S1", "status": "OPEN"}],
        ...         "Room": [{"site_id": "S1", "label": "304", "use": "ISOLATION"}],
        ...     },
        ...     complete=["Site.rooms"],
        ... )
        >>> report = qr.check(
        ...     world, packs="cn-county-2022", as_of="2022-04-10T17:00:00+08:00"
        ... )
        >>> why = report.explain("Site:S1", "HW-13").splitlines()
        >>> why[0]
        'HW-13 Every isolation-room window has a limiter: Site:S1: unknown'
        >>> why[-1].split(";")[0].strip()
        'Room:S1/304.window_limiter (not recorded): decides alone'
        """
        texts = self._core.explain(subject, rule, lang, elements)
        if not texts:
            message = f"no verdict is about {subject!r}" + (
                f" and rule {rule!r}" if rule else ""
            )
            raise NotFoundError(message)
        return "\n".join(texts)

    def lines(self, lang: Language = "en", *, most: int = 20) -> list[str]:
        """Return the summary as it prints on a terminal, at most `most` findings."""
        return self._core.lines(lang, most)

    def __repr__(self) -> str:
        counts = ", ".join(f"{n} {name}" for name, n in self.counts.items() if n)
        return f"<Report {self._core.as_of}: {counts or 'no verdicts'}>"

    def _repr_html_(self) -> str:
        counts = _html.table(
            list(self.counts), [list(self.counts.values())], caption=self._core.as_of
        )
        failures = self.verdicts("FAIL")
        rows = [(v.rule, v.subject, v.day, v.title, v.because) for v in failures[:20]]
        if not rows:
            return counts
        more = f"{len(failures)} failures"
        if len(failures) > len(rows):
            more += f", the first {len(rows)}"
        headers = ["rule", "subject", "day", "title", "because"]
        return counts + _html.table(headers, rows, caption=more)


def check(
    world: World,
    *,
    packs: Packs = None,
    as_of: str | datetime | None = None,
    rules: str | Iterable[str] = (),
    subjects: str | Iterable[str] = (),
    region: str = "",
) -> Report:
    """Check every record against the rules in force.

    Missing data never passes: such a verdict is ``UNKNOWN`` and names the facts
    that would decide it.

    Parameters
    ----------
    world : World
        What to check.
    packs : str, Pack or iterable of these, optional
        Ids of packs, or packs as loaded. Default: all packs that ship with the
        library and are not historic.
    as_of : str or datetime, optional
        Knowledge time, with an offset. Default: the latest time recorded.
    rules, subjects : str or iterable of str
        Only these rules (``"HW-13"``) or records (``"Site:S1"``).
    region : str
        Only this region and those below it.

    Returns
    -------
    Report

    Raises
    ------
    NotFoundError
        There is no such pack, rule, record or region.
    InvalidArgumentError
        `as_of` has no offset, or a pack is broken.
    PreconditionError
        No pack is in force at `as_of`.

    Examples
    --------
    >>> import quaranta as qr
    >>> world = qr.read(
    ...     {
    ...         "Site": [{"id": "S1", "status": "OPEN"}],
    ...         "Room": [
    ...             {"site_id": "S1", "label": "304", "use": "ISOLATION"},
    ...             {"site_id": "S1", "label": "305", "use": "ISOLATION"},
    ...         ],
    ...     },
    ...     complete=["Site.rooms"],
    ... )
    >>> report = qr.check(
    ...     world,
    ...     packs="cn-county-2022",
    ...     as_of="2022-04-10T17:00:00+08:00",
    ...     rules=["HW-13"],
    ... )
    >>> report
    <Report 2022-04-10T17:00:00+08:00: 1 UNKNOWN>
    >>> report.verdicts("UNKNOWN")[0].missing[0]
    'Room:S1/304.window_limiter'
    """
    core = _core.check(
        core_of(world),
        policy_of(packs),
        as_of_text(as_of, world),
        ids_of("rules", rules, "HW-13"),
        ids_of("subjects", subjects, "Site:S1"),
        id_of("region", region),
    )
    return Report(core)


def _verdict(row: _core.VerdictRow) -> Verdict:
    return Verdict(
        rule=row["rule"],
        subject=row["subject"],
        outcome=row["outcome"],
        day=row["day"],
        missing=tuple(fact for fact, _ in row["missing"]),
        causes=tuple(cause for _, cause in row["missing"]),
        clause=row["clause"],
        values=tuple(row["values"]),
        because=tuple(row["because"]),
        measure=row["measure"],
        due_at=row["due_at"],
        due_stage=row["due_stage"],
        waiver=row["waiver"],
        error=row["error"],
        title=row["title"],
        title_zh=row["title_zh"],
        pack=row["pack"],
    )
