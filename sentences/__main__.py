"""`python -m sentences`: brings the catalogues to what the code says and names what is not translated yet."""

import sys

from caseloom.web.settings import configure

configure(port=0, secret="reads templates and serves nothing " * 2)


def main() -> int:
    """Write the catalogues; 1 where a translation is missing."""
    from sentences.catalogues import bring_up_all, path_of

    lacking = 0
    for language, ids in bring_up_all().items():
        lacking += len(ids)
        print(f"{path_of(language)}: {len(ids)} without a translation")
        for id in ids:
            print(f"    {id}")
    return bool(lacking)


if __name__ == "__main__":
    sys.exit(main())
