#!/usr/bin/env python3
"""Holds a conversation with Aisle turn by turn, through the conversation API. Standard library only.

    converse start [--sandbox NAME] [--dialect D]   opens one; prints what the agent says, then its ID
    converse say ID "text"                          says something; prints the answer
    converse turns ID [--full]                      prints all turns so far; --full: with all that happened, as JSON
    converse record ID [--task NAME]                prints it on one line: for the judge of the tau tasks, and for
                                                    `aisle evaluate tau --lines`
    converse world ID                               prints what was changed in the sandbox, as JSON
    converse end ID                                 ends it

The server is AISLE_URL (default http://127.0.0.1:8080), the token AISLE_TOKEN: script/server prints one, and
`aisle token create NAME` makes one. --json prints the server's answers as they are. Exit code 1: the server refused; 2: it
cannot be reached.
"""
import argparse, json, os, sys, urllib.error, urllib.parse, urllib.request, uuid


class Refused(Exception):
    """The server's answer says what is wrong."""


def ask(method, path, body=None):
    """One request; the answer's JSON, None when it is empty."""
    url = os.environ.get("AISLE_URL", "http://127.0.0.1:8080").rstrip("/") + path
    request = urllib.request.Request(url, method=method, headers={"Authorization": f"Bearer {token()}"})
    if body is not None:
        request.data = json.dumps(body).encode()
        request.add_header("Content-Type", "application/json")
    try:
        with urllib.request.urlopen(request, timeout=90) as answer:
            text = answer.read()
            return json.loads(text) if text else None
    except urllib.error.HTTPError as error:
        text = error.read().decode("utf-8", "replace")
        try:
            problem = json.loads(text)
            raise Refused(f"{problem['title']} ({error.code}). {problem['detail']}") from None
        except (ValueError, KeyError):
            raise Refused(f"The server answered {error.code}: {text[:200]}") from None


def token():
    found = os.environ.get("AISLE_TOKEN")
    if not found:
        raise Refused("Set AISLE_TOKEN to a token: script/server prints one, `aisle token create NAME` makes one.")
    return found


def place(identifier, more=""):
    return f"/v1/conversations/{urllib.parse.quote(identifier, safe='')}{more}"


def start(options):
    body = {"channel": "chat"}
    if options.sandbox:
        body["sandbox"] = {"name": options.sandbox, "dialect": options.dialect} if options.dialect else options.sandbox
    answer = ask("POST", "/v1/conversations", body)
    tell(options, answer)
    if not options.json:
        print(f"id: {answer['id']}")


def say(options):
    # The id makes it safe to send the same words again when an answer was lost.
    tell(options, ask("POST", place(options.id, "/messages"), {"id": options.message or str(uuid.uuid4()), "text": options.text}))


def tell(options, answer):
    if options.json:
        return show(answer)
    for paragraph in answer["say"]:
        print(f"Aisle: {paragraph}")
    if answer["pending"]:
        print("(not all has been answered yet)")
    if answer["handoff"]:
        print(f"(handed over: {answer['handoff']['kind']}, {answer['handoff']['reason']})")
    if answer["ended"]:
        print("(the conversation has ended)")


def turns(options):
    answer = ask("GET", place(options.id, "?wait=10"))
    if options.json or options.full:
        return show(answer)
    for turn in answer["turns"]:
        if turn["heard"] is not None:
            print(f"You:   {turn['heard']}")
        for paragraph in turn["say"]:
            print(f"Aisle: {paragraph}")
    if answer["ended"]:
        print(f"(ended: {answer['outcome'] or answer['reason']})")


def world(options):
    show(ask("GET", place(options.id, "/world")))


def record(options):
    turns = ask("GET", place(options.id, "?wait=10"))["turns"]
    changed = ask("GET", place(options.id, "/world"))
    # Paragraphs of one turn are one message to those who look for words in it.
    print(json.dumps({
        "id": options.task or options.id, "lines": [turn["heard"] for turn in turns if turn["heard"] is not None],
        "said": ["\n".join(turn["say"]) for turn in turns if turn["say"]], "state": changed["state"],
        "calls": [{"name": call["name"], "arguments": call["arguments"]} for call in changed["calls"]],
    }, ensure_ascii=False))


def end(options):
    ask("DELETE", place(options.id))


def show(value):
    print(json.dumps(value, indent=2, ensure_ascii=False))


def main():
    parser = argparse.ArgumentParser(prog="converse", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    commands = parser.add_subparsers(required=True)

    def command(name, does, *arguments):
        sub = commands.add_parser(name)
        sub.set_defaults(does=does)
        sub.add_argument("--json", action="store_true")
        for names, settings in arguments:
            sub.add_argument(*names, **settings)

    identifier = (["id"], {})
    command("start", start, (["--sandbox"], {}), (["--dialect"], {}))
    command("say", say, identifier, (["text"], {}), (["--message"], {"help": "the message's own id, to send it again"}))
    command("turns", turns, identifier, (["--full"], {"action": "store_true"}))
    command("world", world, identifier)
    command("record", record, identifier, (["--task"], {"help": "what it is recorded under"}))
    command("end", end, identifier)
    options = parser.parse_args()
    try:
        options.does(options)
    except Refused as refused:
        print(refused, file=sys.stderr)
        sys.exit(1)
    except OSError as error:
        print(f"The server cannot be reached: {error}. AISLE_URL says where it is.", file=sys.stderr)
        sys.exit(2)


main()
