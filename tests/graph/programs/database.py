"""A small object store on SQLite that logs what it does and checks what it reads."""

import contextlib
import dataclasses
import decimal
import enum
import functools
import io
import logging
import sqlite3
import uuid

LOG = logging.getLogger("database.store")


class State(enum.Enum):
    NEW = 1
    PAID = 2
    SENT = 3


@dataclasses.dataclass(order=True, frozen=True)
class Order:
    number: str
    state: State
    price: decimal.Decimal

    def checked(self):
        if not isinstance(self.state, State) or self.price < 0:
            raise ValueError(self)
        return self


class Store:
    def __init__(self):
        self.base = sqlite3.connect(":memory:")
        self.base.row_factory = self.order_of
        self.base.create_function("bucket", 1, self.bucket)
        self.base.execute("create table orders (number text primary key, state int, price text)")

    @staticmethod
    def bucket(price):
        return int(decimal.Decimal(price) // 10)

    @staticmethod
    def order_of(cursor, row):
        names = [column[0] for column in cursor.description]
        if names != ["number", "state", "price"]:
            return dict(zip(names, row))
        return Order(row[0], State(row[1]), decimal.Decimal(row[2])).checked()

    @contextlib.contextmanager
    def change(self, what):
        LOG.info("begins %s", what)
        try:
            yield self.base.cursor()
            self.base.commit()
        finally:
            LOG.debug("ended %s", what)

    def add(self, order):
        with self.change("add " + order.number) as cursor:
            values = order.number, order.state.value, str(order.price)
            cursor.execute("insert into orders values (?, ?, ?)", values)

    def pay(self, order):
        paid = dataclasses.replace(order, state=State.PAID)
        with self.change("pay") as cursor:
            cursor.execute("update orders set state = 2 where number = ?", [paid.number])
        return paid

    def find(self, state):
        query = "select number, state, price from orders where state = ? order by bucket(price)"
        return list(self.base.execute(query, [state.value]))

    def summary(self):
        query = "select bucket(price) as b, count(*) as c from orders group by bucket(price)"
        return self.base.execute(query).fetchall()


@functools.lru_cache(maxsize=100)
def tax(price):
    return (price * decimal.Decimal("0.19")).quantize(decimal.Decimal("0.01"))


def main():
    handler = logging.StreamHandler(io.StringIO())
    handler.setFormatter(logging.Formatter("{asctime} {name}: {message}", style="{"))
    logging.getLogger("database").addHandler(handler)
    logging.getLogger("database").setLevel(logging.DEBUG)
    store = Store()
    for number in range(1200):
        price = decimal.Decimal(number % 400) / 7
        store.add(Order(str(uuid.UUID(int=number)), State.NEW, price + tax(price)))
    for order in store.find(State.NEW)[::3]:
        store.pay(order)
    for _ in range(20):
        sorted(store.find(State.PAID))
        store.summary()


main()
