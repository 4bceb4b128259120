"""The egg that scrapyd-deploy builds: the crawl with its SQL, tables and templates."""

from setuptools import find_packages, setup

from newsspider import __version__

setup(
    name="newsspider",
    version=__version__,
    packages=find_packages(include=["newsspider", "newsspider.*", "pipelines", "settings"]),
    package_data={
        "newsspider": ["**/*.sql", "**/*.toml", "**/*.html", "**/*.css", "**/*.js", "**/*.svg", "**/*.tmpl"],
    },
    entry_points={"scrapy": ["settings = settings.production"]},
)
