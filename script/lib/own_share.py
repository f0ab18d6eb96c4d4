"""Our own share of answers since the last time, from the server's figures: dialogue and sending, without the wait for the caller, engines and
back ends. Says nothing where the server has no such figure.

  own_share.py PORT FILE

FILE keeps what was counted the last time.
"""
import json
import pathlib
import re
import sys
import urllib.request

NAME = "aisle_answer_own_seconds"


def counted(port):
    with urllib.request.urlopen(f"http://127.0.0.1:{port}/metrics", timeout=10) as answer:
        text = answer.read().decode()
    return {bound: int(count) for bound, count in re.findall(rf'^{NAME}_bucket{{le="([^"]+)"}} (\d+)', text, re.M)}


def main():
    port, file = sys.argv[1], pathlib.Path(sys.argv[2])
    now = counted(port)
    if not now:
        return
    before = json.loads(file.read_text()) if file.exists() else {}
    file.write_text(json.dumps(now))
    # Each bucket holds all below its bound.
    since = {bound: count - before.get(bound, 0) for bound, count in now.items()}
    total = since["+Inf"]
    if not total:
        return

    def within(share):
        bound = next(bound for bound, count in since.items() if count >= share * total)
        return "over 1 s" if bound == "+Inf" else f"≤ {float(bound) * 1000:g} ms"

    print(f"p50 {within(0.5)} p95 {within(0.95)} ({total} answers)")


if __name__ == "__main__":
    sys.exit(main())
