"""Makes documents as XML, HTML and mail, and reads them again with Python's own parsers."""

import email
import email.policy
import html
import html.parser
import random
import xml.dom.minidom
import xml.etree.ElementTree as tree
import xml.sax
from email.message import EmailMessage

WORDS = "Profiles tell where the time of a program goes & <how> \u201coften\u201d it went".split()


def sentence(chance):
    return " ".join(chance.choice(WORDS) for _ in range(9))


def book(chance, chapters):
    root = tree.Element("book", {"title": "Time"})
    for number in range(chapters):
        chapter = tree.SubElement(root, "chapter", number=str(number))
        for _ in range(6):
            paragraph = tree.SubElement(chapter, "p")
            paragraph.text = sentence(chance)
            tree.SubElement(paragraph, "b").tail = sentence(chance)
    return tree.tostring(root, encoding="unicode")


class Counter(xml.sax.ContentHandler):
    def __init__(self):
        super().__init__()
        self.letters = self.elements = 0

    def startElement(self, name, attrs):
        self.elements += 1

    def characters(self, content):
        self.letters += len(content)


class Reader(html.parser.HTMLParser):
    def __init__(self):
        super().__init__(convert_charrefs=False)
        self.open, self.text = [], []

    def handle_starttag(self, tag, attrs):
        self.open.append(tag)

    def handle_endtag(self, tag):
        while self.open and self.open.pop() != tag:
            pass

    def handle_data(self, data):
        self.text.append(html.escape(data))


def letters(chance, count):
    for number in range(count):
        letter = EmailMessage(policy=email.policy.default)
        letter["Subject"] = sentence(chance)
        letter["To"] = "reader%d@example.org, Other <other@example.org>" % number
        letter.set_content("\n".join(sentence(chance) for _ in range(5)))
        letter.add_alternative("<p>%s</p>" % sentence(chance), subtype="html")
        letter.add_attachment(b"\x00" * 500, maintype="image", subtype="png", filename="a.png")
        yield letter.as_bytes()


def read_letter(data):
    letter = email.message_from_bytes(data, policy=email.policy.default)
    addresses = [address.domain for address in letter["To"].addresses]
    return addresses, letter.get_body(("plain",)).get_content(), list(letter.iter_attachments())


def main():
    chance = random.Random(1)
    text = book(chance, 40)
    page = xml.dom.minidom.parseString(text).toprettyxml()
    xml.sax.parseString(page.encode("utf-8"), Counter())
    for paragraph in tree.fromstring(text).iter("p"):
        paragraph.findall("./b")
    reader = Reader()
    reader.feed(page * 2)
    reader.close()
    for data in letters(chance, 40):
        read_letter(data)


main()
