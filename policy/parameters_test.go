package policy_test

import (
	"errors"
	"fmt"
	"reflect"
	"strings"
	"testing"
	"time"

	"example.com/billingrules"
	"example.com/billingrules/calendar"
	"example.com/billingrules/money"
	"example.com/billingrules/policy"
)

// leaf is one parameter, found by walking the struct instead of the rows of the package under test.
type leaf struct {
	name  string // as in an edition file
	value func(*policy.Parameters) reflect.Value
}

// leaves lists every parameter of the struct, in its own order.
func leaves() []leaf {
	var all []leaf
	var walk func(t reflect.Type, path []int, names []string)
	walk = func(t reflect.Type, path []int, names []string) {
		for i := range t.NumField() {
			f := t.Field(i)
			here := append(append([]int{}, path...), i)
			named := append(append([]string{}, names...), strings.ToLower(f.Name[:1])+f.Name[1:])
			if f.Type.Kind() == reflect.Struct && f.Type != reflect.TypeFor[calendar.Date]() {
				walk(f.Type, here, named)
				continue
			}
			name := strings.Join(named, ".")
			if name == "exemptOfferings" {
				name = "lapse.exemptOfferings" // beside the group, so that the group stays comparable
			}
			if name == "cardCeilings" {
				name = "order.cardCeilings" // likewise
			}
			all = append(all, leaf{name, func(p *policy.Parameters) reflect.Value {
				return reflect.ValueOf(p).Elem().FieldByIndex(here)
			}})
		}
	}
	walk(reflect.TypeFor[policy.Parameters](), nil, nil)
	return all
}

// bounds are the limits of a number, by the end of its name in a file.
func bounds(name string) (least, most int) {
	switch {
	case name == "proration.standardDays.monthly":
		return 1, 31
	case name == "proration.standardDays.annual":
		return 32, 366
	case name == "proration.standardDays.threeYear":
		return 369, 1098
	case strings.HasPrefix(name, "invoice.instalments"):
		return 1, 3
	case name == "change.minimumSeats", name == "invoice.payersPerPayerNumber":
		return 1, 1000
	case strings.HasPrefix(name, "coterm."):
		return 1, 600
	}
	return 0, 3660
}

// refused makes an edition with one parameter changed and returns what is said of it.
func refused(t *testing.T, l leaf, value any) error {
	t.Helper()
	p := europe2024()
	place := l.value(&p)
	place.Set(reflect.ValueOf(value).Convert(place.Type()))
	_, err := policy.NewEdition(p)
	for _, e := range billingrules.InputErrors(err) {
		if e.Field != l.name && !strings.HasPrefix(e.Field, l.name+"[") {
			t.Errorf("%s = %v is reported as %v", l.name, value, e)
		}
		if e.Op != "policy.NewEdition" {
			t.Errorf("%v is said by another function", e)
		}
	}
	return err
}

func TestEveryParameterIsChecked(t *testing.T) {
	for _, l := range leaves() {
		want := func(value any, sentinel error) {
			t.Helper()
			if err := refused(t, l, value); !errors.Is(err, sentinel) || (sentinel == nil) != (err == nil) {
				t.Errorf("%s = %v: %v, want %v", l.name, value, err, sentinel)
			}
		}
		switch value := l.value(new(policy.Parameters)).Interface().(type) {
		case int:
			least, most := bounds(l.name)
			want(least-1, billingrules.ErrRange)
			want(most+1, billingrules.ErrRange)
			want(-1<<62, billingrules.ErrRange)
			want(1<<62, billingrules.ErrRange)
			want(most, nil)
			if l.name == "proration.standardDays.threeYear" {
				want(least+1, billingrules.ErrConflict)
			}
			want(least, nil)
		case string, policy.Region:
			want("", billingrules.ErrMissing)
			want(strings.Repeat("x", 101), billingrules.ErrRange)
			want(strings.Repeat("x", 100), nil)
			want("a\x00b", billingrules.ErrSyntax)
			want("a\nb", billingrules.ErrSyntax)
			want("\xff", billingrules.ErrSyntax)
			want("Český Těšín", nil)
		case []string:
			checkNames(want)
		case []money.Amount:
			checkCeilings(want)
		case calendar.Date:
			want(calendar.Date{}, billingrules.ErrMissing)
			want(calendar.MustParseDate("0001-01-01"), nil)
		case time.Duration:
			want(time.Duration(0), billingrules.ErrRange)
			want(-time.Hour, billingrules.ErrRange)
			want(time.Nanosecond, nil)
			want(10_000*time.Hour, nil)
			want(10_000*time.Hour+1, billingrules.ErrRange)
		default: // an enumeration
			if reflect.TypeOf(value).Kind() != reflect.Uint8 {
				t.Fatalf("%s is a %T, of which this test knows nothing", l.name, value)
			}
			want(uint8(0), billingrules.ErrMissing)
			want(uint8(1), nil)
			want(uint8(2), nil)
			want(uint8(9), billingrules.ErrUnknown)
			want(uint8(255), billingrules.ErrUnknown)
		}
	}
}

// checkNames says what is wanted of a list of names.
func checkNames(want func(value any, sentinel error)) {
	want([]string(nil), nil)
	want([]string{"Docs", ""}, billingrules.ErrMissing)
	want([]string{"Docs", "Docs"}, billingrules.ErrConflict)
	want([]string{"Docs", "a\tb"}, billingrules.ErrSyntax)
	long := make([]string, 1001)
	for i := range long {
		long[i] = fmt.Sprint("Offering ", i)
	}
	want(long[:1000], nil)
	want(long, billingrules.ErrRange)
}

// checkCeilings says what is wanted of a list of ceilings.
func checkCeilings(want func(value any, sentinel error)) {
	usd := money.MustParseAmount
	want([]money.Amount(nil), nil)
	want([]money.Amount{usd("USD 25000"), usd("EUR 0"), usd("JPY 3000000")}, nil)
	want([]money.Amount{usd("USD 25000"), {}}, billingrules.ErrMissing)
	want([]money.Amount{usd("USD 25000"), usd("USD 30000")}, billingrules.ErrConflict)
	want([]money.Amount{usd("USD -0.01")}, billingrules.ErrRange)
	want([]money.Amount{usd("USD 0.001")}, billingrules.ErrRange)
	want([]money.Amount{usd("USD 92233720368547758.07")}, nil)
	want([]money.Amount{usd("USD 92233720368547758.08")}, billingrules.ErrRange)
}

// All bad parameters are reported at once, in the order of the parameters.
func TestEveryBadParameterIsReportedAtOnce(t *testing.T) {
	p := policy.Parameters{Refund: policy.RefundRules{Monthly: -1}}
	p.Proration.StandardDays.ThreeYear = 1000
	ed, err := policy.NewEdition(p)
	if !ed.IsZero() {
		t.Errorf("a bad edition is handed out: %s", ed)
	}
	var fields []string
	for _, e := range billingrules.InputErrors(err) {
		fields = append(fields, e.Field)
	}
	want := "name region firstDay inForce gate.productSwitch gate.termChange gate.addedSeats gate.extension " +
		"proration.standardDays.monthly proration.standardDays.annual proration.dayCount " +
		"proration.rounding proration.roundAt renewal.switchesOnAgain " +
		"lapse.exemptUnpaidStops lapse.exemptLateRenewal lapse.stagesBeforeEdition " +
		"change.minimumSeats change.addSeatsWhileExpired change.followsEarlyRenewal " +
		"coterm.annual.fromTransaction coterm.annual.fromRenewal coterm.threeYear.fromTransaction " +
		"coterm.threeYear.fromRenewal coterm.limits coterm.limitDay coterm.fromEnd coterm.reAnchor " +
		"coterm.extendCharge invoice.instalments invoice.instalmentsBefore invoice.earlyFirst " +
		"invoice.earlyFirstByInvoice invoice.payersPerPayerNumber invoice.taxRounding invoice.renewalPayer " +
		"order.processing order.confirmation order.quoteReopening order.quoteLastDay order.equalCreditPasses " +
		"order.quoteCountsAsOnline order.publicSector " +
		"refund.monthly refund.monthlyOnlineOnly refund.renewalFrom proration.standardDays.threeYear"
	if got := strings.Join(fields, " "); got != want {
		t.Errorf("got  %s\nwant %s", got, want)
	}
	if !strings.Contains(err.Error(), "policy.NewEdition: refund.monthly -1: must be from 0 to 3660") {
		t.Error(err)
	}
}

// changed returns Europe2024 with one parameter changed to another good value.
func changed(t *testing.T, l leaf) policy.Edition {
	t.Helper()
	p := europe2024()
	place := l.value(&p)
	switch value := place.Interface().(type) {
	case int:
		if value++; l.name == "proration.standardDays.threeYear" {
			value += 2
		} else if l.name == "invoice.instalments" {
			value = 2
		}
		place.SetInt(int64(value))
	case string, policy.Region:
		place.SetString("Elsewhere")
	case []string:
		place.Set(reflect.ValueOf([]string{"AutoCAD"}))
	case []money.Amount:
		place.Set(reflect.ValueOf([]money.Amount{money.MustParseAmount("USD 25000")}))
	case calendar.Date:
		place.Set(reflect.ValueOf(value.AddDays(1)))
	case time.Duration:
		place.SetInt(int64(value + time.Minute))
	default:
		place.SetUint(3 - min(place.Uint(), 2))
	}
	ed, err := policy.NewEdition(p)
	if err != nil {
		t.Fatalf("%s: %v", l.name, err)
	}
	return ed
}

// Every parameter counts: it moves the fingerprint, Diff names it, and it survives a file.
func TestEveryParameterCounts(t *testing.T) {
	base := policy.Europe2024()
	for _, l := range leaves() {
		ed := changed(t, l)
		if ed.Fingerprint() == base.Fingerprint() {
			t.Errorf("%s does not move the fingerprint", l.name)
		}
		diff := policy.Diff(base, ed)
		if len(diff) != 1 || diff[0].Parameter != l.name {
			t.Errorf("%s: the difference is %v", l.name, diff)
			continue
		}
		if _, ok := diff[0].Rule.Rule(); !ok {
			t.Errorf("%s belongs to %q, which is no rule", l.name, diff[0].Rule)
		}
		if diff[0].Says == "" || diff[0].From == diff[0].To || diff[0].From == "" || diff[0].To == "" {
			t.Errorf("%s: %+v", l.name, diff[0])
		}
		file, err := ed.MarshalJSON()
		if err != nil {
			t.Fatal(err)
		}
		read, err := policy.DecodeEdition(strings.NewReader(string(file)), policy.Edition{})
		if err != nil || !read.Equal(ed) {
			t.Errorf("%s does not survive a file: %v", l.name, err)
		}
	}
}

func TestDiffInWords(t *testing.T) {
	p := europe2024()
	p.Lapse.ExpiredDays, p.Coterm.Limits = 20, policy.EitherLimit
	ed, err := policy.NewEdition(p)
	if err != nil {
		t.Fatal(err)
	}
	diff := policy.Diff(policy.Europe2024(), ed)
	if len(diff) != 2 || diff[0].String() != "days in Expired: 15 → 20 (lapse.expired-days)" ||
		diff[1].String() != "limits of an extension that must hold: both (both must hold) → "+
			"either (one of them is enough) (coterm.extend-annual)" {
		t.Errorf("got %v", diff)
	}
	if diff := policy.Diff(ed, ed); len(diff) != 0 {
		t.Errorf("an edition differs from itself in %v", diff)
	}
	if diff := policy.Diff(policy.Edition{}, ed); len(diff) < len(leaves())-1 {
		t.Errorf("the zero Edition differs in %d parameters only", len(diff))
	}
}
