"""«Begin your own base»: the trial ends, its invented clients and people go, the company's own work begins."""
