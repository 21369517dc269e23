package lifecycle

import "example.com/billingrules/policy"

// Renew renews, early or late: the next term starts on the renewal date, whenever it is ordered. Its length, seats and
// product are the present ones, unless a pending change or the renewal itself changes them. For Flex tokens,
// changes.End is required. A renewal switches auto-renew on again if the edition says so (renewal.auto-default).
// Implements renewal.next-term, renewal.with-changes and change.effective-fixed.
func (v View) Renew(changes RenewalChanges) (Subscription, error) {
	return v.renew("lifecycle.View.Renew", v.CanRenewWith(changes), changes)
}

// renew renews if the decision about it is yes.
func (v View) renew(op string, allowed policy.Decision, changes RenewalChanges) (Subscription, error) {
	bad := v.check(op)
	if !v.IsZero() {
		bad = v.checkChanges(op, changes)
	}
	if bad != nil {
		return Subscription{}, bad
	}
	f, err := v.begin(op, allowed)
	if err != nil {
		return Subscription{}, err
	}
	return build(op, v.state.edition, v.renewed(f, changes))
}

// renewed adds the next term to facts, and what comes with it.
func (v View) renewed(f Facts, changes RenewalChanges) Facts {
	next := v.RenewalTerm(changes)
	term := BoughtTerm{Ordered: v.day, Start: next.Start, End: changes.End, Length: next.Length}
	if f.Kind == policy.Subscription {
		term.End = next.Period().End()
	}
	f.Terms = append(f.Terms, term)
	v.carry(&f, changes, next)
	if v.switchedToday() && v.switchesOnAgain() {
		f.Changes = append(f.Changes, Change{
			What: AutoRenewSwitched, Asked: v.day, Effective: v.day, AutoRenew: true, WithTerm: true,
		})
	}
	return f
}

// carry records what the renewal itself carries, if it makes a difference or replaces what would otherwise move on.
func (v View) carry(f *Facts, changes RenewalChanges, next NextTerm) {
	k := holdingOn(f.holdings(nil), v.day).facts.knownOn(v.state.edition, v.day)
	if changes.Seats != 0 && (changes.Seats != k.seats(next.Start) || v.moves(SeatsChanged)) {
		f.Changes = append(f.Changes,
			Change{What: SeatsChanged, Asked: v.day, Effective: next.Start, Seats: changes.Seats, WithTerm: true})
	}
	if changes.Offering != "" && (changes.Offering != k.offering(next.Start) || v.moves(ProductSwitched)) {
		f.Changes = append(f.Changes, Change{
			What: ProductSwitched, Asked: v.day, Effective: next.Start, Offering: changes.Offering, WithTerm: true,
		})
	}
	if changes.Length != 0 && v.moves(TermChanged) {
		f.Changes = append(f.Changes, Change{
			What: TermChanged, Asked: v.day, Effective: next.Start, Length: changes.Length, WithTerm: true,
		})
	}
}

// switchesOnAgain reports whether a renewal on the day switches auto-renew on.
func (v View) switchesOnAgain() bool {
	return v.state.edition.Covers(v.day) && v.state.edition.RenewalRules().SwitchesOnAgain == policy.Yes
}

// switchedToday reports whether auto-renew was switched off on the day, or on by another renewal. A switch takes
// precedence over a renewal of the same day unless the renewal is recorded as switching it on afterwards. The second of
// two renewals is recorded, too, so that each can be returned alone.
func (v View) switchedToday() bool {
	switched := false
	for _, c := range v.state.facts.Changes {
		if c.What == AutoRenewSwitched && c.Asked == v.day {
			switched = !c.AutoRenew || c.WithTerm
		}
	}
	return switched
}
