"""Serves applications with and without prof2dot.web's middleware, by real servers, and compares.

Usage: served.py KIND     wsgi and asgi need Python alone; flask, django, fastapi what they are named after
Run by tests/packaging/web; ends with the counts of its checks.
"""

import asyncio
import concurrent.futures
import contextlib
import contextvars
import functools
import glob
import html.parser
import http.client
import io
import json
import os
import re
import socketserver
import sys
import tempfile
import threading
import time
import wsgiref.simple_server

sys.path.insert(0, os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
from harness import check, equal, finish  # noqa: E402

from prof2dot.web import AsgiMiddleware, WsgiMiddleware  # noqa: E402

SLOW = 0.8
NAP = 1.0
SECRET = "a word that nobody guesses"
FILE_NAME = re.compile(r"\d{8}-\d{6}-\d{3}-[0-9a-f]{12}\.(html|speedscope\.json)")
REQUESTS, THREADS = 1000, 8
SPREAD = 50  # each so many requests one is slow
BODY = b"0123456789" * 5000

naps = {}  # by path: how long its nap took, by the application's own clock
spent = {}  # by path: how long the application took, by a clock outside of the middleware


def napping(path):
    start = time.perf_counter()
    time.sleep(NAP)
    naps[path] = time.perf_counter() - start


async def waiting(path):
    start = time.perf_counter()
    await asyncio.sleep(NAP)
    naps[path] = time.perf_counter() - start


# Applications: what each kind answers to the paths of PATHS; SLOW_PATHS take a nap on the way.


def plain_wsgi(environ, start_response):
    path = environ["PATH_INFO"]
    if path == "/boom":
        raise KeyError(path)
    found = path.startswith(("/fast", "/nap", "/stream", "/file", "/written"))
    headers = [("Content-Type", "text/plain"), ("Set-Cookie", "a=1"), ("Set-Cookie", "b=2"), ("Server-Timing", "db;dur=1")]
    write = start_response("200 OK" if found else "404 Not Found", headers)
    if path.startswith("/nap"):
        napping(path)
    if path == "/written":
        write(b"first ")
    if path == "/file":
        return environ["wsgi.file_wrapper"](io.BytesIO(BODY))
    if path.startswith("/stream"):
        return streamed(path)
    return [path.encode("latin-1")]


def streamed(path):
    yield b"one "
    napping(path)
    yield b"two"


async def plain_asgi(scope, receive, send):
    if scope["type"] == "lifespan":
        while True:
            message = await receive()
            await send({"type": message["type"] + ".complete"})
            if message["type"] == "lifespan.shutdown":
                return
    path = scope["path"]
    if path == "/boom":
        raise KeyError(path)
    if path.startswith("/nap"):
        await waiting(path)
    elif path.startswith("/task"):
        await asyncio.gather(asyncio.create_task(waiting(path)), asyncio.sleep(0))
    elif path.startswith("/thread"):
        await asyncio.get_running_loop().run_in_executor(None, in_context(napping), path)
    headers = [(b"content-type", b"text/plain"), (b"set-cookie", b"a=1"), (b"set-cookie", b"b=2")]
    await send({"type": "http.response.start", "status": 200, "headers": headers})
    if path.startswith("/stream"):
        await send({"type": "http.response.body", "body": b"one ", "more_body": True})
        await waiting(path)
    await send({"type": "http.response.body", "body": path.encode()})
    if path == "/fast/7":
        await asyncio.sleep(NAP)  # what comes after the answer is no part of the request


def in_context(function):
    return functools.partial(contextvars.copy_context().run, function)


def flask_app():
    import flask

    app = flask.Flask("served")

    @app.route("/<kind>/<number>")
    def answer(kind, number):
        path = flask.request.path
        if kind == "nap":
            napping(path)
        if kind == "stream":
            return flask.Response(streamed(path))
        response = flask.make_response(path)
        response.set_cookie("a", "1")
        response.set_cookie("b", "2")
        return response

    @app.route("/file")
    def file():
        return flask.send_file(__file__)

    @app.route("/boom")
    def boom():
        raise KeyError("boom")

    return app


def django_apps():
    """The WSGI and the ASGI application of a Django project in this file."""
    import django
    from django.conf import settings
    from django.http import FileResponse, HttpResponse, StreamingHttpResponse
    from django.urls import re_path

    def answer(request, kind="", number=""):
        if kind == "nap":
            napping(request.path)
        if kind == "stream":
            return StreamingHttpResponse(streamed(request.path))
        if kind == "boom":
            raise KeyError("boom")
        if kind == "file":
            return FileResponse(open(__file__, "rb"))
        response = HttpResponse(request.path)
        response.set_cookie("a", "1")
        return response

    settings.configure(
        DEBUG=False, ALLOWED_HOSTS=["*"], ROOT_URLCONF=__name__, SECRET_KEY="for tests", LOGGING_CONFIG=None
    )
    globals()["urlpatterns"] = [re_path("^(?P<kind>[a-z]+)(?:/(?P<number>.*))?$", answer)]
    django.setup()
    from django.core.asgi import get_asgi_application
    from django.core.wsgi import get_wsgi_application

    return get_wsgi_application(), get_asgi_application()


def fastapi_app():
    import fastapi
    import starlette.responses

    events.clear()

    @contextlib.asynccontextmanager
    async def lifespan(app):
        events.append("up")
        yield
        events.append("down")

    app = fastapi.FastAPI(lifespan=lifespan)

    @app.middleware("http")
    async def passing(request, call_next):  # runs what is below it in a task of its own
        return await call_next(request)

    @app.get("/fast/{number}")
    async def fast(number, request: fastapi.Request):
        return request.url.path

    @app.get("/nap/{number}")
    async def nap(number, request: fastapi.Request):
        await waiting(request.url.path)

    @app.get("/thread/{number}")
    def thread(number, request: fastapi.Request):  # runs in a worker thread
        napping(request.url.path)

    @app.get("/stream/{number}")
    async def stream(number, request: fastapi.Request):
        return starlette.responses.StreamingResponse(streamed(request.url.path))

    @app.get("/boom")
    async def boom():
        raise KeyError("boom")

    @app.websocket("/socket")
    async def socket(socket: fastapi.WebSocket):
        await socket.accept()
        await socket.send_text(await socket.receive_text())
        await socket.close()

    return app


events = []

# Clocks outside of the middleware, and servers.


def timed_wsgi(app):
    def timed(environ, start_response):
        path, start = environ["PATH_INFO"], time.perf_counter()
        try:
            body = app(environ, start_response)
        finally:
            spent[path] = time.perf_counter() - start
        if hasattr(body, "__len__") or isinstance(body, environ.get("wsgi.file_wrapper", ())):
            return body
        return parts(body, path)

    def parts(body, path):
        try:
            while True:
                start = time.perf_counter()
                try:
                    part = next(body) if hasattr(body, "__next__") else next(body := iter(body))
                except StopIteration:
                    return
                finally:
                    spent[path] += time.perf_counter() - start
                yield part
        finally:
            getattr(body, "close", lambda: None)()

    return timed


def timed_asgi(app):
    async def timed(scope, receive, send):
        if scope["type"] != "http":
            return await app(scope, receive, send)
        path, start = scope["path"], time.perf_counter()

        async def timed_send(message):
            await send(message)
            if message["type"] == "http.response.body" and not message.get("more_body"):
                spent[path] = time.perf_counter() - start

        spent[path] = 0
        await app(scope, receive, timed_send)

    return timed


class ThreadingServer(socketserver.ThreadingMixIn, wsgiref.simple_server.WSGIServer):
    daemon_threads = True
    request_queue_size = 64


class Quiet(wsgiref.simple_server.WSGIRequestHandler):
    def log_message(self, *arguments):
        pass

    def get_stderr(self):
        return open(os.devnull, "w")


def by_python(app):
    return wsgiref.simple_server.make_server("127.0.0.1", 0, app, ThreadingServer, Quiet)


def by_werkzeug(app):
    from werkzeug.serving import WSGIRequestHandler, make_server

    class Handler(WSGIRequestHandler):
        def log(self, *arguments):
            pass

    return make_server("127.0.0.1", 0, app, threaded=True, request_handler=Handler)


@contextlib.contextmanager
def served_wsgi(app, make=by_werkzeug):
    """The port of a server of a WSGI application, in threads."""
    server = make(app)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield server.server_port
    server.shutdown()
    server.server_close()


@contextlib.contextmanager
def served_asgi(app):
    """The port of uvicorn, which serves an ASGI application."""
    import uvicorn

    server = uvicorn.Server(uvicorn.Config(app, host="127.0.0.1", port=0, log_level="critical"))
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    while not server.started:
        time.sleep(0.02)
    yield server.servers[0].sockets[0].getsockname()[1]
    server.should_exit = True
    thread.join(20)


def get(port, path, headers=(), method="GET"):
    """(status, headers without the date, body); None for an answer that breaks off."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    try:
        connection.putrequest(method, path, skip_accept_encoding=True)
        for name, value in headers:
            connection.putheader(name, value)
        connection.endheaders()
        answer = connection.getresponse()
        kept = sorted(item for item in answer.getheaders() if item[0].lower() not in ("date", "last-modified"))
        return answer.status, kept, answer.read()
    except (http.client.HTTPException, ConnectionError):
        return None
    finally:
        connection.close()


def without_ours(answer):
    """The answer without our header, and this."""
    if answer is None:
        return None, []
    status, headers, body = answer
    ours = [value for name, value in headers if name.lower() == "server-timing" and value.startswith("prof2dot;")]
    return (status, [item for item in headers if item[1] not in ours], body), ours


class Index(html.parser.HTMLParser):
    """The links of an index, the text of each row, and the elements that it has no use for."""

    def __init__(self, text):
        super().__init__()
        self.links, self.texts, self.odd = [], [], []
        self.feed(text)

    def handle_starttag(self, tag, attributes):
        self.links += [value for name, value in attributes if name == "href"]
        if tag in ("script", "img", "iframe", "b") or any(name.startswith("on") for name, _ in attributes):
            self.odd.append(tag)

    def handle_data(self, text):
        self.texts.append(text)


def recordings(folder):
    """The recordings in a folder, by the path of their request."""
    found = {}
    for path in glob.glob(os.path.join(folder, "*.speedscope.json")):
        with open(path) as file:
            told = json.load(file)
        found[told["prof2dot"]["request"].split(" ", 1)[1]] = told
    return found


def seconds_below(told, name):
    frames, profile = told["shared"]["frames"], told["profiles"][0]
    named = {i for i, frame in enumerate(frames) if frame["name"].split(".")[-1] == name}
    pairs = zip(profile["samples"], profile["weights"])
    return sum(weight for sample, weight in pairs if named.intersection(sample))


# Checks, of each kind of application.


def check_same(served, app, wrapped, paths):
    """Answers are the same as without the middleware, and with one entry more."""
    with served(app) as port:
        before = [get(port, path, method=method) for path in paths for method in ("GET", "HEAD")]
    with served(wrapped) as port:
        after = [get(port, path, method=method) for path in paths for method in ("GET", "HEAD")]
    names = [(path, method) for path in paths for method in ("GET", "HEAD")]
    for name, old, new in zip(names, before, after):
        answer, ours = without_ours(new)
        equal(answer, old, "the answer to %s %s" % name[::-1])
        check(old is None or len(ours) == 1 or old[0] == 500, "its entry: %s %s" % name[::-1], new)


def check_many(served, timed, middleware, slow):
    """1,000 requests at a time: which are reported, and what their reports say."""
    paths = [
        "%s/%d" % (slow[i // SPREAD % len(slow)][0] if i % SPREAD == 0 else "/fast", i) for i in range(REQUESTS)
    ]
    with served(timed) as port, concurrent.futures.ThreadPoolExecutor(THREADS) as pool:
        answers = list(pool.map(lambda path: get(port, path), paths))
    check(all(answer and answer[0] == 200 for answer in answers), "all are answered")
    check(middleware.reports.wait(300), "reports are written in time")
    told = recordings(middleware.reports.folder)
    check_told(paths, told, dict(slow))
    check(len(naps) >= REQUESTS // SPREAD, "there were naps")


def check_told(paths, told, slow):
    """Slow requests have a report, and the others none; times are those of the clocks in and around
    the application. `slow`: which function takes a nap, by the first part of a path."""
    differences = []
    for path in paths:
        took = told[path]["prof2dot"]["seconds"] if path in told else spent[path]
        is_near = path not in told and abs(took - SLOW) < 0.2
        check((path in told) == (took >= SLOW) or is_near, "a report of %s" % path, (took, spent[path]))
        differences.append(abs(took - spent[path]))
        if path in naps:
            recorded = seconds_below(told[path], slow["/" + path.split("/")[1]])
            differences.append(abs(recorded - naps[path]))
        if path in told:
            check(abs(sum(told[path]["profiles"][0]["weights"]) - took) < 1e-6, "a sum", path)
    # Clocks are read one after the other, between which other threads run now and then.
    differences.sort()
    check(differences[len(differences) * 9 // 10] < 0.02, "most times are right", differences[-20:])
    check(differences[-4] < 0.2, "all but three times are nearly right", differences[-20:])


def check_asked(served, wrapped, folder):
    """Who knows the secret gets a report of a fast request; what others send has no effect."""
    hostile = ["/..%2f..%2fetc/passwd", "/fast/%3Cscript%3Ealert(1)%3C/script%3E", "/fast/%00%e2%80%ae%ff", "/fast/" + "x" * 5000]
    with served(wrapped) as port:
        for value in ("", "wrong", SECRET[:-1], SECRET + "x", "\xe4\xff", "../../x", "a" * 8000):
            answer = get(port, "/fast/1", [("X-Prof2dot", value.encode("latin-1"))])
            check(answer[0] in (200, 400, 431) and "desc" not in str(answer[1]), "a wrong secret", value[:20])
        before = set(os.listdir(os.path.dirname(folder)))
        named = []
        for path in hostile:
            answer = get(port, path, [("X-Prof2dot", SECRET)])
            named += re.findall(r'desc="([^"]*)"', " ".join(without_ours(answer)[1]))
    check(wrapped.reports.wait(300), "reports are written")
    equal(set(os.listdir(os.path.dirname(folder))), before, "nothing beside the folder")
    files = [name for name in os.listdir(folder) if name not in ("index.html", ".lock")]
    check(named and all(FILE_NAME.fullmatch(name) for name in files), "names of files are ours", files)
    equal(sorted(name + ".html" for name in named), sorted(n for n in files if n.endswith("html")), "as told")
    with open(os.path.join(folder, "index.html"), encoding="utf-8") as file:
        index = Index(file.read())
    equal((sorted(index.links), index.odd), (sorted(n + ".html" for n in named), []), "the index")
    check("<script>alert(1)" in "".join(index.texts), "paths are text in it")


def check_kind(served, kind, app, paths, slow, timed):
    with tempfile.TemporaryDirectory() as place:
        off = kind(app, os.path.join(place, "off"))
        with served(off) as port:
            equal(without_ours(get(port, "/fast/1"))[1], [], "off unless it is asked for")
        folder = os.path.join(place, "same")
        check_same(served, app, kind(app, folder, slower_than=SLOW), paths)
        naps.clear()
        wrapped = kind(app, os.path.join(place, "many"), slower_than=SLOW)
        check_many(served, timed(wrapped), wrapped, slow)
        folder = os.path.join(place, "asked", "reports")
        os.mkdir(os.path.dirname(folder))
        check_asked(served, kind(app, folder, secret=SECRET, source="never"), folder)
    return app


def check_wsgi():
    paths = ["/fast/1", "/stream/1", "/boom", "/file", "/written", "/nothing"]
    slow = [("/nap", "napping"), ("/stream", "napping")]
    check_kind(functools.partial(served_wsgi, make=by_python), WsgiMiddleware, plain_wsgi, paths, slow, timed_wsgi)
    check_folder()
    check_damaged()


def answer_of(app, path, headers=None):
    """What an application answers without a server."""
    environ = {"REQUEST_METHOD": "GET", "PATH_INFO": path, **(headers or {})}
    return b"".join(app(environ, lambda status, headers: lambda data: None))


def check_folder():
    """Old reports go; processes that were forked share the folder; nonsense is refused."""
    with tempfile.TemporaryDirectory() as place:
        app = WsgiMiddleware(plain_wsgi, place, secret=SECRET, keep=3)
        asking = {"HTTP_X_PROF2DOT": SECRET}
        for number in range(5):
            answer_of(app, "/fast/%d" % number, asking)
        check(app.reports.wait(300), "reports are written")
        child = os.fork()
        if not child:
            answer_of(app, "/fast/child", asking)
            os._exit(0 if app.reports.wait(300) else 1)
        equal(os.waitpid(child, 0)[1], 0, "a child writes its report")
        answer_of(app, "/fast/parent", asking)
        check(app.reports.wait(300), "the parent writes one, too")
        names = sorted(os.listdir(place))
        equal(len(names), 2 + 2 * 3, "three reports are kept: %s" % names)
        with open(os.path.join(place, "index.html"), encoding="utf-8") as file:
            text = file.read()
        check("/fast/child" in text and "/fast/parent" in text, "both are in the index")
        equal(os.stat(place).st_mode & 0o077, 0, "the folder is the user's own")
    for wrong in ({"secret": "short"}, {"keep": 0}):
        try:
            WsgiMiddleware(plain_wsgi, place, **wrong)
            check(False, "is refused", wrong)
        except ValueError:
            check(not os.path.exists(place), "refused before anything is made")


def check_damaged():
    """Recordings that are damaged or gone are left out of the index, and stop no report."""
    damaged = [b"{", b"\xff", b"[" * 100000, b'{"prof2dot": {"seconds": "long", "status": 1, "request": "GET /odd"}}', None]
    with tempfile.TemporaryDirectory() as place:
        for number, content in enumerate(damaged):
            base = os.path.join(place, "20200101-%06d-000-0123456789ab" % number)
            for ending, written in ((".html", b""), (".speedscope.json", content)):
                if written is not None:
                    with open(base + ending, "wb") as file:
                        file.write(written)
        app = WsgiMiddleware(plain_wsgi, place, secret=SECRET, keep=100)
        for path in ("/fast/1", "/fast/2"):
            answer_of(app, path, {"HTTP_X_PROF2DOT": SECRET})
            check(app.reports.wait(20), "a report is written beside damaged ones")
        with open(os.path.join(place, "index.html"), encoding="utf-8") as file:
            text = file.read()
        check("2 reports" in text and "/fast/1" in text and "/fast/2" in text, "both are in the index", text[-600:])


class OddTask(asyncio.Task):
    """As another library's may be."""

    def get_coro(self):
        raise TypeError("it does not tell")


async def resting(scope, receive, send):
    await asyncio.sleep(0.3)
    await send({"type": "http.response.start", "status": 200, "headers": []})
    await send({"type": "http.response.body", "body": b""})


def check_odd_tasks():
    """A task of which no stack is to be had costs no other request its stacks."""

    async def both(app):
        async def send(message):
            await asyncio.sleep(0)

        def answer(path):
            headers = [(b"x-prof2dot", SECRET.encode())]
            return app({"type": "http", "method": "GET", "path": path, "headers": headers}, None, send)

        await OddTask(answer("/odd"))
        await asyncio.create_task(answer("/plain"))

    with tempfile.TemporaryDirectory() as place:
        app = AsgiMiddleware(resting, place, secret=SECRET)
        asyncio.run(both(app))
        check(app.reports.wait(300), "reports are written")
        told = recordings(place)
    check(seconds_below(told["/plain"], "resting") > 0.1, "the request after an odd task has stacks")


def check_asgi():
    """Without a server: 1,000 requests at a time in one thread, that interleave."""

    async def all_of(app, paths):
        def answer(path):
            async def send(message):
                await asyncio.sleep(0)

            scope = {"type": "http", "method": "GET", "path": path, "headers": []}
            return app(scope, None, send)

        gate = asyncio.Semaphore(THREADS)

        async def one(path):
            async with gate:
                await answer(path)

        await asyncio.gather(*map(one, paths))

    slow = {"/nap": "waiting", "/task": "waiting", "/thread": "napping", "/stream": "waiting"}
    kinds = list(slow)
    paths = ["%s/%d" % (kinds[i // 10 % 4] if i % 10 == 0 else "/fast", i) for i in range(200)]
    with tempfile.TemporaryDirectory() as place:
        app = AsgiMiddleware(plain_asgi, place, slower_than=SLOW)
        asyncio.run(all_of(timed_asgi(app), paths))
        check(app.reports.wait(300), "reports are written")
        told = recordings(place)
    check_told(paths, told, slow)
    check_odd_tasks()


def check_flask():
    paths = ["/fast/1", "/stream/1", "/boom", "/file", "/nothing"]
    slow = [("/nap", "napping"), ("/stream", "napping")]
    check_kind(served_wsgi, WsgiMiddleware, flask_app().wsgi_app, paths, slow, timed_wsgi)


def check_django():
    wsgi, asgi = django_apps()
    paths = ["/fast/1", "/stream/1", "/boom", "/file", "/NOTHING"]
    check_kind(served_wsgi, WsgiMiddleware, wsgi, paths, [("/nap", "napping"), ("/stream", "napping")], timed_wsgi)
    check_kind(served_asgi, AsgiMiddleware, asgi, paths[:3], [("/nap", "napping")], timed_asgi)


def check_fastapi():
    import websockets.sync.client

    paths = ["/fast/1", "/stream/1", "/boom", "/nothing"]
    slow = [("/nap", "waiting"), ("/thread", "napping"), ("/stream", "napping")]
    app = fastapi_app()
    check_kind(served_asgi, AsgiMiddleware, app, paths, slow, timed_asgi)
    with tempfile.TemporaryDirectory() as place:
        events.clear()
        wrapped = AsgiMiddleware(app, place, slower_than=0.0)
        with served_asgi(wrapped) as port:
            with websockets.sync.client.connect("ws://127.0.0.1:%d/socket" % port) as socket:
                socket.send("hello")
                equal(socket.recv(), "hello", "sockets pass through")
        equal(events, ["up", "down"], "and so does lifespan")
        equal(os.listdir(place), [], "neither is measured")


{
    "wsgi": check_wsgi,
    "asgi": check_asgi,
    "flask": check_flask,
    "django": check_django,
    "fastapi": check_fastapi,
}[sys.argv[1]]()
finish()
