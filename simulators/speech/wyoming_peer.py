"""A Wyoming server that hears and speaks, on the protocol's own reference implementation (PyPI: wyoming)."""

import asyncio

from wyoming.asr import Transcribe, Transcript
from wyoming.audio import AudioChunk, AudioChunkConverter, AudioStart, AudioStop
from wyoming.error import Error
from wyoming.event import async_read_event, async_write_event
from wyoming.tts import Synthesize

from speech.habits import before_answer
from speech.sound import Ear, speech


async def start(habit, port=0):
    """Listens; returns the server."""

    async def serve(reader, writer):
        try:
            await talk(habit, reader, writer)
        except (ConnectionError, asyncio.IncompleteReadError):
            pass
        finally:
            writer.close()

    return await asyncio.start_server(serve, "127.0.0.1", port)


async def talk(habit, reader, writer):
    """One connection; any number of utterances and sentences."""

    async def send(event):
        if habit == "garbage":
            writer.write(b"{\"type\": \"transcript\", \"data_length\": -7}\nrubbish")
            await writer.drain()
            return
        for _ in range(2 if habit == "twice" else 1):
            await async_write_event(event, writer)

    if habit in ("refuses", "redirects"):
        return
    converter = AudioChunkConverter(rate=16000, width=2, channels=1)
    ear = None
    while (event := await async_read_event(reader)) is not None:
        if habit == "never":
            continue
        if Transcribe.is_type(event.type):
            ear = Ear(16000, deaf=habit == "deaf")
        elif AudioChunk.is_type(event.type) and ear:
            ear.take(converter.convert(AudioChunk.from_event(event)).audio)
            if habit == "closes" and ear.seconds >= 0.5:
                writer.transport.abort()
                return
        elif AudioStop.is_type(event.type) and ear:
            await before_answer(habit)
            words = Transcript(text=ear.words()).event()
            await send(Error(text="no").event() if habit == "error" else words)
            ear = None
        elif Synthesize.is_type(event.type):
            await say(Synthesize.from_event(event).text, habit, send, writer)


async def say(text, habit, send, writer):
    """A sentence at 22,050 samples a second, as piper's voices speak."""
    await before_answer(habit)
    if habit == "error":
        await send(Error(text="no").event())
        return
    rate = 16000 if habit == "wrongrate" else 22050
    await send(AudioStart(rate=rate, width=2, channels=1).event())
    for index, piece in enumerate(speech(text, rate, silent=habit == "deaf")):
        await send(AudioChunk(rate=rate, width=2, channels=1, audio=piece).event())
        if habit == "closes" and index == 5:
            writer.transport.abort()
            return
    await send(AudioStop().event())
