"""The part of GitHub's and GitLab's REST APIs that scripts/comment uses.

    python3 forge_stub.py PORT

    POST _stub   {"pull": {...}, "comments": [...], "open": [...]}: what there is; forgets what was written
    GET  _stub   {"writes": [[METHOD, PATH, BODY], …], "tokens": [...]}
"""

import http.server
import json
import re
import sys


class Forge(http.server.BaseHTTPRequestHandler):
    protocol_version = 'HTTP/1.1'
    pull, comments, open, writes, tokens = {}, [], [], [], set()

    def log_message(self, *_):
        pass

    def answer(self, value, code=200):
        data = json.dumps(value).encode()
        self.send_response(code)
        self.send_header('Content-Length', str(len(data)))
        self.end_headers()
        self.wfile.write(data)

    def body(self):
        return json.loads(self.rfile.read(int(self.headers.get('Content-Length') or 0)) or b'null')

    def do_GET(self):
        path, _, query = self.path.partition('?')
        if path == '/_stub':
            return self.answer({'writes': Forge.writes, 'tokens': sorted(Forge.tokens)})
        Forge.tokens.add(self.headers.get('Authorization') or self.headers.get('PRIVATE-TOKEN') or '')
        if path == '/user':
            return self.answer({'id': 7})
        if re.search(r'/(pulls|merge_requests)/\d+$', path):
            return self.answer(Forge.pull) if Forge.pull else self.answer({'message': 'Not Found'}, 404)
        page = int(re.search(r'\bpage=(\d+)', query).group(1))
        listed = Forge.open if path.endswith('/merge_requests') else Forge.comments
        self.answer(listed[(page - 1) * 100:page * 100])

    def write(self):
        body = self.body()
        if self.path == '/_stub':
            Forge.pull, Forge.comments, Forge.open = body.get('pull', {}), body.get('comments', []), body.get('open', [])
            Forge.writes, Forge.tokens = [], set()
        else:
            Forge.writes.append([self.command, self.path, body['body']])
        self.answer({'id': 1})

    do_POST = do_PATCH = do_PUT = write


http.server.ThreadingHTTPServer(('127.0.0.1', int(sys.argv[1])), Forge).serve_forever()
