# make demo     the story, from a request to its end, on this machine alone
# make test     all tests, on real parts
# make install  the command, in PREFIX/bin
# make simulate   worlds with all that can go wrong: SEED=42 tells one, SEEDS=0..9999 runs many
# make bench    speed and size, against their limits
# Each installs what it lacks, and says so before it does.

PREFIX ?= /usr/local
DESTDIR ?=

.PHONY: help demo test build install bench simulate lint format clean

help:
	@sed -n 's/^# \(make\)/\1/p' Makefile

demo:
	@scripts/prepare build
	@scripts/demo

test:
	@scripts/prepare test
	@scripts/test

build:
	@scripts/prepare build
	swift build --product daypass

install:
	@DESTDIR="$(DESTDIR)" scripts/install "$(PREFIX)"

bench:
	@scripts/prepare test
	@scripts/bench

simulate:
	@scripts/prepare build
	@swift build --configuration release --product simulate >&2
	@.build/release/simulate $(or $(SEED),$(SEEDS),0..9999)

lint:
	swift format lint --strict --recursive --parallel Package.swift Sources Tests

format:
	swift format --in-place --recursive --parallel Package.swift Sources Tests

clean:
	rm -rf .build .build-release
