"""Everywhere a person is: the knowledge in a portable form, what reads it where there is no Python, and a service."""

from pathlib import Path
from typing import Final

from sluimer.reach.portable import portable as portable
from sluimer.reach.portable import portable_text as portable_text
from sluimer.reach.schemas import json_schemas as json_schemas

JAVASCRIPT: Final = Path(__file__).parent / "js"
"""The folder of the package for npm: `sluimer.js` reads the portable form, and `screen.js` tells the first screen."""
