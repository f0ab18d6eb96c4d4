"""Engines over HTTP: OpenAI's shape, ElevenLabs, Cartesia; each from its reference of 2026."""

import asyncio
import email.parser
import email.policy
import io
import json
import wave
from urllib.parse import parse_qs, unquote, urlsplit

from speech.habits import ELSEWHERE, before_answer
from speech.sound import Ear, speech, wav_header


class Refusal(Exception):
    """A status and what is said with it."""

    def __init__(self, status, body):
        super().__init__(status)
        self.status = status
        self.body = body


async def start(vendor, habit, port=0):
    """Listens; returns the server."""

    async def serve(reader, writer):
        try:
            while await exchange(vendor, habit, reader, writer):
                pass
        except (ConnectionError, asyncio.IncompleteReadError):
            pass
        finally:
            writer.close()

    return await asyncio.start_server(serve, "127.0.0.1", port, limit=1 << 22)


async def exchange(vendor, habit, reader, writer):
    """One request and its answer. Returns whether another may follow."""
    head = await reader.readuntil(b"\r\n\r\n")
    lines = head.decode().split("\r\n")
    method, target, _ = lines[0].split(" ", 2)
    headers = {name.lower(): value.strip() for name, _, value in (line.partition(":") for line in lines[1:] if line)}
    body = await reader.readexactly(int(headers.get("content-length", 0)))
    if habit == "never":
        await asyncio.sleep(60)
        return False
    try:
        if habit == "redirects":
            raise Refusal(307, "")
        if habit == "refuses":
            raise Refusal(401, json.dumps({"error": {"message": "Incorrect API key provided", "code": "invalid_api_key"}}))
        if habit == "error":
            raise Refusal(429, json.dumps({"error": {"message": "Rate limit reached"}}))
        await VENDORS[vendor](habit, method, urlsplit(target), headers, body, writer)
    except Refusal as refusal:
        await plain(writer, refusal.status, "application/json", refusal.body.encode())
    return True


async def plain(writer, status, kind, body):
    """An answer of known length."""
    writer.write(
        f"HTTP/1.1 {status} X\r\nContent-Type: {kind}\r\nLocation: {ELSEWHERE}\r\nContent-Length: {len(body)}\r\n\r\n".encode()
        + body)
    await writer.drain()


async def sound(writer, habit, text, rate, kind):
    """An answer in chunks, while it is made."""
    await before_answer(habit)
    if habit == "garbage":
        await plain(writer, 200, "application/json", b'{"detail": "something else"}')
        return
    writer.write(f"HTTP/1.1 200 OK\r\nContent-Type: {kind}\r\nTransfer-Encoding: chunked\r\n\r\n".encode())

    async def chunk(data):
        writer.write(f"{len(data):x}\r\n".encode() + data + b"\r\n")
        await writer.drain()

    if habit == "wrongrate":
        rate = 44100
        await chunk(wav_header(rate))
    for index, piece in enumerate(speech(text, rate, silent=habit == "deaf")):
        # Odd pieces: a sample may be cut in two.
        await chunk(piece[:333])
        await chunk(piece[333:])
        if habit == "closes" and index == 5:
            writer.transport.abort()
            return
    writer.write(b"0\r\n\r\n")
    await writer.drain()


def need(condition, what):
    """Refuses what the document does not allow."""
    if not condition:
        raise Refusal(400, json.dumps({"error": {"message": what, "type": "invalid_request_error"}}))


async def openai(habit, method, url, headers, body, writer):
    """POST /v1/audio/transcriptions and /v1/audio/speech."""
    need(method == "POST" and headers.get("authorization", "").startswith("Bearer "), "no key")
    if url.path == "/v1/audio/speech":
        request = json.loads(body)
        need({"model", "input", "voice"} <= request.keys() and len(request["input"]) <= 4096, "model, input, voice")
        need(request.get("response_format") == "pcm", "only pcm is simulated")
        await sound(writer, habit, request["input"], 24000, "audio/pcm")
        return
    need(url.path == "/v1/audio/transcriptions", "unknown path")
    parser = email.parser.BytesParser(policy=email.policy.HTTP)
    form = parser.parsebytes(b"Content-Type: " + headers["content-type"].encode() + b"\r\n\r\n" + body)
    fields = {part.get_param("name", header="content-disposition"): part.get_payload(decode=True) for part in form.iter_parts()}
    need("model" in fields and "file" in fields, "model and file are required")
    with wave.open(io.BytesIO(fields["file"])) as file:
        need(file.getsampwidth() == 2 and file.getnchannels() == 1, "16-bit mono")
        ear = Ear(file.getframerate(), deaf=habit == "deaf")
        ear.take(file.readframes(file.getnframes()))
    await before_answer(habit)
    if habit == "closes":
        writer.write(b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 900\r\n\r\n{\"text\": \"wh")
        await writer.drain()
        writer.transport.abort()
        return
    words = ear.words()
    reply = {"text": words.capitalize() + ("." if words else "")}
    if fields.get("response_format") == b"verbose_json":
        reply |= {"language": "english", "duration": ear.seconds, "segments": [{"avg_logprob": -0.1, "no_speech_prob": 0.01}]}
    if habit == "garbage":
        # What models do that lose themselves.
        reply["text"] = "Thank you for watching. " * 80
    await plain(writer, 200, "application/json", json.dumps(reply).encode())


async def elevenlabs(habit, method, url, headers, body, writer):
    """POST /v1/text-to-speech/:voice_id/stream."""
    need(method == "POST" and headers.get("xi-api-key"), "no key")
    parts = url.path.split("/")
    need(parts[:3] == ["", "v1", "text-to-speech"] and parts[4:] == ["stream"] and unquote(parts[3]), "unknown path")
    need(parse_qs(url.query).get("output_format") == ["pcm_16000"], "only pcm_16000 is simulated")
    request = json.loads(body)
    need("text" in request and "model_id" in request, "text and model_id")
    await sound(writer, habit, request["text"], 16000, "audio/pcm")


async def cartesia(habit, method, url, headers, body, writer):
    """POST /tts/bytes."""
    need(method == "POST" and url.path == "/tts/bytes", "unknown path")
    need(headers.get("authorization", "").startswith("Bearer ") and headers.get("cartesia-version") == "2026-03-01", "headers")
    request = json.loads(body)
    form = request.get("output_format", {})
    need({"model_id", "transcript", "voice"} <= request.keys() and request["voice"].get("mode") == "id", "missing fields")
    need(form == {"container": "raw", "encoding": "pcm_s16le", "sample_rate": 8000}, "only raw pcm_s16le at 8000 is simulated")
    await sound(writer, habit, request["transcript"], 8000, "audio/pcm")


VENDORS = {"openai": openai, "elevenlabs": elevenlabs, "cartesia": cartesia}
