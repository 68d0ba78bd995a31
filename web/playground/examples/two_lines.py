# Two lines in one plot.

import math

import matplotlib.pyplot as plt

hours = [hour / 4 for hour in range(97)]
sun = [max(0, math.sin((hour - 6) / 12 * math.pi)) for hour in hours]
warmth = [0.5 + 0.4 * math.sin((hour - 9) / 12 * math.pi) for hour in hours]

plt.plot(hours, sun, label="sun")
plt.plot(hours, warmth, label="warmth")
plt.title("A day in the garden")
plt.xlabel("hour")
plt.ylabel("how much")
plt.legend()
plt.show()
