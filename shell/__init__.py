"""The shell around the pages: who looks, how the app is served, what surrounds every screen."""
