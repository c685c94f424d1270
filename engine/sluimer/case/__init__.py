"""One person: the answers that were given, read and checked."""

from sluimer.case.model import Case as Case
from sluimer.case.model import Implied as Implied
from sluimer.case.read import CaseReader as CaseReader
from sluimer.case.read import GivenAnswer as GivenAnswer
from sluimer.case.text import Places as Places
from sluimer.case.text import answers_in as answers_in
from sluimer.case.text import parse_answers as parse_answers
