package desk

import (
	_ "embed"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"

	"example.com/billingrules/invoice/ubl"
)

// ownParties are the seller and the buyer of the example's own portfolio, and how to pay.
//
//go:embed parties.json
var ownParties []byte

// writeUBL writes the invoices of the plan to a folder as e-invoices, each under its number. It writes nothing if any
// of them cannot be an e-invoice.
func writeUBL(dir, partiesFile string, p plan) error {
	data, err := readFile(partiesFile, ownParties)
	if err != nil {
		return err
	}
	var details ubl.Details
	if err := json.Unmarshal(data, &details); err != nil {
		return err
	}
	if len(p.Invoices) == 0 {
		return errors.New("there is no plan, and so no invoice")
	}
	files := make([][]byte, len(p.Invoices))
	var bad []error
	for i, inv := range p.Invoices {
		if files[i], err = ubl.Encode(ubl.Document{Invoice: inv, Details: details}); err != nil {
			bad = append(bad, fmt.Errorf("invoice %s: %w", inv.Number, err))
		}
	}
	if len(bad) > 0 {
		return errors.Join(bad...)
	}
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return err
	}
	for i, inv := range p.Invoices {
		if err := replaceFile(filepath.Join(dir, inv.Number+".xml"), files[i]); err != nil {
			return err
		}
	}
	return nil
}
