"""First steps of a new base: a list on the administrator's «Today» that goes when all is done."""
