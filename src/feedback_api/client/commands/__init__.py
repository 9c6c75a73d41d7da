"""The command ``feedback-client``."""


def main() -> None:
    """Run the command."""
