"""Fetching from addresses: against a server of our own on this machine."""

from __future__ import annotations

import contextlib
import gzip
import json
import socket
import threading
import time
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from booklet.addresses import behind, is_page, shown, wanted
from booklet.cli import main
from booklet.intake.given import Blob, Refusal
from booklet.network import Limits, fetch

QUICK = Limits(timeout=1, deadline=2, pause=0.01, one=200_000, total=400_000)
Answer = Callable[[BaseHTTPRequestHandler], None]


class Server:
    """A server with one answer a path; `asked` has the requests that came, with what they said."""

    def __init__(self) -> None:
        self.answers: dict[str, Answer] = {}
        self.asked: list[str] = []
        self.headers: list[dict[str, str]] = []
        outer = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                outer.asked.append(self.path)
                outer.headers.append(dict(self.headers))
                answer = outer.answers.get(self.path) or outer.answers.get(self.path.partition('?')[0])
                if answer is None:
                    self.send_error(404)
                else:
                    answer(self)

            def log_message(self, format: str, *args: object) -> None:
                pass

        self.http = ThreadingHTTPServer(('127.0.0.1', 0), Handler)
        self.http.daemon_threads = True
        self.port = self.http.server_address[1]
        self.url = f'http://127.0.0.1:{self.port}'
        threading.Thread(target=self.http.serve_forever, args=(0.01,), daemon=True).start()

    def says(self, path: str, body: bytes | str | object, status: int = 200, **headers: str) -> None:
        data = (
            body if isinstance(body, bytes) else body.encode() if isinstance(body, str) else json.dumps(body).encode()
        )

        def answer(handler: BaseHTTPRequestHandler) -> None:
            handler.send_response(status)
            for name, value in headers.items():
                handler.send_header(name.replace('_', '-'), value)
            handler.send_header('Content-Length', str(len(data)))
            handler.end_headers()
            with contextlib.suppress(OSError):
                handler.wfile.write(data)

        self.answers[path] = answer


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch) -> Iterator[Server]:
    for name in ('http_proxy', 'HTTP_PROXY', 'all_proxy', 'ALL_PROXY'):
        monkeypatch.delenv(name, raising=False)
    one = Server()
    yield one
    one.http.shutdown()
    one.http.server_close()


def get(url: str, limits: Limits = QUICK) -> tuple[list[Blob], list[float]]:
    slept: list[float] = []
    return fetch(url, limits, slept.append), slept


def refused(url: str, limits: Limits = QUICK) -> str:
    with pytest.raises(Refusal) as caught:
        get(url, limits)
    found = caught.value.diagnostic
    assert found.span is not None
    return f'{found.span.file}: {found.message} ({found.hint})'


def test_a_file_is_fetched_as_it_is(server: Server) -> None:
    server.says('/programme.csv', b'title\nA talk\n', Content_Type='text/csv')
    blobs, slept = get(f'{server.url}/programme.csv')
    assert [(blob.name, blob.data, blob.where) for blob in blobs] == [
        ('programme.csv', b'title\nA talk\n', f'{server.url}/programme.csv')
    ]
    assert slept == []
    assert 'booklet/' in server.headers[0]['User-Agent']


def test_a_file_without_a_suffix_gets_one_by_its_type(server: Server) -> None:
    server.says('/export/all', 'BEGIN:VCALENDAR', Content_Type='text/calendar; charset=utf-8')
    assert get(f'{server.url}/export/all?x=1')[0][0].name == 'all.ics'


def test_pages_are_followed_on_the_same_server(server: Server) -> None:
    first = {'count': 3, 'next': f'{server.url}/api/events/meet/talks/?page=2', 'results': [{'code': 'A'}]}
    server.says('/api/events/meet/talks/', first)
    server.says('/api/events/meet/talks/?page=2', {'count': 3, 'next': '?page=3', 'results': [{'code': 'B'}]})
    server.says('/api/events/meet/talks/?page=3', {'count': 3, 'next': None, 'results': [{'code': 'C'}]})
    blobs, _ = get(f'{server.url}/api/events/meet/talks/')
    assert [blob.name for blob in blobs] == ['talks', 'talks-2', 'talks-3']
    assert [json.loads(blob.data)['results'][0]['code'] for blob in blobs] == ['A', 'B', 'C']


def test_pages_elsewhere_or_without_end_are_refused(server: Server) -> None:
    server.says('/away', {'next': 'http://example.org/x', 'results': []})
    assert 'the next page lies elsewhere: http://example.org/x' in refused(f'{server.url}/away')
    server.says('/file', {'next': 'file:///etc/passwd', 'results': []})
    assert 'lies elsewhere' in refused(f'{server.url}/file')
    server.says('/circle', {'next': f'{server.url}/circle', 'results': []})
    assert 'pages in a circle' in refused(f'{server.url}/circle')
    for number in range(9):
        server.says(f'/many?p={number}', {'next': f'?p={number + 1}', 'results': []})
    assert 'more than 5 pages' in refused(f'{server.url}/many?p=0', Limits(pages=5))


@pytest.mark.parametrize('status', [429, 500, 502, 503, 504])
def test_a_busy_server_is_asked_again(server: Server, status: int) -> None:
    server.says('/busy', 'wait', status=status)
    inner, count = server.answers['/busy'], [0]

    def answer(handler: BaseHTTPRequestHandler) -> None:
        count[0] += 1
        if count[0] == 3:
            server.says('/busy', '{}')
        (inner if count[0] < 3 else server.answers['/busy'])(handler)

    server.answers['/busy'] = answer
    blobs, slept = get(f'{server.url}/busy')
    assert blobs[0].data == b'{}'
    assert slept == [0.01, 0.02]


def test_a_server_that_stays_busy_is_left(server: Server) -> None:
    server.says('/busy', 'no', status=503)
    assert 'the server answers 503 Service Unavailable' in refused(f'{server.url}/busy')
    assert len(server.asked) == QUICK.attempts


def test_retry_after_is_obeyed_within_reason(server: Server) -> None:
    server.says('/soon', 'no', status=429, Retry_After='7')
    slept: list[float] = []
    with pytest.raises(Refusal):
        fetch(f'{server.url}/soon', QUICK, slept.append)
    assert slept == [7, 7, 7]
    server.says('/late', 'no', status=429, Retry_After='86400')
    assert 'asks to wait for 86400 s' in refused(f'{server.url}/late')


@pytest.mark.parametrize(('status', 'words'), [(404, 'nothing at this address'), (403, 'wants a login'), (418, '418')])
def test_other_failures_are_told_at_once(server: Server, status: int, words: str) -> None:
    server.says('/no', 'x', status=status)
    assert words in refused(f'{server.url}/no')
    assert len(server.asked) == 1


def test_what_is_too_large_is_not_read_on(server: Server) -> None:
    server.says('/large', b'x' * 300_000)
    assert 'larger than 0 MB' in refused(f'{server.url}/large')
    server.says('/many?p=1', {'next': '?p=2', 'results': ['x' * 150_000]})
    server.says('/many?p=2', {'next': '?p=3', 'results': ['x' * 150_000]})
    server.says('/many?p=3', {'next': None, 'results': ['x' * 150_000]})
    assert 'larger' in refused(f'{server.url}/many?p=1')


def test_packed_answers_are_unpacked_within_bounds(server: Server) -> None:
    server.says('/packed', gzip.compress(b'{"a": 1}'), Content_Encoding='gzip')
    assert get(f'{server.url}/packed')[0][0].data == b'{"a": 1}'
    server.says('/bomb', gzip.compress(b'0' * 50_000_000), Content_Encoding='gzip')
    assert 'larger than' in refused(f'{server.url}/bomb')
    server.says('/cut', gzip.compress(b'0123456789' * 1000)[:30], Content_Encoding='gzip')
    assert 'breaks off' in refused(f'{server.url}/cut')
    server.says('/broken', b'not gzip at all', Content_Encoding='gzip')
    assert 'broken' in refused(f'{server.url}/broken')
    server.says('/brotli', b'x', Content_Encoding='br')
    assert 'packed as br' in refused(f'{server.url}/brotli')


def test_redirects_are_followed_a_few_times(server: Server) -> None:
    for number in range(9):
        server.says(f'/r{number}', '', status=302, Location=f'/r{number + 1}')
    server.says('/r4', 'here')
    assert get(f'{server.url}/r0')[0][0].data == b'here'
    server.says('/r4', '', status=307, Location='/r5')
    assert 'redirects more than 5 times' in refused(f'{server.url}/r0')


@pytest.mark.parametrize(
    'target',
    ['file:///etc/passwd', 'ftp://example.org/x', 'data:text/plain,x', 'http://me:secret@127.0.0.1/', 'http://[::1'],
)
def test_redirects_lead_nowhere_else(server: Server, target: str) -> None:
    server.says('/r', '', status=302, Location=target)
    assert 'it redirects to' in refused(f'{server.url}/r')
    assert len(server.asked) == 1


@pytest.mark.parametrize('host', ['localhost', '127.0.0.2', '169.254.169.254', '[::1]', '10.0.0.1', '0.0.0.0'])
def test_redirects_lead_into_no_private_network(server: Server, host: str) -> None:
    server.says('/secret', 'secret')
    server.says('/r', '', status=302, Location=f'http://{host}:{server.port}/secret')
    assert 'private network' in refused(f'{server.url}/r')
    assert server.asked == ['/r']


def test_a_silent_server_is_left(server: Server) -> None:
    server.answers['/silent'] = lambda handler: time.sleep(3)
    began = time.monotonic()
    assert 'does not answer in time' in refused(f'{server.url}/silent', Limits(timeout=0.2, attempts=2, pause=0))
    assert time.monotonic() - began < 2


def test_a_server_that_drips_is_left(server: Server) -> None:
    def drip(handler: BaseHTTPRequestHandler) -> None:
        try:
            handler.wfile.write(b'HTTP/1.0 200 OK\r\n')
            for _ in range(100):
                handler.wfile.write(b'X-Slow: 1\r\n')
                time.sleep(0.05)
        except OSError:
            pass

    server.answers['/drip'] = drip
    began = time.monotonic()
    assert 'does not answer in time' in refused(f'{server.url}/drip', Limits(timeout=1, deadline=0.4, attempts=1))
    assert time.monotonic() - began < 2


def test_no_server_and_no_answer(server: Server) -> None:
    server.says('/empty', '')
    assert 'the answer is empty' in refused(f'{server.url}/empty')
    port = server.port
    server.http.server_close()
    assert 'the connection failed' in refused(f'http://127.0.0.1:{port}/', Limits(attempts=1))


@pytest.mark.parametrize(
    ('url', 'words'),
    [
        ('file:///etc/passwd', 'only http and https'),
        ('ftp://example.org/a', 'only http and https'),
        ('https://', 'only http and https'),
        ('https://me:secret@example.org/', 'name and password'),
        ('http://[::1', 'no address'),
        ('https://example.org:port/', 'no address'),
    ],
)
def test_what_is_not_fetched(url: str, words: str) -> None:
    with pytest.raises(Refusal) as caught:
        fetch(url, QUICK)
    assert words in caught.value.diagnostic.message
    assert 'secret' not in str(caught.value.diagnostic)


def test_a_page_of_pretalx_leads_to_its_schedule(server: Server) -> None:
    page = '<!DOCTYPE html><html><a href="/meet/schedule/export/schedule.json">pretalx</a></html>'
    server.says('/meet/', page, Content_Type='text/html')
    server.says('/meet/schedule/', page, Content_Type='text/html')
    server.says('/meet/schedule/export/schedule.json', {'schedule': {}})
    for path in ('/meet/', '/meet/schedule/'):
        assert [blob.name for blob in get(server.url + path)[0]] == ['schedule.json']


def test_another_page_is_refused(server: Server) -> None:
    server.says('/page', '<html><body>Programme</body></html>', Content_Type='text/html')
    assert 'this is a web page, no export' in refused(f'{server.url}/page')


def test_an_event_of_indico_leads_to_its_exports(server: Server) -> None:
    server.says('/export/event/12.json', {'results': []})
    assert [blob.name for blob in get(f'{server.url}/event/12/timetable/')[0]] == ['event.json']
    server.says('/export/timetable/12.json', {'results': {}})
    assert [blob.name for blob in get(f'{server.url}/event/12/')[0]] == ['event.json', 'timetable.json']
    assert '/export/event/12.json?detail=contributions' in server.asked


def test_import_fetches_only_when_it_is_allowed(
    server: Server, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    event = {'id': 1, 'start': '10:00', 'duration': '00:30', 'title': 'Knots for beginners', 'persons': []}
    day = {'index': 1, 'date': '2026-06-01', 'rooms': {'Hall': [event]}}
    server.says('/schedule.json', {'schedule': {'conference': {'title': 'Knots', 'days': [day]}}})
    assert main(['import', f'{server.url}/schedule.json', '--into', str(tmp_path / 'a')]) == 2
    assert '--allow-network' in capsys.readouterr().err
    assert server.asked == []
    assert main(['import', '--allow-network', f'{server.url}/schedule.json', '--into', str(tmp_path / 'b')]) == 0
    assert 'Knots for beginners' in ''.join(path.read_text() for path in (tmp_path / 'b').rglob('*.yaml'))


@pytest.mark.parametrize(
    ('url', 'exports'),
    [
        (
            'https://indico.example/event/123/',
            ['/export/event/123.json?detail=contributions', '/export/timetable/123.json'],
        ),
        (
            'https://x.example/indico/event/7/contributions/?view=1',
            ['/indico/export/event/7.json?detail=contributions', '/indico/export/timetable/7.json'],
        ),
        (
            'https://x.example/conferenceDisplay.py?confId=88',
            ['/export/event/88.json?detail=contributions', '/export/timetable/88.json'],
        ),
        ('https://x.example/export/event/7.json?detail=sessions', ['/export/event/7.json?detail=sessions']),
        ('https://pretalx.example/orga/event/meet/schedule/', ['/meet/schedule/export/schedule.json']),
        (
            'https://pretalx.example/api/events/meet/',
            [
                '/api/events/meet/',
                '/api/events/meet/submissions/?expand=speakers,track,tags,submission_type,slots,slots.room&page_size=50',
                '/api/events/meet/rooms/',
            ],
        ),
        ('https://pretalx.example/api/events/meet/talks/?limit=100', ['/api/events/meet/talks/?limit=100']),
        ('https://pretalx.example/meet/schedule/export/schedule.xml', ['/meet/schedule/export/schedule.xml']),
    ],
)
def test_what_an_address_stands_for(url: str, exports: list[str]) -> None:
    base = url[: url.index('/', 8)]
    assert [one.url for one in wanted(url)] == [base + export for export in exports]


def test_what_lies_behind_a_page() -> None:
    sign = b'<html>powered by pretalx</html>'
    for path in ('meet', 'meet/', 'meet/schedule/', 'meet/talk/ABCDEF/', 'meet/speaker/', 'meet/cfp'):
        (one,) = behind(f'https://pretalx.example/{path}', sign)
        assert one.url == 'https://pretalx.example/meet/schedule/export/schedule.json'
    assert behind('https://example.org/meet/', b'<html>programme</html>') == ()
    assert is_page(b'\n<!doctype html><p>')
    assert not is_page(b'<?xml version="1.0"?><schedule/>')


def test_keys_are_not_shown() -> None:
    assert shown('https://x.example/a?apikey=s3cret&detail=x#top') == 'https://x.example/a?apikey=…&detail=x'
    assert shown('https://me:pw@x.example/') == 'https://x.example/'


def led(
    monkeypatch: pytest.MonkeyPatch, server: Server, ports: set[int], addresses: str = '93.184.215.14'
) -> list[int]:
    """All names lead to `addresses`; these ports of theirs are the server's, others nobody's. The ports asked for."""
    asked: list[int] = []

    class Socket(socket.socket):
        def connect(self, address: object) -> None:
            assert isinstance(address, tuple)
            asked.append(address[1])
            if address[1] not in ports:
                raise ConnectionRefusedError
            super().connect(('127.0.0.1', server.port))

    def info(host: str, port: int, **more: object) -> list[tuple[object, ...]]:
        return [(socket.AF_INET, socket.SOCK_STREAM, 0, '', (addresses, port))]

    monkeypatch.setattr('booklet.network.socket.socket', Socket)
    monkeypatch.setattr('booklet.network.socket.getaddrinfo', info)
    return asked


def test_https_is_asked_first(server: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    server.says('/a.json', '{}')
    asked = led(monkeypatch, server, {80})
    blobs, slept = get('http://meet.example/a.json')
    assert asked == [443, 80]
    assert slept == []
    assert (blobs[0].data, blobs[0].where) == (b'{}', 'http://meet.example/a.json')


def test_no_redirect_leads_from_https_back(server: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    server.says('/r', '', status=302, Location='https://other.example/a.json')
    asked = led(monkeypatch, server, {80})
    assert 'connection failed' in refused('http://meet.example/r')
    assert set(asked) == {443, 80}


def test_what_speaks_no_tls_is_no_server_of_https(server: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    led(monkeypatch, server, {443})
    assert 'connection failed' in refused('https://meet.example/a.json')
    assert server.asked == []


def test_names_that_lead_into_a_private_network_are_not_followed(
    server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    server.says('/r', '', status=302, Location='http://inside.example/secret')
    led(monkeypatch, server, {80}, '10.1.2.3')
    assert 'private network' in refused('http://meet.example/r')
    assert server.asked == ['/r']


def test_a_proxy_is_used_where_there_is_one(server: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    server.says('http://meet.example/a.json', '{"by": "proxy"}')
    monkeypatch.setenv('http_proxy', server.url)
    monkeypatch.setenv('https_proxy', server.url)
    monkeypatch.delenv('no_proxy', raising=False)
    monkeypatch.delenv('NO_PROXY', raising=False)
    assert get('http://meet.example/a.json')[0][0].data == b'{"by": "proxy"}'
    assert server.asked[-1] == 'http://meet.example/a.json'
