"""Sentences with a customer's own names, spoken by synthetic voices over a simulated telephone, for `aisle evaluate ears`.

  call_names.py TAU_DATA FOLDER [--customers N] [--seed N]

TAU_DATA holds users.json and orders.json of the tau retail world. For each customer one sentence with names (person, street, town, goods of the
orders) and one without; beside each recording stand its words, the names in it, and the names an engine is told of the call.
"""
import argparse
import audioop
import json
import pathlib
import random
import subprocess
import wave

import numpy as np

VOICES = (("espeak-ng", "en-us"), ("espeak-ng", "en-gb"), ("flite", "slt"), ("flite", "awb"), ("flite", "rms"), ("flite", "kal16"))
NAMED = (
    "it is for {given} {family}", "my name is {given} {family}", "send it to {street} in {city}", "the {goods} has not arrived",
    "i want to return the {goods}", "can you send the {goods} to {street}", "does it go to {city}",
    "this is {given} {family} calling about the {goods}",
)
PLAIN = (
    "i would like to know when it comes", "can i pay with another card", "that is everything thank you",
    "no i have changed my mind about that", "please tell me how long it takes",
)


def spoken(voice, words, path):
    program, name = voice
    if program == "flite":
        subprocess.run(["flite", "-voice", name, "-t", words, "-o", str(path)], check=True)
    else:
        subprocess.run(["espeak-ng", "-v", name, "-w", str(path), words], check=True)
    with wave.open(str(path)) as file:
        data, rate = file.readframes(file.getnframes()), file.getframerate()
    if rate != 8000:
        data, _ = audioop.ratecv(data, 2, 1, rate, 8000, None)
    return np.frombuffer(data, dtype="<i2").astype(float)


def carried(samples, seed):
    """At -22 dBFS with noise 25 dB under it, silence around, through mu-law."""
    samples = samples * 2500 / np.sqrt((samples ** 2).mean())
    samples = np.concatenate([np.zeros(2000), samples, np.zeros(3200)])
    samples = samples + np.random.default_rng(seed).normal(0, 140, len(samples))
    linear = np.clip(samples, -32768, 32767).astype("<i2").tobytes()
    return audioop.ulaw2lin(audioop.lin2ulaw(linear, 2), 2)


def main():
    arguments = argparse.ArgumentParser()
    arguments.add_argument("data", type=pathlib.Path)
    arguments.add_argument("folder", type=pathlib.Path)
    arguments.add_argument("--customers", type=int, default=60)
    arguments.add_argument("--seed", type=int, default=4)
    asked = arguments.parse_args()
    chance = random.Random(asked.seed)
    users, orders = (json.loads((asked.data / name).read_text()) for name in ("users.json", "orders.json"))
    asked.folder.mkdir(parents=True, exist_ok=True)
    count, chosen = 0, sorted(users)
    chance.shuffle(chosen)
    for identifier in chosen[: asked.customers]:
        user = users[identifier]
        goods = [item["name"].lower() for order in user["orders"] for item in orders[order]["items"]]
        if not goods:
            continue
        street = " ".join(word for word in user["address"]["address1"].split() if not word[0].isdigit())
        facts = {
            "given": user["name"]["first_name"], "family": user["name"]["last_name"], "street": street,
            "city": user["address"]["city"], "goods": chance.choice(goods),
        }
        call = [f"{facts['given']} {facts['family']}", street, facts["city"]] + sorted(set(goods))[:12]
        for template in (chance.choice(NAMED), chance.choice(PLAIN)):
            words = template.format(**facts)
            count += 1
            base = asked.folder / f"r{count:03d}"
            samples = carried(spoken(VOICES[(count - 1) % len(VOICES)], words, base.with_suffix(".tmp")), count)
            base.with_suffix(".tmp").unlink()
            with wave.open(str(base.with_suffix(".wav")), "wb") as file:
                file.setnchannels(1)
                file.setsampwidth(2)
                file.setframerate(8000)
                file.writeframes(samples)
            lines = [words, "expect: anything"]
            lines += [f"holds: {kind} {name}" for kind, name in facts.items() if "{" + kind + "}" in template]
            lines += [f"call: {name}" for name in call]
            base.with_suffix(".txt").write_text("\n".join(lines) + "\n")


if __name__ == "__main__":
    main()
