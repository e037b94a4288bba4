"""Push and pull: batches of operations, their ledger, and the feed of changes."""
