"""The same kind of facts as the example county, as clerks and apps send them."""
