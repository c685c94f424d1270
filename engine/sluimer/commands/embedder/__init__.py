"""Commands for whoever builds Sluimer into something else."""
