"""Reads modules of the standard library, changes their trees and writes them as source again."""

import ast
import inspect
import symtable
import textwrap
import tokenize
from io import StringIO

MODULES = [ast, textwrap, tokenize]


class Renamed(ast.NodeTransformer):
    def visit_Name(self, node):
        return ast.copy_location(ast.Name(node.id + "_", node.ctx), node)

    def visit_FunctionDef(self, node):
        self.generic_visit(node)
        node.body = [statement for statement in node.body if not is_text(statement)]
        return node


class Depth(ast.NodeVisitor):
    def __init__(self):
        self.now = self.most = 0

    def generic_visit(self, node):
        self.now += 1
        self.most = max(self.most, self.now)
        super().generic_visit(node)
        self.now -= 1


def is_text(statement):
    return isinstance(statement, ast.Expr) and isinstance(statement.value, ast.Constant)


def tokens(text):
    found = [token[:2] for token in tokenize.generate_tokens(StringIO(text).readline)]
    return tokenize.untokenize(found[:2000])


def scopes(table):
    names = [(symbol.get_name(), symbol.is_local()) for symbol in table.get_symbols()]
    return sum((scopes(child) for child in table.get_children()), len(names))


def documentation(module):
    for name, value in inspect.getmembers(module, inspect.isfunction):
        yield name, str(inspect.signature(value)), textwrap.shorten(inspect.getdoc(value) or "", 70)


def main():
    for module in MODULES:
        text = inspect.getsource(module)
        tree = Renamed().visit(ast.parse(text))
        Depth().visit(tree)
        if hasattr(ast, "unparse"):
            ast.unparse(ast.fix_missing_locations(tree))
        tokens(text)
        scopes(symtable.symtable(text, module.__name__, "exec"))
        list(documentation(module))


main()
