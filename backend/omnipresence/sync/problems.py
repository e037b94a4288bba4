"""Refusals of whole requests. A refused mark is never one of these: it is a result."""

from omnipresence.base.problems import Problem


class EnvelopeInvalid(Problem):
    status = 422
    code = "invalid-envelope"
    title = "The envelope of the sync request is not valid; none of its operations was looked at."


class ProtocolTooOld(Problem):
    status = 426
    code = "protocol-too-old"
    title = "This version of the app is too old to sync; its queue is safe, update the app."


class BatchInProgress(Problem):
    status = 409
    code = "batch-in-progress"
    title = "Other syncs of this device are running; send the same again a little later."
    retry_after = 2


class NotAdoptable(Problem):
    status = 409
    code = "not-adoptable"
    title = "This operation cannot be applied as things stand; it stays in the tray."


class AlreadyHandled(Problem):
    status = 409
    code = "already-handled"
    title = "Somebody has looked after this operation already."


class TooManyOperations(Problem):
    status = 413
    code = "too-many-operations"
    title = "More operations than one request may carry."
