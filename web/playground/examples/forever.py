# This loop never ends by itself. Press Stop, or wait for
# the time limit: 10 seconds, unless you change it below.

sheep = 0
while True:
    sheep += 1
    if sheep % 200_000 == 0:
        print(f"{sheep:,} sheep")
