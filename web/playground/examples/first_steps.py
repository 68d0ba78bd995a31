# Lines that begin with # are notes: Python skips them.
# Press Run, and look at the output.

name = "Ada"
born = 2012

print("Hello,", name + "!")
print("In 2030 you will be", 2030 - born, "years old.")

# Something several times:
for number in range(1, 6):
    print(number, "times 7 is", number * 7)

# Now change the name, and run it again.
