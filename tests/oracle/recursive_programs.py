"""Programs that call themselves, each in a way that tables of calls tell little of. They are recorded
event by event; what a function spends itself are calls of `work`."""

work = callable


def parsing():
    """Recursive descent: an expression within parentheses is one again."""
    text = "((1+2)*(34-(5+6)*7)+8)*(9-(((10)))+11*12)-(13*(14+15))" * 3
    at = [0]

    def peek():
        return text[at[0]] if at[0] < len(text) else ""

    def take():
        at[0] += 1
        return text[at[0] - 1]

    def expression():
        term()
        while peek() and peek() in "+-":
            take()
            term()

    def term():
        factor()
        while peek() == "*":
            take()
            factor()

    def factor():
        if peek() == "(":
            take()
            expression()
            take()
        else:
            number()

    def number():
        while peek().isdigit():
            take()

    def program():
        while at[0] < len(text):
            expression()

    program()


def visiting():
    """A dispatcher calls methods that call it again, and helpers that all of them share."""
    methods = {}

    def visit(node):
        enter(node)
        methods[node[0]](node)

    def visit_list(node):
        for child in node[1:]:
            visit(child)

    def visit_pair(node):
        visit(node[1])
        compare(node)
        visit(node[2])

    def visit_leaf(node):
        store(node)

    def enter(node):
        note(node)

    def compare(node):
        for _ in range(6):
            note(node)

    def store(node):
        note(node)

    def note(node):
        pass

    def program():
        methods.update(list=visit_list, pair=visit_pair, leaf=visit_leaf)
        leaf = ("leaf",)
        node = leaf
        for i in range(6):
            node = ("pair", ("list", leaf, node, leaf), ("list", node) if i % 2 else leaf)
        visit(node)

    program()


def loading():
    """Modules that load modules, through one loader; some have work to do of their own."""
    needs = {"a": "bcd", "b": "de", "c": "f", "d": "", "e": "fg", "f": "", "g": "h", "h": ""}
    loaded = set()

    def load(name):
        if name not in loaded:
            loaded.add(name)
            find(name)
            execute(name)

    def find(name):
        for _ in range(5):
            look()

    def look():
        pass

    def execute(name):
        for needed in needs[name]:
            load(needed)
        if name in "bfg":
            compile_patterns(ord(name) - 90)
        else:
            define()

    def compile_patterns(count):
        for _ in range(count):
            compile_one()

    def compile_one():
        look()

    def define():
        for _ in range(10):
            look()

    def program():
        load("a")
        load("c")

    program()


def wrapping():
    """All calls go through one wrapper: who called what by it is in no table."""
    def wrapper(function, *arguments):
        return function(*arguments)

    def sort():
        for _ in range(30):
            compare()

    def compare():
        pass

    def greet():
        compare()

    def report():
        wrapper(greet)
        wrapper(greet)

    def solve():
        wrapper(sort)
        wrapper(greet)
        for _ in range(3):
            wrapper(recurse, 3)

    def recurse(depth):
        if depth:
            wrapper(recurse, depth - 1)

    def program():
        for _ in range(4):
            solve()
            report()

    program()


def branching():
    """Statements within statements: every `else` leads back to a statement, as often as one is met."""
    text = "{ a b ; if c { d if e f else { g h } } else if i { j k l } else while m n while o { p } }"
    tokens, at = (text + " " + text.replace("b", "{ q if r s else t }")).split(), [0]

    def peek():
        work(at)
        return tokens[at[0]] if at[0] < len(tokens) else "}"

    def eat():
        peek()
        at[0] += 1

    def block():
        eat()
        while peek() != "}":
            statement()
        eat()

    def statement():
        first = peek()
        if first == "{":
            block()
        elif first in ("if", "while"):
            eat()
            expression(1)
            statement()
            if first == "if" and peek() == "else":
                eat()
                otherwise()
        else:
            expression(1)

    def otherwise():
        statement()

    def expression(depth):
        term(depth)
        term(depth - 1)

    def term(depth):
        if depth > 0:
            expression(depth - 1)
        else:
            eat_once()

    def eat_once():
        for _ in range(2000):
            work(at)
        if at[0] < len(tokens) and tokens[at[0]] not in ("{", "}", "if", "else", "while"):
            eat()

    def program():
        while at[0] < len(tokens):
            block()

    program()


def formatting():
    """Sections hold items, or sections that hold them; once an item is translated."""

    def format_help(section):
        join(section)

    def join(parts):
        for part in parts:
            if isinstance(part, list):
                format_help(part)
            elif part < 0:
                usage()
            else:
                format_item(part)

    def format_item(item):
        expand(item)
        if item == 3:
            translate()
        if item > 4:
            format_item(item - 4)

    def expand(item):
        for _ in range(item * 3):
            work(item)

    def translate():
        for _ in range(300):
            work(None)

    def usage():
        for _ in range(9):
            work(None)

    def program():
        format_help([-1, [9, 3, 8]])
        format_help([-1, [2], [7, 5]])
        format_help([[12, 1, 1]])

    program()


def generating():
    """One built-in runs modules, which load others, and code that was made in passing: what this
    spends itself is no room for a module."""
    loaded = set()

    def load(module):
        if module not in loaded:
            loaded.add(module)
            find()
            run(module)

    def run(function):
        for _ in range(40 if function is generated else 0):
            work(function)
        function()

    def find():
        for _ in range(4):
            work(None)

    def compile_patterns(count):
        for _ in range(count):
            work(count)

    def module_a():
        load(module_b)
        load(module_c)
        load(module_f)

    def module_b():
        load(module_d)
        compile_patterns(500)

    def module_c():
        load(module_d)
        load(module_e)

    def module_d():
        compile_patterns(350)

    def module_e():
        compile_patterns(150)

    def module_f():
        work(None)
        load(module_g)

    def module_g():
        compile_patterns(90)

    def make_class():
        for _ in range(25):
            run(generated)

    def generated():
        work(None)

    def program():
        make_class()
        load(module_a)
        make_class()
        load(module_f)

    program()
