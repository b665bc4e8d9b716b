"""What a program costs: wall time, CPU of the process and all it waited for, and the most memory it held."""

import os
import statistics
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass


@dataclass
class Cost:
    wall: float  # seconds
    cpu: float  # seconds, user and system, children included
    memory: float  # MB (10^6 bytes) at the peak, of the largest process
    code: int
    output: str
    errors: str


def run(arguments, environment, folder=None, expect=(0,)):
    """Runs a program to its end; one that ends otherwise than expected is a broken benchmark, not a figure."""
    with tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as err:
        begin = time.perf_counter()
        child = subprocess.Popen(arguments, env=environment, cwd=folder, stdin=subprocess.DEVNULL, stdout=out, stderr=err)
        _, status, usage = os.wait4(child.pid, 0)
        wall = time.perf_counter() - begin
        child.returncode = os.waitstatus_to_exitcode(status)
        out.seek(0)
        err.seek(0)
        scale = 1 if sys.platform == 'darwin' else 1024  # getrusage(2): bytes there, kilobytes here
        cost = Cost(wall, usage.ru_utime + usage.ru_stime, usage.ru_maxrss * scale / 1e6, child.returncode,
                    out.read().decode(errors='replace'), err.read().decode(errors='replace'))
    if expect is not None and cost.code not in expect:
        raise SystemExit(f'{" ".join(arguments)} ended with {cost.code}:\n{cost.output[-2000:]}\n{cost.errors[-2000:]}')
    return cost


def median(costs, what):
    return statistics.median(getattr(cost, what) for cost in costs)


def least(costs, what='cpu'):
    """What a program costs by itself: what else the machine does can only add CPU time (shared cores and caches)."""
    return min(getattr(cost, what) for cost in costs)


class Figures:
    """What was measured, against what it may be."""

    def __init__(self, tell):
        self.rows, self.tell = [], tell

    def add(self, name, value, unit='', most=None, least=None, exactly=None):
        limit, met = '', None
        if exactly is not None:
            limit, met = f'= {shown(exactly)}', value == exactly
        elif most is not None:
            limit, met = f'< {shown(most)}', value < most
        elif least is not None:
            limit, met = f'>= {shown(least)}', value >= least
        row = {'figure': name, 'value': round(value, 4), 'unit': unit, 'limit': limit, 'met': met}
        self.rows.append(row)
        self.tell(line(row))

    @property
    def missed(self):
        return [row for row in self.rows if row['met'] is False]


def shown(value):
    if isinstance(value, int) or float(value).is_integer():
        return f'{int(value):,}'
    return f'{value:,.1f}' if value >= 10 else f'{value:.3g}'


def line(row):
    verdict = {True: 'met', False: 'MISSED', None: ''}[row['met']]
    value = f'{shown(row["value"])} {row["unit"]}'.strip()
    limit = f'{row["limit"]} {row["unit"]}'.strip() if row['limit'] else ''
    return f'{row["figure"]:<72} {value:>14}  {limit:<14} {verdict}'.rstrip()
