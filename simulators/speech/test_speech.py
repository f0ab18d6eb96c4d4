"""The simulated engines keep to their documents, and have the habits they are said to have."""

import asyncio
import json
import sys
import unittest
import urllib.error
import urllib.request
from pathlib import Path

from websockets.asyncio.client import connect
from websockets.exceptions import ConnectionClosed, InvalidStatus

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from speech import deepgram, http_vendors, vosk, wyoming_peer  # noqa: E402
from speech.sound import Ear, speech  # noqa: E402

LOUD = b"\x10\x27" * 800  # 100 ms at 8,000 samples a second


def port(server):
    """Where it listens."""
    return next(iter(server.sockets)).getsockname()[1]


class SpeechTests(unittest.TestCase):
    """One test a vendor."""

    def test_what_is_heard_depends_on_what_came(self):
        ear = Ear(8000)
        self.assertEqual(ear.words(), "")
        for _ in range(5):
            ear.take(LOUD)
        self.assertEqual(ear.words().split()[:2], ["where", "is"])
        self.assertEqual(Ear(8000, deaf=True).words(), "")

    def test_speech_has_the_length_of_its_text(self):
        for rate in (8000, 24000):
            self.assertEqual(sum(len(piece) for piece in speech("twelve chars", rate)) // 2, int(rate * 0.06 * 12))

    def test_deepgram(self):
        async def talk():
            server = await deepgram.start("good")
            place = f"ws://127.0.0.1:{port(server)}/v1/listen?encoding=linear16&sample_rate=8000&interim_results=true"
            with self.assertRaises(InvalidStatus):
                await connect(place)
            async with connect(place, additional_headers={"Authorization": "Token k"}) as socket:
                for _ in range(9):
                    await socket.send(LOUD)
                await socket.send('{"type":"KeepAlive"}')
                await socket.send('{"type":"Finalize"}')
                replies = []
                while not replies or not replies[-1].get("from_finalize"):
                    replies.append(json.loads(await socket.recv()))
            self.assertTrue(replies[-1]["is_final"])
            self.assertFalse(replies[0]["is_final"])
            self.assertTrue(replies[-1]["channel"]["alternatives"][0]["transcript"].startswith("where is my"))
            server.close()

        asyncio.run(talk())

    def test_vosk(self):
        async def talk():
            server = await vosk.start("good")
            async with connect(f"ws://127.0.0.1:{port(server)}") as socket:
                await socket.send('{"config":{"sample_rate":8000}}')
                for _ in range(6):
                    await socket.send(LOUD)
                    self.assertIn("partial", json.loads(await socket.recv()))
                await socket.send('{"eof" : 1}')
                self.assertTrue(json.loads(await socket.recv())["text"].startswith("where is"))
                with self.assertRaises(ConnectionClosed):
                    await socket.recv()
            server.close()

        asyncio.run(talk())

    def test_wyoming_is_the_protocols_own(self):
        async def talk():
            from wyoming.asr import Transcribe, Transcript
            from wyoming.audio import AudioChunk, AudioStart, AudioStop
            from wyoming.client import AsyncTcpClient

            server = await wyoming_peer.start("good")
            async with AsyncTcpClient("127.0.0.1", port(server)) as client:
                await client.write_event(Transcribe(language="en").event())
                await client.write_event(AudioStart(rate=16000, width=2, channels=1).event())
                await client.write_event(AudioChunk(rate=16000, width=2, channels=1, audio=LOUD * 10).event())
                await client.write_event(AudioStop().event())
                self.assertTrue(Transcript.from_event(await client.read_event()).text.startswith("where is"))
            server.close()

        asyncio.run(talk())

    def test_http_vendors_refuse_what_their_documents_do_not_allow(self):
        async def talk():
            for vendor, path in (("openai", "/v1/audio/speech"), ("elevenlabs", "/v1/text-to-speech/v/stream"), ("cartesia", "/tts/bytes")):
                server = await http_vendors.start(vendor, "good")
                request = urllib.request.Request(f"http://127.0.0.1:{port(server)}{path}", data=b"{}", method="POST")
                with self.assertRaises(urllib.error.HTTPError) as refused:
                    await asyncio.to_thread(urllib.request.urlopen, request, timeout=10)
                self.assertEqual(refused.exception.code, 400, vendor)
                server.close()

        asyncio.run(talk())


if __name__ == "__main__":
    unittest.main()
