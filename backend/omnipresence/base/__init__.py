"""What every room stands on: time, ids, tenancy, transactions, problems. No word of the domain."""
