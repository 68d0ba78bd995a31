"""Turtle graphics: the drawing appears in the page. Of CPython's module what draws; no events."""

import math as _math

from _colour_names import hex_of_name as _hex_of_name
from _turtle_wire import Wire as _Wire


class TurtleGraphicsError(Exception):
    pass


class Terminator(Exception):
    """What CPython raises once the window is closed. Here there is none to close."""


_FAR = 10_000_000  # as far as the page follows a turtle
_SPEEDS = {"fastest": 0, "fast": 10, "normal": 6, "slow": 3, "slowest": 1}
_SHAPES = ("arrow", "blank", "circle", "classic", "square", "triangle", "turtle")
_ALIGNMENTS = ("left", "center", "right")
_TEXT_CHARACTERS = 2_000
_FILL_POINTS = 10_000
_STEPS_OF_A_CIRCLE = 10_000

# Fractions of a screen, as in setup(0.5, 0.5), are of one that has this size.
_SCREEN_WIDTH = 1280
_SCREEN_HEIGHT = 640


class Vec2D(tuple):
    """A vector of two numbers."""

    if hasattr(tuple, "__new__"):

        def __new__(cls, x, y):
            return tuple.__new__(cls, (x, y))

    else:  # MicroPython

        def __init__(self, x, y):
            super().__init__((x, y))

    def __add__(self, other):
        return Vec2D(self[0] + other[0], self[1] + other[1])

    def __sub__(self, other):
        return Vec2D(self[0] - other[0], self[1] - other[1])

    def __mul__(self, other):
        if isinstance(other, Vec2D):
            return self[0] * other[0] + self[1] * other[1]
        return Vec2D(self[0] * other, self[1] * other)

    def __rmul__(self, other):
        return Vec2D(self[0] * other, self[1] * other)

    def __neg__(self):
        return Vec2D(-self[0], -self[1])

    def __abs__(self):
        return _math.sqrt(self[0] * self[0] + self[1] * self[1])

    def rotate(self, angle):
        x, y = _direction(angle)
        return Vec2D(self[0] * x - self[1] * y, self[0] * y + self[1] * x)

    def __repr__(self):
        return "(%.2f,%.2f)" % (self[0], self[1])

    __str__ = __repr__


def _direction(degrees):
    """Of length 1; exact for right angles, so that squares close."""
    quarter = degrees % 360 / 90
    if quarter in (0, 1, 2, 3):
        return ((1.0, 0.0), (0.0, 1.0), (-1.0, 0.0), (0.0, -1.0))[int(quarter)]
    angle = _math.radians(degrees)
    return _math.cos(angle), _math.sin(angle)


def _xy(x, y):
    """Coordinates given as two numbers, as a pair, or as a turtle."""
    if y is not None:
        return x, y
    if isinstance(x, Turtle):
        return x._position
    return x


def _not_here(name, instead):
    def refuse(*args, **kwargs):
        raise NotImplementedError(name + "() is not supported under glass: " + instead)

    return refuse


_NO_KEYS = "a drawing here can't hear the keyboard or the mouse"
_NO_SHAPES = "the shapes are " + ", ".join(_SHAPES)


# ---- the screen -------------------------------------------------------------------------------


class _Screen:
    def __init__(self):
        self._turtles = []
        self._made = 0  # turtles, ever
        self._stamps = 0  # ever
        self._size = (640, 480)
        self._canvas = (400, 300)
        self._is_set_up = False
        self._background = "white"
        self._colours = 1.0
        self._mode = "standard"
        self._every = 1
        self._wait = 10
        self._title = "Python Turtle Graphics"
        self._wire = _Wire(self._scene)

    def _scene(self):
        if self._is_set_up:
            yield ("size",) + self._size
        yield ("background", self._hex(self._background))
        for turtle in self._turtles:
            yield turtle._state()

    # Colours

    def _colorstr(self, color):
        """Of the arguments of a function: a name, "#rrggbb", or "" for none."""
        if len(color) == 1:
            color = color[0]
        if isinstance(color, str):
            if color == "" or self._hex(color) is not None:
                return color
            raise TurtleGraphicsError("bad color string: %s" % color)
        try:
            r, g, b = color
        except (TypeError, ValueError):
            raise TurtleGraphicsError("bad color arguments: %s" % str(color))
        try:
            if self._colours == 1.0:
                r, g, b = [round(255.0 * part) for part in (r, g, b)]
            if not (0 <= r <= 255 and 0 <= g <= 255 and 0 <= b <= 255):
                raise TurtleGraphicsError("bad color sequence: %s" % str(color))
            return "#%02x%02x%02x" % (int(r), int(g), int(b))
        except TypeError:
            raise TurtleGraphicsError("bad color arguments: %s" % str(color))

    def _hex(self, color):
        if not color.startswith("#"):
            return _hex_of_name(color)
        digits = color[1:].lower()
        if not all(digit in "0123456789abcdef" for digit in digits):
            return None
        if len(digits) == 3:
            return "#" + "".join(digit + digit for digit in digits)
        return "#" + digits if len(digits) == 6 else None

    def _color(self, color):
        """As a program is told it."""
        if not color.startswith("#"):
            return color
        digits = self._hex(color)[1:]
        parts = tuple(int(digits[i : i + 2], 16) for i in (0, 2, 4))
        return parts if self._colours == 255 else tuple(part / 255 for part in parts)

    def colormode(self, cmode=None):
        if cmode is None:
            return self._colours
        if cmode == 1.0:
            self._colours = 1.0
        elif cmode == 255:
            self._colours = 255

    def bgcolor(self, *args):
        if not args:
            return self._color(self._background)
        self._background = self._colorstr(args) or "white"
        self._wire.put(("background", self._hex(self._background)))

    # Size

    def setup(self, width=0.5, height=0.75, startx=None, starty=None):
        if isinstance(width, float) and 0 <= width <= 1:
            width = _SCREEN_WIDTH * width
        if isinstance(height, float) and 0 <= height <= 1:
            height = _SCREEN_HEIGHT * height
        width, height = int(width), int(height)
        if not (1 <= width <= 10_000 and 1 <= height <= 10_000):
            raise TurtleGraphicsError("bad size: %s, %s" % (width, height))
        self._size = (width, height)
        self._is_set_up = True
        self._wire.put(("size", width, height))

    def screensize(self, canvwidth=None, canvheight=None, bg=None):
        if canvwidth is None and canvheight is None and bg is None:
            return self._canvas
        self._canvas = (
            self._canvas[0] if canvwidth is None else canvwidth,
            self._canvas[1] if canvheight is None else canvheight,
        )
        if bg is not None:
            self.bgcolor(bg)
        if not self._is_set_up:
            self.setup(*self._canvas)
            self._is_set_up = False

    def window_width(self):
        return self._size[0]

    def window_height(self):
        return self._size[1]

    def title(self, titlestring):
        self._title = str(titlestring)

    def mode(self, mode=None):
        if mode is None:
            return self._mode
        mode = mode.lower()
        if mode == "world":
            self.setworldcoordinates()
        if mode not in ("standard", "logo"):
            raise TurtleGraphicsError("No turtle-graphics-mode %s" % mode)
        self._mode = mode
        self.reset()

    # When the drawing is seen

    def tracer(self, n=None, delay=None):
        if n is None:
            return self._every
        self._every = max(0, int(n))
        if delay is not None:
            self._wait = max(0, int(delay))
        self._put_pace()

    def delay(self, delay=None):
        if delay is None:
            return self._wait
        self._wait = max(0, int(delay))
        self._put_pace()

    def _put_pace(self):
        self._wire.put(("pace", min(self._every, 1_000_000), min(self._wait, 1_000)))

    def update(self):
        self._wire.show()

    def mainloop(self):
        self._wire.show()

    def exitonclick(self):
        self._wire.show()

    def bye(self):
        self._wire.show()

    # All turtles

    def turtles(self):
        return list(self._turtles)

    def getshapes(self):
        return list(_SHAPES)

    def clear(self):
        global _pen
        self._turtles = []
        _pen = None
        self._background = "white"
        self._every, self._wait = 1, 10
        self._wire.put(("wipe",))
        self._put_pace()

    def reset(self):
        for turtle in self._turtles:
            turtle.reset()

    clearscreen = clear
    resetscreen = reset

    # What a picture can't do

    listen = _not_here("listen", _NO_KEYS)
    onkey = _not_here("onkey", _NO_KEYS)
    onkeypress = _not_here("onkeypress", _NO_KEYS)
    onkeyrelease = _not_here("onkeyrelease", _NO_KEYS)
    onclick = _not_here("onclick", _NO_KEYS)
    onscreenclick = _not_here("onscreenclick", _NO_KEYS)
    ontimer = _not_here("ontimer", "use a loop with time.sleep() in it")
    textinput = _not_here("textinput", "ask with input()")
    numinput = _not_here("numinput", "ask with float(input())")
    bgpic = _not_here("bgpic", "a background has one colour: use bgcolor()")
    getcanvas = _not_here("getcanvas", "there is no Tk here")
    addshape = _not_here("addshape", _NO_SHAPES)
    register_shape = _not_here("register_shape", _NO_SHAPES)
    setworldcoordinates = _not_here(
        "setworldcoordinates", "coordinates are those of mode('standard')"
    )


_screen = None
_pen = None


def Screen():
    global _screen
    if _screen is None:
        _screen = _Screen()
    return _screen


# ---- turtles ----------------------------------------------------------------------------------


class Turtle:
    def __init__(self, shape="classic", undobuffersize=1000, visible=True):
        self.screen = Screen()
        self._wire = self.screen._wire
        self._check_shape(shape)
        self._id = self.screen._made
        self.screen._made += 1
        self._drawn = 0  # of what the page draws of this turtle
        self._fill = None
        self._poly = None
        self._stamps = []
        self._past_size = undobuffersize or 0
        self._become_new(shape, visible)
        self.screen._turtles.append(self)
        self._put_state()

    def _become_new(self, shape, visible):
        self._past = []
        self._fill = None
        self._poly = None
        self._stamps = []
        self._position = Vec2D(0.0, 0.0)
        self._angle = 0.0 if self.screen._mode == "standard" else 90.0
        self._full = 360.0
        self._is_down = True
        self._is_visible = visible
        self._shape = shape
        self._stretch = (1.0, 1.0)
        self._outline = 1
        self._width = 1
        self._speed = 3
        self._set_colours("black", "black")

    def _set_colours(self, pen, fill):
        self._pencolor, self._fillcolor = pen, fill
        self._pen_hex = self.screen._hex(pen) if pen else None
        self._fill_hex = self.screen._hex(fill) if fill else None

    def _check_shape(self, name):
        if name not in _SHAPES:
            raise TurtleGraphicsError("There is no shape named %s" % name)

    # Telling the page

    def _looks(self):
        wide, long = self._stretch
        return (self._shape, wide, long, self._outline, self._pen_hex, self._fill_hex)

    def _state(self):
        x, y = self._position
        state = ("turtle", self._id, x, y, self._angle, self._is_visible, self._speed)
        return state + self._looks()

    def _put_state(self):
        self._wire.put(self._state())

    def _put_drawing(self, command, weight=0):
        self._drawn += 1
        self._wire.put(command, weight)

    # Undo

    def _remember(self):
        if self._past_size < 1:
            return
        if len(self._past) >= self._past_size:
            self._past.pop(0)
        fill = None if self._fill is None else len(self._fill)
        self._past.append((
            self._position, self._angle, self._is_down, self._is_visible, self._shape,
            self._stretch, self._outline, self._width, self._speed, self._pencolor,
            self._fillcolor, self._drawn, len(self._stamps), fill,
        ))

    def undo(self):
        if not self._past:
            return
        (
            self._position, self._angle, self._is_down, self._is_visible, self._shape,
            self._stretch, self._outline, self._width, self._speed, pen, fill,
            drawn, stamps, points,
        ) = self._past.pop()
        self._set_colours(pen, fill)
        if self._drawn > drawn:
            self._wire.put(("undo", self._id, self._drawn - drawn))
            self._drawn = drawn
        del self._stamps[stamps:]
        if points is None:
            self._fill = None
        elif self._fill is not None:
            del self._fill[points:]
        self._put_state()

    def setundobuffer(self, size):
        self._past_size = size or 0
        self._past = []

    def undobufferentries(self):
        return len(self._past)

    # Moving

    def _go_to(self, x, y):
        if not (-_FAR <= x <= _FAR and -_FAR <= y <= _FAR):
            raise TurtleGraphicsError("the turtle can't go as far as (%s, %s)" % (x, y))
        from_x, from_y = self._position
        if self._is_down and self._pen_hex:
            self._put_drawing(
                ("line", self._id, from_x, from_y, x, y, self._pen_hex, self._width)
            )
        else:
            self._wire.put(("at", self._id, x, y))
        self._position = Vec2D(x, y)
        if self._fill is not None:
            self._fill.append(x)
            self._fill.append(y)
        if self._poly is not None:
            self._poly.append(self._position)

    def _go(self, distance):
        x, y = _direction(self._angle)
        self._go_to(self._position[0] + x * distance, self._position[1] + y * distance)

    def _turn(self, degrees):
        angle = self._angle + degrees
        if not -_FAR <= angle <= _FAR:
            raise TurtleGraphicsError("the turtle can't turn as far as %s degrees" % degrees)
        self._angle = angle % 360.0
        # The page sees which way, and how often, it turned.
        self._wire.put(("turn", self._id, angle - degrees, angle))

    def forward(self, distance):
        self._remember()
        self._go(distance)

    def back(self, distance):
        self._remember()
        self._go(-distance)

    def right(self, angle):
        self._remember()
        self._turn(-angle * 360.0 / self._full)

    def left(self, angle):
        self._remember()
        self._turn(angle * 360.0 / self._full)

    def goto(self, x, y=None):
        x, y = _xy(x, y)
        self._remember()
        self._go_to(x, y)

    def teleport(self, x=None, y=None, *, fill_gap=False):
        self._remember()
        fill = self._fill
        if fill is not None and not fill_gap:
            self.end_fill()
        was_down, self._is_down = self._is_down, False
        self._go_to(
            self._position[0] if x is None else x, self._position[1] if y is None else y
        )
        self._is_down = was_down
        if fill is not None and not fill_gap:
            self.begin_fill()

    def setx(self, x):
        self.goto(x, self._position[1])

    def sety(self, y):
        self.goto(self._position[0], y)

    def home(self):
        self.goto(0, 0)
        self.setheading(0)

    def setheading(self, to_angle):
        self._remember()
        turn = (to_angle - self.heading()) * (1 if self.screen._mode == "standard" else -1)
        turn = (turn + self._full / 2) % self._full - self._full / 2
        if turn:
            self._turn(turn * 360.0 / self._full)

    def circle(self, radius, extent=None, steps=None):
        self._remember()
        if extent is None:
            extent = self._full
        if steps is None:
            fraction = abs(extent) / self._full
            steps = 1 + int(min(11 + abs(radius) / 6.0, 59.0) * fraction)
        steps = min(int(steps), _STEPS_OF_A_CIRCLE)
        turn = 360.0 / self._full * extent / steps
        length = 2.0 * radius * _math.sin(_math.radians(turn / 2))
        if radius < 0:
            length, turn = -length, -turn
        end = self._angle + turn * steps
        self._turn(turn / 2)
        for step in range(steps):
            self._go(length)
            self._turn(turn if step < steps - 1 else turn / 2)
        # Without the errors of as many additions.
        self._angle = round(end, 10) % 360.0

    # Where it is

    def position(self):
        return self._position

    def xcor(self):
        return self._position[0]

    def ycor(self):
        return self._position[1]

    def heading(self):
        return self._as_heading(self._angle)

    def _as_heading(self, degrees):
        angle = round(degrees, 10) % 360.0 * self._full / 360.0
        if self.screen._mode == "standard":
            return angle
        return (self._full / 4.0 - angle) % self._full

    def towards(self, x, y=None):
        x, y = _xy(x, y)
        x, y = x - self._position[0], y - self._position[1]
        return self._as_heading(_math.degrees(_math.atan2(y, x)))

    def distance(self, x, y=None):
        x, y = _xy(x, y)
        return abs(Vec2D(x - self._position[0], y - self._position[1]))

    def degrees(self, fullcircle=360.0):
        self._full = fullcircle * 1.0

    def radians(self):
        self._full = 2 * _math.pi

    # The pen

    def speed(self, speed=None):
        if speed is None:
            return self._speed
        if speed in _SPEEDS:
            speed = _SPEEDS[speed]
        elif 0.5 < speed < 10.5:
            speed = int(round(speed))
        else:
            speed = 0
        self._speed = speed
        self._put_state()

    def penup(self):
        if self._is_down:
            self._remember()
            self._is_down = False

    def pendown(self):
        if not self._is_down:
            self._remember()
            self._is_down = True

    def isdown(self):
        return self._is_down

    def pensize(self, width=None):
        if width is None:
            return self._width
        if not 0 <= width <= 10_000:
            raise TurtleGraphicsError("bad pensize: %s" % width)
        self._remember()
        self._width = width

    def pencolor(self, *args):
        if not args:
            return self.screen._color(self._pencolor)
        self._recolour(self.screen._colorstr(args), self._fillcolor)

    def fillcolor(self, *args):
        if not args:
            return self.screen._color(self._fillcolor)
        self._recolour(self._pencolor, self.screen._colorstr(args))

    def color(self, *args):
        if not args:
            return self.pencolor(), self.fillcolor()
        if len(args) == 2:
            pen, fill = args
        else:
            pen = fill = args[0] if len(args) == 1 else args
        self._recolour(self.screen._colorstr((pen,)), self.screen._colorstr((fill,)))

    def _recolour(self, pen, fill):
        if (pen, fill) != (self._pencolor, self._fillcolor):
            self._remember()
            self._set_colours(pen, fill)
            self._put_state()

    def pen(self, pen=None, **kwargs):
        known = {
            "shown": self._is_visible, "pendown": self._is_down, "pencolor": self._pencolor,
            "fillcolor": self._fillcolor, "pensize": self._width, "speed": self._speed,
            "stretchfactor": self._stretch, "outline": self._outline,
        }
        if pen is None and not kwargs:
            return known
        new = dict(pen or {})
        new.update(kwargs)
        for name in new:
            if name not in known:
                raise TurtleGraphicsError(
                    "pen() has no %r; it has %s" % (name, ", ".join(known))
                )
        self._remember()
        if "shown" in new:
            self._is_visible = bool(new["shown"])
        if "pendown" in new:
            self._is_down = bool(new["pendown"])
        if "pensize" in new:
            self.pensize(new["pensize"])
        if "speed" in new:
            self.speed(new["speed"])
        if "stretchfactor" in new or "outline" in new:
            wide, long = new.get("stretchfactor", self._stretch)
            self.shapesize(wide, long, new.get("outline"))
        self._set_colours(
            self.screen._colorstr((new.get("pencolor", self._pencolor),)),
            self.screen._colorstr((new.get("fillcolor", self._fillcolor),)),
        )
        self._put_state()

    # Drawing

    def filling(self):
        return self._fill is not None

    def begin_fill(self):
        self._remember()
        x, y = self._position
        self._fill = [x, y]
        self._drawn_before_fill = self._drawn

    def end_fill(self):
        points, self._fill = self._fill, None
        if points is None or len(points) <= 4 or not self._fill_hex:
            return
        self._remember()
        while len(points) > 2 * _FILL_POINTS:
            points = [points[i + part] for i in range(0, len(points) - 1, 4) for part in (0, 1)]
        above = max(0, self._drawn - self._drawn_before_fill)
        self._put_drawing(
            ("fill", self._id, self._fill_hex, above, tuple(points)), len(points)
        )

    def dot(self, size=None, *color):
        if not color and isinstance(size, (str, tuple)):
            size, color = None, (size,)
        colour = self.screen._colorstr(color) if color else self._pencolor
        if size is None:
            size = self._width + max(self._width, 4)
        if not 0 <= size <= _FAR:
            raise TurtleGraphicsError("bad size of a dot: %s" % size)
        self._remember()
        x, y = self._position
        if colour:
            self._put_drawing(("dot", self._id, x, y, size, self.screen._hex(colour)))

    def write(self, arg, move=False, align="left", font=("Arial", 8, "normal")):
        text = str(arg)[:_TEXT_CHARACTERS]
        align = align.lower()
        if align not in _ALIGNMENTS:
            raise TurtleGraphicsError("bad align: %s; it is left, center or right" % align)
        family, size, style = _font(font)
        self._remember()
        x, y = self._position
        if text and self._pen_hex:
            self._put_drawing(
                ("text", self._id, x, y, text, align, family, size,
                 "bold" in style, "italic" in style, self._pen_hex),
                len(text),
            )
        if move and align != "right":
            # How wide the letters are is known in the page only: about this.
            width = max([len(line) for line in text.split("\n")]) * size * 0.75
            self._go_to(x + (width if align == "left" else width / 2), y)

    def stamp(self):
        self._remember()
        self.screen._stamps += 1
        number = self.screen._stamps
        x, y = self._position
        self._stamps.append(number)
        self._put_drawing(("stamp", self._id, number, x, y, self._angle) + self._looks())
        return number

    def clearstamp(self, stampid):
        if stampid in self._stamps:
            self._stamps.remove(stampid)
            self._drawn -= 1
            self._wire.put(("unstamp", self._id, stampid))

    def clearstamps(self, n=None):
        stamps = self._stamps
        for number in list(stamps if n is None else stamps[:n] if n >= 0 else stamps[n:]):
            self.clearstamp(number)

    def clear(self):
        self._past = []
        self._fill = None
        self._stamps = []
        self._drawn = 0
        self._wire.put(("clear", self._id))

    def reset(self):
        self.clear()
        self._become_new(self._shape, True)
        self._put_state()

    # How it looks

    def showturtle(self):
        self._show(True)

    def hideturtle(self):
        self._show(False)

    def _show(self, visible):
        if self._is_visible != visible:
            self._remember()
            self._is_visible = visible
            self._put_state()

    def isvisible(self):
        return self._is_visible

    def shape(self, name=None):
        if name is None:
            return self._shape
        self._check_shape(name)
        self._remember()
        self._shape = name
        self._put_state()

    def shapesize(self, stretch_wid=None, stretch_len=None, outline=None):
        if stretch_wid is None and stretch_len is None and outline is None:
            return self._stretch + (self._outline,)
        if stretch_wid == 0 or stretch_len == 0:
            raise TurtleGraphicsError("stretch_wid/stretch_len must not be zero")
        wide, long = self._stretch
        if stretch_wid is not None:
            wide, long = stretch_wid, stretch_wid if stretch_len is None else stretch_len
        elif stretch_len is not None:
            long = stretch_len
        outline = self._outline if outline is None else outline
        if not (abs(wide) <= 10_000 and abs(long) <= 10_000 and 0 <= outline <= 10_000):
            raise TurtleGraphicsError("bad shapesize: %s, %s, %s" % (wide, long, outline))
        self._remember()
        self._stretch, self._outline = (wide, long), outline
        self._put_state()

    # Turtles and polygons

    def begin_poly(self):
        self._poly = [self._position]

    def end_poly(self):
        self._last_poly, self._poly = tuple(self._poly or ()), None

    def get_poly(self):
        return getattr(self, "_last_poly", None)

    def getscreen(self):
        return self.screen

    def getturtle(self):
        return self

    def clone(self):
        other = type(self)(self._shape, self._past_size, self._is_visible)
        for name in (
            "_position", "_angle", "_full", "_is_down", "_stretch", "_outline", "_width", "_speed"
        ):
            setattr(other, name, getattr(self, name))
        other._set_colours(self._pencolor, self._fillcolor)
        other._put_state()
        return other

    # What a picture can't do

    onclick = _not_here("onclick", _NO_KEYS)
    onrelease = _not_here("onrelease", _NO_KEYS)
    ondrag = _not_here("ondrag", _NO_KEYS)
    tilt = _not_here("tilt", "a turtle looks where it goes: use left(), right() or setheading()")
    tiltangle = settiltangle = tilt
    shearfactor = _not_here("shearfactor", "use shapesize()")
    shapetransform = _not_here("shapetransform", "use shapesize()")
    resizemode = _not_here("resizemode", "use shapesize()")

    # Other names

    fd = forward
    bk = backward = back
    rt = right
    lt = left
    setpos = setposition = goto
    seth = setheading
    pos = position
    pu = up = penup
    pd = down = pendown
    width = pensize
    ht = hideturtle
    st = showturtle
    turtlesize = shapesize
    getpen = getturtle


def _font(font):
    """What kind of letters, their size in points, and "bold", "italic" or both."""
    parts = [font] if isinstance(font, str) else list(font)
    name = str(parts[0]).lower() if parts else ""
    size = parts[1] if len(parts) > 1 else 8
    style = " ".join([str(part) for part in parts[2:]]).lower()
    if "courier" in name or "mono" in name or "consol" in name:
        family = "monospace"
    elif "times" in name or "georgia" in name or "serif" in name and "sans" not in name:
        family = "serif"
    else:
        family = "sans-serif"
    try:
        size = min(abs(int(size)), 1_000) or 8
    except (TypeError, ValueError):
        raise TurtleGraphicsError("bad font: %s" % str(font))
    return family, size, style


class RawTurtle(Turtle):
    def __init__(self, canvas=None, shape="classic", undobuffersize=1000, visible=True):
        super().__init__(shape, undobuffersize, visible)


Pen = Turtle
RawPen = RawTurtle


# ---- functions --------------------------------------------------------------------------------


def _the_turtle():
    global _pen
    if _pen is None:
        _pen = Turtle()
    return _pen


def _function(owner, name):
    def call(*args, **kwargs):
        return getattr(owner(), name)(*args, **kwargs)

    return call


_OF_THE_TURTLE = """
back backward begin_fill begin_poly bk circle clear clearstamp clearstamps clone color degrees
distance dot down end_fill end_poly fd fillcolor filling forward get_poly getpen getscreen
getturtle goto heading hideturtle home ht isdown isvisible left lt onclick ondrag onrelease pd pen
pencolor pendown pensize penup pos position pu radians reset resizemode right rt setheading seth
setpos setposition settiltangle setundobuffer setx sety shape shapesize shapetransform shearfactor
showturtle speed st stamp teleport tilt tiltangle towards turtlesize undo undobufferentries up
width write xcor ycor
"""

_OF_THE_SCREEN = """
addshape bgcolor bgpic bye clearscreen colormode delay exitonclick getcanvas getshapes listen
mainloop mode numinput onkey onkeypress onkeyrelease onscreenclick ontimer register_shape
resetscreen screensize setup setworldcoordinates textinput title tracer turtles update
window_height window_width
"""

for _name in _OF_THE_TURTLE.split():
    globals()[_name] = _function(_the_turtle, _name)
for _name in _OF_THE_SCREEN.split():
    globals()[_name] = _function(Screen, _name)

done = globals()["mainloop"]


# ---- the guest calls these --------------------------------------------------------------------


def _begin_run():
    if _screen is not None:
        _screen._wire.begin_run()


def _flush():
    """At the end of a run: a program need not say done()."""
    if _screen is not None:
        _screen._wire.show()
