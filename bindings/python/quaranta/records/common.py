"""Words that several families share.

No record lives here.

Generated from proto/quaranta/v1/common.proto by schemagen. Do not edit.
"""

from __future__ import annotations

from typing import Literal, TypeAlias

__all__ = [
    "AdminLevel",
    "CheckResult",
    "ContactType",
    "RiskLevel",
    "Severity",
    "Slot",
    "TestResult",
    "VerdictKind",
]

# How likely infection is thought to be. For a cohort or the building that takes it.
RiskLevel: TypeAlias = Literal["LOW", "MEDIUM", "HIGH"]

# A level of the administrative tree.
AdminLevel: TypeAlias = Literal[
    "NATION",
    "PROVINCE",
    "CITY",
    "COUNTY",
    "TOWN",
    "VILLAGE",
    "SITE",
]

# Why somebody is isolated or followed. Always a dated exposure or stay, never a trait.
ContactType: TypeAlias = Literal[
    "CLOSE",
    "SECOND_ORDER",
    "ENTRANT",
    "RISK_AREA",
    "SHOULD_ISOLATE",
    "CLOSED_LOOP_STAFF",
    "RECOVERED",
    "CARER",
    "OTHER",
]

# What a laboratory or reader said.
TestResult: TypeAlias = Literal["NEGATIVE", "POSITIVE", "PENDING", "SUSPECT", "INVALID"]

# The outcome of a check made by people on the spot.
CheckResult: TypeAlias = Literal["PASS", "FAIL", "CONDITIONAL"]

# How bad it is when a rule fails.
Severity: TypeAlias = Literal["CRITICAL", "MAJOR", "MINOR", "INFO"]

# The answer of one rule about one subject.
VerdictKind: TypeAlias = Literal[
    "PASS",
    "FAIL",
    "UNKNOWN",
    "NOT_APPLICABLE",
    "NOT_DUE",
    "WAIVED",
    "ERROR",
]

# Half of a local day in which a thing is due.
Slot: TypeAlias = Literal["MORNING", "EVENING"]
