"""What an author works with: cases, warnings, drafts."""
