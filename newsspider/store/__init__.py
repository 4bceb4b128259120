"""Where does newsspider keep what it reads? The only package that speaks SQL."""
