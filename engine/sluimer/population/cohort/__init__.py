"""Questions of a cohort: which persons are meant, and how many got what in each group of them."""
