"""The quarterly report: what one release says, on paper, in Dutch or English."""
