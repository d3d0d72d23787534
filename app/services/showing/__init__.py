"""What a map shows: its figures, its drawing, its tables and answers, worked out once for each revision."""
