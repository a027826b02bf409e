"""What comes back: states that gateways tell, letters that return, complaints, answers of people."""
