"""``python -m feedback_api.client``: the same as ``feedback-client``."""

from feedback_api.client.commands import main

if __name__ == "__main__":
    main()
