"""Workflows: who may move what to where, and what each move leaves behind, as tables.

A table is read by the code that carries a move out, by the tests that try every state with every move, and by the
page of the reference that draws it. Standard library only; the time of a step is an argument.
"""
