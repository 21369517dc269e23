package policy_test

import (
	"encoding"
	"errors"
	"fmt"
	"strings"
	"testing"

	"example.com/billingrules"
	"example.com/billingrules/policy"
	"example.com/billingrules/rule"
)

// named is a pointer to a value of an enumeration.
type named interface {
	encoding.TextMarshaler
	encoding.TextUnmarshaler
	fmt.Stringer
}

// enumerations has one value of each and the names of all, in order.
func enumerations() map[string]struct {
	at    func(uint8) named
	names string
} {
	type row = struct {
		at    func(uint8) named
		names string
	}
	return map[string]row{
		"Class":           {func(v uint8) named { x := rule.Class(v); return &x }, "computed flag advice"},
		"Kind":            {func(v uint8) named { x := policy.Kind(v); return &x }, "subscription flex-tokens trial maintenance-plan consulting platform-subscription extra-territory-rights cloud-credits membership-fee other-product"},
		"Channel":         {func(v uint8) named { x := policy.Channel(v); return &x }, "online quote sales reseller retailer"},
		"Route":           {func(v uint8) named { x := policy.Route(v); return &x }, "self-service partner seller"},
		"DayCount":        {func(v uint8) named { x := policy.DayCount(v); return &x }, "standard actual no-leap-day"},
		"LimitRule":       {func(v uint8) named { x := policy.LimitRule(v); return &x }, "both either"},
		"FirstInstalment": {func(v uint8) named { x := policy.FirstInstalment(v); return &x }, "at-order at-renewal"},
		"RefundStart":     {func(v uint8) named { x := policy.RefundStart(v); return &x }, "later order renewal"},
		"PaymentMethod":   {func(v uint8) named { x := policy.PaymentMethod(v); return &x }, "card paypal direct-debit bank-transfer credit-note cash-balance purchase-order pay-by-invoice"},
		"Answer":          {func(v uint8) named { x := policy.Answer(v); return &x }, "no yes"},
		"Remedy":          {func(v uint8) named { x := policy.Remedy(v); return &x }, remedies},
	}
}

const remedies = "ask-seller ask-partner ask-reseller ask-sales ask-support wait-for-window buy-new buy-with-same-account renew-first pay-overdue " +
	"switch-term-first choose-later-target choose-earlier-target keep-minimum-seats renew-by-quote ask-new-quote correct-payer raise-credit " +
	"remove-payer split-order buy-tokens buy-online"

func TestEnumerations(t *testing.T) {
	for typ, e := range enumerations() {
		names := strings.Fields(e.names)
		for v := range 256 {
			value := e.at(uint8(v))
			text, err := value.MarshalText()
			said := value.String()
			known := v >= 1 && v <= len(names)
			if typ == "Remedy" && v > len(names) {
				known = err == nil // later rules add remedies at the end
			}
			if checked, ok := value.(interface{ IsValid() bool }); ok && checked.IsValid() != known {
				t.Errorf("%s %d: IsValid() = %v", typ, v, checked.IsValid())
			}
			switch {
			case known && v <= len(names):
				if err != nil || string(text) != names[v-1] || said != names[v-1] {
					t.Errorf("%s %d is %q, %v, %q; want %q", typ, v, text, err, said, names[v-1])
				}
				read := e.at(0)
				if err := read.UnmarshalText(text); err != nil || fmt.Sprint(read) != fmt.Sprint(value) {
					t.Errorf("%s: %q is read back as %v, %v", typ, text, read, err)
				}
			case known:
			case v == 0 && !errors.Is(err, billingrules.ErrMissing), v != 0 && !errors.Is(err, billingrules.ErrUnknown):
				t.Errorf("%s %d is written as %q, %v", typ, v, text, err)
			case said != fmt.Sprintf("%s(%d)", typ, v):
				t.Errorf("%s %d is said as %q", typ, v, said)
			}
		}
		read := e.at(1)
		for bad, sentinel := range map[string]error{
			"": billingrules.ErrMissing, " ": billingrules.ErrUnknown, strings.ToUpper(names[0]): billingrules.ErrUnknown, names[0] + " ": billingrules.ErrUnknown,
			names[0] + "," + names[1]: billingrules.ErrUnknown, "\x00": billingrules.ErrUnknown, strings.Repeat("x", 1<<20): billingrules.ErrUnknown,
		} {
			err := read.UnmarshalText([]byte(bad))
			if !errors.Is(err, sentinel) || fmt.Sprint(read) != names[0] {
				t.Errorf("%s: %.20q is read as %v, %v", typ, bad, read, err)
			}
			if err != nil && len(err.Error()) > 700 {
				t.Errorf("%s: the error has %d bytes", typ, len(err.Error()))
			}
		}
	}
}

func TestEveryRemedySaysWhatToDo(t *testing.T) {
	for v := policy.Remedy(1); ; v++ {
		if _, err := v.MarshalText(); err != nil {
			if v.Advice() != "" {
				t.Errorf("%s is no remedy, but advises %q", v, v.Advice())
			}
			break
		}
		if v.Advice() == "" {
			t.Errorf("%s advises nothing", v)
		}
	}
	if policy.Remedy(0).Advice() != "" {
		t.Error("the zero Remedy advises something")
	}
}

// quote.direct-sale: the partner only quotes.
func TestDirectChannels(t *testing.T) {
	for channel, want := range map[policy.Channel]bool{
		policy.Online: true, policy.Quote: true, policy.Sales: true, policy.Reseller: false, policy.Retailer: false, 0: false, 6: false,
	} {
		if channel.Direct() != want {
			t.Errorf("%s: %v", channel, !want)
		}
	}
}
