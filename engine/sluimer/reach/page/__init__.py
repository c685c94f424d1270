"""The page that asks and advises in a browser: a file that connects to nothing, or an element in a page of others."""

from sluimer.reach.page.write import advice_element as advice_element
from sluimer.reach.page.write import advice_page as advice_page
