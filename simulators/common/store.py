"""The one mutable state of a simulator: a world plus what the vendor itself keeps about it."""

import copy
import json
import os
import threading


class Store:
    """Holds the state under one lock and remembers which effects were made on it.

    `world` is the neutral world of world.md; `vendor` is a plain dictionary private to one
    simulator (subscriptions, jobs, idempotency keys, sequence numbers).
    """

    def __init__(self, world, state_file=None):
        self.lock = threading.RLock()
        self._seed = copy.deepcopy(world)
        self._state_file = state_file
        self.effects = []
        self.world = copy.deepcopy(world)
        self.vendor = {}
        if state_file and os.path.exists(state_file):
            with open(state_file, encoding="utf-8") as handle:
                self.restore(json.load(handle))

    def reset(self):
        """Goes back to the seed."""
        with self.lock:
            self.world = copy.deepcopy(self._seed)
            self.vendor = {}
            self.effects = []
            self.save()

    def snapshot(self):
        """A deep copy that `restore` accepts."""
        with self.lock:
            return copy.deepcopy({"world": self.world, "vendor": self.vendor})

    def restore(self, snapshot):
        """Puts a snapshot back."""
        with self.lock:
            self.world = copy.deepcopy(snapshot["world"])
            self.vendor = copy.deepcopy(snapshot["vendor"])

    def effect(self, what, subject):
        """Records that something was changed, for the request log."""
        self.effects.append({"what": what, "subject": str(subject)})

    def take_effects(self):
        """The effects recorded since the last call."""
        taken, self.effects = self.effects, []
        return taken

    def sequence(self, name, start):
        """The next number of a named sequence."""
        numbers = self.vendor.setdefault("sequences", {})
        numbers[name] = numbers.get(name, start) + 1
        return numbers[name]

    def save(self):
        """Writes the state file, whole or not at all."""
        if not self._state_file:
            return
        with self.lock:
            draft = self._state_file + ".new"
            with open(draft, "w", encoding="utf-8") as handle:
                json.dump({"world": self.world, "vendor": self.vendor}, handle)
            os.replace(draft, self._state_file)
