"""Taking staff, categories and old inquiries over from CSV files: all rows checked, then the good ones stored."""
