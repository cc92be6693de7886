//go:build tools

// Package tools pins the Kyverno CLI that `npm run bench -- policy` compares with.
package tools

import _ "github.com/kyverno/kyverno/cmd/cli/kubectl-kyverno"
