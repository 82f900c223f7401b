"""The version, a constant: finding it out must not cost a start-up."""

__version__ = "0.1.0"
