"""``python -m feedback_api``: the same as the command ``feedback-api``."""

from feedback_api.cli import main

if __name__ == "__main__":
    main()
