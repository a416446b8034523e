"""Nothing typed is lost when a session ends, a value is wrong or a page fails.

``views`` and ``middleware`` say plainly that a session has ended, and let an officer log in over
the form; ``forms`` and ``blocks`` save what is right of a form and name what is not; ``static/cms``
holds the scripts: session.js (login in place), kept.js (the local copy), lengths.js (counting),
dates.js (what is typed as a date stays), moves.js (the keyboard stays on a block that it moves).
"""
