"""What outlives a request: each kind of work calls services, one after the other."""
