"""The net as it is printed: one line for each part, and all of them."""

import sluimer
from sluimer.knowledge.condition import AtLeast, Is, Known, Not, Within
from sluimer.meaning.from_rules import make_net
from sluimer.meaning.net import Bound, Completion, Filling, Net, Sum, Wire
from sluimer.meaning.notation import net_lines

X, Y = Is("x", (True,)), Is("y", (False,))


def test_every_kind_of_part_and_condition_can_be_read() -> None:
    net = Net(
        (Completion("x", (Filling(Within("n", below=3), True, overrules=True), Filling(Y, False)), assumed=False),),
        (
            (
                Wire("wire", AtLeast(2, (X, Y, Not(Known("x", ("x",)))))),
                Bound("bound", ((X, 250), (Is("form", ("a", "b")), 2.5)), unless_ruled_out=True),
                Sum("score", (((X, 2), (Y, 1)),)),
            ),
        ),
    )
    assert list(net_lines(net)) == [
        "x := yes if n < 3",
        "x ?= no if !y",
        "x ?= no",
        "# layer 0",
        "wire = at least 2 of (x, !y, !(known(x)))",
        "bound = least of, unless ruled out",
        "  250: x",
        "  2.5: form in {a, b}",
        "score = sum of",
        "  2: x, else 1: !y",
    ]


def test_the_net_of_the_bundled_rules_names_each_of_them(magnesium: sluimer.KnowledgeBase) -> None:
    lines = list(net_lines(make_net(magnesium.knowledge)))
    for rule in magnesium.knowledge.rules:
        assert sum(line.startswith(f"rule:{rule} = ") for line in lines) == 1
