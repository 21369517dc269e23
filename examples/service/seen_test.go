package main

import (
	"net/http"
	"testing"
)

type validation struct{}

func described(*testing.T) *validation { return nil }

func (v *validation) check(*testing.T, *http.Request, answered) {}
