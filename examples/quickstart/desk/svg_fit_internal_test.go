package desk

import (
	"bytes"
	"fmt"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"example.com/billingrules/calendar"
)

func TestSpan(t *testing.T) {
	t.Parallel()
	date := calendar.MustParseDate
	for _, test := range []struct {
		days []string
		want string
	}{
		{nil, "2025-04-01/2026-04-01"},                                  // a year at least
		{[]string{"2025-03-31"}, "2025-01-01/2026-01-01"},               // the quarter before
		{[]string{"2026-03-31"}, "2025-04-01/2026-04-01"},               // the last day that a year shows
		{[]string{"2026-04-01"}, "2025-04-01/2026-07-01"},               // and the first that it does not
		{[]string{"2021-05-12", "2029-05-12"}, "2021-04-01/2029-07-01"}, // as far as it reaches
		{[]string{"0001-01-01", "9999-12-31"}, "2021-04-01/2029-07-01"}, // and no further
	} {
		t.Run(test.want, func(t *testing.T) {
			days := []calendar.Date{date("2025-05-12")}
			for _, d := range test.days {
				days = append(days, date(d))
			}
			if got, err := span(days[0], days); err != nil || got.String() != test.want {
				t.Errorf("%s gives %s, %v; want %s", test.days, got, err, test.want)
			}
		})
	}
	if _, err := span(date("9996-01-01"), []calendar.Date{date("9996-01-01")}); err == nil {
		t.Error("no error at the end of the calendar")
	}
	if got, err := span(date("0001-01-01"), []calendar.Date{date("0001-01-01")}); err != nil ||
		got.String() != "0001-01-01/0002-01-01" {
		t.Errorf("at its start: %s, %v", got, err)
	}
}

func TestTicks(t *testing.T) {
	t.Parallel()
	names := func(ticks []tick) string {
		var list []string
		for _, k := range ticks {
			list = append(list, k.name+" "+k.days.String())
		}
		return strings.Join(list, ", ")
	}
	shown, err := calendar.ParsePeriod("2023-10-01/2024-04-01") // 183 days, with a 29 February
	if err != nil {
		t.Fatal(err)
	}
	a := newAxis(shown, 100, 1830)
	if got, want := names(a.years()), "2023 2023-10-01/2024-01-01, 2024 2024-01-01/2024-04-01"; got != want {
		t.Errorf("years: %s", got)
	}
	months := "Oct 2023-10-01/2023-11-01, Nov 2023-11-01/2023-12-01, Dec 2023-12-01/2024-01-01, " +
		"Jan 2024-01-01/2024-02-01, Feb 2024-02-01/2024-03-01, Mar 2024-03-01/2024-04-01"
	if got := names(a.parts(280)); got != months {
		t.Errorf("February of 28 days with just room enough: %s", got)
	}
	if got, want := names(a.parts(281)), "Q4 2023-10-01/2024-01-01, Q1 2024-01-01/2024-04-01"; got != want {
		t.Errorf("and without: %s", got)
	}
	feb29 := calendar.MustParseDate("2024-02-29") // 31 + 30 + 31 + 31 + 28 = 151 days after the first
	if x, noon, right := a.x(feb29), a.noon(feb29), a.x(shown.End()); x != 1610 || noon != 1615 || right != 1930 {
		t.Errorf("29 February stands at %d, its noon at %d, the end at %d", x, noon, right)
	}
}

// What began before the axis has an arrow, and what happened there is not drawn.
func TestWhatIsOutOfReach(t *testing.T) {
	t.Parallel()
	old := strings.NewReplacer(`"S-01"`, `"S-99"`, "2024-06-10", "2015-06-10", "2025-06-10",
		"2016-06-10").Replace(entry)
	root := parsed(t, drawn(t, "-portfolio", written(t, company(entry, old))))
	s := scaleOf(t, root)
	var got []string
	for _, n := range root.Nodes {
		if n.XMLName.Local == "g" {
			got = append(got, s.facts(t, n))
			for _, a := range n.all("arrow") {
				got = append(got, a.title())
			}
		}
	}
	// The axis reaches back to the quarter of 2021-05-12, and ahead to the end of that of 2025-06-10.
	want := []string{
		"active 2024-06-10/2025-06-10, canceled 2025-06-10/2025-07-01, window 2025-03-12/2025-06-10, " +
			"charged 2024-06-10, deadline 2024-07-10",
		"canceled 2021-04-01/2025-07-01", "since 2016-06-10",
	}
	if !slices.Equal(got, want) {
		t.Errorf("got  %q\nwant %q", got, want)
	}
}

// Sixty subscriptions are drawn on a page of A4, one more is refused. Letters are at least 6 points high, 212 units.
func TestAPageIsFull(t *testing.T) {
	t.Parallel()
	many := func(n int) string {
		entries := make([]string, n)
		for i := range entries {
			entries[i] = strings.Replace(entry, "S-01", fmt.Sprintf("S-%02d", i), 1)
		}
		return written(t, company(entries...))
	}
	root := parsed(t, drawn(t, "-portfolio", many(60)))
	if mm, err := strconv.Atoi(strings.TrimSuffix(root.attr("height"), "mm")); err != nil || mm > 210 {
		t.Errorf("the page is %d mm high, %v", mm, err)
	}
	root.walk(func(n node) {
		if n.XMLName.Local == "text" && n.number(t, "font-size") < 212 {
			t.Errorf("%q is too small", n.Text)
		}
	})
	name := filepath.Join(t.TempDir(), "a.svg")
	var out bytes.Buffer
	err := run([]string{"-portfolio", many(61), "-svg", name}, &out, &out, nil)
	if want := "-svg: 61 subscriptions: one page shows at most 60"; err == nil || err.Error() != want {
		t.Errorf("got %v, want %s", err, want)
	}
}

func TestFit(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		text  string
		width int // in letters of 66 percent of a size of 100
		want  string
	}{
		{"abcde", 5 * 66, "abcde"},
		{"abcde", 5*66 - 1, "abc…"}, // the ellipsis is taken to be as wide as a capital
		{"ab de", 4 * 66, "ab…"},
		{"abcde", 1, "…"},
		{"ae\u0301e\u0301e\u0301", 3 * 66, "a…"},
		{"", 0, ""},
	} {
		t.Run(test.text, func(t *testing.T) {
			if got := fit(test.text, 100, test.width); got != test.want {
				t.Errorf("fit(%q, %d) = %q, want %q", test.text, test.width, got, test.want)
			}
		})
	}
}
