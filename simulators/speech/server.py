"""All speech engines elsewhere, each with each of its habits, at ports of their own on loopback.

Prints one line of JSON: vendor -> habit -> port. Ends when its standard input does.
"""

import argparse
import asyncio
import json
import ssl
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from speech import deepgram, http_vendors, vosk, wyoming_peer  # noqa: E402
from speech.habits import HABITS  # noqa: E402

VENDORS = {
    "deepgram": deepgram.start,
    "vosk": vosk.start,
    "wyoming": wyoming_peer.start,
    "openai": lambda habit: http_vendors.start("openai", habit),
    "elevenlabs": lambda habit: http_vendors.start("elevenlabs", habit),
    "cartesia": lambda habit: http_vendors.start("cartesia", habit),
}


async def main(arguments):
    """Listens until nobody is there any more."""
    ports, servers = {}, []
    for vendor, start in VENDORS.items():
        for habit in HABITS:
            server = await start(habit)
            servers.append(server)
            ports.setdefault(vendor, {})[habit] = next(iter(server.sockets)).getsockname()[1]
    if arguments.tls:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(*arguments.tls)
        server = await deepgram.start("good", ssl=context)
        servers.append(server)
        ports["deepgram"]["tls"] = next(iter(server.sockets)).getsockname()[1]
    print(json.dumps(ports), flush=True)
    await asyncio.get_running_loop().run_in_executor(None, sys.stdin.read)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--tls", nargs=2, metavar=("CERTIFICATE", "KEY"), help="serve Deepgram over TLS too, as its habit 'tls'")
    try:
        asyncio.run(asyncio.wait_for(main(parser.parse_args()), 3600))
    except (KeyboardInterrupt, asyncio.TimeoutError):
        pass
    # Handlers that sleep for a habit's sake are not waited for.
    sys.stdout.flush()
    __import__("os")._exit(0)
