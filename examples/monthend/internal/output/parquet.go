package output

import "example.com/billingrules/examples/monthend/internal/answer"

// tableOf begins the table of one kind of results. Dates are dates, and amounts are in minor units of the currency.
func tableOf(kind Kind, out *Aside) rows {
	t := newTable(out)
	switch kind {
	case Phases:
		return &phaseTable{
			table: t, names: names(), id: t.texts("id"), phase: t.words("phase", full),
			renewal: t.days("renewal", orNull), opens: t.days("windowOpens", orNull), left: t.ints("days", orNull),
			price: t.longs("priceMinor", orNull), currency: t.words("currency", orNull),
		}
	case Renewals:
		return &nextTable{
			table: t, id: t.texts("id"), renewal: t.days("renewal", full), auto: t.flags("autoRenew"),
			allowed: t.flags("allowed"), rule: t.words("rule", full), opens: t.days("windowOpens", orNull),
			length: t.words("length", orNull), seats: t.ints("seats", full), price: t.longs("priceMinor", orNull),
			currency: t.words("currency", orNull),
		}
	case Due, Invoices:
	}
	return &chargeTable{
		table: t, kind: kind, id: t.texts("id"), number: t.ints("number", full), of: t.ints("of", full),
		date: t.days("date", full), due: t.days("due", full), from: t.days("coversFrom", full),
		to: t.days("coversTo", full), amount: t.longs("amountMinor", full), currency: t.words("currency", full),
	}
}

type phaseTable struct {
	*table
	names           phaseNames
	id              *texts
	phase, currency *words
	renewal, opens  *days
	left            *numbers[int32]
	price           *numbers[int64]
}

func (t *phaseTable) add(id []byte, r *answer.Result) error {
	t.id.add(id)
	t.phase.add(t.names[r.Phase])
	t.renewal.addAny(r.Renewal)
	t.opens.addAny(r.Opens)
	t.left.addIf(r.Priced, r.Days)
	t.price.addIf(r.Priced, r.Price)
	t.currency.addIf(r.Priced, r.Currency.String())
	return t.row()
}

type nextTable struct {
	*table
	id                     *texts
	renewal, opens         *days
	auto, allowed          *flags
	rule, length, currency *words
	seats                  *numbers[int32]
	price                  *numbers[int64]
}

func (t *nextTable) add(id []byte, r *answer.Result) error {
	n := r.Next
	if n == nil {
		return nil
	}
	t.id.add(id)
	t.renewal.add(r.Renewal)
	t.auto.add(n.AutoRenew)
	t.allowed.add(n.Decision.Allowed())
	t.rule.add(string(n.Decision.Rule))
	t.opens.addAny(r.Opens)
	t.length.addIf(n.Length.IsValid(), n.Length.String())
	t.seats.add(int32(n.Seats))
	t.price.addIf(n.Priced, n.Price)
	t.currency.addIf(n.Priced, r.Currency.String())
	return t.row()
}

type chargeTable struct {
	*table
	kind                Kind
	id                  *texts
	number, of          *numbers[int32]
	date, due, from, to *days // the end is not included
	amount              *numbers[int64]
	currency            *words
}

func (t *chargeTable) add(id []byte, r *answer.Result) error {
	for i := range r.Charges {
		c := &r.Charges[i]
		if t.kind == Due && !c.IsDue || t.kind == Invoices && !c.Dated {
			continue
		}
		t.id.add(id)
		t.number.add(int32(c.Number))
		t.of.add(int32(c.Of))
		t.date.add(c.Date)
		t.due.add(c.Due)
		t.from.add(c.Covers.Start())
		t.to.add(c.Covers.End())
		t.amount.add(c.Minor)
		t.currency.add(c.Amount.Currency().String())
		if err := t.row(); err != nil {
			return err
		}
	}
	return nil
}
