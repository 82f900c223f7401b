"""Lists made of the register's entries: pure functions to rows, one file per list."""
