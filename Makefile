# Every target does its own set-up: a fresh clone needs only git and make.
#
#   make demo     set up, build the program, run the county example
#   make test     set up, build, run all tests
#   make build    set up, build everything      make lint     formats, types, style
#   make asan     tests under ASan and UBSan    make format   rewrite to the format
#   make conformance   the official CEL tests of $QUARANTA_CEL_SUITE
#   make unknowns      our own tests of CEL over values that are not known
#   make diagnostics   what is said of mistakes in rules, a golden file for each
#   make fuzz     build the libFuzzer targets   make clean    remove what was built
#   make fuzz-run build them and run each for a minute (scripts/fuzz for longer)
#   make bench-data  measure the data border at scale (scripts/bench_data)
#   make bench-place  placement beside CP-SAT, HiGHS and CBC (scripts/bench_place)
#   make ci       what .ci/run does

SHELL := /bin/bash
JOBS ?= $(shell nproc)

.PHONY: demo test build conformance unknowns diagnostics bench-data bench-place asan fuzz fuzz-run lint format ci setup clean

demo: setup
	scripts/demo

test: build
	scripts/setup --with peers
	ctest --preset dev --parallel $(JOBS)
	scripts/pytest

build: setup
	scripts/build dev

asan: setup
	scripts/build asan
	ctest --preset asan --parallel $(JOBS) --label-exclude house

conformance:
	scripts/setup --with cel
	@scripts/conformance

unknowns: setup
	@scripts/conformance --unknowns

diagnostics: setup
	@scripts/diagnostics

fuzz:
	scripts/setup --with fuzz
	scripts/build fuzz

fuzz-run:
	scripts/setup --with fuzz
	scripts/fuzz

lint:
	scripts/setup --with lint
	scripts/build dev
	scripts/lint

format:
	scripts/setup --with lint
	scripts/lint --fix

bench-data: setup
	scripts/bench_data

bench-place:
	scripts/setup --with peers
	scripts/bench_place

ci:
	bash .ci/run

setup:
	scripts/setup

clean:
	rm -rf build out dist
