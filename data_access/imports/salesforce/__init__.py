"""Exports of Salesforce: Data Loader files under the true field names, and the same objects as connector tables."""
