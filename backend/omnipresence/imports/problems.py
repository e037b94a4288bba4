"""Refusals of this room."""

from omnipresence.base.problems import Problem


class ImportBusy(Problem):
    status = 409
    code = "import-busy"
    title = "This import is at work; wait until it has ended, or cancel it."


class ImportNotReady(Problem):
    status = 409
    code = "import-not-ready"
    title = "This import is not at the point where that can be done."


class ImportHasErrors(Problem):
    status = 409
    code = "import-has-errors"
    title = "Some rows have errors; correct the file, or write the valid rows only."


class ImportTooLarge(Problem):
    status = 413
    code = "import-too-large"
    title = "The file is larger than allowed."
