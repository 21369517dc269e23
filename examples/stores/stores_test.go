package stores_test

import (
	"database/sql"
	_ "embed"
	"fmt"
	"strings"
	"testing"

	_ "modernc.org/sqlite"

	"example.com/billingrules/calendar"
	"example.com/billingrules/invoice"
	"example.com/billingrules/lifecycle"
	"example.com/billingrules/money"
	"example.com/billingrules/policy"
)

//go:embed schema_postgres.sql
var schemaPostgres string

//go:embed schema_sqlite.sql
var schemaSQLite string

// store is a database with the schema in it.
type store struct {
	*sql.DB
	postgres bool
}

// query adapts a statement to the database: SQLite numbers parameters with a question mark.
func (s store) query(text string) string {
	if s.postgres {
		return text
	}
	return strings.ReplaceAll(text, "$", "?")
}

func (s store) exec(t *testing.T, text string, args ...any) {
	t.Helper()
	if _, err := s.ExecContext(t.Context(), s.query(text), args...); err != nil {
		t.Fatalf("%s: %v", text, err)
	}
}

func (s store) read(t *testing.T, text string, into ...any) {
	t.Helper()
	if err := s.QueryRowContext(t.Context(), s.query(text)).Scan(into...); err != nil {
		t.Fatalf("%s: %v", text, err)
	}
}

func TestSQLite(t *testing.T) {
	db, err := sql.Open("sqlite", ":memory:")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = db.Close() })
	db.SetMaxOpenConns(1) // each connection would have a database of its own in memory
	s := store{db, false}
	s.exec(t, schemaSQLite)
	everything(t, s)
}

// The sessions are where midnight comes earlier than at the server, later, and not at all on some days; one talks in
// the simple protocol, as behind some poolers.
func TestPostgreSQL(t *testing.T) {
	connect := postgres(t)
	for name, options := range map[string]string{
		"Kiritimati":      "options=-c%20TimeZone%3DPacific%2FKiritimati",
		"Niue":            "options=-c%20TimeZone%3DPacific%2FNiue",
		"Santiago":        "options=-c%20TimeZone%3DAmerica%2FSantiago",
		"simple protocol": "default_query_exec_mode=simple_protocol&options=-c%20TimeZone%3DAfrica%2FCairo",
	} {
		t.Run(name, func(t *testing.T) {
			s := store{connect(options), true}
			s.exec(t, "DROP SCHEMA public CASCADE")
			s.exec(t, "CREATE SCHEMA public")
			for statement := range strings.SplitSeq(schemaPostgres, ";\n") {
				s.exec(t, statement)
			}
			var zone string
			s.read(t, "SELECT current_setting('TimeZone')", &zone)
			if zone == "UTC" || zone == serverZone {
				t.Errorf("the session is in %s", zone)
			}
			everything(t, s)
		})
	}
}

func everything(t *testing.T, s store) {
	t.Helper()
	t.Run("Facts", func(t *testing.T) { testFacts(t, s) })
	t.Run("Edition", func(t *testing.T) { testEdition(t, s) })
	t.Run("Purchases", func(t *testing.T) { testPurchases(t, s) })
	t.Run("Dates", func(t *testing.T) { testDates(t, s) })
	t.Run("Invoices", func(t *testing.T) { testInvoices(t, s) })
	t.Run("Sums", func(t *testing.T) { testSums(t, s) })
	t.Run("Columns", func(t *testing.T) { testColumns(t, s) })
	t.Run("Refusals", func(t *testing.T) { testRefusals(t, s) })
}

func day(text string) calendar.Date { return calendar.MustParseDate(text) }

func subscription(t *testing.T) lifecycle.Subscription {
	t.Helper()
	start := day("2025-06-10")
	sub, err := lifecycle.New(policy.Europe2024(), lifecycle.Facts{
		Kind: policy.Subscription, Offering: "Café Designer", Anchor: start, Seats: 3,
		Terms: []lifecycle.BoughtTerm{
			{Ordered: start, Start: start, End: start.AddMonths(12), Length: calendar.Annual},
		},
		Invoices: []lifecycle.BilledInvoice{
			{Number: "2025-077", Issued: start, Due: day("2025-07-10"), NetTerms: true},
		},
	})
	if err != nil {
		t.Fatal(err)
	}
	return sub
}

// Facts come out as they went in.
func testFacts(t *testing.T, s store) {
	t.Helper()
	want := subscription(t).Facts()
	s.exec(t, "INSERT INTO subscriptions VALUES ($1, $2, $3)", "S-1", want, policy.Europe)
	var got lifecycle.Facts
	var region policy.Region
	s.read(t, "SELECT facts, region FROM subscriptions", &got, &region)
	if fmt.Sprint(got) != fmt.Sprint(want) || region != policy.Europe {
		t.Errorf("got  %+v in %s\nwant %+v", got, region, want)
	}
}

// An edition can be found by its fingerprint.
func testEdition(t *testing.T, s store) {
	t.Helper()
	want := policy.Europe2024()
	s.exec(t, "INSERT INTO editions VALUES ($1, $2)", want.Fingerprint(), want)
	var got policy.Edition
	var mark policy.Fingerprint
	s.read(t, "SELECT edition, fingerprint FROM editions", &got, &mark)
	if !got.Equal(want) || mark != want.Fingerprint() {
		t.Errorf("got %s with %s, want %s", got, mark, want)
	}
}

// Enumerations, dates and periods each have a column; NULL is the zero value of those that may be empty.
func testPurchases(t *testing.T, s store) {
	t.Helper()
	covered, err := calendar.Between(day("2025-06-10"), day("2026-06-10"))
	if err != nil {
		t.Fatal(err)
	}
	const insert = "INSERT INTO purchases VALUES ('S-1', $1, $2, $3, $4, $5, $6, $7)"
	s.exec(t, insert, policy.Subscription, sql.Null[calendar.Term]{V: calendar.Annual, Valid: true}, policy.Quote,
		day("2025-06-10"), calendar.Date{}, covered, lifecycle.Suspended)
	s.exec(t, insert, policy.FlexTokens, nil, policy.Online, day("2025-06-11"), day("2026-06-11"), covered,
		lifecycle.Active)
	var kind policy.Kind
	var term sql.Null[calendar.Term]
	var channel policy.Channel
	var ordered, renewal calendar.Date
	var period calendar.Period
	var phase lifecycle.Phase
	const all = "SELECT kind, term, channel, ordered, renewal, covered, phase FROM purchases ORDER BY ordered"
	s.read(t, all+" LIMIT 1", &kind, &term, &channel, &ordered, &renewal, &period, &phase)
	if kind != policy.Subscription || term.V != calendar.Annual || channel != policy.Quote ||
		ordered != day("2025-06-10") || !renewal.IsZero() || period != covered || phase != lifecycle.Suspended {
		t.Errorf("got %s %v %s %s %s %s %s", kind, term, channel, ordered, renewal, period, phase)
	}
	s.read(t, all+" DESC LIMIT 1", &kind, &term, &channel, &ordered, &renewal, &period, &phase)
	if kind != policy.FlexTokens || term.Valid || renewal != day("2026-06-11") || phase != lifecycle.Active {
		t.Errorf("got %s %v %s %s", kind, term, renewal, phase)
	}
	var text string
	s.read(t, "SELECT phase FROM purchases WHERE kind = 'subscription'", &text)
	if text != "suspended" {
		t.Errorf("the column says %q", text)
	}
}

// A day stays the same day wherever the server and the session are, even where midnight is skipped.
func testDates(t *testing.T, s store) {
	t.Helper()
	for _, text := range []string{
		"0001-01-02", "1582-10-15", "2018-11-04", "2023-10-01", "2024-02-29", "2024-03-31", "2025-03-09", "2025-04-25",
		"2025-09-07", "2025-12-31", "9999-12-31",
	} {
		t.Run(text, func(t *testing.T) {
			s.exec(t, "DELETE FROM invoices")
			s.exec(t, "INSERT INTO invoices VALUES ('1', $1, $2, 0, 'EUR', '{}')", day(text), day(text))
			var got calendar.Date
			var written string
			s.read(t, "SELECT issued, CAST(due AS text) FROM invoices WHERE issued <= '"+text+"'", &got, &written)
			if got != day(text) || written != text {
				t.Errorf("%s comes back as %s, %s", text, got, written)
			}
		})
	}
}

// A document is authoritative, byte by byte; the columns beside it are for searching and adding up.
func testInvoices(t *testing.T, s store) {
	t.Helper()
	s.exec(t, "DELETE FROM invoices")
	for i, price := range []string{"EUR 2145.00", "EUR 0.10", "EUR 0.20", "JPY 9900", "KWD 12.345"} {
		t.Run(price, func(t *testing.T) {
			want := bill(t, fmt.Sprint(i), price)
			total := any(want.Total.Number())
			if !s.postgres {
				minor, err := want.Total.Minor()
				if err != nil {
					t.Fatal(err)
				}
				total = minor
			}
			s.exec(t, "INSERT INTO invoices VALUES ($1, $2, $3, $4, $5, $6)", want.Number, want.Issued, want.Due, total,
				want.Total.Currency(), want)
			var got invoice.Invoice
			var issued calendar.Date
			s.read(t, "SELECT document, issued FROM invoices WHERE number = '"+want.Number+"'", &got, &issued)
			if !got.Equal(want) || issued != want.Issued {
				t.Errorf("got %v, want %v", got, want)
			}
		})
	}
}

func bill(t *testing.T, number, price string) invoice.Invoice {
	t.Helper()
	inv, err := invoice.New(policy.Europe2024(), invoice.Draft{
		Number: number, Issued: day("2025-06-10"), Items: []invoice.Item{{
			Description: "Seat", Quantity: 1, UnitPrice: money.MustParseAmount(price),
			Taxes: invoice.MustParseTaxes("0%"),
		}},
	})
	if err != nil {
		t.Fatal(err)
	}
	return inv
}

// The database adds up exactly, by currency.
func testSums(t *testing.T, s store) {
	t.Helper()
	for currency, want := range map[string]string{"EUR": "EUR 2145.30", "JPY": "JPY 9900", "KWD": "KWD 12.345"} {
		t.Run(currency, func(t *testing.T) {
			var code money.Currency
			var got money.Amount
			var err error
			const sum = " FROM invoices WHERE currency = '%s' GROUP BY currency"
			if s.postgres {
				var number string
				s.read(t, fmt.Sprintf("SELECT currency, CAST(sum(total) AS text)"+sum, currency), &code, &number)
				got, err = money.Parse(number, code)
			} else {
				var minor int64
				s.read(t, fmt.Sprintf("SELECT currency, sum(total)"+sum, currency), &code, &minor)
				got, err = money.FromMinor(minor, code)
			}
			if err != nil || !got.Equal(money.MustParseAmount(want)) {
				t.Errorf("got %v, %v, want %s", got, err, want)
			}
		})
	}
}

// A value that a column cannot hold is refused, and never read as something else.
func testRefusals(t *testing.T, s store) {
	t.Helper()
	refused := func(text string, into any) {
		t.Helper()
		if err := s.QueryRowContext(t.Context(), text).Scan(into); err == nil {
			t.Errorf("%s is read as %v", text, into)
		}
	}
	refused("SELECT 3", new(lifecycle.Phase))
	refused("SELECT NULL", new(lifecycle.Phase))
	refused("SELECT 3", new(lifecycle.Facts))
	refused("SELECT NULL", new(lifecycle.Facts))
	refused(`SELECT '{"seat": 3}'`, new(lifecycle.Facts))
	refused("SELECT 2145.00", new(money.Amount))
	refused("SELECT '2025-02-30'", new(calendar.Date))
	if s.postgres {
		refused("SELECT '0001-01-01'::date", new(calendar.Date)) // which the driver cannot distinguish from no date
		refused("SELECT 'infinity'::date", new(calendar.Date))
		refused("SELECT '2025-06-10 12:00:00'::timestamp", new(calendar.Date))
	}
	_, err := s.ExecContext(t.Context(), s.query("UPDATE subscriptions SET facts = $1"), lifecycle.Facts{})
	if err == nil {
		t.Error("facts of nothing are written")
	}
}
