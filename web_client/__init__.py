"""What people see: templates, ES modules, styles and translations. No Python logic."""
