"""Checks case files, or writes a random sample of cases:

    python3 oracle check dates.json …
    python3 oracle sample 200 7

The sample has so many cases of every question, the same for the same seed, one a line.
"""

import json
import random
import sys

import commerce
import coterming
import dates
import editions
import lifecycle
import prices
import refunds

MODULES = [dates, prices, lifecycle, refunds, coterming, commerce]
ASK = {question: answer for module in MODULES for question, answer in module.ASK.items()}
SAMPLE = {question: sample for module in MODULES for question, sample in module.SAMPLE.items()}


def expect(case):
    """The answer to a case; or, where what is given is refused as input, the name of what is wrong with it."""
    given, policy = case["given"], editions.edition(case["edition"], case.get("policy"))
    if any(lifecycle.bad_name(given[key], policy) for key in ("facts", "host") if key in given):
        return {"bad": "offering"}
    for field, amount in (("srp", given.get("srp")), ("total", given.get("order", given).get("total"))):
        if amount and "on" in given and prices.has_gone(amount, given["on"]):
            return {"bad": field}
    return ASK[case["ask"]](given, policy)


def check(paths):
    """Prints every case whose expectation is another; returns how many there are."""
    cases = wrong = 0
    for path in paths:
        with open(path, encoding="utf-8") as file:
            for case in json.load(file).get("cases", []):  # the schema has none
                if case["ask"] not in ASK:
                    continue  # what class a rule is of cannot be worked out
                cases += 1
                answer = expect(case)
                if answer != case["expect"]:
                    wrong += 1
                    print(f"{path}: {case['id']}: {json.dumps(case['expect'])}, but worked out {json.dumps(answer)}")
    print(f"{cases} cases, {wrong} wrong")
    return wrong


def sample(count, seed):
    """Prints so many cases of every question."""
    rng = random.Random(seed)
    for question in sorted(SAMPLE):
        for number in range(count):
            given, changes = SAMPLE[question](rng)
            edition = rng.choice(["Europe2024", "Europe2024", "NorthAmerica2024", "Europe2025"])
            case = {"id": f"{question}/{number}", "edition": edition, "policy": changes, "ask": question, "given": given}
            case["expect"] = expect(case)
            print(json.dumps(case, ensure_ascii=False))


def main(args):
    if len(args) > 1 and args[0] == "check":
        return 1 if check(args[1:]) else 0
    if len(args) == 3 and args[0] == "sample":
        sample(int(args[1]), int(args[2]))
        return 0
    print(__doc__, file=sys.stderr)
    return 2


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
