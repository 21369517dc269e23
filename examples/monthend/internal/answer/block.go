package answer

import (
	"fmt"
	"strings"

	"example.com/billingrules"
	"example.com/billingrules/batch"
	"example.com/billingrules/calendar"
	"example.com/billingrules/examples/monthend/internal/subs"
	"example.com/billingrules/lifecycle"
	"example.com/billingrules/money"
	"example.com/billingrules/policy"
)

// Block is some subscriptions as columns: the plain ones whole, and of the others that they have a history. A row is
// added with Add or AddPlain.
type Block struct {
	columns  batch.Columns
	region   []uint8
	currency []money.Currency
	net      []subs.Net

	// Record returns a row as a record: for what is not asked over columns.
	Record func(row int) (*subs.Record, error)
}

// Len returns the number of rows.
func (b *Block) Len() int { return len(b.region) }

// Reset empties the block.
func (b *Block) Reset() {
	c := &b.columns
	c.Ordered, c.Start, c.End, c.Due = c.Ordered[:0], c.Start[:0], c.End[:0], c.Due[:0]
	c.Length, c.Seats, c.SRP, c.Flags = c.Length[:0], c.Seats[:0], c.SRP[:0], c.Flags[:0]
	b.region, b.currency, b.net = b.region[:0], b.currency[:0], b.net[:0]
}

// Plain is a row that is plain: one term, and nothing more than an invoice that is unpaid.
type Plain struct {
	Region   int // the place of the region in Regions
	Currency money.Currency
	Net      subs.Net
	Ordered  calendar.Date
	Start    calendar.Date
	End      calendar.Date
	Length   calendar.Term
	Due      calendar.Date // of the unpaid invoice; the zero Date if there is none
	Seats    int32
	SRP      int64
	Flags    batch.Flags
}

// AddPlain adds a plain row.
func (b *Block) AddPlain(p *Plain) {
	c := &b.columns
	c.Ordered, c.Start, c.End = append(c.Ordered, p.Ordered), append(c.Start, p.Start), append(c.End, p.End)
	c.Length, c.Due = append(c.Length, p.Length), append(c.Due, p.Due)
	c.Seats, c.SRP, c.Flags = append(c.Seats, p.Seats), append(c.SRP, p.SRP), append(c.Flags, p.Flags)
	b.region = append(b.region, uint8(p.Region))
	b.currency, b.net = append(b.currency, p.Currency), append(b.net, p.Net)
}

// AddHistory adds a row that is asked about by itself.
func (b *Block) AddHistory() { b.AddPlain(&Plain{Flags: batch.History}) }

// Region returns the place of a region, or -1.
func (a *Asker) Region(name policy.Region) int {
	for i := range a.regions {
		if a.regions[i].name == name {
			return i
		}
	}
	return -1
}

// AutoRenews reports whether what is ordered on a day renews itself, unless that was switched.
func (a *Asker) AutoRenews(region int, ordered calendar.Date) bool {
	return a.regions[region].edition.Covers(ordered)
}

// Exempt reports whether an offering is exempt from the stages, and whether its name can be that of an offering.
func (a *Asker) Exempt(region int, offering string) (exempt, known bool) {
	key := product{uint8(region), offering}
	if exempt, known := a.products[key]; known {
		return exempt, true
	}
	ed := a.regions[region].edition
	_, near := ed.NearlyExempt(offering)
	if near || billingrules.CheckName("offering", offering) != nil {
		return false, false
	}
	if len(a.products) >= maxProducts {
		clear(a.products)
	}
	exempt = ed.IsExempt(offering)
	a.products[product{uint8(region), strings.Clone(offering)}] = exempt
	return exempt, true
}

// maxProducts is the largest number of names that are remembered.
const maxProducts = 10_000

// Answer answers the plain rows of a block, for Result. A row that the library refuses over columns, or leaves to the
// scalar calls, is asked about by itself.
func (a *Asker) Answer(b *Block) error {
	for i := range a.regions {
		r := &a.regions[i]
		r.room(b.Len())
		found := false
		for row, region := range b.region {
			r.flags[row] = batch.History
			if int(region) == i {
				r.flags[row] = b.columns.Flags[row]
				found = true
			}
		}
		if !found {
			continue
		}
		if err := r.answer(b.columns); err != nil {
			return err
		}
	}
	return nil
}

// answer answers the rows of a region. A row that is refused is marked as one with a history: asked by itself it is
// refused again, this time with its fields.
func (r *region) answer(in batch.Columns) error {
	in.Flags = r.flags
	for {
		err := r.engine.Answer(in, r.out)
		if err == nil {
			return nil
		}
		bad := billingrules.InputErrors(err)
		row := -1
		if len(bad) == 1 {
			if _, place, ok := strings.Cut(bad[0].Field, "["); ok {
				if _, err := fmt.Sscanf(place, "%d]", &row); err != nil {
					row = -1
				}
			}
		}
		if row < 0 || row >= len(r.flags) || r.flags[row] == batch.History {
			return err
		}
		r.flags[row] = batch.History
	}
}

// room makes the answers as long as the block.
func (r *region) room(n int) {
	if cap(r.flags) < n {
		r.flags = make([]batch.Flags, n)
		r.out = batch.Answers{
			Phase: make([]lifecycle.Phase, n), WindowOpens: make([]calendar.Date, n), Days: make([]int32, n),
			Price: make([]int64, n), Row: make([]batch.Outcome, n),
		}
	}
	r.flags = r.flags[:n]
	o := &r.out
	o.Phase, o.WindowOpens, o.Days = o.Phase[:n], o.WindowOpens[:n], o.Days[:n]
	o.Price, o.Row = o.Price[:n], o.Row[:n]
}
