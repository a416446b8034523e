"""Files about the whole mirror: what search engines, feed readers and lost readers ask for.

They are made from entries, never from whole documents: an edit of a body touches none of them.
"""

from sitegen.render.site_files.feeds import atom, feed_entries, json_feed
from sitegen.render.site_files.llms import LlmsPart, llms_index, llms_part, llms_parts
from sitegen.render.site_files.page_lists import page_list, page_list_index, page_list_parts
from sitegen.render.site_files.parts import in_parts
from sitegen.render.site_files.signposts import (
    gone_page,
    moved_page,
    not_found,
    offline_page,
    self_contained_style,
)
from sitegen.render.site_files.sitemap import (
    robots,
    sitemap_index,
    sitemap_part,
    sitemap_parts,
    web_manifest,
)

__all__ = [
    "LlmsPart",
    "atom",
    "feed_entries",
    "gone_page",
    "in_parts",
    "json_feed",
    "llms_index",
    "llms_part",
    "llms_parts",
    "moved_page",
    "not_found",
    "offline_page",
    "page_list",
    "page_list_index",
    "page_list_parts",
    "robots",
    "self_contained_style",
    "sitemap_index",
    "sitemap_part",
    "sitemap_parts",
    "web_manifest",
]
