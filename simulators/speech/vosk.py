"""A Vosk server's websocket: the order of messages of alphacep/vosk-server, websocket/asr_server.py."""

import http
import json

from websockets.asyncio.server import serve
from websockets.exceptions import ConnectionClosed

from speech.habits import ELSEWHERE, before_answer
from speech.sound import Ear


async def start(habit, port=0):
    """Listens; returns the server."""

    def check(connection, request):
        if habit == "redirects":
            response = connection.respond(http.HTTPStatus.FOUND, "")
            response.headers["Location"] = ELSEWHERE
            return response
        return connection.respond(http.HTTPStatus.FORBIDDEN, "") if habit == "refuses" else None

    return await serve(lambda connection: talk(connection, habit), "127.0.0.1", port, process_request=check)


async def talk(connection, habit):
    """One utterance; the connection ends with it."""
    ear = None
    rate = 8000
    phrases = None
    try:
        async for message in connection:
            if isinstance(message, str) and "config" in message:
                settings = json.loads(message)["config"]
                rate = settings.get("sample_rate", rate)
                phrases = settings.get("phrase_list")
                continue
            if habit == "never":
                continue
            ear = ear or Ear(rate, deaf=habit == "deaf")
            if message == '{"eof" : 1}':
                await before_answer(habit)
                words = answer(ear, phrases)
                body = {"result": [{"conf": 0.9, "word": word} for word in words.split()], "text": words}
                text = "[1, 2" if habit == "garbage" else json.dumps(body)
                for _ in range(2 if habit == "twice" else 1):
                    await connection.send(text)
                return
            if isinstance(message, str):
                # What the real one does with any other text: it is no audio.
                connection.transport.abort()
                return
            ear.take(message)
            if (habit == "closes" and ear.seconds >= 0.5) or (habit == "error" and ear.seconds >= 0.2):
                connection.transport.abort()
                return
            await connection.send("\u0000{" if habit == "garbage" else json.dumps({"partial": answer(ear, phrases)}))
    except ConnectionClosed:
        return


def answer(ear, phrases):
    """With a list of phrases nothing else is heard."""
    words = ear.words().split()
    if phrases is None:
        return " ".join(words)
    known = {word for phrase in phrases for word in phrase.split()}
    return " ".join(word if word in known else "[unk]" for word in words)
