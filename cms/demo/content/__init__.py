"""What the demo province says: plain frozen values, one module a subject, no Django.

Facts (offices, procedures, steps, portals, numbers, dates, figures, contacts, imprint) come
from five public documents of 2019-2023: two announcements of provincial departments, the
web article of a district, a folded leaflet, and the plan of a commune. The sentences are
the demo's own. Signers appear by position only, citizens not at all.
"""
