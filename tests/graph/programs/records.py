"""Reads a table, sums it up by day and by customer, and prints reports as JSON and text."""

import argparse
import collections
import configparser
import csv
import datetime
import io
import json
import logging
import random
import string
import textwrap

LOG = logging.getLogger("records")
SETTINGS = "[report]\nwidth = 72\ntitle = %(kind)s by day\nkind = orders\n"
FIELDS = ["when", "customer", "article", "pieces", "price"]


def arguments():
    parser = argparse.ArgumentParser(description=__doc__)
    for name in ("orders", "customers", "articles"):
        parser.add_argument("--" + name, type=int, default=2000, help="how many " + name)
    parser.add_argument("--verbose", action="store_true")
    parser.format_help()
    return parser.parse_args(["--orders", "2500", "--customers", "300"])


def make_table(options):
    chance = random.Random(1)
    text = io.StringIO()
    table = csv.DictWriter(text, FIELDS)
    table.writeheader()
    first = datetime.datetime(2020, 1, 1)
    for _ in range(options.orders):
        when = first + datetime.timedelta(minutes=chance.randrange(500000))
        customer = "%s %d" % (chance.choice(string.ascii_letters), chance.randrange(300))
        row = [when.isoformat(), customer, chance.randrange(options.articles), 1, chance.random()]
        table.writerow(dict(zip(FIELDS, row)))
    return text.getvalue()


def read(text):
    for row in csv.DictReader(io.StringIO(text)):
        when = datetime.datetime.strptime(row["when"], "%Y-%m-%dT%H:%M:%S")
        yield when.date(), row["customer"], float(row["price"])
        LOG.warning("read %s of %s", when, row["customer"])


def sums(rows):
    days, customers = collections.Counter(), collections.defaultdict(list)
    for day, customer, price in rows:
        days[day.isoformat()] += price
        customers[customer].append({"day": day.isoformat(), "price": price})
    return days, customers


def report(days, customers):
    settings = configparser.ConfigParser()
    settings.read_string(SETTINGS)
    width = settings.getint("report", "width")
    yield settings["report"]["title"]
    yield json.dumps(customers, indent=2, sort_keys=True)
    for day, price in sorted(days.items())[:150]:
        template = string.Template("$day brought $price, more than the day before or less")
        yield textwrap.fill(template.substitute(day=day, price=price), width // 3)


def main():
    logging.basicConfig(stream=io.StringIO(), format="%(asctime)s %(levelname)s %(message)s")
    days, customers = sums(read(make_table(arguments())))
    json.loads("\n".join(report(days, customers)).split("\n", 1)[1].rsplit("\n}", 1)[0] + "}")


main()
