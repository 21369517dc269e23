package desk

import (
	"bytes"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"unicode/utf8"
)

// written returns the name of a new file with the given content.
func written(t *testing.T, content string) string {
	t.Helper()
	file := filepath.Join(t.TempDir(), "owned.json")
	if err := os.WriteFile(file, []byte(content), 0o600); err != nil {
		t.Fatal(err)
	}
	return file
}

// section returns the text under a heading of the report, without its indent.
func section(t *testing.T, text, heading string) string {
	t.Helper()
	_, rest, found := strings.Cut(text, "\n\n"+heading)
	if !found {
		t.Fatalf("no %q in\n%s", heading, text)
	}
	_, rest, _ = strings.Cut(rest, "\n")
	rest, _, _ = strings.Cut(rest, "\n\n")
	return strings.ReplaceAll(strings.TrimRight(rest, "\n"), "\n      ", "\n")[6:]
}

func TestNothingIsWiderThanThePageWithoutNeed(t *testing.T) {
	t.Parallel()
	for line := range strings.Lines(printed(t, "-all")) {
		line = strings.TrimSuffix(line, "\n")
		if n := utf8.RuneCountInString(line); n > 100 || strings.HasSuffix(line, " ") {
			t.Errorf("%d columns: %q", n, line)
		}
	}
}

func TestFill(t *testing.T) {
	t.Parallel()
	word := strings.Repeat("ü", 9) // nine columns, eighteen bytes
	for _, test := range []struct{ first, text, want string }{
		{"name", "", "name      \n"},
		{"name", "one two", "name      one two\n"},
		{"a name too long", "one", "a name too longone\n"},
		// Ten columns of indent and nine words of ten columns with their spaces are 99 columns.
		{"", strings.Repeat(word+" ", 8) + word, "          " + strings.Repeat(word+" ", 8) + word + "\n"},
		{"", strings.Repeat(word+" ", 9) + "x", "          " + strings.Repeat(word+" ", 8) + word + "\n          x\n"},
		{"", strings.Repeat("x", 120), "          " + strings.Repeat("x", 120) + "\n"},
	} {
		t.Run(test.first, func(t *testing.T) {
			var w bytes.Buffer
			if fill(&w, test.first, 10, test.text); w.String() != test.want {
				t.Errorf("fill(%q, %q) gives\n%q, want\n%q", test.first, test.text, w.String(), test.want)
			}
		})
	}
}

func TestTable(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		table table
		want  string
	}{
		{table{}, ""},
		{table{numbers: []int{4}, rows: [][]string{{"none"}}}, "      none\n"},
		{
			table{numbers: []int{1}, rows: [][]string{{"é", "7", "x"}, {"ab", "10", ""}}},
			"      é    7  x\n      ab  10\n",
		},
	} {
		t.Run(test.want, func(t *testing.T) {
			var w bytes.Buffer
			if test.table.print(&w); w.String() != test.want {
				t.Errorf("got %q, want %q", w.String(), test.want)
			}
		})
	}
}

func TestBrief(t *testing.T) {
	t.Parallel()
	for name, want := range map[string]string{
		"Maya":                  "Maya",
		strings.Repeat("é", 24): strings.Repeat("é", 24),
		strings.Repeat("é", 25): strings.Repeat("é", 23) + "…",
	} {
		t.Run(name, func(t *testing.T) {
			if got := brief(name); got != want {
				t.Errorf("brief(%q) = %q", name, got)
			}
		})
	}
}

// The lapse of S-05 by the rulebook: due on 20 April, Expired for 15 days from the 21st, Suspended for 30 from 6 May
// through 4 June. Both invoices on each side of their edges.
func TestInvoicesDue(t *testing.T) {
	t.Parallel()
	for on, want := range map[string]string{
		"2025-03-20": "none",
		"2025-03-21": "invoice   id    product   due               total  when        to restore access\n" +
			"2025-077  S-05  Civil 3D  2025-04-20  EUR 7378.58  in 30 days",
		"2025-04-20": "invoice   id    product   due               total  when   to restore access\n" +
			"2025-077  S-05  Civil 3D  2025-04-20  EUR 7378.58  today",
		"2025-04-21": "invoice   id    product   due               total  when           to restore access\n" +
			"2025-077  S-05  Civil 3D  2025-04-20  EUR 7378.58  1 day overdue  by 2025-06-04",
		"2025-06-05": "invoice   id    product   due               total  when             to restore access\n" +
			"2025-077  S-05  Civil 3D  2025-04-20  EUR 7378.58  46 days overdue\n" +
			"2025-118  S-10  Maya      2025-06-04  EUR 5505.50  1 day overdue    by 2025-07-19",
	} {
		t.Run(on, func(t *testing.T) {
			if got := section(t, printed(t, "-on", on), "Invoices due"); got != want {
				t.Errorf("on %s:\n%s\nwant\n%s", on, got, want)
			}
		})
	}
	paid := strings.Replace(entry, `"changes"`,
		`"invoices": [{"number": "7", "issued": "2024-06-10", "due": "2024-07-10", "paid": "2024-07-01"}], "changes"`,
		1)
	for on, want := range map[string]string{
		"2024-06-30": "invoice  id    product  due              total  when        to restore access\n" +
			"7        S-01  AutoCAD  2024-07-10  not stated  in 10 days",
		"2024-07-01": "none",
	} {
		t.Run("paid, on "+on, func(t *testing.T) {
			if got := section(t, printed(t, "-on", on, "-portfolio", written(t, company(paid))),
				"Invoices due"); got != want {
				t.Errorf("on %s:\n%s\nwant\n%s", on, got, want)
			}
		})
	}
}

func TestInvoicesDueInJSON(t *testing.T) {
	t.Parallel()
	var got struct {
		InvoicesDue []struct {
			ID, Number, Due, Restore string
			Days                     int
			Total                    struct{ Amount, Currency string }
		}
		Attention     []struct{ ID, Phase, Becomes, From, Because, Rule, Who, Until string }
		Subscriptions []struct {
			ID      string
			Lapsed  bool
			Charges []struct {
				Date, Due string
				Amount    struct{ Amount string }
			}
		}
	}
	if err := json.Unmarshal([]byte(printed(t, "-json")), &got); err != nil {
		t.Fatal(err)
	}
	if len(got.InvoicesDue) != 2 || got.InvoicesDue[0].Number != "2025-077" || got.InvoicesDue[0].Days != -22 ||
		got.InvoicesDue[0].Restore != "2025-06-04" || got.InvoicesDue[1].ID != "S-10" ||
		got.InvoicesDue[1].Days != 23 ||
		got.InvoicesDue[1].Total.Amount != "5505.50" || got.InvoicesDue[1].Total.Currency != "EUR" {
		t.Errorf("invoices due: %+v", got.InvoicesDue)
	}
	if want := "{S-05 suspended canceled 2025-06-05 unpaid-invoice lapse.suspended-days customer 2025-06-04}"; len(
		got.Attention) != 5 || fmt.Sprint(got.Attention[0]) != want {
		t.Errorf("attention: %+v", got.Attention)
	}
	// Ten seats of EUR 10764.00 are 107640.00, a third of it is 35880.00; bought by quote on net 30.
	aec := got.Subscriptions[3]
	if aec.ID != "S-04" || len(aec.Charges) != 3 || aec.Charges[1].Date != "2025-10-01" ||
		aec.Charges[1].Due != "2025-10-31" ||
		aec.Charges[1].Amount.Amount != "35880.00" {
		t.Errorf("S-04: %+v", aec)
	}
	// Ordered before the edition's first day: one charge. Bought online: due at once. Tokens: the price is not known.
	inventor, revit, flex := got.Subscriptions[6], got.Subscriptions[2], got.Subscriptions[11]
	if len(inventor.Charges) != 1 || inventor.Charges[0].Amount.Amount != "31980.00" ||
		inventor.Charges[0].Due != "2023-05-12" ||
		len(revit.Charges) != 1 || revit.Charges[0].Due != "2025-02-28" || len(flex.Charges) != 0 {
		t.Errorf("charges: %+v, %+v, %+v", inventor, revit, flex)
	}
}

// S-02 ends on 30 May. The renewal is awaited for a day; when it does not come, nothing can be expected of auto-renew:
// Expired through 14 June, Suspended for the 15 days of a monthly term, through 29 June.
func TestNoRenewalIsExpectedOfWhatHasLapsed(t *testing.T) {
	t.Parallel()
	for on, want := range map[string][]string{
		"2025-05-31": {"+02:00 by itself\n", "2025-06-30 term starts, if it renews by itself (term.length)"},
		"2025-06-01": {
			"+02:00 if it is renewed\n",
			"next           2025-06-15 suspended from here on (lapse.suspended-days)\n" +
				"                     2025-06-30 canceled from here on",
		},
		"2025-06-29": {
			"if it is renewed\n",
			"next           2025-06-30 canceled from here on (lapse.canceled)\n      expires",
		},
		"2025-06-30": {"if it is renewed\n", "can            nothing\n      expires"},
	} {
		t.Run(on, func(t *testing.T) {
			entry := printed(t, "-on", on, "-id", "S-02")
			for _, text := range want {
				if !strings.Contains(entry, text) {
					t.Errorf("on %s S-02 does not say %q:\n%s", on, text, entry)
				}
			}
			if lapsed := on != "2025-05-31"; lapsed == strings.Contains(entry, "if it renews by itself") {
				t.Errorf("on %s S-02 says\n%s", on, entry)
			}
		})
	}
}

func TestAtAGlance(t *testing.T) {
	t.Parallel()
	got := strings.Split(section(t, printed(t), "At a glance"), "\n")
	for i, want := range map[int]string{
		0:  "id    product                phase        paid through  days of access  auto-renew  return by",
		1:  "S-01  AutoCAD                active       2025-06-09                29  off",
		2:  "S-02  AutoCAD LT             active       2025-05-30                34  on          2025-05-15",
		5:  "S-05  Civil 3D               suspended    2025-11-17                 0  on",
		8:  "S-08  3ds Max                provisional  2025-05-11                15  on",
		10: "S-10  Maya                   not started  2026-05-30                 0  on          2025-06-04",
		12: "F-01  Flex tokens            active       2026-03-02               310",
	} {
		t.Run(fmt.Sprint(i), func(t *testing.T) {
			if got[i] != want {
				t.Errorf("line %d is\n%s, want\n%s", i, got[i], want)
			}
		})
	}
	glance := section(t, printed(t, "-portfolio", written(t, company())), "At a glance")
	if strings.TrimSpace(glance) != "no subscriptions" {
		t.Errorf("of none: %q", glance)
	}
}

// many writes a portfolio of n subscriptions, S-00000 and so on, and returns the name of its file.
func many(t *testing.T, n int) string {
	t.Helper()
	entries := make([]string, n)
	for i := range entries {
		entries[i] = strings.Replace(entry, "S-01", fmt.Sprintf("S-%05d", i), 1)
	}
	return written(t, company(entries...))
}

// A portfolio of ten thousand is reported on, without a plan: that takes at most a thousand.
func TestThousands(t *testing.T) {
	t.Parallel()
	t.Run("text", func(t *testing.T) {
		t.Parallel()
		text := printed(t, "-all", "-portfolio", many(t, 10_000))
		for _, want := range []string{
			"\nS-09999  AutoCAD, annual, 3 seats\n",
			"      none: coterm.Align: members: has 10000 entries, at most 1000 are allowed\n",
		} {
			if !strings.Contains(text, want) {
				t.Errorf("%q is missing", want)
			}
		}
	})
	t.Run("JSON", func(t *testing.T) {
		t.Parallel()
		if got := printed(t, "-portfolio", many(t, 2000), "-json"); !json.Valid([]byte(got)) {
			t.Error("the JSON is none")
		}
	})
	t.Run("picture", func(t *testing.T) {
		t.Parallel()
		picture := filepath.Join(t.TempDir(), "a.svg")
		var out bytes.Buffer
		err := run([]string{"-portfolio", many(t, 2000), "-svg", picture}, &out, &out, nil)
		const want = "-svg: 2000 subscriptions: one page shows at most 60"
		if err == nil || err.Error() != want || out.Len() > 0 {
			t.Errorf("got %v and %d bytes, want %q", err, out.Len(), want)
		}
		if _, err := os.Stat(picture); !os.IsNotExist(err) {
			t.Errorf("the picture: %v", err)
		}
	})
}
