"""What turtles do, on its way to the page, in batches. The commands: web/view/turtle-commands.d.ts."""

import time

import _cloche

_MIME = "application/vnd.cloche.turtle+json"

_BATCH_COMMANDS = 200
_AGAIN_COMMANDS = 2_000  # of what the page has seen before
_BATCH_WEIGHT = 40_000  # numbers and letters: a message stays below what show() takes at once
_BATCH_SECONDS = 0.1
_KEPT_COMMANDS = 100_000

_DRAWING = ("line", "fill", "dot", "text", "stamp")


class Wire:
    """Sends commands, and keeps those of which the drawing consists, for a page that begins anew."""

    def __init__(self, scene):
        self._scene = scene  # what sets the scene as it is now: its size, its turtles
        self._pace = ("pace", 1, 10)
        self._kept = []
        self._pending = []
        self._weight = 0
        self._begins = True
        self._before = ()
        self._is_shown = True
        self._sent_at = 0

    def begin_run(self):
        # What a run that was ended could not send is drawn with what the next one draws.
        pending, self._pending, self._weight = self._pending, [], 0
        for command in pending:
            self._keep(command)
        self._is_shown = True
        self._begins = True
        self._before = tuple(self._scene()) + (self._pace,)

    def put(self, command, weight=0):
        if self._weight + weight > _BATCH_WEIGHT:
            self.flush()
        self._pending.append(command)
        self._weight += weight + 12
        self._is_shown = False
        if command[0] == "pace":
            self._pace = command
        # A program that waits between its steps is seen to take them.
        is_late = time.time() - self._sent_at >= _BATCH_SECONDS
        if is_late or len(self._pending) >= _BATCH_COMMANDS:
            self.flush()

    def show(self):
        """What is drawn so far is to be seen."""
        if not self._is_shown:
            self.put(("show",))
            self._is_shown = True
        self.flush()

    def flush(self):
        if not self._pending:
            return
        pending, self._pending, self._weight = self._pending, [], 0
        if self._begins and (self._kept or self._before):
            self._send_again()
        self._send(pending)
        for command in pending:
            self._keep(command)

    def _send(self, commands):
        self._sent_at = time.time()
        first, self._begins = self._begins, False
        _cloche.show({_MIME: {"version": 1, "first": first, "commands": commands}})

    def _send_again(self):
        """All that is there from earlier runs, to be drawn at once."""
        batch, weight = [("pace", 0, 0)], 0
        for commands in (self._kept, self._before):
            for command in commands:
                more = _weight_of(command)
                if len(batch) >= _AGAIN_COMMANDS or weight + more > _BATCH_WEIGHT:
                    self._send(batch)
                    batch, weight = [], 0
                batch.append(command)
                weight += more
        self._send(batch)

    def _keep(self, command):
        kind = command[0]
        kept = self._kept
        if kind in _DRAWING:
            kept.append(command)
            if len(kept) > _KEPT_COMMANDS:
                del kept[: _KEPT_COMMANDS // 10]
        elif kind == "clear":
            self._kept = [other for other in kept if other[1] != command[1]]
        elif kind == "wipe":
            self._kept = []
        elif kind == "unstamp":
            gone = ("stamp", command[1], command[2])
            self._kept = [other for other in kept if other[:3] != gone]
        elif kind == "undo":
            left = command[2]
            for i in range(len(kept) - 1, -1, -1):
                if left == 0:
                    break
                if kept[i][1] == command[1]:
                    del kept[i]
                    left -= 1


def _weight_of(command):
    if command[0] == "fill":
        return 12 + len(command[4])
    return 12 + len(command[4]) if command[0] == "text" else 12
