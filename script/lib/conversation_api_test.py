"""The conversation API of a whole server, each answer under the OpenAPI document and a validator that knows nothing of Aisle.

usage: conversation_api_test.py AISLE_BINARY [TAU_DATA]   (run by script/test, with contracts-requirements.txt installed)
Prints one line a test and ends with "N passed, N failed". Without TAU_DATA the tests of that world are left out.
"""
import concurrent.futures, json, os, random, re, shutil, sqlite3, subprocess, sys, tempfile, time, urllib.error, urllib.request, uuid

from jsonschema import Draft202012Validator, FormatChecker

import checks, served
from served import ROOT

TAU = os.path.abspath(sys.argv[2]) if len(sys.argv) > 2 else None


class Answer:
    def __init__(self, status, headers, text):
        self.status, self.headers = status, headers
        self.json = json.loads(text) if text else None

    def __repr__(self):
        return f"{self.status} {json.dumps(self.json)[:400]}"


class Server(served.Server):
    """A server in a folder of its own, whose every answer is checked against the document."""

    def __init__(self, **settings):
        super().__init__(tempfile.mkdtemp(prefix="aisle-api-"), sandboxes_tau_data=TAU or "", **settings)
        self.document = json.loads(self.told("contracts", "--openapi"))
        self.token = self.told("token", "create", "test").strip()

    def __enter__(self):
        return self.start()

    def __exit__(self, *_):
        if self.process.poll() is None:
            self.stop()
        shutil.rmtree(self.folder)

    def told(self, *arguments):
        done = self.run(*arguments)
        assert done.returncode == 0, done.stderr
        return done.stdout

    def ask(self, method, path, body=None, token=..., raw=None):
        """One request. The answer must be one that the document describes for it."""
        data = raw if raw is not None else None if body is None else json.dumps(body).encode()
        request = urllib.request.Request(f"http://127.0.0.1:{self.port}{path}", method=method, data=data)
        if data is not None:
            request.add_header("Content-Type", "application/json")
        token = self.token if token is ... else token
        if token is not None:
            request.add_header("Authorization", f"Bearer {token}")
        try:
            with urllib.request.urlopen(request, timeout=60) as found:
                answer = Answer(found.status, found.headers, found.read())
        except urllib.error.HTTPError as error:
            answer = Answer(error.code, error.headers, error.read())
        self.check(method, path, answer)
        return answer

    def check(self, method, path, answer):
        plain = re.sub(r"^(/v1/conversations)/[^/?]+", r"\1/{id}", path.split("?")[0])
        operation = self.document["paths"][plain][method.lower()]
        assert str(answer.status) in operation["responses"], f"{method} {plain} answers {answer.status}, which is not described"
        content = operation["responses"][str(answer.status)].get("content")
        if content is None:
            assert answer.json is None, answer
            return
        kind, described = next(iter(content.items()))
        assert answer.headers["Content-Type"] == kind, answer.headers["Content-Type"]
        schema = {**described["schema"], "components": self.document["components"]}
        errors = [error.message for error in Draft202012Validator(schema, format_checker=FormatChecker()).iter_errors(answer.json)]
        assert not errors, f"{method} {plain}: {errors[:3]} in {answer}"

    def open(self, **body):
        answer = self.ask("POST", "/v1/conversations", body)
        assert answer.status == 201, answer
        return answer.json["id"]

    def say(self, conversation, text, **more):
        return self.ask("POST", f"/v1/conversations/{conversation}/messages", {"text": text, **more})


# Each test is a function of a running server; the name says what is right.

def a_conversation_goes_from_greeting_to_goodbye(server):
    opened = server.ask("POST", "/v1/conversations", {"channel": "chat"})
    assert opened.status == 201 and opened.json["say"] and not opened.json["ended"]
    assert opened.headers["Location"] == f"/v1/conversations/{opened.json['id']}"
    assert server.say(opened.json["id"], "what are your opening hours").json["say"]
    said = server.say(opened.json["id"], "no thanks, goodbye").json
    assert said["ended"] and said["expects"] == "nothing", said
    turns = server.ask("GET", f"/v1/conversations/{opened.json['id']}").json["turns"]
    assert [turn["heard"] for turn in turns if turn["heard"]] == ["what are your opening hours", "no thanks, goodbye"]
    assert server.say(opened.json["id"], "hello?").status == 410
    assert server.ask("GET", f"/v1/conversations/{opened.json['id']}/world").status == 409


def what_is_wrong_is_told(server):
    conversation = server.open()
    place = f"/v1/conversations/{conversation}/messages"
    for raw, status in ((b"{", 400), (b"\xff", 400), (b"[1]", 422), (b'{"txet": "a"}', 422), (b'{"text": " "}', 422),
                        (json.dumps({"text": "x" * 4001}).encode(), 422), (json.dumps({"text": "x" * 70_000}).encode(), 413)):
        assert server.ask("POST", place, raw=raw).status == status, raw[:40]
    unknown = server.ask("POST", "/v1/conversations", {"sandbox": "nowhere"})
    assert unknown.status == 422 and "shop" in unknown.json["known"], unknown
    assert server.ask("GET", f"/v1/conversations/{uuid.uuid4()}").status == 404
    assert server.ask("GET", f"/v1/conversations/{conversation}?wait=soon").status == 422


def any_bytes_get_a_described_answer(server):
    chance, conversation = random.Random(1), server.open()
    valid = b'{"text": "where is my order", "id": "m"}'
    for round in range(200):
        data = bytearray(valid)
        for _ in range(chance.randint(1, 5)):
            data[chance.randrange(len(data))] = chance.randrange(256)
        server.ask("POST", f"/v1/conversations/{conversation}/messages" if round % 2 else "/v1/conversations", raw=bytes(data))


def a_message_sent_many_times_is_said_once(server):
    conversation = server.open()
    with concurrent.futures.ThreadPoolExecutor(12) as pool:
        answers = list(pool.map(lambda _: server.say(conversation, "where is my order", id="same"), range(12)))
    assert all(answer.json == answers[0].json and answer.status == 200 for answer in answers), answers
    turns = server.ask("GET", f"/v1/conversations/{conversation}").json["turns"]
    assert sum(turn["heard"] is not None for turn in turns) == 1
    assert server.say(conversation, "something else", id="same").status == 409


def tokens_open_their_own_doors_only(server):
    conversation = server.open()
    other = server.told("token", "create", f"other-{uuid.uuid4().hex[:8]}").strip()
    for token in (None, "", "x", server.token[:-1], server.token + "x", server.token.upper()):
        assert server.ask("GET", f"/v1/conversations/{conversation}", token=token).status == 401
    assert server.ask("GET", f"/v1/conversations/{conversation}", token=other).status == 404
    stored = open(os.path.join(server.folder, "tokens.json")).read()
    assert server.token not in stored and other not in stored
    name = f"gone-{uuid.uuid4().hex[:8]}"
    gone = server.told("token", "create", name).strip()
    assert server.ask("POST", "/v1/conversations", {}, token=gone).status == 201
    server.told("token", "revoke", name)
    assert server.ask("POST", "/v1/conversations", {}, token=gone).status == 401
    assert name not in server.told("token", "list")


def the_shop_sandbox_is_a_copy(server):
    """Two conversations cancel the same order, which the shop itself keeps."""
    def kept():
        with sqlite3.connect(f"file:{server.folder}/shop.sqlite?mode=ro", uri=True) as shop:
            return [json.loads(row[0]) for row in shop.execute("select body from document where kind = 'order' order by id")]

    order = next(order for order in kept() if order["shipmentState"] == "pending" and order["paymentState"] == "paid")
    for conversation in (server.open(sandbox="shop"), server.open(sandbox="shop")):
        server.say(conversation, f"please cancel order {order['number']}")
        answer = server.say(conversation, order["deliverTo"]["postcode"])
        assert answer.json["expects"] == "yes_no" and order["number"] in " ".join(answer.json["say"]), answer
        world = server.ask("GET", f"/v1/conversations/{conversation}/world").json
        assert world["sandbox"] == "shop" and world["state"] == {}, world
        server.say(conversation, "yes")
        world = server.ask("GET", f"/v1/conversations/{conversation}/world").json
        assert [call["done"] for call in world["calls"] if call["name"] == "cancelOrder"] == [True], world
    assert order in kept(), "the shop was changed"


def worlds_do_not_meet(server):
    """Two conversations cancel the same order of the same customer."""
    with open(os.path.join(TAU, "orders.json")) as orders, open(os.path.join(TAU, "users.json")) as users:
        orders, users = json.load(orders), json.load(users)
    number = min(number for number, order in orders.items() if order["status"] == "pending" and len(order["items"]) == 1)
    customer = users[orders[number]["user_id"]]
    first, second = server.open(sandbox="tau"), server.open(sandbox={"name": "tau", "dialect": "tau2"})
    for conversation in (first, second):
        server.say(conversation, f"please cancel order {number}, I no longer need it")
        answer = server.say(conversation, f"my email is {customer['email']}")
        assert answer.json["expects"] == "yes_no" and number in " ".join(answer.json["say"]), answer
        assert server.ask("GET", f"/v1/conversations/{conversation}/world").json["state"]["orders"] == {}
        server.say(conversation, "yes")
        world = server.ask("GET", f"/v1/conversations/{conversation}/world").json
        assert world["state"]["orders"][number]["status"] == "cancelled", world
        writes = [call for call in world["calls"] if call["name"] == "cancel_pending_order"]
        assert [call["done"] for call in writes] == [True], world["calls"]
        assert writes[0]["arguments"] == {"order_id": number, "reason": "no longer needed"}, writes


def the_examples_of_the_documentation_work(server):
    """Every command in docs/conversation-api.md that begins with curl."""
    with open(os.path.join(ROOT, "docs", "conversation-api.md")) as file:
        blocks = re.findall(r"```sh\n(.*?)```", file.read(), re.S)
    commands = [line for block in blocks for line in block.replace("\\\n", " ").splitlines() if line.startswith("curl")]
    assert len(commands) >= 5, commands
    conversation = server.open(sandbox="shop")
    environment = {**os.environ, "AISLE_URL": f"http://127.0.0.1:{server.port}", "AISLE_TOKEN": server.token, "ID": conversation}
    # The world is read before the conversation is ended.
    for command in sorted(commands, key=lambda command: "DELETE" in command):
        done = subprocess.run(["bash", "-c", command + " -w '\\n%{http_code}'"], env=environment, capture_output=True, text=True, timeout=60)
        assert done.stdout.rsplit("\n", 1)[1] in ("200", "201", "204"), f"{command}: {done.stdout} {done.stderr}"


def the_client_of_the_shell_holds_a_conversation(server):
    environment = {**os.environ, "AISLE_URL": f"http://127.0.0.1:{server.port}", "AISLE_TOKEN": server.token}

    def converse(*arguments, code=0):
        done = subprocess.run([os.path.join(ROOT, "script", "converse"), *arguments], env=environment, capture_output=True, text=True, timeout=60)
        assert done.returncode == code, done.stderr
        return done.stdout + done.stderr

    conversation = re.search(r"^id: (\S+)$", converse("start", "--sandbox", "shop"), re.M)[1]
    assert "Aisle: " in converse("say", conversation, "hello there")
    assert "You:   hello there" in converse("turns", conversation)
    assert json.loads(converse("world", conversation))["state"] == {}
    assert json.loads(converse("record", conversation, "--task", "t"))["lines"] == ["hello there"]
    converse("end", conversation)
    assert "has ended" in converse("say", conversation, "hello", code=1)


def after_a_crash_it_is_said_that_it_is_gone(server):
    conversations = [server.open(), server.open(sandbox="shop")]
    for conversation in conversations:
        server.say(conversation, "hello there")
        server.ask("GET", f"/v1/conversations/{conversation}")
    time.sleep(0.5)
    server.kill()
    server.start()
    for conversation in conversations:
        gone = server.say(conversation, "are you still there")
        assert gone.status == 410 and "server was stopped" in gone.json["detail"], gone
        record = server.ask("GET", f"/v1/conversations/{conversation}").json
        assert record["reason"] == "restart" and "hello there" in [turn["heard"] for turn in record["turns"]], record
    assert server.say(server.open(), "hello").status == 200


TESTS = [
    a_conversation_goes_from_greeting_to_goodbye, what_is_wrong_is_told, any_bytes_get_a_described_answer,
    a_message_sent_many_times_is_said_once, tokens_open_their_own_doors_only, the_shop_sandbox_is_a_copy,
    *([worlds_do_not_meet] if TAU else []), the_examples_of_the_documentation_work,
    the_client_of_the_shell_holds_a_conversation, after_a_crash_it_is_said_that_it_is_gone,
]


with Server() as server:
    checks.run(TESTS, server)
