"""Forms of what one edits: from the fields on the page to a command, from a refusal or a conflict back to the page."""
