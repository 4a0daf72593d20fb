"""Fetching what a user names by its address: the only room that opens a connection.

In: an address, that the user allowed to be fetched. Out: `Blob`s; a `Refusal` that says what went wrong.

Only http and https, and https where the server has it. Answers are bounded in size (packed and unpacked), number and
time; redirects are followed a few times, to public addresses. An address that is not public (a company's own network,
this machine) is asked only if the user's own address names its host. Servers that are busy are asked again, later.
"""

from __future__ import annotations

import email.utils
import http.client
import ipaddress
import json
import re
import socket
import ssl
import threading
import time
import urllib.error
import urllib.request
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from typing import IO, Any
from urllib.parse import urljoin, urlsplit, urlunsplit

from booklet import __version__
from booklet.addresses import Wanted, behind, is_page, shown, wanted
from booklet.diagnostics import Span
from booklet.intake.given import MAX_BYTES, MAX_TOTAL, Blob, Refusal

_BUSY = frozenset((429, 500, 502, 503, 504))
_ACCEPT = 'application/json, text/calendar, application/xml;q=0.9, text/csv;q=0.9, */*;q=0.5'
_CHUNK = 64 * 1024
_SUFFIXES = {
    'json': '.json',
    'calendar': '.ics',
    'csv': '.csv',
    'xml': '.xml',
    'yaml': '.yaml',
    'spreadsheetml': '.xlsx',
}


@dataclass(frozen=True, slots=True)
class Limits:
    """`timeout`: seconds that a server may be silent; `deadline`: that one answer may take; `pause`: before a retry."""

    timeout: float = 20
    deadline: float = 180
    attempts: int = 4
    pause: float = 1
    longest_pause: float = 60
    redirects: int = 5
    pages: int = 400
    one: int = MAX_BYTES
    total: int = MAX_TOTAL


LIMITS = Limits()


def fetch(url: str, limits: Limits = LIMITS, sleep: Callable[[float], None] = time.sleep) -> list[Blob]:
    """The files behind an address: a file, or the exports of the pretalx or Indico event that it is a page of."""
    return _Fetcher(url, limits, sleep).blobs()


class _Failed(Exception):
    """An address that gives nothing. `again`: after so many seconds it may; None: never."""

    def __init__(self, message: str, hint: str = '', again: float | None = None, connected: bool = True) -> None:
        super().__init__(message)
        self.message, self.hint, self.again, self.connected = message, hint, again, connected


@dataclass(frozen=True, slots=True)
class _Answer:
    url: str  # where redirects led to
    data: bytes
    kind: str


class _Fetcher:
    """Fetches for one address of the user's; knows its host, and how much has come."""

    def __init__(self, url: str, limits: Limits, sleep: Callable[[float], None]) -> None:
        self.limits = limits
        self.sleep = sleep
        self.total = 0
        self.url = url.strip()
        try:
            parts = urlsplit(self.url)
            self.host, _ = (parts.hostname or '').lower(), parts.port
        except ValueError:
            raise _refusal(self.url, 'this is no address', 'it is written https://…') from None
        if parts.scheme not in ('http', 'https') or not self.host:
            raise _refusal(self.url, 'only http and https are fetched', 'download the file, and import that')
        if parts.username or parts.password:
            raise _refusal(self.url, 'an address with a name and password is not fetched', 'download the file yourself')

    def blobs(self) -> list[Blob]:
        found: list[Blob] = []
        plan = wanted(self.url)
        for one in plan:
            found += self._export(one, first=len(plan) == 1)
        return found

    def _export(self, one: Wanted, first: bool) -> list[Blob]:
        try:
            answer = self._ask(one.url)
        except _Failed as failed:
            if not one.needed:
                return []
            raise _refusal(one.url, failed.message, failed.hint) from failed
        if is_page(answer.data):
            more = behind(answer.url, answer.data) if first else ()
            if not more:
                raise _refusal(one.url, 'this is a web page, no export', _EXPORT)
            return [blob for two in more for blob in self._export(two, first=False)]
        return self._pages(answer, one.name)

    def _pages(self, answer: _Answer, name: str) -> list[Blob]:
        """An answer of an API and those that follow it, on the same server."""
        blobs = [_blob(answer, name, 0)]
        seen = {answer.url}
        while (after := _next(answer)) is not None:
            after = urljoin(answer.url, after)
            here, there = urlsplit(answer.url), urlsplit(after)
            if here.hostname == there.hostname and here.port == there.port:
                after = urlunsplit(there._replace(scheme=here.scheme))  # servers behind others do not know theirs
            if _server(after) != _server(answer.url):
                raise _refusal(answer.url, f'the next page lies elsewhere: {shown(after)}', 'it is not fetched')
            if after in seen or len(blobs) >= self.limits.pages:
                raise _refusal(
                    answer.url, f'more than {len(blobs):,} pages, or pages in a circle', 'download the files'
                )
            seen.add(after)
            try:
                answer = self._ask(after)
            except _Failed as failed:
                raise _refusal(after, failed.message, failed.hint) from failed
            blobs.append(_blob(answer, name, len(blobs)))
        return blobs

    def _ask(self, url: str) -> _Answer:
        """An answer, by https where that is to be had."""
        parts = urlsplit(url)
        if parts.scheme == 'http' and parts.port in (None, 80) and not _literal(self.host):
            secure = urlunsplit(parts._replace(scheme='https', netloc=parts.hostname or ''))
            try:
                return self._retried(secure, must_connect=True)
            except _Failed as failed:
                if failed.connected:
                    raise
        return self._retried(url)

    def _retried(self, url: str, must_connect: bool = False) -> _Answer:
        for attempt in range(self.limits.attempts):
            try:
                return self._once(url)
            except _Failed as failed:
                last = attempt + 1 == self.limits.attempts or (must_connect and not failed.connected)
                if failed.again is None or last:
                    raise
                wait = max(failed.again, self.limits.pause * 2**attempt)
                if wait > self.limits.longest_pause:
                    raise _Failed(f'{failed.message}, and asks to wait for {wait:.0f} s', 'try later') from failed
                self.sleep(wait)
        raise AssertionError('there is one attempt at least')

    def _once(self, url: str) -> _Answer:
        with _told(self.limits) as deadline:
            for _ in range(self.limits.redirects + 1):
                with _open(url, self._may_be_private(url), deadline, self.limits) as response:
                    status = response.status
                    if status in (301, 302, 303, 307, 308):
                        url = self._redirected(url, response.headers.get('Location', ''))
                        continue
                    if status != 200:
                        raise _failure(status, response.headers.get('Retry-After', ''))
                    data = _body(response, deadline, min(self.limits.one, self.limits.total - self.total))
                    self.total += len(data)
                    if not data.strip():
                        raise _Failed('the answer is empty')
                    return _Answer(url, data, response.headers.get_content_type())
            raise _Failed(f'it redirects more than {self.limits.redirects} times')

    def _redirected(self, url: str, location: str) -> str:
        try:
            target = urljoin(url, location)
            parts = urlsplit(target)
            _ = parts.port
        except ValueError:
            raise _Failed('it redirects to what is no address') from None
        if parts.scheme not in ('http', 'https') or not parts.hostname or parts.username:
            raise _Failed(f'it redirects to {shown(target)[:80]}, which is not fetched', 'only http and https are')
        if parts.scheme == 'http' and urlsplit(url).scheme == 'https':
            return urlunsplit(parts._replace(scheme='https'))
        return target

    def _may_be_private(self, url: str) -> bool:
        return (urlsplit(url).hostname or '').lower() == self.host


_EXPORT = 'name the export itself: of pretalx …/schedule/export/schedule.json, of Indico …/event/<number>/'


def _refusal(url: str, message: str, hint: str) -> Refusal:
    return Refusal(message, Span(shown(url), 1), hint)


def _failure(status: int, retry_after: str) -> _Failed:
    words = http.client.responses.get(status, 'unknown')
    if status in (401, 403):
        return _Failed(f'the server wants a login ({status} {words})', 'log in with a browser, and download the export')
    if status in (404, 410):
        return _Failed(f'there is nothing at this address ({status} {words})', 'is it spelled right, and published?')
    again = _seconds(retry_after) if status in _BUSY else None
    return _Failed(f'the server answers {status} {words}', '', again)


def _seconds(retry_after: str) -> float:
    """Retry-After: seconds or a date (RFC 9110, 10.2.3)."""
    if re.fullmatch(r'\d{1,9}', retry_after.strip()):
        return float(retry_after)
    try:
        return max(0.0, email.utils.parsedate_to_datetime(retry_after).timestamp() - time.time())
    except (ValueError, TypeError, OverflowError):
        return 0.0


@contextmanager
def _told(limits: Limits) -> Iterator[float]:
    """Turns what libraries raise into `_Failed`; gives the moment at which the answer must be complete."""
    deadline = time.monotonic() + limits.deadline
    try:
        yield deadline
    except _Failed:
        raise
    except (TimeoutError, urllib.error.URLError, http.client.HTTPException, ssl.SSLError, OSError, ValueError) as error:
        reason = error.reason if isinstance(error, urllib.error.URLError) else error
        if isinstance(reason, _Private):
            raise _Failed('it leads into a private network, which is not asked', 'name that address itself') from error
        if isinstance(reason, TimeoutError) or time.monotonic() >= deadline:
            raise _Failed('the server does not answer in time', '', 0.0, connected=False) from error
        if isinstance(reason, ssl.SSLCertVerificationError):
            raise _Failed('the server’s certificate is not valid', 'is the address right?', connected=False) from error
        if isinstance(reason, socket.gaierror):
            raise _Failed(
                'there is no such server', 'is the address right, and are you online?', connected=False
            ) from error
        if isinstance(error, ValueError | http.client.InvalidURL):
            raise _Failed('this is no address that can be fetched') from error
        raise _Failed(f'the connection failed: {reason}', '', 0.0, connected=False) from error


class _Private(OSError):
    """An address that is not public."""


def _literal(host: str) -> bool:
    """Whether a host is this machine or named by numbers: no certificate is to be had for it."""
    try:
        ipaddress.ip_address(host)
    except ValueError:
        return host == 'localhost' or '.' not in host
    return True


def _server(url: str) -> tuple[str, str, int]:
    parts = urlsplit(url)
    return parts.scheme, (parts.hostname or '').lower(), parts.port or (443 if parts.scheme == 'https' else 80)


def _connect(host: str, port: int, private: bool, timeout: float) -> socket.socket:
    """A connection to one of a host's addresses, all of which must be public unless `private` ones are meant."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    if not private and not all(ipaddress.ip_address(str(one[4][0]).partition('%')[0]).is_global for one in found):
        raise _Private(f'{host} is in a private network')
    last: OSError | None = None
    for family, kind, protocol, _, address in found[:4]:
        sock = socket.socket(family, kind, protocol)
        sock.settimeout(timeout)
        try:
            sock.connect(address)
        except OSError as error:
            sock.close()
            last = error
            continue
        return sock
    raise last or OSError('no address')


@contextmanager
def _open(url: str, private: bool, deadline: float, limits: Limits) -> Iterator[Any]:
    """The response to a GET, whatever its status; nothing is followed. It ends at the deadline, however slow."""
    open_sockets: list[socket.socket] = []

    class Plain(http.client.HTTPConnection):
        def connect(self) -> None:
            self.sock = _connect(self.host, self.port, private, limits.timeout)
            open_sockets.append(self.sock)

    class Secure(http.client.HTTPSConnection):
        def connect(self) -> None:
            sock = _connect(self.host, self.port, private, limits.timeout)
            secure = ssl.create_default_context().wrap_socket(
                sock, server_hostname=self.host, do_handshake_on_connect=False
            )
            self.sock = secure
            open_sockets.append(secure)  # before the handshake, which may be slow too
            secure.do_handshake()

    class PlainHandler(urllib.request.HTTPHandler):
        def http_open(self, request: urllib.request.Request) -> http.client.HTTPResponse:
            return self.do_open(http.client.HTTPConnection if request.has_proxy() else Plain, request)

    class SecureHandler(urllib.request.HTTPSHandler):
        def https_open(self, request: urllib.request.Request) -> http.client.HTTPResponse:
            if request.has_proxy():
                return self.do_open(http.client.HTTPSConnection, request)
            return self.do_open(Secure, request)

    opener = urllib.request.OpenerDirector()
    for handler in (urllib.request.ProxyHandler(), PlainHandler(), SecureHandler()):
        opener.add_handler(handler)
    request = urllib.request.Request(
        url, headers={'User-Agent': f'booklet/{__version__}', 'Accept': _ACCEPT, 'Accept-Encoding': 'gzip'}
    )
    watch = threading.Timer(max(0.01, deadline - time.monotonic()), _hang_up, [open_sockets])
    watch.daemon = True
    watch.start()
    try:
        response = opener.open(request, timeout=limits.timeout)
        if response is None:
            raise ValueError('no handler')
        with response:
            yield response
    finally:
        watch.cancel()
        for sock in open_sockets:
            sock.close()


def _hang_up(sockets: list[socket.socket]) -> None:
    for sock in sockets:
        with suppress(OSError):
            sock.shutdown(socket.SHUT_RDWR)


def _body(response: Any, deadline: float, most: int) -> bytes:
    """The whole body, unpacked; never more than `most`."""
    packing = (response.headers.get('Content-Encoding') or 'identity').strip().lower()
    if packing not in ('identity', 'gzip', 'x-gzip'):
        raise _Failed(f'the answer is packed as {packing[:20]}, which was not asked for')
    unpack = zlib.decompressobj(31) if packing != 'identity' else None
    data = bytearray()
    stream: IO[bytes] = response
    while chunk := stream.read(_CHUNK):
        if time.monotonic() > deadline:
            raise TimeoutError
        if unpack is None:
            data += chunk
        else:
            try:
                data += unpack.decompress(chunk, most + 1 - len(data))
            except zlib.error:
                raise _Failed('the answer is packed, and broken') from None
        if len(data) > most:
            raise _Failed(f'the answer is larger than {most // 2**20} MB', 'download the file, and divide it')
    if time.monotonic() > deadline:
        raise TimeoutError
    if unpack is not None and not unpack.eof:
        raise _Failed('the answer is packed, and breaks off', '', 0.0)
    return bytes(data)


def _next(answer: _Answer) -> str | None:
    """The address of the next page, where the answer is one of a list."""
    if b'"next"' not in answer.data:
        return None
    try:
        value = json.loads(answer.data)
    except (ValueError, RecursionError):
        return None
    after = value.get('next') if isinstance(value, dict) and isinstance(value.get('results'), list) else None
    return after if isinstance(after, str) and after else None


def _blob(answer: _Answer, name: str, page: int) -> Blob:
    stem, dot, suffix = name.rpartition('.')
    if not dot or len(suffix) > 5:
        kind = next((end for part, end in _SUFFIXES.items() if part in answer.kind), '')
        stem, dot, suffix = name, '.' if kind else '', kind.lstrip('.')
    number = f'-{page + 1}' if page else ''
    return Blob(f'{stem}{number}{dot}{suffix}', answer.data, shown(answer.url))
