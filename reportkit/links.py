"""Ask the web whether addresses still answer: links in, findings out.

This alone of reportkit opens connections, and only for `check --check-links`. It asks
politely: HEAD before GET, one request at a time to a host, a pause between them, a second
and third try where a server is busy. Every address that a name stands for must be public,
and the connection goes to the very address that was looked at; so does each redirection.
"""

from __future__ import annotations

import datetime
import ipaddress
import re
import socket
import threading
import time
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor, as_completed
from dataclasses import asdict, dataclass, field
from typing import Any
from urllib.parse import quote, urljoin, urlsplit

import urllib3

from reportkit.diagnostics import Diagnostic, Span
from reportkit.evidence import Status
from reportkit.model import Briefing
from reportkit.rules import finding

__all__ = ["Answer", "Link", "Manners", "ask_all", "links_of", "remembered", "told"]

_WRITTEN = re.compile(r"https?://[^\s<>\"'“”]+")
_ENDING = re.compile(r"[.,;:!?*_~\]}]+$")
_BUSY = frozenset((429, 500, 502, 503, 504))
_GONE = frozenset((404, 410))
_PERMANENT, _TEMPORARY = frozenset((301, 308)), frozenset((302, 303, 307))
_HOPS = 5
_NO_HOST = "names a host that there is not"
_ENOUGH = 4096
"""Bytes of a page that are read at most."""


@dataclass(frozen=True, slots=True)
class Link:
    """An address and where it is written; `spared` where the ledger says that it is dead."""

    url: str
    span: Span
    extent: int = 1
    spared: bool = False


@dataclass(frozen=True, slots=True)
class Answer:
    """What became of a question: `good`, `dead`, `moved`, `private` or `unsure`.

    `reason` ends the sentence “It …”; `address` is where a moved page stands; `day` is when
    it was asked (ISO 8601).
    """

    state: str
    reason: str = ""
    address: str | None = None
    day: str = ""


@dataclass(frozen=True, slots=True)
class Manners:
    """How the web is asked: seconds, tries, hosts at once, and whose addresses are open."""

    timeout: float = 10.0
    tries: int = 3
    pause: float = 0.5
    patience: float = 20.0
    hosts: int = 8
    private: bool = False
    """Whether addresses that are not public may be asked too: in an institute's own network."""


def links_of(briefing: Briefing) -> Iterator[Link]:
    """Give every address of a briefing: of its texts, its sources, their archived copies, DOIs."""
    for text in briefing.texts.values():
        if text.path.endswith(".md"):
            for match in _WRITTEN.finditer(text.content):
                url = _trimmed(match[0])
                yield Link(url, text.span(match.start()), len(url))
    for source in briefing.sources.values():
        spared = source.status is Status.DEAD and source.archived is not None
        url, doi = str(source.csl.get("URL", "")), str(source.csl.get("DOI", ""))
        if url.startswith(("http://", "https://")):
            yield Link(url, source.place("URL"), len(url), spared)
        if doi.startswith("10."):
            yield Link(f"https://doi.org/{quote(doi)}", source.place("DOI"), len(doi))
        if source.archived and source.archived.url:
            yield Link(source.archived.url, source.place("archived"), len(source.archived.url))


def _trimmed(url: str) -> str:
    """Leave out what belongs to the sentence or to Markdown, and not to the address."""
    while True:
        shorter = _ENDING.sub("", url)
        if shorter.endswith(")") and shorter.count(")") > shorter.count("("):
            shorter = shorter[: shorter.rindex(")")]
        if "](" in shorter:
            shorter = shorter[: shorter.index("](")]
        if shorter == url:
            return url
        url = shorter


def remembered(record: object, today: datetime.date) -> dict[str, Answer]:
    """Give what an earlier run learned and still holds: good for seven days, all else for one."""
    answers: dict[str, Answer] = {}
    for url, values in record.items() if isinstance(record, dict) else ():
        try:
            answer = Answer(**values)
            age = today - datetime.date.fromisoformat(answer.day)
        except (TypeError, ValueError):
            continue
        if datetime.timedelta(0) <= age <= datetime.timedelta(7 if answer.state == "good" else 1):
            answers[url] = answer
    return answers


def ask_all(
    urls: Iterable[str],
    manners: Manners,
    today: datetime.date,
    known: Mapping[str, Answer] | None = None,
    on_answer: Callable[[str], None] = lambda url: None,
) -> dict[str, Answer]:
    """Ask for each of `urls` once; what is `known` is not asked again. All answers, by URL."""
    answers = {url: known[url] for url in urls if url in known} if known else {}
    queues: dict[str, list[str]] = defaultdict(list)
    for url in dict.fromkeys(url for url in urls if url not in answers):
        queues[urlsplit(url).netloc.lower()].append(url)
    asker = _Asker(manners)

    def work(queue: list[str]) -> dict[str, Answer]:
        made = {}
        for url in queue:
            made[url] = asker.ask(url)
            on_answer(url)
        return made

    with ThreadPoolExecutor(max_workers=manners.hosts) as pool:
        for done in as_completed([pool.submit(work, queue) for queue in queues.values()]):
            answers |= {
                url: Answer(**{**asdict(answer), "day": today.isoformat()})
                for url, answer in done.result().items()
            }
    return {
        **answers,
        **_offline({url: answers[url] for queue in queues.values() for url in queue}),
    }


def _offline(asked: Mapping[str, Answer]) -> dict[str, Answer]:
    """Say of a machine that finds no host at all what that means; it is not remembered."""
    if not asked or any(answer.reason != _NO_HOST for answer in asked.values()):
        return {}
    return dict.fromkeys(asked, Answer("unsure", "could not be asked: no host was found at all"))


def told(links: Iterable[Link], answers: Mapping[str, Answer]) -> Iterator[Diagnostic]:
    """Give the findings of what was asked, at each place where the address is written."""
    for link in links:
        answer = answers.get(link.url, Answer("good"))
        if answer.state == "good" or (link.spared and answer.state != "private"):
            continue
        message = f"“{link.url}” {answer.reason}."
        hint = _HINTS[answer.state].format(answer.address)
        yield finding(f"{answer.state}-link", message, link.span, hint, extent=link.extent)


_HINTS = {
    "dead": "Give another address, or “custom: {{status: dead, archived: …}}” with a copy.",
    "moved": "Write {}",
    "private": "Readers cannot follow it; `--allow-private` asks for it all the same.",
    "unsure": "Look at it yourself: some sites turn programs away.",
}


class _RefusedError(Exception):
    """This address is not asked; the answer says why."""

    def __init__(self, answer: Answer) -> None:
        super().__init__(answer.reason)
        self.answer = answer


@dataclass(slots=True)
class _Asker:
    manners: Manners
    locks: dict[str, threading.Lock] = field(default_factory=lambda: defaultdict(threading.Lock))
    guard: threading.Lock = field(default_factory=threading.Lock)

    def ask(self, url: str) -> Answer:
        """Ask for `url`, again where the server is busy."""
        answer = Answer("unsure")
        for attempt in range(self.manners.tries):
            try:
                answer, wait = self._follow(url)
            except _RefusedError as refused:
                return refused.answer
            if wait is None or attempt == self.manners.tries - 1:
                break
            time.sleep(min(wait or self.manners.pause * 2**attempt, self.manners.patience))
        return answer

    def _follow(self, url: str) -> tuple[Answer, float | None]:
        """Give an answer, and (where asking again may help) the seconds that are asked for."""
        at, home, moved = url, url, True
        for _hop in range(_HOPS + 1):
            try:
                status, headers = self._status(at)
            except (urllib3.exceptions.HTTPError, OSError, ValueError) as error:
                return _failure(error)
            target = headers.get("location")
            if status in _PERMANENT | _TEMPORARY and target:
                at = urljoin(at, target)
                moved = moved and status in _PERMANENT
                home = at if moved else home
                continue
            return _judged(url, home, status, headers)
        return Answer("dead", f"leads in a circle, or over more than {_HOPS} redirections"), None

    def _status(self, url: str) -> tuple[int, Mapping[str, str]]:
        status, headers = self._request("HEAD", url)
        if status >= 400 and status not in _BUSY:
            return self._request("GET", url)
        return status, headers

    def _request(self, method: str, url: str) -> tuple[int, Mapping[str, str]]:
        parts = urlsplit(url)
        host = parts.hostname or ""
        if parts.scheme not in ("http", "https") or not host:
            raise _RefusedError(Answer("dead", "leads to what is no page of the web"))
        port = parts.port or (443 if parts.scheme == "https" else 80)
        with self.guard:
            lock = self.locks[f"{host}:{port}"]
        with lock:
            time.sleep(self.manners.pause)
            failure: Exception | None = None
            for address in self._addresses(host, port):
                try:
                    return self._exchange(method, url, address, port)
                except urllib3.exceptions.NewConnectionError as error:
                    failure = error
            raise failure or OSError("no address")

    def _exchange(
        self, method: str, url: str, address: str, port: int
    ) -> tuple[int, Mapping[str, str]]:
        parts = urlsplit(url)
        options: dict[str, Any] = {
            "timeout": urllib3.Timeout(self.manners.timeout),
            "retries": False,
            "maxsize": 1,
        }
        if parts.scheme == "https":
            name = parts.hostname
            options |= {"server_hostname": name, "assert_hostname": name}
            pool: Any = urllib3.HTTPSConnectionPool(address, port, **options)
        else:
            pool = urllib3.HTTPConnectionPool(address, port, **options)
        default = (parts.scheme, port) in (("https", 443), ("http", 80))
        name = (parts.hostname or "").encode("idna").decode()
        headers = {
            "Host": name if default else f"{name}:{port}",
            "User-Agent": "reportkit (link check)",
            "Accept": "*/*",
        }
        path = quote(parts.path or "/", safe="/%:@!$&'()*+,;=~") + (
            f"?{quote(parts.query, safe='/%:@!$&()*+,;=?~')}" if parts.query else ""
        )
        with pool:
            answer = pool.request(
                method, path, headers=headers, redirect=False, preload_content=False
            )
            if method == "GET":
                answer.read(_ENOUGH)
            answer.close()
            return int(answer.status), {k.lower(): v for k, v in answer.headers.items()}

    def _addresses(self, host: str, port: int) -> list[str]:
        """Give the addresses of a host, once every one of them is found to be public."""
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
        addresses = list(dict.fromkeys(str(entry[4][0]) for entry in found))
        if not self.manners.private and not all(_is_public(address) for address in addresses):
            raise _RefusedError(Answer("private", "leads into a private network"))
        return addresses


def _is_public(address: str) -> bool:
    found = ipaddress.ip_address(address.partition("%")[0])
    if isinstance(found, ipaddress.IPv6Address):
        inner = found.ipv4_mapped or found.sixtofour or (found.teredo or (None, None))[1]
        nat64 = ipaddress.ip_network("64:ff9b::/96")
        if found in nat64:
            inner = ipaddress.IPv4Address(int(found) & 0xFFFFFFFF)
        if inner and not inner.is_global:
            return False
    return found.is_global and not found.is_multicast


def _failure(error: Exception) -> tuple[Answer, float | None]:
    cause: BaseException = error
    while cause.__cause__ or cause.__context__:
        cause = cause.__cause__ or cause.__context__ or cause
    if isinstance(cause, socket.gaierror):
        if cause.errno == socket.EAI_AGAIN:
            return Answer("unsure", "could not be asked: names of hosts are not resolved"), None
        return Answer("dead", _NO_HOST), None
    if isinstance(cause, ConnectionRefusedError):
        return Answer("dead", "leads to a server that takes no connections"), None
    if isinstance(error, urllib3.exceptions.SSLError):
        return Answer("unsure", "has a certificate that cannot be trusted"), None
    if isinstance(error, urllib3.exceptions.TimeoutError):
        return Answer("unsure", "did not answer in time"), 0.0
    return Answer("unsure", "gave an answer that is no page of the web"), None


def _judged(
    url: str, home: str, status: int, headers: Mapping[str, str]
) -> tuple[Answer, float | None]:
    if status in _GONE:
        return Answer("dead", f"is gone (status {status})"), None
    if status in _BUSY:
        wait = headers.get("retry-after", "")
        return Answer("unsure", f"was busy (status {status})"), float(wait) if wait.isdigit() else 0
    if status >= 400:
        return Answer("unsure", f"answers to no program (status {status})"), None
    if home.split("#")[0] != url.split("#")[0]:
        return Answer("moved", "has moved", home), None
    return Answer("good"), None
