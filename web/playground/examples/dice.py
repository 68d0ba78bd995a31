# Two dice are thrown: how often does each sum come up?
# Every run is different, but not by much. Why?

import random

THROWS = 2000

counts = {}
for _ in range(THROWS):
    spots = random.randint(1, 6) + random.randint(1, 6)
    counts[spots] = counts.get(spots, 0) + 1

for spots in range(2, 13):
    count = counts.get(spots, 0)
    bar = "·" * round(count / THROWS * 200)
    print(f"{spots:2}  {bar} {count}")
