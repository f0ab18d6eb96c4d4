"""What can be wrong with an engine elsewhere. Each vendor is served once for each habit, at a port of its own."""

import asyncio

HABITS = {
    "good": "as the vendor's documents say",
    "slow": "the answer comes 900 ms later",
    "late": "the answer comes 8 s later",
    "never": "everything is read, nothing is ever answered: what a half-open connection looks like",
    "garbage": "answers that no document knows",
    "twice": "each answer comes twice",
    "closes": "the connection is closed after half a second of audio, in mid-word",
    "refuses": "the key is refused",
    "redirects": "sent elsewhere",
    "deaf": "words are never heard; what is spoken is silence",
    "wrongrate": "sound at another rate than was asked for, with a header that says so",
    "error": "an error in the vendor's own form",
}

ELSEWHERE = "http://127.0.0.1:9/"


async def before_answer(habit):
    """Waits as the habit wants before a last answer."""
    await asyncio.sleep({"slow": 0.9, "late": 8.0}.get(habit, 0.05))
