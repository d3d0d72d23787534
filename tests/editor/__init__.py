"""Cases that the server's rules and commands and the editor's are held to, one file for both."""
