package policy

import (
	"crypto/sha256"
	"database/sql/driver"
	"encoding/hex"

	"example.com/billingrules/internal/edge/input"
)

// Fingerprint identifies the contents of an edition. Its text is 32 hexadecimal digits. The zero Fingerprint is
// that of no edition.
type Fingerprint [16]byte

// IsZero reports whether f is the zero Fingerprint.
func (f Fingerprint) IsZero() bool { return f == Fingerprint{} }

// String returns the 32 hexadecimal digits.
func (f Fingerprint) String() string { return hex.EncodeToString(f[:]) }

// MarshalText returns the 32 hexadecimal digits, or nothing for the zero Fingerprint.
func (f Fingerprint) MarshalText() ([]byte, error) {
	if f.IsZero() {
		return []byte{}, nil
	}
	return []byte(f.String()), nil
}

// UnmarshalText reads 32 hexadecimal digits, or nothing for the zero Fingerprint.
func (f *Fingerprint) UnmarshalText(text []byte) error {
	return f.read("policy.Fingerprint.UnmarshalText", text)
}

// Scan reads 32 hexadecimal digits from a database; NULL is refused as missing, and any other type is refused, too. A
// column that may be NULL is scanned into a sql.Null. It implements [database/sql.Scanner].
func (f *Fingerprint) Scan(src any) error {
	const op = "policy.Fingerprint.Scan"
	text, err := column(op, "fingerprint", src)
	if err != nil {
		return err
	}
	return f.read(op, text)
}

// Value returns the 32 hexadecimal digits for a database; the zero Fingerprint is an error. It implements
// [driver.Valuer].
func (f Fingerprint) Value() (driver.Value, error) {
	if f.IsZero() {
		return nil, input.Missing("policy.Fingerprint.Value", "fingerprint")
	}
	return f.String(), nil
}

// column returns the text of a column that may not be NULL or empty.
func column(op, field string, src any) ([]byte, error) {
	text, err := input.Column(op, field, src)
	if err == nil && text == "" {
		return nil, input.Missing(op, field)
	}
	return []byte(text), err
}

func (f *Fingerprint) read(op string, text []byte) error {
	var read Fingerprint
	bad := len(text) != 0 && len(text) != hex.EncodedLen(len(read))
	if !bad {
		_, err := hex.Decode(read[:], text)
		bad = err != nil
	}
	if bad {
		return input.Errorf(op, "fingerprint", text, input.ErrSyntax,
			"is not %d hexadecimal digits", hex.EncodedLen(len(read)))
	}
	*f = read
	return nil
}

func fingerprint(p *Parameters) Fingerprint {
	sum := sha256.Sum256(encode(p))
	return Fingerprint(sum[:len(Fingerprint{})])
}
