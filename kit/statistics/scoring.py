"""Read reflections against the rubric: a second opinion, as a table. A person gives the mark."""

from collections.abc import Iterable

import pandas as pd

from kit.model import PlainError


def score(
    text: str | Iterable[str], dimension: str | Iterable[str] | None = None, prompt: str | None = None
) -> pd.DataFrame:
    """Read one text or many against the rubric.

    Parameters
    ----------
    text
        One text, or a list or Series of texts.
    dimension
        What they are about: ``equity``, ``respect``, ``communication``, ``advocacy`` or ``commitment``; one
        for all texts, or one for each. Assignments that are no dimension are read without one.
    prompt
        What was asked, so that words copied from it can be recognized.

    Returns
    -------
    pandas.DataFrame
        A row for each criterion (and text; the index is that of the texts): ``criterion``, the level from
        ``low`` to ``high`` (the same where the reader is sure of one; missing where it gives none),
        ``confidence`` (0 to 1) and ``evidence``, the sentences that earn it.

    Raises
    ------
    PlainError
        Something is not a text, or a dimension is unknown.

    Examples
    --------
    >>> read = score("On Tuesday I asked Ms. Ray when she could meet. She said after two.", "equity")
    >>> read["criterion"].tolist()
    ['event', 'assumption', 'perspective', 'strategy', 'action']
    """
    from kit.content import compiled
    from kit.reading import reader
    from kit.reading.lines import dimensions

    one_text = isinstance(text, str)
    texts = pd.Series([text] if isinstance(text, str) else text)
    about = pd.Series(dimension if not isinstance(dimension, str | None) else [dimension] * len(texts))
    if len(about) != len(texts):
        raise PlainError(f"there are {len(texts)} texts and {len(about)} dimensions; give one for each text.")
    known, assignments = dimensions(), {one.id for one in compiled().assignments}
    found, opinion = [], reader()
    for at, words, topic in zip(texts.index, texts, about, strict=True):
        if not isinstance(words, str):
            raise PlainError(f"a text is a string of characters; {type(words).__name__} is none.")
        if topic not in (None, *known, *assignments):
            raise PlainError(f"dimension {topic!r} is unknown; use one of {', '.join(known)}.")
        given = opinion.read(words, id=str(at), dimension=topic if topic in known else None, prompt=prompt)
        for criterion, part in given["criteria"].items():
            evidence = " ".join(one["text"] for one in part["evidence"])
            found.append((at, criterion, part["level"], part["level"], part["confidence"], evidence))
    columns = ["text", "criterion", "low", "high", "confidence", "evidence"]
    table = pd.DataFrame(found, columns=columns).astype({"low": "Int64", "high": "Int64"})
    if one_text:
        return table.drop(columns="text")
    table.index = pd.Index(table.pop("text"), name=texts.index.name)
    return table
