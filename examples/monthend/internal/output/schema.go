package output

import (
	"github.com/parquet-go/parquet-go/deprecated"
	"github.com/parquet-go/parquet-go/encoding/delta"
	"github.com/parquet-go/parquet-go/encoding/thrift"
	"github.com/parquet-go/parquet-go/format"

	"example.com/billingrules/calendar"
)

// Whether a column can have nulls.
const (
	full   = false
	orNull = true
)

// kind is how a column is written, and what it means.
type kind struct {
	physical format.Type
	encoding format.Encoding
	logical  format.LogicalTypeValue  // if nil, there is only the physical type
	old      deprecated.ConvertedType // the same, for old programs
}

// newTable begins a table, to which columns are then added in order.
func newTable(out *Aside) *table {
	_, _ = out.WriteString(magic) // an error is reported again when the file is completed
	return &table{out: out, at: int64(len(magic)), meta: format.FileMetaData{
		Version: 2, CreatedBy: "monthend", Schema: []format.SchemaElement{{Name: "results"}},
	}}
}

// put adds a column. Its levels are used if it can have nulls.
func (t *table) put(name string, c column, k kind, nulls bool) {
	element := format.SchemaElement{
		Name: name, Type: thrift.New(k.physical), RepetitionType: thrift.New(format.Required),
	}
	if nulls {
		element.RepetitionType = thrift.New(format.Optional)
	} else {
		c.levels = nil
	}
	if k.logical != nil {
		element.LogicalType, element.ConvertedType = format.LogicalType{Value: k.logical}, thrift.New(k.old)
	}
	c.meta = format.ColumnMetaData{
		Type: k.physical, Encoding: []format.Encoding{k.encoding, format.RLE}, PathInSchema: []string{name},
	}
	if c.words != nil {
		c.meta.Encoding = append(c.meta.Encoding, format.Plain)
	}
	t.columns = append(t.columns, &c)
	t.meta.Schema = append(t.meta.Schema, element)
	t.meta.Schema[0].NumChildren = thrift.New(int32(len(t.columns)))
}

func (t *table) texts(name string) *texts {
	c := new(texts)
	t.put(name, column{values: c},
		kind{format.ByteArray, format.DeltaByteArray, new(format.StringType), deprecated.UTF8}, full)
	return c
}

func (t *table) words(name string, nulls bool) *words {
	c := new(words)
	t.put(name, column{values: c, words: c, levels: &c.levels},
		kind{format.ByteArray, format.RLEDictionary, new(format.StringType), deprecated.UTF8}, nulls)
	return c
}

func (t *table) ints(name string, nulls bool) *numbers[int32] {
	c := &numbers[int32]{encode: new(delta.BinaryPackedEncoding).EncodeInt32}
	whole := &format.IntType{BitWidth: 32, IsSigned: true}
	t.put(name, column{values: c, levels: &c.levels},
		kind{format.Int32, format.DeltaBinaryPacked, whole, deprecated.Int32}, nulls)
	return c
}

func (t *table) longs(name string, nulls bool) *numbers[int64] {
	c := &numbers[int64]{encode: new(delta.BinaryPackedEncoding).EncodeInt64}
	whole := &format.IntType{BitWidth: 64, IsSigned: true}
	t.put(name, column{values: c, levels: &c.levels},
		kind{format.Int64, format.DeltaBinaryPacked, whole, deprecated.Int64}, nulls)
	return c
}

func (t *table) days(name string, nulls bool) *days {
	c := &days{day0: calendar.MustParseDate("1970-01-01")}
	c.encode = new(delta.BinaryPackedEncoding).EncodeInt32
	t.put(name, column{values: c, levels: &c.levels},
		kind{format.Int32, format.DeltaBinaryPacked, new(format.DateType), deprecated.Date}, nulls)
	return c
}

func (t *table) flags(name string) *flags {
	c := new(flags)
	t.put(name, column{values: c}, kind{physical: format.Boolean, encoding: format.Plain}, full)
	return c
}
