"""Writes the contract's files anew, after its texts were changed."""

import json

from tests.contract.test_contract_positions import FILE, fixtures

FILE.write_text(json.dumps(fixtures(), ensure_ascii=True, indent=1) + "\n", "utf-8")
