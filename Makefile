# make demo     the story, from a request to its end, on this machine alone
# make test     all tests, on real parts
# make test-release  the tests of the command, on the command as it is released
# make faults   every call of the command that writes, killed or failed (an hour); EVERY=20: each twentieth; in pieces: scripts/faults
# make install  the command, in PREFIX/bin
# make simulate   worlds with all that can go wrong: SEED=42 tells one, SEEDS=0..9999 runs many
# make bench    speed and size, against their limits
# make model    the protocol's model, checked by spin
# make asan     the tests under the address sanitizer, leaks included; make tsan: under the thread sanitizer
# make fuzz     readers of hostile bytes, fed by libFuzzer: SECONDS=60 for each, TARGET=yaml for one
# make mutants  breaks the code line by line and looks which tests notice: docs/mutation.md
# Each installs what it lacks, and says so before it does.

PREFIX ?= /usr/local
DESTDIR ?=

SECONDS ?= 60
TARGET ?= all

.PHONY: help demo test test-release faults simulate build install bench model asan tsan fuzz mutants lint format clean

help:
	@sed -n 's/^# \(make\)/\1/p' Makefile

demo:
	@scripts/prepare build
	@scripts/demo

test:
	@scripts/prepare test
	@scripts/test

test-release:
	@scripts/prepare test
	@scripts/test --release

faults:
	@scripts/prepare test
	@scripts/faults

build:
	@scripts/prepare build
	swift build --product daypass

install:
	@DESTDIR="$(DESTDIR)" scripts/install "$(PREFIX)"

bench:
	@scripts/prepare test
	@scripts/bench

model:
	@scripts/model

asan:
	@scripts/prepare test
	@scripts/sanitize address

tsan:
	@scripts/prepare test
	@scripts/sanitize thread

fuzz:
	@scripts/prepare build
	@scripts/fuzz "$(TARGET)" "$(SECONDS)"

mutants:
	@scripts/prepare test
	@scripts/mutate

simulate:
	@scripts/prepare build
	@swift build --configuration release --product simulate >&2
	@.build/release/simulate $(or $(SEED),$(SEEDS),0..9999)

lint:
	swift format lint --strict --recursive --parallel Package.swift Sources Tests Fuzz

format:
	swift format --in-place --recursive --parallel Package.swift Sources Tests Fuzz

clean:
	rm -rf .build .build-release .build-asan .build-tsan .build-fuzz .build-mutants
