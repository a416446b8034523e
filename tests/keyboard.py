"""The keyboard alone: the Tab key goes from one control to the next until it reaches one."""

from playwright.sync_api import FileChooser, Page, TimeoutError

__all__ = ["choose_file", "open_chooser", "press_at", "tab_to", "turn_to", "type_at"]

MOST_STEPS = 400
MOST_TRIES = 7
FIRST_TRY_MILLISECONDS = 3000  # each next one waits twice as long


def tab_to(page: Page, selector: str, *, key: str = "Tab") -> None:
    """Press Tab (or "Shift+Tab") until what has the focus fits ``selector``."""
    page.locator(selector).first.wait_for(state="attached")
    for _ in range(MOST_STEPS):
        if page.evaluate("(sought) => document.activeElement.matches(sought)", selector):
            return
        page.keyboard.press(key)
    raise AssertionError(f"{MOST_STEPS} times {key} did not reach {selector}")


def press_at(page: Page, selector: str, *keys: str, key: str = "Tab") -> None:
    """Go to a control and press keys there, Enter when none are given."""
    tab_to(page, selector, key=key)
    for one in keys or ("Enter",):
        page.keyboard.press(one)


def turn_to(page: Page, tab: str, key: str, shown: str) -> None:
    """Go to the tab in front and press ``key`` until ``shown`` is there to be used.

    A dialog that is still opening may take the focus, and with it the key.
    """
    for again in range(MOST_TRIES):
        press_at(page, tab, key)
        try:
            page.locator(shown).first.wait_for(timeout=FIRST_TRY_MILLISECONDS << again)
        except TimeoutError:
            continue
        return
    raise AssertionError(f"{MOST_TRIES} times {key} did not show {shown}")


def type_at(page: Page, selector: str, words: str, *, key: str = "Tab") -> None:
    """Go to a control and type ``words``."""
    tab_to(page, selector, key=key)
    page.keyboard.insert_text(words)


def open_chooser(page: Page, selector: str) -> FileChooser:
    """Go to a control that asks for files, open it with the keyboard; return what it opened.

    A dialog that is still opening may take the focus away again: then it goes there once more.
    """
    for again in range(MOST_TRIES):
        tab_to(page, selector)
        try:
            with page.expect_file_chooser(timeout=FIRST_TRY_MILLISECONDS << again) as opened:
                page.keyboard.press("Enter")
        except TimeoutError:
            continue
        return opened.value
    raise AssertionError(f"{MOST_TRIES} times Enter did not open {selector}")


def choose_file(page: Page, selector: str, name: str, content: bytes) -> None:
    """Go to a field for a file, open it with the keyboard and choose a picture."""
    opened = open_chooser(page, selector)
    opened.set_files({"name": name, "mimeType": "image/png", "buffer": content})
