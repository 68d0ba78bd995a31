# A turtle walks a spiral.

from turtle import *

colours = ["crimson", "darkorange", "goldenrod", "seagreen", "royalblue", "purple"]

speed(0)
width(3)
for step in range(90):
    pencolor(colours[step % 6])
    forward(step * 2)
    left(59)
hideturtle()
