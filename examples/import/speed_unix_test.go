//go:build unix

package main

import (
	"encoding/json"
	"fmt"
	"strings"
	"syscall"
	"testing"
	"time"

	"example.com/billingrules/calendar"
)

// 10,000 rows take less than a second in each format, the page with them. What is measured is the time that processors
// worked, which a busy machine does not lengthen much; a slow one is given three times as long.
func TestTenThousandRows(t *testing.T) {
	const rows = 10_000
	lines := []string{strings.TrimSpace(head)}
	for i := range rows {
		first := calendar.MustParseDate("2025-12-01").AddDays(i % 60)
		lines = append(lines, strings.TrimSpace(with("subscription_id", fmt.Sprintf("S-%05d", i), "start_date",
			first.String(),
			"end_date", "", "autorenew_date", first.AddMonths(12).String())))
	}
	sheet := make([][]any, len(lines))
	list := make([]map[string]string, rows)
	for i, line := range lines {
		for k, text := range strings.Split(line, ",") {
			sheet[i] = append(sheet[i], text)
			if i > 0 {
				if k == 0 {
					list[i-1] = map[string]string{}
				}
				list[i-1][strings.Split(lines[0], ",")[k]] = text
			}
		}
	}
	data, err := json.Marshal(list)
	if err != nil {
		t.Fatal(err)
	}
	for name, data := range map[string][]byte{
		"a.csv": []byte(strings.Join(lines, "\n")), "a.json": data, "a.xlsx": workbook(t, sheet),
	} {
		t.Run(name, func(t *testing.T) {
			k := on(t, "2026-11-28")
			began := worked(t)
			all, err := k.read(name, data)
			if err != nil {
				t.Fatal(err)
			}
			var p page
			k.print(&p, name, all, all)
			took := worked(t) - began
			if facts, _ := count(all); facts != rows {
				t.Errorf("%d facts: %s", facts, all[0].Reasons)
			}
			t.Logf("%d rows in %v", rows, took)
			if took > 3*time.Second {
				t.Errorf("%d rows took %v", rows, took)
			}
		})
	}
}

// worked is the processor time that this process has used.
func worked(t *testing.T) time.Duration {
	t.Helper()
	var use syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &use); err != nil {
		t.Skip(err)
	}
	return time.Duration(use.Utime.Nano() + use.Stime.Nano())
}
