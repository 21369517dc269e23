package billingtest_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"slices"
	"strings"
	"testing"

	"example.com/billingrules/billingtest"
	"example.com/billingrules/calendar"
	"example.com/billingrules/coterm"
	"example.com/billingrules/lifecycle"
	"example.com/billingrules/policy"
	"example.com/billingrules/refund"
	"example.com/billingrules/rule"
	"pgregory.net/rapid"
)

func TestPublishedEditions(t *testing.T) {
	for ed := range policy.Editions() {
		t.Run(ed.Name(), func(t *testing.T) { billingtest.Check(t, ed) })
	}
}

// Every law holds under any edition, whatever its numbers and readings.
func TestAnyEdition(t *testing.T) {
	for _, law := range billingtest.Laws() {
		t.Run(law.String(), func(t *testing.T) {
			rapid.Check(t, func(t *rapid.T) {
				law.Check(t, billingtest.Edition(policy.Edition{}).Draw(t, "edition"))
			})
		})
	}
}

// Every law holds under editions whose numbers are far from the published ones, and every generator can draw under
// them.
func TestFarEditions(t *testing.T) {
	for name, change := range map[string]func(*policy.Parameters){
		"at least five seats":    func(p *policy.Parameters) { p.Change.MinimumSeats = 5 },
		"at least a dozen seats": func(p *policy.Parameters) { p.Change.MinimumSeats = 12 },
		"no window":              func(p *policy.Parameters) { p.Renewal.WindowDays = 0 },
		"three years reach only 12 months": func(p *policy.Parameters) {
			p.Coterm.ThreeYear = policy.ExtensionLimit{FromTransaction: 12, FromRenewal: 60}
		},
		"a window of a year":    func(p *policy.Parameters) { p.Renewal.WindowDays = 366 },
		"a window of 400 days":  func(p *policy.Parameters) { p.Renewal.WindowDays = 400 },
		"a window of 3650 days": func(p *policy.Parameters) { p.Renewal.WindowDays = 3650 },
		"stages of 1400 days": func(p *policy.Parameters) {
			p.Lapse.ExpiredDays = 400
			p.Lapse.SuspendedDays = policy.SuspendedDays{Monthly: 1000, Annual: 1000, ThreeYear: 1000, FlexTokens: 1000}
		},
	} {
		t.Run(name, func(t *testing.T) {
			p := policy.Europe2024().Parameters()
			change(&p)
			ed, err := policy.NewEdition(p)
			if err != nil {
				t.Fatal(err)
			}
			billingtest.Check(t, ed)
			t.Run("portfolios", func(t *testing.T) {
				rapid.Check(t, func(t *rapid.T) {
					if _, err := coterm.Align(billingtest.Portfolio(ed, 3, 6).Draw(t, "portfolio")); err != nil {
						t.Fatal(err)
					}
				})
			})
		})
	}
}

func TestLawsAreNumbered(t *testing.T) {
	said, rules := map[string]bool{}, map[rule.ID]bool{}
	for row := range rule.All() {
		rules[row.ID] = true
	}
	manual, err := os.ReadFile("doc.go")
	if err != nil {
		t.Fatal(err)
	}
	for i, law := range billingtest.Laws() {
		if law.Number != i+1 || said[law.Says] || len(law.Rules) == 0 {
			t.Errorf("%+v", law)
		}
		said[law.Says] = true
		if line := fmt.Sprintf("//\t%2d  %s\n", law.Number, law.Says); !bytes.Contains(manual, []byte(line)) {
			t.Errorf("the manual does not have %q", line)
		}
		for _, id := range law.Rules {
			if !rules[id] {
				t.Errorf("%s: %s is no rule", law, id)
			}
		}
	}
	var none billingtest.Law
	rapid.Check(t, func(t *rapid.T) { none.Check(t, policy.Europe2024()) })
}

// Everything that the generators draw is valid.
func TestGeneratorsDrawWhatIsValid(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		ed := billingtest.Edition(policy.NorthAmerica2024()).Draw(t, "edition")
		if ed.Name() != "NorthAmerica2024" || ed.FirstDay() != policy.NorthAmerica2024().FirstDay() {
			t.Fatalf("%s from %s on", ed.Name(), ed.FirstDay())
		}
		if _, err := lifecycle.New(ed, billingtest.Facts(ed).Draw(t, "facts")); err != nil {
			t.Fatal(err)
		}
		purchase := billingtest.Purchase(ed).Draw(t, "purchase")
		if _, err := refund.Check(ed, purchase, billingtest.Date().Draw(t, "day")); err != nil {
			t.Fatal(err)
		}
		if _, err := coterm.Align(billingtest.Portfolio(ed, 3, 6).Draw(t, "portfolio")); err != nil {
			t.Fatal(err)
		}
	})
}

// The generators reach the nasty days, and everything that can happen to a subscription.
func TestGeneratorsReachTheCorners(t *testing.T) {
	days, seen := map[int]int{}, map[string]int{}
	var leapDays int
	dates, facts := billingtest.Date(), billingtest.Facts(policy.Europe2024())
	for i := range 2000 {
		_, month, day := dates.Example(i).Civil()
		days[day]++
		if month == 2 && day == 29 {
			leapDays++
		}
	}
	if leapDays < 20 || days[31] < 60 || days[28] < 60 || days[15] == 0 {
		t.Errorf("%d leap days, %v", leapDays, days)
	}
	for i := range 400 {
		f := facts.Example(i)
		seen[f.Kind.String()]++
		seen[fmt.Sprint(len(f.Terms), " terms")]++
		for _, term := range f.Terms[1:] {
			switch {
			case term.Ordered.Before(term.Start):
				seen["early"]++
			case term.Ordered.After(term.Start):
				seen["late"]++
			}
		}
		for _, change := range f.Changes {
			seen[change.What.String()]++
		}
		for _, invoice := range f.Invoices {
			if invoice.Paid.IsZero() {
				seen["unpaid"]++
			} else {
				seen["paid"]++
			}
		}
		if !f.Cancellation.IsZero() {
			seen["canceled"]++
		}
		for _, r := range f.Returns {
			if r.Term.IsZero() {
				seen["seats-returned"]++
			} else {
				seen["term-returned"]++
			}
		}
	}
	for _, name := range strings.Fields(
		"subscription flex-tokens trial early late seats product term auto-renew unpaid paid canceled term-returned " +
			"seats-returned") {
		if seen[name] < 5 {
			t.Errorf("%s: %d times in %v", name, seen[name], seen)
		}
	}
}

// jsonStore keeps facts as a document store does.
func jsonStore(f lifecycle.Facts) (lifecycle.Facts, error) {
	text, err := json.Marshal(f)
	if err != nil {
		return lifecycle.Facts{}, err
	}
	var back lifecycle.Facts
	err = json.Unmarshal(text, &back)
	return back, err
}

func TestJSONIsAStore(t *testing.T) {
	billingtest.CheckStore(t, policy.Europe2024(), jsonStore)
}

// broken lists stores and editions in which a check must find a fault. The test runs itself again for each of them,
// because a check fails the test that calls it.
func broken() map[string]func(t *testing.T) {
	store := func(change func(*lifecycle.Facts)) func(*testing.T) {
		return func(t *testing.T) {
			billingtest.CheckStore(t, policy.Europe2024(), func(f lifecycle.Facts) (lifecycle.Facts, error) {
				back, err := jsonStore(f)
				change(&back)
				return back, err
			})
		}
	}
	return map[string]func(t *testing.T){
		"a payment is lost": store(func(f *lifecycle.Facts) {
			for i := range f.Invoices {
				f.Invoices[i].Paid = calendar.Date{}
			}
		}),
		"a change is lost": store(func(f *lifecycle.Facts) { f.Changes = nil }),
		"a return is lost": store(func(f *lifecycle.Facts) { f.Returns = nil }),
		"a day is shifted": store(func(f *lifecycle.Facts) { f.Terms[0].End = f.Terms[0].End.AddDays(1) }),
		"the terms are in reverse": store(func(f *lifecycle.Facts) {
			slices.Reverse(f.Terms)
		}),
		"it cannot be read": func(t *testing.T) {
			billingtest.CheckStore(t, policy.Europe2024(),
				func(lifecycle.Facts) (lifecycle.Facts, error) { return lifecycle.Facts{}, os.ErrInvalid })
		},
		"there is no store":              func(t *testing.T) { billingtest.CheckStore(t, policy.Europe2024(), nil) },
		"the edition of a store is zero": func(t *testing.T) { billingtest.CheckStore(t, policy.Edition{}, jsonStore) },
		"the edition is zero":            func(t *testing.T) { billingtest.Check(t, policy.Edition{}) },
	}
}

func TestCheckFindsWhatIsBroken(t *testing.T) {
	if name, again := os.LookupEnv("BILLINGTEST_BROKEN"); again {
		broken()[name](t)
		return
	}
	for name := range broken() {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			cmd := exec.CommandContext(t.Context(), os.Args[0], "-test.run=^TestCheckFindsWhatIsBroken$")
			cmd.Env = append(os.Environ(), "BILLINGTEST_BROKEN="+name,
				"RAPID_CHECKS=100", "RAPID_NOFAILFILE=true", "RAPID_SHRINKTIME=0s")
			if out, err := cmd.CombinedOutput(); err == nil ||
				!bytes.Contains(out, []byte("--- FAIL: TestCheckFindsWhatIsBroken")) {
				t.Errorf("it passes: %v\n%s", err, out)
			}
		})
	}
}
