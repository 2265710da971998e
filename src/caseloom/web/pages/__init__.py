"""One folder per room: what a person asks for, and the template that shows it."""
