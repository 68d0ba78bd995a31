# A garden, drawn with letters.

def flower(height, bloom):
    """One flower as a list of lines, from the top down."""
    lines = [f" {bloom} "]
    for level in range(height):
        lines.append("\\| " if level % 2 == 0 else " |/")
    return lines


def plant(flowers, rows):
    """Puts flowers side by side, all standing on the same ground."""
    for row in range(rows):
        line = ""
        for lines in flowers:
            missing = rows - len(lines)
            line += "    " if row < missing else lines[row - missing] + " "
        print(line.rstrip())
    print("~" * 4 * len(flowers))


garden = [
    flower(3, "@"), flower(5, "*"), flower(2, "o"), flower(4, "@"),
    flower(6, "&"), flower(3, "o"), flower(5, "@"), flower(2, "*"),
]
plant(garden, 7)
