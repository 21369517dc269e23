package ubl

import "example.com/billingrules/internal/edge/strict"

// UnmarshalJSON reads a document strictly: an unknown or duplicate key is an error with its path, and so is a document
// with neither an invoice nor a credit note, or with both. [Encode] reports what else is missing or malformed. An error
// leaves the value as it was.
func (d *Document) UnmarshalJSON(data []byte) error {
	const op = "ubl.Document.UnmarshalJSON"
	type plain Document // without this method
	var read struct {
		plain
		strict.KeyByKey
	}
	if err := strict.Decode(op, "document", data, &read); err != nil {
		return err
	}
	if err := Document(read.plain).checkEither(op); err != nil {
		return err
	}
	*d = Document(read.plain)
	return nil
}

// UnmarshalJSON reads details strictly: an unknown or duplicate key is an error with its path, such as seller.adress.
// [Encode] reports what is missing or malformed. An error leaves the value as it was.
func (d *Details) UnmarshalJSON(data []byte) error {
	type plain Details // without this method
	var read plain
	err := strict.Into("ubl.Details.UnmarshalJSON", "details", data, &read)
	if err == nil {
		*d = Details(read)
	}
	return err
}

// UnmarshalJSON reads a party strictly, as [Details.UnmarshalJSON] does.
func (p *Party) UnmarshalJSON(data []byte) error {
	type plain Party // without this method
	var read plain
	err := strict.Into("ubl.Party.UnmarshalJSON", "party", data, &read)
	if err == nil {
		*p = Party(read)
	}
	return err
}

// UnmarshalJSON reads an address strictly, as [Details.UnmarshalJSON] does.
func (a *Address) UnmarshalJSON(data []byte) error {
	type plain Address // without this method
	var read plain
	err := strict.Into("ubl.Address.UnmarshalJSON", "address", data, &read)
	if err == nil {
		*a = Address(read)
	}
	return err
}

// UnmarshalJSON reads means of payment strictly, as [Details.UnmarshalJSON] does.
func (m *Means) UnmarshalJSON(data []byte) error {
	type plain Means // without this method
	var read plain
	err := strict.Into("ubl.Means.UnmarshalJSON", "means", data, &read)
	if err == nil {
		*m = Means(read)
	}
	return err
}

// UnmarshalJSON reads the reason for a tax of 0% strictly, as [Details.UnmarshalJSON] does.
func (u *Untaxed) UnmarshalJSON(data []byte) error {
	type plain Untaxed // without this method
	var read plain
	err := strict.Into("ubl.Untaxed.UnmarshalJSON", "untaxed", data, &read)
	if err == nil {
		*u = Untaxed(read)
	}
	return err
}
