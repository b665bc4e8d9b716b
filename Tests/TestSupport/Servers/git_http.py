"""A git HTTP server that misbehaves as the path's first part says; the rest of the path is a repository below ROOT.

usage: git_http.py PORT ROOT

Also tells, at /seen, the requests that came: method, path and whether there was an Authorization, one a line.
"""
import os
import subprocess
import sys
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlsplit

PORT, ROOT = int(sys.argv[1]), sys.argv[2]
seen, lock = [], threading.Lock()


def packet(text):
    return b"%04x" % (len(text) + 4) + text


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def log_message(self, *_):
        pass

    def answer(self, body, kind="text/plain", status=200, headers=()):
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        for name, value in headers:
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)

    def parts(self):
        url = urlsplit(self.path)
        mode, _, rest = url.path.lstrip("/").partition("/")
        with lock:
            seen.append("%s %s %s" % (self.command, url.path, "Authorization" in self.headers))
        return mode, rest, parse_qs(url.query).get("service", [""])[0]

    def run(self, service, repository, body=None):
        command = ["git", service[4:], "--stateless-rpc"] + ([] if body is not None else ["--advertise-refs"])
        path = os.path.join(ROOT, repository)
        return subprocess.run(command + [path], input=body or b"", stdout=subprocess.PIPE, check=False).stdout

    def hang(self):
        self.close_connection = True
        try:
            while self.connection.recv(65536):
                pass
        except OSError:
            pass

    def misbehave(self, mode, rest):
        if mode == "silent":
            self.hang()
        elif mode == "html":
            self.answer(b"<html>Welcome</html>", "text/html")
        elif mode == "liar":
            self.answer(b"<html>Welcome</html>", "application/x-git-upload-pack-advertisement")
        elif mode == "garbage":
            body = packet(b"# service=git-upload-pack\n") + b"0000" + os.urandom(2000)
            self.answer(body, "application/x-git-upload-pack-advertisement")
        elif mode.startswith("status"):
            self.answer(b"Sorry,\x1b[31m not today.\n", status=int(mode[6:]))
        elif mode.startswith("redirect"):
            query = "?" + urlsplit(self.path).query
            target = "/" + rest if mode == "redirect" else "http://localhost:%d/%s" % (PORT, rest)
            target = "/elsewhere" if mode == "redirectaway" else target + query
            target = "/redirectloop/" + rest + query if mode == "redirectloop" else target
            self.answer(b"", status=301, headers=[("Location", target)])
        elif mode == "dribble":
            self.send_response(200)
            self.send_header("Content-Type", "application/x-git-upload-pack-advertisement")
            self.end_headers()
            try:
                for byte in packet(b"# service=git-upload-pack\n") * 1000:
                    self.wfile.write(bytes([byte]))
                    self.wfile.flush()
                    time.sleep(0.02)
            except OSError:
                pass
        else:
            return False
        return True

    def do_GET(self):
        if self.path == "/seen":
            return self.answer("\n".join(seen).encode())
        mode, rest, service = self.parts()
        if self.misbehave(mode, rest):
            return None
        body = packet(b"# service=%s\n" % service.encode()) + b"0000" + self.run(service, rest[: -len("/info/refs")])
        return self.answer(body, "application/x-%s-advertisement" % service)

    def do_POST(self):
        mode, rest, _ = self.parts()
        if self.headers.get("Transfer-Encoding"):
            return self.answer(b"", status=411)
        body = self.rfile.read(int(self.headers["Content-Length"]))
        repository, _, service = rest.rpartition("/")
        if mode == "mute":
            return self.hang()
        if mode.startswith("post"):
            return self.answer(b"no", status=int(mode[4:]))
        answer = self.run(service, repository, body)
        if mode == "truncate":
            answer = answer[: len(answer) // 2]
        elif mode == "empty":
            answer = b""
        elif mode == "flip":
            # In the pack itself: before it stand words for people, in which a changed letter is no damage.
            middle = (max(answer.find(b"PACK"), 0) + len(answer)) // 2
            answer = answer[:middle] + bytes([answer[middle] ^ 0x55]) + answer[middle + 1 :]
        return self.answer(answer, "application/x-%s-result" % service)


ThreadingHTTPServer.daemon_threads = True
ThreadingHTTPServer(("127.0.0.1", PORT), Handler).serve_forever()
