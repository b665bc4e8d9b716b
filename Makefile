# make demo     the story, from a request to its end, on this machine alone
# make test     all tests, on real parts
# make faults   every call of the command that writes, killed or failed (hours)
# make install  the command, in PREFIX/bin
# make bench    speed and size, against their limits
# make model    the protocol's model, checked by spin
# Each installs what it lacks, and says so before it does.

PREFIX ?= /usr/local
DESTDIR ?=

.PHONY: help demo test faults build install bench lint format clean model

help:
	@sed -n 's/^# \(make\)/\1/p' Makefile

demo:
	@scripts/prepare build
	@scripts/demo

test:
	@scripts/prepare test
	@scripts/test

faults:
	@scripts/prepare test
	@DAYPASS_FAULTS=full scripts/test --filter FaultSweepTests

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

lint:
	swift format lint --strict --recursive --parallel Package.swift Sources Tests

format:
	swift format --in-place --recursive --parallel Package.swift Sources Tests

clean:
	rm -rf .build .build-release
