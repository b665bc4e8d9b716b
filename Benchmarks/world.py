"""A place to measure in: an access repository made by git, an IAM on loopback, and the command run on both."""

import contextlib
import datetime
import json
import os
import random
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request

import measure

HERE = os.path.dirname(os.path.abspath(__file__))
# Ahead of any clock that this runs by: a pretended time that is behind would find its deadlines over.
START = datetime.datetime(2099, 11, 2, tzinfo=datetime.timezone.utc)


def instant(days=0.0):
    return (START + datetime.timedelta(days=days)).strftime('%Y-%m-%dT%H:%M:%SZ')


# In memory where that can be: what a disk's file system takes for a hundred new files differs tenfold between machines.
FOLDER = os.environ.get('BENCH_FOLDER') or ('/dev/shm' if os.path.isdir('/dev/shm') else None)

SETTINGS = '''version: 1
repository: example/access
timezone: Asia/Tokyo
accounts:
  jump: { id: "111111111111" }
drift: report
removals: { most: 100000, fraction: 1 }
approval: { evidence: [merge] }
'''

ENTITLEMENT = '''version: 1
description: Group %(number)d
account: jump
group: Access%(number)02d
eligible: { teams: [everybody] }
approval: { rules: [{ from: leads, count: 1 }] }
limits: { duration: 7d }
drift: report
'''


def user(index):
    return f'user{index:05d}'


def policies(users, groups):
    """As many people as users, all in one team, and a group for each entitlement."""
    people = ''.join(f'  {user(i)}: {{ mail: {user(i)}@example.com }}\n' for i in range(users))
    team = ', '.join(user(i) for i in range(users))
    files = {'policies/settings.yaml': SETTINGS, 'policies/people.yaml': f'version: 1\npeople:\n{people}teams:\n  everybody: [{team}]\n  leads: [{user(0)}]\n'}
    for number in range(groups):
        files[f'policies/access/access-{number:02d}.yaml'] = ENTITLEMENT % {'number': number}
    return files


def request(who, entitlement, start, end, size=1000):
    """A request of `size` bytes: a page that a person writes."""
    head = (f'version: 1\ntitle: Work on the part {entitlement} of the billing service\nuser: {user(who)}\naccess: [access-{entitlement:02d}]\n'
            f'start: {start}\nend: {end}\nreason: Deploy v2.3, which mends the rounding of refunds\nticket: CHG-{who:05d}\nplan: |\n')
    tail = 'rollback: |\n  Deploy v2.2 again; the schema has not changed. Five minutes.\n'
    steps, number = '', 1
    while len(head) + len(steps) + len(tail) < size:
        steps += f'  {number}. Deploy to instance {number}, watch the error rate for ten minutes.\n'
        number += 1
    return head + steps + tail


def years(seed, count, users, groups):
    """Requests of three years by chance, the same for the same seed: most are over, some run, some are yet to begin."""
    chance = random.Random(seed)
    files = {}
    for number in range(count):
        begin = chance.uniform(-3 * 365, 7)
        start, end = instant(begin), instant(begin + chance.choice([0.1, 0.5, 1, 5]))
        who, what = chance.randrange(users), chance.randrange(groups)
        files[f'requests/{start[:4]}/{start[5:7]}/r{number:05d}.yaml'] = request(who, what, start, end, size=chance.randrange(400, 1600))
    return files


class Repository:
    """A bare repository that `git fast-import` fills."""

    def __init__(self, path):
        self.path, self.mark = path, 0
        git('init', '-q', '--bare', '-b', 'main', path)

    def commit(self, files, deleted=(), branch='main'):
        data = [f'commit refs/heads/{branch}\ncommitter A <a@example.com> {int(START.timestamp()) + self.mark} +0000\ndata 5\nfiles\n'.encode()]
        if self.mark:
            data.append(b'from refs/heads/main^0\n')
        for path, text in files.items():
            body = text.encode()
            data.append(f'M 100644 inline {path}\ndata {len(body)}\n'.encode() + body + b'\n')
        for path in deleted:
            data.append(f'D {path}\n'.encode())
        self.mark += 1
        git('-C', self.path, 'fast-import', '--quiet', '--force', data=b''.join(data))

    def remember(self, records, generator, *more):
        """A ledger of many years, made by the code that writes ledgers."""
        with subprocess.Popen([generator, str(records), self.tip('main'), *more], stdout=subprocess.PIPE) as made:
            subprocess.run(['git', '-C', self.path, 'fast-import', '--quiet', '--done'], stdin=made.stdout, env=GIT, check=True)
        assert made.returncode == 0

    def touched(self, before, branch='audit'):
        """What commits after `before` changed, by path."""
        return set(git('-C', self.path, 'log', '--format=', '--name-only', f'{before}..{branch}').split())

    def tip(self, branch='audit'):
        return git('-C', self.path, 'rev-parse', f'refs/heads/{branch}').strip()

    def size(self, branch, path):
        return int(git('-C', self.path, 'cat-file', '-s', f'{branch}:{path}'))


GIT = {**os.environ, 'GIT_CONFIG_GLOBAL': '/dev/null', 'GIT_CONFIG_NOSYSTEM': '1'}


def git(*arguments, data=None):
    return subprocess.run(['git', *arguments], input=data, env=GIT, check=True, stdout=subprocess.PIPE).stdout.decode()


@contextlib.contextmanager
def serving(arguments):
    """Runs a server with {port} in its arguments for as long as it is needed; ends it by its process's number."""
    with socket.create_server(('127.0.0.1', 0)) as probe:
        port = probe.getsockname()[1]
    server = subprocess.Popen([part.replace('{port}', str(port)) for part in arguments], stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL,
                              stderr=subprocess.DEVNULL)
    try:
        deadline = time.monotonic() + 20
        while True:
            try:
                socket.create_connection(('127.0.0.1', port), 1).close()
                break
            except OSError:
                if server.poll() is not None or time.monotonic() > deadline:
                    raise SystemExit(f'{arguments[:3]} did not start')
                time.sleep(0.02)
        yield port
    finally:
        server.send_signal(signal.SIGTERM)
        server.wait()


def fetched(url, data=None):
    with urllib.request.urlopen(urllib.request.Request(url, data=data)) as answer:
        return answer.read().decode()


class IAM:
    def __init__(self, port):
        self.url = f'http://127.0.0.1:{port}'

    def tell(self, what, value=None):
        return json.loads(fetched(f'{self.url}/_stub/{what}', json.dumps(value).encode() if value is not None else None))

    def seed(self, users, groups):
        """`users` users, each with two tags and in no group yet, and `groups` groups that access is given to."""
        self.tell('seed', {'groups': [f'Access{number:02d}' for number in range(groups)], 'users': {
            user(i): {'groups': [], 'tags': {'team': f'team{i % 17}', 'cost-center': str(i % 97)}} for i in range(users)}})

    def plan(self, **plan):
        self.tell('plan', plan)

    def count(self):
        """Calls by action since the last count."""
        calls = self.tell('state')['calls']
        self.plan()
        return calls


class World:
    def __init__(self, daypass, iam, users, groups, records=0, proofs=False):
        """With `records`, the ledger of years before (Benchmarks/LedgerYears), if asked with approvals; without, a new one."""
        self.folder = tempfile.mkdtemp(prefix='daypass-bench-', dir=FOLDER)
        self.daypass, self.iam = daypass, iam
        self.repository = Repository(f'{self.folder}/access.git')
        self.environment = {
            'PATH': os.environ['PATH'], 'HOME': self.folder, 'DAYPASS_REPOSITORY': self.repository.path,
            'DAYPASS_CACHE': f'{self.folder}/cache', 'AWS_ACCESS_KEY_ID': 'AKIDEXAMPLE', 'AWS_SECRET_ACCESS_KEY': 'secret',
            'AWS_ENDPOINT_URL': iam.url, 'AWS_DEFAULT_REGION': 'us-east-1', 'AWS_MAX_ATTEMPTS': '1',
        }
        iam.seed(users, groups)
        self.repository.commit(policies(users, groups))
        if records:
            self.repository.remember(records, os.path.join(os.path.dirname(daypass), 'LedgerYears'), *(['proofs'] if proofs else []))
        else:
            self.run('audit', 'init', now=instant())
        iam.plan()

    def run(self, *arguments, now=None, expect=(0,), wrapper=()):
        more = ['--now', now] if now else []
        return measure.run([*wrapper, self.daypass, *arguments, *more], self.environment, self.folder, expect)

    def forget(self):
        """The cache goes, as on a runner that starts anew each time."""
        shutil.rmtree(f'{self.folder}/cache', ignore_errors=True)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        shutil.rmtree(self.folder, ignore_errors=True)


def nightly(iam):
    environment = {
        'PATH': os.environ['PATH'], 'HOME': '/nonexistent', 'AWS_ACCESS_KEY_ID': 'AKIDEXAMPLE', 'AWS_SECRET_ACCESS_KEY': 'secret',
        'AWS_ENDPOINT_URL_IAM': iam.url, 'AWS_DEFAULT_REGION': 'us-east-1',
    }
    return measure.run([sys.executable, f'{HERE}/nightly.py'], environment)
