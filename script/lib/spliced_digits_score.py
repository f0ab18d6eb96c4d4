"""What `aisle evaluate ears --verbose` heard of the numbers of spliced_digits.py: right at the first try, and within two, by speaker."""
import pathlib, sys

FIGURES = {word: str(digit) for digit, word in enumerate("zero one two three four five six seven eight nine".split())} | {"oh": "0"}


def number(words):
    return "".join(FIGURES.get(word, word if word.isdigit() else "") for word in words.split())


folder = pathlib.Path(sys.argv[1])
heard = {}
for line in sys.stdin:
    parts = line.rstrip("\n").split("\t")
    if len(parts) < 3:
        print(line, end="")
        continue
    engine, name, words = parts[:3]
    speaker, which, take = name.split("-")
    said = number((folder / f"{name}.txt").read_text().splitlines()[0])
    heard.setdefault(speaker, {}).setdefault(which, {})[take] = number(words) == said
print()
total = [0, 0, 0, 0]
for speaker, numbers in sorted(heard.items()):
    first = sum(right for takes in numbers.values() for right in takes.values())
    tries = sum(len(takes) for takes in numbers.values())
    two = sum(any(takes.values()) for takes in numbers.values())
    print(f"{engine} {speaker}: at once {first} of {tries}, within two tries {two} of {len(numbers)}")
    total = [sum(pair) for pair in zip(total, (first, tries, two, len(numbers)))]
print(f"{engine} all: at once {total[0]} of {total[1]}, within two tries {total[2]} of {total[3]}")
