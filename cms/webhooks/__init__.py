"""Programs of others are told of each release: an outbox in the database, sent by the worker."""
