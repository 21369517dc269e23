package answer

import (
	"example.com/billingrules/batch"
	"example.com/billingrules/calendar"
	"example.com/billingrules/examples/monthend/internal/subs"
	"example.com/billingrules/lifecycle"
	"example.com/billingrules/policy"
)

// Add adds a record: over columns if it is plain, and otherwise as one with a history.
func (a *Asker) Add(b *Block, r *subs.Record) {
	var p Plain
	if a.plain(r, &p) {
		b.AddPlain(&p)
		return
	}
	b.AddHistory()
}

// plain turns a record into a plain row, and reports whether it is one: only one full term was bought, and nothing else
// is known. Names and currencies that the library would refuse are left for it to refuse.
func (a *Asker) plain(r *subs.Record, p *Plain) bool {
	f := &r.Facts
	if f.Kind != policy.Subscription || len(f.Terms) != 1 || len(f.Changes) > 1 || len(f.Invoices) > 0 ||
		len(f.FailedCharges) > 0 || len(f.Returns) > 0 || !f.Cancellation.IsZero() ||
		f.Seats < 1 || f.Seats > 1<<30 || !f.Terms[0].AlignedTo.IsZero() || f.Anchor != f.Terms[0].Start {
		return false
	}
	term := f.Terms[0]
	srp, ok := r.SRP.Of(term.Length)
	region := a.Region(r.Region)
	if !ok || region < 0 || !srp.IsWhole() || srp.Currency().CheckOn(term.Ordered) != nil ||
		!subs.GoodID(r.ID) || !r.Net.IsGood() {
		return false
	}
	minor, err := srp.Minor()
	exempt, known := a.Exempt(region, f.Offering)
	if err != nil || !known {
		return false
	}
	*p = Plain{
		Region: region, Currency: srp.Currency(), Net: r.Net,
		Ordered: term.Ordered, Start: term.Start, End: term.End, Length: term.Length, Seats: int32(f.Seats), SRP: minor,
	}
	if exempt {
		p.Flags |= batch.Exempt
	}
	auto := a.AutoRenews(region, term.Ordered)
	if len(f.Changes) == 1 {
		c := f.Changes[0]
		if c != (lifecycle.Change{
			What: lifecycle.AutoRenewSwitched, Asked: term.Ordered, Effective: term.Ordered, AutoRenew: c.AutoRenew,
		}) {
			return false
		}
		auto = c.AutoRenew
	}
	if auto {
		p.Flags |= batch.AutoRenew
	}
	return true
}

// OverColumns reports whether a row of a block has been answered over columns.
func (a *Asker) OverColumns(b *Block, row int) bool {
	outcome := a.regions[b.region[row]].out.Row[row]
	return (outcome == batch.Priced || outcome == batch.NotCovered) && b.columns.Flags[row] < batch.History
}

// Row answers a row of a block that Answer has been told. What is wrong with it are faults.
func (a *Asker) Row(b *Block, row int, to *Result) error {
	to.reset()
	out := &a.regions[b.region[row]].out
	if !a.OverColumns(b, row) {
		r, err := b.Record(row)
		if err != nil {
			return err
		}
		return a.Scalar(r, to)
	}
	in := &b.columns
	to.Phase, to.Opens, to.Currency = out.Phase[row], out.WindowOpens[row], b.currency[row]
	if !in.Ordered[row].After(a.on) {
		to.Renewal = in.End[row]
	}
	if out.Row[row] == batch.Priced {
		to.Priced, to.Days, to.Price = true, out.Days[row], out.Price[row]
	}
	term := lifecycle.BoughtTerm{
		Ordered: in.Ordered[row], Start: in.Start[row], End: in.End[row], Length: in.Length[row],
	}
	charged := a.asks.Charges && a.mayCharge(term, b.net[row])
	renewed := a.asks.Renewals && a.renews(to.Renewal)
	if !charged && !renewed {
		return nil
	}
	r, err := b.Record(row)
	if err != nil {
		return err
	}
	if charged {
		if err := a.charge(r, to); err != nil {
			return err
		}
	}
	if renewed {
		return a.next(r, to)
	}
	return nil
}

// mayCharge reports whether an instalment of a full term may be dated or due in the month.
func (a *Asker) mayCharge(term lifecycle.BoughtTerm, net subs.Net) bool {
	if term.Ordered.After(a.on) {
		return false
	}
	if term.Length == calendar.ThreeYear {
		for _, months := range [...]int{12, 24} {
			day := term.Start.AddMonths(months)
			if a.near(day.AddDays(-slack), day.AddDays(slack), net) {
				return true
			}
		}
	}
	return a.near(calendar.Earliest(term.Ordered, term.Start), calendar.Latest(term.Ordered, term.Start), net)
}

// slack is the number of days by which an anniversary may be off if it follows another day of the month.
const slack = 3

// near reports whether any day from one to another, or the given number of days later, may be in the month.
func (a *Asker) near(from, through calendar.Date, net subs.Net) bool {
	last := through.AddDays(max(net.Days, 0))
	return from.Before(a.month.End()) && !last.Before(a.month.Start())
}
