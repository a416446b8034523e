"""The case of the print room: one leaflet by Loa, by WeasyPrint and by Chromium, in turn."""
