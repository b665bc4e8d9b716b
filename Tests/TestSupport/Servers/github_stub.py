"""GitHub as far as pull requests as evidence go: GraphQL over a part of its published schema, activity, an App's tokens.

    python3 github_stub.py PORT

Each query is validated against the schema and carried out by graphql-core on the world of the path's first part:

    POST /WORLD/_stub/world   {"repository": {...}, "activity": {branch: [...]}, "installation": {...}, "rest": {PATH: VALUE}}: replaces it; forgets calls
    POST /WORLD/_stub/plan    {"graphql": [ANSWER or null, ...], "activity": [...], "tokens": [...]}: what the next calls get instead
    GET  /WORLD/_stub/calls   [{"kind", "method", "path", "authorization", "agent", "problems", "nodes", "name", "aliases"}, ...]

An ANSWER is {"status", "headers", "hang", "cut", "body" | "text" | "nesting" | "patch" | "mutate"}: seconds of silence; after how many
bytes of the body the connection is closed; a body of JSON, a text as it stands, `[` so many times, what is changed in the ordinary answer
(a list of [path, value]), or the seed by which something in it is. A plan of {"every": [ANSWER]} beside the kinds is for all other calls.
"""

import http.server
import json
import os
import random
import re
import sys
import time

from graphql import GraphQLError, build_schema, execute, parse, validate
from graphql.language import FieldNode, FragmentSpreadNode, InlineFragmentNode, IntValueNode

SCHEMA = build_schema(open(os.path.join(os.path.dirname(__file__), 'github_schema.graphql')).read())
WORLDS = {}
NODE_LIMIT = 500_000


def connection(nodes, first):
    return {'totalCount': len(nodes), 'pageInfo': {'hasNextPage': len(nodes) > first}, 'nodes': nodes[:first]}


def not_found(what):
    return GraphQLError(f'Could not resolve to a {what}.', extensions={'type': 'NOT_FOUND'})


def resolve(source, info, **args):
    """The world's own value, or what its parts make."""
    world, kind, field = info.context, info.parent_type.name, info.field_name
    repository = world['repository']
    if kind == 'Query' and field == 'rateLimit':
        return {'cost': 1, 'nodeCount': 0, 'remaining': 4999, 'resetAt': '2026-11-22T18:00:00Z'}
    if kind == 'Query' and field == 'repository':
        name = f"{args['owner']}/{args['name']}"
        if name.lower() == repository['nameWithOwner'].lower():
            return repository
        raise not_found(f"Repository with the name '{name}'")
    if kind == 'Repository' and field == 'object':
        if 'oid' in args:
            found = repository['commits'].get(args['oid'])
            return found and {'__typename': 'Commit', 'oid': args['oid'], **found}
        commit, _, path = args['expression'].partition(':')
        oid = repository['trees'].get(commit, {}).get(path)
        return oid and {'__typename': 'Blob' if path.endswith('.yaml') else 'Tree', 'oid': oid}
    if kind == 'Repository' and field == 'pullRequest':
        found = repository['pulls'].get(str(args['number']))
        if found is None:
            raise not_found(f"PullRequest with the number of {args['number']}")
        return found
    if kind == 'Commit' and field == 'associatedPullRequests':
        return connection([repository['pulls'][str(number)] for number in source.get('pulls', [])], args['first'])
    if kind == 'PullRequest' and field in ('commits', 'reviews'):
        # A count alone needs no page.
        return connection(source[field], args.get('first', 0))
    if kind == 'PullRequest' and field == 'timelineItems':
        wanted = {re.sub('_', '', name).lower() for name in args['itemTypes']}
        return connection([e for e in source['timeline'] if e['__typename'].lower() in wanted], args['first'])
    if kind == 'Commit' and field == 'authors':
        return connection(source['authors'], args['first'])
    return source.get(field)


def nodes(selections, fragments, factor=1):
    """Nodes by GitHub's rule: the product of `first` down each path."""
    count = 0
    for item in selections.selections if selections else []:
        if isinstance(item, FragmentSpreadNode):
            count += nodes(fragments[item.name.value].selection_set, fragments, factor)
        elif isinstance(item, InlineFragmentNode):
            count += nodes(item.selection_set, fragments, factor)
        elif isinstance(item, FieldNode):
            first = next((int(a.value.value) for a in item.arguments or () if a.name.value == 'first' and isinstance(a.value, IntValueNode)), 0)
            count += factor * first + nodes(item.selection_set, fragments, factor * (first or 1))
    return count


def formatted(error):
    shape = error.formatted
    kind = (shape.pop('extensions', None) or {}).get('type')
    return {'type': kind, **shape} if kind else shape


def graphql(world, request, call):
    document = parse(request['query'])
    problems = validate(SCHEMA, document)
    operation = document.definitions[0]
    fragments = {d.name.value: d for d in document.definitions[1:]}
    call['problems'] = [str(problem) for problem in problems]
    call['name'] = operation.name.value
    call['nodes'] = nodes(operation.selection_set, fragments)
    call['aliases'] = len(request.get('variables', {})) - 2
    if problems:
        return {'errors': [formatted(problem) for problem in problems]}
    if call['nodes'] > NODE_LIMIT:
        return {'errors': [{'type': 'MAX_NODE_LIMIT_EXCEEDED', 'message': f"{call['nodes']} possible nodes"}]}
    done = execute(SCHEMA, document, root_value={}, context_value=world, variable_values=request.get('variables'), field_resolver=resolve)
    answer = {'data': done.data}
    if done.errors:
        answer['errors'] = [formatted(error) for error in done.errors]
    return answer


def patched(value, changes):
    for path, new in changes:
        place = value
        for key in path[:-1]:
            place = place[key]
        if new == {'_remove': True}:
            place.pop(path[-1])
        else:
            place[path[-1]] = new
    return value


def places(value, path=()):
    yield path
    children = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, child in children:
        yield from places(child, (*path, key))


def mutated(value, seed):
    """One value in it is gone or another one, by chance."""
    chance = random.Random(seed)
    path = chance.choice([place for place in places(value) if place])
    new = chance.choice([
        None, True, False, 0, -1, 2**53, 1e300, 0.5, '', 'x' * 1000, '\u0000\u202e', '2026-02-30T00:00:00Z', [], [None], {}, {'oid': None},
        {'_remove': True},
    ])
    return patched(value, [[path, new]])


class GitHub(http.server.BaseHTTPRequestHandler):
    protocol_version = 'HTTP/1.1'

    def log_message(self, *_):
        pass

    def answer(self, data, status=200, headers=(), cut=None):
        self.send_response(status)
        for name, value in dict(headers).items():
            self.send_header(name, value)
        self.send_header('Content-Length', str(len(data)))
        self.end_headers()
        self.wfile.write(data[:cut])
        if cut is not None:
            self.close_connection = True

    def do_POST(self):
        self.handle_one('POST')

    def do_GET(self):
        self.handle_one('GET')

    def handle_one(self, method):
        body = self.rfile.read(int(self.headers.get('Content-Length') or 0))
        _, name, rest = self.path.split('/', 2)
        world = WORLDS.setdefault(name, {'calls': [], 'plan': {}, 'world': {}})
        if rest == '_stub/world':
            WORLDS[name] = {'calls': [], 'plan': {}, 'world': json.loads(body)}
            return self.answer(b'{}')
        if rest == '_stub/plan':
            world['plan'] = json.loads(body)
            return self.answer(b'{}')
        if rest == '_stub/calls':
            return self.answer(json.dumps(world['calls']).encode())
        path, _, query = rest.partition('?')
        kind = 'graphql' if path in ('graphql', 'api/graphql') else 'tokens' if path.endswith('/access_tokens') else 'activity'
        if '/branches/' in path:
            kind = 'rest'
        call = {
            'kind': kind, 'method': method, 'path': '/' + rest, 'agent': self.headers.get('User-Agent') or '',
            'authorization': self.headers.get('Authorization') or '', 'problems': [], 'nodes': 0, 'name': '', 'aliases': 0,
        }
        world['calls'].append(call)
        planned = world['plan'].get(kind, [])
        plan = (planned.pop(0) if planned else None) or world['plan'].get('every', [{}])[0]
        value, status, headers = self.ordinary(world['world'], kind, path, query, body, call)
        time.sleep(plan.get('hang', 0))
        value = patched(value, plan.get('patch', []))
        if 'mutate' in plan:
            value = mutated(value, plan['mutate'])
        if 'body' in plan:
            value = plan['body']
        data = json.dumps(value).encode()
        if 'text' in plan:
            data = plan['text'].encode()
        if 'nesting' in plan:
            data = b'[' * plan['nesting']
        self.answer(data, plan.get('status', status), {**headers, **plan.get('headers', {})}, plan.get('cut'))

    def ordinary(self, world, kind, path, query, body, call):
        headers = {'Content-Type': 'application/json; charset=utf-8', 'X-RateLimit-Remaining': '4999'}
        if kind == 'graphql':
            return graphql(world, json.loads(body), call), 200, headers
        if kind == 'tokens':
            return world['installation'], 201, headers
        if kind == 'rest':
            found = world.get('rest', {}).get('/' + path)
            return ({'message': 'Not Found'}, 404, headers) if found is None else (found, 200, headers)
        branch = re.search(r'ref=refs%2Fheads%2F([^&]+)', query).group(1).replace('%2F', '/')
        entries = world['activity'].get(branch, [])
        if len(entries) > 100:
            headers['Link'] = f'<http://127.0.0.1{self.path}&after=x>; rel="next"'
        return entries[:100], 200, headers


class Server(http.server.ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, request, client_address):
        # Whoever lost patience has gone.
        if not isinstance(sys.exc_info()[1], ConnectionError):
            super().handle_error(request, client_address)


Server(('127.0.0.1', int(sys.argv[1])), GitHub).serve_forever()
