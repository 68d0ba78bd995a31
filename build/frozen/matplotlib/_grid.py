"""The plots of a figure, in rows and columns."""


def place_of(args):
    """Of subplot()'s arguments: rows, columns, row, column, and how many of each it spans."""
    if not args:
        args = (1, 1, 1)
    if len(args) == 1:
        code = args[0]
        if not isinstance(code, int) or not 111 <= code <= 999:
            raise ValueError(
                "Single argument to subplot must be a three-digit integer, not {!r}".format(code)
            )
        args = (code // 100, code // 10 % 10, code % 10)
    if len(args) != 3:
        raise TypeError(
            "subplot() takes 1 or 3 positional arguments but {} were given".format(len(args))
        )
    rows, columns, index = args
    first, last = index if isinstance(index, tuple) else (index, index)
    if not (1 <= rows <= 100 and 1 <= columns <= 100):
        raise ValueError("Number of rows and columns must be positive integers, and at most 100")
    if not 1 <= first <= last <= rows * columns:
        raise ValueError(
            "num must be an integer with 1 <= num <= {}, not {!r}".format(rows * columns, index)
        )
    row, column = (first - 1) // columns, (first - 1) % columns
    last_row, last_column = (last - 1) // columns, (last - 1) % columns
    return rows, columns, row, column, last_row - row + 1, max(1, last_column - column + 1)


class Grid:
    """A list of axes, or of rows of them, with numpy's ways to take one out."""

    def __init__(self, rows):
        self._rows = [Grid(row) if isinstance(row, list) else row for row in rows]

    def __len__(self):
        return len(self._rows)

    def __iter__(self):
        return iter(self._rows)

    def __getitem__(self, index):
        if isinstance(index, tuple):
            found = self
            for part in index:
                found = found[part]
            return found
        found = self._rows[index]
        return Grid(found) if isinstance(found, list) else found

    @property
    def flat(self):
        return iter(self.flatten())

    @property
    def shape(self):
        first = self._rows[0]
        return (len(self), len(first)) if isinstance(first, Grid) else (len(self),)

    def flatten(self):
        found = []
        for one in self._rows:
            if isinstance(one, Grid):
                found += one.flatten()
            else:
                found.append(one)
        return found

    ravel = flatten
