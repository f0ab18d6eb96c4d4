"""Numbers of real spoken digits: recordings of the free-spoken-digit-dataset joined with pauses, for `aisle evaluate ears`.

    python3 spliced_digits.py RECORDINGS OUT [--count 20] [--seed 1] [--length 5] [--orders FILE]

OUT gets NAME.wav (8,000 a second, 16 bit) and NAME.txt (the words, and what was asked for); each number twice, from other takes (-a, -b), as one who
is asked to say it again. FILE holds the numbers of orders, one a line, that are said in place of others. Pauses are 60 to 250 ms, the loudness of the whole is that of a telephone line, and nothing else is done to the sound.
"""
import argparse, pathlib, random, struct, wave

WORDS = "zero one two three four five six seven eight nine".split()


def read(path):
    with wave.open(str(path)) as file:
        assert (file.getnchannels(), file.getsampwidth(), file.getframerate()) == (1, 2, 8000), path
        raw = file.readframes(file.getnframes())
    return list(struct.unpack(f"<{len(raw) // 2}h", raw))


def write(path, samples):
    peak = max(map(abs, samples)) or 1
    scaled = [int(sample * 9000 / peak) for sample in samples]
    with wave.open(str(path), "wb") as file:
        file.setnchannels(1), file.setsampwidth(2), file.setframerate(8000)
        file.writeframes(struct.pack(f"<{len(scaled)}h", *scaled))


parser = argparse.ArgumentParser()
parser.add_argument("recordings", type=pathlib.Path)
parser.add_argument("out", type=pathlib.Path)
parser.add_argument("--count", type=int, default=20, help="numbers a speaker")
parser.add_argument("--seed", type=int, default=1)
parser.add_argument("--length", type=int, default=5, help="digits a number")
parser.add_argument("--orders", type=pathlib.Path, help="a file of numbers to say")
options = parser.parse_args()
orders = options.orders.read_text().split() if options.orders else []
options.out.mkdir(parents=True, exist_ok=True)
takes = {}
for path in sorted(options.recordings.glob("*.wav")):
    digit, speaker, _ = path.stem.split("_")
    takes.setdefault(speaker, {}).setdefault(int(digit), []).append(path)
dice = random.Random(options.seed)
for speaker, digits in sorted(takes.items()):
    for number in range(options.count):
        said = [dice.randrange(10) for _ in range(options.length)]
        if orders:
            said = [int(digit) for digit in dice.choice(orders)]
        chosen = [dice.sample(digits[digit], 2) for digit in said]
        for take, name in enumerate("ab"):
            sound = [0] * 1600
            for pair in chosen:
                sound += read(pair[take]) + [0] * int(8 * dice.uniform(60, 250))
            stem = options.out / f"{speaker}-{number:02}-{name}"
            write(stem.with_suffix(".wav"), sound + [0] * 1600)
            words = " ".join(WORDS[digit] for digit in said)
            holds = f"holds: order {''.join(map(str, said))}\n" if orders else ""
            stem.with_suffix(".txt").write_text(f"{words}\nexpect: digits {len(said)}\ncaller: {speaker}\n{holds}")
