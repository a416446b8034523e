"""Pages that every office owes, as markdown: who it is, what it suspends, by which channels it speaks."""

from sitegen.documents.office import About, ChannelList, InformationChannel, Leader, Suspension
from sitegen.render import formats
from sitegen.render.markdown.blocks import blocks, bullets, facts
from sitegen.render.markdown.escaping import one_line, words
from sitegen.render.markdown.nodes import nodes
from sitegen.render.markdown.parts import part
from sitegen.render.markdown.sheet import Sheet

__all__ = ["about", "channels", "suspension"]


def about(document: About, sheet: Sheet) -> list[str]:
    """Return the parts, then the leaders."""
    leaders = "\n\n".join(_leader(one, sheet) for one in document.leaders)
    said = [nodes(document.body, sheet), *part(sheet.w.leaders, leaders)]
    return said if any(said) else [sheet.w.about_empty]


def _leader(leader: Leader, sheet: Sheet) -> str:
    tasks = bullets(map(one_line, leader.tasks))
    return blocks(
        (
            f"### {one_line(leader.post)}",
            one_line(leader.name),
            sheet.picture(leader.portrait) if leader.portrait else "",
            one_line(leader.biography),
            blocks((f"{sheet.w.tasks}:", tasks)) if tasks else "",
        )
    )


def suspension(document: Suspension, sheet: Sheet) -> list[str]:
    """Return whether it is over, what stops, from when to when and why; then what to do."""
    w = sheet.w
    starts, until = (
        formats.moment(hour, sheet.language) if hour else ""
        for hour in (document.starts, document.until)
    )
    state: str = getattr(w, f"state_{document.state}").format(until=until)
    names = [
        sheet.link(one.name, one.address) if one.address else words(one.name).strip()
        for one in document.subjects
    ]
    known = facts(
        (
            (w.suspended, ", ".join(names)),
            (w.starts, starts),
            (w.until, until),
            (w.reason, words(document.reason).strip()),
            (w.forced_by, words(document.forced_by).strip()),
        )
    )
    sheet.under(2)
    return [
        one_line(state),
        known,
        *part(w.meanwhile, nodes(document.body, sheet)),
        *part(w.whom_to_call, sheet.cards(document.contacts)),
    ]


def channels(document: ChannelList, sheet: Sheet) -> list[str]:
    """Return each channel with what is known of it."""
    listed = bullets(_channel(one, sheet) for one in document.channels)
    return [listed or sheet.w.channels_empty, nodes(document.body, sheet)]


def _channel(channel: InformationChannel, sheet: Sheet) -> str:
    w = sheet.w
    call = channel.phone_link and sheet.link(channel.phone, f"tel:{channel.phone_link}")
    address = channel.address and sheet.link(
        formats.address_words(channel.address), channel.address
    )
    known = facts(
        (
            (w.phone, call or words(channel.phone).strip()),
            (w.website, address),
            (w.place, words(channel.place).strip()),
            (w.run_by, words(channel.run_by).strip()),
            (w.since, formats.day(channel.since, sheet.language) if channel.since else ""),
        )
    )
    kind: str = getattr(w, f"form_{channel.form}")
    return blocks((f"**{words(channel.name).strip()}** ({one_line(kind)})", known))
