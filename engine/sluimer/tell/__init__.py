"""Words, pictures and pages for each reader, made from what `explain` says and from nothing else."""
