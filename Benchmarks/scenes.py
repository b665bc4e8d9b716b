"""What is measured. Each scene makes a world of its own."""

import contextlib
import hashlib
import json
import math
import os
import shutil
import subprocess
import sys
import tempfile

import measure
import world
from world import instant, request

READ = 'GetAccountAuthorizationDetails'
WRITES = ('TagUser', 'UntagUser', 'AddUserToGroup', 'RemoveUserFromGroup')
# What reading requests is measured with: one for each of 1,000 users in each of 10 groups.
REQUESTS, USERS, GROUPS = 10_000, 1000, 10


@contextlib.contextmanager
def iam():
    with world.serving([sys.executable, f'{world.HERE}/iam_server.py', '{port}']) as port:
        yield world.IAM(port)


def writes(calls):
    return sum(calls.get(action, 0) for action in WRITES)


def many(start, end, count=REQUESTS, users=USERS):
    return {f'requests/2099/11/{start[8:10]}/r{i:05d}.yaml': request(i % users, i // users, start, end) for i in range(count)}


def start(daypass, figures):
    """How long it takes to say who it is."""
    environment = {'PATH': os.environ['PATH'], 'HOME': '/nonexistent'}
    costs = [measure.run([daypass, '--version'], environment) for _ in range(31)]
    # The quickest: starting takes so little that what else the machine does is the larger part of all others.
    figures.add('daypass --version, at the quickest', measure.least(costs, 'wall') * 1000, 'ms', most=20)
    figures.add('  in the middle', measure.median(costs, 'wall') * 1000, 'ms')
    figures.add('  its CPU', measure.least(costs) * 1000, 'ms')
    figures.add('size of the command', os.path.getsize(daypass) / 1e6, 'MB')


def calls(daypass, figures):
    """What is asked of IAM and of git: reading by pages, two writes a change, nothing for nothing."""
    with iam() as directory, world.World(daypass, directory, 500, 2) as place:
        for users in (998, 2998, 4998):
            directory.seed(users, 2)
            place.run('plan', now=instant(1))
            counted = directory.count()
            figures.add(f'calls to read {users:,} users and 2 groups', sum(counted.values()), exactly=math.ceil((users + 2) / 1000))
        directory.seed(500, 2)
        place.repository.commit({f'requests/r{i}.yaml': request(i, 0, instant(1), instant(2)) for i in range(20)})
        place.run('reconcile', now=instant(1.1))
        granted = directory.count()
        figures.add('writes to grant 20 memberships', writes(granted), exactly=40)
        tip = place.repository.tip()
        place.run('reconcile', now=instant(1.2))
        nothing = directory.count()
        figures.add('writes of a run with nothing to do', writes(nothing), exactly=0)
        figures.add('  calls in all', sum(nothing.values()), exactly=1)
        figures.add('  commits it pushes', int(place.repository.tip() != tip), exactly=0)
        place.run('reconcile', now=instant(2.1))
        figures.add('writes to remove 20 memberships', writes(directory.count()), exactly=40)


def nightly(daypass, figures):
    """A run with nothing to do beside the script that asks user by user: 1,000 users, 30 ms to IAM and back."""
    with iam() as directory, world.World(daypass, directory, 1000, 2) as place:
        place.repository.commit({f'requests/r{i}.yaml': request(i, 0, instant(1), instant(5)) for i in range(20)})
        place.run('reconcile', now=instant(1.1))
        place.run('reconcile', now=instant(1.2))
        directory.plan(latency_ms=30)
        costs = [place.run('reconcile', now=instant(1.3)) for _ in range(5)]
        ours = measure.median(costs, 'wall')
        per_run = sum(directory.tell('state')['calls'].values()) / len(costs)
        directory.plan(latency_ms=30)
        script = world.nightly(directory)
        theirs = directory.tell('state')['calls']
        figures.add('nightly script, 1,000 users, 30 ms away', script.wall, 's')
        figures.add('  its calls', sum(theirs.values()))
        figures.add('daypass reconcile, the same', ours, 's')
        figures.add('  its calls', per_run)
        figures.add('times faster than the nightly script', script.wall / ours, least=20)


def judging(daypass, figures):
    """Ten thousand requests that no ledger knows: fetched, read, decoded, judged."""
    with iam() as directory, world.World(daypass, directory, USERS, GROUPS) as place:
        place.repository.commit(many(instant(1), instant(5)))
        fresh, kept = [], []
        for _ in range(5):
            place.forget()
            fresh.append(place.run('plan', '--format', 'json', now=instant(1.5)))
            kept.append(place.run('plan', '--format', 'json', now=instant(1.5)))
        assert kept[0].output.count('"grant"') == REQUESTS, kept[0].output[:2000]
        figures.add('CPU to judge 10,000 new requests of 1 KB', measure.least(kept), 's', most=1.5)
        figures.add('  memory', measure.median(kept, 'memory'), 'MB', most=150)
        figures.add('  the same with an empty cache', measure.least(fresh), 's', most=1.5)
        figures.add('  memory', measure.median(fresh, 'memory'), 'MB', most=150)


def one(daypass, figures):
    """One request, granted: the whole process, from start to the pushed outcome."""
    with iam() as directory, world.World(daypass, directory, 20, 2) as place:
        costs = []
        for i in range(15):
            place.repository.commit({f'requests/r{i}.yaml': request(i, 0, instant(1), instant(5))})
            costs.append(place.run('reconcile', now=instant(1.1)))
            assert writes(directory.count()) == 2
        figures.add('CPU to grant one request', measure.least(costs) * 1000, 'ms', most=60)
        figures.add('  memory', measure.median(costs, 'memory'), 'MB')
        idle = [place.run('reconcile', now=instant(1.2)) for _ in range(15)]
        figures.add('CPU of a run with nothing to do', measure.least(idle) * 1000, 'ms')


def remote(daypass, figures):
    """The same over HTTP: how often the git server is asked, and how much more it costs than a path."""
    with iam() as directory, world.World(daypass, directory, 20, 2) as place:
        script = f'{world.HERE}/../Tests/TestSupport/Servers/git_http.py'
        with world.serving([sys.executable, script, '{port}', place.folder]) as port:
            def asked():
                return [line for line in world.fetched(f'http://127.0.0.1:{port}/seen').splitlines() if ' /plain/' in line]

            place.run('reconcile', now=instant(1))
            path = [place.run('reconcile', now=instant(1)) for _ in range(9)]
            place.environment['DAYPASS_REPOSITORY'] = f'http://127.0.0.1:{port}/plain/access.git'
            place.forget()
            place.run('reconcile', now=instant(1))
            before = asked()
            http = [place.run('reconcile', now=instant(1)) for _ in range(9)]
            lines = asked()[len(before):]
            figures.add('requests to git over HTTP with nothing to do', len(lines) / len(http), most=3)
            figures.add('  pushes among them', sum('receive-pack' in line for line in lines), exactly=0)
            figures.add('CPU over HTTP, times that over a path', measure.least(http) / measure.least(path))
            place.repository.commit({'requests/r.yaml': request(1, 0, instant(1), instant(5))})
            before = asked()
            place.run('reconcile', now=instant(1.1))
            figures.add('requests to git over HTTP to grant one request', len(asked()) - len(before))


def verify(daypass, figures):
    """A ledger of years: proving all of it, and a run on it. BENCH_RECORDS=1000000 is what is promised for."""
    records = int(os.environ.get('BENCH_RECORDS', 100_000))
    with iam() as directory:
        each = []
        for count in (records // 5, records):
            with world.World(daypass, directory, 20, 2, records=count) as place:
                place.run('audit', 'verify')  # fills the cache
                costs = [place.run('audit', 'verify') for _ in range(3 if records <= 200_000 else 1)]
                found = int(costs[0].output.split(' record')[0].rsplit(' ', 1)[1])
                each.append(measure.least(costs) / found)
                if count < records:
                    continue
                figures.add(f'CPU of audit verify, {found:,} records', measure.least(costs), 's', most=60 * max(1, found / 1e6))
                figures.add('  a record', each[1] * 1e6, 'µs', most=60)
                figures.add('  times that of a ledger of a fifth', each[1] / each[0], most=1.3)
                figures.add('  memory', measure.median(costs, 'memory'), 'MB', most=300)
                place.run('reconcile', now=instant(1))
                figures.add('state.json', place.repository.size('audit', 'state.json') / 1e6, 'MB')
                idle = [place.run('reconcile', now=instant(1.1)) for _ in range(3)]
                figures.add('CPU of a run on it with nothing to do', measure.least(idle), 's')
                figures.add('  memory', measure.median(idle, 'memory'), 'MB')
                tip = place.repository.tip()
                place.repository.commit({'requests/r.yaml': request(1, 0, instant(1), instant(5))})
                cost = place.run('reconcile', now=instant(1.2))
                touched = place.repository.touched(tip)
                figures.add('CPU to grant one request on it', cost.cpu, 's')
                figures.add('  memory', cost.memory, 'MB')
                figures.add('  files it touches beside its own records (state.json)',
                            len({path for path in touched if not path.startswith('ledger/')}), exactly=1)


def proofs(daypass, figures):
    """Approvals on record: what they cost whoever reads the ledger, beside one where the merge alone counts."""
    records = int(os.environ.get('BENCH_RECORDS', 100_000))
    with iam() as directory:
        found = []
        for has in (False, True):
            with world.World(daypass, directory, 20, 2, records=records, proofs=has) as place:
                place.run('audit', 'verify')
                verifying = [place.run('audit', 'verify') for _ in range(3)]
                place.run('reconcile', now=instant(1))
                idle = [place.run('reconcile', now=instant(1.1)) for _ in range(3)]
                found.append([measure.least(verifying), measure.median(verifying, 'memory'), measure.least(idle)])
        plain, proven = found
        figures.add(f'CPU of audit verify, {records:,} records with approvals', proven[0], 's')
        figures.add('  times that without', proven[0] / plain[0])
        figures.add('  memory', proven[1], 'MB')
        figures.add('CPU of a run with nothing to do on it, times that without', proven[2] / plain[2])


def check(daypass, figures):
    """A pull request with one new file, in a repository of 10,000 requests and 500 entitlements."""
    folder = tempfile.mkdtemp(prefix='daypass-bench-', dir=world.FOLDER)
    try:
        repository = world.Repository(f'{folder}/access.git')
        repository.commit({**world.policies(USERS, 500), **world.years(7, REQUESTS, USERS, 500)})
        repository.commit({'requests/2099/11/mine.yaml': request(1, 1, instant(1), instant(2))}, branch='change')
        world.git('clone', '-q', '-b', 'change', repository.path, f'{folder}/work')
        environment = {'PATH': os.environ['PATH'], 'HOME': folder, 'NO_COLOR': '1'}

        def checked(name, where, *more, says='a new request'):
            costs = [measure.run([daypass, 'check', '--base', 'main', '--now', instant(0.5), *more], environment, where) for _ in range(9)]
            assert says in costs[0].output, costs[0].output[-2000:]
            figures.add(f'CPU to check one new request among 10,000, {name}', measure.least(costs) * 1000, 'ms', most=150)
            figures.add('  memory', measure.median(costs, 'memory'), 'MB', most=100)

        checked('of a commit', repository.path, '--commit', 'change')
        checked('of a work tree', f'{folder}/work')
        whole = measure.run([daypass, 'check', '--commit', 'change'], environment, repository.path)
        figures.add('  of all files, without --base', whole.cpu * 1000, 'ms')
        figures.add('  memory', whole.memory, 'MB')
    finally:
        shutil.rmtree(folder, ignore_errors=True)


# Keys as ssh-keygen makes them, and what sign_ssh.py makes of one of them that ssh-keygen doesn't.
KEYS = {'ed25519': ['ed25519'], 'p256': ['ecdsa', '-b', '256'], 'p384': ['ecdsa', '-b', '384'], 'p521': ['ecdsa', '-b', '521'],
        'rsa3072': ['rsa', '-b', '3072']}
SECURITY_KEYS = {'sk1': ('ed25519', 'sk-ssh-ed25519@openssh.com'), 'sk2': ('p256', 'sk-ecdsa-sha2-nistp256@openssh.com')}


def signatures(daypass, figures):
    """Approvals by keys of every type, one as often as another."""
    folder = tempfile.mkdtemp(prefix='daypass-bench-')
    try:
        path, text = 'requests/x.yaml', b'version: 1\n'
        os.mkdir(f'{folder}/requests')
        with open(f'{folder}/{path}', 'wb') as file:
            file.write(text)
        message = f'daypass approval v1\nrepository: example/access\npath: {path}\nsha256: {hashlib.sha256(text).hexdigest()}\n'
        lines = []
        for name, options in KEYS.items():
            key = f'{folder}/{name}'
            subprocess.run(['ssh-keygen', '-q', '-N', '', '-C', '', '-f', key, '-t', *options], check=True)
            made = subprocess.run(['ssh-keygen', '-q', '-Y', 'sign', '-n', 'approval@daypass', '-f', key], input=message.encode(),
                                  stdout=subprocess.PIPE, check=True).stdout
            with open(f'{key}.pub') as file:
                lines.append((name, file.read().strip(), made))
        for name, (key, algorithm) in SECURITY_KEYS.items():
            order = {'key': f'{folder}/{key}', 'algorithm': algorithm, 'namespace': 'approval@daypass', 'hash': 'sha512', 'message': message,
                     'application': 'ssh:', 'flags': 1, 'counter': 7}
            script = f'{world.HERE}/../Tests/TestSupport/Servers/sign_ssh.py'
            made = json.loads(subprocess.run([sys.executable, script], input=json.dumps(order).encode(), stdout=subprocess.PIPE,
                                             check=True).stdout)
            lines.append((name, made['public'], made['signature'].encode()))
        for name, _, made in lines:
            with open(f'{folder}/{path}.{name}.sig', 'wb') as file:
                file.write(made)
        with open(f'{folder}/keys', 'w') as file:
            file.writelines(f'{name} {line}\n' for name, line, _ in lines)
        program, rounds = f'{os.path.dirname(daypass)}/SignatureRounds', math.ceil(1000 / len(lines))
        costs = [measure.run([program, str(rounds), 'keys', path], dict(os.environ), folder) for _ in range(5)]
        if any(int(cost.output) != rounds * len(lines) for cost in costs):
            raise SystemExit(f'{costs[0].output.strip()} of {rounds * len(lines)} signatures were verified')
        figures.add(f'CPU to verify {rounds * len(lines):,} signatures by {len(lines)} types of keys', measure.least(costs), 's', most=1)
        for name, line, _ in lines:
            with open(f'{folder}/keys', 'w') as file:
                file.write(f'{name} {line}\n')
            cost = measure.least([measure.run([program, '1000', 'keys', path], dict(os.environ), folder) for _ in range(3)])
            figures.add(f'  one by {line.split()[0]}', cost * 1000, 'µs')
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def ledger(daypass, figures):
    """A ledger that has seen 10,000 requests, of which the last 1,000 are active."""
    with iam() as directory, world.World(daypass, directory, USERS, GROUPS) as place:
        for batch in range(10):
            begin, end = instant(1 + batch), instant(2 + batch)
            place.repository.commit({f'requests/{batch}/r{i:04d}.yaml': request(i, batch, begin, end) for i in range(1000)})
            cost = place.run('reconcile', now=instant(1.1 + batch))
            if batch in (1, 9):
                calls = directory.count()
                figures.add(f'CPU to grant 1,000 and remove 1,000, day {batch + 1}', cost.cpu, 's')
                figures.add('  memory', cost.memory, 'MB')
        figures.add('state.json of 10,000 requests', place.repository.size('audit', 'state.json') / 1e6, 'MB')
        costs = [place.run('reconcile', now=instant(10.3)) for _ in range(5)]
        figures.add('CPU of a run with nothing to do, 10,000 requests on record', measure.least(costs), 's')
        figures.add('  memory', measure.median(costs, 'memory'), 'MB')
        place.repository.commit({'requests/last.yaml': request(1, 1, instant(10), instant(11))})
        cost = place.run('reconcile', now=instant(10.4))
        figures.add('CPU to grant one more', cost.cpu, 's')
        cost = place.run('audit', 'verify')
        records = int(cost.output.split(' record')[0].rsplit(' ', 1)[1])
        figures.add('CPU of audit verify, a record', cost.cpu / records * 1e6, 'µs')
        figures.add('  records', records)
        figures.add('  memory', cost.memory, 'MB')


def users(daypass, figures):
    """Five thousand users, the default quota of an account."""
    with iam() as directory, world.World(daypass, directory, 5000, 10) as place:
        costs = [place.run('reconcile', now=instant(1)) for _ in range(3)]
        figures.add('CPU of a run with nothing to do, 5,000 users', measure.least(costs[1:]), 's')
        figures.add('  memory', measure.median(costs, 'memory'), 'MB')


LIMITED = {'start': start, 'calls': calls, 'nightly': nightly, 'judging': judging, 'one': one, 'check': check, 'remote': remote, 'verify': verify,
           'signatures': signatures}
MORE = {'ledger': ledger, 'users': users, 'proofs': proofs}
