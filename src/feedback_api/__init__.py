"""feedback-api: what people say about the asylum service, as themes nobody can be traced by."""

__version__ = "0.1.0"
