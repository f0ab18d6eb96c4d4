"""Answers to a question for a number, or for a yes or no, in synthetic voices over a telephone line, for `aisle evaluate ears`.

  spoken_answers.py KIND OUT VOICE... [--count N] [--seed N] [--orders FILE]

KIND is numbers or yes_no; a third of the answers are something else that people say then. VOICE is a program of Debian's and its voice, as in
espeak-ng:en-us, flite:slt or festival:kal_diphone, with @1.1 behind it for a speed. OUT gets NAME.wav (8,000 a second, 16 bit, 300 to 3,400 Hz) and
NAME.txt: the words, and what was asked for. FILE holds numbers of orders, one a line, that are said in place of others.
"""
import argparse
import pathlib
import random
import subprocess
import tempfile
import wave

import numpy as np

DIGITS = "zero one two three four five six seven eight nine".split()
TEENS = "ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen".split()
TENS = "twenty thirty forty fifty sixty seventy eighty ninety".split()
NO_NUMBER = [
    "i don't know", "hold on a second", "can i speak to a person", "what do you mean", "i don't have it with me",
    "let me get my glasses", "where do i find that", "my name is sarah miller", "it's about the tent i bought",
    "just a moment please", "no i don't have one", "i ordered last week", "can you look it up by my name",
    "it is in my email somewhere", "sorry what did you say", "the one for the kettle", "i want to talk to somebody",
    "four zero two", "is it the long one",
]
YES = [
    "yes", "yes please", "yeah", "yep", "sure", "that's right", "yes that's fine", "ok", "okay do it", "correct", "go ahead",
    "yes i would",
]
NO = ["no", "no thanks", "nope", "no don't", "no that's wrong", "no thank you", "not that one", "no wait"]
NEITHER = [
    "let me ask my wife", "what did you say", "how much is it", "hold on a second", "i don't know", "can you repeat that",
    "is it waterproof", "my name is tom", "what about the red one", "somebody is at the door", "i already told you",
    "when will it come", "nothing like that", "where are you calling from", "maybe tomorrow",
]


def pair(number):
    if number < 10:
        return "oh " + DIGITS[number]
    if number < 20:
        return TEENS[number - 10]
    return TENS[number // 10 - 2] + (" " + DIGITS[number % 10] if number % 10 else "")


def said(number, dice):
    words = [DIGITS[int(digit)] for digit in number]
    way = dice.random()
    if way < 0.6 or number[0] == "0" and way >= 0.95:
        return " ".join(words)
    if way < 0.75:
        return " ".join(words).replace("zero", "oh")
    if way < 0.85:
        return "it's " + " ".join(words)
    if way < 0.95:
        return "my order number is " + " ".join(words)
    return f"{pair(int(number[:2]))} {pair(int(number[2:4]))} {words[4]}"


def speak(voice, text, path):
    name, _, speed = voice.partition("@")
    program, _, kind = name.partition(":")
    speed = float(speed or 1)
    with tempfile.NamedTemporaryFile(suffix=".wav") as file:
        if program in ("espeak-ng", "espeak"):
            command = [program, "-v", kind, "-s", str(int(165 * speed)), "-w", file.name, text]
        elif program == "flite":
            command = ["flite", "-voice", kind, "--setf", f"duration_stretch={1 / speed}", "-t", text, "-o", file.name]
        else:
            settings = f"(begin (voice_{kind}) (Parameter.set 'Duration_Stretch {1 / speed}))"
            command = ["text2wave", "-eval", settings, "-o", file.name]
        subprocess.run(command, input=text.encode(), check=True, stderr=subprocess.DEVNULL)
        with wave.open(file.name) as spoken:
            rate = spoken.getframerate()
            samples = np.frombuffer(spoken.readframes(spoken.getnframes()), dtype="<i2").astype(float)
    # The telephone's band, at the telephone's rate.
    count = len(samples) * 8000 // rate
    spectrum = np.fft.rfft(samples)
    frequency = np.fft.rfftfreq(len(samples), 1 / rate)
    spectrum[(frequency < 300) | (frequency > 3400)] = 0
    narrow = np.fft.irfft(spectrum[: count // 2 + 1], count)
    narrow *= 11000 / max(1e-9, abs(narrow).max())
    silence = np.zeros(1600)
    with wave.open(str(path), "wb") as file:
        file.setnchannels(1), file.setsampwidth(2), file.setframerate(8000)
        file.writeframes(np.concatenate([silence, narrow, silence]).astype("<i2").tobytes())


def main():
    arguments = argparse.ArgumentParser()
    arguments.add_argument("kind", choices=("numbers", "yes_no"))
    arguments.add_argument("out", type=pathlib.Path)
    arguments.add_argument("voices", nargs="+")
    arguments.add_argument("--count", type=int, default=24, help="answers a voice")
    arguments.add_argument("--seed", type=int, default=1)
    arguments.add_argument("--orders", type=pathlib.Path)
    asked = arguments.parse_args()
    asked.out.mkdir(parents=True, exist_ok=True)
    dice = random.Random(asked.seed)
    orders = asked.orders.read_text().split() if asked.orders else []
    for voice in asked.voices:
        for index in range(asked.count):
            holds = ""
            if asked.kind == "yes_no":
                text = dice.choice((YES, NO, NEITHER)[index % 3])
            elif index % 3 == 2:
                text = dice.choice(NO_NUMBER)
            else:
                number = dice.choice(orders) if orders else "".join(str(dice.randrange(10)) for _ in range(5))
                text = said(number, dice)
                holds = f"holds: order {number}\n" if orders else ""
            path = asked.out / f"{voice.replace(':', '-').replace('@', '-')}-{index:03}.wav"
            speak(voice, text, path)
            expect = "yes_no" if asked.kind == "yes_no" else "digits 5"
            path.with_suffix(".txt").write_text(f"{text}\nexpect: {expect}\n{holds}")


if __name__ == "__main__":
    main()
