"""The study at a glance: home, collected against planned, what wants attention."""
