"""GitLab's and Gitea's REST APIs as far as evidence goes: answers that a test lays out, with each forge's pages and headers.

    python3 rest_forge_stub.py PORT

    POST /WORLD/_stub/world   {"style": "gitlab" | "gitea", "cap": 50, "routes": {PATH: VALUE}}: replaces it; forgets calls
    POST /WORLD/_stub/plan    {PATH: [ANSWER or null, ...]}: what the next calls of a path get instead
    GET  /WORLD/_stub/calls   [{"path", "token"}, ...]

A PATH has no query but `?ref=...`, where it has one. A list is given out in pages of at most `cap`. Gitea's timeline counts what is
left of each page when entries of the type "code" are taken out, as Gitea does. Anything unknown is a 404.
An ANSWER is {"status", "headers", "hang", "body" | "text" | "nesting" | "length" | "cut"}: seconds of silence; a body of JSON, a text as
it stands, `[` so many times, so many bytes of a text, or the ordinary body of which only so many bytes are sent. A header of null is left
out. A plan of {"every": [ANSWER]} beside the paths is for all other calls.
"""

import http.server
import json
import sys
import time
from urllib.parse import parse_qs

WORLDS = {}


class Forge(http.server.BaseHTTPRequestHandler):
    protocol_version = 'HTTP/1.1'

    def log_message(self, *_):
        pass

    def answer(self, data, status=200, headers=(), cut=None):
        self.send_response(status)
        for name, value in dict(headers).items():
            if value is not None:
                self.send_header(name, value)
        self.send_header('Content-Length', str(len(data)))
        self.end_headers()
        self.wfile.write(data if cut is None else data[:cut])
        if cut is not None:
            self.close_connection = True

    def do_POST(self):
        body = json.loads(self.rfile.read(int(self.headers.get('Content-Length') or 0)))
        _, name, rest = self.path.split('/', 2)
        if rest == '_stub/world':
            WORLDS[name] = {**body, 'calls': [], 'plan': {}}
        else:
            WORLDS[name]['plan'] = body
        self.answer(b'{}')

    def do_GET(self):
        _, name, rest = self.path.split('/', 2)
        world = WORLDS[name]
        if rest == '_stub/calls':
            return self.answer(json.dumps(world['calls']).encode())
        token = self.headers.get('PRIVATE-TOKEN') or self.headers.get('Authorization') or ''
        world['calls'].append({'path': '/' + rest, 'token': token})
        path, _, query = rest.partition('?')
        query = {key: values[0] for key, values in parse_qs(query).items()}
        key = '/' + path
        if f"{key}?ref={query.get('ref')}" in world['routes']:
            key = f"{key}?ref={query['ref']}"
        planned = world['plan'].get(key, [])
        plan = (planned.pop(0) if planned else None) or world['plan'].get('every', [{}])[0]
        value, status, headers = self.ordinary(world, key, query)
        time.sleep(plan.get('hang', 0))
        data = json.dumps(plan.get('body', value)).encode()
        if 'text' in plan:
            data = plan['text'].encode()
        if 'nesting' in plan:
            data = b'[' * plan['nesting']
        if 'length' in plan:
            data = b'"' + b'x' * plan['length'] + b'"'
        self.answer(data, plan.get('status', status), {**headers, **plan.get('headers', {})}, plan.get('cut'))

    def ordinary(self, world, key, query):
        headers = {'Content-Type': 'application/json'}
        if key not in world['routes']:
            return {'message': '404 Not Found'}, 404, headers
        value = world['routes'][key]
        if not isinstance(value, list):
            return value, 200, headers
        number = int(query.get('page', 1))
        size = min(int(query.get('per_page') or query.get('limit') or 20), world.get('cap', 50))
        page = value[(number - 1) * size:number * size]
        further = len(value) > number * size
        link = f'<http://127.0.0.1{self.path}>; rel="first"' + (f', <http://127.0.0.1{self.path}>; rel="next"' if further else '')
        if world['style'] == 'gitlab':
            headers.update({'X-Next-Page': str(number + 1) if further else '', 'X-Page': str(number), 'Link': link})
            return page, 200, headers
        count = len(value)
        if key.endswith('/timeline'):
            page = [entry for entry in page if entry['type'] != 'code']
            count = len(page)
        headers['X-Total-Count'] = str(count)
        return page, 200, headers


class Server(http.server.ThreadingHTTPServer):
    # Tests call all at once; with Python's five the system resets what is too much.
    request_queue_size = 512
    daemon_threads = True

    def handle_error(self, request, client_address):
        # Whoever lost patience has gone.
        if not isinstance(sys.exc_info()[1], ConnectionError):
            super().handle_error(request, client_address)


Server(('127.0.0.1', int(sys.argv[1])), Forge).serve_forever()
