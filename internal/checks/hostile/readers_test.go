package hostile_test

import (
	"database/sql"
	"database/sql/driver"
	"encoding"
	"encoding/json"
	"errors"
	"fmt"
	"reflect"
	"slices"
	"strings"
	"testing"

	"example.com/billingrules"
	"example.com/billingrules/calendar"
	"example.com/billingrules/invoice"
	"example.com/billingrules/money"
	"example.com/billingrules/order"
	"example.com/billingrules/policy"
	"example.com/billingrules/proration"
)

// written is a value as JSON.
func written(value any) string {
	data, err := json.Marshal(value)
	if err != nil {
		panic(err)
	}
	return string(data)
}

func goodInvoice() invoice.Invoice {
	inv, err := invoice.New(europe, invoice.Draft{
		Number: "2025-118", Issued: calendar.MustParseDate("2025-07-01"), NetTerms: net30,
		Items: []invoice.Item{{Description: "2 seats more", Priced: invoice.Priced{Charge: goodCharge()}, Taxes: vat}},
	})
	if err != nil {
		panic(err)
	}
	return inv
}

func goodCredit() invoice.CreditNote {
	credit, err := invoice.Credit(goodInvoice(), "C-7", calendar.MustParseDate("2025-07-02"))
	if err != nil {
		panic(err)
	}
	return credit
}

func goodQuote() order.Quote {
	quote, err := order.NewQuote(europe, order.QuoteDraft{
		Number: "Q-1", Kind: policy.FlexTokens, Issued: calendar.MustParseDate("2025-07-01"),
		Expires: calendar.MustParseDate("2025-07-31"),
		Items: []invoice.Item{
			{Description: "tokens", Quantity: 2, UnitPrice: money.MustParseAmount("EUR 300.00"), Taxes: vat},
		},
	})
	if err != nil {
		panic(err)
	}
	return quote
}

func goodCharge() proration.Charge { return goodSeats().Charge }

// Every type that reads is in the list, and each one in the list reads its text.
func TestReadersAreListed(t *testing.T) {
	var entries []string
	for _, r := range readers {
		value := r.new()
		name := strings.TrimPrefix(reflect.TypeOf(value).String(), "*")
		if _, ok := value.(textual); ok {
			entries = append(entries, name+".UnmarshalText")
		}
		if _, ok := value.(json.Unmarshaler); ok {
			entries = append(entries, name+".UnmarshalJSON")
		}
		if _, ok := value.(stored); ok {
			entries = append(entries, name+".Scan")
		}
	}
	without, unknown := missing(functions(t), func(f function) bool {
		_, method, _ := strings.Cut(strings.TrimPrefix(f.name, f.pkg+"."), ".")
		return slices.Contains([]string{"UnmarshalText", "UnmarshalJSON", "Scan"}, method)
	}, entries)
	if len(without) > 0 || len(unknown) > 0 {
		t.Errorf("not listed: %v; no function: %v", without, unknown)
	}
}

// textual reads and writes text; stored reads what a database has.
type (
	textual interface {
		encoding.TextMarshaler
		encoding.TextUnmarshaler
	}
	stored interface {
		sql.Scanner
		driver.Valuer
	}
)

// A value that a reader takes is written and reads back as the same; one that it refuses leaves the old value as it
// was.
func readBoth(t *testing.T, r func() any, data []byte) {
	t.Helper()
	name := reflect.TypeOf(r()).String()
	if _, ok := r().(textual); ok {
		settled(t, name+".UnmarshalText", data, fresh[textual](r), textual.UnmarshalText, textual.MarshalText)
	}
	if _, ok := r().(json.Unmarshaler); ok {
		settled(t, name+".UnmarshalJSON", data, fresh[json.Unmarshaler](r), json.Unmarshaler.UnmarshalJSON,
			func(v json.Unmarshaler) ([]byte, error) { return json.Marshal(v) })
	}
	if _, ok := r().(stored); ok {
		sources := []func([]byte) any{func(b []byte) any { return b }, func(b []byte) any { return string(b) }}
		for _, src := range sources {
			settled(t, name+".Scan", data, fresh[stored](r), func(v stored, b []byte) error { return v.Scan(src(b)) },
				func(v stored) ([]byte, error) {
					value, err := v.Value()
					text, _ := value.(string)
					return []byte(text), err
				})
		}
	}
}

// fresh makes zero values of a type that is known to be a T.
func fresh[T any](r func() any) func() T {
	return func() T {
		v, _ := r().(T)
		return v
	}
}

func settled[T any](
	t *testing.T, name string, data []byte, zero func() T, read func(T, []byte) error, write func(T) ([]byte, error),
) {
	t.Helper()
	v, again := zero(), zero()
	var err error
	leash(t, name, len(data), func() { err = read(v, data) })
	if err != nil {
		if !reflect.DeepEqual(v, again) {
			t.Errorf("%s: %v leaves %v", name, err, v)
		}
		return
	}
	text, err := write(v)
	if err != nil || len(text) == 0 {
		// Either the zero value, from null; or a value that lacks something, which is refused where it is used, and
		// refused by name where it is written.
		if !reflect.DeepEqual(v, again) && !errors.Is(err, billingrules.ErrMissing) {
			t.Errorf("%s: what is read from %q cannot be written: %v", name, data, err)
		}
		return
	}
	if err := read(again, text); err != nil {
		t.Errorf("%s: %q cannot be read again: %v", name, text, err)
	}
	if twice, err := write(again); err != nil || string(twice) != string(text) {
		t.Errorf("%s: %q comes back as %q, %v", name, text, twice, err)
	}
}

// hostileTexts are texts that nobody should send.
var hostileTexts = []string{
	"", " ", "\x00", "\xff\xfe", "null", "{}", "[]", "0", "-1", `""`, "true", "{", `{"a":1,"a":2}`, "1e1000000000",
	"EUR 1e1000000000",
	"9999-12-31", "0001-01-01", "10000-01-01", "2025-02-30", "2025-06-10\x00", "0001-01-01/9999-12-31",
	"net 99999999999999999999",
	"100000000000000000000%", strings.Repeat("9", 10_000), "EUR " + strings.Repeat("9", 10_000),
	strings.Repeat("[", 10_000),
	strings.Repeat(`{"terms":`, 1000), `{"seats":99999999999999999999}`, `{"kind":null,"terms":null}`, `{"terms":[]}`,
	`{"lines":[null]}`, `{"items":[null]}`,
}

// manyKeys is an object with n keys, all of them unknown.
func manyKeys(n int) string {
	var b strings.Builder
	for i := range n {
		fmt.Fprintf(&b, `,"k%d":%d`, i, i)
	}
	return "{" + b.String()[1:] + "}"
}

func TestReaders(t *testing.T) {
	for _, r := range readers {
		t.Run(strings.TrimPrefix(reflect.TypeOf(r.new()).String(), "*"), func(t *testing.T) {
			readBoth(t, r.new, []byte(r.text))
			readBoth(t, r.new, []byte(written(r.text)))
			for _, text := range hostileTexts {
				readBoth(t, r.new, []byte(text))
			}
			if !takes(r.new, r.text) {
				t.Errorf("nothing of it reads %q", r.text)
			}
		})
	}
}

// takes reports whether a reader of a type takes a text, to check that the text listed with it is not a hostile one.
func takes(zero func() any, text string) bool {
	if v, ok := zero().(textual); ok && v.UnmarshalText([]byte(text)) == nil {
		return true
	}
	v, ok := zero().(json.Unmarshaler)
	return ok && v.UnmarshalJSON([]byte(text)) == nil
}

// Each unknown or duplicate key of an object is an error of its own, and takes no more memory than that.
func TestReaders_ManyKeys(t *testing.T) {
	for name, text := range map[string]string{
		"unknown": manyKeys(5_000), "duplicates": "{" + strings.Repeat(`"x":1,`, 5_000) + `"x":1}`,
	} {
		for _, r := range readers {
			v, ok := r.new().(json.Unmarshaler)
			if !ok {
				continue
			}
			t.Run(strings.TrimPrefix(reflect.TypeOf(v).String(), "*")+"/"+name, func(t *testing.T) {
				leash(t, "reading", 20*len(text), func() {
					if err := v.UnmarshalJSON([]byte(text)); err == nil {
						t.Error("it is read")
					}
				})
			})
		}
	}
}

func FuzzReaders(f *testing.F) {
	for i, r := range readers {
		f.Add(uint8(i), []byte(r.text))
		f.Add(uint8(i), []byte(`"`+r.text+`"`))
	}
	for i, text := range hostileTexts {
		f.Add(uint8(i), []byte(text))
	}
	f.Fuzz(func(t *testing.T, which uint8, data []byte) {
		readBoth(t, readers[int(which)%len(readers)].new, data)
	})
}
