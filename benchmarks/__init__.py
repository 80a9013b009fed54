"""`make bench`: what the pages cost, measured from outside, over Streamlit's own protocol, without a browser."""
