"""An HTTP server that misbehaves as it is asked to.

usage: hostile_http.py PORT [CERTIFICATE KEY]

Each path is a way to behave; see the functions below. /stats says what was seen: connections, requests by path, the most
requests under way at once. A connection that is opened and closed without a byte (a readiness probe) is not counted.
"""
import base64
import json
import signal
import socket
import ssl
import sys
import threading
import time
from urllib.parse import parse_qs, unquote, urlsplit

lock = threading.Lock()
stats = {"connections": 0, "requests": {}, "now": 0, "peak": 0, "aborted": 0, "connect": []}


class Closed(Exception):
    pass


class Connection:
    def __init__(self, sock, number):
        self.sock, self.number, self.served, self.data = sock, number, 0, b""

    def fill(self):
        more = self.sock.recv(65536)
        if not more:
            raise Closed
        self.data += more

    def request(self):
        while b"\r\n\r\n" not in self.data:
            self.fill()
        head, self.data = self.data.split(b"\r\n\r\n", 1)
        lines = head.decode("latin-1").split("\r\n")
        method, target, _ = lines[0].split(" ", 2)
        headers = [tuple(part.strip() for part in line.split(":", 1)) for line in lines[1:]]
        length = int(dict((name.lower(), value) for name, value in headers).get("content-length", "0"))
        if urlsplit(target).path != "/deaf":
            while len(self.data) < length:
                self.fill()
        body, self.data = self.data[:length], self.data[length:]
        return method, target, headers, body

    def send(self, data):
        self.sock.sendall(data if isinstance(data, bytes) else data.encode())

    def answer(self, status=200, body=b"", headers=()):
        lines = ["HTTP/1.1 %d Whatever" % status, "Content-Length: %d" % len(body)]
        lines += ["%s: %s" % header for header in headers]
        self.send("\r\n".join(lines).encode() + b"\r\n\r\n" + body)


def hang(connection):
    while connection.sock.recv(65536):
        pass
    raise Closed


def behave(connection, method, target, headers, body):
    parts = urlsplit(target)
    query = {name: values[0] for name, values in parse_qs(parts.query, keep_blank_values=True).items()}
    name, _, argument = parts.path[1:].partition("/")
    if name == "echo":
        told = {"method": method, "target": target, "headers": headers, "connection": connection.number,
                "body": base64.b64encode(body).decode()}
        connection.answer(int(query.get("status", "200")), json.dumps(told).encode(), [("Content-Type", "application/json")])
    elif name == "stats":
        with lock:
            text = json.dumps(stats)
        connection.answer(200, text.encode())
    elif name == "slow":  # answers after a while
        time.sleep(float(argument))
        connection.answer(200, b"at last")
    elif name in ("silent", "deaf"):  # never says a word
        hang(connection)
    elif name == "dribble-head":
        connection.send("HTTP/1.1 200 OK\r\nX-Slow: ")
        while True:
            connection.send("x")
            time.sleep(0.05)
    elif name == "dribble":  # a byte now and then
        connection.send("HTTP/1.1 200 OK\r\nContent-Length: 1000000\r\n\r\n")
        while True:
            connection.send("x")
            time.sleep(float(argument))
    elif name == "half":  # half of it, then silence
        connection.send("HTTP/1.1 200 OK\r\nContent-Length: 2000\r\n\r\n" + "x" * 1000)
        hang(connection)
    elif name == "cut":  # closes in the middle
        connection.send("HTTP/1.1 200 OK\r\nContent-Length: 1000000\r\n\r\n" + "x" * int(argument))
        raise Closed
    elif name == "cut-chunked":
        connection.send("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n")
        raise Closed
    elif name == "cut-head":
        connection.send("HTTP/1.1 200 OK\r\nContent-")
        raise Closed
    elif name == "hang-up":  # closes without an answer
        raise Closed
    elif name == "die-on-reuse":  # answers a connection's first request, closes at its second
        if connection.served > 1:
            raise Closed
        connection.answer(200, b"first")
    elif name == "bytes":
        connection.answer(200, bytes(index % 251 for index in range(int(argument))))
    elif name == "endless":
        connection.send("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n")
        chunk = b"10000\r\n" + b"x" * 65536 + b"\r\n"
        while True:
            connection.send(chunk)
    elif name == "endless-headers":
        connection.send("HTTP/1.1 200 OK\r\n")
        while True:
            connection.send("X-More: " + "x" * 500 + "\r\n")
    elif name == "endless-line":
        connection.send("HTTP/1.1 200 OK\r\nX-Long: ")
        while True:
            connection.send("x" * 4096)
    elif name == "endless-interim":
        while True:
            connection.send("HTTP/1.1 100 Continue\r\nX-More: more\r\n\r\n")
    elif name == "endless-trailers":
        connection.send("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n0\r\n")
        while True:
            connection.send("X-More: " + "x" * 500 + "\r\n")
    elif name == "redirect":
        connection.answer(int(query.get("status", "302")), b"elsewhere", [("Location", query["to"])])
    elif name == "redirect-endless":
        connection.send("HTTP/1.1 302 Found\r\nLocation: /echo\r\nTransfer-Encoding: chunked\r\n\r\n")
        while True:
            connection.send(b"10000\r\n" + b"x" * 65536 + b"\r\n")
    elif name == "raw":  # just that, then the end
        connection.send(unquote(argument).encode("latin-1"))
        raise Closed
    elif name == "gzip":  # as sent, not as meant
        connection.answer(200, b"\x1f\x8bnot really", [("Content-Encoding", "gzip")])
    else:
        connection.answer(404, b"no such way to behave")


def serve(sock, number):
    connection = Connection(sock, number)
    counted = False
    path = None
    try:
        if context:
            connection.sock = context.wrap_socket(sock, server_side=True)
        while True:
            if not connection.data:
                connection.fill()
            if not counted:
                counted = True
                with lock:
                    stats["connections"] += 1
            if connection.data[:1] == b"\x16":  # TLS, which this port doesn't speak: says so, or nothing at all
                if b"localhost" in connection.data:
                    connection.answer(400, b"no TLS here")
                    raise Closed
                hang(connection)
            method, target, headers, body = connection.request()
            connection.served += 1
            path = method + " " + (target if method == "CONNECT" else urlsplit(target).path)
            with lock:
                if method == "CONNECT":
                    stats["connect"] = headers
                stats["requests"][path] = stats["requests"].get(path, 0) + 1
                stats["now"] += 1
                stats["peak"] = max(stats["peak"], stats["now"])
            try:
                behave(connection, method, target, headers, body)
            finally:
                with lock:
                    stats["now"] -= 1
    except Closed:
        pass
    except (OSError, ValueError):
        with lock:
            stats["aborted"] += 1
    finally:
        try:
            connection.sock.shutdown(socket.SHUT_RDWR)
        except OSError:
            pass
        connection.sock.close()


# A child of a dispatch thread starts with every signal blocked, and would not hear that it is to end.
signal.pthread_sigmask(signal.SIG_SETMASK, [])
context = None
if len(sys.argv) > 2:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(sys.argv[2], sys.argv[3])
listener = socket.socket()
listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
listener.bind(("127.0.0.1", int(sys.argv[1])))
listener.listen(512)
number = 0
while True:
    client, _ = listener.accept()
    client.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    number += 1
    threading.Thread(target=serve, args=(client, number), daemon=True).start()
