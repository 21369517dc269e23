package output_test

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/parquet-go/parquet-go"

	"example.com/billingrules/calendar"
	"example.com/billingrules/examples/monthend/internal/answer"
	"example.com/billingrules/examples/monthend/internal/madeup"
	"example.com/billingrules/examples/monthend/internal/output"
	"example.com/billingrules/money"
)

// The rows of the tables, as another program reads them: dates are days since 1970-01-01.
type (
	phaseRow struct {
		ID         string  `parquet:"id"`
		Phase      string  `parquet:"phase"`
		Renewal    *int32  `parquet:"renewal,optional,date"`
		Opens      *int32  `parquet:"windowOpens,optional,date"`
		Days       *int32  `parquet:"days,optional"`
		PriceMinor *int64  `parquet:"priceMinor,optional"`
		Currency   *string `parquet:"currency,optional"`
	}

	nextRow struct {
		ID         string  `parquet:"id"`
		Renewal    int32   `parquet:"renewal,date"`
		AutoRenew  bool    `parquet:"autoRenew"`
		Allowed    bool    `parquet:"allowed"`
		Rule       string  `parquet:"rule"`
		Opens      *int32  `parquet:"windowOpens,optional,date"`
		Length     *string `parquet:"length,optional"`
		Seats      int32   `parquet:"seats"`
		PriceMinor *int64  `parquet:"priceMinor,optional"`
		Currency   *string `parquet:"currency,optional"`
	}

	chargeRow struct {
		ID          string `parquet:"id"`
		Number      int32  `parquet:"number"`
		Of          int32  `parquet:"of"`
		Date        int32  `parquet:"date,date"`
		Due         int32  `parquet:"due,date"`
		From        int32  `parquet:"coversFrom,date"`
		To          int32  `parquet:"coversTo,date"`
		AmountMinor int64  `parquet:"amountMinor"`
		Currency    string `parquet:"currency"`
	}
)

func (r *phaseRow) line() string {
	s := fmt.Sprintf(`{"id":%q,"phase":%q`, r.ID, r.Phase) + date("renewal", r.Renewal) + date("windowOpens", r.Opens)
	if r.Days != nil {
		s += fmt.Sprintf(`,"days":%d`, *r.Days)
	}
	return s + price("price", r.PriceMinor, r.Currency)
}

func (r *nextRow) line() string {
	s := fmt.Sprintf(`{"id":%q%s,"autoRenew":%t,"allowed":%t,"rule":%q%s`, r.ID, date("renewal", &r.Renewal),
		r.AutoRenew, r.Allowed, r.Rule, date("windowOpens", r.Opens))
	if r.Length != nil {
		s += fmt.Sprintf(`,"length":%q,"seats":%d`, *r.Length, r.Seats)
	}
	return s + price("price", r.PriceMinor, r.Currency)
}

func (r *chargeRow) line() string {
	return fmt.Sprintf(`{"id":%q,"number":%d,"of":%d%s%s,"covers":"%v/%v"`, r.ID, r.Number, r.Of,
		date("date", &r.Date), date("due", &r.Due), day(r.From), day(r.To)) +
		price("amount", &r.AmountMinor, &r.Currency)
}

func day(n int32) calendar.Date { return calendar.MustParseDate("1970-01-01").AddDays(int(n)) }

func date(name string, n *int32) string {
	if n == nil {
		return ""
	}
	return fmt.Sprintf(`,"%s":"%v"`, name, day(*n))
}

func price(name string, minor *int64, currency *string) string {
	if minor == nil || currency == nil {
		return ""
	}
	amount, err := money.FromMinor(*minor, money.MustParseCurrency(*currency))
	if err != nil {
		return err.Error()
	}
	text, err := json.Marshal(amount)
	if err != nil {
		return err.Error()
	}
	return fmt.Sprintf(`,"%s":%s`, name, text)
}

// rows reads a table as the lines of NDJSON.
func rows[T any](t *testing.T, path string, line func(*T) string) string {
	t.Helper()
	all, err := parquet.ReadFile[T](path)
	if err != nil {
		t.Fatal(err)
	}
	var b strings.Builder
	for i := range all {
		b.WriteString(line(&all[i]) + "}\n")
	}
	return b.String()
}

// Tables have the rows of NDJSON, in pages and row groups that are full, begun, or not there at all.
func TestTables(t *testing.T) {
	t.Parallel()
	results := answers(t, 3000)
	for _, n := range []int{0, 1, 8192, 1<<16 + 9000} {
		t.Run(fmt.Sprint(n), func(t *testing.T) {
			t.Parallel()
			dir := t.TempDir()
			for _, format := range []output.Format{output.NDJSON, output.Parquet} {
				out, err := output.Open(dir, format, output.Kinds(), 0)
				if err != nil {
					t.Fatal(err)
				}
				for i := range n {
					if err := out.Add(fmt.Appendf(nil, "S-%d", i), &results[i%len(results)]); err != nil {
						t.Fatal(err)
					}
				}
				if _, err := out.Publish(); err != nil {
					t.Fatal(err)
				}
			}
			for kind, got := range map[output.Kind]string{
				output.Phases:   rows(t, dir+"/phases/part-00000.parquet", (*phaseRow).line),
				output.Renewals: rows(t, dir+"/renewals/part-00000.parquet", (*nextRow).line),
				output.Due:      rows(t, dir+"/due/part-00000.parquet", (*chargeRow).line),
				output.Invoices: rows(t, dir+"/invoices/part-00000.parquet", (*chargeRow).line),
			} {
				want, err := os.ReadFile(filepath.Join(dir, string(kind), "part-00000.ndjson"))
				if err != nil {
					t.Fatal(err)
				}
				if n > len(results) && len(want) < 10_000 {
					t.Errorf("%s: has %d bytes only", kind, len(want))
				}
				differ(t, kind, got, string(want))
			}
		})
	}
}

func differ(t *testing.T, kind output.Kind, got, want string) {
	t.Helper()
	if got == want {
		return
	}
	lines := strings.SplitAfter(got, "\n")
	for i, line := range strings.SplitAfter(want, "\n") {
		if i >= len(lines) || lines[i] != line {
			t.Fatalf("%s, line %d: want %s, got %q", kind, i+1, line, lines[min(i, len(lines)-1)])
		}
	}
	t.Fatalf("%s: has lines too many", kind)
}

// answers makes up results: of plain subscriptions, of some with a history, and of one that is only ordered later.
func answers(t *testing.T, n int) []answer.Result {
	t.Helper()
	asker, err := answer.New(calendar.MustParseDate("2026-05-31"), answer.Asks{Charges: true, Renewals: true})
	if err != nil {
		t.Fatal(err)
	}
	early, err := answer.New(calendar.MustParseDate("2025-03-31"), answer.Asks{Charges: true, Renewals: true})
	if err != nil {
		t.Fatal(err)
	}
	maker := madeup.New(1, 0, false)
	results := make([]answer.Result, n)
	for i := range results {
		r, err := maker.Next()
		if err != nil {
			t.Fatal(err)
		}
		ask := asker
		if i%3 == 0 {
			ask = early // when many of them had not been ordered
		}
		if err := ask.Scalar(&r, &results[i]); err != nil {
			t.Fatal(err)
		}
	}
	return results
}
