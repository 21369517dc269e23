package main

import (
	"context"
	"database/sql"

	"example.com/billingrules/calendar"
	"example.com/billingrules/lifecycle"
	"example.com/billingrules/money"
)

func insertRecord(ctx context.Context, tx *sql.Tx, rec held) error {
	f := rec.Facts
	_, err := tx.ExecContext(ctx, `INSERT INTO subscriptions
		(id, channel, taxes, net_terms, kind, offering, anchor, seats, cancel_asked, cancel_effective)
		VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
		rec.ID, rec.Channel, rec.Taxes, rec.Terms, f.Kind, f.Offering, f.Anchor, f.Seats,
		f.Cancellation.Asked, f.Cancellation.Effective)
	if err != nil {
		return err
	}
	for term, srp := range rec.SRP {
		_, err := tx.ExecContext(ctx, `INSERT INTO prices (subscription, term, srp) VALUES (?, ?, ?)`,
			rec.ID, term, srp)
		if err != nil {
			return err
		}
	}
	if err := insertFacts(ctx, tx, rec.ID, f); err != nil {
		return err
	}
	for _, p := range rec.purchases() {
		if err := insertPurchase(ctx, tx, rec.ID, p); err != nil {
			return err
		}
	}
	return nil
}

// replaceFacts stores the facts of a subscription after a transition: its terms, changes, invoices, failed charges
// and returns.
func replaceFacts(ctx context.Context, tx *sql.Tx, id string, f lifecycle.Facts) error {
	for _, table := range []string{"terms", "changes", "invoices", "failed_charges", "returns"} {
		if _, err := tx.ExecContext(ctx, "DELETE FROM "+table+" WHERE subscription = ?", id); err != nil {
			return err
		}
	}
	return insertFacts(ctx, tx, id, f)
}

func insertFacts(ctx context.Context, tx *sql.Tx, id string, f lifecycle.Facts) error {
	for i, t := range f.Terms {
		_, err := tx.ExecContext(ctx, `INSERT INTO terms
			(subscription, place, ordered, starts, ends, length, aligned_to)
			VALUES (?, ?, ?, ?, ?, ?, ?)`, id, i, t.Ordered, t.Start, t.End, t.Length, t.AlignedTo)
		if err != nil {
			return err
		}
	}
	for i, c := range f.Changes {
		_, err := tx.ExecContext(ctx, `INSERT INTO changes
			(subscription, place, what, asked, effective, seats, offering, length, auto_renew)
			VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`,
			id, i, c.What, c.Asked, c.Effective, c.Seats, c.Offering, c.Length, c.AutoRenew)
		if err != nil {
			return err
		}
	}
	for i, inv := range f.Invoices {
		_, err := tx.ExecContext(ctx, `INSERT INTO invoices
			(subscription, place, number, issued, due, paid, net_terms, nothing_owed, returned)
			VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`,
			id, i, inv.Number, inv.Issued, inv.Due, inv.Paid, inv.NetTerms, inv.NothingOwed, inv.Returned)
		if err != nil {
			return err
		}
	}
	for _, day := range f.FailedCharges {
		_, err := tx.ExecContext(ctx, `INSERT INTO failed_charges (subscription, failed) VALUES (?, ?)`, id, day)
		if err != nil {
			return err
		}
	}
	for i, r := range f.Returns {
		_, err := tx.ExecContext(ctx, `INSERT INTO returns
			(subscription, place, returned, term, added, seats, until)
			VALUES (?, ?, ?, ?, ?, ?, ?)`, id, i, r.Day, r.Term, r.Added, r.Seats, r.Until)
		if err != nil {
			return err
		}
	}
	return nil
}

// loadRecord returns a subscription, or sql.ErrNoRows.
func loadRecord(ctx context.Context, tx *sql.Tx, id string) (record, error) {
	rec := record{ID: id}
	f := &rec.Facts
	err := tx.QueryRowContext(ctx, `SELECT channel, taxes, net_terms, kind, offering, anchor, seats, cancel_asked,
		cancel_effective FROM subscriptions WHERE id = ?`, id).
		Scan(&rec.Channel, &rec.Taxes, &rec.Terms, &f.Kind, &f.Offering, &f.Anchor, &f.Seats,
			&f.Cancellation.Asked, &f.Cancellation.Effective)
	if err != nil {
		return record{}, err
	}
	err = each(ctx, tx, func(rows *sql.Rows) error {
		var term calendar.Term
		var srp money.Amount
		if err := rows.Scan(&term, &srp); err != nil {
			return err
		}
		if rec.SRP == nil {
			rec.SRP = make(prices)
		}
		rec.SRP[term] = srp
		return nil
	}, `SELECT term, srp FROM prices WHERE subscription = ?`, id)
	if err != nil {
		return record{}, err
	}
	return rec, loadFacts(ctx, tx, id, f)
}

func loadFacts(ctx context.Context, tx *sql.Tx, id string, f *lifecycle.Facts) error {
	err := each(ctx, tx, func(rows *sql.Rows) error {
		var t lifecycle.BoughtTerm
		err := rows.Scan(&t.Ordered, &t.Start, &t.End, &t.Length, &t.AlignedTo)
		f.Terms = append(f.Terms, t)
		return err
	}, `SELECT ordered, starts, ends, length, aligned_to FROM terms WHERE subscription = ? ORDER BY place`, id)
	if err != nil {
		return err
	}
	err = each(ctx, tx, func(rows *sql.Rows) error {
		var c lifecycle.Change
		err := rows.Scan(&c.What, &c.Asked, &c.Effective, &c.Seats, &c.Offering, &c.Length, &c.AutoRenew)
		f.Changes = append(f.Changes, c)
		return err
	}, `SELECT what, asked, effective, seats, offering, length, auto_renew FROM changes
		WHERE subscription = ? ORDER BY place`, id)
	if err != nil {
		return err
	}
	err = each(ctx, tx, func(rows *sql.Rows) error {
		var inv lifecycle.BilledInvoice
		err := rows.Scan(&inv.Number, &inv.Issued, &inv.Due, &inv.Paid, &inv.NetTerms, &inv.NothingOwed, &inv.Returned)
		f.Invoices = append(f.Invoices, inv)
		return err
	}, `SELECT number, issued, due, paid, net_terms, nothing_owed, returned FROM invoices
		WHERE subscription = ? ORDER BY place`, id)
	if err != nil {
		return err
	}
	err = each(ctx, tx, func(rows *sql.Rows) error {
		var r lifecycle.ReturnedPurchase
		err := rows.Scan(&r.Day, &r.Term, &r.Added, &r.Seats, &r.Until)
		f.Returns = append(f.Returns, r)
		return err
	}, `SELECT returned, term, added, seats, until FROM returns WHERE subscription = ? ORDER BY place`, id)
	if err != nil {
		return err
	}
	return each(ctx, tx, func(rows *sql.Rows) error {
		var day calendar.Date
		err := rows.Scan(&day)
		f.FailedCharges = append(f.FailedCharges, day)
		return err
	}, `SELECT failed FROM failed_charges WHERE subscription = ? ORDER BY failed`, id)
}
