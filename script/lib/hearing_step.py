"""One line of `script/bench steps` from what `aisle evaluate ears --json` prints.

  hearing_step.py SCORES WHAT CONDITION OPTIONS
"""
import json
import sys

STEPS = {
    "--without-expectation --calls-apart --without-hints": "nothing known",
    "--calls-apart --without-hints": "+ what is expected",
    "--without-hints": "+ the call so far",
    "": "+ what exists, as hints",
}
score = json.load(open(sys.argv[1]))[0]
what, condition, step = sys.argv[2:5]


def percent(value):
    return "   -  " if value is None else f"{100 * value:5.1f} %"


def share(part, whole):
    return percent(part / whole if whole else None)


line = f"{what:9} {condition:9} {score['engine']:12} {STEPS[step]:24} word errors {percent(score.get('word_error_rate'))}"
if what == "sentences":
    line += f"  intents {percent(score.get('intents'))}"
for kind, recall in sorted(score["names"].items()):
    if kind in ("order", "store", "product"):
        beside = f", beside what exists {share(recall['grounded'], recall['compared'])}" if recall["compared"] else ""
        line += f"  {kind} first {share(recall['first'], recall['all'])}{beside}"
error = score["reliability"].get("error")
print(line + ("" if error is None else f"  calibration error {error:.3f}"), flush=True)
