package desk

import (
	"bytes"
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"

	"example.com/billingrules/calendar"
	"example.com/billingrules/lifecycle"
)

func TestGoldenPicture(t *testing.T) {
	t.Parallel()
	golden, err := os.ReadFile("../../../docs/timeline.svg")
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(drawn(t), golden) {
		t.Error("the picture has changed; look at it, and write it anew with\n" +
			"go run ./examples/quickstart -svg docs/timeline.svg")
	}
}

// Each row says what the rulebook says of its subscription, worked out by hand. The axis ends with 2027.
func TestGeometryIsTheFacts(t *testing.T) {
	t.Parallel()
	root := parsed(t, drawn(t))
	s := scaleOf(t, root)
	rows := map[string]string{}
	for _, n := range root.Nodes {
		if n.XMLName.Local == "g" {
			rows[strings.Fields(n.title())[0]] = s.facts(t, n)
		}
	}
	if len(rows) != 12 {
		t.Fatalf("%d rows", len(rows))
	}
	for id, want := range map[string]string{
		// Ordered before the edition's first day: no stages. Renewal on 2025-06-10, 90 days after 2025-03-12.
		"S-01": "active 2024-06-10/2025-06-10, canceled 2025-06-10/2028-01-01, window 2025-03-12/2025-06-10, " +
			"charged 2024-06-10",
		// 15 days from the order on, and auto-renew from the renewal date on; the window of a month is open all along.
		"S-02": "active 2025-04-30/2025-05-31, projected 2025-05-31/2028-01-01, window 2025-04-30/2025-05-31, " +
			"charged 2025-04-30, deadline 2025-05-15",
		"S-04": "active 2024-10-01/2027-10-01, projected 2027-10-01/2028-01-01, window 2027-07-03/2027-10-01, " +
			"charged 2024-10-01, charged 2025-10-01, charged 2026-10-01, deadline 2024-10-31",
		// Due on 20 April and not paid: Expired for 15 days, Suspended for 30; the window never opens.
		"S-05": "active 2024-11-18/2025-04-21, expired 2025-04-21/2025-05-06, suspended 2025-05-06/2025-06-05, " +
			"canceled 2025-06-05/2028-01-01, charged 2024-11-18, due 2025-04-20, deadline 2024-12-18",
		// An exempt offering: no stages.
		"S-06": "active 2024-09-30/2025-09-30, canceled 2025-09-30/2028-01-01, window 2025-07-02/2025-09-30, " +
			"charged 2024-09-30, deadline 2024-10-30",
		"S-10": "active 2025-05-31/2025-06-05, expired 2025-06-05/2025-06-20, suspended 2025-06-20/2025-07-20, " +
			"canceled 2025-07-20/2028-01-01, charged 2025-05-05, due 2025-06-04, deadline 2025-06-04",
		// Flex tokens lapse like an annual subscription; the end date is the first day after them.
		"F-01": "active 2025-03-03/2026-03-03, expired 2026-03-03/2026-03-18, suspended 2026-03-18/2026-04-17, " +
			"canceled 2026-04-17/2028-01-01, window 2025-12-03/2026-03-03, deadline 2025-04-02",
	} {
		t.Run(id, func(t *testing.T) {
			if rows[id] != want {
				t.Errorf("%s shows\n%s, want\n%s", id, rows[id], want)
			}
		})
	}
	if day, _ := s.day(points(t, root.all("today")[0])[0]); day != "2025-05-12" {
		t.Errorf("the day of the report stands on %s", day)
	}
	charges := root.all("charged")
	if got, want := charges[4].title(), "charge 2 of 3: EUR 35880.00 on 2025-10-01, due 2025-10-31"; got != want {
		t.Errorf("the second instalment of S-04 is titled %q, want %q", got, want)
	}
}

// The renewal of S-02 is awaited on 31 May, and is not recorded: from the next day on the picture shows the lapse, of
// 15 days Expired from the 31st on and 15 Suspended, and nothing that auto-renew would have done.
func TestWhatHasLapsedIsNotProjected(t *testing.T) {
	t.Parallel()
	for on, want := range map[string]string{
		"2025-05-31": "active 2025-04-30/2025-05-31, projected 2025-05-31/2028-01-01, window 2025-04-30/2025-05-31, " +
			"charged 2025-04-30, deadline 2025-05-15",
		"2025-06-01": "active 2025-04-30/2025-06-01, expired 2025-06-01/2025-06-15, suspended 2025-06-15/2025-06-30, " +
			"canceled 2025-06-30/2028-01-01, window 2025-04-30/2025-05-31, charged 2025-04-30, deadline 2025-05-15",
	} {
		t.Run(on, func(t *testing.T) {
			root := parsed(t, drawn(t, "-on", on))
			s := scaleOf(t, root)
			for _, n := range root.Nodes {
				if strings.HasPrefix(n.title(), "S-02 ") {
					if got := s.facts(t, n); got != want {
						t.Errorf("on %s S-02 shows\n%s, want\n%s", on, got, want)
					}
				}
			}
		})
	}
}

// The month dates of a 31 January, which S-02 has, are those of the calendar.
func TestRenewalsAreMarked(t *testing.T) {
	t.Parallel()
	root := parsed(t, drawn(t))
	s := scaleOf(t, root)
	var got []string
	for _, n := range root.Nodes {
		if strings.HasPrefix(n.title(), "S-02 ") {
			for _, r := range n.all("renewal")[:10] {
				day, _ := s.day(points(t, r)[0])
				got = append(got, day)
			}
		}
	}
	want := "2025-05-31 2025-06-30 2025-07-31 2025-08-31 2025-09-30 2025-10-31 2025-11-30 2025-12-31 2026-01-31 " +
		"2026-02-28"
	if strings.Join(got, " ") != want {
		t.Errorf("got %s", got)
	}
}

func TestDocument(t *testing.T) {
	t.Parallel()
	svg := drawn(t)
	root := parsed(t, svg)
	if root.XMLName.Space != "http://www.w3.org/2000/svg" || root.attr("role") != "img" ||
		root.attr("aria-labelledby") != "title desc" ||
		root.Nodes[0].attr("id") != "title" || root.Nodes[1].attr("id") != "desc" ||
		root.attr("viewBox") != "0 0 29700 18200" ||
		root.attr("width") != "297mm" || root.attr("height") != "182mm" {
		t.Errorf("the root is %+v", root.Attrs)
	}
	if want := " S-05 Civil 3D, annual, 2 seats: suspended, no access for 7 days."; !strings.Contains(
		root.Nodes[1].Text, want) {
		t.Errorf("the description lacks %q: %s", want, root.Nodes[1].Text)
	}
	known := []string{"svg", "title", "desc", "style", "clipPath", "rect", "path", "g", "text"}
	fraction := regexp.MustCompile(`\d\.\d`)
	root.walk(func(n node) {
		if !slices.Contains(known, n.XMLName.Local) {
			t.Errorf("there is a %s", n.XMLName.Local)
		}
		for _, a := range n.Attrs {
			if strings.HasPrefix(a.Name.Local, "on") || strings.Contains(a.Name.Local, "href") ||
				fraction.MatchString(a.Value) && a.Name.Local != "xmlns" {
				t.Errorf("%s=%q", a.Name.Local, a.Value)
			}
		}
	})
	if !bytes.Equal(svg, drawn(t)) {
		t.Error("another run gives another picture")
	}
}

func TestNamesAreEscaped(t *testing.T) {
	t.Parallel()
	for name, want := range map[string]string{
		`<b>&amp;</b>`:         `<b>&amp;</b>`,
		`"x" 'y' ]]>`:          `"x" 'y' ]]>`,
		"a\x00b\x1b[31m\x7fc":  "a\ufffdb\ufffd[31m\x7fc",
		"a\xffb":               "a\ufffdb",
		"line\nline\ttab\rend": "line\nline\ttab\rend",
		"</title><script/>":    "</title><script/>",
		"\ufffe\uffff":         "\ufffd\ufffd",
	} {
		t.Run(name, func(t *testing.T) {
			on := calendar.MustParseDate("2025-05-12")
			shown, err := span(on, []calendar.Date{on})
			if err != nil {
				t.Fatal(err)
			}
			root := parsed(t, picture{
				company: name, summary: name, on: on, shown: shown,
				rows: []row{{
					id: name, product: name, size: name, phase: name, left: name,
					stretches: []stretch{{days: calendar.Since(on), phase: lifecycle.Active}},
					marks:     []mark{{charged, on, name}},
				}},
			}.svg())
			if got := root.all("charged")[0].title(); got != want {
				t.Errorf("%q became %q", name, got)
			}
			if got, full := root.Nodes[0].Text, want+": subscriptions on 2025-05-12"; got != full {
				t.Errorf("the title is %q, want %q", got, full)
			}
			if got, full := root.all("name")[0].Text, want; got != full {
				t.Errorf("the headline is %q, want %q", got, full)
			}
		})
	}
}
