"""IAM and STS as AWS documents them, as far as Daypass calls them, with faults on demand.

    python3 iam_stub.py PORT

Unlike other stand-ins it cuts pages at MaxItems, enforces quotas and the rules for tags, and breaks when told to.
Every first part of a path (http://127.0.0.1:PORT/NAME/, or none) is a world of its own, so that one server is enough
for many tests. In a world state is kept per account: an access key that is a 12-digit number, or holds one after its
first four letters (as the session keys made here do), belongs to that account, any other to the world's default.

Beside the service, below a world's path (all JSON):
    POST _stub/world     {"account": NUMBER, "secret": SECRET}: the default account (111111111111). With a secret, that of
                         all users' keys, every signature is checked, its time against the server's clock too; without
                         one an Authorization header has to be there and that is all
    POST _stub/seed      {"account": NUMBER, "groups": [...], "users": {NAME: {"groups": [], "tags": {}}}, "generate": N,
                         "per_group": M}: the account's whole state; also forgets counts and plans
    POST _stub/plan      {"faults": [...], "page": N, "latency_ms": N, "clock": SECONDS, "empty_pages": true,
                         "strict_removal": TEXT}: what goes wrong from now on, and what is said of removing who is no member; counts begin anew. A fault is {"call": N} or {"action": A, "nth": N}
                         (from 1) or {"action": A}, with "times" (1; 0 is for ever), and "kind", see FAULTS
    GET  _stub/state     {"groups": [...], "users": {...}, "calls": {ACTION: N}, "connections": N}; ?account=NUMBER
"""

import argparse
import base64
import datetime
import hashlib
import hmac
import json
import re
import socket
import struct
import threading
import time
import unicodedata
import urllib.parse
import uuid
from email.utils import formatdate
from xml.sax.saxutils import escape

IAM = 'https://iam.amazonaws.com/doc/2010-05-08/'
STS = 'https://sts.amazonaws.com/doc/2011-06-15/'


class Refusal(Exception):
    def __init__(self, status, code, message):
        super().__init__(message)
        self.status, self.code, self.message = status, code, message


def missing(kind, name):
    return Refusal(404, 'NoSuchEntity', f'The {kind} with name {name} cannot be found.')


# Each: (status, body or code, before or after the effect). None as status cuts the connection.
FAULTS = {
    'throttle': (400, 'Throttling'),
    'throttle-429': (429, 'ThrottlingException'),
    'throttle-503': (503, 'RequestLimitExceeded'),
    'unavailable': (503, 'ServiceUnavailable'),
    'failure': (500, 'ServiceFailure'),
    'denied': (403, 'AccessDenied'),
    'expired-token': (403, 'ExpiredToken'),
    'invalid-token': (403, 'InvalidClientTokenId'),
    'request-expired': (400, 'RequestExpired'),
    'concurrent': (409, 'ConcurrentModification'),
    'unmodifiable': (409, 'EntityTemporarilyUnmodifiable'),
    'limit': (409, 'LimitExceeded'),
    'html': (200, '<!DOCTYPE html><html><body>Sign in to the network</body></html>'),
    'html-403': (403, '<html><body>Forbidden by the proxy</body></html>'),
    'html-502': (502, '<html><body>Bad gateway</body></html>'),
    'garbage': (200, '\x00\x01\x02 not XML at all \xff' * 40),
    'empty': (200, ''),
    'cut-before': None, 'cut-after': None, 'failure-after': None, 'half': None, 'no-marker': None, 'same-marker': None,
}


class Account:
    def __init__(self, number):
        self.number, self.groups, self.users, self.pages = number, {}, {}, {}

    def seed(self, state):
        self.__init__(self.number)
        for name in state.get('groups', []):
            self.groups[name] = self.group_xml(name)
        for name, user in state.get('users', {}).items():
            self.users[name] = User(self, name, list(user.get('groups', [])), dict(user.get('tags', {})))
        per_group = state.get('per_group', 500)
        for index in range(state.get('generate', 0)):
            group = f'Group{index // per_group:03d}'
            if group not in self.groups:
                self.groups[group] = self.group_xml(group)
            name = f'user{index:05d}'
            self.users[name] = User(self, name, [group], {'team': f'team{index % 17}', 'cost-center': str(index % 97)})

    def group_xml(self, name):
        return (f'<member><Path>/</Path><GroupName>{escape(name)}</GroupName><GroupId>AGPA{digest(name)}</GroupId>'
                f'<Arn>arn:aws:iam::{self.number}:group/{escape(name)}</Arn><CreateDate>2024-01-01T00:00:00Z</CreateDate>'
                '<GroupPolicyList/><AttachedManagedPolicies/></member>')

    def user(self, form):
        return self.users.get(form['UserName']) or raise_(missing('user', form['UserName']))

    def group(self, form):
        name = form['GroupName']
        return name if name in self.groups else raise_(missing('group', name))


class User:
    def __init__(self, account, name, groups, tags):
        self.account, self.name, self.groups, self.tags, self.cached = account, name, groups, tags, None

    def xml(self):
        if self.cached is None:
            groups = ''.join(f'<member>{escape(group)}</member>' for group in self.groups)
            tags = ''.join(f'<member><Key>{escape(key)}</Key><Value>{escape(value)}</Value></member>' for key, value in self.tags.items())
            policy = urllib.parse.quote('{"Version":"2012-10-17","Statement":[]}', safe='')
            self.cached = (
                f'<member><UserPolicyList><member><PolicyName>inline</PolicyName><PolicyDocument>{policy}</PolicyDocument></member>'
                f'</UserPolicyList><GroupList>{groups}</GroupList><AttachedManagedPolicies/><Tags>{tags}</Tags>'
                f'<Path>/</Path><UserName>{escape(self.name)}</UserName><UserId>AIDA{digest(self.name)}</UserId>'
                f'<Arn>arn:aws:iam::{self.account.number}:user/{escape(self.name)}</Arn>'
                '<CreateDate>2024-01-01T00:00:00Z</CreateDate></member>')
        return self.cached


def digest(name):
    return hashlib.sha256(name.encode()).hexdigest()[:17].upper()


def raise_(error):
    raise error


def check_tag(key, value):
    for what, text, least, most in (('key', key, 1, 128), ('value', value, 0, 256)):
        if not least <= len(text) <= most or not all(c in '_.:/=+-@' or unicodedata.category(c)[0] in 'LZN' for c in text):
            raise Refusal(400, 'ValidationError', f'1 validation error detected: Value at tags.1.member.{what} failed to satisfy constraint')
    if key.lower().startswith('aws:'):
        raise Refusal(400, 'InvalidInput', 'User tag keys cannot begin with aws:')


def members(form, prefix, suffix=''):
    index = 1
    while f'{prefix}.member.{index}{suffix}' in form:
        yield f'{prefix}.member.{index}', form[f'{prefix}.member.{index}{suffix}']
        index += 1


class World:
    def __init__(self):
        self.default, self.secret = '111111111111', None
        self.accounts, self.sessions, self.lock, self.connections = {}, {}, threading.Lock(), 0
        self.clear()

    def clear(self):
        self.calls, self.total, self.plan = {}, 0, {}

    def account(self, number):
        return self.accounts.setdefault(number, Account(number))

    def now(self):
        return time.time() + self.plan.get('clock', 0)

    # --- the service

    def call(self, head, path, headers, body):
        """Answers (status, text, kind of fault)."""
        form = dict(urllib.parse.parse_qsl(body.decode(), keep_blank_values=True))
        action = form.get('Action', '?')
        with self.lock:
            self.calls[action] = self.calls.get(action, 0) + 1
            self.total += 1
            fault = self.fault(action)
            latency = self.plan.get('latency_ms', 0)
        if latency:
            time.sleep(latency / 1000)
        request = str(uuid.uuid4())
        planned = FAULTS.get(fault) if fault else None
        if fault == 'cut-before':
            return None, '', fault
        if planned:
            status, text = planned
            if text[:1].isalpha() and ' ' not in text:
                text = self.error(action, text, f'{text} as planned', request)
            return status, text, fault
        try:
            with self.lock:
                key = self.authenticate(action, head, path, headers, body)
                result = getattr(self, 'do_' + action, self.unknown)(self.account_of(key), form, key, fault)
        except Refusal as refusal:
            return refusal.status, self.error(action, refusal.code, refusal.message, request), fault
        except KeyError as error:
            return 400, self.error(action, 'ValidationError', f'{error} is required', request), fault
        if fault == 'cut-after':
            return None, '', fault
        if fault == 'failure-after':
            return 500, self.error(action, 'ServiceFailure', 'as planned, after the effect', request), fault
        space = STS if hasattr(self, 'sts_' + action) else IAM
        inner = f'<{action}Result>{result}</{action}Result>' if result else ''
        text = (f'<{action}Response xmlns="{space}">{inner}<ResponseMetadata><RequestId>{request}</RequestId>'
                f'</ResponseMetadata></{action}Response>')
        return 200, text, fault

    def fault(self, action):
        for fault in self.plan.get('faults', []):
            if fault.get('times', 1) < 0 or fault.get('action', action) != action:
                continue
            number = self.calls[action] if 'nth' in fault else self.total
            if number < fault.get('nth', fault.get('call', 0)):
                continue
            times = fault.get('times', 1)
            if times:
                fault['times'] = times - 1 or -1
            return fault['kind']
        return None

    @staticmethod
    def error(action, code, message, request):
        space = STS if hasattr(World, 'sts_' + action) else IAM
        return (f'<ErrorResponse xmlns="{space}"><Error><Type>Sender</Type><Code>{code}</Code><Message>{escape(message)}</Message>'
                f'</Error><RequestId>{request}</RequestId></ErrorResponse>')

    def account_of(self, key):
        found = re.fullmatch(r'(?:[A-Z]{4})?(\d{12}).*', key)
        return self.account(found.group(1) if found else self.default)

    def authenticate(self, action, head, path, headers, body):
        if action == 'AssumeRoleWithWebIdentity':
            return self.default
        text = headers.get('authorization', '')
        found = re.fullmatch(
            r'AWS4-HMAC-SHA256 Credential=([^/]+)/(\d{8}/[^/]+/[^/]+/aws4_request), SignedHeaders=([^,]+), Signature=([0-9a-f]{64})', text)
        if not found:
            raise Refusal(403, 'MissingAuthenticationToken', 'Request is missing Authentication Token')
        key, scope, names, signature = found.groups()
        if key in self.sessions and headers.get('x-amz-security-token') != self.sessions[key][1]:
            raise Refusal(403, 'InvalidClientTokenId', 'The security token included in the request is invalid.')
        if self.secret:
            secret = self.sessions[key][0] if key in self.sessions else self.secret
            self.verify(secret, scope, names, signature, head, path, headers, body)
        return key

    def verify(self, secret, scope, names, signature, method, path, headers, body):
        stamp = headers.get('x-amz-date', '')
        sent = datetime.datetime.strptime(stamp, '%Y%m%dT%H%M%SZ').replace(tzinfo=datetime.timezone.utc).timestamp()
        signed = ''.join(f'{name}:{headers.get(name, "")}\n' for name in names.split(';'))
        canonical = f'{method}\n{path}\n\n{signed}\n{names}\n{hashlib.sha256(body).hexdigest()}'
        key = ('AWS4' + secret).encode()
        for part in scope.split('/'):
            key = hmac.new(key, part.encode(), hashlib.sha256).digest()
        text = f'AWS4-HMAC-SHA256\n{stamp}\n{scope}\n{hashlib.sha256(canonical.encode()).hexdigest()}'
        if not hmac.compare_digest(hmac.new(key, text.encode(), hashlib.sha256).hexdigest(), signature):
            raise Refusal(403, 'SignatureDoesNotMatch', 'The request signature we calculated does not match the signature you provided.')
        if abs(self.now() - sent) > 300:
            raise Refusal(403, 'SignatureDoesNotMatch', f'Signature expired: {stamp} is not within 5 minutes of the server\'s time')

    def unknown(self, account, form, key, fault):
        raise Refusal(400, 'InvalidAction', f'Could not find operation {form.get("Action")}')

    def do_GetAccountAuthorizationDetails(self, account, form, key, fault):
        items = [('u', user.xml) for user in account.users.values()] + [('g', lambda xml=xml: xml) for xml in account.groups.values()]
        start, seen = map(int, base64.b64decode(form.get('Marker', 'MDow')).split(b':'))
        size = min(int(form.get('MaxItems', 100)), self.plan.get('page', 1000))
        if self.plan.get('empty_pages') and not seen:
            page, more, following = [], True, f'{start}:1'
        else:
            page, more, following = items[start:start + size], start + size < len(items), f'{start + size}:0'
        more = more or fault in ('no-marker', 'same-marker')
        following = base64.b64encode(following.encode()).decode()
        if fault == 'same-marker':
            following = form.get('Marker', following)
        marker = f'<Marker>{following}</Marker>' if more and fault != 'no-marker' else ''
        users = ''.join(xml() for kind, xml in page if kind == 'u')
        groups = ''.join(xml() for kind, xml in page if kind == 'g')
        return (f'<IsTruncated>{str(more).lower()}</IsTruncated>{marker}<UserDetailList>{users}</UserDetailList>'
                f'<GroupDetailList>{groups}</GroupDetailList><RoleDetailList/><Policies/>')

    def do_TagUser(self, account, form, key, fault):
        user = account.user(form)
        tags = dict(user.tags)
        for prefix, name in members(form, 'Tags', '.Key'):
            value = form[prefix + '.Value']
            check_tag(name, value)
            for old in [old for old in tags if old.lower() == name.lower()]:
                del tags[old]
            tags[name] = value
        if len(tags) > 50:
            raise Refusal(409, 'LimitExceeded', 'The number of tags has reached the maximum limit.')
        user.tags, user.cached = tags, None

    def do_UntagUser(self, account, form, key, fault):
        user = account.user(form)
        gone = {name.lower() for _, name in members(form, 'TagKeys')}
        user.tags, user.cached = {name: value for name, value in user.tags.items() if name.lower() not in gone}, None

    def do_AddUserToGroup(self, account, form, key, fault):
        user, group = account.user(form), account.group(form)
        if group not in user.groups:
            if len(user.groups) == 10:
                raise Refusal(409, 'LimitExceeded', f'Cannot exceed quota for GroupsPerUser: 10')
            user.groups.append(group)
            user.cached = None

    def do_RemoveUserFromGroup(self, account, form, key, fault):
        user, group = account.user(form), account.group(form)
        if group in user.groups:
            user.groups.remove(group)
            user.cached = None
        elif 'strict_removal' in self.plan:
            raise Refusal(404, 'NoSuchEntity', self.plan['strict_removal'])

    # --- STS

    sts_AssumeRole = sts_AssumeRoleWithWebIdentity = sts_GetCallerIdentity = None

    def do_AssumeRole(self, account, form, key, fault):
        found = re.fullmatch(r'arn:aws[a-z-]*:iam::(\d{12}):role/(.+)', form['RoleArn'])
        if not found:
            raise Refusal(400, 'ValidationError', f'{form["RoleArn"]} is invalid')
        if found.group(2) == 'Denied' or found.group(2) == 'External' and form.get('ExternalId') != 'example':
            raise Refusal(403, 'AccessDenied', f'User is not authorized to perform: sts:AssumeRole on resource: {form["RoleArn"]}')
        number = found.group(1)
        session = f'ASIA{number}{len(self.sessions):04d}'
        secret, token = 'secret-of-' + session, 'token-of-' + session
        self.sessions[session] = (secret, token)
        end = formatted(self.now() + int(form.get('DurationSeconds', 3600)))
        return (f'<AssumedRoleUser><Arn>arn:aws:sts::{number}:assumed-role/{escape(found.group(2))}/{escape(form["RoleSessionName"])}</Arn>'
                f'<AssumedRoleId>AROA:{escape(form["RoleSessionName"])}</AssumedRoleId></AssumedRoleUser><Credentials>'
                f'<AccessKeyId>{session}</AccessKeyId><SecretAccessKey>{secret}</SecretAccessKey>'
                f'<SessionToken>{token}</SessionToken><Expiration>{end}</Expiration></Credentials>')

    def do_AssumeRoleWithWebIdentity(self, account, form, key, fault):
        if form['WebIdentityToken'] != 'valid-web-identity':
            raise Refusal(400, 'InvalidIdentityToken', 'The web identity token that was passed could not be validated by AWS')
        return self.do_AssumeRole(account, form, key, fault)

    def do_GetCallerIdentity(self, account, form, key, fault):
        return f'<Arn>arn:aws:iam::{account.number}:user/broker</Arn><UserId>AIDA</UserId><Account>{account.number}</Account>'

    # --- beside it

    def aside(self, path, body):
        url = urllib.parse.urlsplit(path)
        with self.lock:
            if url.path == 'world':
                world = json.loads(body)
                self.default, self.secret = world.get('account', self.default), world.get('secret')
                return {}
            if url.path == 'seed':
                state = json.loads(body)
                self.clear()
                self.account(state.get('account', self.default)).seed(state)
                return {}
            if url.path == 'plan':
                self.clear()
                self.plan = json.loads(body)
                unknown = [fault['kind'] for fault in self.plan.get('faults', []) if fault['kind'] not in FAULTS]
                return {} if not unknown else raise_(ValueError(f'no such fault: {unknown}'))
            account = self.account(dict(urllib.parse.parse_qsl(url.query)).get('account', self.default))
            users = {user.name: {'groups': user.groups, 'tags': user.tags} for user in account.users.values()}
            return {'groups': list(account.groups), 'users': users, 'calls': self.calls, 'connections': self.connections}


def formatted(instant):
    return datetime.datetime.fromtimestamp(instant, datetime.timezone.utc).strftime('%Y-%m-%dT%H:%M:%SZ')


def serve(worlds, connection):
    connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    with connection, connection.makefile('rb', 65536) as stream:
        seen = set()
        while True:
            line = stream.readline(65536)
            if not line:
                return
            method, path, _ = line.decode('latin-1').split(' ', 2)
            headers = {}
            while (line := stream.readline(65536)) not in (b'\r\n', b''):
                name, _, value = line.decode('latin-1').partition(':')
                headers[name.strip().lower()] = value.strip()
            body = stream.read(int(headers.get('content-length', 0)))
            fault, kind = None, 'text/xml'
            place, aside, name = path.partition('_stub/')
            world = worlds.setdefault(place.strip('/'), World())
            if aside:
                kind = 'application/json'
                try:
                    status, text = 200, json.dumps(world.aside(name, body))
                except Exception as error:
                    status, text = 400, json.dumps({'error': repr(error)})
            else:
                if world not in seen:
                    seen.add(world)
                    world.connections += 1
                status, text, fault = world.call(method, path, headers, body)
            if status is None:
                # A reset instead of an orderly end: nothing of an answer arrives.
                connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack('ii', 1, 0))
                return
            data = text.encode('latin-1' if fault == 'garbage' else 'utf-8')
            date = formatdate(world.now(), usegmt=True)
            retry = 'Retry-After: 7\r\n' if fault == 'throttle-429' else ''
            top = f'HTTP/1.1 {status} X\r\nDate: {date}\r\nContent-Type: {kind}\r\n{retry}Content-Length: {len(data)}\r\n\r\n'.encode()
            if fault == 'half':
                connection.sendall(top + data[:len(data) // 2])
                return
            connection.sendall(top + data)
            if headers.get('connection') == 'close':
                return


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument('port', type=int)
    options = parser.parse_args()
    worlds = {}
    with socket.create_server(('127.0.0.1', options.port), backlog=256) as listener:
        while True:
            connection, _ = listener.accept()
            threading.Thread(target=serve, args=(worlds, connection), daemon=True).start()


if __name__ == '__main__':
    main()
