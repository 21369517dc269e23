package input

// Column returns the text of a database column, which a driver hands over as a string or as bytes; "" for NULL.
// Anything else is refused, even a number.
func Column(op, field string, src any) (string, error) {
	switch src := src.(type) {
	case string:
		return src, nil
	case []byte:
		return string(src), nil
	case nil:
		return "", nil
	}
	return "", Errorf(op, field, src, ErrSyntax, "must be text, not %T", src)
}
