"""Forms, rules and settings: their types and their loading."""
