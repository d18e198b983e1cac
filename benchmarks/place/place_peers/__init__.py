"""Placement solved by others: CP-SAT, HiGHS and CBC, for tests and benchmarks.

The formulations are written from the rules in `quaranta/place/problem.h` and
the levels in `plan.h`; they share no code and no idea with our solver.
"""
