"""Build the PWA into pwa/dist when its sources have changed."""

from tooling import places, processes, setup, stamps

SOURCES = (
    "build",
    "index.html",
    "package-lock.json",
    "public",
    "src",
    "tsconfig.base.json",
    "tsconfig.page.json",
    "vite.config.ts",
)


def pwa() -> None:
    mark = stamps.fingerprint(places.PWA / name for name in SOURCES)
    if stamps.is_current("pwa-build", mark) and (places.PWA / "dist" / "index.html").exists():
        return
    setup.node_modules()
    processes.say("Building the PWA")
    processes.need(["npm", "run", "--silent", "build"], cwd=places.PWA)
    stamps.done("pwa-build", mark)
