# Which words does a poem use most?

poem = """
Tiger Tiger, burning bright,
In the forests of the night;
What immortal hand or eye,
Could frame thy fearful symmetry?

In what distant deeps or skies,
Burnt the fire of thine eyes?
On what wings dare he aspire?
What the hand, dare seize the fire?
"""

words = []
for word in poem.lower().split():
    words.append(word.strip(",;?."))

counts = {}
for word in words:
    counts[word] = counts.get(word, 0) + 1

print(len(words), "words,", len(counts), "different ones\n")

by_count = sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))
for word, count in by_count[:8]:
    print(f"{count} × {word}")
