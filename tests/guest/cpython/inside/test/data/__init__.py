"""A folder that tests go to."""
