# Things that belong together, in classes.

class Flower:
    def __init__(self, name, price, stock):
        self.name = name
        self.price = price  # in euros
        self.stock = stock

    def __repr__(self):
        return f"{self.stock} × {self.name}"


class Shop:
    def __init__(self, *flowers):
        self.flowers = {flower.name: flower for flower in flowers}
        self.till = 0

    def sell(self, name, count):
        flower = self.flowers[name]
        if count > flower.stock:
            raise ValueError(f"only {flower.stock} of {name} are left")
        flower.stock -= count
        self.till += count * flower.price


shop = Shop(Flower("tulip", 2, 30), Flower("rose", 5, 12), Flower("peony", 7, 4))

shop.sell("tulip", 10)
shop.sell("peony", 3)
try:
    shop.sell("peony", 2)
except ValueError as problem:
    print("Sorry,", problem)

print("In the till:", shop.till, "euros")
print("Left:", list(shop.flowers.values()))
