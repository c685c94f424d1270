"""One person at a time: the net as code, fired on experta, and the advice that follows, each with what it waits for.

Read from the top down: `make_plan` (`plan.py`) arranges a knowledge base once, on the code that `compile.py` writes of
its net; `Inference` (`experta_adapter.py`) fires the rules for one person; `Resolver` (`resolve.py`) draws up the
advice from what fired, with `questions.py`. `number.py` is the truth that also says what it waits for, and `facts.py`
the bits that it waits with.
"""
