"""The parent of all errors, apart from what they carry."""


class SluimerError(Exception):
    """The parent of every error that Sluimer raises on purpose."""
