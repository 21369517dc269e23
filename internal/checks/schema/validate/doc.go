// Package validate holds no code, only the tests that compare the schemas in docs/schema with what the types of the
// library write and read. It is a module of its own, so that the library does not depend on a validator.
package validate
