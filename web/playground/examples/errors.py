# Programs break. The output then says where, and why:
# read it from the bottom up, and click to go there.

def average(numbers):
    return sum(numbers) / len(numbers)


def report(name, marks):
    print(name, "has an average of", average(marks))


report("Grace", [1, 2, 1, 3])
report("Alan", [2, 2])
report("Linus", [])
