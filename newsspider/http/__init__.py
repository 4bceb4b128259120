"""HTTP messages: who sends them, how their bodies are encoded, and what is kept of them."""
