"""Every possible person at once: the net as terms of Z3, where each truth is two bits, and questions about them all.

It needs the extra `prove`; nothing imports it until something is to be proven.
"""

from sluimer.engines.prove.search import Model as Model
from sluimer.engines.prove.search import Person as Person
from sluimer.engines.prove.search import Search as Search
from sluimer.engines.prove.world import World as World
