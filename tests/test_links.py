"""Addresses are asked politely, and never inside a private network: a real server answers."""

from __future__ import annotations

import datetime
import ssl
import subprocess
import threading
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from reportkit.diagnostics import Diagnostic, Severity, Span
from reportkit.links import Answer, Link, Manners, ask_all, remembered, told

TODAY = datetime.date(2026, 11, 24)
SWIFT = Manners(timeout=0.5, pause=0.0, patience=0.2, private=True)


class Site(BaseHTTPRequestHandler):
    """A site with every kind of page; it writes down what it is asked."""

    asked: list[tuple[str, str]]
    at_once: list[int]

    def do_HEAD(self) -> None:
        self.answer()

    def do_GET(self) -> None:
        self.answer()

    def answer(self) -> None:
        self.asked.append((self.command, self.path))
        self.at_once.append(1)
        seen = sum(path == self.path for _, path in self.asked)
        status, headers, body = self.page(self.path, seen)
        if self.path == "/slow":
            time.sleep(1.5)
        if self.path.startswith("/busy-host"):
            with self.server.gauge:  # type: ignore[attr-defined]
                time.sleep(0.02)
        if self.path == "/garbage":
            self.wfile.write(b"\x00\x01 nothing that HTTP knows\r\n\r\n")
            return
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if self.command == "GET":
            self.wfile.write(body)

    def page(self, path: str, seen: int) -> tuple[int, dict[str, str], bytes]:
        head = self.command == "HEAD"
        match path:
            case "/gone":
                return 410, {}, b""
            case "/missing":
                return 404, {}, b""
            case "/no-head":
                return (405 if head else 200), {}, b"here"
            case "/lying-head":
                return (404 if head else 200), {}, b"here"
            case "/old":
                return 301, {"Location": "/older"}, b""
            case "/older":
                return 308, {"Location": "/new"}, b""
            case "/passing":
                return 302, {"Location": "/new"}, b""
            case "/loop":
                return 301, {"Location": "/loop"}, b""
            case "/shaky":
                return (500 if seen == 1 else 200), {}, b""
            case "/later":
                return (429 if seen == 1 else 200), {"Retry-After": "0"}, b""
            case "/always-busy":
                return 503, {}, b""
            case "/forbidden":
                return 403, {}, b""
            case "/huge":
                return (405 if head else 200), {}, b"x" * 5_000_000
        return 200, {}, b"here"

    def log_message(self, *_: object) -> None:
        """Keep quiet."""


class Gauge:
    """Counts how many are inside at once."""

    def __init__(self) -> None:
        self.inside = self.most = 0
        self.lock = threading.Lock()

    def __enter__(self) -> None:
        with self.lock:
            self.inside += 1
            self.most = max(self.most, self.inside)

    def __exit__(self, *_: object) -> None:
        with self.lock:
            self.inside -= 1


class Server(ThreadingHTTPServer):
    def handle_error(self, *_: object) -> None:
        """A client that stops reading a huge page is none."""


@pytest.fixture
def site() -> Iterator[Server]:
    handler = type("Handler", (Site,), {"asked": [], "at_once": []})
    server = Server(("127.0.0.1", 0), handler)
    server.gauge = Gauge()  # type: ignore[attr-defined]
    thread = threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True)
    thread.start()
    yield server
    server.shutdown()
    server.server_close()


def home(server: Server) -> str:
    return f"http://127.0.0.1:{server.server_address[1]}"


def asked(server: Server) -> list[tuple[str, str]]:
    found: list[tuple[str, str]] = server.RequestHandlerClass.asked  # type: ignore[attr-defined]
    return found


def answer(server: Server, path: str, manners: Manners = SWIFT) -> Answer:
    url = home(server) + path
    return ask_all([url], manners, TODAY)[url]


@pytest.mark.parametrize(
    ("path", "state", "reason"),
    [
        ("/", "good", ""),
        ("/no-head", "good", ""),
        ("/lying-head", "good", ""),
        ("/shaky", "good", ""),
        ("/later", "good", ""),
        ("/passing", "good", ""),
        ("/huge", "good", ""),
        ("/gone", "dead", "is gone (status 410)"),
        ("/missing", "dead", "is gone (status 404)"),
        ("/loop", "dead", "leads in a circle, or over more than 5 redirections"),
        ("/always-busy", "unsure", "was busy (status 503)"),
        ("/forbidden", "unsure", "answers to no program (status 403)"),
        ("/slow", "unsure", "did not answer in time"),
        ("/garbage", "unsure", "gave an answer that is no page of the web"),
    ],
)
def test_every_kind_of_page_gets_its_answer(
    site: Server, path: str, state: str, reason: str
) -> None:
    assert answer(site, path) == Answer(state, reason, None, "2026-11-24")


def test_a_page_that_has_moved_for_good_tells_where_it_is(site: Server) -> None:
    assert answer(site, "/old") == Answer("moved", "has moved", f"{home(site)}/new", "2026-11-24")


def test_get_is_asked_only_where_head_fails_and_a_busy_server_three_times(site: Server) -> None:
    for path in ("/", "/no-head", "/always-busy"):
        answer(site, path)
    assert asked(site) == [
        ("HEAD", "/"),
        ("HEAD", "/no-head"),
        ("GET", "/no-head"),
        *[("HEAD", "/always-busy")] * 3,
    ]


def test_a_host_is_asked_for_one_page_at_a_time(site: Server) -> None:
    urls = [f"{home(site)}/busy-host/{n}" for n in range(8)]
    assert {a.state for a in ask_all(urls, SWIFT, TODAY).values()} == {"good"}
    assert site.gauge.most == 1  # type: ignore[attr-defined]


def test_what_is_known_is_not_asked_again(site: Server) -> None:
    url = f"{home(site)}/"
    known = ask_all([url], SWIFT, TODAY)
    assert ask_all([url], SWIFT, TODAY, known) == known
    assert asked(site) == [("HEAD", "/")]


def test_good_news_is_kept_for_a_week_and_bad_news_for_a_day() -> None:
    record = {
        "good": {"state": "good", "day": "2026-11-17"},
        "stale": {"state": "good", "day": "2026-11-16"},
        "dead": {"state": "dead", "day": "2026-11-23"},
        "long dead": {"state": "dead", "day": "2026-11-22"},
        "from the future": {"state": "good", "day": "2026-11-25"},
        "spoilt": {"day": 7},
        "worse": [],
    }
    assert remembered(record, TODAY) == {
        "good": Answer("good", day="2026-11-17"),
        "dead": Answer("dead", day="2026-11-23"),
    }
    assert remembered("no record at all", TODAY) == {}


@pytest.mark.parametrize(
    "host",
    [
        "127.0.0.1",
        "localhost",
        "[::1]",
        "[::ffff:127.0.0.1]",
        "10.1.2.3",
        "192.168.0.1",
        "169.254.169.254",
        "2130706433",
        "0177.0.0.1",
        "0.0.0.0",
        "[64:ff9b::7f00:1]",
        "224.0.0.1",
    ],
)
def test_what_is_not_public_is_never_asked(site: Server, host: str) -> None:
    port = site.server_address[1]
    url = f"http://{host}:{port}/"
    found = ask_all([url], Manners(timeout=0.5, pause=0.0), TODAY)[url]
    assert (found.state, found.reason) == ("private", "leads into a private network")
    assert asked(site) == []


def test_a_host_that_there_is_not_and_a_port_where_nobody_listens_are_told(site: Server) -> None:
    site.shutdown()
    site.server_close()
    assert answer(site, "/").reason == "leads to a server that takes no connections"
    url, other = "http://nobody.invalid/", f"{home(site)}/"
    assert ask_all([url, other], SWIFT, TODAY)[url].state in ("dead", "unsure")
    alone = ask_all([url], SWIFT, TODAY)
    assert alone[url].state == "unsure"
    assert remembered({url: {"state": "unsure", "day": alone[url].day}}, TODAY) == {}


def test_a_certificate_that_nobody_vouches_for_is_told(site: Server, tmp_path: Path) -> None:
    key, certificate = tmp_path / "key.pem", tmp_path / "certificate.pem"
    command = "openssl req -x509 -newkey rsa:2048 -nodes -days 2 -subj /CN=localhost".split()
    files = ["-keyout", str(key), "-out", str(certificate)]
    subprocess.run([*command, *files], check=True, capture_output=True)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate, key)
    site.socket = context.wrap_socket(site.socket, server_side=True)
    url = home(site).replace("http:", "https:") + "/"
    assert ask_all([url], SWIFT, TODAY)[url] == Answer(
        "unsure", "has a certificate that cannot be trusted", None, "2026-11-24"
    )


def test_an_answer_is_told_wherever_its_address_is_written() -> None:
    dead = Answer("dead", "is gone (status 404)")
    links = [
        Link("https://a.example/", Span("content/x/01-a.md", 3, 7), 18),
        Link("https://b.example/", Span("content/x/01-a.md", 4, 1), 18),
        Link("https://a.example/", Span("content/x/sources.yaml", 9, 8), 18),
        Link("https://a.example/", Span("content/x/sources.yaml", 19, 8), 18, spared=True),
    ]
    answers = {"https://a.example/": dead, "https://b.example/": Answer("good")}
    assert list(told(links, answers)) == [
        Diagnostic(
            "dead-link",
            Severity.WARNING,
            "“https://a.example/” is gone (status 404).",
            link.span,
            "Give another address, or “custom: {status: dead, archived: …}” with a copy.",
            18,
        )
        for link in (links[0], links[2])
    ]
