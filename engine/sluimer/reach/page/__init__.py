"""The page that asks and advises in a browser: one file that needs nothing beside it and connects to nothing."""

from sluimer.reach.page.write import advice_page as advice_page
