"""Deepgram's live transcription, from developers.deepgram.com (November 2026): listen-streaming, finalize, audio-keep-alive, keyterm."""

import asyncio
import http
import json
from urllib.parse import parse_qs, urlsplit

from websockets.asyncio.server import serve
from websockets.exceptions import ConnectionClosed

from speech.habits import ELSEWHERE, before_answer
from speech.sound import Ear


async def start(habit, port=0, ssl=None):
    """Listens; returns the server."""

    def check(connection, request):
        if habit == "redirects":
            response = connection.respond(http.HTTPStatus.FOUND, "")
            response.headers["Location"] = ELSEWHERE
            return response
        url = urlsplit(request.path)
        query = parse_qs(url.query)
        if habit == "refuses" or not request.headers.get("Authorization", "").startswith("Token "):
            return connection.respond(http.HTTPStatus.UNAUTHORIZED, '{"err_code":"INVALID_AUTH"}')
        wanted = {"encoding": ["linear16"], "sample_rate": ["8000"], "interim_results": ["true"]}
        wrong = [key for key, value in wanted.items() if query.get(key) != value]
        tokens = sum(len(term) // 3 + 1 for term in query.get("keyterm", []))
        if url.path != "/v1/listen" or wrong or tokens > 500:
            return connection.respond(http.HTTPStatus.BAD_REQUEST, json.dumps({"err_code": "Bad Request", "wrong": wrong}))
        return None

    return await serve(lambda connection: talk(connection, habit), "127.0.0.1", port, process_request=check, ssl=ssl)


async def talk(connection, habit):
    """One stream."""
    ear = Ear(8000, deaf=habit == "deaf")
    base = 0.0  # where the present piece begins, in seconds of the stream
    told = 0.0

    async def results(is_final, from_finalize=False):
        words = ear.words()
        body = {
            "type": "Results", "channel_index": [0, 1], "start": base, "duration": round(offset + ear.seconds - base, 3),
            "is_final": is_final, "speech_final": False, "from_finalize": from_finalize,
            "channel": {"alternatives": [{"transcript": words, "confidence": 0.97 if words else 0.0, "words": []}]},
            "metadata": {"request_id": "0"},
        }
        text = "{\"surprise\": [" if habit == "garbage" else json.dumps(body)
        for _ in range(2 if habit == "twice" else 1):
            await connection.send(text)

    offset = 0.0
    try:
        while True:
            try:
                message = await asyncio.wait_for(connection.recv(), 10)
            except asyncio.TimeoutError:
                await connection.close(1011, "NET-0001")
                return
            if habit == "never":
                continue
            if isinstance(message, bytes):
                ear.take(message)
                if habit == "closes" and ear.seconds >= 0.5:
                    connection.transport.abort()
                    return
                if habit == "error" and ear.seconds >= 0.3:
                    await connection.send(json.dumps({"type": "Error", "description": "no", "variant": "UNKNOWN"}))
                    return
                if ear.seconds - told >= 0.3:
                    told = ear.seconds
                    await results(False)
                continue
            kind = json.loads(message)["type"]
            if kind == "Finalize":
                await before_answer(habit)
                await results(True, from_finalize=True)
                offset += ear.seconds
                base = offset
                ear = Ear(8000, deaf=habit == "deaf")
                told = 0.0
            elif kind == "CloseStream":
                await connection.send(json.dumps({"type": "Metadata"}))
                return
            elif kind != "KeepAlive":
                await connection.send(json.dumps({"type": "Error", "description": "unknown message"}))
    except ConnectionClosed:
        return
