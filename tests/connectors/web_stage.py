"""A web server for stages: what lies in a test's folder is what it serves, and how it fails."""

import functools
import html
import json
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import parse_qs, urlsplit
from xml.sax.saxutils import escape


PAGE = 2
ME = {"id": "7", "acct": "shop", "url": "https://social.example/@shop"}
_FOLDERS = {}


@functools.cache
def _server():
    server = ThreadingHTTPServer(("127.0.0.1", 0), _Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    return server


def host():
    """Return the address to allow: every stage has its own, so the server knows the folder."""
    return f"127.0.0.1:{_server().server_port}"


def _serve(folder: Path, **files):
    for name, content in files.items():
        (folder / name).write_text(content, encoding="utf-8")
    _FOLDERS["now"] = folder
    return f"http://{host()}"


def prepare_feed(folder, posts):
    return {"url": _serve(folder, feed=atom(posts)) + "/feed"}


def atom(posts):
    """Return a feed of these posts, the latest first."""
    entries = "".join(map(_atom_entry, reversed(posts)))
    return f'<feed xmlns="http://www.w3.org/2005/Atom"><title>t</title>{entries}</feed>'


def _atom_entry(post):
    author = f"<author><name>{escape(post['author'])}</name></author>" if post["author"] else ""
    return (
        f"<entry><id>{escape(post['id'])}</id><updated>2026-11-20T09:00:00Z</updated>{author}"
        f'<content type="text">{escape(post["text"])}</content></entry>'
    )


def prepare_mastodon(folder, posts):
    called = [
        {"id": str(1000 + n), "type": "mention", "status": status_of(post)}
        for n, post in enumerate(posts)
    ]
    return {"instance": _serve(folder, called=json.dumps(called)), "token": "t"}


def status_of(post):
    account = {"id": "9", "acct": "noura@far.example", "display_name": post["author"]}
    return {
        "id": post["id"],
        "account": account,
        "content": f"<p>{html.escape(post['text'])}</p>",
        "created_at": "2026-11-20T09:00:00.000Z",
        "visibility": "public",
    }


def fail(folder, fault):
    (folder / "fault").write_text(fault)


def heal(folder):
    (folder / "fault").unlink()


class _Handler(BaseHTTPRequestHandler):
    def do_GET(self):
        folder = _FOLDERS["now"]
        fault = folder / "fault"
        if fault.exists():
            self._fail(fault.read_text())
        elif self.path == "/feed":
            self._answer(200, (folder / "feed").read_text("utf-8"), "application/atom+xml")
        else:
            called = json.loads((folder / "called").read_text("utf-8"))
            self._answer(*_mastodon(called, self.path))

    def _fail(self, fault):
        if fault == "timeout":
            self.close_connection = True
        elif fault == "broken":
            self._answer(200, "<html>not what you think</html>", "text/html")
        else:
            self._answer(int(fault), "")

    def _answer(self, status, body, content_type="application/json"):
        content = body.encode()
        self.send_response(status)
        self.send_header("Content-Type", content_type)
        self.send_header("Content-Length", str(len(content)))
        self.send_header("ETag", '"1"')
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, *_):
        pass


def _mastodon(called, path):
    parts = urlsplit(path)
    asked = {name: values[0] for name, values in parse_qs(parts.query).items()}
    if parts.path.endswith("/notifications"):
        least, most = int(asked["min_id"]), int(asked.get("max_id", 10**9))
        page = [one for one in called if least < int(one["id"]) < most][:PAGE]
        return 200, json.dumps(page[::-1])
    if parts.path.endswith("/verify_credentials"):
        return 200, json.dumps(ME)
    posts = {f"/api/v1/statuses/{one['status']['id']}": one["status"] for one in called}
    if parts.path in posts:
        return 200, json.dumps(posts[parts.path])
    return 404, "{}"
