"""The page at `/` where there is no other: what answers here, for whom, and where to go on."""

from sluimer.knowledge_base import KnowledgeBase
from sluimer.tell.pages.page import page
from sluimer.tell.speaker import Speaker


def welcome_page(base: KnowledgeBase, language: str) -> str:
    """What this service is, as a page."""
    speaker = Speaker(base.knowledge, language)
    manifest = base.knowledge.manifest
    return page(
        "service",
        language,
        title=speaker.text(manifest.title),
        about=speaker.say("service-about"),
        notice=speaker.text(manifest.notice),
        links=[(address, speaker.say(f"service-link-{key}")) for key, address in _LINKS],
        name=base.name,
    )


_LINKS = (("openapi", "openapi.json"), ("knowledge", "v1/knowledge"), ("schemas", "schemas"))
