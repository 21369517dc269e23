package policy_test

import (
	"database/sql"
	"database/sql/driver"
	"encoding"
	"errors"
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"path/filepath"
	"strings"
	"testing"

	"example.com/billingrules"
	"example.com/billingrules/calendar"
	"example.com/billingrules/money"
	"example.com/billingrules/policy"
	"example.com/billingrules/refund"
	"example.com/billingrules/rule"
)

// named is a pointer to a value of an enumeration.
type named interface {
	encoding.TextMarshaler
	encoding.TextUnmarshaler
	sql.Scanner
	driver.Valuer
	fmt.Stringer
	IsValid() bool
}

// enumeration is one of those of this module: where it stands, and the names of its values in order.
type enumeration struct {
	name  string
	at    func(uint8) named
	names string
}

// of makes pointers to the values of an enumeration.
func of[E ~uint8, P interface {
	*E
	named
}](v uint8) named {
	x := E(v)
	return P(&x)
}

func enumerations() []enumeration {
	return []enumeration{
		{"calendar.Term", of[calendar.Term], "monthly annual three-year"},
		{"calendar.Unit", of[calendar.Unit], "days weeks months"},
		{"money.Mode", of[money.Mode], "half-up half-even up down"},
		{"rule.Class", of[rule.Class], "computed flag advice"},
		{
			"policy.Kind", of[policy.Kind], "subscription flex-tokens trial maintenance-plan consulting " +
				"platform-subscription extra-territory-rights cloud-credits membership-fee other-product",
		},
		{"policy.Channel", of[policy.Channel], "online quote sales reseller retailer"},
		{"policy.Route", of[policy.Route], "self-service partner seller"},
		{
			"policy.PaymentMethod", of[policy.PaymentMethod], "card paypal direct-debit bank-transfer credit-note " +
				"cash-balance purchase-order pay-by-invoice",
		},
		{
			"policy.Remedy", of[policy.Remedy], "ask-seller ask-partner ask-reseller ask-sales ask-support " +
				"wait-for-window buy-new buy-with-same-account renew-first pay-overdue switch-term-first " +
				"choose-later-target choose-earlier-target keep-minimum-seats renew-by-quote ask-new-quote " +
				"correct-payer raise-credit remove-payer split-order buy-tokens buy-online pay-open-invoice " +
				"renew-with-changes",
		},
		{"policy.DayCount", of[policy.DayCount], "standard actual no-leap-day"},
		{"policy.LimitRule", of[policy.LimitRule], "both either"},
		{"policy.FirstInstalment", of[policy.FirstInstalment], "at-order at-renewal"},
		{"policy.RefundStart", of[policy.RefundStart], "later order renewal"},
		{"policy.YesNo", of[policy.YesNo], "no yes"},
		{"policy.GateDay", of[policy.GateDay], "by-act by-term"},
		{"policy.RoundAt", of[policy.RoundAt], "line seat daily-rate"},
		{"policy.ExtensionCharge", of[policy.ExtensionCharge], "at-once yearly"},
		{"policy.TaxRounding", of[policy.TaxRounding], "per-line per-rate"},
		{"policy.RenewalPayer", of[policy.RenewalPayer], "on-file on-file-or-other-by-invoice"},
		{"refund.Occasion", of[refund.Occasion], "purchase renewal seats alignment"},
		{"refund.By", of[refund.By], "made started"},
	}
}

func TestEnumerations(t *testing.T) {
	for _, e := range enumerations() {
		t.Run(e.name, func(t *testing.T) {
			names := strings.Fields(e.names)
			for i := range 256 {
				if i >= 1 && i <= len(names) {
					checkNamed(t, e, uint8(i), names[i-1])
				} else {
					checkNameless(t, e, uint8(i))
				}
			}
		})
	}
}

func checkNamed(t *testing.T, e enumeration, i uint8, name string) {
	t.Helper()
	v := e.at(i)
	text, err := v.MarshalText()
	if err != nil || string(text) != name || v.String() != name || !v.IsValid() {
		t.Errorf("%d is %q, %v, %q, %v; want %q", i, text, err, v, v.IsValid(), name)
	}
	if value, err := v.Value(); err != nil || value != name {
		t.Errorf("%d is stored as %v, %v", i, value, err)
	}
	read, scanned, bytes := e.at(0), e.at(0), e.at(0)
	err = errors.Join(read.UnmarshalText(text), scanned.Scan(name), bytes.Scan(text))
	if err != nil || read.String() != name || scanned.String() != name || bytes.String() != name {
		t.Errorf("%q is read back as %v, %v, %v: %v", name, read, scanned, bytes, err)
	}
}

func checkNameless(t *testing.T, e enumeration, i uint8) {
	t.Helper()
	v, sentinel := e.at(i), billingrules.ErrUnknown
	if i == 0 {
		sentinel = billingrules.ErrMissing
	}
	_, typ, _ := strings.Cut(e.name, ".")
	if said := fmt.Sprintf("%s(%d)", typ, i); v.String() != said || v.IsValid() {
		t.Errorf("%d is said as %q, %v", i, v, v.IsValid())
	}
	if text, err := v.MarshalText(); !errors.Is(err, sentinel) ||
		!strings.HasPrefix(err.Error(), e.name+".MarshalText: ") {
		t.Errorf("%d is written as %q, %v", i, text, err)
	}
	if value, err := v.Value(); e.name == "calendar.Term" && i == 0 {
		if value != nil || err != nil {
			t.Errorf("no term is stored as %v, %v", value, err)
		}
	} else if value != nil || !errors.Is(err, sentinel) || !strings.HasPrefix(err.Error(), e.name+".Value: ") {
		t.Errorf("%d is stored as %v, %v", i, value, err)
	}
}

func TestEnumerations_BadText(t *testing.T) {
	for _, e := range enumerations() {
		names := strings.Fields(e.names)
		for bad, sentinel := range map[any]error{
			"": billingrules.ErrMissing, " ": billingrules.ErrUnknown,
			strings.ToUpper(names[0]): billingrules.ErrUnknown,
			names[0] + " ":            billingrules.ErrUnknown, names[0] + "," + names[1]: billingrules.ErrUnknown,
			"1":    billingrules.ErrUnknown,
			"\x00": billingrules.ErrUnknown, strings.Repeat("x", 1<<20): billingrules.ErrUnknown,
			int64(1): billingrules.ErrSyntax, true: billingrules.ErrSyntax, nil: billingrules.ErrMissing,
		} {
			t.Run(fmt.Sprintf("%s/%.20q", e.name, fmt.Sprint(bad)), func(t *testing.T) {
				v := e.at(1)
				if text, ok := bad.(string); ok {
					err := v.UnmarshalText([]byte(text))
					if !errors.Is(err, sentinel) || v.String() != names[0] || len(err.Error()) > 700 {
						t.Errorf("read as %v, %v", v, err)
					}
				}
				err := v.Scan(bad)
				if e.name == "calendar.Term" && bad == nil {
					if err != nil || v.IsValid() {
						t.Errorf("NULL is read as %v, %v", v, err)
					}
					return
				}
				if !errors.Is(err, sentinel) || v.String() != names[0] ||
					!strings.HasPrefix(err.Error(), e.name+".Scan: ") {
					t.Errorf("scanned as %v, %v", v, err)
				}
			})
		}
	}
}

// A column that may be NULL is a sql.Null.
func TestEnumerations_Null(t *testing.T) {
	for _, src := range []any{nil, "pay-overdue"} {
		t.Run(fmt.Sprint(src), func(t *testing.T) {
			var column sql.Null[policy.Remedy]
			if err := column.Scan(src); err != nil || column.Valid != (src != nil) {
				t.Errorf("%v is read as %v, %v", src, column, err)
			}
			if value, err := column.Value(); err != nil || value != src && value != policy.PayOverdue {
				t.Errorf("%v is stored as %v, %v", column, value, err)
			}
		})
	}
}

// Every constant has its row in the table: the names above are as many as the constants in the source.
func TestEnumerations_EveryConstantIsNamed(t *testing.T) {
	constants := map[string]int{}
	for _, pack := range []string{"calendar", "money", "rule", "policy", "refund"} {
		files, err := filepath.Glob("../" + pack + "/*.go")
		if err != nil {
			t.Fatal(err)
		}
		for _, file := range files {
			if strings.HasSuffix(file, "_test.go") {
				continue
			}
			tree, err := parser.ParseFile(token.NewFileSet(), file, nil, 0)
			if err != nil {
				t.Fatal(err)
			}
			for _, d := range tree.Decls {
				if typ, n := constantsOf(d); n > 0 && ast.IsExported(typ) {
					constants[pack+"."+typ] = n
				}
			}
		}
	}
	for _, e := range enumerations() {
		if names := len(strings.Fields(e.names)); names != constants[e.name] {
			t.Errorf("%s has %d constants and %d names", e.name, constants[e.name], names)
		}
		delete(constants, e.name)
	}
	if len(constants) != 0 {
		t.Errorf("not in the list of this test: %v", constants)
	}
}

// constantsOf returns the type and the number of the constants of a block that begins with iota + 1.
func constantsOf(d ast.Decl) (string, int) {
	block, ok := d.(*ast.GenDecl)
	if !ok || block.Tok != token.CONST {
		return "", 0
	}
	first, _ := block.Specs[0].(*ast.ValueSpec)
	typ, ok := first.Type.(*ast.Ident)
	if !ok || len(first.Values) != 1 {
		return "", 0
	}
	if sum, ok := first.Values[0].(*ast.BinaryExpr); !ok || sum.Op != token.ADD {
		return "", 0
	}
	return typ.Name, len(block.Specs)
}

func TestEnumerations_NothingIsAllocated(t *testing.T) {
	v, held, text := policy.RenewWithChanges, policy.Remedy(0), []byte("renew-with-changes")
	for name, run := range map[string]func(){
		"String":        func() { _ = v.String() },
		"Advice":        func() { _ = v.Advice() },
		"UnmarshalText": func() { _ = held.UnmarshalText(text) },
	} {
		t.Run(name, func(t *testing.T) {
			if n := testing.AllocsPerRun(100, run); n != 0 {
				t.Errorf("%s: %v allocations", name, n)
			}
		})
	}
}

func TestEveryRemedySaysWhatToDo(t *testing.T) {
	for v := policy.Remedy(0); v < 255; v++ {
		if (v.Advice() != "") != v.IsValid() {
			t.Errorf("%s advises %q", v, v.Advice())
		}
	}
}

// quote.direct-sale: the partner only quotes.
func TestDirectChannels(t *testing.T) {
	for channel, want := range map[policy.Channel]bool{
		policy.Online: true, policy.Quote: true, policy.Sales: true, policy.Reseller: false, policy.Retailer: false,
		0: false, 6: false,
	} {
		t.Run(fmt.Sprint(channel), func(t *testing.T) {
			if channel.Direct() != want {
				t.Errorf("%s: %v", channel, !want)
			}
		})
	}
}
