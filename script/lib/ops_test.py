"""Whole-server tests with real parts: a built `aisle`, real sockets, real SQLite files, and kill -9.

usage: ops_test.py AISLE_BINARY   (run by script/test; standard library only)
Prints one line a test and ends with "N passed, N failed".
"""
import base64, hashlib, hmac, json, os, random, re, shutil, signal, socket, sqlite3, struct, subprocess, sys, tempfile, threading, time, urllib.error, urllib.parse, urllib.request

import served
from served import AISLE, ROOT

results = []


class Server(served.Server):
    """With a caller who asks for an order, whatever the sound."""

    def __init__(self, folder, umask=None, **settings):
        super().__init__(folder, umask, **{"telephony_twilio_require_token": "false", "speech_stub_reply": "where is my order",
                                           **settings})

    def metric(self, name):
        return sum(float(line.rsplit(" ", 1)[1]) for line in self.get("/metrics").splitlines() if line.startswith(name))


class Call:
    """A carrier's stream: speaks (noise in the shape of speech), listens, counts what it gets."""

    def __init__(self, port, silent=False):
        self.socket = socket.create_connection(("127.0.0.1", port), 5)
        key = base64.b64encode(os.urandom(16)).decode()
        self.socket.sendall((f"GET /twilio/media HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nUpgrade: websocket\r\n"
                             f"Connection: Upgrade\r\nSec-WebSocket-Key: {key}\r\nSec-WebSocket-Version: 13\r\n\r\n").encode())
        head = b""
        while b"\r\n\r\n" not in head:
            piece = self.socket.recv(1024)
            if not piece:
                raise AssertionError("no upgrade: " + head.decode())
            head += piece
        if b" 101 " not in head.split(b"\r\n")[0]:
            raise AssertionError("no upgrade: " + head.decode())
        self.sid, self.call = "MZ" + os.urandom(16).hex(), "CA" + os.urandom(16).hex()
        self.media = self.audible = 0
        self.closed = False
        self.silent = silent
        self.running = True
        self.rest = head.split(b"\r\n\r\n", 1)[1]

    def send(self, message):
        data = message if isinstance(message, bytes) else json.dumps(message).encode()
        mask = os.urandom(4)
        head = bytes([0x81]) + (bytes([0x80 | len(data)]) if len(data) < 126 else bytes([0xFE]) + struct.pack(">H", len(data))
                                if len(data) < 65536 else bytes([0xFF]) + struct.pack(">Q", len(data)))
        self.socket.sendall(head + mask + bytes(b ^ mask[i % 4] for i, b in enumerate(data)))

    def open(self):
        self.send({"event": "connected", "protocol": "Call", "version": "1.0.0"})
        self.send({"event": "start", "sequenceNumber": "1", "streamSid": self.sid, "start": {
            "accountSid": "AC0", "streamSid": self.sid, "callSid": self.call, "tracks": ["inbound"],
            "mediaFormat": {"encoding": "audio/x-mulaw", "sampleRate": 8000, "channels": 1}, "customParameters": {}}})
        self.threads = [threading.Thread(target=self.receive, daemon=True), threading.Thread(target=self.talk, daemon=True)]
        for thread in self.threads:
            thread.start()
        return self

    def talk(self):
        """20 ms frames in real time: two seconds of quiet, one and a half of the recorded question, and so on."""
        words = UTTERANCE
        chunk, due, phase = 0, time.monotonic(), 0
        try:
            while self.running:
                frame = b"\xff" * 160
                cycle = chunk % 220
                if not self.silent and cycle >= 150 and (cycle - 150) * 160 < len(words):
                    frame = words[(cycle - 150) * 160:(cycle - 149) * 160].ljust(160, b"\xff")
                chunk += 1
                self.send({"event": "media", "sequenceNumber": str(chunk + 1), "streamSid": self.sid, "media": {
                    "track": "inbound", "chunk": str(chunk), "timestamp": str(chunk * 20),
                    "payload": base64.b64encode(frame).decode()}})
                due += 0.02
                time.sleep(max(0, due - time.monotonic()))
        except OSError:
            pass

    def receive(self):
        data = self.rest
        try:
            while self.running:
                while True:
                    if len(data) >= 2:
                        length, at = data[1] & 127, 2
                        if length == 126 and len(data) >= 4:
                            length, at = struct.unpack(">H", data[2:4])[0], 4
                        if len(data) >= at + length and length != 126:
                            break
                    piece = self.socket.recv(65536)
                    if not piece:
                        self.closed = True
                        return
                    data += piece
                opcode, payload, data = data[0] & 15, data[at:at + length], data[at + length:]
                if opcode == 8:
                    self.closed = True
                    return
                if opcode == 1:
                    message = json.loads(payload)
                    if message["event"] == "media":
                        self.media += 1
                    elif message["event"] == "mark":
                        self.send({"event": "mark", "streamSid": self.sid, "sequenceNumber": "1", "mark": message["mark"]})
        except OSError:
            self.closed = True

    def close(self):
        self.running = False
        try:
            self.send({"event": "stop", "streamSid": self.sid, "sequenceNumber": "9", "stop": {"accountSid": "AC0", "callSid": self.call}})
        except OSError:
            pass
        self.socket.close()


def speechlike():
    """1.2 s of a voiced buzz with a moving formant in mu-law: enough for a voice detector, the stub hears its own words."""
    out = bytearray()
    for n in range(9600):
        t = n / 8000
        value = 0
        for harmonic in range(1, 20):
            f = 120 * harmonic
            gain = 1 / (1 + ((f - 500 - 300 * (t * 3 % 1)) / 200) ** 2) + 0.5 / (1 + ((f - 1500) / 300) ** 2)
            value += gain * __import__("math").sin(2 * 3.14159265 * f * t)
        value = int(max(-30000, min(30000, value * 6000 * (0.4 + 0.6 * abs(__import__("math").sin(t * 12))))))
        sign = 0x80 if value < 0 else 0
        value = min(abs(value), 32635) + 132
        exponent = max(0, value.bit_length() - 8)
        out.append(~(sign | exponent << 4 | (value >> (exponent + 3)) & 15) & 255)
    return bytes(out)


UTTERANCE = speechlike()


def test(function):
    folder = tempfile.mkdtemp(prefix="aisle-ops-")
    server = None
    try:
        function(folder)
        results.append(True)
        print(f"ok    {function.__name__.replace('_', ' ')}", flush=True)
    except Exception as error:  # noqa: every failure is told, and the rest still runs
        results.append(False)
        print(f"FAIL  {function.__name__.replace('_', ' ')}: {type(error).__name__}: {error}", flush=True)
    finally:
        for running in [s for s in SERVERS if s.process and s.process.poll() is None]:
            running.kill()
        SERVERS.clear()
        shutil.rmtree(folder, ignore_errors=True)


SERVERS = []


def started(folder, **settings):
    server = Server(folder, **settings)
    SERVERS.append(server)
    return server.start()


def entries(folder):
    with sqlite3.connect(f"file:{folder}/journal.sqlite?mode=ro", uri=True) as db:
        tables = [r[0] for r in db.execute("select name from sqlite_master where type='table'")]
        assert "entry" in tables, tables
        return {(r[0], r[1]): bytes(r[2]) for r in db.execute("select conversation, sequence, hash from entry")}


def killed_at_random_points_nothing_acknowledged_is_lost_and_all_replays(folder):
    for _ in range(4):
        server = started(folder)
        calls = [Call(server.port).open() for _ in range(6)]
        time.sleep(random.uniform(2.0, 9.0))
        # What a reader can see is committed; it must still be there, byte for byte, after the kill.
        before = entries(folder)
        server.kill()
        for call in calls:
            call.close()
        after = entries(folder)
        lost = [key for key, value in before.items() if after.get(key) != value]
        assert before and not lost, f"{len(lost)} of {len(before)} entries lost"
    server = started(folder)
    with sqlite3.connect(f"file:{folder}/journal.sqlite?mode=ro", uri=True) as db:
        still_open = db.execute("select count(*) from conversation where ended_at is null").fetchone()[0]
    assert still_open == 0, f"{still_open} conversations are open after recovery"
    server.stop()
    replay = server.run("replay", "--all")
    assert replay.returncode == 0, replay.stdout[-800:] + replay.stderr[-400:]
    assert re.search(r"(\d+) of \1 conversations are identical", replay.stdout), replay.stdout[-200:]


def a_call_is_seen_in_the_console_and_ends_in_the_journal(folder):
    server = started(folder)
    call = Call(server.port).open()
    deadline = time.time() + 20
    while time.time() < deadline and "Please" not in server.get("/") and "order number" not in server.get("/"):
        time.sleep(0.3)
    page = server.get("/")
    assert "where is my order" in page and "order number" in page, "the transcript is not on the page"
    call.close()
    time.sleep(1)
    assert server.metric("aisle_conversations_ended_total") == 1
    log = open(os.path.join(folder, "log")).read()
    assert "where is my order" not in log, "the log carries what a caller said"
    server.stop()


def bad_streams_end_alone(folder):
    server = started(folder)
    good = Call(server.port).open()
    time.sleep(1)
    for payload in [b"{", b'{"event":"start"}', b'{"event":"media","media":{"payload":"!!!!"}}', b"x" * 70000, b"\xff\xfe\x00"]:
        bad = Call(server.port)
        try:
            bad.send(payload)
            bad.socket.settimeout(5)
            while bad.socket.recv(4096):
                pass
        except (ConnectionError, BrokenPipeError):
            pass
        bad.socket.close()
    before = good.media
    time.sleep(6)
    assert good.media > before and not good.closed, "the good call was disturbed"
    assert server.metric("aisle_streams_refused_total") + server.metric("aisle_calls_ended_total") >= 5, "not all were counted"
    good.close()
    server.stop()


def stopping_ends_calls_in_order_and_quickly(folder):
    server = started(folder)
    calls = [Call(server.port).open() for _ in range(3)]
    lurker = socket.create_connection(("127.0.0.1", server.port))
    events = urllib.request.urlopen(f"http://127.0.0.1:{server.port}/events", timeout=5)
    time.sleep(3)
    seconds = server.stop()
    assert server.process.returncode == 0, server.process.returncode
    assert seconds < 45, f"took {seconds:.0f} s"
    lurker.close()
    events.close()
    with sqlite3.connect(f"file:{folder}/journal.sqlite?mode=ro", uri=True) as db:
        assert db.execute("select count(*) from conversation where ended_at is null").fetchone()[0] == 0
    for call in calls:
        call.close()


def a_signed_webhook_is_needed_when_a_token_is_configured(folder):
    server = started(folder, telephony_twilio_auth_token="12345", server_public_origin="https://voice.example.com",
                     telephony_twilio_require_token="true")
    form = {"CallSid": "CA1", "From": "+12065550123", "To": "+12065550100", "AccountSid": "AC1"}

    def post(signature):
        request = urllib.request.Request(f"http://127.0.0.1:{server.port}/twilio/voice", urllib.parse.urlencode(form).encode(),
                                         {"X-Twilio-Signature": signature} if signature else {})
        try:
            return urllib.request.urlopen(request, timeout=5).read().decode()
        except urllib.error.HTTPError as error:
            return error.code

    base = "https://voice.example.com/twilio/voice" + "".join(k + form[k] for k in sorted(form))
    import hmac
    signature = base64.b64encode(hmac.new(b"12345", base.encode(), hashlib.sha1).digest()).decode()
    twiml = post(signature)
    assert 'url="wss://voice.example.com/twilio/media"' in twiml and '<Parameter name="token"' in twiml, twiml
    assert twiml.index("<Say") > twiml.index("</Connect>"), "the fallback must follow the stream"
    assert post("") == 403 and post("AAAA" + signature[4:]) == 403
    server.stop()


def mistakes_in_files_stop_the_start(folder):
    bad = os.path.join(folder, "bad.yaml")
    open(bad, "w").write("server:\n  prot: 80\n")
    run = subprocess.run([AISLE, "server", "--config", bad], cwd=ROOT, capture_output=True, text=True, timeout=60,
                         env={**os.environ, "AISLE_DATA": folder + "/never"})
    assert run.returncode == 2 and "bad.yaml:2" in run.stderr and "did you mean 'port'" in run.stderr, run.stderr
    assert not os.path.exists(folder + "/never"), "something was started"
    retail = os.path.join(folder, "retail")
    shutil.copytree(os.path.join(ROOT, "retail"), retail)
    path = os.path.join(retail, "intents/store-hours.yaml")
    text = open(path).read()
    open(path, "w").write(text.replace("owner: stores\n", ""))
    run = subprocess.run([AISLE, "server"], cwd=ROOT, capture_output=True, text=True, timeout=60,
                         env={**os.environ, "AISLE_DATA": folder + "/never", "AISLE_RETAIL": retail})
    assert run.returncode == 2 and "'owner' is missing" in run.stderr and "store-hours.yaml" in run.stderr, run.stderr
    assert not os.path.exists(folder + "/never"), "something was started"


def files_with_personal_data_are_their_owners_alone_whatever_the_umask(folder):
    retail, data = os.path.join(folder, "retail"), os.path.join(folder, "deep/er/data")
    shutil.copytree(os.path.join(ROOT, "retail"), retail)
    policy = open(os.path.join(retail, "policy.yaml")).read()
    # Wherever the caller may be: from the first word.
    everywhere = policy.replace("consent: all_party", "consent: one_party").replace("consent: notice", "consent: one_party")
    open(os.path.join(retail, "policy.yaml"), "w").write(everywhere)
    open(os.path.join(retail, "events.yaml"), "w").write(
        f"files:\n  till: {{ folder: {folder} }}\nout:\n  crm: {{ webhook: 'http://127.0.0.1:9/', secrets: [env:OPS_SECRET] }}\n")
    server = Server(folder, umask=0, data=data, retail=retail, recording_enabled="true")
    server.environment["OPS_SECRET"] = "a secret for nobody"
    SERVERS.append(server)
    server.start()
    call = Call(server.port).open()
    time.sleep(4)
    call.close()
    chat = server.run("chat", said="where is my order\n")
    assert chat.returncode == 0, chat.stderr
    server.run("chat", "--sandbox", "shop", said="where is my order\n")
    deadline = time.time() + 20
    while time.time() < deadline and not os.path.exists(data + "/recordings"):
        time.sleep(0.2)
    seen = {}
    for place, _, names in os.walk(data):
        for path in [place] + [os.path.join(place, name) for name in names]:
            seen[os.path.relpath(path, data)] = os.stat(path).st_mode & 0o777
    wrong = {name: oct(mode) for name, mode in seen.items()
             if mode != (0o700 if os.path.isdir(os.path.join(data, name)) else 0o600)}
    assert not wrong, wrong
    for folder_made in ("deep", "deep/er"):
        assert os.stat(os.path.join(folder, folder_made)).st_mode & 0o777 == 0o700, folder_made
    wanted = [base + side for base in ("journal.sqlite", "shop.sqlite", "events.sqlite") for side in ("", "-wal", "-shm")]
    wanted += ["master.key", "chat/journal.sqlite", "sandbox/journal.sqlite", "recordings", "recordings.keys"]
    assert all(name in seen for name in wanted), sorted(seen)
    assert any(name.endswith(".rec") for name in seen), sorted(seen)
    server.stop()


def ledger(server, *arguments, code=0):
    run = server.run("ledger", *arguments)
    assert run.returncode == code, (arguments, run.returncode, run.stdout, run.stderr)
    return run.stdout + run.stderr


def with_an_open_write(folder):
    """A data folder in whose ledger a process died after it had written down what it was about to do."""
    probe = subprocess.run([os.path.join(os.path.dirname(AISLE), "LedgerProbe"), "run", folder, "afterIntention", "1", "3"],
                           capture_output=True, text=True, timeout=60)
    assert probe.returncode == -signal.SIGKILL and "told 0 done" in probe.stdout, (probe.returncode, probe.stdout, probe.stderr)
    for name in os.listdir(folder):
        if name.startswith("journal.db"):
            os.rename(os.path.join(folder, name), os.path.join(folder, name.replace("journal.db", "journal.sqlite")))
    return Server(folder)


def row(folder, key):
    with sqlite3.connect(f"file:{folder}/journal.sqlite?mode=ro", uri=True) as db:
        return db.execute("select state, asks, decision is not null from write_entry where key = ?", (key,)).fetchone()


def an_open_write_is_listed_shown_and_decided_by_hand(folder):
    server = with_an_open_write(folder)
    assert "1 write has no certain outcome" in ledger(server) and "No server runs" in ledger(server)
    key = json.loads(ledger(server, "list", "--json"))["open"][0]["key"]
    shown = ledger(server, "show", key[:-1])
    assert f"write {key}" in shown and "perhaps never sent" in shown and f"aisle ledger decide {key} not-done" in shown, shown
    operation = re.search(r"operation +(\w+) at files", shown)
    assert operation, shown
    assert "a decision needs a reason" in ledger(server, "decide", key, "not-done", "--reason", " ", code=2)
    assert "say by which rule" in ledger(server, "decide", key, "refused", "--reason", "looked", code=2)
    assert "there is no write" in ledger(server, "decide", "nothing", "not-done", "--reason", "looked", code=2)
    assert row(folder, key)[0] == "intended", "an objection changed something"
    said = ledger(server, "decide", key, "not-done", "--reason", "the back end knows nothing of it", "--by", "sam")
    assert f"{key}: recorded as not done, by a person" in said, said
    assert row(folder, key)[::2] == ("failed", 1)
    assert "No write is open" in ledger(server)
    shown = ledger(server, "show", key)
    assert "by sam" in shown and "the back end knows nothing of it" in shown, shown
    assert "is settled already" in ledger(server, "decide", key, "refused", "--rule", "tooLate", "--reason", "x", code=2)
    with sqlite3.connect(f"file:{folder}/journal.sqlite?mode=ro", uri=True) as db:
        kinds = [r[0] for r in db.execute("select kind from entry where conversation = 'ledger decisions'")]
        everything = b"".join(bytes(part) for r in db.execute("select open, sealed from entry") for part in r if part)
    assert kinds == ["ledger.decided"] and b"knows nothing" not in everything, kinds


def a_running_server_takes_the_decision(folder):
    server = with_an_open_write(folder)
    SERVERS.append(server)
    server.start()
    key = json.loads(ledger(server, "list", "--json"))["open"][0]["key"]
    assert "A server runs" in ledger(server)
    said = ledger(server, "decide", key, "refused", "--rule", "alreadyShipped", "--reason", "its page says so")
    assert f"{key}: recorded as refused" in said, said
    assert row(folder, key)[::2] == ("failed", 1)
    assert server.metric('aisle_ledger_writes_total') >= 2
    with urllib.request.urlopen(f"http://127.0.0.1:{server.port}/systems", timeout=5) as page:
        assert page.status == 200
    try:
        server.get("/internal/ledger")
        raise AssertionError("the ledger is open to whoever asks")
    except urllib.error.HTTPError as error:
        assert error.code == 401, error.code
    server.stop()


def a_contradicted_write_is_listed_until_somebody_takes_note(folder):
    server = with_an_open_write(folder)
    key = json.loads(ledger(server, "list", "--json"))["open"][0]["key"]
    ledger(server, "decide", key, "not-done", "--reason", "not there")
    with sqlite3.connect(f"{folder}/journal.sqlite") as db:
        db.execute("update write_entry set contradicted_at = updated_at + 60000 where key = ?", (key,))
    SERVERS.append(server)
    for _ in range(2):
        server.start()
        assert "the back end said otherwise afterwards" in ledger(server) and key in ledger(server)
        assert server.metric('aisle_ledger_writes_total{') >= 1 and 'report="contradicted"' in server.get("/metrics")
        server.stop()
    server.start()
    assert "taken note of" in ledger(server, "decide", key, "done", "--reason", "undone by hand")
    server.stop()
    server.start()
    assert "No write is open" in ledger(server)
    server.stop()


def a_chat_takes_up_what_was_left_open(folder):
    server = with_an_open_write(folder)
    key = json.loads(ledger(server, "list", "--json"))["open"][0]["key"]
    with sqlite3.connect(f"{folder}/journal.sqlite") as db:
        # Of a back end that can be asked: it knows nothing of the write, so it did not take place.
        db.execute("update write_entry set backend = 'shop' where key = ?", (key,))
    assert row(folder, key)[0] == "intended"
    chat = server.run("chat", said="where is my order\nhello\n")
    assert chat.returncode == 0, chat.stderr
    assert row(folder, key)[0] == "failed", row(folder, key)


def a_changed_document_is_in_force_after_its_check(folder):
    retail = os.path.join(folder, "retail")
    shutil.copytree(os.path.join(ROOT, "retail"), retail)
    server = started(folder, retail=retail)
    count = len(os.listdir(os.path.join(retail, "intents")))
    path = os.path.join(retail, "intents/zz-parking.yaml")

    def eventually(check, what):
        # A debug build trains for some seconds, on a busy machine for much longer.
        for _ in range(600):
            if check():
                return
            time.sleep(0.2)
        raise AssertionError(what + ": " + server.get("/readyz"))

    whole = """intent: parking
title: Parking
owner: stores
purpose: Tell where to park.
triggers: [where can i leave my car, a place for my car, is there a garage]
steps:
  - say: "There is a garage at every store."
systems: []
output: { tells: [], changes: [], ends: [done] }
exclusions: [paid parking]
limits: { misunderstandings: 3 }
budget: { first_response_ms: 1000 }
escalation: { to: callback, when: [always], attach: [said] }
rollout: { enabled: true }
"""
    open(path, "w").write(whole.replace("owner: stores\n", ""))
    eventually(lambda: "zz-parking.yaml:1: 'owner' is missing" in server.get("/readyz"), "the mistake is not told")
    assert server.get("/readyz").startswith("ready"), "the old documents must go on serving"
    assert "hold a mistake" in open(server.log.name).read()
    open(path, "w").write(whole)
    eventually(lambda: server.get("/readyz") == "ready\n", "the whole document is not taken")
    assert f"intents={count + 1}" in open(server.log.name).read(), "the new intent is not in the map"
    server.stop()


def events(server, *arguments, code=0):
    run = server.run("events", *arguments)
    assert run.returncode == code, (arguments, run.returncode, run.stdout, run.stderr)
    return run.stdout + run.stderr


def events_that_could_not_be_used_are_listed_and_taken_in_again(folder):
    retail, key = os.path.join(folder, "retail"), os.urandom(32)
    shutil.copytree(os.path.join(ROOT, "retail"), retail)
    with open(os.path.join(retail, "events.yaml"), "w") as file:
        file.write("webhooks: { erp: { from: cloudevents, secrets: [env:ERP_SECRET] } }\n"
                   "out: { crm: { webhook: 'http://127.0.0.1:9/aisle', secrets: [env:ERP_SECRET] } }\n")
    os.environ["ERP_SECRET"] = "whsec_" + base64.b64encode(key).decode()
    server = started(folder, retail=retail)

    def post(event):
        body, at = json.dumps(event).encode(), str(int(time.time()))
        signature = base64.b64encode(hmac.new(key, f"{event['id']}.{at}.".encode() + body, hashlib.sha256).digest()).decode()
        request = urllib.request.Request(f"http://127.0.0.1:{server.port}/events/erp", body, {
            "Content-Type": "application/cloudevents+json", "webhook-id": event["id"], "webhook-timestamp": at,
            "webhook-signature": "v1," + signature})
        try:
            return urllib.request.urlopen(request, timeout=10).status
        except urllib.error.HTTPError as error:
            return error.code

    def stock(number, **data):
        return {"specversion": "1.0", "id": number, "source": "/erp", "type": "retail.stock.updated", "subject": "A-1",
                "time": "2026-01-05T10:00:00Z", "data": {"sku": "A-1", "place": "p1", "onHand": 3, "availability": "inStock", "asOf": "2026-01-05T10:00:00Z", **data}}

    statuses = [post(stock("e1", placeName="Pier")), post(stock("e2"))]
    assert statuses == [200, 422], statuses
    listed = events(server)
    assert "1 dead letter:" in listed and "stock.placeName is missing" in listed and "crm" in listed, listed
    number = json.loads(events(server, "list", "--json"))["letters"][0]["number"]
    for arguments, wanted in [(["retry", "--all"], "0 of 1 taken in"), (["retry", str(number)], "stays, stock.placeName"),
                              (["retry", "999"], "no dead letter of this number"), (["rebuild"], "fact for fact")]:
        said = events(server, *arguments)
        assert wanted in said, (arguments, said)
    assert "nobody is called bus; there are crm" in events(server, "revive", "bus", code=2)
    assert "Nothing was given up" in events(server, "revive", "crm")
    assert "1 forgotten" in events(server, "forget", str(number)) and "No dead letters" in events(server)
    try:
        server.get("/internal/events")
        raise AssertionError("events are open to whoever asks")
    except urllib.error.HTTPError as error:
        assert error.code == 401, error.code
    server.stop()
    assert "no server answers" in events(server, code=2)


for case in [mistakes_in_files_stop_the_start, a_changed_document_is_in_force_after_its_check,
             events_that_could_not_be_used_are_listed_and_taken_in_again,
             a_signed_webhook_is_needed_when_a_token_is_configured,
             a_call_is_seen_in_the_console_and_ends_in_the_journal, bad_streams_end_alone,
             stopping_ends_calls_in_order_and_quickly,
             files_with_personal_data_are_their_owners_alone_whatever_the_umask,
             an_open_write_is_listed_shown_and_decided_by_hand, a_running_server_takes_the_decision,
             a_contradicted_write_is_listed_until_somebody_takes_note, a_chat_takes_up_what_was_left_open,
             killed_at_random_points_nothing_acknowledged_is_lost_and_all_replays]:
    test(case)
print(f"{results.count(True)} passed, {results.count(False)} failed")
sys.exit(0 if all(results) else 1)
