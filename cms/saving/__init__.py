"""One form makes one thing, and what comes late changes nothing: the server's half of saving.

``static/cms/saving.js`` is the browser's half: it waits for a running autosave before it sends what
a button asks for, and numbers what it sends.
"""
