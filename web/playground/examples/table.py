# Reads a file, sums it up, and writes another.

import csv

pots = {}
with open("sales.csv", newline="") as file:
    for row in csv.DictReader(file):
        pots[row["flower"]] = pots.get(row["flower"], 0) + int(row["pots"])

with open("totals.csv", "w", newline="") as file:
    writer = csv.writer(file)
    writer.writerow(["flower", "pots"])
    writer.writerows(sorted(pots.items()))

print(open("totals.csv").read())
display([{"flower": flower, "pots": count} for flower, count in sorted(pots.items())])
