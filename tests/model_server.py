"""A language model of the tests: a real HTTP server that speaks /v1/chat/completions."""

import json
import threading
import time
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


def reply(text, **choice):
    """Return the body of a good answer."""
    said = {"index": 0, "message": {"role": "assistant", "content": text}}
    return {"object": "chat.completion", "choices": [said | {"finish_reason": "stop"} | choice]}


class Model:
    """What it answers, one after another (the last for ever), and every byte it was asked.

    An answer is a text, a status, raw bytes, a dict sent as JSON, or a function of the question.
    """

    def __init__(self, port):
        self.port, self.answers, self.asked, self.headers = port, [], [], []
        self.paths, self.slow_s = [], 0.0

    @property
    def url(self):
        return f"http://127.0.0.1:{self.port}/v1"

    @property
    def place(self):
        return f"127.0.0.1:{self.port}"

    def says(self, *answers):
        self.answers = list(answers)
        return self

    def messages(self, at=-1):
        return json.loads(self.asked[at])["messages"]

    def next_answer(self):
        one = self.answers.pop(0) if len(self.answers) > 1 else self.answers[0]
        one = one(self.messages()) if callable(one) else one
        if isinstance(one, int):
            return one, b"{}"
        if isinstance(one, bytes):
            return 200, one
        return 200, json.dumps(reply(one) if isinstance(one, str) else one).encode()


class _Hand(BaseHTTPRequestHandler):
    def do_POST(self):
        model = self.server.model
        model.paths.append(self.path)
        model.headers.append(dict(self.headers))
        model.asked.append(self.rfile.read(int(self.headers["Content-Length"])))
        time.sleep(model.slow_s)
        status, body = model.next_answer()
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_):
        pass


@contextmanager
def running_model():
    """Start one on a free port."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), _Hand)
    server.daemon_threads = True
    server.model = Model(server.server_address[1])
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    try:
        yield server.model
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
