"""What was right and what was wrong, group by group."""

from collections import Counter, defaultdict

MOST = 12  # misses of a group that are printed


class Report:
    def __init__(self) -> None:
        self.right: Counter[str] = Counter()
        self.wrong: dict[str, list[str]] = defaultdict(list)

    def say(self, group: str, good: bool, miss: str = "") -> None:
        self.right[group] += good
        if not good:
            self.wrong[group].append(miss)

    def show(self) -> int:
        for group in dict.fromkeys([*self.right, *self.wrong]):
            print(f"{group}: {self.right[group]} right, {len(self.wrong.get(group, []))} wrong")
        for group, misses in self.wrong.items():
            print(f"\n== {group}")
            for miss in misses[:MOST]:
                print("  -", miss)
            if len(misses) > MOST:
                print(
                    f"  … and {len(misses) - MOST} more; by site:",
                    dict(Counter(m.split()[0].rstrip(":") for m in misses)),
                )
        return int(any(self.wrong.values()))
