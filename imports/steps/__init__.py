"""Steps of the wizard from the rules to the result, and the list of imports."""
