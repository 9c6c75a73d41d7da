"""What was typed becomes a submission, or a clear refusal."""
