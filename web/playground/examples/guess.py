# I think of a number; you guess it. Answer in the line below the output.

import random

secret = random.randint(1, 20)
print("I think of a number from 1 to 20.")

guesses = 0
while True:
    answer = input("Your guess: ")
    if not answer.isdigit():
        print("A whole number, please.")
        continue
    guesses += 1
    guess = int(answer)
    if guess < secret:
        print("Too low.")
    elif guess > secret:
        print("Too high.")
    else:
        break

print(f"Yes, {secret}! You needed {guesses} guesses.")
