"""Rules as data: packs, rules, parameters and protocol profiles.

These are plain messages, not records: a pack is written as YAML with these names.

Generated from proto/quaranta/v1/policy.proto by schemagen. Do not edit.
"""

from __future__ import annotations

from typing import Literal, TypeAlias, TypedDict

from quaranta.records._cells import Date
from quaranta.records.common import ContactType, Severity, VerdictKind
from quaranta.records.place import SiteStatus

__all__ = [
    "Anchor",
    "DayUnit",
    "Parameter",
    "Profile",
    "Rule",
    "RulePack",
    "RuleTest",
    "Source",
    "SourceStatus",
    "Text",
    "Variable",
]

# How well a figure or a duty is known.
SourceStatus: TypeAlias = Literal["SEED", "TEXT", "SECOND_HAND", "LOGIC", "UNVERIFIED"]

# Where counting starts.
Anchor: TypeAlias = Literal["LAST_EXPOSURE", "INTAKE"]

# What a length counts.
DayUnit: TypeAlias = Literal["CALENDAR_DAY", "24H"]


class Text(TypedDict, total=False):
    """A text in both languages.

    Attributes
    ----------
    en : str
        English
    zh : str
        Chinese
    """

    en: str
    zh: str


class Source(TypedDict, total=False):
    """Where a duty or a figure stands.

    Attributes
    ----------
    document : str
        short name of the document, "S000"
    clause : str
        section of it
    status : SourceStatus
        how well it is known
    note : str
        what was inferred
    """

    document: str
    clause: str
    status: SourceStatus
    note: str


class Parameter(TypedDict, total=False):
    """A figure that a rule or an algorithm uses; `params.NAME` in rules.

    Attributes
    ----------
    name : str
        as rules say it
    value : float
        a number, or
    text : str
        a text
    unit : str
        unit of the number
    title : Text
        for people
    source : Source
        where the figure stands
    """

    name: str
    value: float
    text: str
    unit: str
    title: Text
    source: Source


class Profile(TypedDict, total=False):
    """A protocol profile; `profile.FIELD` in rules.

    Attributes
    ----------
    id : str
        "cn_v9"
    title : Text
        for people
    effective_from : Date
        First day on which it applies.
    effective_to : Date
        Last day on which it applies.
    contact_types : list[ContactType]
        whom it is for; empty: all
    days : int
        length of isolation
    test_days : list[int]
        day numbers of scheduled tests
    length_anchor : Anchor
        default LAST_EXPOSURE
    length_first_day : int
        number of the anchor day, default 0
    test_anchor : Anchor
        default INTAKE
    test_first_day : int
        number of the anchor day, default 1
    unit : DayUnit
        calendar days or full days
    release_at : str
        local clock, "12:00"
    readings_per_day : int
        temperature readings
    after_days : int
        home monitoring after release
    after_test_days : list[int]
        tests after release
    home_option : bool
        may be spent at home
    source : Source
        where it stands
    """

    id: str
    title: Text
    effective_from: Date
    effective_to: Date
    contact_types: list[ContactType]
    days: int
    test_days: list[int]
    length_anchor: Anchor
    length_first_day: int
    test_anchor: Anchor
    test_first_day: int
    unit: DayUnit
    release_at: str
    readings_per_day: int
    after_days: int
    after_test_days: list[int]
    home_option: bool
    source: Source


class Variable(TypedDict, total=False):
    """A name for a part of a rule's expressions.

    Attributes
    ----------
    name : str
        usable in what follows it
    expression : str
        CEL
    """

    name: str
    expression: str


class RuleTest(TypedDict, total=False):
    """One worked case of a rule.

    Attributes
    ----------
    name : str
        what it shows
    given : dict[str, object]
        record name -> rows
    complete : list[str]
        collections complete for all parents
    as_of : str
        moment of the judgement
    parameters : dict[str, object]
        parameters set otherwise
    verdict : VerdictKind
        expected answer
    because : list[str]
        offending elements
    missing : list[str]
        missing facts that must be named
    subject : str
        when the record has several rows
    """

    name: str
    given: dict[str, object]
    complete: list[str]
    as_of: str
    parameters: dict[str, object]
    verdict: VerdictKind
    because: list[str]
    missing: list[str]
    subject: str


class Rule(TypedDict, total=False):
    """A rule about one kind of record.

    Attributes
    ----------
    id : str
        "HW-13"
    group : str
        "HW"
    record : str
        record type judged
    each : str
        expands a subject, "days(stay)"
    when : str
        applicability, CEL; empty: always
    variables : list[Variable]
        evaluated in order
    expect : str
        what must hold, CEL
    measure : str
        figure to show, CEL
    due : str
        a timestamp, CEL; before it: NOT_DUE
    stage : SiteStatus
        before it a task, not a failure
    severity : Severity
        how bad a failure is
    title : Text
        the rule in one line
    explanation : Text
        what a failure means and what to do
    ask : Text
        question that would fill the usual gap
    source : Source
        where the duty stands
    waivable : bool
        default true
    enabled : bool
        default true
    replaces : str
        reason, when a lower pack has the same id
    tests : list[RuleTest]
        worked cases
    """

    id: str
    group: str
    record: str
    each: str
    when: str
    variables: list[Variable]
    expect: str
    measure: str
    due: str
    stage: SiteStatus
    severity: Severity
    title: Text
    explanation: Text
    ask: Text
    source: Source
    waivable: bool
    enabled: bool
    replaces: str
    tests: list[RuleTest]


class RulePack(TypedDict, total=False):
    """Rules, parameters and profiles of one jurisdiction.

    Attributes
    ----------
    id : str
        "cn-county-2022"
    version : str
        of the pack
    jurisdiction : str
        region id prefix ("CN", "CN-61"), "*" anywhere
    effective_from : Date
        First day in force.
    effective_to : Date
        Last day in force.
    extends : list[str]
        packs it builds on, by id
    historic : bool
        past measures; runs only by name
    legal_basis : str
        law and clause
    review_by : Date
        After this day its verdicts are EXPIRED.
    disease : str
        empty: any
    title : Text
        for people
    parameters : list[Parameter]
        figures
    profiles : list[Profile]
        protocol profiles
    rules : list[Rule]
        rules
    """

    id: str
    version: str
    jurisdiction: str
    effective_from: Date
    effective_to: Date
    extends: list[str]
    historic: bool
    legal_basis: str
    review_by: Date
    disease: str
    title: Text
    parameters: list[Parameter]
    profiles: list[Profile]
    rules: list[Rule]
