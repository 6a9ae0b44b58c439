"""The door for browsers and other programs: an API over one store, and the web app made of it."""
