"""The containers as they are delivered: what they may take."""

import re

from app.keuring import largest_body
from app.settings import Settings
from tests.structure.broncode import ROOT

#: A form is read into a second copy, while the first waits.
KEER = 2


def test_the_temporary_folder_has_an_end_and_holds_the_largest_request_of_every_process() -> None:
    samenstelling = (ROOT / "compose.yaml").read_text(encoding="utf-8")
    ruimte = re.findall(r'^ +tmpfs: \["/tmp:size=(\d+)g"\]$', samenstelling, re.MULTILINE)
    processen = re.findall(r'"--workers", "(\d+)"', samenstelling)
    assert (len(ruimte), len(processen), samenstelling.count("tmpfs")) == (1, 1, 1)
    assert int(ruimte[0]) * 1024**3 >= int(processen[0]) * KEER * largest_body(Settings())
