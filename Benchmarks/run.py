"""Measures a built daypass and holds it to its limits.

    python3 Benchmarks/run.py --daypass PATH [--json] [--only NAME ...] [--more]

Prints a line a figure: what, how much, the limit, met or missed. Ends with 1 if a limit is missed. Counts and ratios
are the same on every machine. Of CPU times the least of several runs counts, since what else the machine does only adds
to them; of wall times and memory the median. --more measures what has no limit but is worth knowing. Repositories stand
in memory, or in BENCH_FOLDER.
"""

import argparse
import json
import os
import sys

import measure
import scenes


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument('--daypass', required=True, help='the built command')
    parser.add_argument('--json', action='store_true', help='print the figures as JSON')
    parser.add_argument('--more', action='store_true', help='measure what has no limit too')
    parser.add_argument('--only', nargs='+', choices=sorted(scenes.LIMITED | scenes.MORE), help='measure only these')
    options = parser.parse_args()
    figures = measure.Figures(lambda text: print(text, file=sys.stderr if options.json else sys.stdout, flush=True))
    chosen = {**scenes.LIMITED, **(scenes.MORE if options.more or options.only else {})}
    daypass = os.path.abspath(options.daypass)
    for name, scene in chosen.items():
        if not options.only or name in options.only:
            scene(daypass, figures)
    if options.json:
        print(json.dumps({'version': 1, 'figures': figures.rows, 'missed': len(figures.missed)}, indent=2))
    elif figures.missed:
        print(f'{len(figures.missed)} of {len(figures.rows)} missed.')
    sys.exit(1 if figures.missed else 0)


if __name__ == '__main__':
    main()
