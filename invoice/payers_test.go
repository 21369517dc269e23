package invoice_test

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"

	"example.com/billingrules"
	"example.com/billingrules/calendar"
	"example.com/billingrules/internal/checks/testkit"
	"example.com/billingrules/invoice"
	"example.com/billingrules/policy"
)

// invoice.payers: five for each payer number; a sixth is refused, and the refusal says what to do instead; case does
// not matter.
func TestPayers(t *testing.T) {
	day := date("2025-05-12")
	p, err := invoice.NewPayers(policy.Europe2024(), "5501234", "ap@lambrecht.example")
	if err != nil {
		t.Fatal(err)
	}
	for i := 2; i <= 5; i++ {
		if d := p.CanAdd(day); !d.Allowed() || d.Rule != "invoice.payers" || d.Window != calendar.Always() ||
			d.Remedy != 0 {
			t.Errorf("before the payer %d: %s", i, d)
		}
		if p, err = p.Add(fmt.Sprintf("ap%d@lambrecht.example", i), day); err != nil {
			t.Fatal(err)
		}
	}
	if d := p.CanAdd(day); d.Allowed() || d.Rule != "invoice.payers" || d.Remedy != policy.RemovePayer ||
		!d.Window.IsZero() || d.Edition != policy.Europe2024().Fingerprint() {
		t.Error(d)
	}
	_, err = p.Add("sixth@lambrecht.example", day)
	var refusal *policy.Refusal
	if !errors.As(err, &refusal) || refusal.Decision != p.CanAdd(day) {
		t.Error(err)
	}
	if _, err := p.Add("AP@Lambrecht.Example", day); !errors.Is(err, billingrules.ErrConflict) {
		t.Errorf("the same payer again: %v", err)
	}
	if !p.Contains("AP3@LAMBRECHT.EXAMPLE") || p.Contains("ap6@lambrecht.example") || p.Contains("") ||
		p.PayerNumber() != "5501234" {
		t.Error("Contains")
	}
	fewer, err := p.Remove("Ap3@lambrecht.example")
	if err != nil || len(fewer.Emails()) != 4 || fewer.Contains("ap3@lambrecht.example") || len(p.Emails()) != 5 {
		t.Errorf("%v, %v", fewer.Emails(), err)
	}
	again, err := fewer.Add("sixth@lambrecht.example", day)
	want := []string{
		"ap@lambrecht.example", "ap2@lambrecht.example", "ap4@lambrecht.example", "ap5@lambrecht.example",
		"sixth@lambrecht.example",
	}
	if err != nil || !slices.Equal(again.Emails(), want) || !slices.Equal(fewer.Emails(), want[:4]) {
		t.Errorf("%v, %v", again.Emails(), err)
	}
	p.Emails()[0] = "somebody@else.example"
	if !p.Contains("ap@lambrecht.example") {
		t.Error("a caller's slice is the payers' own")
	}
	if _, err := p.Remove("ap6@lambrecht.example"); !errors.Is(err, billingrules.ErrUnknown) {
		t.Error(err)
	}
	two := testkit.Edition(func(p *policy.Parameters) { p.Invoice.PayersPerPayerNumber = 2 })
	if _, err := invoice.NewPayers(two, "1", "a@b.example", "c@d.example"); err != nil {
		t.Error(err)
	}
	_, err = invoice.NewPayers(two, "1", "a@b.example", "c@d.example", "e@f.example")
	const tooMany = "emails: has 3 entries, at most 2 are allowed for one payer number (invoice.payers)"
	if !errors.Is(err, billingrules.ErrRange) || !strings.Contains(err.Error(), tooMany) {
		t.Error(err)
	}
}

func TestBadPayers(t *testing.T) {
	ed := policy.Europe2024()
	p, err := invoice.NewPayers(ed, "5501234")
	if err != nil {
		t.Fatal(err)
	}
	for email, want := range map[string]error{
		"": billingrules.ErrMissing, "lambrecht": billingrules.ErrSyntax, "@lambrecht.example": billingrules.ErrSyntax,
		"ap@": billingrules.ErrSyntax, "a@b@c": billingrules.ErrSyntax, "a b@c": billingrules.ErrSyntax,
		"a@b.example,c@d.example": billingrules.ErrSyntax, "Ann <ann@b.example>": billingrules.ErrSyntax,
		"a\x00@b.example": billingrules.ErrSyntax, "a\xff@b.example": billingrules.ErrSyntax,
		strings.Repeat("a", 250) + "@b.example": billingrules.ErrRange,
	} {
		t.Run(email, func(t *testing.T) {
			if _, err := p.Add(email, date("2025-05-12")); !errors.Is(err, want) || fields(err) != "email" {
				t.Errorf("%q: %v", email, err)
			}
			if _, err := invoice.NewPayers(ed, "5501234", "ok@b.example", email); !errors.Is(err, want) ||
				fields(err) != "emails[1]" {
				t.Errorf("%q: %v", email, err)
			}
		})
	}
	_, err = invoice.NewPayers(ed, "5501234", "a@b.example", "A@B.example")
	if !errors.Is(err, billingrules.ErrConflict) {
		t.Error(err)
	}
	if _, err := invoice.NewPayers(ed, ""); fields(err) != "number" {
		t.Error(err)
	}
	if _, err := invoice.NewPayers(policy.Edition{}, "5501234"); fields(err) != "edition" {
		t.Error(err)
	}
	if _, err := p.Add("a@b.example", calendar.Date{}); fields(err) != "day" {
		t.Error(err)
	}
	var none invoice.Payers
	if _, err := none.Add("a@b.example", date("2025-05-12")); fields(err) != "payers" {
		t.Error(err)
	}
	if d := none.CanAdd(date("2025-05-12")); d.Allowed() {
		t.Error(d)
	}
}

// An address has one rule: what cannot be added is not among the payers, even if it differs from one of them only in
// the case of a letter, as the Kelvin sign does from k.
func TestPayers_OneRuleForAddresses(t *testing.T) {
	const kelvin, plain = "\u212aim@lambrecht.example", "kim@lambrecht.example"
	p, err := invoice.NewPayers(policy.Europe2024(), "5501234", plain)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := p.Add(kelvin, date("2025-05-12")); !errors.Is(err, billingrules.ErrSyntax) {
		t.Errorf("added: %v", err)
	}
	if p.Contains(kelvin) || !p.Contains("Kim@lambrecht.example") {
		t.Error("the Kelvin sign is taken for the letter k")
	}
	if left, err := p.Remove(kelvin); !errors.Is(err, billingrules.ErrUnknown) || left.Contains(plain) {
		t.Errorf("%v, %v", left.Emails(), err)
	}
}

// The first, the last and the only address can be removed.
func TestPayers_RemoveEach(t *testing.T) {
	emails := []string{"ap@lambrecht.example", "cfo@lambrecht.example", "kim@lambrecht.example"}
	for n := 1; n <= len(emails); n++ {
		p, err := invoice.NewPayers(policy.Europe2024(), "5501234", emails[:n]...)
		if err != nil {
			t.Fatal(err)
		}
		for i, email := range emails[:n] {
			t.Run(fmt.Sprint(i, " of ", n), func(t *testing.T) {
				left, err := p.Remove(email)
				if err != nil || left.Contains(email) || len(left.Emails()) != n-1 || !p.Contains(email) {
					t.Errorf("left are %v, %v", left.Emails(), err)
				}
			})
		}
	}
}
