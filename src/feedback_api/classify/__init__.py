"""Words in memory become ids of a closed list, nothing else."""
