"""The invented country: its places, what is found there, and three years of visits."""
