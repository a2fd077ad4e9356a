"""The calls of a notebook: which form stands in which slot. They are read as data; nothing is run."""

import ast
from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from kit.content.course_files import source_of
from kit.course import Course
from kit.forms import Form


class Call(NamedTuple):
    """A form's call in a code cell, such as ``course.reflect("equity.first_thought")``."""

    cell: int
    verb: str
    arguments: tuple[Any, ...]
    named: tuple[tuple[str, Any], ...]

    def form(self, course: Course) -> Form:
        """Return the form that the call asks for, from a course that was opened to return forms."""
        made: Form = getattr(course, self.verb)(*self.arguments, **dict(self.named))
        return made


def calls_of(notebook: Mapping[str, Any]) -> list[Call]:
    """Return the calls of a notebook in order, without the cell that opens the course.

    >>> cell = {"cell_type": "code", "source": 'course.recall(here="01_equity")'}
    >>> calls_of({"cells": [cell]})
    [Call(cell=0, verb='recall', arguments=(), named=(('here', '01_equity'),))]
    """
    return [
        Call(
            number,
            call.func.attr,
            tuple(map(ast.literal_eval, call.args)),
            tuple((one.arg, ast.literal_eval(one.value)) for one in call.keywords if one.arg),
        )
        for number, call in _calls(notebook)
        if isinstance(call.func, ast.Attribute) and not call.func.attr.startswith("_")
    ]


def case_of(notebook: Mapping[str, Any]) -> str:
    """Return the case that the notebook's first cell opens."""
    return next(
        str(ast.literal_eval(call.args[0]))
        for _, call in _calls(notebook)
        if isinstance(call.func, ast.Name) and call.func.id == "open_course"
    )


def _calls(notebook: Mapping[str, Any]) -> Iterator[tuple[int, ast.Call]]:
    for number, cell in enumerate(notebook["cells"]):
        if cell["cell_type"] == "code":
            for statement in ast.parse(source_of(cell)).body:
                if isinstance(statement, ast.Expr | ast.Assign) and isinstance(statement.value, ast.Call):
                    yield number, statement.value
