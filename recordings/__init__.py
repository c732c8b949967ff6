"""What is kept: every table, migration and query, one module a noun. The only room that speaks SQL."""
