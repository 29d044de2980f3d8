"""Writers of gebeurtenissen and the read log, the hash chain and its verifier."""
